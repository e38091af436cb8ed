// The compact details: read back to what was written, and nothing else is read.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { fromHex, toHex } from './bytes.ts';
import { decodeDetails, detailsFit, encodeDetails } from './details.ts';
import vectors from './vectors/soft-token.json' with { type: 'json' };

test('the compact form is that of the vectors', () => {
  for (const { details, compact } of vectors.details) {
    assert.equal(toHex(encodeDetails(details as Record<string, string>)), compact);
    assert.deepEqual(decodeDetails(fromHex(compact)), details);
  }
});

const field = fc.string({ unit: 'binary', maxLength: 40 });
const name = fc.oneof(
  fc.constantFrom('kind', 'amount', 'currency', 'from', 'payee', 'to', 'reference', '__proto__', 'constructor'),
  field.filter((text) => text !== ''),
);

test('any details that fit come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, field), { maxLength: 12 }), (pairs) => {
      const details = Object.fromEntries(pairs);
      fc.pre(detailsFit(details));
      assert.deepEqual(decodeDetails(encodeDetails(details)), details);
    }),
  );
});

test('whatever is read would have been written so', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const details = decodeDetails(bytes);
      if (details !== undefined) assert.equal(toHex(encodeDetails(details)), toHex(bytes));
    }),
    { numRuns: 2000 },
  );
});

const malformed: [string, string][] = [
  ['nothing', ''],
  ['a count without fields', '01'],
  ['a field cut short', '0101056162'],
  ['bytes left over', '000000'],
  ['an unknown code', '01c80161'],
  ['a spelt-out name that has a code', '0100046b696e640161'],
  ['an empty name', '0100000161'],
  ['one field twice', '02010161010161'],
  ['fields out of order', '02010161020131'],
  ['broken UTF-8', '010101ff'],
];

for (const [what, hex] of malformed) {
  test(`${what} is not read`, () => assert.equal(decodeDetails(fromHex(hex)), undefined));
}

test('a field above 255 bytes does not fit', () => {
  assert.equal(detailsFit({ payee: 'س'.repeat(128) }), false);
  assert.equal(detailsFit({ payee: 'س'.repeat(127) }), true);
  assert.equal(detailsFit({ payee: '\ud800' }), false);
  assert.throws(() => encodeDetails({ payee: 'a'.repeat(256) }), /no compact form/);
});
