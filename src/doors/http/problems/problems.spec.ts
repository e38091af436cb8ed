// Every refusal has its sentence in four languages, and every sentence can be formatted.

import assert from 'node:assert/strict';
import test from 'node:test';

import { languages } from '../../../modules/customers/index.ts';
import { problemDetail, problemOf, problemTexts } from './problem.ts';
import { problemStatuses, type ProblemReason } from './table.ts';

const reasons = Object.keys(problemStatuses) as ProblemReason[];
const figures = { field: 'body/amount', retryAfterSeconds: 3, attemptsLeft: 2, lengthMin: 8, lengthMax: 64, scope: 'operations:read' };

for (const language of languages) {
  test(`each refusal has a sentence in ${language}, and no sentence is without a refusal`, () => {
    assert.deepEqual(Object.keys(problemTexts[language]).sort(), [...reasons].sort());
  });

  test(`each sentence in ${language} takes its figures, and stands without them`, () => {
    for (const reason of reasons) {
      for (const given of [figures, {}]) {
        const detail = problemDetail(reason, language, given);
        assert.ok(detail.length > 8, reason);
        assert.doesNotMatch(detail, /[{}]|undefined|plural/, `${reason}: ${detail}`);
      }
      if (language !== 'en') assert.notEqual(problemDetail(reason, language, figures), problemDetail(reason, 'en', figures), reason);
    }
  });
}

test('figures count in the plural forms and digits of the language', () => {
  assert.match(problemDetail('wrong-code', 'en', { attemptsLeft: 1 }), /1 try left/);
  assert.match(problemDetail('wrong-code', 'ar', { attemptsLeft: 2 }), /محاولتان/);
  assert.match(problemDetail('wrong-code', 'fa', { attemptsLeft: 4 }), /۴/);
  assert.match(problemDetail('wrong-code', 'kk', { attemptsLeft: 4 }), /4 әрекет/);
});

test('a problem names its type, status and figures', () => {
  const problem = problemOf('wrong-code', 'en', { attemptsLeft: 4 });
  assert.equal(problem.type, 'https://ramz.dev/problems/wrong-code');
  assert.equal(problem.status, 422);
  assert.equal(problem['attemptsLeft'], 4);
});
