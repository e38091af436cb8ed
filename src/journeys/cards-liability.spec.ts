// Who bears a disputed transaction: late reports, unsigned cards, lost cards, the holder after all; and what the call centre sees.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';

import { confirmInWriting, reportLoss } from '../modules/card-care/index.ts';
import { disputesDayTask } from '../modules/card-disputes/index.ts';
import { enqueue } from '../modules/messaging/index.ts';
import { knownAnswers } from '../modules/staff/known-answers.ts';
import { openConsole } from '../testing/console-door.ts';
import { cardholder, note, merchant, spend, balance, dispute, add, scheme, fraud, failed } from './dispute-acts.ts';
import { must, openWorld } from './world.ts';

test('PC-32 PC-53 a fraud that was reported more than two days after the SMS is written off only with a good reason on record, by two people', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const holder = await cardholder(world);
  const authorizationId = randomUUID();
  const { database, programme, clock } = world.deps;
  const values = { cardEnd: '1234', amount: '12.500', currency: 'OMR', merchant, reference: authorizationId };
  await database.transaction(
    async (tx) =>
      await enqueue(
        tx,
        [{ programme, customerId: holder.person.id, channel: 'sms', template: 'card-used', language: 'en', values }],
        clock.now(),
      ),
  );
  await world.deliver();
  const transactionId = await spend(world, holder, { authorizationId });
  clock.advance(2 * 86_400 + 1);
  holder.bank = await world.signIn(holder.person);
  const disputeId = await fraud(holder, transactionId);
  for (const message of ['chargeback', 're-presentment']) await scheme(world, disputeId, message);
  await scheme(world, disputeId, 'decision', { decision: 'lost' });
  assert.equal(await balance(holder), 87_500n);
  const salma = await office.hire('salma', 'operations');
  const huda = await office.hire('huda', 'supervisor');
  const path = `/card-disputes/${disputeId}`;
  assert.equal((await salma.call('GET', path)).body.reportedLate, true);
  const writeOff = { act: 'write-off', note };
  assert.equal((await salma.call('POST', `${path}/decision`, writeOff)).reason, 'dispute-reported-late');
  const facts = async (lateReasonGood: boolean) =>
    await salma.call(
      'POST',
      `${path}/work`,
      { act: 'facts', lateReasonGood, note: 'was in hospital, papers seen' },
      { 'idempotency-key': randomUUID() },
    );
  assert.equal((await facts(false)).body.lateReasonGood, false);
  assert.equal((await salma.call('POST', `${path}/decision`, writeOff)).reason, 'dispute-reported-late');
  const good = await facts(true);
  assert.equal(good.body.lateReasonNote, 'was in hospital, papers seen');
  const asked = await salma.call('POST', `${path}/decision`, writeOff);
  assert.deepEqual([asked.body.status, asked.body.writeOffAskedBy], ['open', salma.staffId]);
  assert.equal((await salma.call('POST', `${path}/decision`, writeOff)).reason, 'same-person');
  const done = await huda.call('POST', `${path}/decision`, writeOff);
  assert.deepEqual([done.body.status, done.body.because], ['closed', 'written-off']);
  assert.equal(await balance(holder), 100_000n);
  assert.ok((await world.texts(holder.person.mobile)).some((text) => /bank bears the amount/.test(text)));
});

test('PC-32 without a good reason the charge stays, with the finding of staff on record', async (t) => {
  const { world, work, decide, salma, disputeId, holder } = await failed(t);
  await work({ act: 'facts', lateReasonGood: false, note });
  assert.equal((await decide(salma, { act: 'deny', because: 'reported-late' })).reason, 'dispute-facts-differ', 'no SMS, nothing is late');
  const denied = await decide(salma, { act: 'deny', because: 'neglect' });
  assert.deepEqual([denied.body.outcome, denied.body.because], ['lost', 'neglect']);
  assert.equal(await balance(holder), 87_500n);
  const { history } = (await world.api('GET', `/v1/card-disputes/${disputeId}`)).body;
  assert.equal(history.at(-1).note, note);
  assert.equal(history.at(-1).actor, `staff:${salma.staffId}`);
});

test('PC-33 where the holder made it after all, it and its fees are charged, with financial charges from its date', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const huda = await office.hire('huda', 'supervisor');
  const holder = await cardholder(world);
  const disputeId = await fraud(holder, await spend(world, holder));
  await scheme(world, disputeId, 'chargeback');
  assert.equal(await balance(holder), 100_000n);
  world.deps.clock.advance(73 * 86_400);
  const again = await office.comeIn(huda.staffId, huda.passkey);
  const made = await again.call('POST', `/card-disputes/${disputeId}/decision`, { act: 'made-by-holder', note });
  assert.deepEqual([made.status, made.body.outcome, made.body.because], [200, 'lost', 'made-by-holder'], made.text);
  // 12.500 at 12 % for 73 of 365 days is 0.300.
  assert.equal(made.body.history.at(-1).data['interest-OMR'], '300');
  holder.bank = await world.signIn(holder.person);
  assert.equal(await balance(holder), 100_000n - 12_500n - 300n);
});

test('PC-34 PC-50 a dispute about a lost card needs its report, shows on which side of the notices it lies, and ends without the written one', async (t) => {
  const world = await openWorld(t);
  const { cards, clock } = world.deps;
  const holder = await cardholder(world);
  const early = await spend(world, holder);
  const later = await spend(world, holder);
  assert.equal((await dispute(holder, early, 'lost-or-stolen')).reason, 'dispute-loss-not-reported');
  clock.advance(3600);
  const wish = { cardId: holder.cardId, kind: 'stolen' as const, channel: 'phone' as const, actor: 'staff:test' };
  must(await reportLoss(cards, wish, clock.now()));
  holder.bank = await world.signIn(holder.person);
  const opened = await dispute(holder, early, 'lost-or-stolen');
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  const { loss } = (await world.api('GET', `/v1/card-disputes/${opened.body.disputeId}`)).body;
  assert.deepEqual([loss.kind, loss.spoken, loss.written], ['stolen', 'before', 'none']);
  // Reported on Sunday 1 March: the written notice is due by 24:00 of Monday in Muscat.
  clock.set('2026-03-02T20:00:00Z');
  await disputesDayTask(cards).run({ programme: 'oman-prepaid', day: Temporal.PlainDate.from('2026-03-02') }, clock.now());
  holder.bank = await world.signIn(holder.person);
  const ended = await holder.bank.get(`/bank/v1/card-disputes/${opened.body.disputeId}`);
  assert.deepEqual([ended.body.outcome, ended.body.because], ['refused', 'not-confirmed-in-writing']);
  assert.equal((await dispute(holder, later, 'lost-or-stolen')).reason, 'dispute-loss-unconfirmed');
  // Told again, in writing at once: it is the first report that had to be confirmed.
  const late = must(await reportLoss(cards, { ...wish, writtenNotice: { reference: 'L-2' } }, clock.now()));
  assert.equal(late.writtenAt?.toString(), clock.now().toString(), 'it lies in the file of the first');
  assert.equal((await dispute(holder, later, 'lost-or-stolen')).reason, 'dispute-loss-unconfirmed');
});

test('PC-50 each disputed transaction lies before or after the written notice', async (t) => {
  const world = await openWorld(t);
  const { cards, clock } = world.deps;
  const holder = await cardholder(world);
  const before = await spend(world, holder);
  clock.advance(600);
  const wish = { cardId: holder.cardId, kind: 'lost' as const, channel: 'phone' as const, actor: 'staff:test' };
  const report = must(await reportLoss(cards, wish, clock.now()));
  clock.advance(600);
  must(
    await confirmInWriting(
      cards,
      { reportId: report.id, channel: 'branch', actor: 'staff:test', document: { reference: 'L-1' } },
      clock.now(),
    ),
  );
  clock.advance(600);
  const after = await spend(world, holder);
  holder.bank = await world.signIn(holder.person);
  const sides: string[][] = [];
  for (const transactionId of [before, after]) {
    const { disputeId } = (await dispute(holder, transactionId, 'lost-or-stolen')).body;
    const { loss } = (await world.api('GET', `/v1/card-disputes/${disputeId}`)).body;
    sides.push([loss.spoken, loss.written]);
  }
  assert.deepEqual(sides, [
    ['before', 'before'],
    ['after', 'after'],
  ]);
});

test('PC-51 an unsigned card in a card-present fraud is not written off; staff record it, and the charge stays', async (t) => {
  const { holder, salma, work, decide } = await failed(t);
  const found = await work({ act: 'facts', cardUnsigned: true, note: 'the panel is blank on the merchant’s copy' });
  assert.deepEqual([found.body.cardUnsigned, found.body.cardUnsignedNote], [true, 'the panel is blank on the merchant’s copy']);
  assert.equal((await decide(salma, { act: 'write-off' })).reason, 'dispute-card-unsigned');
  const denied = await decide(salma, { act: 'deny', because: 'card-unsigned' });
  assert.deepEqual([denied.body.outcome, denied.body.because], ['lost', 'card-unsigned']);
  assert.equal(await balance(holder), 87_500n);
});

test('PC-51 the same card at a distance is judged without its signature', async (t) => {
  const { holder, salma, huda, work, decide } = await failed(t, { entryMode: 'ecommerce', verification: 'none' });
  await work({ act: 'facts', cardUnsigned: true, note });
  assert.equal((await decide(salma, { act: 'write-off' })).status, 200);
  assert.equal((await decide(huda, { act: 'write-off' })).body.because, 'written-off');
  assert.equal(await balance(holder), 100_000n);
});

test('PC-52 quality of goods is referred to the merchant and the charge stays; a surcharge is a reason, for its amount', async (t) => {
  const world = await openWorld(t);
  const holder = await cardholder(world);
  const quality = await dispute(holder, await spend(world, holder), 'quality');
  assert.deepEqual([quality.body.status, quality.body.outcome], ['closed', 'referred-to-merchant']);
  assert.match(quality.body.inWords, /merchant/);
  assert.equal(await balance(holder), 87_500n);
  assert.ok((await world.texts(holder.person.mobile)).some((text) => /with the merchant: the charge stays/.test(text)));
  assert.equal((await scheme(world, quality.body.disputeId, 'chargeback')).reason, 'dispute-closed');
  const transactionId = await spend(world, holder);
  assert.equal(
    (await dispute(holder, transactionId, 'surcharge', { amount: { currency: 'OMR', minor: '12501' } })).reason,
    'dispute-amount-wrong',
  );
  const surcharge = await dispute(holder, transactionId, 'surcharge', { amount: { currency: 'OMR', minor: '500' } });
  assert.equal(surcharge.status, 201);
  await add(holder, surcharge.body.disputeId, 'receipt');
  await scheme(world, surcharge.body.disputeId, 'chargeback');
  assert.equal(await balance(holder), 75_500n);
});

test('PC-26 the call centre sees balance, holds, loads and transactions at once, and replaces a card by phone after a verified call', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const holder = await cardholder(world);
  const ali = await office.hire('ali', 'contact-centre');
  const transactionId = await spend(world, holder);
  const { accounts } = (await ali.call('GET', `/customers/${holder.person.id}/card-accounts`)).body;
  assert.deepEqual(accounts[0].wallets[0].balance, { currency: 'OMR', minor: '87500' });
  assert.equal(accounts[0].cards[0].lastFour, holder.pan.slice(-4));
  const posted = await ali.call('GET', `/card-accounts/${holder.accountId}/transactions`);
  assert.equal(posted.body.transactions[0].transactionId, transactionId);
  assert.equal(posted.body.transactions[0].merchant.name, merchant);
  assert.ok(!posted.text.includes(holder.pan));
  const seen = await ali.call('GET', `/card-accounts/${holder.accountId}`);
  assert.ok(seen.body.fees.items.some(({ fee }: { fee: string }) => fee === 'retrieval'));

  const order = { reason: 'lost', form: 'virtual', note };
  const path = `/cards/${holder.cardId}/replacement`;
  assert.equal((await ali.call('POST', path, order)).reason, 'no-call');
  const call = (await ali.call('POST', `/customers/${holder.person.id}/calls`, { reason: 'card lost abroad' })).body;
  assert.equal((await ali.call('POST', path, { ...order, callId: call.id })).reason, 'caller-not-verified');
  const known: Readonly<Record<string, string>> = await knownAnswers(world.deps.database, world.deps.keys, holder.person.id);
  const answers = Object.fromEntries(
    call.questions.map((question: string) => {
      const truth = known[question] ?? '';
      return [question, question === 'last-credit' ? `${truth.slice(0, -3)}.${truth.slice(-3)}` : truth];
    }),
  );
  assert.equal((await ali.call('POST', `/calls/${call.id}/answers`, { answers })).body.match, true);
  const replaced = await ali.call('POST', path, { ...order, callId: call.id });
  assert.equal(replaced.status, 201, replaced.text);
  assert.notEqual(replaced.body.cardId, holder.cardId);
});
