// Approving a transaction: push, offline code, Generate OTP, rejection, and what tries to get round them.

import assert from 'node:assert/strict';
import test from 'node:test';

import { readPublicKeys, verifyEvidence } from '../modules/evidence/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { expireDue } from '../modules/operations/index.ts';
import { available, transfer } from './acts.ts';
import { openWorld, reasonOf, value, type Person, type World } from './world.ts';

async function pair(world: World): Promise<{ salim: Person; huda: Person }> {
  return { salim: await world.person(), huda: await world.person({ name: 'هدى البلوشي', nameLatin: 'Huda Al Balushi' }) };
}

test('TK-16 TK-33 a transfer is approved in the app with the details that the bank executes, posted, and proved by a file', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank } = await world.activated(salim);
  const created = await transfer(bank, salim, huda);
  assert.equal(created.status, 201, JSON.stringify(created.body));
  assert.equal(created.body.status, 'pending');
  assert.equal(await available(bank), 987_500n, 'the amount is held while the approval is awaited');

  const [waiting] = value(await phone.pending());
  assert.ok(waiting);
  assert.equal(waiting.details['kind'], 'transfer-customer');
  assert.equal(waiting.details['amount'], '12500');
  assert.equal(waiting.details['currency'], 'OMR');
  assert.equal(waiting.details['payee'], 'Huda Al Balushi');
  assert.equal(waiting.details['from'], salim.accounts[0]?.number);
  assert.deepEqual(waiting.details, created.body.details);

  value(await phone.operation(waiting.operationId));
  assert.equal(value(await phone.decide(waiting.operationId, 'approve')).status, 'executed');
  const after = await bank.get(`/bank/v1/operations/${waiting.operationId}`);
  assert.equal(after.body.status, 'executed');
  assert.equal(after.body.method, 'soft-push');
  assert.ok(after.body.posting);
  const hers = await world.signIn(huda);
  assert.equal(await available(hers), 1_012_500n);
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);

  const proof = await bank.get(`/bank/v1/operations/${waiting.operationId}/evidence`);
  assert.equal(proof.status, 200);
  const verdict = verifyEvidence(proof.body, readPublicKeys(world.deps.keys.publicKeyPem));
  assert.deepEqual(verdict.findings, []);
  const approval = verdict.shown.find(({ record }) => record.kind === 'approval');
  assert.deepEqual(approval?.record.body['details'], created.body.details);
  assert.deepEqual(approval?.record.body['postings'], [after.body.posting]);
  assert.equal(approval?.proof, 'verified', 'the signature of the phone over what it showed');
});

test('TK-16 details that were changed after they were shown are refused and nothing is executed', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank } = await world.activated(salim);
  const { body } = await transfer(bank, salim, huda);
  value(await phone.operation(body.operationId));
  // Somebody between page and ledger gives the stored operation another payee.
  await world.deps.database.query(
    { name: 'spec_change_details', text: `UPDATE operations SET details = replace(details, 'Huda Al Balushi', 'Mallory') WHERE id = $1` },
    [body.operationId],
  );
  assert.equal(reasonOf(await phone.decide(body.operationId, 'approve')), 'details-changed');
  assert.equal((await bank.get(`/bank/v1/operations/${body.operationId}`)).body.status, 'pending');
  assert.equal(await available(bank), 987_500n);
});

test('TK-16 a push with an opaque id alone wakes the phone', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank } = await world.activated(salim);
  const subscription = world.push.subscribe();
  value(await phone.subscribePush({ endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } }));
  const created = await transfer(bank, salim, huda);
  assert.equal(created.body.approval.pushSent, true);
  await world.deliver();
  const pushes = world.push.received(subscription.endpoint);
  assert.equal(pushes.length, 1);
  assert.equal(pushes[0]?.payload, created.body.operationId);
});

test('TK-36 a phone without push gets a short SMS without details, so that approvals reach phones without any push service', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { bank } = await world.activated(salim);
  await transfer(bank, salim, huda);
  const text = (await world.texts(salim.mobile)).find((one) => /waits for your approval/.test(one));
  assert.ok(text);
  assert.doesNotMatch(text, /12|Huda|http/);
});

test('TK-17 a dismissed notification loses nothing: what waits is there after sign-in', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank, password } = await world.activated(salim);
  const { body } = await transfer(bank, salim, huda);
  await phone.signOut();
  const signedIn = value(await phone.signIn({ password }));
  assert.ok(signedIn.online);
  assert.deepEqual(signedIn.pending, [body.operationId]);
  assert.deepEqual(
    value(await phone.pending()).map(({ operationId }) => operationId),
    [body.operationId],
  );
});

test('TK-19 an offline code completes its transaction, once, and no other', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank } = await world.activated(salim);
  const first = (await transfer(bank, salim, huda)).body.operationId;
  const second = (await transfer(bank, salim, huda, 20_000)).body.operationId;
  const qr = await bank.post(`/bank/v1/operations/${first}/qr`);
  assert.equal(qr.status, 200, JSON.stringify(qr.body));
  const scanned = value(await phone.scanFrame(Buffer.from(qr.body.payload, 'base64url')));
  assert.ok(scanned.kind === 'operation');
  assert.match(scanned.code, /^\d{8}$/);
  assert.equal(scanned.details['payee'], 'Huda Al Balushi');
  assert.equal((await bank.post(`/bank/v1/operations/${second}/code`, { code: scanned.code })).reason, 'wrong-code');
  const done = await bank.post(`/bank/v1/operations/${first}/code`, { code: scanned.code });
  assert.equal(done.body.status, 'executed', JSON.stringify(done.body));
  assert.equal(done.body.method, 'soft-offline');
  assert.equal((await bank.post(`/bank/v1/operations/${first}/code`, { code: scanned.code })).reason, 'operation-decided');
});

test("TK-19 the QR appears after the programme's 90 seconds, and push stays open beside it: the first wins", async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank, password } = await world.activated(salim);
  const created = await transfer(bank, salim, huda);
  const { operationId } = created.body;
  assert.equal(Date.parse(created.body.codeFrom) - Date.parse(created.body.createdAt), 90_000);
  world.deps.clock.advance(91);
  const qr = await bank.post(`/bank/v1/operations/${operationId}/qr`);
  const scanned = value(await phone.scanFrame(Buffer.from(qr.body.payload, 'base64url')));
  assert.ok(scanned.kind === 'operation');
  value(await phone.signIn({ password }));
  value(await phone.operation(operationId));
  assert.equal(value(await phone.decide(operationId, 'approve')).status, 'executed');
  assert.equal((await bank.post(`/bank/v1/operations/${operationId}/code`, { code: scanned.code })).reason, 'operation-decided');
  assert.equal(await available(bank), 987_500n, 'posted once');
});

test('TK-19 any password opens the app without a network, and a wrong one gives a wrong code that the bank counts', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { store, bank, password } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  const qr = await bank.post(`/bank/v1/operations/${operationId}/qr`);
  const away = world.offlinePhone(store);
  const opened = value(await away.signIn({ password: '864213' }));
  assert.equal(opened.online, false, 'a wrong password opens the app where nobody can judge it');
  const scanned = value(await away.scanFrame(Buffer.from(qr.body.payload, 'base64url')));
  assert.ok(scanned.kind === 'operation');
  const refused = await bank.post(`/bank/v1/operations/${operationId}/code`, { code: scanned.code });
  assert.equal(refused.reason, 'wrong-code');
  assert.equal(refused.body.attemptsLeft, 4);
  const again = await bank.post(`/bank/v1/operations/${operationId}/qr`);
  value(await away.signIn({ password }));
  const right = value(await away.scanFrame(Buffer.from(again.body.payload, 'base64url')));
  assert.ok(right.kind === 'operation');
  assert.equal((await bank.post(`/bank/v1/operations/${operationId}/code`, { code: right.code })).body.status, 'executed');
});

test('TK-19 an operation ends by itself at its expiry and its hold goes back', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, password, bank } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  world.deps.clock.advance(500);
  value(await phone.signIn({ password }));
  value(await phone.operation(operationId));
  world.deps.clock.advance(101);
  const late = await world.signIn(salim);
  assert.equal((await late.get(`/bank/v1/operations/${operationId}`)).body.status, 'expired');
  assert.equal(reasonOf(await phone.decide(operationId, 'approve')), 'operation-decided');
  assert.equal(await expireDue(world.deps.operations, world.deps.clock.now()), 1);
  assert.equal(await available(late), 1_000_000n);
});

test('TK-20 Generate OTP approves a non-financial request and is refused for a financial one', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank } = await world.activated(salim);
  const address = await bank.post('/bank/v1/operations', { kind: 'address-change', params: { address: 'Way 3015, Al Khuwair, Muscat' } });
  assert.equal(address.status, 201, JSON.stringify(address.body));
  assert.deepEqual(address.body.approval.methods, ['soft-push', 'soft-offline', 'soft-otp']);
  const otp = value(await phone.otp());
  assert.match(otp.code, /^\d{8}$/);
  const payment = (await transfer(bank, salim, huda)).body.operationId;
  assert.equal((await bank.post(`/bank/v1/operations/${payment}/code`, { code: otp.code })).reason, 'wrong-code');
  const done = await bank.post(`/bank/v1/operations/${address.body.operationId}/code`, { code: otp.code });
  assert.equal(done.body.status, 'executed', JSON.stringify(done.body));
  assert.equal(done.body.method, 'soft-otp');
  const second = await bank.post('/bank/v1/operations', {
    kind: 'statement-order',
    params: { account: salim.accounts[0]?.number, period: '2026-01', delivery: 'post' },
  });
  assert.equal(second.status, 201, JSON.stringify(second.body));
  assert.equal(
    (await bank.post(`/bank/v1/operations/${second.body.operationId}/code`, { code: otp.code })).reason,
    'wrong-code',
    'a code serves once',
  );
});

test('TK-21 a rejection cancels the transaction, tells the page, and a report opens a case', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const { phone, bank } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  value(await phone.operation(operationId));
  assert.equal(value(await phone.decide(operationId, 'reject')).status, 'rejected');
  const after = await bank.get(`/bank/v1/operations/${operationId}`);
  assert.equal(after.body.status, 'rejected');
  assert.equal(await available(bank), 1_000_000n);
  const report = await bank.post(`/bank/v1/operations/${operationId}/report`);
  assert.equal(report.status, 200);
  assert.ok(report.body.caseNumber);
  assert.ok((await world.texts(salim.mobile)).some((text) => text.includes(report.body.caseNumber)));
});

test('TK-01 viewing needs no token; what is not viewing is refused with the step that is missing', async (t) => {
  const world = await openWorld(t);
  const { salim, huda } = await pair(world);
  const joint = await world.person({ jointWith: huda, nameLatin: 'Nasser Al Balushi' });
  const bank = await world.signIn(salim);
  assert.equal((await bank.get('/bank/v1/accounts')).status, 200);
  const refused = await transfer(bank, salim, huda);
  assert.equal(refused.status, 403);
  assert.equal(refused.reason, 'registration-needed');
  assert.match(refused.body.detail, /register/);
  assert.equal(
    (await bank.post('/bank/v1/operations', { kind: 'address-change', params: { address: 'Way 3015, Muscat' } })).reason,
    'registration-needed',
  );
  const theirs = await world.signIn(joint);
  const hard = await transfer(theirs, joint, salim);
  assert.equal(hard.reason, 'hard-token-needed');
  assert.match(hard.body.detail, /branch/);
  assert.equal(await available(bank), 1_000_000n, 'nothing was held');
});

test('where the programme asks for number matching, an approval must name the two digits of the page, and guesses are counted', async (t) => {
  const world = await openWorld(t, (programme) => ({ ...programme, approval: { ...programme.approval, numberMatching: true } }));
  const { salim, huda } = await pair(world);
  const { phone, bank } = await world.activated(salim);
  const created = (await transfer(bank, salim, huda)).body;
  const number: string = created.approval.matchNumber;
  assert.match(number, /^\d{2}$/);
  const shown = value(await phone.operation(created.operationId));
  assert.equal(shown.numberMatching, true);
  assert.equal(JSON.stringify(shown).includes(`"${number}"`), false, 'the phone is not told the number');
  const wrong = number === '17' ? '71' : '17';
  const refused = await phone.decide(created.operationId, 'approve', { match: wrong });
  assert.equal(reasonOf(refused), 'number-differs');
  assert.equal(reasonOf(await phone.decide(created.operationId, 'approve')), 'number-differs');
  assert.equal(value(await phone.decide(created.operationId, 'approve', { match: number })).status, 'executed');
  const second = (await transfer(bank, salim, huda)).body;
  value(await phone.operation(second.operationId));
  const bad = second.approval.matchNumber === '17' ? '71' : '17';
  for (let tries = 0; tries < 5; tries += 1)
    assert.equal(reasonOf(await phone.decide(second.operationId, 'approve', { match: bad })), 'number-differs');
  assert.equal(reasonOf(await phone.decide(second.operationId, 'approve', { match: second.approval.matchNumber })), 'too-many-attempts');
  assert.equal(value(await phone.decide(second.operationId, 'reject')).status, 'rejected');
});
