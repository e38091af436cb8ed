// When a clause counts as met.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clauseIds, judgeClauses, readRules, titleMistakes, type TestResult } from './clause-table.ts';

const rules = new Map([
  ['TK-01', 'one'],
  ['TK-02', 'two'],
]);
const result = (name: string, outcome: TestResult['outcome'] = 'passed', file = 'src/doors/http/bank.spec.ts'): TestResult => ({
  name,
  file,
  outcome,
});
const met = (results: TestResult[]): string[] =>
  judgeClauses(rules, results)
    .filter((clause) => clause.met)
    .map(({ id }) => id);

for (const [title, ids] of [
  ['TK-12 the code is shown', ['TK-12']],
  ['TK-09 TK-10 a foreign number', ['TK-09', 'TK-10']],
  ['TK-09, TK-10: a foreign number', ['TK-09', 'TK-10']],
  ['TK-12', ['TK-12']],
  ['the code of TK-12 is shown', []],
  ['TK-123 is no id', []],
  ['SHA-256 hashes', []],
] as const) {
  test(`the ids of '${title}' are ${ids.length === 0 ? 'none' : ids.join(' and ')}`, () => assert.deepEqual(clauseIds(title), ids));
}

const cases: [rule: string, results: TestResult[], met: string[]][] = [
  ['a clause without a test is not met', [], []],
  ['a passed test meets its clause', [result('TK-01 a')], ['TK-01']],
  ['one failed test among those that name it and it is not met', [result('TK-01 a'), result('TK-01 b', 'failed')], []],
  ['a skipped test meets nothing', [result('TK-01 a', 'skipped')], []],
  ['one test may meet several', [result('TK-01 TK-02 a')], ['TK-01', 'TK-02']],
  ['a test of a module meets nothing', [result('TK-01 a', 'passed', 'src/modules/ledger/ledger.spec.ts')], []],
];
for (const [rule, results, expected] of cases) test(rule, () => assert.deepEqual(met(results), expected));

test('a title with an unknown id, or an id at the wrong place, is a mistake', () => {
  assert.equal(titleMistakes(rules, [result('TK-77 a')]).length, 1);
  assert.equal(titleMistakes(rules, [result('TK-01 a', 'passed', 'src/modules/x.spec.ts')]).length, 1);
  assert.deepEqual(titleMistakes(rules, [result('TK-01 a'), result('plain', 'passed', 'src/modules/x.spec.ts')]), []);
});

test('all 194 clauses have a rule in words', () => {
  const all = [...readRules()];
  assert.equal(all.length, 194);
  assert.ok(all.every(([id, rule]) => /^(?:TK|DP|RB|PC|CC|OC)-\d\d$/.test(id) && rule.length > 10));
});
