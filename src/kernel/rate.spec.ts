// Rates are exact and rounded once; calendars know the days that a bank is closed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { businessDayAfter, endOfDay, type Calendar } from './calendar.ts';
import { money, type Currency } from './money.ts';
import { chain, convert, divide, inverse, partOf, rateFromDecimal } from './rate.ts';

const rows: [bigint, bigint, 'half-even' | 'up' | 'down', bigint][] = [
  [5n, 2n, 'half-even', 2n],
  [7n, 2n, 'half-even', 4n],
  [-5n, 2n, 'half-even', -2n],
  [-7n, 2n, 'half-even', -4n],
  [1n, 3n, 'up', 1n],
  [-1n, 3n, 'up', -1n],
  [2n, 3n, 'down', 0n],
  [6n, 3n, 'up', 2n],
];
for (const [numerator, denominator, rounding, expected] of rows) {
  test(`${numerator}/${denominator} rounded ${rounding} is ${expected}`, () => {
    assert.equal(divide(numerator, denominator, rounding), expected);
  });
}

const rate = (from: Currency, to: Currency, text: string) => {
  const read = rateFromDecimal(from, to, text);
  assert.ok(read);
  return read;
};

test('a conversion accounts for the exponents of both currencies', () => {
  assert.deepEqual(convert(money('USD', 1000n), rate('USD', 'OMR', '0.3845')), money('OMR', 3845n));
  assert.deepEqual(convert(money('JPY', 1000n), rate('JPY', 'OMR', '0.002571')), money('OMR', 2571n));
});

test('a chain of a rate and its inverse changes nothing', () => {
  const there = rate('EUR', 'OMR', '0.418273');
  assert.deepEqual(convert(money('EUR', 123456789n), chain(there, inverse(there))), money('EUR', 123456789n));
});

test('a rate of zero, with a sign or with too many places is none', () => {
  for (const text of ['0', '0.000', '-1', '1.1234567890123', '', '1e3']) assert.equal(rateFromDecimal('USD', 'OMR', text), undefined, text);
});

test('a share in millionths is rounded half to even', () => {
  assert.equal(partOf(1500n, 50_000), 75n);
  assert.equal(partOf(10n, 50_000), 0n);
  assert.equal(partOf(30n, 50_000), 2n);
});

test('business days leave out weekends and holidays', () => {
  const calendar: Calendar = { timeZone: 'Asia/Muscat', weekendDays: [5, 6], holidays: ['2026-11-18', '2026-11-19'] };
  // 18 and 19 November 2026 are Wednesday and Thursday; the next business day is Sunday.
  const tuesday = Temporal.PlainDate.from('2026-11-17');
  assert.equal(businessDayAfter(calendar, tuesday, 1).toString(), '2026-11-22');
  assert.equal(businessDayAfter(calendar, tuesday.add({ days: 1 }), 0).toString(), '2026-11-22');
  assert.equal(endOfDay('Asia/Muscat', tuesday).toString(), '2026-11-17T20:00:00Z');
});
