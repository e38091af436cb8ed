// What travel is taken, and what it warns of.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judgeTravel, warningsFor } from './travel.ts';

const today = Temporal.PlainDate.from('2026-03-01');
const cases: [rule: string, countries: string[], fromDay: string, toDay: string, answer: string][] = [
  ['next week', ['GB'], '2026-03-08', '2026-03-15', 'done'],
  ['begun already', ['GB'], '2026-02-20', '2026-03-02', 'done'],
  ['over', ['GB'], '2026-02-01', '2026-02-28', 'travel-over'],
  ['backwards', ['GB'], '2026-03-15', '2026-03-08', 'travel-days-malformed'],
  ['no day', ['GB'], '2026-02-30', '2026-03-15', 'travel-days-malformed'],
  ['too long', ['GB'], '2026-03-08', '2026-12-15', 'travel-days-malformed'],
  ['too far away', ['GB'], '2027-06-01', '2027-06-15', 'travel-days-malformed'],
  ['nowhere', [], '2026-03-08', '2026-03-15', 'country-unknown'],
  ['no country', ['England'], '2026-03-08', '2026-03-15', 'country-unknown'],
];
for (const [rule, countries, fromDay, toDay, answer] of cases) {
  test(`travel ${rule} → ${answer}`, () => {
    const outcome = judgeTravel({ countries, fromDay, toDay }, today);
    assert.equal(outcome.kind === 'done' ? 'done' : outcome.reason, answer);
  });
}

test('abroad is warned of conversion, of restricted countries and of limits; home of nothing', () => {
  const programme = {
    country: 'OM',
    countriesRestricted: ['IR', 'KP'],
    countryLimits: [{ country: 'AF', channel: 'cash' as const, perDayMax: 100_000 }],
  };
  assert.deepEqual(warningsFor(programme, ['OM']), []);
  assert.deepEqual(
    warningsFor(programme, ['OM', 'AF', 'IR', 'IR']).map(({ kind }) => kind),
    ['dynamic-conversion', 'restricted-country', 'country-limit'],
  );
});
