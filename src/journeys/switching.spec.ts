// Hard token and soft token side by side: one active at a time, switched by the customer, and what each may approve.

import assert from 'node:assert/strict';
import test from 'node:test';

import { available, transfer } from './acts.ts';
import { handOut } from './hard-tokens.ts';
import { openWorld, reasonOf, value } from './world.ts';

test('TK-35 TK-30 the hard token approves every transaction that the soft token can: HOTP, TOTP and the OCRA question', async (t) => {
  const world = await openWorld(t);
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  for (const kind of ['hotp', 'totp', 'ocra'] as const) {
    const person = await world.person();
    const device = await handOut(world, person, kind);
    const bank = await world.signIn(person);
    const created = await transfer(bank, person, huda);
    assert.equal(created.status, 201, JSON.stringify(created.body));
    assert.deepEqual(created.body.approval.methods, ['hard-token']);
    assert.equal(created.body.approval.ocraQuestion !== undefined, kind === 'ocra', 'an OCRA device is shown its question');
    const code = device.press(created.body.approval.ocraQuestion);
    const done = await bank.post(`/bank/v1/operations/${created.body.operationId}/code`, { code });
    assert.equal(done.body.status, 'executed', `${kind}: ${JSON.stringify(done.body)}`);
    assert.equal(done.body.method, 'hard-token');
    const second = (await transfer(bank, person, huda)).body;
    const replay = await bank.post(`/bank/v1/operations/${second.operationId}/code`, { code });
    assert.equal(replay.reason, 'wrong-code', `${kind}: a used code is refused`);
  }
});

test('TK-30 a HOTP device that was pressed ahead is followed inside the look-ahead window and refused outside of it', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const device = await handOut(world, salim, 'hotp');
  const bank = await world.signIn(salim);
  for (let pressed = 0; pressed < world.programme.hardToken.lookAhead - 1; pressed += 1) device.press();
  const first = (await transfer(bank, salim, huda)).body.operationId;
  assert.equal((await bank.post(`/bank/v1/operations/${first}/code`, { code: device.press() })).body.status, 'executed');
  for (let pressed = 0; pressed < world.programme.hardToken.lookAhead + 3; pressed += 1) device.press();
  const second = (await transfer(bank, salim, huda)).body.operationId;
  assert.equal((await bank.post(`/bank/v1/operations/${second}/code`, { code: device.press() })).reason, 'wrong-code');
});

test("TK-35 wrong codes of the hard token are counted and lock it after the programme's number", async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const device = await handOut(world, salim, 'hotp');
  const bank = await world.signIn(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  const answers = [];
  for (let tries = 0; tries < world.programme.hardToken.lockAfter; tries += 1)
    answers.push(await bank.post(`/bank/v1/operations/${operationId}/code`, { code: '000000' }));
  assert.deepEqual(
    answers.map(({ body }) => body.attemptsLeft),
    [4, 3, 2, 1, 0],
  );
  assert.equal((await transfer(bank, salim, huda)).reason, 'hard-token-locked');
  assert.notEqual(
    (await bank.post(`/bank/v1/operations/${operationId}/code`, { code: device.press() })).status,
    200,
    'locked means locked for the right code too',
  );
  assert.equal((await bank.get('/bank/v1/token')).body.hard.status, 'locked');
});

test("TK-03 activating the soft token suspends the hard token in the same act; while one is active the other's code is refused", async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const device = await handOut(world, salim, 'hotp');
  const before = await world.signIn(salim);
  assert.equal((await before.get('/bank/v1/token')).body.active, 'hard');
  const { bank, phone } = await world.activated(salim);
  const summary = (await bank.get('/bank/v1/token')).body;
  assert.equal(summary.active, 'soft');
  assert.equal(summary.hard.status, 'suspended', 'it stays assigned');
  const { operationId } = (await transfer(bank, salim, huda)).body;
  assert.equal((await bank.post(`/bank/v1/operations/${operationId}/code`, { code: device.press() })).reason, 'wrong-code');

  await bank.post('/bank/v1/token/switch-to-hard');
  assert.equal(
    (await bank.post('/bank/v1/token/switch-to-hard/confirmation', { code: await world.codeOf(salim.mobile) })).body.active,
    'hard',
  );
  const next = (await transfer(bank, salim, huda)).body.operationId;
  assert.equal((await bank.post(`/bank/v1/operations/${next}/qr`)).reason, 'method-not-allowed');
  assert.deepEqual(value(await phone.signIn({ password: '739251' })).online, true);
  assert.equal((await phone.operation(next)).kind, 'refused', 'a suspended app sees nothing to approve');
});

test('TK-31 switching to the hard token needs the SMS code; without a hard token the branch is named', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const none = await world.activated(salim);
  const refused = await none.bank.post('/bank/v1/token/switch-to-hard');
  assert.equal(refused.reason, 'no-hard-token');
  assert.match(refused.body.detail, /branch/);

  const maryam = await world.person({ nameLatin: 'Maryam Al Zadjali' });
  await handOut(world, maryam);
  const { bank } = await world.activated(maryam);
  const started = await bank.post('/bank/v1/token/switch-to-hard');
  assert.equal(started.status, 200, JSON.stringify(started.body));
  assert.match(started.body.maskedTo, /\d{2,4}$/);
  const code = await world.codeOf(maryam.mobile);
  const wrong = await bank.post('/bank/v1/token/switch-to-hard/confirmation', { code: code === '111111' ? '222222' : '111111' });
  assert.equal(wrong.reason, 'wrong-code');
  assert.equal((await bank.get('/bank/v1/token')).body.active, 'soft', 'a wrong code changes nothing');
  assert.equal((await bank.post('/bank/v1/token/switch-to-hard/confirmation', { code })).body.active, 'hard');
  assert.ok((await world.texts(maryam.mobile)).some((text) => /hard token approves/.test(text)));
});

test('TK-32 switching back to the soft token works while its phone is registered, and else tells the steps', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  await handOut(world, salim);
  const first = await world.signIn(salim);
  const refused = await first.post('/bank/v1/token/switch-to-soft');
  assert.equal(refused.reason, 'no-soft-token');
  assert.match(refused.body.detail, /register/i);
  const { bank, phone, password } = await world.activated(salim);
  await bank.post('/bank/v1/token/switch-to-hard');
  await bank.post('/bank/v1/token/switch-to-hard/confirmation', { code: await world.codeOf(salim.mobile) });
  assert.equal((await bank.post('/bank/v1/token/switch-to-soft')).body.active, 'soft');
  const { operationId } = (await transfer(bank, salim, huda)).body;
  value(await phone.signIn({ password }));
  value(await phone.operation(operationId));
  assert.equal(value(await phone.decide(operationId, 'approve')).status, 'executed');
});

test("TK-29 a new number of record is never taken from a soft token; the hard token's code changes it, tells both numbers and ends the registration", async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const device = await handOut(world, salim);
  const { bank, phone, password } = await world.activated(salim);
  const wanted = '+96892223344';
  const order = { kind: 'mobile-change', params: { mobile: wanted } };
  const refused = await bank.post('/bank/v1/operations', order);
  assert.equal(refused.reason, 'hard-token-only');
  assert.match(refused.body.detail, /Switch to/);
  await bank.post('/bank/v1/token/switch-to-hard');
  await bank.post('/bank/v1/token/switch-to-hard/confirmation', { code: await world.codeOf(salim.mobile) });
  const created = await bank.post('/bank/v1/operations', order);
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const otp = await phone.otp();
  if (otp.kind === 'done')
    assert.notEqual((await bank.post(`/bank/v1/operations/${created.body.operationId}/code`, { code: otp.value.code })).status, 200);
  const done = await bank.post(`/bank/v1/operations/${created.body.operationId}/code`, { code: device.press() });
  assert.equal(done.body.status, 'executed', JSON.stringify(done.body));
  for (const mobile of [salim.mobile, wanted])
    assert.ok(
      (await world.texts(mobile)).some((text) => /number of record was changed/.test(text)),
      mobile,
    );
  assert.equal(reasonOf(await phone.signIn({ password })), 'device-ended');
  const summary = (await bank.get('/bank/v1/token')).body;
  assert.equal(summary.soft, undefined);
  assert.equal(summary.active, 'hard');
});

test('TK-27 a lost phone: deregistering in the web bank kills the token and what waits for it at once', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { bank, phone, password } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  value(await phone.operation(operationId));
  const gone = await bank.post('/bank/v1/token/deregistration');
  assert.equal(gone.body.active, 'none');
  assert.equal((await bank.get(`/bank/v1/operations/${operationId}`)).body.status, 'cancelled');
  assert.equal(await available(bank), 1_000_000n);
  assert.notEqual((await phone.decide(operationId, 'approve')).kind, 'done');
  assert.equal(reasonOf(await phone.signIn({ password })), 'device-ended');
  assert.equal((await transfer(bank, salim, huda)).reason, 'registration-needed');
});

test('TK-29 a number changed at an ATM ends the soft token and is told to both numbers; a new SIM with the same number changes nothing', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { bank, phone, password } = await world.activated(salim);
  value(await phone.signIn({ password }));
  const same = await world.api('POST', `/v1/customers/${salim.id}/mobile`, { mobile: salim.mobile, channel: 'atm' });
  assert.equal(same.reason, 'mobile-unchanged');
  value(await phone.signIn({ password }));
  const wanted = '+96892223355';
  const changed = await world.api('POST', `/v1/customers/${salim.id}/mobile`, { mobile: wanted, channel: 'atm' });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.equal(reasonOf(await phone.signIn({ password })), 'device-ended');
  assert.equal((await bank.get('/bank/v1/token')).body.active, 'none');
  for (const mobile of [salim.mobile, wanted])
    assert.ok(
      (await world.texts(mobile)).some((text) => /number of record was changed/.test(text)),
      mobile,
    );
});
