// Disputes from both sides: the holder in the web bank, the scheme by API, staff in the console, the end of day.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';

import { disputesDayTask } from '../modules/card-disputes/index.ts';
import { chargeFees } from '../modules/card-fees/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { openConsole } from '../testing/console-door.ts';
import { cardholder, note, spend, balance, dispute, add, scheme, fraud } from './dispute-acts.ts';
import { openWorld } from './world.ts';

test('PC-29 a dispute is taken until 24:00 in Muscat of the last day, and held until its documents are there', async (t) => {
  const world = await openWorld(t);
  // 12:00 of 1 March in Muscat: posted on the day of a statement, so the statement of 1 April shows it, and 21 April is the last day.
  const holder = await cardholder(world);
  const [first, second, third] = [await spend(world, holder), await spend(world, holder), await spend(world, holder)];
  world.deps.clock.set('2026-04-21T19:59:59Z');
  holder.bank = await world.signIn(holder.person);
  const draft = await dispute(holder, third, 'cash-not-dispensed', { draft: true });
  assert.equal(draft.body.status, 'draft');
  assert.match(draft.body.inWords, /21 April 2026/);
  const opened = await dispute(holder, first, 'duplicate');
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  assert.deepEqual([opened.body.status, opened.body.missing], ['incomplete', ['receipt']]);
  assert.match(opened.body.inWords, /21 May 2026/);
  const { disputeId } = opened.body;
  assert.equal((await scheme(world, disputeId, 'chargeback')).reason, 'dispute-incomplete');

  world.deps.clock.set('2026-04-21T20:00:00Z');
  const late = await dispute(holder, second, 'duplicate');
  assert.deepEqual([late.status, late.reason, late.body.lastDay], [422, 'dispute-window-over', '2026-04-21']);
  assert.equal((await holder.bank.post(`/bank/v1/card-disputes/${draft.body.disputeId}/submission`)).reason, 'dispute-window-over');

  assert.equal((await add(holder, disputeId, 'receipt', Buffer.from('<html>').toString('base64'))).reason, 'document-type-unknown');
  assert.equal((await add(holder, disputeId, 'receipt', Buffer.alloc(5_000_001, '%PDF-').toString('base64'))).reason, 'document-too-large');
  const other = await add(holder, disputeId, 'other');
  assert.equal(other.body.status, 'incomplete');
  const complete = await add(holder, disputeId, 'receipt', Buffer.from('%PDF-1.4 the receipt').toString('base64'));
  assert.deepEqual([complete.body.status, complete.body.missing], ['open', []]);
  assert.equal((await add(holder, disputeId, 'receipt', Buffer.from('%PDF-1.4 the receipt').toString('base64'))).reason, 'document-known');
  const receipt = complete.body.documents.find(({ kind }: { kind: string }) => kind === 'receipt');
  const read = await holder.bank.get(`/bank/v1/card-disputes/${disputeId}/documents/${receipt.documentId}`);
  assert.equal(read.body, '%PDF-1.4 the receipt');
  assert.equal(read.headers.get('content-type'), 'application/pdf');
  const stranger = await cardholder(world);
  assert.equal((await stranger.bank.get(`/bank/v1/card-disputes/${disputeId}`)).reason, 'dispute-unknown');
});

test('PC-29 documents that do not come within the programme’s days end the dispute, and the charge stays', async (t) => {
  const world = await openWorld(t);
  const holder = await cardholder(world);
  const { disputeId } = (await dispute(holder, await spend(world, holder), 'not-received')).body;
  const task = disputesDayTask(world.deps.cards);
  world.deps.clock.set('2026-03-31T20:00:00Z');
  await task.run({ programme: 'oman-prepaid', day: Temporal.PlainDate.from('2026-03-31') }, world.deps.clock.now());
  holder.bank = await world.signIn(holder.person);
  const ended = await holder.bank.get(`/bank/v1/card-disputes/${disputeId}`);
  assert.deepEqual([ended.body.outcome, ended.body.because], ['refused', 'documents-missing']);
  assert.equal(await balance(holder), 87_500n);
});

test('PC-30 PC-53 a chargeback credits, a re-presentment debits again with notice, a win is kept; the fee goes with it', async (t) => {
  const world = await openWorld(t);
  const holder = await cardholder(world);
  const transactionId = await spend(world, holder, { kind: 'cash', country: 'AE' });
  await world.deps.database.transaction(
    async (tx) =>
      await chargeFees(
        tx,
        world.deps.cards,
        [
          {
            id: randomUUID(),
            accountId: holder.accountId,
            cardId: holder.cardId,
            fee: 'cash-abroad',
            parentId: transactionId,
            occurredAt: world.deps.clock.now(),
          },
        ],
        world.deps.clock.now(),
      ),
  );
  const before = 100_000n - 12_500n - 1575n;
  assert.equal(await balance(holder), before);
  const disputeId = await fraud(holder, transactionId);
  const credited = await scheme(world, disputeId, 'chargeback', { reference: 'CB-4711' });
  assert.equal(credited.body.stage, 'chargeback');
  assert.deepEqual(
    credited.body.amounts.map(({ role, credited: back }: { role: string; credited: { minor: string } }) => `${role} ${back.minor}`),
    ['transaction 12500', 'fee 1575'],
  );
  assert.equal(await balance(holder), 100_000n);
  assert.ok((await world.texts(holder.person.mobile)).some((text) => /gave you 14\.075 OMR back provisionally/.test(text)));
  assert.equal((await scheme(world, disputeId, 'chargeback')).reason, 'dispute-stage-wrong');

  assert.equal((await scheme(world, disputeId, 're-presentment')).body.stage, 're-presentment');
  assert.equal(await balance(holder), before);
  assert.ok((await world.texts(holder.person.mobile)).some((text) => /14\.075 OMR was debited again/.test(text)));
  const seen = await holder.bank.get(`/bank/v1/card-disputes/${disputeId}`);
  assert.match(seen.body.inWords, /debited again/);
  assert.equal((await scheme(world, disputeId, 'pre-arbitration')).body.stage, 'pre-arbitration');
  const won = await scheme(world, disputeId, 'decision', { decision: 'won' });
  assert.deepEqual([won.body.status, won.body.outcome], ['closed', 'won']);
  assert.equal(await balance(holder), 100_000n);
  for (const { original, recovered, denied, writtenOff, remaining } of won.body.amounts) {
    const sum = [recovered, denied, writtenOff, remaining].reduce((total, { minor }: { minor: string }) => total + BigInt(minor), 0n);
    assert.equal(sum, BigInt(original.minor));
  }
  assert.ok((await world.texts(holder.person.mobile)).some((text) => /decided in your favour/.test(text)));
  const told = (await holder.bank.get(`/bank/v1/card-disputes/${disputeId}`)).body.history.map(({ act }: { act: string }) => act);
  assert.deepEqual(told.slice(-4), ['chargeback', 're-presentment', 'pre-arbitration', 'won']);
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test('PC-30 PC-53 lost is debited for good and told; expenses of the chargeback can be posted, once', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'operations');
  const holder = await cardholder(world);
  const { disputeId } = (await dispute(holder, await spend(world, holder), 'cash-not-dispensed')).body;
  await scheme(world, disputeId, 'chargeback');
  assert.equal(await balance(holder), 100_000n);
  const key = { 'idempotency-key': 'expense-1' };
  const expense = { act: 'expense', amount: { currency: 'OMR', minor: '750' }, note };
  for (let times = 0; times < 2; times += 1)
    assert.equal((await salma.call('POST', `/card-disputes/${disputeId}/work`, expense, key)).status, 200);
  assert.equal(await balance(holder), 99_250n);
  const other = (await dispute(holder, await spend(world, holder), 'cash-not-dispensed')).body;
  await scheme(world, other.disputeId, 'chargeback');
  assert.equal((await salma.call('POST', `/card-disputes/${other.disputeId}/work`, expense, key)).status, 200);
  assert.equal(await balance(holder), 98_500n, 'the same key is another expense on another dispute');
  const dearer = { ...expense, amount: { currency: 'OMR', minor: '751' } };
  assert.equal((await salma.call('POST', `/card-disputes/${disputeId}/work`, dearer, key)).status, 422);
  const lost = await scheme(world, disputeId, 'decision', { decision: 'lost' });
  assert.deepEqual([lost.body.outcome, lost.body.because], ['lost', 'scheme-refused']);
  assert.equal(await balance(holder), 86_000n);
  assert.ok((await world.texts(holder.person.mobile)).some((text) => /decided for the merchant: the charge stays/.test(text)));
});

test('PC-31 each request for the slip costs 4.000 with its tax, and comes back only where the dispute ends in the holder’s favour', async (t) => {
  const world = await openWorld(t);
  const holder = await cardholder(world);
  const ends = [
    ['won', 100_000n],
    ['lost', 100_000n - 12_500n - 2n * 4200n],
  ] as const;
  let spent = 0n;
  for (const [decision, left] of ends) {
    const { disputeId } = (await dispute(holder, await spend(world, holder), 'cash-not-dispensed')).body;
    const path = `/bank/v1/card-disputes/${disputeId}/slip-requests`;
    for (const key of ['one', 'one', 'two']) {
      const asked = await holder.bank.post(path, undefined, { 'idempotency-key': `${decision}-${key}` });
      assert.equal(asked.status, 201, JSON.stringify(asked.body));
    }
    assert.equal(await balance(holder), 100_000n - spent - 12_500n - 8400n, 'two requests, the repeated one once');
    await scheme(world, disputeId, 'chargeback');
    await scheme(world, disputeId, 'decision', { decision });
    assert.equal(await balance(holder), left - spent, decision);
    spent += 100_000n - left;
  }
});
