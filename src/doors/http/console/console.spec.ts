// The console's API: who may come in, who may do what, and that nothing opens by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openConsoleDoor } from '../../../testing/console-door.ts';
import { softwarePasskey } from '../../../testing/passkey.ts';
import { may, permissions, roles, type Permission } from '../../../modules/staff/index.ts';
import { createApp } from '../create-app.ts';
import { guardConsole } from './guard.ts';

test('every route of the console names its permission, and one without does not come to be', async (t) => {
  const { app, deps, staff } = await openConsoleDoor(t);
  const routes = app.printRoutes({ commonPrefix: false, includeMeta: false });
  assert.match(routes, /console\/v1\/customers/);
  const other = await createApp({ deps, door: 'console', cookiePaths: ['/console/v1/'] });
  t.after(() => other.close());
  guardConsole(other, staff, () => deps.clock.now());
  assert.throws(() => other.get('/console/v1/secret', () => 'open'), /names no permission/);
});

// One harmless request for each permission. What it answers beyond the door does not matter here: only 401 and 403 do.
const none = '00000000-0000-4000-8000-000000000000';
const reason = 'a test of the door';
const probes: Record<Permission, readonly [method: string, path: string, body?: unknown]> = {
  'own.session': ['GET', '/session'],
  'own.passkeys': ['GET', '/passkeys'],
  'customer.find': ['GET', '/customers?q=nobody'],
  'customer.view': ['GET', `/customers/${none}`],
  'mobile.verify': ['POST', `/customers/${none}/mobile-checks`, { ownershipDeclared: true, reason }],
  'mobile.change': ['POST', `/customers/${none}/mobile-changes`, { mobile: '+96890000000', ownershipDeclared: true, reason }],
  'hard-token.assign': ['POST', `/customers/${none}/hard-token`, { serial: 'X', reason }],
  'hard-token.resynchronise': ['POST', `/customers/${none}/hard-token/resynchronisation`, { first: '123456', second: '123456', reason }],
  'hard-token.unlock': ['POST', `/customers/${none}/hard-token/unlocking`, { reason }],
  'hard-token.import': ['POST', '/hard-tokens/imports', { file: '<a/>', fileName: 'a.xml', commit: false }],
  'hard-token.stock': ['GET', '/hard-tokens'],
  'soft-token.deregister': ['POST', `/customers/${none}/soft-token/deregistration`, { lost: true, reason }],
  'call.take': ['GET', '/calls/current'],
  'request.read': ['GET', '/requests'],
  'request.decide': ['POST', `/requests/${none}/decision`, { decision: 'approve' }],
  'card.view': ['GET', `/card-accounts/${none}`],
  'card.replace': ['POST', `/cards/${none}/replacement`, { reason: 'damaged', form: 'virtual', note: reason }],
  'card.pin': ['POST', `/cards/${none}/pin-unblocking`, { note: reason }],
  'dispute.read': ['GET', '/card-disputes'],
  'dispute.open': ['POST', '/card-disputes', { accountId: none, transactionId: none, reason: 'fraud', statement: 'x' }],
  'dispute.work': ['POST', `/card-disputes/${none}/work`, { act: 'refer', note: reason }],
  'dispute.decide': ['POST', `/card-disputes/${none}/decision`, { act: 'turn-down', note: reason }],
  'suspense.read': ['GET', '/suspense'],
  'suspense.resolve': ['POST', `/suspense/${none}/resolution`, { act: 'return', reason }],
  'card.application': ['GET', '/card-applications'],
  'card.loss': ['POST', `/loss-reports/${none}/entries`, { kind: 'police', channel: 'branch' }],
  'card.care': ['GET', '/card-defaults'],
  'card.reasons-read': ['GET', '/card-stop-list'],
  'card.contact': ['GET', `/card-accounts/${none}/contact-attempts`],
  'card.privacy': ['POST', `/customers/${none}/data-changes`, { path: 'letter', act: 'correct', field: 'name', value: 'x' }],
  'card.privacy-read': ['GET', '/data-requests'],
  'staff.read': ['GET', '/staff'],
  'staff.change': ['POST', `/staff/${none}/invitation`],
};

test('each role reaches what the table of permissions gives it, and nobody reaches anything without a session', async (t) => {
  const { call, hire } = await openConsoleDoor(t);
  const people = await Promise.all(roles.map(async (role) => ({ role, ...(await hire(role, role)) })));
  for (const permission of Object.keys(permissions) as Permission[]) {
    const [method, path, body] = probes[permission];
    const stranger = await call(method, path, body);
    assert.equal(stranger.status, 401, `${permission} without a session: ${stranger.text}`);
    for (const { role, call: staffCall } of people) {
      const answer = await staffCall(method, path, body);
      const allowed = answer.reason !== 'not-permitted' && answer.status !== 401;
      assert.equal(allowed, may([role], permission), `${role} ${permission}: ${answer.status} ${answer.reason}`);
      assert.notEqual(answer.status, 500, `${role} ${permission}`);
      assert.ok(answer.reason !== 'invalid-request', `${permission}: the probe itself is wrong: ${answer.text}`);
    }
  }
});

test('signing out ends the session on the server: the cookie no longer works from anywhere', async (t) => {
  const { hire } = await openConsoleDoor(t);
  const salma = await hire('salma', 'branch');
  assert.equal((await salma.call('GET', '/session')).status, 200);
  const out = await salma.call('POST', '/session/end');
  assert.equal(out.status, 204);
  assert.match(out.headers.getSetCookie()[0] ?? '', /^__Host-ramz-console=;/);
  assert.equal((await salma.call('GET', '/session')).status, 401);
});

test('the session cookie is bound to the host, to https and to our own pages', async (t) => {
  const { hire, call, origin } = await openConsoleDoor(t);
  const salma = await hire('salma', 'branch');
  const begun = await call('POST', '/sign-in/begin');
  const body = { challengeId: begun.body.challengeId, response: salma.passkey.get(begun.body.options) };
  const answer = await call('POST', '/sign-in/complete', body);
  const [cookie = ''] = answer.headers.getSetCookie();
  for (const attribute of [/^__Host-ramz-console=[\w-]{43};/, /; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Strict/])
    assert.match(cookie, attribute);
  assert.doesNotMatch(cookie, /Domain/i);
  const foreign = await salma.call('POST', '/session/end', undefined, { origin: 'https://evil.example' });
  assert.equal(foreign.reason, 'foreign-origin');
  const sibling = await salma.call('POST', '/session/end', undefined, {
    origin: origin.replace('localhost', '127.0.0.1'),
    'sec-fetch-site': 'cross-site',
  });
  assert.equal(sibling.reason, 'foreign-origin');
  assert.equal((await salma.call('GET', '/session')).status, 200);
});

test('a passkey that signs for another origin does not come in, and the answer is the same as for a stranger', async (t) => {
  const { call } = await openConsoleDoor(t);
  const begun = await call('POST', '/sign-in/begin');
  const stranger = softwarePasskey('http://localhost.evil.example');
  const answer = await call('POST', '/sign-in/complete', {
    challengeId: begun.body.challengeId,
    response: stranger.get(begun.body.options),
  });
  assert.equal(answer.reason, 'passkey-refused');
});

test('an invitation is shown once and makes one passkey', async (t) => {
  const { hire, call, origin } = await openConsoleDoor(t);
  const huda = await hire('huda', 'supervisor');
  const added = await huda.call('POST', '/staff', { userName: 'zaki', name: 'Zaki Al Rawahi', roles: ['contact-centre'] });
  assert.equal(added.status, 201, added.text);
  const { secret } = added.body;
  const list = await huda.call('GET', '/staff');
  assert.ok(!list.text.includes(secret));
  const first = await call('POST', '/enrolment/begin', { secret });
  const body = { challengeId: first.body.challengeId, name: 'Phone', response: softwarePasskey(origin).create(first.body.options) };
  assert.equal((await call('POST', '/enrolment/complete', body)).status, 201);
  assert.equal((await call('POST', '/enrolment/complete', body)).reason, 'challenge-expired');
  assert.equal((await call('POST', '/enrolment/begin', { secret })).reason, 'invitation-unknown');
});

test('a change of roles holds from the next request on, and nobody changes their own', async (t) => {
  const { hire } = await openConsoleDoor(t);
  const huda = await hire('huda', 'supervisor');
  const salma = await hire('salma', 'branch');
  assert.equal((await salma.call('GET', '/staff')).reason, 'not-permitted');
  const change = { roles: ['auditor'], reason: 'moved to audit' };
  assert.equal((await huda.call('POST', `/staff/${salma.staffId}/roles`, change)).status, 204);
  assert.equal((await salma.call('GET', '/staff')).status, 200);
  assert.equal((await huda.call('POST', `/staff/${huda.staffId}/roles`, change)).reason, 'own-staff-account');
});
