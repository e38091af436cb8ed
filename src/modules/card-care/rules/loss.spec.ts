// Deadlines of confirmations and sides of notices, one row a rule.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { confirmationDue, confirmationOf, sidesOf } from './loss.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const muscat = { timeZone: 'Asia/Muscat', weekendDays: [5, 6], holidays: ['2026-11-18', '2026-11-19'] };

// oxfmt-ignore
const dues: [title: string, reported: string, due: string][] = [
  ['a Sunday: the end of Monday',                                '2026-11-15T10:00:00+04:00', '2026-11-17T00:00:00+04:00'],
  ['a Thursday: Friday and Saturday do not count',               '2026-11-12T10:00:00+04:00', '2026-11-16T00:00:00+04:00'],
  ['a Friday: Sunday is the next business day',                  '2026-11-13T10:00:00+04:00', '2026-11-16T00:00:00+04:00'],
  ['before two holidays and a week-end',                         '2026-11-17T23:59:59+04:00', '2026-11-23T00:00:00+04:00'],
  ['21:00 in London is already the next day in Muscat',          '2026-11-15T21:00:00Z',      '2026-11-18T00:00:00+04:00'],
];
for (const [title, reported, due] of dues)
  test(title, () => assert.equal(confirmationDue(muscat, at(reported)).toString(), at(due).toString()));

const report = { reportedAt: at('2026-11-15T06:00:00Z'), confirmationDueAt: at('2026-11-16T20:00:00Z') };
// oxfmt-ignore
const confirmations: [written: string | null, now: string, answer: string][] = [
  [null,                   '2026-11-16T19:59:59Z', 'waiting'],
  [null,                   '2026-11-16T20:00:00Z', 'missed'],
  ['2026-11-16T19:59:59Z', '2026-11-20T00:00:00Z', 'given'],
  ['2026-11-16T20:00:00Z', '2026-11-20T00:00:00Z', 'missed'],
];
for (const [written, now, answer] of confirmations)
  test(`written ${written ?? 'never'}, looked at ${now}: ${answer}`, () =>
    assert.equal(confirmationOf({ ...report, writtenAt: written === null ? null : at(written) }, at(now)), answer));

test('a moment lies before or after each notice', () => {
  const whole = { ...report, writtenAt: at('2026-11-16T09:00:00Z') };
  assert.deepEqual(sidesOf(whole, at('2026-11-15T05:59:59Z')), { spoken: 'before', written: 'before' });
  assert.deepEqual(sidesOf(whole, at('2026-11-15T06:00:00Z')), { spoken: 'after', written: 'before' });
  assert.deepEqual(sidesOf(whole, at('2026-11-16T09:00:00Z')), { spoken: 'after', written: 'after' });
  assert.deepEqual(sidesOf({ ...report, writtenAt: null }, at('2026-11-17T09:00:00Z')), { spoken: 'after', written: 'none' });
});
