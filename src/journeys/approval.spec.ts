// Approving a transaction: push, offline code, Generate OTP, rejection, and what tries to get round them.

import assert from 'node:assert/strict';
import test from 'node:test';

import { readPublicKeys, verifyEvidence } from '../modules/evidence/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { openWorld, reasonOf, value, type BankSession, type Person, type Reply, type World } from './world.ts';

const amount = (minor: number): { currency: string; minor: string } => ({ currency: 'OMR', minor: String(minor) });

async function transfer(bank: BankSession, from: Person, to: Person, minor = 12_500): Promise<Reply> {
  return await bank.post('/bank/v1/operations', {
    kind: 'transfer-customer',
    params: { from: from.accounts[0]?.accountId, to: to.accounts[0]?.number, amount: amount(minor) },
  });
}

async function available(bank: BankSession): Promise<bigint> {
  const { body } = await bank.get('/bank/v1/accounts');
  return BigInt(body.accounts[0].available.minor);
}

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
  assert.deepEqual(await checkLedger(world.deps.database), []);

  const proof = await bank.get(`/bank/v1/operations/${waiting.operationId}/evidence`);
  assert.equal(proof.status, 200);
  const verdict = verifyEvidence(proof.body, readPublicKeys(world.deps.keys.publicKeyPem));
  assert.deepEqual(verdict.findings, []);
  const approval = verdict.shown.find(({ record }) => record.kind === 'approval');
  assert.deepEqual(approval?.record.body['details'], created.body.details);
  assert.deepEqual(approval?.record.body['postings'], [after.body.posting]);
});
