// Check digits against published examples, and against the slips that they are there for.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  accountNumber,
  isAccountNumber,
  isIban,
  omanIban,
  readAccountReference,
  readCardNumber,
  readCardPin,
  toIban,
  withCheckDigit,
} from './numbers.ts';

// Examples of the SWIFT IBAN registry.
// oxfmt-ignore
const published: [country: string, identifier: string, iban: string][] = [
  ['OM', '0180000001299123456',  'OM810180000001299123456'],
  ['GB', 'NWBK60161331926819',   'GB29NWBK60161331926819'],
  ['DE', '370400440532013000',   'DE89370400440532013000'],
  ['KZ', '125KZT5004100100',     'KZ86125KZT5004100100'],
];

for (const [country, identifier, iban] of published) {
  test(`the IBAN of ${country} has the check digits of the registry`, () => {
    assert.equal(toIban(country, identifier), iban);
    assert.ok(isIban(iban));
  });
}

test('the Luhn check digit of a published card number', () => assert.equal(withCheckDigit('411111111111111'), '4111111111111111'));

test('any one wrong digit in an account number or an IBAN is noticed', () => {
  fc.assert(
    fc.property(fc.nat(899_999_999), fc.nat(30), fc.integer({ min: 1, max: 9 }), (random, place, by) => {
      const number = accountNumber(random);
      const iban = omanIban('099', number);
      assert.ok(isAccountNumber(number) && isIban(iban) && /^OM\d{21}$/.test(iban));
      const slip = (text: string, at: number): string => `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
      assert.equal(isAccountNumber(slip(number, place % 10)), false);
      assert.equal(isIban(slip(iban, 2 + (place % 21))), false);
    }),
  );
});

// oxfmt-ignore
const typed: [title: string, text: string, read: ReturnType<typeof readAccountReference>][] = [
  ['a number',                   '1000000008',                    { number: '1000000008' }],
  ['a number in Arabic digits',  '١٠٠٠٠٠٠٠٠٨',                    { number: '1000000008' }],
  ['an IBAN in groups',          'om81 0180 0000 0129 9123 456',  { iban: 'OM810180000001299123456' }],
  ['a wrong check digit',        '1000000001',                    undefined],
  ['too short',                  '100000009',                     undefined],
  ['a word',                     'account',                       undefined],
  ['nothing',                    '',                              undefined],
];
for (const [title, text, read] of typed) test(`an account as typed: ${title}`, () => assert.deepEqual(readAccountReference(text), read));

test('a card number and a PIN are read as typed, in any digits', () => {
  assert.equal(readCardNumber('۴۱۱۱ ۱۱۱۱ ۱۱۱۱ ۱۱۱۱'), '4111111111111111');
  assert.equal(readCardNumber('4111 1111 1111 1112'), undefined);
  assert.equal(readCardPin('١٢٣٤'), '1234');
  assert.equal(readCardPin('12345'), undefined);
});
