// Limits of loads, interest, recovery and mandates, one row a rule.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Currency } from '../../../kernel/money.ts';
import { rateFromDecimal, type Rate } from '../../../kernel/rate.ts';
import { interestOf } from './interest.ts';
import { judgeLoad, loadRoom, readAmount, type LoadTarget, type LoadUsage } from './load.ts';
import { judgeIban, maskIban, readBankName } from './mandate.ts';
import { planRecovery } from './recovery.ts';

const limits = {
  load: {
    perOperationMin: 1000,
    perOperationMax: 2_000_000,
    perDayCountMax: 3,
    perDayMax: 3_000_000,
    perMonthCountMax: 5,
    perMonthMax: 4_000_000,
  },
  balanceMax: 5_000_000,
};
const unlimited = {
  load: { perOperationMin: null, perOperationMax: null, perDayCountMax: null, perDayMax: null, perMonthCountMax: null, perMonthMax: null },
  balanceMax: null,
};
const open: LoadTarget = { status: 'open', identityEstablished: true, currency: 'OMR', balance: 0n, debt: 0n, onTheWay: 0n };
const none: LoadUsage = { dayCount: 0, daySum: 0n, monthCount: 0, monthSum: 0n };

const cases: [rule: string, target: Partial<LoadTarget>, usage: Partial<LoadUsage>, amount: bigint, answer: string][] = [
  ['within all limits', {}, {}, 1000n, 'done'],
  ['the identity is not established', { status: 'pending' }, {}, 1000n, 'identity-missing'],
  ['a proof is asked for at the load', { identityEstablished: false }, {}, 1000n, 'identity-missing'],
  ['a frozen account is loaded', { status: 'frozen' }, {}, 1000n, 'done'],
  ['a closed account is not', { status: 'closed' }, {}, 1000n, 'card-account-closed'],
  ['what a closing account owes can be paid', { status: 'closing', debt: 5000n }, {}, 5000n, 'done'],
  ['and no more', { status: 'closing', debt: 5000n }, {}, 5001n, 'card-account-closed'],
  ['one below the minimum', {}, {}, 999n, 'load-below-minimum'],
  ['at the maximum', {}, {}, 2_000_000n, 'done'],
  ['one above it', {}, {}, 2_000_001n, 'load-above-maximum'],
  ['the last of the day', {}, { dayCount: 2, monthCount: 2 }, 1000n, 'done'],
  ['one more in the day', {}, { dayCount: 3, monthCount: 3 }, 1000n, 'load-count-of-day'],
  ['the sum of the day', {}, { dayCount: 1, daySum: 1_500_000n, monthCount: 1, monthSum: 1_500_000n }, 1_500_001n, 'load-sum-of-day'],
  ['one more in the month', {}, { monthCount: 5, monthSum: 5000n }, 1000n, 'load-count-of-month'],
  ['the sum of the month', {}, { monthCount: 2, monthSum: 3_000_000n }, 1_000_001n, 'load-sum-of-month'],
  ['a balance at its most', { balance: 4_000_000n }, {}, 1_000_000n, 'done'],
  ['and above', { balance: 4_000_000n }, {}, 1_000_001n, 'balance-above-maximum'],
  ['what is on its way counts', { balance: 3_000_000n, onTheWay: 1_500_000n }, {}, 500_001n, 'balance-above-maximum'],
  ['what pays a debt does not', { balance: 4_500_000n, debt: 100_000n }, {}, 600_000n, 'done'],
];
for (const [rule, target, usage, amount, answer] of cases) {
  test(`load: ${rule} → ${answer}`, () => {
    const outcome = judgeLoad(limits, { ...open, ...target }, { ...none, ...usage }, amount);
    assert.equal(outcome.kind === 'done' ? 'done' : outcome.reason, answer);
  });
}

test('without limits nothing but the account itself refuses', () => {
  assert.equal(judgeLoad(unlimited, open, { ...none, dayCount: 1000 }, 10n ** 12n).kind, 'done');
});

test('what there is room for is let through, and one unit more is not', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 5_500_000n), fc.bigInt(0n, 3_500_000n), fc.integer({ min: 0, max: 3 }), (balance, sum, count) => {
      const target = { ...open, balance };
      const usage = { dayCount: count, daySum: sum, monthCount: count, monthSum: sum };
      const room = loadRoom(limits, target, usage);
      if (room > 0n) assert.equal(judgeLoad(limits, target, usage, room).kind, 'done');
      assert.equal(judgeLoad(limits, target, usage, room === 0n ? 1000n : room + 1n).kind, 'refused');
    }),
  );
});

const amounts: [minor: string, currency: string, answer: string][] = [
  ['1000', 'OMR', '1000'],
  ['0', 'OMR', 'amount-not-positive'],
  ['-5', 'OMR', 'amount-not-positive'],
  ['1.5', 'OMR', 'amount-malformed'],
  ['9'.repeat(19), 'OMR', 'amount-malformed'],
  ['1000', 'USD', 'currency-mismatch'],
];
for (const [minor, currency, answer] of amounts) {
  test(`an amount of ${minor} ${currency} is ${answer}`, () => {
    const outcome = readAmount('OMR', { currency, minor });
    assert.equal(outcome.kind === 'done' ? String(outcome.value) : outcome.reason, answer);
  });
}

test('interest is the sum of exact days, rounded once', () => {
  const day = (debt: bigint) => ({ debt, interestPerYearPpm: 120_000 });
  assert.equal(interestOf([]), 0n);
  // 10.000 OMR for 365 days at 12 % is 1.200 OMR.
  assert.equal(interestOf(Array.from({ length: 365 }, () => day(10_000n))), 1200n);
  // One day alone: 3.2877 minor units. Thirty rounded days would be 90, the exact sum is 98.63.
  assert.equal(interestOf([day(10_000n)]), 3n);
  assert.equal(interestOf(Array.from({ length: 30 }, () => day(10_000n))), 99n);
});

const rates = new Map<string, Rate>(
  (
    [
      ['USD', 'OMR', '0.385'],
      ['EUR', 'OMR', '0.42'],
    ] as const
  ).map(([from, to, text]) => [`${from}${to}`, rateFromDecimal(from, to, text) as Rate]),
);
const rateOf = (from: Currency, to: Currency): Rate | undefined => rates.get(`${from}${to}`);

test('a debt is taken in the order of the wallets, and no more is sold than buys it', () => {
  const payers = [
    { accountId: 'a', currency: 'EUR' as const, available: 10_000n },
    { accountId: 'a', currency: 'GBP' as const, available: 10_000n },
    { accountId: 'a', currency: 'USD' as const, available: 1000n },
  ];
  const takings = planRecovery({ currency: 'OMR', minor: 5000n }, payers, ['OMR', 'USD', 'EUR'], rateOf);
  assert.deepEqual(
    takings.map(({ sold, bought }) => [sold.currency, sold.minor, bought.minor]),
    // 10.00 USD buy 3.850; the 1.150 that are left cost 2.74 EUR (2.73 would buy 1.146).
    [
      ['USD', 1000n, 3850n],
      ['EUR', 274n, 1150n],
    ],
  );
});

test('never more than the debt is bought, never more than there is is sold', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10_000_000n), fc.bigInt(0n, 100_000n), fc.bigInt(0n, 100_000n), (debt, usd, eur) => {
      const payers = [
        { accountId: 'a', currency: 'USD' as const, available: usd },
        { accountId: 'a', currency: 'EUR' as const, available: eur },
      ];
      const takings = planRecovery({ currency: 'OMR', minor: debt }, payers, ['USD', 'EUR'], rateOf);
      assert.ok(takings.reduce((sum, { bought }) => sum + bought.minor, 0n) <= debt);
      for (const { from, sold, bought } of takings) assert.ok(sold.minor <= from.available && bought.minor > 0n);
    }),
  );
});

const ibans: [rule: string, iban: string | undefined, answer: string][] = [
  ['another bank in Oman', 'OM810180000001299123456', '018'],
  ['wrong check digits', undefined, 'iban-malformed'],
  ['our own', 'OM040990000001234567897', 'iban-own-bank'],
  ['abroad', 'AE070331234567890123456', 'iban-foreign'],
  ['too short for Oman', 'OM81018000000129912', 'iban-malformed'],
];
for (const [rule, iban, answer] of ibans) {
  test(`a mandate on an account: ${rule} → ${answer}`, () => {
    const outcome = judgeIban('OM', '099', iban);
    assert.equal(outcome.kind === 'done' ? outcome.value.bank : outcome.reason, answer);
  });
}

test('a bank has a name of one line', () => {
  assert.equal(readBankName('  Bank   of Nizwa '), 'Bank of Nizwa');
  for (const wrong of ['', '   ', 'x'.repeat(71), 'a\u202eb', '<b>']) assert.equal(readBankName(wrong), undefined);
  assert.equal(maskIban('OM810180000001299123456'), 'OM81 •••• 3456');
});
