// The rules of a payment, one row a rule.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { hasCardNumber } from '../../../kernel/card-number.ts';
import { judgeAccounts, judgeAmount, judgeBill, judgeReference, type Side } from './judge.ts';

const limits = { currency: 'OMR', perOperationMax: 5_000_000, referenceLengthMax: 35 };
const said = (outcome: { kind: string; reason?: string; value?: unknown }): unknown =>
  outcome.kind === 'done' ? outcome.value : outcome.reason;

// oxfmt-ignore
const amounts: [minor: string, currency: string, answer: unknown][] = [
  ['1',                    'OMR', 1n],
  ['5000000',              'OMR', 5_000_000n],
  ['5000001',              'OMR', 'amount-too-large'],
  ['0',                    'OMR', 'amount-not-positive'],
  ['-5',                   'OMR', 'amount-not-positive'],
  ['1.5',                  'OMR', 'amount-malformed'],
  ['9999999999999999999',  'OMR', 'amount-malformed'],
  ['1',                    'USD', 'currency-mismatch'],
];
for (const [minor, currency, answer] of amounts)
  test(`an amount of ${minor} ${currency}`, () => assert.equal(said(judgeAmount(limits, { minor, currency })), answer));

// oxfmt-ignore
const references: [title: string, text: string | undefined, answer: string][] = [
  ['none',                                     undefined,                          ''],
  ['words in Arabic',                          ' إيجار شهر مارس ',                 'إيجار شهر مارس'],
  ['thirty-five letters outside the BMP',      '𝒜'.repeat(35),                     '𝒜'.repeat(35)],
  ['one letter too many',                      'x'.repeat(36),                     'reference-malformed'],
  ['a line break',                             'a\nb',                             'reference-malformed'],
  ['a mark that turns the direction',          'pay \u202e001',                    'reference-malformed'],
  ['half of a surrogate pair',                 'a\ud800',                          'reference-malformed'],
  ['a card number',                            '4111111111111111',                 'card-number-in-reference'],
  ['a card number in groups',                  'card 4111 1111 1111 1111',         'card-number-in-reference'],
  ['a card number with hyphens',               '4111-1111-1111-1111',              'card-number-in-reference'],
  ['a card number in Arabic digits',           '٤١١١١١١١١١١١١١١١',                 'card-number-in-reference'],
  ['a card number and a date',                 '4111111111111111 12/28',           'card-number-in-reference'],
  ['a date and a card number',                 '12/28 4111111111111111',           'card-number-in-reference'],
  ['a card number of 15 digits',               '378282246310005',                  'card-number-in-reference'],
  ['sixteen digits that are no card number',   '4111111111111112',                 '4111111111111112'],
  ['twenty digits',                            '41111111111111110000',             '41111111111111110000'],
  ['an account number',                        '1000000008',                       '1000000008'],
];
for (const [title, text, answer] of references)
  test(`a reference: ${title}`, () => assert.equal(said(judgeReference(limits, text)), answer));

test('a card number hides in no separator', () => {
  for (const mark of [' ', '-', '.', '/', '\u00a0', '–', ' - '.slice(0, 2)])
    assert.ok(hasCardNumber(['4111', '1111', '1111', '1111'].join(mark)), JSON.stringify(mark));
});

const side = (id: string, more: Partial<Side> = {}): Side => ({ id, currency: 'OMR', status: 'open', isOwn: true, ...more });
const theirs = { isOwn: false };
const closed = { status: 'closed' as const };
// oxfmt-ignore
const accounts: [title: string, own: boolean, from: Side | undefined, to: Side | undefined, answer: string | undefined][] = [
  ['between own accounts',             true,  side('a'),                      side('b'),                              undefined],
  ['to another customer',              false, side('a'),                      side('b', theirs),                      undefined],
  ['from no account',                  true,  undefined,                      side('b'),                              'account-unknown'],
  ['from another\'s account',          false, side('a', theirs),              side('b', theirs),                      'account-unknown'],
  ['from a closed account',            true,  side('a', closed),              side('b'),                              'account-closed'],
  ['to a closed account of one\'s own', true, side('a'),                      side('b', closed),                      'account-closed'],
  ['to another\'s closed account',     false, side('a'),                      side('b', { ...theirs, ...closed }),    'payee-unknown'],
  ['to nobody',                        false, side('a'),                      undefined,                              'payee-unknown'],
  ['to the same account',              true,  side('a'),                      side('a'),                              'same-account'],
  ['own transfer to another customer', true,  side('a'),                      side('b', theirs),                      'not-own-account'],
  ['own transfer to nobody',           true,  side('a'),                      undefined,                              'not-own-account'],
  ['customer transfer to oneself',     false, side('a'),                      side('b'),                              'own-account'],
  ['another currency',                 false, side('a'),                      side('b', { ...theirs, currency: 'USD' }), 'currency-mismatch'],
];
for (const [title, own, from, to, answer] of accounts)
  test(`accounts: ${title}`, () => assert.equal(judgeAccounts('OMR', own, from, to), answer));

const biller = { status: 'open' as const, referencePattern: '9[0-9]{7}|2[0-9]{7}' };
// oxfmt-ignore
const bills: [title: string, of: typeof biller | { status: 'closed'; referencePattern: string } | undefined, given: string, answer: string][] = [
  ['of the biller\'s form',        biller,                          '9123 4567',  '91234567'],
  ['in Persian digits',            biller,                          '۲۴۱۲۳۴۵۶',   '24123456'],
  ['one digit more',               biller,                          '912345678',  'bill-reference-malformed'],
  ['of another form',              biller,                          '71234567',   'bill-reference-malformed'],
  ['of a biller that is closed',   { ...biller, status: 'closed' }, '91234567',   'biller-unknown'],
  ['of no biller',                 undefined,                       '91234567',   'biller-unknown'],
];
for (const [title, of, given, answer] of bills) test(`a bill reference ${title}`, () => assert.equal(said(judgeBill(of, given)), answer));
