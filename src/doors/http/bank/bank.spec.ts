// The web bank's door: sessions, what cookies can and cannot do, and what its answers give away.

import assert from 'node:assert/strict';
import test from 'node:test';

import { accountsOf } from '../../../modules/accounts/index.ts';
import { openBankDoor, type BankDoor } from '../../../testing/bank-door.ts';

const signInBody = ({ customers }: BankDoor, nth = 0) => ({ ...customers[nth]?.signIn, sharedComputer: false });

test('a customer signs in, sees accounts, entries, billers, payees and profile, and signs out', async (t) => {
  const door = await openBankDoor(t);
  const browser = door.browser();
  const signedIn = await browser.call('POST', '/bank/v1/sign-in', signInBody(door));
  assert.equal(signedIn.status, 200, signedIn.text);
  assert.deepEqual([signedIn.body.name, signedIn.body.idleSeconds, signedIn.body.lastSignInAt], ['Salim Al Harthy', 300, undefined]);
  assert.equal((await browser.call('GET', '/bank/v1/session', undefined, { 'accept-language': 'fa' })).body.name, 'سالم الحارثي');
  for (const line of signedIn.headers.getSetCookie()) {
    assert.match(line, /^__Host-ramz-bank(-browser)?=[\w-]{43}; (Max-Age=\d+; )?Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  }
  assert.doesNotMatch(signedIn.text, /password|harbour/);

  const accounts = await browser.call('GET', '/bank/v1/accounts');
  assert.equal(accounts.body.accounts.length, 2, accounts.text);
  const [first] = accounts.body.accounts;
  assert.deepEqual([first.name, first.available], ['Current account', { currency: 'OMR', minor: '1842350' }]);
  const entries = await browser.call('GET', `/bank/v1/accounts/${first.accountId}/entries?limit=5`);
  assert.equal(entries.body.entries.length, 5, entries.text);
  const more = await browser.call('GET', `/bank/v1/accounts/${first.accountId}/entries?limit=5&cursor=${entries.body.next}`);
  assert.notEqual(more.body.entries[0].entryId, entries.body.entries[0].entryId);
  assert.equal((await browser.call('GET', `/bank/v1/accounts/${first.accountId}/entries?cursor=nonsense`)).reason, 'cursor-unknown');
  assert.ok((await browser.call('GET', '/bank/v1/billers')).body.billers.length > 2);
  const profile = await browser.call('GET', '/bank/v1/profile');
  assert.deepEqual([profile.body.mobile, profile.body.mobileVerified], ['+96892345678', true]);
  assert.equal((await browser.call('POST', '/bank/v1/profile/language', { language: 'en' })).status, 204);
  assert.equal((await browser.call('GET', '/bank/v1/session')).body.language, 'en');
  const messages = await browser.call('GET', '/bank/v1/messages');
  assert.match(messages.body.messages[0].body, /جهاز|متصفح|لم نره/);
  assert.match(messages.body.messages[0].to, /•/);

  const other = door.browser();
  await other.call('POST', '/bank/v1/sign-in', signInBody(door, 1));
  const [hers] = (await other.call('GET', '/bank/v1/accounts')).body.accounts;
  assert.equal((await browser.call('GET', `/bank/v1/accounts/${hers.accountId}/entries`)).reason, 'account-unknown');
  const payee = await browser.call('GET', `/bank/v1/payees/${hers.number}`);
  assert.equal(payee.body.name, 'Aisha Al Balushi');
  assert.equal((await browser.call('GET', '/bank/v1/payees/0000000000000')).reason, 'payee-unknown');
  const looked = await Promise.all(Array.from({ length: 30 }, () => browser.call('GET', `/bank/v1/payees/${hers.number}`)));
  assert.ok(looked.some(({ status, headers }) => status === 429 && headers.get('retry-after') !== null));

  const stolen = browser.cookies();
  assert.equal((await browser.call('POST', '/bank/v1/sign-out')).status, 204);
  assert.doesNotMatch(browser.cookies(), /__Host-ramz-bank=/);
  const replayed = await door.call('GET', '/bank/v1/accounts', undefined, { cookie: stolen });
  assert.deepEqual([replayed.status, replayed.reason], [401, 'not-signed-in']);
});

test('nothing of the web bank is told to somebody who is not signed in', async (t) => {
  const door = await openBankDoor(t);
  const id = '0195a5c0-7a11-7cc2-9f3e-0c2a5d8e4b10';
  const rows = [
    ['GET', '/bank/v1/session'],
    ['GET', '/bank/v1/accounts'],
    ['GET', `/bank/v1/accounts/${id}/entries`],
    ['GET', '/bank/v1/payees/1234567890'],
    ['GET', '/bank/v1/billers'],
    ['GET', '/bank/v1/profile'],
    ['GET', '/bank/v1/messages'],
    ['GET', '/bank/v1/sessions'],
    ['GET', '/bank/v1/devices'],
    ['DELETE', '/bank/v1/sessions'],
    ['DELETE', `/bank/v1/sessions/${id}`],
    ['DELETE', `/bank/v1/devices/${id}`],
    ['GET', '/bank/v1/operations'],
    ['GET', `/bank/v1/operations/${id}`],
    ['GET', `/bank/v1/operations/${id}/events`],
    ['GET', '/bank/v1/token'],
    ['POST', '/bank/v1/token/activations'],
  ] as const;
  for (const [method, path] of rows) {
    for (const cookie of ['', '__Host-ramz-bank=', `__Host-ramz-bank=${'A'.repeat(43)}`, `__Host-ramz-bank=${id}`]) {
      const answer = await door.call(method, path, undefined, { cookie });
      assert.deepEqual([answer.status, answer.reason], [401, 'not-signed-in'], `${method} ${path} ${cookie}`);
    }
  }
});

test('a session that was planted before the sign-in is worth nothing after it', async (t) => {
  const door = await openBankDoor(t);
  const attacker = door.browser();
  await attacker.call('POST', '/bank/v1/sign-in', signInBody(door, 1));
  const planted = attacker.cookies();
  const answer = await door.call('POST', '/bank/v1/sign-in', signInBody(door), { cookie: planted });
  assert.equal(answer.status, 200);
  const [fresh = ''] = answer.headers.getSetCookie();
  assert.ok(!planted.includes(fresh.split(';')[0] ?? fresh));
  assert.equal((await door.call('GET', '/bank/v1/session', undefined, { cookie: planted })).status, 401);
  assert.equal(
    (await door.call('POST', '/bank/v1/sign-in', signInBody(door), { cookie: `__Host-ramz-bank=${'x'.repeat(43)}` })).status,
    200,
  );
});

test('an unknown user and a wrong password are one answer, to the byte', async (t) => {
  const door = await openBankDoor(t);
  const wrong = await door.call('POST', '/bank/v1/sign-in', {
    userName: door.customers[0]?.signIn?.userName,
    password: 'wrong-lantern-wrong',
  });
  const unknown = await door.call('POST', '/bank/v1/sign-in', { userName: 'nobody', password: 'wrong-lantern-wrong' });
  assert.equal(wrong.status, 401);
  assert.equal(unknown.text, wrong.text);
  const names = (headers: Headers): string =>
    [...headers]
      .map(([name]) => name)
      .sort()
      .join();
  assert.equal(names(unknown.headers), names(wrong.headers));
});

test('too many sign-ins of one name are told with the time to wait, in the language of the page', async (t) => {
  const door = await openBankDoor(t);
  for (let round = 0; round < 5; round += 1)
    await door.call('POST', '/bank/v1/sign-in', { userName: 'reza', password: 'wrong-lantern-wrong' });
  const answer = await door.call('POST', '/bank/v1/sign-in', signInBody(door, 3), { 'accept-language': 'fa' });
  assert.deepEqual([answer.status, answer.reason, answer.headers.get('retry-after')], [429, 'too-many-sign-ins', '2']);
  assert.match(answer.body.detail, /۲ ثانیه/);
  door.deps.clock.advance(2);
  assert.equal((await door.call('POST', '/bank/v1/sign-in', signInBody(door, 3))).status, 200);
});

test('a page of another site can neither sign anyone in nor act for who is signed in', async (t) => {
  const door = await openBankDoor(t);
  const browser = door.browser();
  await browser.call('POST', '/bank/v1/sign-in', signInBody(door));
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ] as const;
  for (const headers of foreign) {
    for (const [method, path, body] of [
      ['POST', '/bank/v1/sign-in', signInBody(door)],
      ['POST', '/bank/v1/sign-out', {}],
      ['POST', '/bank/v1/operations', { kind: 'transfer-own', params: {} }],
      ['DELETE', '/bank/v1/sessions', undefined],
    ] as const) {
      const answer = await browser.call(method, path, body, headers);
      assert.deepEqual([answer.status, answer.reason], [403, 'foreign-origin'], `${path} ${JSON.stringify(headers)}`);
    }
  }
  // What a form can send without asking first is no JSON.
  assert.equal((await browser.call('POST', '/bank/v1/operations', 'kind=transfer-own', { 'content-type': 'text/plain' })).status, 415);
  assert.equal((await browser.call('GET', '/bank/v1/session')).status, 200);
  const preflight = await browser.call('OPTIONS', '/bank/v1/operations', undefined, {
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
  });
  assert.equal(preflight.headers.get('access-control-allow-origin'), null);
});

test('sessions and browsers are listed, and ended from elsewhere at once', async (t) => {
  const door = await openBankDoor(t);
  const phone = door.browser();
  const desk = door.browser();
  await phone.call('POST', '/bank/v1/sign-in', signInBody(door));
  await desk.call('POST', '/bank/v1/sign-in', signInBody(door));
  const { sessions } = (await desk.call('GET', '/bank/v1/sessions')).body;
  assert.equal(sessions.length, 2);
  const other = sessions.find(({ current }: { current: boolean }) => !current);
  assert.equal((await desk.call('DELETE', `/bank/v1/sessions/${other.sessionId}`)).status, 204);
  assert.equal((await phone.call('GET', '/bank/v1/session')).status, 401);
  assert.equal((await desk.call('DELETE', `/bank/v1/sessions/${other.sessionId}`)).reason, 'session-unknown');
  const { devices } = (await desk.call('GET', '/bank/v1/devices')).body;
  assert.equal(devices.length, 2);
  const own = devices.find(({ current }: { current: boolean }) => current);
  assert.equal((await desk.call('DELETE', `/bank/v1/devices/${own.deviceId}`)).status, 204);
  assert.equal((await desk.call('GET', '/bank/v1/session')).status, 401);
});

test('the idle end comes with the programme, and what a page asks by itself does not put it off', async (t) => {
  const door = await openBankDoor(t);
  const browser = door.browser();
  await browser.call('POST', '/bank/v1/sign-in', { ...signInBody(door), sharedComputer: true });
  assert.doesNotMatch(browser.cookies(), /browser=/);
  door.deps.clock.advance(110);
  assert.equal((await browser.call('GET', '/bank/v1/operations/0195a5c0-7a11-7cc2-9f3e-0c2a5d8e4b10/events')).status, 404);
  door.deps.clock.advance(11);
  assert.equal((await browser.call('GET', '/bank/v1/session')).reason, 'not-signed-in');
});

test('passwords and session tokens are in no log line', async (t) => {
  const door = await openBankDoor(t);
  const browser = door.browser();
  await browser.call('POST', '/bank/v1/sign-in', signInBody(door));
  await browser.call('POST', '/bank/v1/sign-in', '{"userName":"x","password":"leak-leak-leak"');
  const logged = door.deps.logged.join('\n');
  assert.doesNotMatch(logged, /leak-leak/);
  for (const secret of [
    door.customers[0]?.signIn?.password ?? 'x',
    ...browser
      .cookies()
      .split(/; |=/)
      .filter((part) => part.length === 43),
  ])
    assert.ok(!logged.includes(secret));
});

test('an open stream ends with the session, and does not keep the door from closing', async (t) => {
  const door = await openBankDoor(t);
  const holder = door.customers.findIndex(({ hardToken }) => hardToken);
  const browser = door.browser();
  const other = door.browser();
  await browser.call('POST', '/bank/v1/sign-in', signInBody(door, holder));
  await other.call('POST', '/bank/v1/sign-in', signInBody(door, holder));
  const [from] = (await browser.call('GET', '/bank/v1/accounts')).body.accounts;
  const [to] = await accountsOf(door.deps.database, door.customers[0]?.id ?? '');
  const params = { from: from.accountId, to: to?.number, amount: { currency: 'OMR', minor: '1000' } };
  const created = await browser.call('POST', '/bank/v1/operations', { kind: 'transfer-customer', params });
  assert.equal(created.status, 201, created.text);
  const path = `/bank/v1/operations/${created.body.operationId}/events`;
  const opened = browser.call('GET', path);
  const kept = other.call('GET', path);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await browser.call('POST', '/bank/v1/sign-out');
  assert.match((await opened).text, /"status":"pending"/);
  const began = performance.now();
  await door.app.close();
  assert.match((await kept).text, /"status":"pending"/);
  assert.ok(performance.now() - began < 2000);
});
