// What is written is read as the same, in every dialect, for every message; and the bytes of known messages are known.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Dialect, FieldCodec } from './dialect.ts';
import { compileDialect, decodeMessage, dialects, dialectTables, encodeFrame, encodeMessage, frame, messageTypes } from './index.ts';
import type { Fields, Message } from './index.ts';

/** Parts of a message, one behind the other. */
const joined = (...parts: string[]): string => parts.join('');

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const alphabets = { n: [...digits], z: [...digits, '='], an: [...digits, ...letters, ' '], ans: printable } as const;

function valueOf({ row, length, prefix }: FieldCodec): fc.Arbitrary<string | Uint8Array> {
  const size = { minLength: prefix === undefined ? length : 1, maxLength: length };
  if (row.format === 'b') return fc.uint8Array(size);
  const textOf = (alphabet: readonly string[], least: number, most: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: least, maxLength: most });
  if (row.format === 'x+n')
    return fc.tuple(fc.constantFrom('C', 'D'), textOf(alphabets.n, length - 1, length - 1)).map((parts) => parts.join(''));
  return textOf(alphabets[row.format], size.minLength, size.maxLength);
}

function messageOf(dialect: Dialect): fc.Arbitrary<Message> {
  const known = dialect.codecs.filter((codec) => codec !== undefined);
  const entries = fc
    .uniqueArray(fc.constantFrom(...known), { maxLength: 24, selector: ({ row }) => row.field })
    .chain((codecs) => fc.tuple(...codecs.map((codec) => valueOf(codec).map((value) => [codec.row.field, value] as const))));
  return fc.record({
    mti: fc.constantFrom(...messageTypes.keys()),
    fields: entries.map((pairs) => Object.fromEntries(pairs) as Fields),
    ...(dialect.headerLength === 0 ? {} : { header: fc.uint8Array({ minLength: 22, maxLength: 22 }) }),
  });
}

const padRight = compileDialect({
  ...dialectTables['binary-87'],
  name: 'binary, F behind',
  forms: {
    ...dialectTables['binary-87'].forms,
    b: { encoding: 'ebcdic-hex', lengthIn: 'binary', padding: 'left-zero' },
    ans: { encoding: 'ascii', lengthIn: 'binary', padding: 'right-space' },
  },
  fields: { 2: { padding: 'right-f' }, 35: { padding: 'right-f' }, 32: { variable: false } },
});

for (const dialect of [...Object.values(dialects), padRight]) {
  test(`${dialect.name}: what is written is read as the same`, () => {
    fc.assert(
      fc.property(messageOf(dialect), (message) => {
        const encoded = encodeMessage(dialect, message);
        // Many long fields together may be longer than the dialect allows; that is said and nothing is cut.
        if (encoded.kind === 'refused') {
          assert.equal(encoded.reason, 'oversize');
          return;
        }
        const decoded = decodeMessage(dialect, encoded.bytes);
        assert.ok(decoded.kind === 'done', JSON.stringify(decoded));
        assert.equal(decoded.message.mti, message.mti);
        assert.deepEqual(decoded.message.fields, message.fields);
        const { header } = message;
        if (header !== undefined) assert.deepEqual(decoded.message.header?.subarray(5), header.subarray(5));
        const framed = encodeFrame(dialect, message);
        assert.ok(framed.kind === 'done');
        assert.deepEqual(Buffer.from(framed.bytes), Buffer.from(frame(encoded.bytes)));
      }),
      { numRuns: 150 },
    );
  });
}

const echo: Message = { mti: '0800', fields: { 7: '1121234647', 11: '000123', 70: '301' } };
const purchase: Message = {
  mti: '0100',
  fields: { 2: '4761739001010119', 3: '000000', 4: '000000012500', 28: 'D00000150', 35: '4761739001010119=2812201', 41: 'TERM0001' },
};

test('known messages have known bytes', () => {
  const rows: [Dialect, Message, string][] = [
    [
      dialects['ascii-87'],
      echo,
      Buffer.from(joined('0800', '8220000000000000', '0400000000000000', '1121234647', '000123', '301')).toString('hex'),
    ],
    [dialects['binary-87'], echo, joined('0800', '8220000000000000', '0400000000000000', '1121234647', '000123', '0301')],
    [
      dialects['binary-87'],
      purchase,
      joined(
        '0100',
        '7000001020800000',
        '164761739001010119',
        '000000',
        '000000012500',
        '4400000150',
        '24',
        '4761739001010119d2812201',
        '5445524d30303031',
      ),
    ],
    [
      dialects['ebcdic-87'],
      { mti: '0810', fields: { 11: '000123', 39: '00', 41: 'TERM0001' } },
      joined('f0f8f1f0', '0020000002800000', 'f0f0f0f1f2f3', 'f0f0', 'e3c5d9d4f0f0f0f1'),
    ],
    [
      dialects['base-87'],
      { mti: '0100', fields: { 2: '476173900101011', 28: 'C00000001', 35: '47617390=2812201' } },
      joined(
        '16000000370000000000000000000000000000000000',
        '0100',
        '4000001020000000',
        '0f0476173900101011',
        'c300000001',
        '10',
        '47617390d2812201',
      ),
    ],
  ];
  for (const [dialect, message, hex] of rows) {
    const encoded = encodeMessage(dialect, message);
    assert.ok(encoded.kind === 'done', JSON.stringify(encoded));
    const bytes = Buffer.from(encoded.bytes).toString('hex');
    assert.equal(
      bytes,
      dialect.headerLength === 0 ? hex : hex.slice(0, 6) + encoded.bytes.length.toString(16).padStart(4, '0') + hex.slice(10),
    );
  }
});

test('short text of fixed fields is filled, zeros before digits and spaces behind characters', () => {
  for (const dialect of Object.values(dialects)) {
    const encoded = encodeMessage(dialect, { mti: '0110', fields: { 4: '125', 11: '7', 22: '51', 41: 'T1', 39: '00' } });
    assert.ok(encoded.kind === 'done');
    const decoded = decodeMessage(dialect, encoded.bytes);
    assert.ok(decoded.kind === 'done');
    assert.deepEqual(decoded.message.fields, { 4: '000000000125', 11: '000007', 22: '051', 39: '00', 41: 'T1      ' });
  }
});

test('the separator of a track is = whatever came', () => {
  const bytes = Buffer.from(joined('0100', '0000000020000000', '154761739001D2812'), 'latin1');
  const decoded = decodeMessage(dialects['ascii-87'], bytes);
  assert.ok(decoded.kind === 'done');
  assert.equal(decoded.message.fields[35], '4761739001=2812');
});

test('a field that is given as undefined is not sent', () => {
  const encoded = encodeMessage(dialects['binary-87'], { mti: '0110', fields: { 11: '000001', 38: undefined } });
  assert.ok(encoded.kind === 'done');
  assert.equal(Buffer.from(encoded.bytes).toString('hex'), '01100020000000000000000001');
});

test('what was encoded before is not touched by the next', () => {
  const first = encodeMessage(dialects['binary-87'], echo);
  assert.ok(first.kind === 'done');
  const kept = Buffer.from(first.bytes).toString('hex');
  encodeMessage(dialects['binary-87'], purchase);
  assert.equal(Buffer.from(first.bytes).toString('hex'), kept);
});
