// The examples of ICAO Doc 9303 parts 4 to 6, and each of their digits broken in turn.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mrzCheckDigit, readMrz } from './mrz.ts';

const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const card = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const slip = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];

// 9303-3, 4.9, the worked examples.
for (const [text, digit] of [
  ['520727', '3'],
  ['AB2134<<<', '5'],
  ['HA672242<658022549601086<<<<<<<<<<<<<<0', '8'],
] as const)
  test(`the check digit of ${text} is ${digit}`, () => assert.equal(mrzCheckDigit(text), digit));

const said = (lines: readonly string[]): unknown => {
  const outcome = readMrz(lines);
  return outcome.kind === 'refused' ? outcome.reason : outcome.value;
};

const anna = { issuer: 'UTO', nationality: 'UTO', birthDate: '740812', expiresOn: '120415', surname: 'ERIKSSON', givenNames: 'ANNA MARIA' };
test('a passport is read', () => assert.deepEqual(said(passport), { format: 'TD3', code: 'P', number: 'L898902C3', ...anna }));
test('an identity card is read', () => assert.deepEqual(said(card), { format: 'TD1', code: 'I', number: 'D23145890', ...anna }));
test('a card of the middle size is read', () => assert.deepEqual(said(slip), { format: 'TD2', code: 'I', number: 'D23145890', ...anna }));
test('one text with line ends is as good', () => assert.deepEqual(said([card.join('\n')]), said(card)));

// 9303-5, appendix B: a number of more than nine signs.
test('a long number of a card goes on behind the first nine signs', () => {
  const lines = ['I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<'];
  assert.equal((said(lines) as { number: string }).number, 'D23145890734');
});

const broken: [lines: string[], line: number, column: number][] = [
  [passport, 1, 9],
  [passport, 1, 19],
  [passport, 1, 27],
  [passport, 1, 42],
  [passport, 1, 43],
  [card, 0, 14],
  [card, 1, 6],
  [card, 1, 14],
  [card, 1, 29],
  [slip, 1, 9],
  [slip, 1, 35],
];
for (const [lines, line, column] of broken)
  test(`another digit in line ${line + 1}, column ${column + 1} of ${lines.length} lines is found`, () => {
    const text = lines[line] ?? '';
    const other = `${text.slice(0, column)}${(Number(text[column]) + 1) % 10}${text.slice(column + 1)}`;
    assert.equal(said(lines.with(line, other)), 'mrz-check-digit');
  });

for (const [title, lines] of [
  ['a line that is too short', [passport[0] ?? '', (passport[1] ?? '').slice(1)]],
  ['one line', [passport[0] ?? '']],
  ['signs that do not belong', [passport[0] ?? '', (passport[1] ?? '').replace('L', 'ß')]],
  ['nothing', []],
] as [string, string[]][])
  test(`${title} is malformed`, () => assert.equal(said(lines), 'mrz-malformed'));
