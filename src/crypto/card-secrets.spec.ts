// PIN blocks, CVV, PVV, key check values and wrapped keys against published vectors, and what each is refused for.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import { aesCmacOfBlock, decimalize, encryptBlocks, keyCheckValue, sameCode } from './block-cipher.ts';
import { fromHex, toHex } from './bytes.ts';
import { cardNumberFrom, isCardNumber, luhnCheckDigit, maskPan, randomDigitsOf } from './card-number.ts';
import { isCvv, makeCvv } from './cvv.ts';
import { decipherPinBlock, decodePinBlock, encipherPinBlock, encodePinBlock, type PinBlockFormat } from './pin-block.ts';
import { isPvv, makePvv } from './pvv.ts';
import { unwrapKey, wrapKey, type ZoneMasterKey } from './zone-key.ts';

const pinOf = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 12 });
const panOf = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 13, maxLength: 19 });
const tdesKey = fromHex('0123456789abcdeffedcba9876543210');
const aesKey = fromHex('00112233445566778899aabbccddeeff');
const keyOf = (format: PinBlockFormat): Uint8Array => (format === 4 ? aesKey : tdesKey);
const chanceOf = (format: PinBlockFormat): Uint8Array => randomBytes(format === 4 ? 8 : 10);
const formats: readonly PinBlockFormat[] = [0, 3, 4];

test('DES is TDES with one key in all places (FIPS 46-3, NIST SP 800-17 table A.1)', () => {
  assert.equal(toHex(encryptBlocks('tdes', fromHex('0101010101010101'), fromHex('8000000000000000'))), '95f8a5e5dd31d900');
  assert.equal(toHex(encryptBlocks('tdes', fromHex('133457799bbcdff1'), fromHex('0123456789abcdef'))), '85e813540f0ab405');
});

test('format 0: 1234 for 5555555551234567 is 041261AAAAEDCBA9', () => {
  assert.equal(toHex(encodePinBlock(0, '1234', '5555555551234567')), '041261aaaaedcba9');
  assert.deepEqual(decodePinBlock(0, fromHex('041261aaaaedcba9'), '5555555551234567'), { kind: 'done', value: '1234' });
});

test('format 3 begins as format 0 does, and its filling is A to F (psec, tests/test_pinblock.py)', () => {
  for (const [pin, begin] of [
    ['1234', '341261'],
    ['123456789012', '3c1261032d8226'],
  ] as const) {
    const block = encodePinBlock(3, pin, '5555555551234567', randomBytes(10));
    assert.equal(toHex(block).slice(0, 2 + pin.length), begin);
    assert.deepEqual(decodePinBlock(3, block, '5555555551234567'), { kind: 'done', value: pin });
  }
});

test('format 4 gives the blocks of others', () => {
  // knovichikhin/psec, tests/test_pinblock.py
  assert.equal(
    toHex(encipherPinBlock(4, aesKey, '1234', '1234567890123456789', new Uint8Array(8).fill(0xff))),
    '28b41fddd29b743e93124bd8e32d921e',
  );
  // A capture of another tool, with a number of 18 digits: PIN field 441234AAAAAAAAAA146C6601F4A8035C
  assert.equal(
    toHex(encipherPinBlock(4, aesKey, '1234', '432198765432109870', fromHex('146c6601f4a8035c'))),
    '88e33c3acf404f234f10f889c364e377',
  );
});

test('what was enciphered is deciphered, in every format, for every PIN and number', () => {
  fc.assert(
    fc.property(pinOf, panOf, fc.constantFrom(...formats), (pin, pan, format) => {
      const block = encipherPinBlock(format, keyOf(format), pin, pan, chanceOf(format));
      assert.deepEqual(decipherPinBlock(format, keyOf(format), block, pan), { kind: 'done', value: pin });
    }),
  );
});

test('AES keys of 32 bytes are taken', () => {
  const key = randomBytes(32);
  const block = encipherPinBlock(4, key, '98765', '4761739001010119', randomBytes(8));
  assert.deepEqual(decipherPinBlock(4, key, block, '4761739001010119'), { kind: 'done', value: '98765' });
});

test('a block that is not what it should be is refused, each with its reason', () => {
  const pan = '5555555551234567';
  const rows: [format: PinBlockFormat, clear: string, reason: string][] = [
    [0, '041261aaaaedcb', 'length'],
    [0, '341261aaaaedcba9', 'format'],
    [0, '031261aaaaedcba9', 'pin-length'],
    [0, '0d1261aaaaedcba9', 'pin-length'],
    [0, '0412fbaaaaedcba9', 'pin-digits'],
    [0, '041261aaaaedcba0', 'filling'],
    [3, '341261aaaa000000', 'filling'],
    [4, '441234aaaaaaaaaa', 'length'],
    [4, '041234aaaaaaaaaa0011223344556677', 'format'],
    [4, '4412f4aaaaaaaaaa0011223344556677', 'pin-digits'],
    [4, '441234aaaaaaaaa90011223344556677', 'filling'],
  ];
  for (const [format, clear, reason] of rows)
    assert.deepEqual(decodePinBlock(format, fromHex(clear), pan), { kind: 'refused', reason }, `${format} ${clear}`);
});

test('a wrong key or another card seldom gives a PIN, and never throws', () => {
  for (const format of formats) {
    const block = encipherPinBlock(format, keyOf(format), '1234', '4761739001010119', chanceOf(format));
    let opened = 0;
    for (let attempt = 0; attempt < 200; attempt += 1)
      if (decipherPinBlock(format, randomBytes(16), block, '4761739001010119').kind === 'done') opened += 1;
    assert.ok(opened <= 2, `format ${format}: ${opened}`);
    assert.equal(decipherPinBlock(format, keyOf(format), block.subarray(1), '4761739001010119').kind, 'refused');
  }
  const block = encipherPinBlock(4, aesKey, '1234', '4761739001010119', randomBytes(8));
  assert.equal(decipherPinBlock(4, aesKey, block, '4761739001010127').kind, 'refused');
});

test('CVV gives the published values', () => {
  const first = fromHex('99999999999999998888888888888888');
  const stripe = { kind: 'cvv', serviceCode: '111' } as const;
  assert.equal(makeCvv({ key: first, pan: '2222222222222222', expiry: '3333', use: stripe }), '361');
  const second = fromHex('12345678123456788765432187654321');
  assert.equal(makeCvv({ key: second, pan: '123456789012', expiry: '1108', use: { kind: 'cvv2' } }), '453');
  // The chip's value is the stripe's for service code 999.
  const input = { key: second, pan: '4123456789012345', expiry: '8701' } as const;
  const values = [makeCvv({ ...input, use: { kind: 'cvv', serviceCode: '101' } }), makeCvv({ ...input, use: { kind: 'icvv' } })];
  assert.equal(values[1], makeCvv({ ...input, use: { kind: 'cvv', serviceCode: '999' } }));
  assert.notEqual(values[0], values[1]);
});

test('a CVV is right or wrong, whatever was typed', () => {
  const input = { key: fromHex('12345678123456788765432187654321'), pan: '123456789012', expiry: '1108', use: { kind: 'cvv2' } } as const;
  assert.equal(isCvv('453', input), true);
  for (const wrong of ['454', '', '45', '4530', 'abc', '٤٥٣']) assert.equal(isCvv(wrong, input), false, wrong);
});

test('PVV gives the published value and tells PINs apart', () => {
  const input = { key: fromHex('1234567812345678'.repeat(2)), keyIndex: 0, pan: '1234567890123', pin: '1234' };
  assert.equal(makePvv(input), '1226');
  assert.equal(isPvv('1226', input), true);
  assert.equal(isPvv('1226', { ...input, pin: '1235' }), false);
  assert.equal(isPvv('1226', { ...input, keyIndex: 1 }), false);
});

test('digits are taken before letters, and letters count from 0', () => {
  assert.equal(decimalize(fromHex('fa1b2c3d4e5f6789'), 16), '1234567895012345');
});

test('key check values: TDES of zeros, AES by CMAC', () => {
  assert.equal(toHex(keyCheckValue('tdes', tdesKey)), '08d7b4');
  assert.equal(
    toHex(aesCmacOfBlock(fromHex('2b7e151628aed2a6abf7158809cf4f3c'), fromHex('6bc1bee22e409f96e93d7e117393172a'))),
    '070a16b46b4d4144f79bdd9dd04a287c', // RFC 4493 section 4, example 2
  );
  assert.equal(keyCheckValue('aes', aesKey).length, 3);
});

test('a key that was wrapped comes out again, and only with its own check value', () => {
  const masters: ZoneMasterKey[] = [
    { algorithm: 'tdes', key: tdesKey, mode: 'ecb' },
    { algorithm: 'tdes', key: randomBytes(24), mode: 'cbc' },
    { algorithm: 'tdes', key: tdesKey, mode: 'cbc' },
    { algorithm: 'aes', key: aesKey, mode: 'cbc' },
    { algorithm: 'aes', key: aesKey, mode: 'ecb' },
  ];
  for (const master of masters) {
    for (const [algorithm, length] of [
      ['tdes', 16],
      ['aes', 16],
      ['aes', 32],
    ] as const) {
      const key = randomBytes(length);
      const wrapped = wrapKey(master, key);
      const opened = unwrapKey(master, algorithm, wrapped, keyCheckValue(algorithm, key));
      assert.ok(opened.kind === 'done');
      assert.equal(toHex(opened.value), toHex(key));
      assert.deepEqual(unwrapKey(master, algorithm, wrapped, Uint8Array.of(0, 1, 2)), { kind: 'refused', reason: 'check-value' });
      assert.deepEqual(unwrapKey(master, algorithm, wrapped.subarray(8), new Uint8Array(3)), { kind: 'refused', reason: 'length' });
      assert.deepEqual(unwrapKey(master, algorithm, wrapped, new Uint8Array(0)), { kind: 'refused', reason: 'check-value' });
    }
  }
});

test('a TDES key that is single DES is refused, whatever its parity bits say', () => {
  const master: ZoneMasterKey = { algorithm: 'tdes', key: tdesKey, mode: 'ecb' };
  const key = fromHex('0123456789abcdef0022446688aaccee');
  assert.deepEqual(unwrapKey(master, 'tdes', wrapKey(master, key), keyCheckValue('tdes', key)), { kind: 'refused', reason: 'weak' });
});

test('codes are the same or not, of any length', () => {
  for (const [a, b, same] of [
    ['123', '123', true],
    ['123', '124', false],
    ['123', '1234', false],
    ['', '', true],
  ] as const)
    assert.equal(sameCode(a, b), same);
});

test('a card number ends in its check digit', () => {
  assert.equal(luhnCheckDigit('476173900101011'), '9');
  assert.equal(luhnCheckDigit('7992739871'), '3');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 9 }), (chance) => {
      const range = { prefix: '476173', length: 16 };
      assert.equal(randomDigitsOf(range), 9);
      const number = cardNumberFrom(range, chance);
      assert.ok(isCardNumber(number) && number.startsWith('476173') && number.length === 16);
      const wrong = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`;
      assert.equal(isCardNumber(wrong), false);
    }),
  );
});

test('of a card number the first six and the last four digits are shown, and less of a short one', () => {
  for (const [pan, masked] of [
    ['4761739001010119', '476173******0119'],
    ['4761739001010119123', '476173*********9123'],
    ['371449635398431', '371449*****8431'],
    ['4222222222222', '422******2222'],
    ['123456789012', '12******9012'],
    ['123456789', '*****6789'],
    ['12345678', '********'],
    ['', ''],
  ] as const)
    assert.equal(maskPan(pan), masked);
});
