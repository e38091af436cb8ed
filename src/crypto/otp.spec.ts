// HOTP, TOTP and OCRA against the vectors of their RFCs, and what a suite or an input is refused for.

import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { ocra, parseOcraSuite, type OcraInputs, type OcraRefusal, type OcraSuite, type OcraSuiteRefusal } from './ocra.ts';
import { hotp, timeStep, totp, type OtpAlgorithm } from './otp.ts';

const rows = (file: string): string[][] =>
  readFileSync(new URL(`./vectors/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/));

const lengths = { SHA1: 20, SHA256: 32, SHA512: 64 };
const secretFor = (algorithm: OtpAlgorithm): Uint8Array => new TextEncoder().encode('1234567890'.repeat(7).slice(0, lengths[algorithm]));

test('HOTP gives the codes of RFC 4226 appendix D', () => {
  assert.equal(rows('rfc4226.txt').length, 10);
  for (const [counter = '', truncated = '', code] of rows('rfc4226.txt')) {
    assert.equal(hotp(secretFor('SHA1'), BigInt(counter), { algorithm: 'SHA1', digits: 6 }), code);
    assert.equal(hotp(secretFor('SHA1'), BigInt(counter), { algorithm: 'SHA1', digits: 10 }), truncated.padStart(10, '0'));
  }
});

test('TOTP gives the codes of RFC 6238 appendix B', () => {
  assert.equal(rows('rfc6238.txt').length, 18);
  for (const [time, name, code] of rows('rfc6238.txt')) {
    const algorithm = name as OtpAlgorithm;
    const now = Temporal.Instant.fromEpochMilliseconds(Number(time) * 1000 + 999);
    assert.equal(totp(secretFor(algorithm), now, 30, { algorithm, digits: 8 }), code);
  }
});

test('a time step begins on its first millisecond', () => {
  assert.equal(timeStep(Temporal.Instant.fromEpochMilliseconds(59_999), 30), 1n);
  assert.equal(timeStep(Temporal.Instant.fromEpochMilliseconds(60_000), 30), 2n);
});

function suiteOf(text: string): OcraSuite {
  const suite = parseOcraSuite(text);
  assert.ok(suite.kind === 'done', text);
  return suite.value;
}

test('OCRA gives the responses of RFC 6287 appendix C', () => {
  assert.equal(rows('rfc6287.txt').length, 70);
  for (const [text = '', counter = '', question = '', response] of rows('rfc6287.txt')) {
    const suite = suiteOf(text);
    const [first = '', second] = question.split('+');
    const outcome = ocra(secretFor(suite.algorithm), suite, {
      question: second === undefined ? first : [first, second],
      ...(counter === '-' ? {} : { counter: BigInt(counter) }),
      ...(suite.pin === undefined ? {} : { pin: '1234' }),
      ...(suite.timeStepS === undefined ? {} : { time: 0x132d0b6n }),
    });
    assert.deepEqual(outcome, { kind: 'done', value: response }, `${text} ${question}`);
  }
});

describe('OCRA inputs', () => {
  const key = secretFor('SHA1');
  /** The computation again, from the bytes as RFC 6287 section 5.1 lists them. */
  const byHand = (text: string, ...hexParts: string[]): string => {
    const mac = createHmac('SHA1', key)
      .update(`${text}\0`)
      .update(Buffer.from(hexParts.join(''), 'hex'))
      .digest();
    return ((mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff) % 1e6).toString().padStart(6, '0');
  };
  const of = (text: string, inputs: OcraInputs): string => {
    const outcome = ocra(key, suiteOf(text), inputs);
    assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
    return outcome.value;
  };
  const zeros = (hexDigits: number): string => '0'.repeat(hexDigits);

  test('a number becomes hexadecimal and is filled on the right to 128 bytes', () => {
    const text = 'OCRA-1:HOTP-SHA1-6:QN64';
    assert.equal(of(text, { question: '1234' }), byHand(text, `4d2${zeros(253)}`));
    assert.equal(of(text, { question: '0000' }), byHand(text, zeros(256)));
    const longest = '9'.repeat(64);
    assert.equal(of(text, { question: longest }), byHand(text, BigInt(longest).toString(16).padEnd(256, '0')));
  });

  test('a hexadecimal question stands as it is, an odd one too', () => {
    const text = 'OCRA-1:HOTP-SHA1-6:QH40';
    assert.equal(of(text, { question: 'aBcDe' }), byHand(text, `abcde${zeros(251)}`));
  });

  test('the session is filled on the left, to its length in bytes', () => {
    for (const bytes of [1, 64, 128, 256, 512]) {
      const text = `OCRA-1:HOTP-SHA1-6:QA04-S${String(bytes).padStart(3, '0')}`;
      const question = `${Buffer.from('ABCD').toString('hex')}${zeros(248)}`;
      assert.equal(of(text, { question: 'ABCD', session: Uint8Array.of(0x7f) }), byHand(text, question, zeros((bytes - 1) * 2), '7f'));
    }
  });

  test('PIN hashes of all three kinds count, given as text or as hash', () => {
    for (const name of ['SHA1', 'SHA256', 'SHA512']) {
      const text = `OCRA-1:HOTP-SHA1-6:QH04-P${name}`;
      const hash = createHash(name).update('9876').digest();
      const expected = byHand(text, `beef${zeros(252)}`, hash.toString('hex'));
      assert.equal(of(text, { question: 'beef', pin: '9876' }), expected);
      assert.equal(of(text, { question: 'beef', pin: new Uint8Array(hash) }), expected);
    }
  });

  test('seconds, minutes and hours make the time steps', () => {
    const time = Temporal.Instant.fromEpochMilliseconds(1_206_446_790_000);
    const steps: [string, number][] = [
      ['1S', 1],
      ['59S', 59],
      ['1M', 60],
      ['59M', 3540],
      ['1H', 3600],
      ['48H', 172_800],
    ];
    for (const [step, seconds] of steps) {
      const text = `OCRA-1:HOTP-SHA1-6:QH04-T${step}`;
      const count = Math.floor(1_206_446_790 / seconds)
        .toString(16)
        .padStart(16, '0');
      assert.equal(of(text, { question: 'beef', time }), byHand(text, `beef${zeros(252)}`, count), step);
    }
  });

  test('counter 0 counts, and is another one than 1', () => {
    const text = 'OCRA-1:HOTP-SHA1-6:C-QH04';
    assert.equal(of(text, { counter: 0n, question: 'beef' }), byHand(text, zeros(16), `beef${zeros(252)}`));
    assert.notEqual(of(text, { counter: 0n, question: 'beef' }), of(text, { counter: 1n, question: 'beef' }));
  });

  test('0 digits give the whole HMAC', () => {
    assert.match(of('OCRA-1:HOTP-SHA1-0:QH04', { question: 'beef' }), /^[0-9a-f]{40}$/);
    assert.equal(of('OCRA-1:HOTP-SHA1-10:QH04', { question: 'beef' }).length, 10);
  });

  const full = 'OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1-S064-T1M';
  const whole = { counter: 0n, question: '12345678', pin: '1234', session: new Uint8Array(64), time: 5n };
  const refusals: [OcraRefusal, string, OcraInputs][] = [
    ['question-format', full, { ...whole, question: '1234567a' }],
    ['question-format', full, { ...whole, question: '' }],
    ['question-length', full, { ...whole, question: '123' }],
    ['question-length', full, { ...whole, question: '123456789' }],
    ['question-length', full, { ...whole, question: ['12345678', '123456789'] }],
    ['counter-missing', full, { question: whole.question, pin: '1234', session: whole.session, time: 5n }],
    ['pin-missing', full, { ...whole, pin: '' }],
    ['pin-length', full, { ...whole, pin: new Uint8Array(32) }],
    ['session-missing', full, { counter: 0n, question: whole.question, pin: '1234', time: 5n }],
    ['session-length', full, { ...whole, session: new Uint8Array(65) }],
    ['time-missing', full, { counter: 0n, question: whole.question, pin: '1234', session: whole.session }],
    ['input-unexpected', 'OCRA-1:HOTP-SHA1-6:QN08', { question: '12345678', counter: 0n }],
    ['input-unexpected', 'OCRA-1:HOTP-SHA1-6:QN08', { question: '12345678', pin: '1234' }],
  ];
  for (const [reason, text, inputs] of refusals) {
    test(`${reason}: ${JSON.stringify(inputs.question)}`, () => {
      const outcome = ocra(key, suiteOf(text), inputs);
      assert.equal(outcome.kind === 'refused' && outcome.reason, reason);
    });
  }

  test('each input of a full suite changes the response', () => {
    const base = of(full, whole);
    const changed: Partial<OcraInputs>[] = [
      { counter: 1n },
      { question: '12345679' },
      { pin: '1235' },
      { session: Uint8Array.of(1) },
      { time: 6n },
    ];
    for (const change of changed) assert.notEqual(of(full, { ...whole, ...change }), base, Object.keys(change).join());
  });
});

describe('OCRA suites', () => {
  const malformed: [string, OcraSuiteRefusal][] = [
    ['', 'suite-parts'],
    ['OCRA-1:HOTP-SHA1-6', 'suite-parts'],
    ['OCRA-1:HOTP-SHA1-6:QN08:', 'suite-parts'],
    ['OCRA-2:HOTP-SHA1-6:QN08', 'suite-version'],
    ['ocra-1:HOTP-SHA1-6:QN08', 'suite-version'],
    ['OCRA-1:TOTP-SHA1-6:QN08', 'suite-function'],
    ['OCRA-1:HOTP-MD5-6:QN08', 'suite-function'],
    ['OCRA-1:HOTP-constructor-6:QN08', 'suite-function'],
    ['OCRA-1:HOTP-SHA1-3:QN08', 'suite-digits'],
    ['OCRA-1:HOTP-SHA1-11:QN08', 'suite-digits'],
    ['OCRA-1:HOTP-SHA1-06:QN08', 'suite-digits'],
    ['OCRA-1:HOTP-SHA1-6:', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:C', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:Q', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:QN', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:QB08', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:QN03', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:QN65', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:QN8', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:PSHA1', 'suite-question'],
    ['OCRA-1:HOTP-SHA1-6:QN08-P', 'suite-inputs'],
    ['OCRA-1:HOTP-SHA1-6:QN08-PMD5', 'suite-inputs'],
    ['OCRA-1:HOTP-SHA1-6:QN08-C', 'suite-inputs'],
    ['OCRA-1:HOTP-SHA1-6:QN08-QN08', 'suite-inputs'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1M-PSHA1', 'suite-inputs'],
    ['OCRA-1:HOTP-SHA1-6:QN08-', 'suite-inputs'],
    ['OCRA-1:HOTP-SHA1-6:QN08-S', 'suite-session'],
    ['OCRA-1:HOTP-SHA1-6:QN08-S000', 'suite-session'],
    ['OCRA-1:HOTP-SHA1-6:QN08-S513', 'suite-session'],
    ['OCRA-1:HOTP-SHA1-6:QN08-S64', 'suite-session'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T', 'suite-time'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T0H', 'suite-time'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T60S', 'suite-time'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T49H', 'suite-time'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1D', 'suite-time'],
  ];
  for (const [text, reason] of malformed) {
    test(`${text === '' ? 'an empty text' : text} is refused: ${reason}`, () => {
      const outcome = parseOcraSuite(text);
      assert.equal(outcome.kind === 'refused' && outcome.reason, reason);
    });
  }

  test('a full suite is read whole', () => {
    assert.deepEqual(suiteOf('OCRA-1:HOTP-SHA512-10:C-QH64-PSHA256-S512-T48H'), {
      text: 'OCRA-1:HOTP-SHA512-10:C-QH64-PSHA256-S512-T48H',
      algorithm: 'SHA512',
      digits: 10,
      counter: true,
      question: { format: 'hexadecimal', lengthMax: 64 },
      pin: 'SHA256',
      sessionBytes: 512,
      timeStepS: 172_800,
    });
  });
});
