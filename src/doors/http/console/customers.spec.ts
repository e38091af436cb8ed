// The console's work for customers: at the branch, on the phone, with two people.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { demoDisplay, demoPskc } from '../../../demo/hard-tokens.ts';
import { recordsAbout } from '../../../modules/evidence/index.ts';
import { tokensInStock } from '../../../modules/hard-tokens/index.ts';
import { statement } from '../../../postgres/database.ts';
import { openConsoleDoor, type ConsoleDoor } from '../../../testing/console-door.ts';

const reason = 'the customer asked for it at the branch';

/** The newest code that was sent to a number: the tests open what the outbox sealed. */
async function codeSentTo({ deps }: ConsoleDoor, mobile: string): Promise<string> {
  const newest = statement(
    'test_newest_sms',
    `SELECT id, programme, customer_id AS "customerId", secrets FROM messages WHERE recipient = $1 AND secrets IS NOT NULL ORDER BY id DESC LIMIT 1`,
  );
  const [row] = await deps.database.query<{ id: string; programme: string; customerId: string | null; secrets: Uint8Array }>(newest, [
    mobile,
  ]);
  assert.ok(row !== undefined, `no code was sent to ${mobile}`);
  const owner = { tenant: row.programme, customer: row.customerId ?? '', row: row.id, column: 'messages.secrets' };
  return (JSON.parse(new TextDecoder().decode(deps.keys.open(owner, row.secrets))) as { code: string }).code;
}

const wrong = (code: string): string => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

/** What the caller would say: taken from the same places as the bank's own knowledge. */
async function rightAnswers(here: ConsoleDoor, customerId: string, questions: readonly string[]): Promise<Record<string, string>> {
  const { knownAnswers } = await import('../../../modules/staff/known-answers.ts');
  const known = await knownAnswers(here.deps.database, here.deps.keys, customerId);
  const said: Record<string, string> = {};
  for (const question of questions) {
    const truth = known[question as keyof typeof known] ?? '';
    said[question] = question === 'last-credit' ? `${truth.slice(0, -3)}.${truth.slice(-3)}` : truth;
  }
  return said;
}

test('a customer is found by number, civil number, mobile, e-mail and part of the name, and the list shows no secrets', async (t) => {
  const here = await openConsoleDoor(t);
  const ali = await here.hire('ali', 'contact-centre');
  const salim = here.customerNamed('salim');
  for (const q of [salim.number, '90417733', '٩٢٣٤٥٦٧٨', salim.mobile, 'SALIM@mail.example', 'harthy', 'الحارثي']) {
    const answer = await ali.call('GET', `/customers?q=${encodeURIComponent(q)}`);
    assert.equal(answer.body.customers.length, 1, `${q}: ${answer.text}`);
    assert.equal(answer.body.customers[0].id, salim.id, q);
    assert.ok(!answer.text.includes('90417733'), 'the civil number is not shown');
  }
  const view = await ali.call('GET', `/customers/${salim.id}`);
  assert.equal(view.body.customer.civilId, '••••733');
  assert.ok(!view.text.includes('1984-05-11'), 'the date of birth is not shown');
});

test('a number is verified at the branch by a code that the customer reads out, after they declared it theirs', async (t) => {
  const here = await openConsoleDoor(t);
  const salma = await here.hire('salma', 'branch');
  const { id, mobile } = here.customerNamed('emma');
  const path = `/customers/${id}/mobile-checks`;
  assert.equal((await salma.call('POST', path, { ownershipDeclared: false, reason })).reason, 'ownership-not-declared');
  const begun = await salma.call('POST', path, { ownershipDeclared: true, reason });
  assert.equal(begun.status, 201, begun.text);
  const code = await codeSentTo(here, mobile);
  const check = `/mobile-checks/${begun.body.checkId}/code`;
  const no = await salma.call('POST', check, { code: wrong(code), reason });
  assert.deepEqual([no.status, no.body.match], [200, false]);
  const badr = await here.hire('badr', 'branch');
  assert.equal((await badr.call('POST', check, { code, reason })).reason, 'check-unknown');
  const yes = await salma.call('POST', check, { code, reason });
  assert.deepEqual(yes.body, { match: true, act: { state: 'done' } });
  assert.equal((await salma.call('POST', check, { code, reason })).reason, 'check-ended');
  const view = await salma.call('GET', `/customers/${id}`);
  assert.equal(view.body.customer.mobileVerifiedAt, here.clock.now().toString());
});

test('TK-29 a new number of record at the branch: proved, told to both numbers, and it ends the soft token', async (t) => {
  const here = await openConsoleDoor(t);
  const salma = await here.hire('salma', 'branch');
  const reza = here.customerNamed('reza');
  const path = `/customers/${reza.id}/mobile-changes`;
  const taken = await salma.call('POST', path, { mobile: here.customerNamed('emma').mobile, ownershipDeclared: true, reason });
  assert.equal(taken.reason, 'mobile-taken');
  const begun = await salma.call('POST', path, { mobile: '9111 2233', ownershipDeclared: true, reason });
  assert.equal(begun.status, 201, begun.text);
  const code = await codeSentTo(here, '+96891112233');
  const done = await salma.call('POST', `/mobile-checks/${begun.body.checkId}/code`, { code, reason });
  assert.equal(done.body.match, true, done.text);
  const view = await salma.call('GET', `/customers/${reza.id}`);
  assert.equal(view.body.customer.mobile, '+96891112233');
  assert.equal(view.body.token.soft, null);
  const sent = await salma.call('GET', `/customers/${reza.id}/messages`);
  const told = sent.body.messages.filter(
    (message: { template: string; channel: string }) => message.template === 'mobile-change' && message.channel === 'sms',
  );
  assert.deepEqual(told.map((message: { to: string }) => message.to).sort(), ['+96891112233', reza.mobile].sort());
});

test('the messages of a customer are shown to staff without their codes', async (t) => {
  const here = await openConsoleDoor(t);
  const salma = await here.hire('salma', 'branch');
  const { id, mobile } = here.customerNamed('emma');
  await salma.call('POST', `/customers/${id}/mobile-checks`, { ownershipDeclared: true, reason });
  const code = await codeSentTo(here, mobile);
  const list = await salma.call('GET', `/customers/${id}/messages`);
  assert.equal(list.body.messages[0].template, 'verify-number-code');
  assert.ok(!list.text.includes(code));
  const history = await salma.call('GET', `/customers/${id}/history`);
  assert.ok(!history.text.includes(code));
  assert.ok(!here.logged.join('\n').includes(code));
});

test('TK-30 a hard token is assigned at a branch by two people, from a file that operations imported', async (t) => {
  const here = await openConsoleDoor(t);
  const [omar, salma, badr] = [
    await here.hire('omar', 'operations'),
    await here.hire('salma', 'branch'),
    await here.hire('badr', 'branch'),
  ];
  const file = new TextDecoder().decode(demoPskc(here.deps.keys, ['RZ99000001', 'RZ99000002']));
  const look = await omar.call('POST', '/hard-tokens/imports', { file, fileName: 'vendor.xml', commit: false });
  assert.deepEqual(look.body, { keys: 2, kinds: { totp: 2 }, serials: ['RZ99000001', 'RZ99000002'], imported: false });
  const imported = await omar.call('POST', '/hard-tokens/imports', { file, fileName: 'vendor.xml', commit: true, reason: 'order 2214' });
  assert.equal(imported.body.imported, true, imported.text);
  const again = await omar.call('POST', '/hard-tokens/imports', { file, fileName: 'vendor.xml', commit: true, reason: 'order 2214' });
  assert.equal(again.reason, 'already-imported');
  const { id } = here.customerNamed('emma');
  const asked = await salma.call('POST', `/customers/${id}/hard-token`, { serial: 'RZ99000001', reason });
  assert.equal(asked.body.state, 'waiting', asked.text);
  assert.equal((await salma.call('GET', `/customers/${id}`)).body.token.hard, null);
  const decision = `/requests/${asked.body.requestId}/decision`;
  assert.equal((await salma.call('POST', decision, { decision: 'approve' })).reason, 'same-person');
  const approved = await badr.call('POST', decision, { decision: 'approve' });
  assert.equal(approved.body.status, 'approved', approved.text);
  const view = await salma.call('GET', `/customers/${id}`);
  assert.deepEqual([view.body.token.hard.serial, view.body.token.hard.status, view.body.token.active], ['RZ99000001', 'active', 'hard']);
  assert.equal((await badr.call('POST', decision, { decision: 'approve' })).reason, 'request-decided');
});

test('TK-30 a device that ran away is found again by two codes in a row, read at the branch', async (t) => {
  const here = await openConsoleDoor(t, { fourEyes: { 'hard-token-assignment': false } });
  const salma = await here.hire('salma', 'branch');
  const { id } = here.customerNamed('emma');
  const [device] = await tokensInStock(here.deps.database, 'oman-token', { limit: 1 });
  assert.ok(device !== undefined);
  assert.equal((await salma.call('POST', `/customers/${id}/hard-token`, { serial: device.serial, reason })).body.state, 'done');
  // The device's clock is ten minutes ahead of the bank's: outside of the window of one code.
  const ahead = here.clock.now().add({ minutes: 10 });
  const codes = [demoDisplay(here.deps.keys, device.serial, ahead), demoDisplay(here.deps.keys, device.serial, ahead.add({ seconds: 30 }))];
  const path = `/customers/${id}/hard-token/resynchronisation`;
  const refused = await salma.call('POST', path, { first: codes[1], second: codes[0], reason });
  assert.equal(refused.reason, 'wrong-code');
  const done = await salma.call('POST', path, { first: codes[0], second: codes[1], reason });
  assert.equal(done.status, 200, done.text);
  assert.equal((await salma.call('POST', path, { first: codes[0], second: codes[1], reason })).reason, 'wrong-code');
});

test('TK-35 a hard token that was locked by wrong codes is unlocked at a branch', async (t) => {
  const here = await openConsoleDoor(t);
  const salma = await here.hire('salma', 'branch');
  const { id } = here.customerNamed('daniyar');
  const path = `/customers/${id}/hard-token`;
  assert.equal((await salma.call('POST', `${path}/unlocking`, { reason })).reason, 'token-not-locked');
  for (let nth = 0; nth < here.deps.programme.hardToken.lockAfter; nth += 1) {
    await salma.call('POST', `${path}/resynchronisation`, { first: '000000', second: '000001', reason });
  }
  assert.equal((await salma.call('GET', `/customers/${id}`)).body.token.hard.status, 'locked');
  assert.equal((await salma.call('POST', `${path}/resynchronisation`, { first: '000000', second: '000001', reason })).reason, 'locked');
  assert.equal((await salma.call('POST', `${path}/unlocking`, { reason })).status, 200);
  assert.equal((await salma.call('GET', `/customers/${id}`)).body.token.hard.status, 'active');
});

test('a PSKC file with entities, a wrong key or nothing in it is refused with what to do, and nothing is written', async (t) => {
  const here = await openConsoleDoor(t);
  const omar = await here.hire('omar', 'operations');
  const send = async (file: string, more: object = {}) =>
    await omar.call('POST', '/hard-tokens/imports', { file, fileName: 'a.xml', commit: true, reason: 'order 1', ...more });
  const rows: [title: string, file: string, reason: string][] = [
    ['entities', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'pskc-malformed'],
    ['another document', '<a/>', 'pskc-malformed'],
    ['no devices', '<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"></KeyContainer>', 'pskc-malformed'],
  ];
  const before = (await omar.call('GET', '/hard-tokens')).body.inStock;
  for (const [title, file, wanted] of rows) {
    const answer = await send(file);
    assert.equal(answer.reason, wanted, title);
    assert.ok(!answer.text.includes('passwd'), title);
  }
  assert.equal((await send('x'.repeat(1_100_000))).reason, 'invalid-request');
  assert.equal((await send('x'.repeat(2_300_000))).reason, 'body-too-large');
  assert.equal((await omar.call('GET', '/hard-tokens')).body.inStock, before);
});

test('the contact centre cannot end a token before the caller is verified, nor for another customer than the one who called', async (t) => {
  const here = await openConsoleDoor(t);
  const ali = await here.hire('ali', 'contact-centre');
  const { id } = here.customerNamed('emma');
  const path = `/customers/${id}/soft-token/deregistration`;
  assert.equal((await ali.call('POST', path, { lost: true, reason })).reason, 'no-call');
  const call = (await ali.call('POST', `/customers/${id}/calls`, { reason: 'phone lost' })).body;
  assert.equal(call.questions.length, here.deps.programme.staff.callerQuestionsNeeded);
  assert.equal((await ali.call('POST', path, { lost: true, reason, callId: call.id })).reason, 'caller-not-verified');
  const answers = await rightAnswers(here, id, call.questions);
  const match = await ali.call('POST', `/calls/${call.id}/answers`, { answers });
  assert.deepEqual(match.body, { match: true, triesLeft: 0 });
  for (const truth of Object.values(answers)) assert.ok(!match.text.includes(truth));
  // Emma has no soft token yet: the call allows it, there is nothing to end.
  assert.equal((await ali.call('POST', path, { lost: true, reason, callId: call.id })).reason, 'no-soft-token');
  const other = here.customerNamed('reza').id;
  assert.equal(
    (await ali.call('POST', `/customers/${other}/soft-token/deregistration`, { lost: true, reason, callId: call.id })).reason,
    'no-call',
  );
  const zaki = await here.hire('zaki', 'contact-centre');
  assert.equal((await zaki.call('POST', path, { lost: true, reason, callId: call.id })).reason, 'no-call');
  here.clock.advance(here.deps.programme.staff.callSeconds);
  const late = await here.comeIn(ali.staffId, ali.passkey);
  assert.equal((await late.call('POST', path, { lost: true, reason, callId: call.id })).reason, 'call-ended');
});

test('wrong answers of a caller are counted for the customer: 64 at once get three tries, and another call gives no more', async (t) => {
  const here = await openConsoleDoor(t);
  const ali = await here.hire('ali', 'contact-centre');
  const { id } = here.customerNamed('emma');
  const call = (await ali.call('POST', `/customers/${id}/calls`, { reason: 'phone lost' })).body;
  const answers = Object.fromEntries(call.questions.map((question: string) => [question, '1']));
  const guesses = await Promise.all(Array.from({ length: 64 }, () => ali.call('POST', `/calls/${call.id}/answers`, { answers })));
  const max = here.deps.programme.staff.callerTriesMax;
  assert.equal(guesses.filter(({ status }) => status === 200).length, max);
  assert.ok(guesses.filter(({ status }) => status !== 200).every((answer) => answer.reason === 'caller-tries-used-up'));
  const zaki = await here.hire('zaki', 'contact-centre');
  assert.equal((await zaki.call('POST', `/customers/${id}/calls`, { reason: 'again' })).reason, 'caller-tries-used-up');
  here.clock.advance(here.deps.programme.staff.callerTriesWindowSeconds);
  const back = await here.comeIn(zaki.staffId, zaki.passkey);
  assert.equal((await back.call('POST', `/customers/${id}/calls`, { reason: 'the day after' })).status, 201);
});

test('a code is sent only in an open call, to the number of record; staff see match or no match', async (t) => {
  const here = await openConsoleDoor(t);
  const ali = await here.hire('ali', 'contact-centre');
  const { id, mobile } = here.customerNamed('emma');
  const none = '00000000-0000-4000-8000-000000000000';
  assert.equal((await ali.call('POST', `/calls/${none}/code`)).reason, 'no-call');
  const call = (await ali.call('POST', `/customers/${id}/calls`, { reason: 'card blocked' })).body;
  const sent = await ali.call('POST', `/calls/${call.id}/code`);
  assert.equal(sent.status, 201, sent.text);
  const code = await codeSentTo(here, mobile);
  assert.ok(!sent.text.includes(code));
  assert.deepEqual((await ali.call('POST', `/calls/${call.id}/code/check`, { code: wrong(code) })).body, { match: false });
  assert.deepEqual((await ali.call('POST', `/calls/${call.id}/code/check`, { code })).body, { match: true });
  assert.equal((await ali.call('POST', `/calls/${call.id}/code/check`, { code })).reason, 'used');
  assert.equal((await ali.call('POST', `/calls/${call.id}/end`)).status, 204);
  here.clock.advance(60);
  assert.equal((await ali.call('POST', `/calls/${call.id}/code`)).reason, 'call-ended');
});

test('every act of staff stands in the evidence with who did it, for whom and why', async (t) => {
  const here = await openConsoleDoor(t, { fourEyes: { 'hard-token-assignment': false } });
  const salma = await here.hire('salma', 'branch');
  const { id } = here.customerNamed('emma');
  const [device] = await tokensInStock(here.deps.database, 'oman-token', { limit: 1 });
  await salma.call('POST', `/customers/${id}/hard-token`, { serial: device?.serial, reason });
  const [record] = await recordsAbout(here.deps.database, [id]);
  assert.equal(record?.kind, 'staff.hard-token.assign.done');
  assert.equal(record.actor, `staff:${salma.staffId}`);
  assert.equal(record.customer, id);
  assert.equal(record.body['reason'], reason);
  const history = await salma.call('GET', `/customers/${id}/history`);
  assert.deepEqual(history.body.records[0].actor, { kind: 'staff', name: 'salma' });
});
