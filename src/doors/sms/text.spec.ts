// Texts in SMS: codings, parts, and the way back.

import assert from 'node:assert/strict';
import test from 'node:test';

import fc from 'fast-check';

import { isReceipt, readReceipt } from './receipt.ts';
import { codeText, decodeText, gsmCoding, headerLength, openAssembly, placeOf, ucs2Coding } from './text.ts';

const letter = (count: number, of = 'a'): string => of.repeat(count);

const sizes: readonly (readonly [what: string, text: string, coding: number, parts: number])[] = [
  ['an empty text', '', gsmCoding, 1],
  ['160 GSM letters', letter(160), gsmCoding, 1],
  ['161 GSM letters', letter(161), gsmCoding, 2],
  ['304 GSM letters', letter(304), gsmCoding, 2],
  ['305 GSM letters', letter(305), gsmCoding, 3],
  ['80 euro signs, two septets each', letter(80, '€'), gsmCoding, 1],
  ['81 euro signs', letter(81, '€'), gsmCoding, 2],
  ['70 Arabic letters', letter(70, 'ر'), ucs2Coding, 1],
  ['71 Arabic letters', letter(71, 'ر'), ucs2Coding, 2],
  ['Kazakh', 'Құпиясөз', ucs2Coding, 1],
  ['an isolate around Latin digits', '\u2066123456\u2069', ucs2Coding, 1],
];

test('the GSM alphabet is used where it can be, and parts are as long as the standard allows', () => {
  for (const [what, text, coding, parts] of sizes) {
    const coded = codeText(text, 'id');
    assert.equal(coded.dataCoding, coding, what);
    assert.equal(coded.parts.length, parts, what);
    assert.ok(
      coded.parts.every((part) => part.length <= 160),
      what,
    );
    if (coding === ucs2Coding)
      assert.ok(
        coded.parts.every((part) => part.length <= 140),
        what,
      );
  }
});

test('every text comes back whole from its parts, in any order, and no letter is split between two', () => {
  const alphabets = ['abc €{}[]~\\^|@£', 'رمز بنك ۱۲۳', 'Қазақша әңүұі', '🏦👍a'];
  const text = fc
    .constantFrom(...alphabets)
    .chain((letters) => fc.array(fc.constantFrom(...letters), { maxLength: 600 }).map((chosen) => chosen.join('')));
  fc.assert(
    fc.property(text, fc.integer(), (written, seed) => {
      const { parts, dataCoding, hasHeader } = codeText(written, 'id');
      const assembly = openAssembly();
      const shuffled = parts.map((part, index) => ({ part, rank: (index * 7919 + seed) % 31 })).sort((a, b) => a.rank - b.rank);
      let whole: string | undefined;
      for (const { part } of shuffled) {
        const body = decodeText(dataCoding, hasHeader ? part.subarray(headerLength) : part);
        assert.doesNotMatch(body, /[\ud800-\udbff]$|^[\udc00-\udfff]/);
        const place = hasHeader ? placeOf([part.subarray(0, headerLength)]) : undefined;
        whole = place === undefined ? body : assembly.add('a b', place, body, 0);
      }
      assert.equal(whole, written);
    }),
    { numRuns: 200 },
  );
});

test('the same message has the same reference at every attempt', () => {
  const first = codeText(letter(200), 'message-1').parts[0]?.subarray(0, headerLength);
  assert.deepEqual(codeText(letter(200), 'message-1').parts[0]?.subarray(0, headerLength), first);
});

test('a 16-bit reference is read, and a header without concatenation is not taken for one', () => {
  assert.deepEqual(placeOf([Buffer.from([6, 0x08, 4, 0x12, 0x34, 3, 2])]), { reference: 0x1234, total: 3, sequence: 2 });
  assert.equal(placeOf([Buffer.from([6, 0x05, 4, 0x12, 0x34, 3, 2])]), undefined);
  assert.equal(placeOf([Buffer.from([5, 0, 3, 1, 2, 3])]), undefined);
  assert.equal(placeOf([Buffer.from([5, 0])]), undefined);
});

test('incomplete texts are dropped after five minutes and when there are too many', () => {
  const assembly = openAssembly(10);
  const place = { reference: 1, total: 2, sequence: 1 };
  assembly.add('old', place, 'a', 0);
  assembly.add('new', place, 'a', 301_000);
  assert.equal(assembly.add('old', { ...place, sequence: 2 }, 'b', 301_000), undefined);
  for (let index = 0; index < 20; index += 1) assembly.add(`flood-${index}`, place, 'a', 301_000);
  assert.equal(assembly.add('new', { ...place, sequence: 2 }, 'b', 301_000), undefined);
});

const receipts: readonly (readonly [text: string, state: string, reason: string | null])[] = [
  ['id:7 sub:001 dlvrd:001 submit date:2603010800 done date:2603010801 stat:DELIVRD err:000 text:', 'delivered', null],
  ['id:7 stat:UNDELIV err:011', 'undelivered', 'network-UNDELIV-011'],
  ['id:7 stat:EXPIRED', 'undelivered', 'network-EXPIRED-000'],
  ['id:7 stat:ENROUTE', 'on-the-way', null],
  ['id:7 stat:SOMETHING', 'on-the-way', null],
];

test('receipts are read from their text and from their fields', () => {
  for (const [text, state, reason] of receipts) assert.deepEqual(readReceipt({ text }), { receiptId: '7', state, reason }, text);
  assert.deepEqual(readReceipt({ text: '', receipted_message_id: '9\0', message_state: 5 }), {
    receiptId: '9',
    state: 'undelivered',
    reason: 'network-5-000',
  });
  assert.equal(readReceipt({ text: 'hello' }), undefined);
  assert.deepEqual([0x00, 0x04, 0x44, 0x20, 0x08].map(isReceipt), [false, true, true, false, false]);
});
