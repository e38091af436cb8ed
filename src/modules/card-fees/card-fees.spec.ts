// Fees against a real database: posted once with their tax, owed where the wallet is short, given back once.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { cardAccount } from '../../testing/card-accounts.ts';
import { testDatabase } from '../../testing/database.ts';
import { connectAll, range } from '../../testing/race.ts';
import { loadCardProgrammes } from '../card-programmes/index.ts';
import { balancesOf, checkLedger, internalAccount } from '../ledger/index.ts';
import { transactionsOf, walletsOf } from '../wallets/index.ts';
import { chargeFees, refundFee, type FeeCharge } from './index.ts';

const context = { cardProgrammes: loadCardProgrammes(new URL('../../../programmes', import.meta.url).pathname) };
const now = Temporal.Instant.from('2026-03-01T08:00:00Z');

test('several fees are charged at once: net and tax go apart, what is short is owed, and a fee of nought is not posted', async (t) => {
  const { database: db } = await testDatabase(t);
  const accountId = await cardAccount(db, 4000n);
  const fee = (name: FeeCharge['fee'], at = now): FeeCharge => ({ id: randomUUID(), accountId, fee: name, occurredAt: at });
  const charges = [
    fee('renewal'),
    fee('cash-abroad'),
    fee('refund-cancellation'),
    fee('retrieval', Temporal.Instant.from('2025-06-01T08:00:00Z')),
  ];
  const charged = await db.transaction(async (tx) => await chargeFees(tx, context, charges, now));
  assert.deepEqual(
    charged.map(({ total, vat, version, charged: posted }) => [total.minor, vat.minor, version, posted]),
    [
      [3150n, 150n, '2026-01-01', true],
      [1575n, 75n, '2026-01-01', true],
      [0n, 0n, '2026-01-01', false],
      [4000n, 0n, '2016-01-01', true],
    ],
  );
  const [wallet] = await walletsOf(db, accountId);
  assert.deepEqual([wallet?.posted, wallet?.debt], [0n, 4725n]);
  const income = await internalAccount(db, 'fee-income', 'OMR', now);
  const vat = await internalAccount(db, 'vat-payable', 'OMR', now);
  const balances = await balancesOf(db, [income, vat]);
  assert.deepEqual([balances.get(income)?.posted, balances.get(vat)?.posted], [8500n, 225n]);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('64 times the same fee at once is charged once, and given back once', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connectAll(db);
  const accountId = await cardAccount(db, 10_000n);
  const id = randomUUID();
  const charge: FeeCharge = { id, accountId, fee: 'retrieval', occurredAt: now };
  const race = async <T>(work: () => Promise<T>): Promise<T[]> => await Promise.all(range(64).map(work));
  const charged = await race(async () => await db.transaction(async (tx) => await chargeFees(tx, context, [charge], now)));
  assert.equal(charged.filter(([one]) => one?.existed === false).length, 1);
  assert.equal((await walletsOf(db, accountId))[0]?.posted, 5800n);
  const refund = { accountId, feeId: id, reason: 'dispute-won', occurredAt: now };
  const given = await race(async () => await db.transaction(async (tx) => await refundFee(tx, refund, now)));
  assert.equal(given.filter((one) => one.kind === 'done' && !one.value.existed).length, 1);
  assert.equal((await walletsOf(db, accountId))[0]?.posted, 10_000n);
  const [back] = await transactionsOf(db, accountId, { limit: 1 });
  assert.deepEqual(
    [back?.kind, back?.detail, back?.amount, back?.parentId, back?.feeVersion],
    ['fee', 'retrieval dispute-won', 4200n, id, '2026-01-01'],
  );
  // Without the guard of one id each time is another fee.
  await db.transaction(
    async (tx) =>
      await chargeFees(
        tx,
        context,
        range(64).map(() => ({ ...charge, id: randomUUID() })),
        now,
      ),
  );
  const [wallet] = await walletsOf(db, accountId);
  assert.equal((wallet?.posted ?? 0n) - (wallet?.debt ?? 0n), 10_000n - 64n * 4200n);
  const unknown = await refundFee(db, { ...refund, feeId: randomUUID() }, now);
  assert.ok(unknown.kind === 'refused' && unknown.reason === 'fee-unknown');
});
