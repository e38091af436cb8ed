// Statements add up, or are not made; and their periods follow each other without a gap.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { foldWallet, periodOf, type PostedEntry } from './statement.ts';

const entry = (amount: bigint, kind = 'purchase', vatAmount = 0n): PostedEntry => ({
  transactionId: '00000000-0000-7000-8000-000000000000',
  part: 0,
  postedOn: '2026-03-01',
  occurredAt: '2026-03-01T08:00:00Z',
  kind,
  detail: '',
  amount,
  vatAmount,
});

test('opening plus entries is closing, and each line carries the balance after it', () => {
  const wallet = foldWallet('OMR', 1000n, 5850n, [entry(10_000n, 'load'), entry(-2_000n), entry(-3_150n, 'fee', 150n)]);
  assert.deepEqual([wallet.moneyIn, wallet.moneyOut, wallet.fees, wallet.vat], ['10000', '5150', '3150', '150']);
  assert.deepEqual(
    wallet.entries.map(({ balance }) => balance),
    ['11000', '9000', '5850'],
  );
});

test('a statement that does not add up is not made', () => {
  assert.throws(() => foldWallet('OMR', 1000n, 5n, [entry(10_000n, 'load')]), /bug: a wallet in OMR/);
});

test('a fee that was given back lessens fees and tax', () => {
  const wallet = foldWallet('OMR', 0n, 0n, [entry(-4200n, 'fee', 200n), entry(4200n, 'fee', 200n)]);
  assert.deepEqual([wallet.fees, wallet.vat], ['0', '0']);
});

test('whatever the entries, in less out is closing less opening', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-1_000_000n, 1_000_000n),
      fc.array(fc.bigInt(-100_000n, 100_000n).filter((minor) => minor !== 0n)),
      (opening, amounts) => {
        const closing = amounts.reduce((sum, minor) => sum + minor, opening);
        const wallet = foldWallet(
          'USD',
          opening,
          closing,
          amounts.map((minor) => entry(minor)),
        );
        assert.equal(BigInt(wallet.moneyIn) - BigInt(wallet.moneyOut), closing - opening);
      },
    ),
  );
});

test('a statement day closes the period that began a month before; other days close none', () => {
  const of = (dayOfMonth: number, day: string): string[] | undefined => {
    const period = periodOf(dayOfMonth, Temporal.PlainDate.from(day));
    return period === undefined ? undefined : [period.fromDay.toString(), period.toDay.toString()];
  };
  assert.deepEqual(of(1, '2026-03-01'), ['2026-02-01', '2026-02-28']);
  assert.deepEqual(of(28, '2026-03-28'), ['2026-02-28', '2026-03-27']);
  assert.deepEqual(of(1, '2027-01-01'), ['2026-12-01', '2026-12-31']);
  assert.equal(of(1, '2026-03-02'), undefined);
});
