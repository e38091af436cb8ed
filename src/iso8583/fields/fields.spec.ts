// The typed readers of compound fields: what they read, what they write, and what is none.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  answerOf,
  answerTo,
  isCardPresent,
  messageTypes,
  withoutRepeat,
  isNetworkCode,
  readAdditionalAmounts,
  readAdditionalData,
  readAmount,
  readCardAcceptor,
  readConversionRate,
  readEmvTags,
  readExpiry,
  readFee,
  readNetworkTrace,
  readOriginalData,
  readPointOfServiceData,
  readPosCondition,
  readPosEntryMode,
  readProcessingCode,
  readReplacementAmounts,
  readSecurityControl,
  readTrack2,
  readTransmissionTime,
  writeAdditionalAmounts,
  writeAdditionalData,
  writeAmount,
  writeCardAcceptor,
  writeConversionRate,
  writeEmvTags,
  writeFee,
  writeNetworkTrace,
  writeOriginalData,
  writePointOfServiceData,
  writeProcessingCode,
  writeReplacementAmounts,
  writeSecurityControl,
  writeTrack2,
  writeTransmissionTime,
} from '../index.ts';

/** Parts of a message, one behind the other. */
const joined = (...parts: string[]): string => parts.join('');

test('DE 3: kind of transaction and account types', () => {
  assert.deepEqual(readProcessingCode('012000'), { kind: 'cash', transaction: '01', from: '20', to: '00' });
  assert.equal(readProcessingCode('310000')?.kind, 'balance-inquiry');
  assert.equal(readProcessingCode('770000')?.kind, 'other');
  assert.equal(readProcessingCode('00000'), undefined);
  for (const kind of ['purchase', 'cash', 'refund', 'load', 'pin-change'] as const)
    assert.equal(readProcessingCode(writeProcessingCode(kind))?.kind, kind);
});

test('DE 22 and DE 25: how the number got in', () => {
  const rows = [
    ['051', 'chip', 'accepted', true],
    ['071', 'contactless', 'accepted', true],
    ['022', 'stripe', 'not-accepted', true],
    ['801', 'fallback-stripe', 'accepted', true],
    ['012', 'manual', 'not-accepted', false],
    ['810', 'e-commerce', 'unknown', false],
    ['100', 'on-file', 'unknown', false],
    ['668', 'other', 'out-of-order', false],
  ] as const;
  for (const [text, panEntry, pin, present] of rows) {
    const mode = readPosEntryMode(text);
    assert.deepEqual(mode, { panEntry, pin });
    assert.equal(mode !== undefined && isCardPresent(mode), present, text);
  }
  assert.equal(readPosEntryMode('05'), undefined);
  assert.equal(readPosCondition('08'), 'mail-or-phone');
  assert.equal(readPosCondition('77'), 'other');
});

test('amounts are whole minor units, and an absurd one is none', () => {
  assert.equal(readAmount('000000012500'), 12_500n);
  for (const text of ['', '-1', '12.5', '1e9', ' 12', '١٢']) assert.equal(readAmount(text), undefined, text);
  assert.equal(writeAmount(12_500n), '000000012500');
  assert.equal(writeAmount(1_000_000_000_000n), undefined);
  assert.equal(writeAmount(-1n), undefined);
});

test('a fee is positive where the holder pays it', () => {
  assert.equal(readFee('D00000150'), 150n);
  assert.equal(readFee('C00000150'), -150n);
  assert.equal(readFee('00000150'), undefined);
  assert.equal(readFee('D'), undefined);
  assert.equal(writeFee(-150n), 'C00000150');
  assert.equal(writeFee(100_000_000n), undefined);
});

test('a rate is exact: decimals, then seven digits', () => {
  assert.deepEqual(readConversionRate('69972522'), { numerator: 9_972_522n, decimals: 6 });
  assert.deepEqual(readConversionRate('00000003'), { numerator: 3n, decimals: 0 });
  for (const text of ['89972522', '60000000', '6997252', '6997252x']) assert.equal(readConversionRate(text), undefined, text);
  assert.equal(writeConversionRate({ numerator: 384_500n, decimals: 6 }), '60384500');
  assert.equal(writeConversionRate({ numerator: 10_000_000n, decimals: 6 }), undefined);
});

test('DE 54: balances and the amount first asked for', () => {
  const amounts = [
    { accountType: '00', amountType: '02', currency: '512', minor: 87_500n },
    { accountType: '00', amountType: '01', currency: '512', minor: -1n },
  ];
  const text = writeAdditionalAmounts(amounts);
  assert.equal(text, joined('0002512C000000087500', '0001512D000000000001'));
  assert.deepEqual(readAdditionalAmounts(text ?? ''), amounts);
  for (const wrong of ['', '0002512C00000008750', '0002512X000000087500', '00A2512C000000087500', '0002512C000000087500'.repeat(7)])
    assert.equal(readAdditionalAmounts(wrong), undefined, wrong);
  assert.equal(writeAdditionalAmounts([]), undefined);
});

test('DE 90: the original, with or without a forwarder', () => {
  const original = { mti: '0100', stan: '000123', transmittedAt: '1121234647', acquirer: '12345', forwarder: undefined };
  const text = writeOriginalData(original);
  assert.equal(text, joined('0100', '000123', '1121234647', '00000012345', '00000000000'));
  assert.deepEqual(readOriginalData(text ?? ''), original);
  assert.equal(readOriginalData('0100'), undefined);
  assert.equal(writeOriginalData({ ...original, acquirer: '123456789012' }), undefined);
});

test('DE 95: what the transaction came to', () => {
  const amounts = { transaction: 5_000n, settlement: 0n, transactionFee: 0n, settlementFee: -25n };
  const text = writeReplacementAmounts(amounts);
  assert.equal(text, joined('000000005000', '000000000000', 'D00000000', 'C00000025'));
  assert.deepEqual(readReplacementAmounts(text ?? ''), amounts);
  assert.deepEqual(readReplacementAmounts('000000005000'.padEnd(42, '0'))?.transaction, 5_000n);
  assert.equal(readReplacementAmounts('x'.repeat(42)), undefined);
});

test('DE 43: name, city, country', () => {
  const acceptor = { name: 'LULU HYPERMARKET', city: 'MUSCAT', country: 'OM' };
  const text = writeCardAcceptor(acceptor);
  assert.equal(text.length, 40);
  assert.deepEqual(readCardAcceptor(text), acceptor);
  assert.equal(writeCardAcceptor({ ...acceptor, name: 'N'.repeat(60) }).length, 40);
});

test('DE 35: number, expiry, service code, the rest', () => {
  const track = { pan: '4761739001010119', expiry: '2812', serviceCode: '201', discretionary: '1234567890' };
  const text = writeTrack2(track);
  assert.equal(text, '4761739001010119=28122011234567890');
  assert.deepEqual(readTrack2(text ?? ''), track);
  for (const wrong of ['', '4761739001010119', '4761739001010119=281', '4761=2812201', '4761739001010119=2812201=1'])
    assert.equal(readTrack2(wrong), undefined, wrong);
});

test('DE 7: the year is the one that brings it nearest', () => {
  const rows = [
    ['1231235959', '2026-01-01T00:00:05Z', '2025-12-31T23:59:59Z'],
    ['0101000003', '2025-12-31T23:59:58Z', '2026-01-01T00:00:03Z'],
    ['0715120000', '2026-07-15T12:00:01Z', '2026-07-15T12:00:00Z'],
    ['0229120000', '2024-03-01T00:00:00Z', '2024-02-29T12:00:00Z'],
  ] as const;
  for (const [text, now, at] of rows) {
    const read = readTransmissionTime(text, Temporal.Instant.from(now));
    assert.equal(read?.toString(), at);
    assert.equal(read === undefined ? '' : writeTransmissionTime(read), text);
  }
  const now = Temporal.Instant.from('2026-07-15T12:00:00Z');
  for (const text of ['', '0231120000', '1301000000', '0001000000', '0715240000', '0715126000', '0715120060', '0229120000'])
    assert.equal(readTransmissionTime(text, now), undefined, text);
});

test('DE 14: a month, or nothing', () => {
  assert.deepEqual(readExpiry('2812'), { year: 2028, month: 12 });
  for (const text of ['2813', '2800', '281']) assert.equal(readExpiry(text), undefined, text);
});

test('DE 48, 61 and 63: subelements by name', () => {
  const additional = { eci: '05', cvv2: '123' };
  assert.equal(writeAdditionalData(additional), joined('420205', '9203123'));
  assert.deepEqual(readAdditionalData(joined('9203123', '420205', '0102xx')), additional);
  for (const wrong of ['92', '9204123', '92031239', '92031239203124', '9200', 'AB03123', '92x3123'])
    assert.equal(readAdditionalData(wrong), undefined, wrong);
  assert.equal(writeAdditionalData({ cvv2: '' }), undefined);
  assert.equal(writeAdditionalData({}), '');
  const dcc = { dccCurrency: '978', dccAmount: '3250', dccRate: '0.4230', dccMarkUp: '350', partialApproval: '1' };
  assert.deepEqual(readPointOfServiceData(writePointOfServiceData(dcc) ?? ''), dcc);
  assert.deepEqual(readNetworkTrace(writeNetworkTrace({ network: 'RMZ', traceId: '123456789012345' })), {
    network: 'RMZ',
    traceId: '123456789012345',
  });
  assert.equal(readNetworkTrace('RMZ'), undefined);
});

test('subelements are read as they were written', () => {
  const value = fc.string({ minLength: 1, maxLength: 99, unit: 'grapheme-ascii' });
  fc.assert(
    fc.property(fc.record({ cvv2: value, eci: value, originalTraceId: value, keyUse: value }, { requiredKeys: [] }), (given) => {
      const text = writeAdditionalData(given);
      assert.ok(text !== undefined);
      assert.deepEqual(readAdditionalData(text), { ...given });
    }),
  );
});

test('DE 53: format of the PIN block and index of its key', () => {
  for (const pinBlockFormat of [undefined, 0, 3, 4] as const) {
    const text = writeSecurityControl({ pinBlockFormat, keyIndex: 7 });
    assert.equal(text.length, 16);
    assert.deepEqual(readSecurityControl(text), { pinBlockFormat, keyIndex: 7 });
  }
  assert.equal(writeSecurityControl({ pinBlockFormat: 0, keyIndex: 1 }), '2001010100000000');
  for (const wrong of ['', '1001010100000000', '2001020100000000', '2002010100000000', '2001040100000000'])
    assert.equal(readSecurityControl(wrong), undefined, wrong);
});

test('DE 55: tags of one, two and three bytes, long values, filling', () => {
  const tags = [
    { tag: '82', value: Uint8Array.of(0x39, 0) },
    { tag: '9F26', value: new Uint8Array(8).fill(7) },
    { tag: 'DF8129', value: new Uint8Array(200).fill(1) },
  ];
  const bytes = writeEmvTags(tags);
  assert.ok(bytes !== undefined);
  assert.deepEqual(readEmvTags(bytes), tags);
  assert.deepEqual(readEmvTags(Uint8Array.from([0, ...bytes, 0xff])), tags);
  for (const wrong of ['9f', '9f26', '9f2608', '8203aabb', '8280', '8284', '8281', '9f8080808001aa', '82820100'])
    assert.equal(readEmvTags(Buffer.from(wrong, 'hex')), undefined, wrong);
});

test('bytes by chance are tags or none, and nothing else', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => assert.doesNotThrow(() => readEmvTags(bytes))));
});

test('DE 70: the codes of network management', () => {
  assert.equal(isNetworkCode('301'), true);
  assert.equal(isNetworkCode('999'), false);
  assert.equal(isNetworkCode('constructor'), false);
});

test('an answer gives back what it is found by, and no secret', () => {
  const header = new Uint8Array(22);
  const request = { 2: '4761739001010119', 4: '000000012500', 11: '000123', 35: '4761739001010119=2812201', 48: '9203123' };
  const answer = answerTo(
    { mti: '0121', fields: { ...request, 52: new Uint8Array(8), 55: new Uint8Array(9) }, header },
    { 4: '000000010000', 39: '10', 2: undefined },
  );
  assert.deepEqual(answer, { mti: '0130', fields: { 2: undefined, 4: '000000010000', 11: '000123', 39: '10' }, header });
  assert.throws(() => answerTo({ mti: '0110', fields: {} }, {}), /^Error: bug:/);
});

test('a repeat is the request that it repeats, and answered as that', () => {
  const repeats = [...messageTypes].filter(([, { repeat }]) => repeat).map(([mti]) => mti);
  assert.deepEqual(repeats, ['0101', '0121', '0201', '0221', '0401', '0421', '0801']);
  for (const mti of repeats) {
    assert.equal(withoutRepeat(mti), `${mti.slice(0, 3)}0`);
    assert.equal(answerOf(mti), answerOf(withoutRepeat(mti)));
    assert.equal(messageTypes.get(answerOf(mti) ?? '')?.answer, undefined);
  }
  assert.equal(withoutRepeat('0110'), '0110');
  assert.equal(answerOf('0500'), undefined);
});
