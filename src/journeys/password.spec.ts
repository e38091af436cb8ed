// The app password: counted by the bank, locked, reset, changed; biometry beside it; and the lock after wrong codes.

import assert from 'node:assert/strict';
import test from 'node:test';

import { transfer } from './acts.ts';
import { copyOf, openWorld, reasonOf, value, type Person } from './world.ts';

const identity = (person: Person) =>
  ({
    platform: 'android',
    screenLock: 'yes',
    mobile: person.mobile,
    cardNumber: person.cardNumber,
    cardPin: person.cardPin,
    language: 'en',
  }) as const;

test('TK-22 five wrong passwords lock the app, counted by the bank; a right one clears the count', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone, password, bank } = await world.activated(salim);
  for (let tries = 0; tries < 4; tries += 1) assert.equal(reasonOf(await phone.signIn({ password: '555123' })), 'wrong-password');
  value(await phone.signIn({ password }));
  const left = [];
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = await phone.signIn({ password: '555123' });
    left.push(answer.kind === 'refused' ? answer.figures['attemptsLeft'] : undefined);
  }
  assert.deepEqual(left, [4, 3, 2, 1, 0], 'the right one had cleared the count');
  assert.equal(reasonOf(await phone.signIn({ password })), 'password-locked');
  assert.equal((await bank.get('/bank/v1/token')).body.soft.status, 'password-locked');
  assert.ok((await world.texts(salim.mobile)).some((text) => /locked/.test(text)));
});

test('TK-22 64 guesses at once from copies of the storage are judged five times and no more', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { store } = await world.activated(salim);
  const guesses = await Promise.all(
    Array.from({ length: 64 }, async (_, guess) => {
      const copy = world.phone(await copyOf(store));
      return await copy.phone.signIn({ password: String(500_000 + guess * 7919) });
    }),
  );
  assert.equal(guesses.filter((answer) => reasonOf(answer) === 'wrong-password').length, 5);
  assert.ok(guesses.every(({ kind }) => kind === 'refused'));
});

test('TK-22 nothing on the phone tells a right password from a wrong one', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { store, password } = await world.activated(salim);
  const away = world.offlinePhone(await copyOf(store));
  for (const guess of [password, '555123', 'anything', '000111'])
    assert.equal(value(await away.signIn({ password: guess })).online, false, 'every password opens the copy');
  const record = JSON.stringify(await store.read(), (_key, kept: unknown) =>
    kept instanceof Uint8Array ? Buffer.from(kept).toString('hex') : kept,
  );
  assert.ok(!record.includes(password));
});

test('TK-23 a forgotten password is set anew with number, card, PIN and SMS code, and the app is unlocked at once', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { phone, bank } = await world.activated(salim);
  for (let tries = 0; tries < 5; tries += 1) await phone.signIn({ password: '555123' });
  world.deps.clock.advance(31);
  value(await phone.resetPassword(identity(salim)));
  value(await phone.enterCode(await world.codeOf(salim.mobile)));
  value(await phone.choosePassword('864207'));
  const signedIn = value(await phone.signIn({ password: '864207' }));
  assert.ok(signedIn.online && signedIn.status === 'active');
  const { operationId } = (await transfer(bank, salim, huda)).body;
  value(await phone.operation(operationId));
  assert.equal(value(await phone.decide(operationId, 'approve')).status, 'executed');
});

test('TK-23 a reset is refused on a phone that has no token', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  await world.activated(salim);
  world.deps.clock.advance(31);
  assert.notEqual((await world.phone().phone.resetPassword(identity(salim))).kind, 'done');
});

test('TK-24 the changed password holds from the next sign-in and the old one no longer', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone, password } = await world.activated(salim);
  const wrong = await phone.changePassword('555123', '864207');
  assert.equal(reasonOf(wrong), 'wrong-password');
  value(await phone.changePassword(password, '864207'));
  await phone.signOut();
  assert.equal(reasonOf(await phone.signIn({ password })), 'wrong-password');
  value(await phone.signIn({ password: '864207' }));
});

test('TK-25 biometry is switched on with the password, approves, and waits for the password after a reset', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { phone, password, bank } = await world.activated(salim);
  const finger = world.authenticator();
  assert.equal(reasonOf(await phone.setBiometry({ enabled: true, password: '555123', authenticator: finger })), 'wrong-password');
  value(await phone.setBiometry({ enabled: true, password, authenticator: finger }));
  await phone.signOut();
  value(await phone.signIn({ biometry: finger }));
  const { operationId } = (await transfer(bank, salim, huda)).body;
  value(await phone.operation(operationId));
  assert.equal(value(await phone.decide(operationId, 'approve')).status, 'executed');
  world.deps.clock.advance(31);
  value(await phone.resetPassword(identity(salim)));
  value(await phone.enterCode(await world.codeOf(salim.mobile)));
  value(await phone.choosePassword('864207'));
  await phone.signOut();
  assert.notEqual((await phone.signIn({ biometry: finger })).kind, 'done', 'the password comes first');
  value(await phone.signIn({ password: '864207' }));
  await phone.signOut();
  value(await phone.signIn({ biometry: finger }));
  value(await phone.setBiometry({ enabled: false, password: '864207' }));
  await phone.signOut();
  assert.notEqual((await phone.signIn({ biometry: finger })).kind, 'done');
});

test('TK-26 wrong codes lock the token, and the customer enables it in the web bank', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { phone, bank, password } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  await bank.post(`/bank/v1/operations/${operationId}/qr`);
  for (let tries = 0; tries < 5; tries += 1)
    assert.equal((await bank.post(`/bank/v1/operations/${operationId}/code`, { code: '00000000' })).reason, 'wrong-code');
  assert.equal((await bank.post(`/bank/v1/operations/${operationId}/code`, { code: '00000000' })).reason, 'token-locked');
  assert.equal((await transfer(bank, salim, huda)).reason, 'token-locked');
  value(await phone.signIn({ password }));
  value(await phone.operation(operationId));
  assert.equal(reasonOf(await phone.decide(operationId, 'approve')), 'token-locked');
  const enabled = await bank.post('/bank/v1/token/enable');
  assert.equal(enabled.status, 200, JSON.stringify(enabled.body));
  assert.equal(enabled.body.soft.status, 'active');
  assert.equal((await bank.post('/bank/v1/token/enable')).reason, 'token-not-locked');
  const next = (await transfer(bank, salim, huda)).body.operationId;
  value(await phone.operation(next));
  assert.equal(value(await phone.decide(next, 'approve')).status, 'executed');
});

test('TK-26 64 wrong codes at once are judged five times and no more', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { bank } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  await bank.post(`/bank/v1/operations/${operationId}/qr`);
  const answers = await Promise.all(
    Array.from(
      { length: 64 },
      async (_, guess) => await bank.post(`/bank/v1/operations/${operationId}/code`, { code: String(10_000_000 + guess) }),
    ),
  );
  assert.equal(answers.filter(({ reason }) => reason === 'wrong-code').length, 5);
  assert.ok(answers.every(({ status }) => status >= 400));
});
