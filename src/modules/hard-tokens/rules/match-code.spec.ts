// Windows around counters and clocks, one row a rule.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { ocra, parseOcraSuite } from '../../../crypto/ocra.ts';
import { hotp } from '../../../crypto/otp.ts';
import { questionFor } from './importable.ts';
import { matchCode, matchConsecutive, type Device } from './match-code.ts';

const secret = new TextEncoder().encode('12345678901234567890');
const windows = { lookAhead: 10, timeStepsWindow: 1, resynchronisationWindow: 100 };
const now = Temporal.Instant.fromEpochMilliseconds(1_772_352_015_000);
const clock = 59_078_400n;
const base = { algorithm: 'SHA1', digits: 6, periodS: 30, suite: null, driftSteps: 0 } as const;
const hotpDevice = (nextIndex: bigint): Device => ({ ...base, kind: 'hotp', nextIndex });
const totpDevice = (nextIndex: bigint, driftSteps = 0): Device => ({ ...base, kind: 'totp', nextIndex, driftSteps });
const at = (index: bigint): string => hotp(secret, index, base);

describe('HOTP', () => {
  const rows: [string, bigint, bigint, bigint | undefined][] = [
    // rule, next index, index of the code, next index afterwards
    ['the next code is right', 5n, 5n, 6n],
    ['the first code of a new device is right', 0n, 0n, 1n],
    ['the last code of the window is right', 5n, 15n, 16n],
    ['the code after the window is wrong', 5n, 16n, undefined],
    ['a used code is wrong', 5n, 4n, undefined],
  ];
  for (const [rule, nextIndex, index, expected] of rows) {
    test(rule, () => assert.equal(matchCode(hotpDevice(nextIndex), secret, at(index), windows, undefined, now)?.nextIndex, expected));
  }

  test('a code of another length, or with letters, is wrong', () => {
    for (const code of ['', at(5n).slice(1), `${at(5n)}0`, '12345a', ` ${at(5n)}`])
      assert.equal(matchCode(hotpDevice(5n), secret, code, windows, undefined, now), undefined);
  });
});

describe('TOTP', () => {
  const rows: [string, bigint, number, bigint, { nextIndex: bigint; driftSteps: number } | undefined][] = [
    // rule, next index, drift, index of the code, match
    ['the code of now is right', 0n, 0, clock, { nextIndex: clock + 1n, driftSteps: 0 }],
    ['one step behind is right and remembered', 0n, 0, clock - 1n, { nextIndex: clock, driftSteps: -1 }],
    ['one step ahead is right and remembered', 0n, 0, clock + 1n, { nextIndex: clock + 2n, driftSteps: 1 }],
    ['two steps away is wrong', 0n, 0, clock + 2n, undefined],
    ['the window lies around the remembered drift', 0n, 5, clock + 6n, { nextIndex: clock + 7n, driftSteps: 6 }],
    ['with a drift the code of now may be too far away', 0n, 5, clock, undefined],
    ['a used step is wrong', clock + 1n, 0, clock, undefined],
    ['after the clock was set back nothing is right a second time', clock + 500n, 0, clock, undefined],
  ];
  for (const [rule, nextIndex, drift, index, expected] of rows) {
    test(rule, () => assert.deepEqual(matchCode(totpDevice(nextIndex, drift), secret, at(index), windows, undefined, now), expected));
  }
});

describe('resynchronisation', () => {
  test('two consecutive codes far ahead are found', () => {
    assert.deepEqual(matchConsecutive(hotpDevice(5n), secret, [at(90n), at(91n)], windows, now), { nextIndex: 92n, driftSteps: 0 });
    assert.deepEqual(matchConsecutive(totpDevice(0n), secret, [at(clock + 60n), at(clock + 61n)], windows, now), {
      nextIndex: clock + 62n,
      driftSteps: 61,
    });
    assert.deepEqual(matchConsecutive(totpDevice(0n), secret, [at(clock - 60n), at(clock - 59n)], windows, now), {
      nextIndex: clock - 58n,
      driftSteps: -59,
    });
  });

  const wrong: [string, bigint, bigint][] = [
    ['codes that do not follow each other are wrong', 90n, 92n],
    ['codes in the wrong order are wrong', 91n, 90n],
    ['one code twice is wrong', 90n, 90n],
    ['codes that were used are wrong', 2n, 3n],
    ['codes beyond the window are wrong', 106n, 107n],
  ];
  for (const [rule, first, second] of wrong) {
    test(rule, () => assert.equal(matchConsecutive(hotpDevice(5n), secret, [at(first), at(second)], windows, now), undefined));
  }
});

describe('OCRA', () => {
  const device = (suite: string, nextIndex = 0n): Device => ({ ...base, kind: 'ocra', suite, nextIndex });
  const response = (suiteText: string, inputs: Parameters<typeof ocra>[2]): string => {
    const suite = parseOcraSuite(suiteText);
    assert.ok(suite.kind === 'done');
    const outcome = ocra(secret, suite.value, inputs);
    assert.ok(outcome.kind === 'done');
    return outcome.value;
  };

  test('a response to the question is right, to another one, or without one, wrong', () => {
    const suite = 'OCRA-1:HOTP-SHA1-6:QN08';
    const code = response(suite, { question: '12345678' });
    assert.deepEqual(matchCode(device(suite), secret, code, windows, '12345678', now), { nextIndex: 0n, driftSteps: 0 });
    assert.equal(matchCode(device(suite), secret, code, windows, '12345679', now), undefined);
    assert.equal(matchCode(device(suite), secret, code, windows, undefined, now), undefined);
    assert.equal(matchCode(device(suite), secret, code, windows, 'not a number', now), undefined);
  });

  test('counters are looked for in the window, from 0', () => {
    const suite = 'OCRA-1:HOTP-SHA1-6:C-QN08';
    const at = (counter: bigint): string => response(suite, { question: '12345678', counter });
    assert.equal(matchCode(device(suite), secret, at(0n), windows, '12345678', now)?.nextIndex, 1n);
    assert.equal(matchCode(device(suite, 3n), secret, at(13n), windows, '12345678', now)?.nextIndex, 14n);
    assert.equal(matchCode(device(suite, 3n), secret, at(14n), windows, '12345678', now), undefined);
    assert.equal(matchCode(device(suite, 3n), secret, at(2n), windows, '12345678', now), undefined);
  });

  test('time steps of the suite are looked for around the clock', () => {
    const suite = 'OCRA-1:HOTP-SHA1-6:QN08-T1M';
    const minute = 29_539_200n;
    const at = (time: bigint): string => response(suite, { question: '12345678', time });
    for (const [time, right] of [
      [minute, true],
      [minute - 1n, true],
      [minute + 1n, true],
      [minute + 2n, false],
    ] as [bigint, boolean][]) {
      assert.equal(matchCode(device(suite), secret, at(time), windows, '12345678', now) !== undefined, right, String(time));
    }
  });

  test('questions have the format and the length of the suite', () => {
    const bytes = new Uint8Array(32).fill(0xa7);
    assert.match(questionFor('OCRA-1:HOTP-SHA1-6:QN08', bytes), /^\d{8}$/);
    assert.match(questionFor('OCRA-1:HOTP-SHA1-6:QN06', bytes), /^\d{6}$/);
    assert.match(questionFor('OCRA-1:HOTP-SHA1-6:QH40', bytes), /^[0-9A-F]{8}$/);
    assert.match(questionFor('OCRA-1:HOTP-SHA1-6:QA10', bytes), /^[0-9A-HJ-NP-Z]{8}$/);
  });
});
