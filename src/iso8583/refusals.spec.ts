// What is no message, row by row: the reason, the field and the place, and what can still be answered.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compileDialect, decodeMessage, describeRefusal, dialects, dialectTables, encodeMessage, findDialect } from './index.ts';
import type { DialectName, DecodeRefusal, EncodeRefusal, Message } from './index.ts';

const text = (...parts: string[]): Uint8Array => Buffer.from(parts.join(''), 'latin1');
const hex = (...parts: string[]): Uint8Array => Buffer.from(parts.join(''), 'hex');

type Row = readonly [
  about: string,
  dialect: DialectName,
  bytes: Uint8Array,
  reason: DecodeRefusal,
  field: number | undefined,
  offset: number,
];

const rows: readonly Row[] = [
  ['nothing', 'ascii-87', text(), 'truncated', undefined, 0],
  ['half an MTI', 'ascii-87', text('01'), 'truncated', undefined, 0],
  ['half an MTI in BCD', 'binary-87', hex('01'), 'truncated', undefined, 0],
  ['an MTI of letters', 'ascii-87', text('01A0', '0020000000000000', '000001'), 'mti-malformed', undefined, 0],
  ['an MTI above nine', 'binary-87', hex('01a0', '0020000000000000', '000001'), 'mti-malformed', undefined, 0],
  ['an ASCII MTI in EBCDIC', 'ebcdic-87', text('0100', '00000000'), 'mti-malformed', undefined, 0],
  ['an MTI that nobody sends', 'ascii-87', text('0500', '0020000000000000', '000001'), 'mti-unknown', undefined, 0],
  ['an MTI of 1993', 'binary-87', hex('1100', '0020000000000000', '000001'), 'mti-unknown', undefined, 0],
  ['half a bitmap', 'ascii-87', text('0100', '00200000'), 'truncated', undefined, 4],
  ['a bitmap of letters', 'ascii-87', text('0100', '002000000000000G', '000001'), 'bitmap-malformed', undefined, 4],
  ['half a second bitmap', 'binary-87', hex('0100', '8020000000000000', '0000'), 'truncated', undefined, 10],
  [
    'a second bitmap of letters',
    'ascii-87',
    text('0800', '8020000000000000', '04 0000000000000', '000001301'),
    'bitmap-malformed',
    undefined,
    20,
  ],
  ['a third bitmap', 'binary-87', hex('0100', '8020000000000000', '8000000000000000', '000001'), 'bitmap-tertiary', 65, 10],
  ['a bitmap with more than there is', 'binary-87', hex('0100', '0030000000000000', '000001'), 'truncated', 12, 13],
  ['a bitmap with less than there is', 'binary-87', hex('0100', '0020000000000000', '00000112'), 'trailing-bytes', undefined, 13],
  ['a field cut off', 'ascii-87', text('0100', '0020000000000000', '0000'), 'truncated', 11, 20],
  ['half a length', 'ascii-87', text('0100', '4000000000000000', '1'), 'truncated', 2, 20],
  ['a length of letters', 'ascii-87', text('0100', '4000000000000000', '1x4761739001010119'), 'length-malformed', 2, 20],
  ['a length above nine in BCD', 'binary-87', hex('0100', '4000000000000000', '1a4761739001010119'), 'length-malformed', 2, 10],
  ['a length of four digits in BCD LLL', 'binary-87', hex('0100', '0000000000010000', '1001', '41'), 'length-malformed', 48, 10],
  ['an ASCII length in EBCDIC', 'ebcdic-87', hex('f0f1f0f0', '4000000000000000', '3136f4'), 'length-malformed', 2, 12],
  ['a length of nothing', 'ascii-87', text('0100', '4000000000000000', '00'), 'length-zero', 2, 20],
  ['a longer PAN than there are', 'ascii-87', text('0100', '4000000000000000', '20', '47617390010101194761'), 'length-over-max', 2, 20],
  ['a longer PAN in one byte', 'base-87', base('0100', '4000000000000000', 'ff', '47'), 'length-over-max', 2, 32],
  ['a length beyond the end', 'ascii-87', text('0100', '4000000000000000', '19', '4761739001010119'), 'truncated', 2, 22],
  ['letters in an amount', 'ascii-87', text('0100', '1000000000000000', '00000001250A'), 'digits-malformed', 4, 20],
  ['a sign in an amount', 'ascii-87', text('0100', '1000000000000000', '-00000012500'), 'digits-malformed', 4, 20],
  ['bad BCD in an amount', 'binary-87', hex('0100', '1000000000000000', '00000001250f'), 'digits-malformed', 4, 10],
  ['bad filling of an odd number', 'binary-87', hex('0100', '0000040000000000', 'f051'), 'digits-malformed', 22, 10],
  ['bad EBCDIC digits', 'ebcdic-87', hex('f0f1f0f0', '0020000000000000', 'f0f0f0f0f0fa'), 'digits-malformed', 11, 12],
  ['bad EBCDIC text', 'ebcdic-87', hex('f0f1f0f0', '0000000000800000', 'e3c5d9d4f0f0f041'), 'text-malformed', 41, 12],
  ['a control character in a name', 'ascii-87', text('0100', '0000000000800000', 'TERM\u001b[31'), 'text-malformed', 41, 20],
  ['a letter that ASCII has not', 'ascii-87', text('0100', '0000000000800000', 'TERM\u00e9001'), 'text-malformed', 41, 20],
  ['a sign that is none', 'ascii-87', text('0100', '0000001000000000', 'X00000150'), 'sign-malformed', 28, 20],
  ['a fee of letters', 'binary-87', hex('0100', '0000001000000000', '440000015a'), 'sign-malformed', 28, 10],
  ['letters in a track', 'ascii-87', text('0100', '0000000020000000', '114761=2812AB'), 'track-malformed', 35, 22],
  ['a bad nibble in a track', 'binary-87', hex('0100', '0000000020000000', '09', '04761d281e'), 'track-malformed', 35, 11],
  ['a track not filled with F', 'base-87', base('0100', '0000000020000000', '09', '4761d28120'), 'track-malformed', 35, 33],
  ['a PIN block that is no hexadecimal', 'ascii-87', text('0100', '0000000000001000', '041261AAAAEDCBAx'), 'hex-malformed', 52, 20],
  ['an oversize message', 'ascii-87', new Uint8Array(4097), 'oversize', undefined, 4096],
  ['a header cut off', 'base-87', hex('16000000'), 'truncated', undefined, 4],
  ['a header of another length', 'base-87', hex('1a', '00'.repeat(40)), 'header-malformed', undefined, 0],
  ['a header with another total', 'base-87', hex('16', '00'.repeat(40)), 'header-malformed', undefined, 3],
];

/** With a header whose total is right. */
function base(...parts: string[]): Uint8Array {
  const body = parts.join('');
  return hex('16', '0000', (22 + body.length / 2).toString(16).padStart(4, '0'), '00'.repeat(17), body);
}

for (const [about, dialect, bytes, reason, field, offset] of rows) {
  test(`${dialect}: ${about} is ${reason}`, () => {
    const decoded = decodeMessage(dialects[dialect], bytes);
    assert.ok(decoded.kind === 'refused');
    assert.deepEqual([decoded.reason, decoded.field, decoded.offset], [reason, field, offset]);
    assert.match(describeRefusal(decoded), field === undefined ? /^[a-z-]+ at byte \d+$/ : /^[a-z-]+ in DE \d+( \(.+\))? at byte \d+$/);
  });
}

test('every refusal of the decoder has a row', () => {
  const all: Record<DecodeRefusal, true> = {
    oversize: true,
    truncated: true,
    'header-malformed': true,
    'mti-malformed': true,
    'mti-unknown': true,
    'bitmap-malformed': true,
    'bitmap-tertiary': true,
    'field-unknown': true,
    'length-malformed': true,
    'length-zero': true,
    'length-over-max': true,
    'digits-malformed': true,
    'sign-malformed': true,
    'track-malformed': true,
    'text-malformed': true,
    'hex-malformed': true,
    'trailing-bytes': true,
  };
  const shown = new Set<string>(rows.map(([, , , reason]) => reason));
  assert.deepEqual(
    Object.keys(all).filter((reason) => !shown.has(reason)),
    ['field-unknown'], // the next test
  );
});

test('a field that the dialect has not is unknown', () => {
  const narrow = compileDialect({ ...dialectTables['binary-87'], name: 'narrow', without: [120] });
  const decoded = decodeMessage(narrow, hex('0100', '8020000000000000', '0000000000000100', '000001', '000141'));
  assert.ok(decoded.kind === 'refused');
  assert.deepEqual([decoded.reason, decoded.field, decoded.readable?.fields[11]], ['field-unknown', 120, '000001']);
});

test('a wrong content does not hide the fields behind it: the answer can give them back', () => {
  const bytes = text('0100', '7020000000800000', '164761739001010119', '000000', '00000001250A', '000123', 'TERM0001');
  const decoded = decodeMessage(dialects['ascii-87'], bytes);
  assert.ok(decoded.kind === 'refused');
  assert.deepEqual([decoded.reason, decoded.field, decoded.offset], ['digits-malformed', 4, 44]);
  assert.deepEqual(decoded.readable, {
    mti: '0100',
    fields: { 2: '4761739001010119', 3: '000000', 11: '000123', 41: 'TERM0001' },
  });
});

test('the first of several refusals is told', () => {
  const bytes = text('0100', '3020000000000000', '00000x', '00000001250A', '000123', 'more');
  const decoded = decodeMessage(dialects['ascii-87'], bytes);
  assert.ok(decoded.kind === 'refused');
  assert.deepEqual([decoded.reason, decoded.field, decoded.readable?.fields], ['digits-malformed', 3, { 11: '000123' }]);
});

test('without a trace number nothing can be answered', () => {
  for (const bytes of [
    text('0100', '1000000000000000', '00000001250A'),
    text('0100', '4020000000000000', '1x4761739001010119', '000123'),
  ]) {
    const decoded = decodeMessage(dialects['ascii-87'], bytes);
    assert.ok(decoded.kind === 'refused');
    assert.equal('readable' in decoded, false);
  }
});

test('a refusal has no byte of the content in it', () => {
  const bytes = text('0100', '4000000020000000', '194761739001010119123', '204761739001010119A281');
  const decoded = decodeMessage(dialects['ascii-87'], bytes);
  assert.ok(decoded.kind === 'refused');
  assert.equal(describeRefusal(decoded), 'track-malformed in DE 35 (track 2 data) at byte 43');
  assert.ok(!JSON.stringify(decoded).includes('4761'));
});

test('an unknown dialect is not found, whatever it is called', () => {
  for (const name of ['', 'ascii', 'ASCII-87', 'constructor', '__proto__']) assert.equal(findDialect(name), undefined);
  assert.equal(findDialect('ascii-87'), dialects['ascii-87']);
});

test('a table that makes no sense is a bug', () => {
  const table = dialectTables['binary-87'];
  const bcd = { encoding: 'bcd', lengthIn: 'bcd', padding: 'left-zero' } as const;
  for (const forms of [
    { ...table.forms, ans: bcd },
    { ...table.forms, b: bcd },
    { ...table.forms, n: { ...bcd, encoding: 'binary' as const } },
    { ...table.forms, n: { ...bcd, padding: 'right-f' as const } },
  ])
    assert.throws(() => compileDialect({ ...table, forms }), /^Error: bug:/);
});

test('what cannot be said is refused with its field, and never cut', () => {
  const long = 'x'.repeat(999);
  const encodeRows: [DialectName, Message, EncodeRefusal, number | undefined][] = [
    ['ascii-87', { mti: '0500', fields: {} }, 'mti-unknown', undefined],
    ['ascii-87', { mti: '0100', fields: { 1: 'x' } as object }, 'field-unknown', 1],
    ['ascii-87', { mti: '0100', fields: { 65: 'x' } as object }, 'field-unknown', 65],
    ['ascii-87', { mti: '0100', fields: { 0: 'x' } as object }, 'field-unknown', 0],
    ['ascii-87', { mti: '0100', fields: {}, header: new Uint8Array(22) }, 'header-malformed', undefined],
    ['base-87', { mti: '0100', fields: {}, header: new Uint8Array(21) }, 'header-malformed', undefined],
    ['ascii-87', { mti: '0100', fields: { 52: '041261AAAAEDCBA9' } as object }, 'value-kind', 52],
    ['ascii-87', { mti: '0100', fields: { 4: Uint8Array.of(1) } as object }, 'value-kind', 4],
    ['ascii-87', { mti: '0100', fields: { 52: new Uint8Array(7) } }, 'length-short', 52],
    ['ascii-87', { mti: '0100', fields: { 52: new Uint8Array(16) } }, 'length-over-max', 52],
    ['ascii-87', { mti: '0100', fields: { 4: '1000000000000' } }, 'length-over-max', 4],
    ['ascii-87', { mti: '0100', fields: { 48: `${long}y` } }, 'length-over-max', 48],
    ['base-87', { mti: '0100', fields: { 48: 'x'.repeat(256) } }, 'length-over-max', 48],
    ['ascii-87', { mti: '0100', fields: { 2: '' } }, 'length-zero', 2],
    ['ascii-87', { mti: '0100', fields: { 4: '-1' } }, 'digits-malformed', 4],
    ['binary-87', { mti: '0100', fields: { 4: '12.50' } }, 'digits-malformed', 4],
    ['binary-87', { mti: '0100', fields: { 4: '12=50' } }, 'digits-malformed', 4],
    ['binary-87', { mti: '0100', fields: { 28: '150' } }, 'sign-malformed', 28],
    ['binary-87', { mti: '0100', fields: { 35: '4761^2812' } }, 'track-malformed', 35],
    ['ascii-87', { mti: '0100', fields: { 43: 'محل' } }, 'text-malformed', 43],
    ['ebcdic-87', { mti: '0100', fields: { 41: 'a\u0000' } }, 'text-malformed', 41],
    ['ascii-87', { mti: '0100', fields: { 46: long, 47: long, 48: long, 56: long, 57: long } }, 'oversize', 57],
    ['binary-87', { mti: '0100', fields: { 46: long, 47: long, 48: long, 56: long, 128: new Uint8Array(8), 127: long } }, 'oversize', 127],
  ];
  for (const [dialect, message, reason, field] of encodeRows)
    assert.deepEqual(
      encodeMessage(dialects[dialect], message),
      { kind: 'refused', reason, ...(field === undefined ? {} : { field }) },
      `${dialect} ${reason} ${field}`,
    );
});
