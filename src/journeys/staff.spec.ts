// What staff do for customers, seen from both sides: the console at the bank, the phone and the web bank at the customer's.

import assert from 'node:assert/strict';
import test from 'node:test';

import { demoDisplay, demoPskc } from '../demo/hard-tokens.ts';
import { knownAnswers } from '../modules/staff/known-answers.ts';
import { openConsole } from '../testing/console-door.ts';
import { available, transfer } from './acts.ts';
import { openWorld, reasonOf, value, type World } from './world.ts';

const reason = 'asked for by the customer';

/** What the true customer says to the questions of a call. */
async function said({ deps }: World, customerId: string, questions: readonly string[]): Promise<Record<string, string>> {
  const known: Readonly<Record<string, string>> = await knownAnswers(deps.database, deps.keys, customerId);
  return Object.fromEntries(
    questions.map((question) => {
      const truth = known[question] ?? '';
      return [question, question === 'last-credit' ? `${truth.slice(0, -3)}.${truth.slice(-3)}` : truth];
    }),
  );
}

test('TK-27 a lost phone by a call: the caller is verified, the request recorded, the token and what waits for it dead at once', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { bank, phone, password } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  value(await phone.operation(operationId));
  const ali = await office.hire('ali', 'contact-centre');
  const path = `/customers/${salim.id}/soft-token/deregistration`;
  const call = (await ali.call('POST', `/customers/${salim.id}/calls`, { reason: 'phone lost in a taxi' })).body;
  const early = await ali.call('POST', path, { lost: true, reason, callId: call.id });
  assert.equal(early.reason, 'caller-not-verified');
  const answers = await said(world, salim.id, call.questions);
  assert.equal((await ali.call('POST', `/calls/${call.id}/answers`, { answers })).body.match, true);
  const done = await ali.call('POST', path, { lost: true, reason, callId: call.id });
  assert.deepEqual([done.status, done.body], [200, { state: 'done' }], done.text);

  assert.equal((await bank.get(`/bank/v1/operations/${operationId}`)).body.status, 'cancelled');
  assert.equal(await available(bank), 1_000_000n);
  assert.notEqual((await phone.decide(operationId, 'approve')).kind, 'done');
  assert.equal(reasonOf(await phone.signIn({ password })), 'device-ended');
  assert.ok((await world.texts(salim.mobile)).some((text) => /was deregistered/.test(text)));
  assert.ok(world.mail.inbox(salim.email).some(({ text }) => /was deregistered/.test(text)));
  const history = await ali.call('GET', `/customers/${salim.id}/history`);
  const kinds = history.body.records.map(({ kind }: { kind: string }) => kind);
  for (const kind of [
    'operation-created',
    'operation.cancelled',
    'staff.call.opened',
    'staff.call.answered',
    'token-deregistered',
    'staff.soft-token.deregister.done',
  ])
    assert.ok(kinds.includes(kind), kind);
});

test('TK-29 a new number of record at a branch ends the soft token, and both numbers are told', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salim = await world.person();
  const { bank, phone, password } = await world.activated(salim);
  const salma = await office.hire('salma', 'branch');
  const wanted = '+96898127345';
  const begun = await salma.call('POST', `/customers/${salim.id}/mobile-changes`, { mobile: wanted, ownershipDeclared: true, reason });
  assert.equal(begun.status, 201, begun.text);
  const code = await world.codeOf(wanted);
  const done = await salma.call('POST', `/mobile-checks/${begun.body.checkId}/code`, { code, reason });
  assert.equal(done.body.match, true, done.text);
  const standing = (await bank.get('/bank/v1/token')).body;
  assert.deepEqual([standing.active, standing.soft], ['none', undefined]);
  assert.equal(reasonOf(await phone.signIn({ password })), 'device-ended');
  for (const mobile of [salim.mobile, wanted])
    assert.ok(
      (await world.texts(mobile)).some((text) => /number of record was changed/.test(text)),
      mobile,
    );
});

test('TK-30 TK-35 TK-34 a device is imported, assigned at a branch by two people, approves a transfer, and is unlocked at the branch', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const { keys, clock } = world.deps;
  const [omar, salma, badr] = [
    await office.hire('omar', 'operations'),
    await office.hire('salma', 'branch'),
    await office.hire('badr', 'branch'),
  ];
  const serial = 'RZ77001234';
  const file = new TextDecoder().decode(demoPskc(keys, [serial]));
  assert.equal(
    (await omar.call('POST', '/hard-tokens/imports', { file, fileName: 'a.xml', commit: true, reason: 'order 7' })).body.imported,
    true,
  );
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const asked = await salma.call('POST', `/customers/${salim.id}/hard-token`, { serial, reason });
  assert.equal(asked.body.state, 'waiting');
  const bank = await world.signIn(salim);
  assert.notEqual((await transfer(bank, salim, huda)).status, 201, 'nothing holds before the second person');
  assert.equal((await badr.call('POST', `/requests/${asked.body.requestId}/decision`, { decision: 'approve' })).body.status, 'approved');
  assert.ok((await world.texts(salim.mobile)).some((text) => /ending in 1234 was assigned/.test(text)));

  const pay = async (code: string) =>
    await bank.post(`/bank/v1/operations/${(await transfer(bank, salim, huda)).body.operationId}/code`, { code });
  assert.equal((await pay(demoDisplay(keys, serial, clock.now()))).body.status, 'executed');
  for (let tries = 0; tries < world.programme.hardToken.lockAfter; tries += 1) await pay('000000');
  assert.equal((await transfer(bank, salim, huda)).reason, 'hard-token-locked');
  assert.equal((await salma.call('POST', `/customers/${salim.id}/hard-token/unlocking`, { reason })).status, 200);
  clock.advance(30);
  assert.equal((await pay(demoDisplay(keys, serial, clock.now()))).body.status, 'executed');
});
