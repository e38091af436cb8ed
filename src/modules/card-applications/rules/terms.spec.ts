// When new terms are told and when they hold.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { holdsFrom, noticeDay, versionsToTell } from './terms.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const old = { version: 'a', from: '2016-01-01', noticeDays: 0 };
const newer = { version: 'b', from: '2027-01-01', noticeDays: 30 };
const safer = { version: 'c', from: '2026-12-10', noticeDays: 30, security: true };

test('holders are told the days of the notice before', () => assert.equal(noticeDay(newer).toString(), '2026-12-02'));
test('a change for security is told on its day', () => assert.equal(noticeDay(safer).toString(), '2026-12-10'));

// oxfmt-ignore
const rows: [terms: typeof newer, told: string, from: string][] = [
  [newer, '2026-12-02', '2027-01-01'],
  [newer, '2026-11-20', '2027-01-01'],
  [newer, '2026-12-20', '2027-01-19'],
  [safer, '2026-12-10', '2026-12-10'],
  [safer, '2027-02-01', '2026-12-10'],
];
for (const [terms, told, from] of rows)
  test(`version ${terms.version}, told on ${told}, holds from ${from}`, () => assert.equal(holdsFrom(terms, day(told)).toString(), from));

test('what is not due yet or was accepted is not told', () => {
  const all = [old, newer, safer];
  assert.deepEqual(versionsToTell(all, 'a', day('2026-12-01')), []);
  assert.deepEqual(versionsToTell(all, 'a', day('2026-12-10')), [newer, safer]);
  assert.deepEqual(versionsToTell(all, 'b', day('2027-06-01')), []);
});
