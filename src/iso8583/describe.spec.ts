// What a person may read of a message: every field, and no card data.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { cardNumberFrom } from '../kernel/card-number.ts';
import { describe, writeAdditionalData, writeEmvTags, type Fields, type Message } from './index.ts';

const pan = '4761739001010119';
const panBytes = Buffer.from(pan, 'hex');

test('a purchase is readable, and its card data are not', () => {
  const message: Message = {
    mti: '0101',
    fields: {
      2: pan,
      4: '000000012500',
      35: `${pan}=28122011234567890`,
      41: 'TERM0001',
      45: `B${pan}^AL HARTHY/SALIM^2812201`,
      48: writeAdditionalData({ cvv2: '123', eci: '05', aesPinBlock: '00112233445566778899AABBCCDDEEFF' }),
      52: Uint8Array.from([0x04, 0x12, 0x61, 0xaa, 0xaa, 0xed, 0xcb, 0xa9]),
      55: writeEmvTags([
        { tag: '9F26', value: Uint8Array.of(0xde, 0xad) },
        { tag: '5A', value: panBytes },
        { tag: '57', value: Buffer.from(`${pan}d2812201f`, 'hex') },
        { tag: '70', value: Uint8Array.from([0x5a, 8, ...panBytes]) },
      ]),
      62: `private ${pan}`,
      90: '010000012311212346470000001234500000000000',
      102: 'OM810180000001299123456',
    },
  };
  const shown = describe(message);
  for (const part of [
    '0101  authorisation request, repeated',
    '476173******0119',
    '000000012500',
    'TERM0001',
    '42 electronic commerce indicator',
    '9F26   DEAD',
    '0100 000123 1121234647 00000012345 00000000000',
  ])
    assert.ok(shown.includes(part), part);
  for (const secret of [pan, '123456789', 'SALIM', ' 123\n', '0412', '00112233', '2812201', '29912'])
    assert.ok(!shown.includes(secret), secret);
});

test('an answer says what its code means', () => {
  assert.match(describe({ mti: '0110', fields: { 39: '51' } }), /response code +51 {2}not sufficient funds/);
  assert.match(describe({ mti: '0800', fields: { 70: '301' } }), /301 {2}echo test/);
});

test('no card number is shown, in whichever field it stands', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 9 });
  const places = [34, 35, 36, 42, 43, 44, 45, 46, 48, 54, 60, 61, 62, 63, 98, 101, 102, 103, 104, 120] as const;
  fc.assert(
    fc.property(
      digits.map((chance) => cardNumberFrom({ prefix: '476173', length: 16 }, chance)),
      fc.uniqueArray(fc.constantFrom(...places), { minLength: 1 }),
      fc.string({ maxLength: 12 }),
      fc.string({ maxLength: 12 }),
      fc.boolean(),
      (number, chosen, before, behind, alsoIn2) => {
        const text = `${before}${number}${behind}`;
        const fields: Record<number, string | Uint8Array> = Object.fromEntries(chosen.map((field) => [field, text]));
        if (chosen.includes(35)) fields[35] = `${number}=28122011234567890`;
        if (chosen.includes(48)) fields[48] = `77${String(text.length).padStart(2, '0')}${text}4216${number}`;
        // A merchant's number may look like a card's; it is hidden where the message says that it is one.
        if (alsoIn2 || chosen.includes(42)) fields[2] = number;
        assert.ok(!describe({ mti: '0100', fields: fields as Fields }).includes(number));
      },
    ),
    { numRuns: 300 },
  );
});

test('nothing in a message steers a terminal or writes a line of its own', () => {
  const shown = describe({ mti: '0100', fields: { 43: 'A\u001b[31m\nB\u202e', 63: 'x\r\ny' } });
  assert.equal(shown.split('\n').length, 3);
  assert.ok(!/[^\x20-\x7e\n]/.test(shown));
});

test('private data that are not subelements are hidden whole', () => {
  const shown = describe({ mti: '0100', fields: { 48: 'CVV=123', 61: '0' } });
  assert.ok(!shown.includes('123'));
  assert.match(shown, /not subelements, 7 characters, hidden/);
});

test('chip data that are not BER-TLV are hidden whole', () => {
  const shown = describe({ mti: '0100', fields: { 55: Uint8Array.from([0x5a, 9, ...panBytes]) } });
  assert.match(shown, /not BER-TLV, hidden/);
  assert.ok(!shown.includes('4761'));
});
