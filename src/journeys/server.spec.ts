// The whole product starts, serves its pages under the strict policy, and stops.

import assert from 'node:assert/strict';
import test from 'node:test';

import { openServer } from './server.ts';

test('the doors of customers and staff serve their pages, and a demo customer signs in', async (t) => {
  const { origins, people } = await openServer(t);
  for (const name of ['bank', 'token', 'console'] as const) {
    const origin = origins[name];
    const page = await fetch(`${origin}/`, { headers: { accept: 'text/html' } });
    assert.equal(page.status, 200, name);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/, name);
    assert.doesNotMatch(await page.text(), /<script(?![^>]*src=)/, name);
    assert.equal((await fetch(`${origin}/health/ready`)).status, 200, name);
  }
  const answer = await fetch(`${origins.bank}/bank/v1/sign-in`, {
    method: 'POST',
    headers: { origin: origins.bank, 'content-type': 'application/json' },
    body: JSON.stringify(people[0]?.signIn),
  });
  assert.equal(answer.status, 200);
});
