// The dispute window, day by day, in Muscat.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { statementDayOf, windowEndsAt } from './window.ts';

const figures = { fromTransactionDays: 10, fromStatementDays: 20 };

const statements: [postedOn: string, dayOfMonth: number, statement: string][] = [
  ['2026-03-05', 1, '2026-04-01'],
  ['2026-03-31', 1, '2026-04-01'],
  ['2026-04-01', 1, '2026-05-01'],
  ['2026-12-15', 1, '2027-01-01'],
  ['2026-03-05', 15, '2026-03-15'],
  ['2026-03-15', 15, '2026-04-15'],
];
for (const [postedOn, dayOfMonth, statement] of statements) {
  test(`what is posted on ${postedOn} is shown by the statement of ${statement} where the day is ${dayOfMonth}`, () => {
    assert.equal(statementDayOf(dayOfMonth, Temporal.PlainDate.from(postedOn)).toString(), statement);
  });
}

// occurred (Muscat is four hours ahead of UTC), date of the statement → first instant that is too late
const rows: [rule: string, occurredAt: string, statementDay: string, end: string][] = [
  ['20 days from the statement end later', '2026-03-05T10:00:00Z', '2026-04-01', '2026-04-21T20:00:00Z'],
  ['10 days from the transaction end later', '2026-04-20T10:00:00Z', '2026-04-01', '2026-04-30T20:00:00Z'],
  ['both end together', '2026-04-11T10:00:00Z', '2026-04-01', '2026-04-21T20:00:00Z'],
  ['a transaction after 20:00 UTC is on the next day of Muscat', '2026-04-12T20:00:00Z', '2026-04-01', '2026-04-23T20:00:00Z'],
  ['a moment before is on the day', '2026-04-12T19:59:59Z', '2026-04-01', '2026-04-22T20:00:00Z'],
];
for (const [rule, occurredAt, statementDay, end] of rows) {
  test(rule, () => {
    const transaction = { occurredAt: Temporal.Instant.from(occurredAt), statementDay: Temporal.PlainDate.from(statementDay) };
    assert.equal(windowEndsAt(figures, 'Asia/Muscat', transaction).toString(), end);
  });
}
