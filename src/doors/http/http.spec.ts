// Rules of every door: what it refuses before a route is reached, and what it says when the world is not well.

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import Type from 'typebox';

import { DatabaseFault } from '../../postgres/database.ts';
import { testDeps } from '../../testing/deps.ts';
import { createApp, type App } from './create-app.ts';
import type { Deps, DoorSettings } from './deps.ts';
import { allowStreams, openStream } from './event-stream.ts';
import { nestsDeeperThan, readJson } from './json-body.ts';
import { chooseLanguage } from './language.ts';
import { servePages } from './pages.ts';
import { sourceOf, tokenBuckets } from './rate-limit.ts';
import { isSameOrigin } from './same-origin.ts';

const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
const json = { 'content-type': 'application/json' };

async function door(
  t: TestContext,
  settings: Partial<DoorSettings> = {},
): Promise<{ app: App; deps: Awaited<ReturnType<typeof testDeps>> }> {
  const deps = await testDeps(t, settings);
  const app = await createApp({ deps, door: 'bank', cookiePaths: ['/bank/v1/'] });
  t.after(() => app.close());
  allowStreams(app);
  const body = Type.Object(
    {
      amount: Type.String({ pattern: '^[0-9]+$' }),
      note: Type.Optional(Type.Object({ text: Type.String() }, { additionalProperties: false })),
    },
    { additionalProperties: false },
  );
  app.post('/bank/v1/things', { schema: { body } }, async (request) => await Promise.resolve({ amount: request.body.amount }));
  app.get('/v1/fault', () => {
    throw new Error('secret internals 5412');
  });
  app.get('/v1/away', () => {
    throw new DatabaseFault('connect ECONNREFUSED 10.0.0.3');
  });
  let count = 0;
  app.get('/v1/stream', async (request, reply) => {
    await openStream(request, reply, {
      deps,
      owner: 'o',
      topics: ['thing:1'],
      event: 'thing',
      read: async () => await Promise.resolve({ count: (count += 1) }),
      isLast: (state) => (state as { count: number }).count >= 4,
    });
  });
  await servePages(app, deps.settings.webFolder);
  return { app, deps };
}

const reasonOf = (response: { json(): unknown }): string =>
  (response.json() as { type: string }).type.replace('https://ramz.dev/problems/', '');

test('bad input is refused with a problem that names the field and repeats no value', async (t) => {
  const { app } = await door(t);
  const rows: [string, string | Buffer, Record<string, string>, number, string, string?][] = [
    ['unknown field', '{"amount":"1","x":5}', json, 400, 'invalid-request', 'body/x'],
    ['missing field', '{}', json, 400, 'invalid-request', 'body/amount'],
    ['wrong pattern', '{"amount":"4155-secret"}', json, 400, 'invalid-request', 'body/amount'],
    ['unknown field inside', '{"amount":"1","note":{"text":"a","b":1}}', json, 400, 'invalid-request', 'body/note/b'],
    ['no body', '', json, 400, 'invalid-request', 'body'],
    ['cut JSON', '{"amount"', json, 400, 'malformed-json'],
    ['prototype', '{"amount":"1","__proto__":{"a":1}}', json, 400, 'malformed-json'],
    ['escaped prototype', '{"amount":"1","\\u005f_proto__":{"a":1}}', json, 400, 'malformed-json'],
    ['deep JSON', `${'['.repeat(40_000 / 2)}${']'.repeat(40_000 / 2)}`, json, 400, 'json-too-deep'],
    ['oversize', JSON.stringify({ amount: '1'.repeat(70_000) }), json, 413, 'body-too-large'],
    ['form', 'amount=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-content-type'],
    ['text, which needs no preflight', '{"amount":"1"}', { 'content-type': 'text/plain' }, 415, 'unsupported-content-type'],
  ];
  for (const [name, payload, headers, status, reason, field] of rows) {
    const response = await app.inject({ method: 'POST', url: '/bank/v1/things', payload, headers: { ...own, ...headers } });
    assert.equal(response.statusCode, status, `${name}: ${response.body}`);
    assert.equal(reasonOf(response), reason, name);
    assert.match(response.headers['content-type'] as string, /^application\/problem\+json/, name);
    assert.doesNotMatch(response.body, /secret|prototype/, name);
    if (field !== undefined) assert.equal(response.json<{ errors: { field: string }[] }>().errors[0]?.field, field, name);
  }
  const good = await app.inject({ method: 'POST', url: '/bank/v1/things', payload: '{"amount":"1"}', headers: { ...own, ...json } });
  assert.equal(good.statusCode, 200, good.body);
});

test('a page of another site, of another port, or nobody at all cannot change anything with the cookie', async (t) => {
  const { app } = await door(t);
  const rows: [Record<string, string>, number][] = [
    [{ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'http://localhost' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:8421', 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://localhost', 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{}, 403],
  ];
  for (const [headers, status] of rows) {
    const response = await app.inject({
      method: 'POST',
      url: '/bank/v1/things',
      payload: '{"amount":"1"}',
      headers: { ...headers, ...json },
    });
    assert.equal(response.statusCode, status, JSON.stringify(headers));
    if (status === 403) assert.equal(reasonOf(response), 'foreign-origin');
  }
  assert.equal(isSameOrigin({ method: 'GET', headers: {} }, []), true);
});

test('every answer carries the headers that keep it out of frames and scripts in place', async (t) => {
  const { app } = await door(t, { origins: { bank: 'https://bank.ramz.example' } });
  for (const url of ['/', '/bank/v1/none', '/v1/fault']) {
    const { headers } = await app.inject({ url });
    assert.match(headers['content-security-policy'] as string, /frame-ancestors 'none'/);
    assert.match(headers['content-security-policy'] as string, /script-src 'self' 'wasm-unsafe-eval';/);
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(headers['strict-transport-security'] as string, /max-age=31536000/);
    assert.equal(headers['x-powered-by'], undefined);
  }
});

test('no path makes the door send anyone elsewhere', async (t) => {
  const { app } = await door(t);
  for (const url of [
    '//evil.example',
    '/\\evil.example',
    '/?next=https://evil.example',
    '/bank/v1/../../evil',
    '/%2f%2fevil.example',
    '/https://evil.example',
  ]) {
    const response = await app.inject({ url, headers: { accept: 'text/html' } });
    assert.equal(response.headers['location'], undefined, url);
    assert.ok(response.statusCode < 300 || response.statusCode >= 400, `${url} ${response.statusCode}`);
  }
});

test('a fault is told with an id and without internals; the log has the rest', async (t) => {
  const { app, deps } = await door(t);
  const response = await app.inject({ url: '/v1/fault' });
  assert.equal(response.statusCode, 500);
  assert.doesNotMatch(response.body, /5412|stack|Error/);
  const { problemId } = response.json<{ problemId: string }>();
  assert.ok(deps.logged.some((line) => line.includes(problemId) && line.includes('5412')));
});

test('a database that is away is 503 with Retry-After, and no address of it', async (t) => {
  const { app } = await door(t);
  const response = await app.inject({ url: '/v1/away' });
  assert.equal(response.statusCode, 503);
  assert.equal(response.headers['retry-after'], '2');
  assert.doesNotMatch(response.body, /10\.0\.0\.3/);
});

test('the sentence is in the language that the request asks for', async (t) => {
  const { app } = await door(t);
  const rows: [string | undefined, RegExp][] = [
    ['fa-IR, en;q=0.8', /در این نشانی/],
    ['kk', /мекенжайда/],
    ['en-GB,en;q=0.9', /nothing at this address/],
    ['de, fr;q=0.8', /لا يوجد شيء/],
    [undefined, /لا يوجد شيء/],
  ];
  for (const [language, pattern] of rows) {
    const response = await app.inject({ url: '/bank/v1/none', headers: language === undefined ? {} : { 'accept-language': language } });
    assert.match(response.json<{ detail: string }>().detail, pattern, String(language));
  }
  assert.equal(chooseLanguage('en;q=0, fa;q=0.1', ['en', 'fa'], 'ar'), 'fa');
});

test('more requests than allowed are answered with 429 and Retry-After', async (t) => {
  const { app } = await door(t, { requestsPerSecondMax: 5 });
  const answers = await Promise.all(Array.from({ length: 30 }, () => app.inject({ url: '/bank/v1/none' })));
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  assert.ok(refused.length >= 18 && refused.length <= 20, String(refused.length));
  assert.equal(refused[0]?.headers['retry-after'], '1');
});

test('a token bucket gains with time, and never because a clock went back', () => {
  const bucket = tokenBuckets(1, 2);
  assert.equal(bucket.take('a', 1000).allowed, true);
  assert.equal(bucket.take('a', 1000).allowed, true);
  assert.deepEqual(bucket.take('a', 1000), { allowed: false, retryAfterSeconds: 1 });
  assert.equal(bucket.take('a', 0).allowed, false);
  assert.equal(bucket.take('a', 1100).allowed, true);
  assert.equal(bucket.take('b', 0).allowed, true);
});

test('a source is an IPv4 address or an IPv6 network', () => {
  const rows = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
  ] as const;
  for (const [address, source] of rows) assert.equal(sourceOf(address), source);
});

test('JSON is measured outside of its strings', () => {
  assert.equal(nestsDeeperThan('{"a":"[[[[[\\"[[["}', 1), false);
  assert.equal(nestsDeeperThan('[[]]', 1), true);
  assert.deepEqual(readJson('{"construct":"\\u0041"}'), { construct: 'A' });
});

test('a stream tells the state at its start and at each event, ends with the last one, and closes with the door', async (t) => {
  const { app, deps } = await door(t);
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  const response = await fetch(`${base}/v1/stream`);
  assert.match(response.headers.get('content-type') ?? '', /text\/event-stream/);
  assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors/);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    deps.events.publish('thing:1');
  }
  assert.match(text, /event: thing\ndata: \{"count":1\}[^]*"count":4/);
});

test('one owner has at most six streams', async (t) => {
  const deps: Deps = await testDeps(t);
  const app = await createApp({ deps, door: 'bank' });
  t.after(() => app.close());
  allowStreams(app);
  app.get('/v1/stream', async (request, reply) => {
    await openStream(request, reply, { deps, owner: 'o', topics: [], event: 'e', read: async () => await Promise.resolve({ a: 1 }) });
  });
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  // The answers are held: one that is collected closes its stream.
  const answers: Response[] = [];
  for (let index = 0; index < 7; index += 1) answers.push(await fetch(`${base}/v1/stream`));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200, 200, 429],
  );
});
