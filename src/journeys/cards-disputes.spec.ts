// Disputes from both sides: the holder in the web bank, the scheme by API, staff in the console, the end of day.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';

import { confirmInWriting, reportLoss } from '../modules/card-care/index.ts';
import { disputesDayTask } from '../modules/card-disputes/index.ts';
import { chargeFees } from '../modules/card-fees/index.ts';
import { enqueue } from '../modules/messaging/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { knownAnswers } from '../modules/staff/known-answers.ts';
import { chargeWallet, type TransactionInfo } from '../modules/wallets/index.ts';
import { openConsole } from '../testing/console-door.ts';
import { cardholder as openCardholder, type Cardholder as HeldBy } from './card-acts.ts';
import { must, openWorld, type Reply, type World } from './world.ts';

type After = Parameters<typeof openWorld>[0];
/** A session ends while days pass: then the holder signs in again. */
type Cardholder = { -readonly [Key in keyof HeldBy]: HeldBy[Key] };

const cardholder = async (world: World): Promise<Cardholder> => await openCardholder(world);

const note = 'as the file of the case says';
const pdf = Buffer.from('%PDF-1.7 signed by the holder').toString('base64');
const merchant = 'Muttrah Silver House';

/** A posted purchase of 12.500 rial. */
async function spend(world: World, holder: Cardholder, more: Partial<TransactionInfo> = {}, amount = 12_500n): Promise<string> {
  const { database, clock } = world.deps;
  const id = randomUUID();
  const now = clock.now();
  const transaction: TransactionInfo = {
    kind: 'purchase',
    cardId: holder.cardId,
    merchantName: merchant,
    country: 'OM',
    entryMode: 'chip',
    verification: 'pin',
    termsVersion: '2026-01',
    occurredAt: now,
    ...more,
  };
  const charge = {
    id,
    accountId: holder.accountId,
    currency: 'OMR' as const,
    amount,
    counterpart: 'scheme-settlement',
    code: 'card-purchase',
  };
  must(await database.transaction(async (tx) => await chargeWallet(tx, { ...charge, reference: id, transaction }, now)));
  return id;
}

async function balance({ bank, accountId }: Cardholder): Promise<bigint> {
  return BigInt((await bank.get(`/bank/v1/card-accounts/${accountId}`)).body.wallets[0].balance.minor as string);
}

const dispute = async (holder: Cardholder, transactionId: string, reason: string, more: object = {}): Promise<Reply> =>
  await holder.bank.post('/bank/v1/card-disputes', {
    accountId: holder.accountId,
    transactionId,
    reason,
    statement: 'This was not what I agreed to.',
    ...more,
  });

const add = async ({ bank }: Cardholder, disputeId: string, kind: string, content = pdf): Promise<Reply> =>
  await bank.post(`/bank/v1/card-disputes/${disputeId}/documents`, { kind, fileName: `${kind}.pdf`, content });

const scheme = async (world: World, disputeId: string, message: string, body: object = {}): Promise<Reply> =>
  await world.api('POST', `/v1/card-disputes/${disputeId}/${message}`, body);

/** A fraud that is complete. */
async function fraud(holder: Cardholder, transactionId: string): Promise<string> {
  const opened = await dispute(holder, transactionId, 'fraud');
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  const complete = await add(holder, opened.body.disputeId, 'declaration');
  assert.equal(complete.body.status, 'open', JSON.stringify(complete.body));
  return opened.body.disputeId as string;
}

/** A complete fraud whose chargeback failed; two people who decide. */
async function failed(t: After, more: Partial<TransactionInfo> = {}) {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const holder = await cardholder(world);
  const transactionId = await spend(world, holder, more);
  const disputeId = await fraud(holder, transactionId);
  assert.equal((await scheme(world, disputeId, 'chargeback')).status, 200);
  assert.equal((await scheme(world, disputeId, 're-presentment')).status, 200);
  assert.equal((await scheme(world, disputeId, 'decision', { decision: 'lost' })).status, 200);
  const salma = await office.hire('salma', 'operations');
  const huda = await office.hire('huda', 'supervisor');
  const path = `/card-disputes/${disputeId}`;
  const work = async (act: object) => await salma.call('POST', `${path}/work`, act, { 'idempotency-key': randomUUID() });
  const decide = async (who: typeof salma, act: object) => await who.call('POST', `${path}/decision`, { note, ...act });
  return { world, office, holder, transactionId, disputeId, salma, huda, path, work, decide };
}

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
  const [, receipt] = complete.body.documents;
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
  const lost = await scheme(world, disputeId, 'decision', { decision: 'lost' });
  assert.deepEqual([lost.body.outcome, lost.body.because], ['lost', 'scheme-refused']);
  assert.equal(await balance(holder), 86_750n);
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
