// Rules of clearing files: what is read, what is refused with which reason, and that no reason carries a card number.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { survey } from '../survey.ts';
import { readClearingFile, type ClearingHeader, type Item } from './clearing-file.ts';
import { csvField, csvFields } from './csv.ts';
import { judgeKnownFile } from './known-file.ts';
import { lineBytesMax, linesOf } from './lines.ts';
import { readPresentment } from './presentment-row.ts';
import { writeClearingFile, type RecordFields } from './write-file.ts';

const dayAfter = Temporal.Instant.from('2026-03-02T20:00:00Z');
const pan = '9512001000000018';
const good: Record<string, string> = {
  id: 'p-1',
  type: 'purchase',
  card_number: pan,
  transaction_at: '2026-03-02T08:00:00Z',
  amount: '12.500',
  currency: 'OMR',
  country: 'OM',
  mcc: '5411',
  merchant_name: 'Souq, the "big" one',
};
const header: ClearingHeader = {
  format: 'csv',
  programme: 'oman-prepaid',
  fileId: 'F-1',
  sequence: 1,
  createdAt: Temporal.Instant.from('2026-03-02T07:00:00Z'),
};
const dayAfterOf = (programme: string): Temporal.Instant | undefined => (programme === 'oman-prepaid' ? dayAfter : undefined);
const bytes = (text: string): Uint8Array[] => [Buffer.from(text)];

async function items(chunks: Iterable<Uint8Array>): Promise<Item[]> {
  return (await Array.fromAsync(readClearingFile(chunks, dayAfterOf))).flat();
}
const say = (item: Item): string =>
  item.kind === 'bad'
    ? `${item.line} ${item.reason}${item.field === undefined ? '' : ` ${item.field}`}`
    : item.kind === 'unreadable'
      ? item.reason
      : item.kind;

test('a record is judged in the order of its ladder, and no reason says what it has', () => {
  const rows: [Record<string, string>, string][] = [
    [{}, 'done'],
    [{ id: '' }, 'field-missing id'],
    [{ id: 'a b' }, 'field-malformed id'],
    [{ type: 'gift' }, 'field-malformed type'],
    [{ card_number: '' }, 'field-missing card_number'],
    [{ card_number: '9512001000000019' }, 'card-number-malformed card_number'],
    [{ card_number: '95120010' }, 'card-number-malformed card_number'],
    [{ merchant_name: `SHOP ${pan}` }, 'card-number-in-text merchant_name'],
    [{ merchant_name: 'SHOP 9512 0010 0000 0018' }, 'card-number-in-text merchant_name'],
    [{ id: pan }, 'card-number-in-text id'],
    [{ transaction_at: 'yesterday' }, 'field-malformed transaction_at'],
    [{ transaction_at: '2026-03-02T20:00:00Z' }, 'date-in-future transaction_at'],
    [{ transaction_at: '2026-03-02T19:59:59Z' }, 'done'],
    [{ amount: '' }, 'field-missing amount'],
    [{ amount: '12,500' }, 'amount-malformed amount'],
    [{ amount: '12.5001' }, 'amount-malformed amount'],
    [{ amount: '-1' }, 'amount-not-positive amount'],
    [{ amount: '0.000' }, 'amount-not-positive amount'],
    [{ amount: '99999999999999' }, 'amount-absurd amount'],
    [{ currency: 'ZZZ' }, 'currency-unknown currency'],
    [{ currency: '' }, 'field-missing currency'],
    [{ billing_amount: '1' }, 'field-missing billing_currency'],
    [{ conversion_amount: '1.001', conversion_currency: 'USD' }, 'amount-malformed conversion_amount'],
    [{ part: '2', parts: '1' }, 'field-malformed part'],
    [{ stan: '12' }, 'field-malformed stan'],
    [{ country: 'Oman' }, 'field-malformed country'],
    [{ mcc: '54111' }, 'field-malformed mcc'],
    [{ mcc: '' }, 'field-missing mcc'],
    [{ merchant_name: 'a\u0007b' }, 'field-malformed merchant_name'],
  ];
  for (const [change, expected] of rows) {
    const read = readPresentment({ ...good, ...change }, dayAfter);
    const said = 'wrong' in read ? `${read.wrong} ${read.field ?? ''}`.trim() : 'done';
    assert.equal(said, expected, JSON.stringify(change));
    if ('wrong' in read) assert.ok(!JSON.stringify(read).includes(pan));
  }
});

test('both formats are read back as they were written, in pieces of any length', async () => {
  const records: RecordFields[] = [
    good,
    {
      ...good,
      id: 'p-2',
      amount: '0.300',
      part: '1',
      parts: '3',
      conversion_amount: '0.78',
      conversion_currency: 'USD',
      conversion_accepted: 'no',
    },
  ];
  for (const format of ['csv', 'jsonl'] as const)
    for (const size of [1, 7, 100_000]) {
      const whole = Buffer.from(writeClearingFile({ ...header, format }, records, { count: 2, sum: 12_800n }));
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) => whole.subarray(index * size, (index + 1) * size));
      const found = await survey({ open: () => pieces }, dayAfterOf);
      assert.ok(found.kind === 'done');
      assert.deepEqual(
        [found.value.rows, found.value.badTotal, found.value.damage, found.value.sizeBytes],
        [2, 0, undefined, BigInt(whole.length)],
      );
      const [, first, second] = await items(pieces);
      assert.ok(first?.kind === 'row' && second?.kind === 'row');
      assert.deepEqual([first.row.merchantName, first.row.amount.minor, first.row.conversion], ['Souq, the "big" one', 12_500n, undefined]);
      assert.deepEqual(
        [second.row.part, second.row.parts, second.row.conversion?.accepted, second.row.conversion?.offered.minor],
        [1, 3, false, 78n],
      );
    }
});

test('a header that is not this programme, format, version or time makes a file unreadable', async () => {
  const first = 'H,ramz-clearing,1,oman-prepaid,F-1,1,2026-03-02T07:00:00Z';
  const rows: [string, string][] = [
    ['', 'file-empty'],
    ['\n\n', 'header-malformed'],
    ['id,type\n', 'header-malformed'],
    [first.replace('ramz-clearing', 'base-ii'), 'format-unknown'],
    [first.replace(',1,oman', ',2,oman'), 'version-unknown'],
    [first.replace('oman-prepaid', 'other-bank'), 'programme-foreign'],
    [first.replace('F-1', 'F 1'), 'header-malformed'],
    [first.replace('F-1', pan), 'header-malformed'],
    [first.replace(',1,2026', ',x,2026'), 'header-malformed'],
    [first.replace('2026-03-02T07', '2026-03-03T07'), 'file-in-future'],
    [`${first}\nid,type,colour\n`, 'header columns-malformed'],
    [`${first}\nid,type\n`, 'header columns-malformed'],
    ['{"record":"presentment"}\n', 'header-malformed'],
    ['{broken\n', 'header-malformed'],
    ['\u0000\u0001\u0002', 'header-malformed'],
  ];
  for (const [text, expected] of rows) assert.equal((await items(bytes(text))).map(say).join(' '), expected, text);
  const noise = Buffer.from([0xff, 0xfe, 0x0a, 0x80]);
  assert.equal((await items([noise])).map(say).join(' '), 'header-malformed');
});

test('a bad line is told by its number, and the lines around it are read', async () => {
  const lines = writeClearingFile(header, [good, { ...good, id: 'p-2' }, { ...good, id: 'p-3' }], { count: 9, sum: 1n }).split('\n');
  const [h = '', names = '', one = '', two = '', three = ''] = lines;
  const text = [
    h,
    names,
    one,
    two.replace('OMR', 'OMX'),
    one,
    'a,b',
    `${three}"`,
    'x'.repeat(lineBytesMax + 1),
    '',
    three,
    'T,x,1',
    'T,9,1',
    three,
    '',
  ].join('\n');
  assert.deepEqual((await items([Buffer.from(text), Buffer.from([])])).map(say), [
    'header',
    'row',
    '4 currency-unknown currency',
    '5 id-twice id',
    '6 fields-not-of-header',
    '7 quotes-malformed',
    '8 line-too-long',
    'row',
    '11 trailer-malformed',
    'trailer',
    '13 after-trailer',
  ]);
  const json = writeClearingFile({ ...header, format: 'jsonl' }, [good], { count: 9, sum: 1n }).split('\n');
  const more = [
    json[0],
    '{"record":',
    '{"record":"what"}',
    '[1]',
    '{"record":"presentment","x":"1"}',
    '{"record":"presentment","id":{}}',
    json[1],
  ].join('\n');
  assert.deepEqual((await items(bytes(`${more}\n`))).map(say), [
    'header',
    '2 json-malformed',
    '3 record-unknown',
    '4 json-malformed',
    '5 fields-not-of-header',
    '6 field-malformed id',
    'row',
  ]);
});

test('a file cut anywhere is not whole, and a record whose line is cut is not taken', async () => {
  for (const format of ['csv', 'jsonl'] as const) {
    const text = writeClearingFile({ ...header, format }, [good, { ...good, id: 'p-2', part: '1', parts: '12' }], {
      count: 2,
      sum: 25_000n,
    });
    for (let end = 0; end < text.length - 1; end += 1) {
      const found = await survey({ open: () => bytes(text.slice(0, end)) }, dayAfterOf);
      if (found.kind === 'refused') continue;
      // The trailer's own sum may be cut: then it differs.
      assert.ok(found.value.damage !== undefined || found.value.badTotal > 0, `${format} ${end}`);
      for (const item of await items(bytes(text.slice(0, end))))
        if (item.kind === 'row') assert.equal(item.row.parts, item.row.id === 'p-1' ? 1 : 12);
    }
    assert.equal(
      await survey({ open: () => bytes(text.slice(0, -1)) }, dayAfterOf).then((found) => found.kind === 'done' && found.value.damage),
      undefined,
    );
  }
});

test('a trailer that counts or sums otherwise is told of', async () => {
  const rows: [number, bigint, string | undefined][] = [
    [1, 12_500n, undefined],
    [2, 12_500n, 'count-differs'],
    [1, 12_501n, 'sum-differs'],
  ];
  for (const [count, sum, expected] of rows) {
    const found = await survey({ open: () => bytes(writeClearingFile(header, [good], { count, sum })) }, dayAfterOf);
    assert.equal(found.kind === 'done' ? found.value.damage : found.reason, expected);
  }
});

test('a file that is known is the same, goes on, is completed, or is another one', () => {
  const [a, b] = [new Uint8Array([1]), new Uint8Array([2])];
  const rows: [Parameters<typeof judgeKnownFile>[0], Uint8Array, Uint8Array | undefined, boolean, string][] = [
    [undefined, a, undefined, false, 'new'],
    [{ digest: a, status: 'refused' }, b, undefined, false, 'new'],
    [{ digest: a, status: 'running' }, a, undefined, false, 'interrupted'],
    [{ digest: a, status: 'done' }, a, undefined, false, 'finished'],
    [{ digest: a, status: 'done' }, a, undefined, true, 'new'],
    [{ digest: a, status: 'cut' }, a, undefined, false, 'finished'],
    [{ digest: a, status: 'cut' }, b, a, false, 'completed'],
    [{ digest: a, status: 'cut' }, b, b, false, 'other-content'],
    [{ digest: a, status: 'done' }, b, undefined, false, 'other-content'],
    [{ digest: a, status: 'running' }, b, undefined, false, 'other-content'],
  ];
  for (const [known, digest, start, waits, expected] of rows) assert.equal(judgeKnownFile(known, { digest, start, waits }), expected);
});

test('fields of CSV come back as they were written, and broken quotes do not', () => {
  for (const fields of [['a', 'b'], ['', ''], ['"', ',', 'x'], ['a,"b"', ''], ['سوق']])
    assert.deepEqual(csvFields(fields.map(csvField).join(',')), fields);
  for (const broken of ['"a', '"a"b', 'a"b', '"a""']) assert.equal(csvFields(broken), undefined);
});

test('lines are cut at LF and CRLF whatever the pieces', async () => {
  for (const size of [1, 2, 100]) {
    const whole = Buffer.from('one\r\ntwo\n\nسطر\nlast');
    const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) => whole.subarray(index * size, (index + 1) * size));
    const lines = (await Array.fromAsync(linesOf(pieces))).flat();
    assert.deepEqual(
      lines.map((line) => ('text' in line ? line.text : line.wrong)),
      ['one', 'two', '', 'سطر', 'last'],
    );
    assert.deepEqual(
      lines.map(({ line }) => line),
      [1, 2, 3, 4, 5],
    );
    assert.equal(lines.at(-1)?.open, true);
  }
});
