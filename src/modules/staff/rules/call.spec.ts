// Answers of a caller, and what a call allows.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answersMatch, callAllows, chooseQuestions, normaliseAnswer, type CallState, type KnownAnswers, type Question } from './call.ts';

const known: KnownAnswers = {
  'civil-number': '73456129',
  'birth-date': '1988-04-09',
  'card-last-four': '4417',
  'last-credit': '850500',
};

const forms: [question: Question, said: string, plain: string][] = [
  ['civil-number', ' 7345 6129 ', '73456129'],
  ['civil-number', '٧٣٤٥٦١٢٩', '73456129'],
  ['birth-date', '9/4/1988', '1988-04-09'],
  ['birth-date', '1988-4-9', '1988-04-09'],
  ['birth-date', '۰۹/۰۴/۱۹۸۸', '1988-04-09'],
  ['card-last-four', '44-17', '4417'],
  ['last-credit', '850.5', '850500'],
  ['last-credit', '850.500', '850500'],
  ['last-credit', '٨٥٠٫٥', '850500'],
  ['last-credit', '850.5001', '850.5001'],
];

for (const [question, said, plain] of forms) {
  test(`${question} '${said}' is ${plain}`, () => assert.equal(normaliseAnswer(question, said, 3), plain));
}

const asked: Question[] = ['civil-number', 'birth-date', 'last-credit'];
const right = { 'civil-number': '73456129', 'birth-date': '9/4/1988', 'last-credit': '850.5' };

test('all questions rightly answered match', () => assert.equal(answersMatch(asked, known, right, 3), true));

for (const question of asked) {
  test(`one wrong answer (${question}) is no match`, () => {
    assert.equal(answersMatch(asked, known, { ...right, [question]: '1' }, 3), false);
  });
  test(`one missing answer (${question}) is no match`, () => {
    const { [question]: _left, ...rest } = right as Record<Question, string>;
    assert.equal(answersMatch(asked, known, rest, 3), false);
  });
}

test('no question at all is no match', () => assert.equal(answersMatch([], known, right, 3), false));

test('a question without known data never matches an empty answer', () => {
  assert.equal(answersMatch(['last-credit'], {}, { 'last-credit': '' }, 3), false);
});

test('questions are chosen by chance among those with data', () => {
  const first = chooseQuestions(known, 3, [0.9, 0.1, 0.2, 0.3]);
  assert.deepEqual(first, { kind: 'done', value: ['birth-date', 'card-last-four', 'last-credit'] });
  const { 'last-credit': _none, ...fewer } = known;
  assert.deepEqual(chooseQuestions(fewer, 3, [0.9, 0.1, 0.2]), { kind: 'done', value: ['civil-number', 'birth-date', 'card-last-four'] });
});

test('a customer of whom too little is known goes to a branch', () => {
  assert.equal(chooseQuestions({ 'civil-number': '1' }, 3, []).kind, 'refused');
});

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const open: CallState = { staffId: 'ali', customerId: 'c1', expiresAt: now.add({ seconds: 1 }), verifiedAt: now, endedAt: null };
const rows: [title: string, call: CallState | undefined, answer: string][] = [
  ['a verified call allows', open, 'done'],
  ['no call does not', undefined, 'no-call'],
  ['another customer’s call does not', { ...open, customerId: 'c2' }, 'no-call'],
  ['a colleague’s call does not', { ...open, staffId: 'zaki' }, 'no-call'],
  ['an ended call does not', { ...open, endedAt: now }, 'call-ended'],
  ['an expired call does not', { ...open, expiresAt: now }, 'call-ended'],
  ['an unverified caller does not', { ...open, verifiedAt: null }, 'caller-not-verified'],
];

for (const [title, call, answer] of rows) {
  test(title, () => {
    const outcome = callAllows(call, { staffId: 'ali', customerId: 'c1' }, now);
    assert.equal(outcome.kind === 'done' ? 'done' : outcome.reason, answer);
  });
}
