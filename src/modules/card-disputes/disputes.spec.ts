// Disputes over a real database: money, history, documents, deadlines, races.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { statement } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { connectAll, range } from '../../testing/race.ts';
import { loadCardProgrammes } from '../card-programmes/index.ts';
import { openCustomer } from '../customers/index.ts';
import { balancesOf, checkLedger, internalAccount } from '../ledger/index.ts';
import { messagesOf } from '../messaging/index.ts';
import { loadProgrammes } from '../programmes/index.ts';
import { chargeWallet, creditWallet, openCardAccount, transactionsOf, walletsOf } from '../wallets/index.ts';
import * as disputes from './index.ts';
import * as store from './store.ts';

type After = Parameters<typeof testDatabase>[0];

const now = Temporal.Instant.from('2026-03-05T08:00:00Z');
const later = (days: number): Temporal.Instant => now.add({ hours: 24 * days });
const folder = new URL('../../../programmes', import.meta.url).pathname;
const pdf = new TextEncoder().encode('%PDF-1.7 a signed statement of the holder');

async function bank(t: After, connections = 12) {
  const { database: db } = await testDatabase(t, connections);
  const keys = await testKeys(t);
  const context = { database: db, keys, programmes: loadProgrammes(folder), cardProgrammes: loadCardProgrammes(folder), newId: randomUUID };
  const customerId = randomUUID();
  const person = { id: customerId, programme: 'oman-token', number: '100001', name: 'عائشة', nameLatin: 'Aisha', language: 'en' as const };
  const opened = await openCustomer(db, keys, { ...person, civilId: '1', birthDate: '1990-01-01', mobile: '+96890000001' }, now);
  assert.equal(opened.kind, 'done');
  const accountId = randomUUID();
  const account = { id: accountId, programme: 'oman-prepaid', product: 'prepaid-classic', customerId, currency: 'OMR' as const };
  const load = { accountId, currency: 'OMR' as const, counterpart: 'nostro', code: 'card-load', reference: 'load' };
  const info = { termsVersion: '2026-01', occurredAt: now };
  await db.transaction(async (tx) => {
    await openCardAccount(tx, { ...account, termsVersion: '2026-01', timeZone: 'Asia/Muscat', status: 'open' }, now);
    await creditWallet(tx, { ...load, id: randomUUID(), amount: 100_000n, transaction: { ...info, kind: 'load' } }, now);
  });
  const spend = async (amount: bigint, more: object = {}): Promise<string> => {
    const id = randomUUID();
    const transaction = { ...info, kind: 'purchase' as const, merchantName: 'Muscat Books', entryMode: 'chip', ...more };
    const charge = {
      id,
      accountId,
      currency: 'OMR' as const,
      amount,
      counterpart: 'scheme-settlement',
      code: 'card-purchase',
      reference: id,
    };
    await db.transaction(async (tx) => await chargeWallet(tx, { ...charge, transaction }, now));
    return id;
  };
  const balance = async (): Promise<bigint> => {
    const [wallet] = await walletsOf(db, accountId);
    return (wallet?.posted ?? 0n) - (wallet?.debt ?? 0n);
  };
  const chart = async (name: string): Promise<bigint> => {
    const id = await internalAccount(db, name, 'OMR', now);
    return (await balancesOf(db, [id])).get(id)?.posted ?? 0n;
  };
  const by = { actor: `customer:${customerId}` };
  const open = async (transactionId: string, reason: disputes.NewDispute['reason'] = 'fraud', at = now, more: object = {}) =>
    await disputes.openDispute(
      context,
      { id: randomUUID(), accountId, transactionId, reason, statement: 'I did not do this.', ...more },
      { holderId: customerId, by },
      at,
    );
  const declare = async (disputeId: string) =>
    await disputes.addDocument(
      context,
      { disputeId, holderId: customerId, by, document: { kind: 'declaration', fileName: 'statement.pdf', bytes: pdf } },
      now,
    );
  return { db, context, customerId, accountId, spend, balance, chart, by, open, declare };
}

const staff = (name = 'salma') => ({ actor: `staff:${name}`, note: 'as the file says' });
function must<T>(outcome: { kind: 'done'; value: T } | { kind: 'refused'; reason: string }): T {
  if (outcome.kind === 'refused') assert.fail(outcome.reason);
  return outcome.value;
}
const told = (outcome: { kind: string; reason?: string }): string => outcome.reason ?? 'done';

/** An open dispute about 12.500 that was paid with a fee of 1.575. */
async function opened(t: After) {
  const w = await bank(t);
  const transactionId = await w.spend(12_500n);
  const feeInfo = { termsVersion: '2026-01', occurredAt: now, kind: 'fee' as const, detail: 'cash-abroad', parentId: transactionId };
  const fee = { id: randomUUID(), accountId: w.accountId, currency: 'OMR' as const, amount: 1575n, code: 'card-fee', reference: 'fee' };
  const vat = { amount: 75n, ppm: 50_000, chart: 'vat-payable' };
  await w.db.transaction(async (tx) => await chargeWallet(tx, { ...fee, vat, counterpart: 'fee-income', transaction: feeInfo }, now));
  const { row } = must(await w.open(transactionId));
  must(await w.declare(row.id));
  return { ...w, transactionId, disputeId: row.id };
}

test('a form is held until its document is there; the document is sealed, and opens for its dispute', async (t) => {
  const w = await bank(t);
  const { row } = must(await w.open(await w.spend(12_500n)));
  assert.equal(row.status, 'incomplete');
  assert.equal(row.documentsDueOn, '2026-04-04');
  const { row: complete, documentId } = must(await w.declare(row.id));
  assert.equal(complete.status, 'open');
  assert.equal(told(await w.declare(row.id)), 'document-known');
  const document = await disputes.documentOf(w.context, row.id, documentId);
  assert.deepEqual(new Uint8Array(document?.bytes ?? []), pdf);
  const [stored] = await w.db.query<{ content: Uint8Array }>(statement('test_content', 'SELECT content FROM card_dispute_documents'));
  assert.ok(!Buffer.from(stored?.content ?? []).includes('signed'));
  const messages = (await messagesOf(w.db, w.customerId)).messages
    .filter(({ channel }) => channel === 'sms')
    .map(({ template }) => template);
  assert.deepEqual(messages.toSorted(), ['dispute-documents-needed', 'dispute-received']);
});

test('credited with its fee, re-presented, won in arbitration: every account is where it was, but the scheme and the fee have paid', async (t) => {
  const w = await opened(t);
  const { disputeId } = w;
  assert.equal(await w.balance(), 85_925n);
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 'chargeback' }, now));
  assert.equal(await w.balance(), 100_000n);
  assert.equal(await w.chart('chargeback-receivable'), -12_500n);
  assert.equal(await w.chart('provisional-credit'), -1575n);
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 're-presentment' }, later(3)));
  assert.equal(await w.balance(), 85_925n);
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 'pre-arbitration' }, later(4)));
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 'arbitration' }, later(5)));
  const { row } = must(await disputes.takeDecision(w.context, { disputeId, by: staff(), decision: 'won' }, later(6)));
  assert.deepEqual([row.status, row.outcome, row.because], ['closed', 'won', 'scheme-decided']);
  assert.equal(await w.balance(), 100_000n);
  for (const name of ['chargeback-receivable', 'provisional-credit', 'scheme-settlement', 'fee-income', 'vat-payable'])
    assert.equal(await w.chart(name), 0n, name);
  assert.deepEqual(await checkLedger(w.db, now), []);
  const view = await disputes.disputeView(w.context, disputeId, now, w.customerId);
  assert.deepEqual(
    view?.history.map(({ act }) => act),
    ['opened', 'submitted', 'document-added', 'chargeback', 're-presentment', 'pre-arbitration', 'arbitration', 'won'],
  );
  assert.ok(view?.parts.every(({ original, recovered, remaining }) => original === recovered && remaining === 0n));
  assert.equal(await disputes.disputeView(w.context, disputeId, now, randomUUID()), undefined);
});

test('the slip’s fee is charged at once, and comes back with its tax only when the dispute is won', async (t) => {
  const w = await opened(t);
  const { disputeId } = w;
  must(await disputes.requestSlip(w.context, { disputeId, holderId: w.customerId, by: w.by, request: 'a' }, now));
  must(await disputes.requestSlip(w.context, { disputeId, holderId: w.customerId, by: w.by, request: 'a' }, now));
  assert.equal(await w.balance(), 85_925n - 4200n);
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 'chargeback' }, now));
  assert.equal(await w.balance(), 100_000n - 4200n);
  must(await disputes.takeDecision(w.context, { disputeId, by: staff(), decision: 'won' }, later(1)));
  assert.equal(await w.balance(), 100_000n);
  const other = await opened(t);
  must(await disputes.requestSlip(other.context, { disputeId: other.disputeId, by: other.by, request: 'b' }, now));
  must(await disputes.withdrawDispute(other.context, { disputeId: other.disputeId, by: other.by }, now));
  assert.equal(await other.balance(), 85_925n - 4200n);
});

test('a write-off takes two people, and the bank bears it', async (t) => {
  const w = await opened(t);
  const { disputeId } = w;
  const write = async (staffId: string) => await disputes.writeOff(w.context, { disputeId, staffId, by: staff(staffId) }, later(2));
  const salma = randomUUID();
  assert.equal(told(await write(salma)), 'dispute-chargeback-not-over');
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 'chargeback' }, now));
  must(await disputes.takeDecision(w.context, { disputeId, by: staff(), decision: 'lost' }, later(1)));
  assert.equal(await w.balance(), 85_925n);
  assert.equal(must(await write(salma)).row.status, 'open');
  assert.equal(told(await write(salma)), 'same-person');
  assert.equal(must(await write(randomUUID())).row.because, 'written-off');
  assert.equal(await w.balance(), 100_000n);
  assert.equal(await w.chart('write-off'), -12_500n);
  assert.deepEqual(await checkLedger(w.db, now), []);
});

test('made by the holder after all: debited with its fee, and interest from the day of the transaction', async (t) => {
  const w = await opened(t);
  const { disputeId } = w;
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 'chargeback' }, now));
  must(await disputes.takeDecision(w.context, { disputeId, by: staff(), decision: 'won' }, later(1)));
  const made = must(await disputes.madeByHolder(w.context, { disputeId, by: staff() }, later(73)));
  assert.equal(made.row.because, 'made-by-holder');
  // 14.075 at 12 % for 73 days of 365: a fifth of 1.689.
  assert.equal(await w.balance(), 85_925n - 338n);
  const [newest] = await transactionsOf(w.db, w.accountId, { limit: 1 });
  assert.ok(newest !== undefined);
  assert.equal(told(await disputes.madeByHolder(w.context, { disputeId, by: staff() }, later(74))), 'dispute-closed');
  assert.deepEqual(await checkLedger(w.db, now), []);
});

test('made by the holder after a favourable end: the slip’s fee that came back is charged again, with its tax, once', async (t) => {
  const w = await opened(t);
  const { disputeId } = w;
  for (const request of ['a', 'b'])
    must(await disputes.requestSlip(w.context, { disputeId, holderId: w.customerId, by: w.by, request }, now));
  must(await disputes.beginStage(w.context, { disputeId, by: staff(), stage: 'chargeback' }, now));
  must(await disputes.takeDecision(w.context, { disputeId, by: staff(), decision: 'won' }, later(1)));
  assert.equal(await w.balance(), 100_000n);
  const before = await w.chart('vat-payable');
  const made = must(await disputes.madeByHolder(w.context, { disputeId, by: staff() }, later(73)));
  // Two slips of 4.000 with 0.200 of tax each, beside the transaction with its fee and the interest of the test before.
  assert.equal(await w.balance(), 85_925n - 338n - 8400n);
  assert.equal((await w.chart('vat-payable')) - before, 75n + 400n);
  assert.equal((await disputes.disputeView(w.context, made.row.id, later(73)))?.history.at(-1)?.data['slipFees'], '2');
  const fees = (await transactionsOf(w.db, w.accountId, { limit: 30 })).filter(({ detail }) => detail === 'retrieval made-by-holder');
  assert.deepEqual(
    fees.map(({ amount, vatAmount }) => [amount, vatAmount]),
    [
      [-4200n, -200n],
      [-4200n, -200n],
    ],
  );
  // Where it never ended in the holder's favour nothing came back, and nothing is charged twice.
  const other = await opened(t);
  must(await disputes.requestSlip(other.context, { disputeId: other.disputeId, by: other.by, request: 'c' }, now));
  must(await disputes.madeByHolder(other.context, { disputeId: other.disputeId, by: staff() }, later(1)));
  assert.equal(await other.balance(), 85_925n - 4200n);
  assert.deepEqual(await checkLedger(w.db, now), []);
});

test('an expense is posted once, whatever is retried', async (t) => {
  const w = await opened(t);
  const expense = { id: randomUUID(), amount: money('OMR', 2000n) };
  for (const _ of range(2)) must(await disputes.postExpense(w.context, { disputeId: w.disputeId, by: staff(), expense }, now));
  assert.equal(await w.balance(), 83_925n);
  const dearer = { ...expense, amount: money('OMR', 2001n) };
  const again = await disputes.postExpense(w.context, { disputeId: w.disputeId, by: staff(), expense: dearer }, now);
  assert.equal(told(again), 'idempotency-key-reused');
  const wrong = { ...expense, id: randomUUID(), amount: money('USD', 1n) };
  assert.equal(
    told(await disputes.postExpense(w.context, { disputeId: w.disputeId, by: staff(), expense: wrong }, now)),
    'currency-mismatch',
  );
});

test('the end of day ends what is over, and twice changes nothing', async (t) => {
  const w = await opened(t);
  const waiting = must(await w.open(await w.spend(500n))).row;
  must(await disputes.beginStage(w.context, { disputeId: w.disputeId, by: staff(), stage: 'chargeback' }, now));
  const task = disputes.disputesDayTask(w.context);
  const run = async (day: string) => {
    const at = Temporal.PlainDate.from(day);
    return await task.run({ programme: 'oman-prepaid', day: at }, at.add({ days: 1 }).toZonedDateTime('Asia/Muscat').toInstant());
  };
  assert.equal(await run('2026-04-03'), 0);
  assert.equal(await run('2026-04-04'), 1);
  assert.equal(await run('2026-04-04'), 0);
  const refused = await disputes.disputeView(w.context, waiting.id, now);
  assert.deepEqual([refused?.dispute.outcome, refused?.dispute.because], ['refused', 'documents-missing']);
  const due = (await disputes.disputeView(w.context, w.disputeId, now))?.dispute.stageDueOn ?? '';
  assert.equal(await run(Temporal.PlainDate.from(due).subtract({ days: 1 }).toString()), 0);
  assert.equal(await run(due), 1);
  assert.equal((await disputes.disputeView(w.context, w.disputeId, now))?.dispute.because, 'acquirer-did-not-answer');
  assert.equal(await w.balance(), 100_000n - 500n);
});

test('a draft is kept, judged again when it is handed in, and then too late', async (t) => {
  const w = await bank(t);
  const { row } = must(await w.open(await w.spend(500n), 'cash-not-dispensed', now, { draft: true }));
  assert.equal(row.status, 'draft');
  const whose = { disputeId: row.id, holderId: w.customerId, by: w.by };
  assert.equal(told(await disputes.submitDispute(w.context, whose, row.windowEndsAt)), 'dispute-window-over');
  assert.equal(must(await disputes.submitDispute(w.context, whose, row.windowEndsAt.subtract({ seconds: 1 }))).row.status, 'open');
});

test('64 disputes of one transaction at once: one runs; without the index, more rows would', async (t) => {
  const w = await bank(t, 20);
  await connectAll(w.db);
  const race = async (write: (transactionId: string) => Promise<boolean>): Promise<number> => {
    const transactionId = await w.spend(100n);
    return (await Promise.all(range(64).map(async () => await write(transactionId)))).filter(Boolean).length;
  };
  assert.equal(await race(async (transactionId) => (await w.open(transactionId, 'cash-not-dispensed')).kind === 'done'), 1);
  const row = { programme: 'oman-prepaid', accountId: w.accountId, cardId: null, customerId: w.customerId, reason: 'duplicate' as const };
  const facts = { statement: 'x', occurredAt: now, postedOn: '2026-03-05', cardPresent: true, merchantName: '', windowEndsAt: now };
  const insert = async (transactionId: string) => await store.insert(w.db, { id: randomUUID(), transactionId, ...row, ...facts }, now);
  assert.equal(await race(insert), 1);
  await w.db.query(statement('test_drop_index', `DROP INDEX ${store.oneRunningIndex}`));
  assert.equal(await race(insert), 64);
});

test('64 chargebacks of one dispute at once give one credit', async (t) => {
  const w = await bank(t, 20);
  await connectAll(w.db);
  const { row } = must(await w.open(await w.spend(12_500n), 'cash-not-dispensed'));
  const all = await Promise.all(
    range(64).map(async () => await disputes.beginStage(w.context, { disputeId: row.id, by: staff(), stage: 'chargeback' }, now)),
  );
  assert.equal(all.filter(({ kind }) => kind === 'done').length, 1);
  assert.equal(await w.balance(), 100_000n);
});
