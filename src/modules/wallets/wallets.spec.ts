// Wallets against a real database: what is taken, owed and paid back, once each, and the ledger agrees.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Database } from '../../postgres/database.ts';
import { cardAccount } from '../../testing/card-accounts.ts';
import { testDatabase } from '../../testing/database.ts';
import { connectAll, range } from '../../testing/race.ts';
import { checkLedger } from '../ledger/index.ts';
import { pair, splitCharge, splitCredit } from './rules/split.ts';
import { chargeWallet, creditWallet, ensureWallet, setAccountStatus, transactionsOf, walletsOf, type WalletOutcome } from './index.ts';

const now = Temporal.Instant.from('2026-03-01T21:30:00Z');

const movement = (accountId: string, amount: bigint, id = randomUUID()) => ({
  id,
  accountId,
  currency: 'OMR' as const,
  amount,
  counterpart: 'fee-income',
  code: 'test',
  reference: 'test',
  transaction: { kind: 'fee' as const, termsVersion: '2026-01', occurredAt: now },
});
const charge = async (db: Database, accountId: string, amount: bigint, more: object = {}): Promise<WalletOutcome> =>
  await db.transaction(async (tx) => await chargeWallet(tx, { ...movement(accountId, amount), ...more }, now));
const credit = async (db: Database, accountId: string, amount: bigint, more: object = {}): Promise<WalletOutcome> =>
  await db.transaction(async (tx) => await creditWallet(tx, { ...movement(accountId, amount), ...more }, now));
const look = async (db: Database, accountId: string): Promise<bigint[]> => {
  const [wallet] = await walletsOf(db, accountId);
  return wallet === undefined ? [] : [wallet.posted, wallet.available, wallet.debt];
};

test('a charge takes what is available, the rest is owed, and the next credit pays that first', async (t) => {
  const { database: db } = await testDatabase(t);
  const accountId = await cardAccount(db, 1000n);
  assert.equal((await charge(db, accountId, 600n)).kind, 'done');
  assert.deepEqual(await look(db, accountId), [400n, 400n, 0n]);
  const over = await charge(db, accountId, 700n);
  assert.equal(over.kind === 'done' && over.value.debtPart, 300n);
  assert.deepEqual(await look(db, accountId), [0n, 0n, 300n]);
  assert.deepEqual((await walletsOf(db, accountId))[0]?.debtSince, now);
  await credit(db, accountId, 100n);
  assert.deepEqual(await look(db, accountId), [0n, 0n, 200n]);
  await credit(db, accountId, 500n);
  assert.deepEqual(await look(db, accountId), [300n, 300n, 0n]);
  assert.equal((await walletsOf(db, accountId))[0]?.debtSince, null);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('a charge of only what is available is refused beyond it, and while something is owed', async (t) => {
  const { database: db } = await testDatabase(t);
  const accountId = await cardAccount(db, 100n);
  assert.deepEqual(await charge(db, accountId, 101n, { onlyAvailable: true }), { kind: 'refused', reason: 'insufficient-funds' });
  await charge(db, accountId, 150n);
  assert.deepEqual(await charge(db, accountId, 1n, { onlyAvailable: true }), { kind: 'refused', reason: 'insufficient-funds' });
});

test('tax is split when it is posted, and the row says its rate', async (t) => {
  const { database: db } = await testDatabase(t);
  const accountId = await cardAccount(db, 100n);
  await charge(db, accountId, 105n, { vat: { amount: 5n, ppm: 50_000, chart: 'vat-payable' } });
  const [row] = await transactionsOf(db, accountId, { limit: 10 });
  assert.deepEqual([row?.amount, row?.vatAmount, row?.vatPpm, row?.postedOn], [-105n, -5n, 50_000, '2026-03-02']);
  assert.deepEqual(await look(db, accountId), [0n, 0n, 5n]);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('the same id again, 64 times at once, moves money once', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  const accountId = await cardAccount(db, 1000n);
  await connectAll(db);
  const id = randomUUID();
  const outcomes = await Promise.all(range(64).map(async () => await charge(db, accountId, 300n, { id })));
  assert.equal(outcomes.filter((outcome) => outcome.kind === 'done' && !outcome.value.existed).length, 1);
  assert.deepEqual(await look(db, accountId), [700n, 700n, 0n]);
});

test('64 charges at once of a wallet that covers ten of them: ten, and nobody owes', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  const accountId = await cardAccount(db, 1000n);
  await connectAll(db);
  const outcomes = await Promise.all(range(64).map(async () => await charge(db, accountId, 100n, { onlyAvailable: true })));
  assert.equal(outcomes.filter((outcome) => outcome.kind === 'done').length, 10);
  assert.deepEqual(await look(db, accountId), [0n, 0n, 0n]);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('pages of transactions lead on, and a status moves only from where it may', async (t) => {
  const { database: db } = await testDatabase(t);
  const accountId = await cardAccount(db, 1000n);
  for (const amount of [1n, 2n, 3n]) await charge(db, accountId, amount);
  const first = await transactionsOf(db, accountId, { limit: 2 });
  assert.deepEqual(
    first.map(({ amount }) => amount),
    [-3n, -2n],
  );
  const rest = await transactionsOf(db, accountId, { limit: 5, before: first.at(-1)?.cursor ?? '' });
  assert.deepEqual(
    rest.map(({ amount }) => amount),
    [-1n, 1000n],
  );
  await db.transaction(async (tx) => {
    assert.equal((await ensureWallet(tx, accountId, 'USD', now)).currency, 'USD');
    assert.equal(await setAccountStatus(tx, accountId, ['open'], 'frozen', 'contact', now), true);
    assert.equal(await setAccountStatus(tx, accountId, ['open'], 'closed', null, now), false);
  });
});

test('a split never makes or loses money', () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
  const available = fc.bigInt({ min: -(10n ** 6n), max: 10n ** 12n });
  fc.assert(
    fc.property(amount, available, (sum, there) => {
      const { wallet, debt } = splitCharge(sum, there);
      assert.ok(wallet >= 0n && debt >= 0n && wallet + debt === sum && (wallet <= there || wallet === 0n));
    }),
  );
  fc.assert(
    fc.property(amount, fc.bigInt({ min: 0n, max: 10n ** 12n }), (sum, owed) => {
      const { wallet, debt } = splitCredit(sum, owed);
      assert.ok(wallet >= 0n && debt <= owed && wallet + debt === sum);
    }),
  );
  fc.assert(
    fc.property(amount, amount, amount, (a, b, c) => {
      const legs = pair(
        [
          { ledgerAccountId: 'a', amount: a },
          { ledgerAccountId: 'b', amount: b + c },
        ],
        [
          { ledgerAccountId: 'x', amount: a + b },
          { ledgerAccountId: 'y', amount: c },
        ],
      );
      const of = (side: 'debitAccountId' | 'creditAccountId', id: string): bigint =>
        legs.filter((leg) => leg[side] === id).reduce((sum, leg) => sum + leg.amount, 0n);
      assert.deepEqual([of('debitAccountId', 'a'), of('debitAccountId', 'b')], [a, b + c]);
      assert.deepEqual([of('creditAccountId', 'x'), of('creditAccountId', 'y')], [a + b, c]);
    }),
  );
});
