// OCRA (RFC 6287): challenge-response and signatures with an OATH device, all suites and all data inputs.

import { createHash, createHmac } from 'node:crypto';

import { concat, fromHex, u64, utf8 } from './bytes.ts';
import { done, refused, type Outcome } from '../kernel/refusal.ts';
import { truncateMac, type OtpAlgorithm } from './otp.ts';

/** A suite, read. Lengths are in characters for the question and in bytes for the session. */
export type OcraSuite = {
  /** The suite exactly as it was written: it is part of what is computed. */
  readonly text: string;
  readonly algorithm: OtpAlgorithm;
  /** 4 to 10, or 0 for the whole HMAC in hexadecimal. */
  readonly digits: number;
  readonly counter: boolean;
  readonly question: { readonly format: 'numeric' | 'alphanumeric' | 'hexadecimal'; readonly lengthMax: number };
  readonly pin?: OtpAlgorithm;
  readonly sessionBytes?: number;
  readonly timeStepS?: number;
};

export type OcraSuiteRefusal =
  | 'suite-parts' // not three parts between colons
  | 'suite-version' // not OCRA-1
  | 'suite-function' // not HOTP-SHA1, -SHA256 or -SHA512
  | 'suite-digits' // neither 0 nor 4 to 10
  | 'suite-inputs' // unknown data input, or one out of its order or twice
  | 'suite-question' // none, or not N, A or H with 04 to 64
  | 'suite-session' // not 001 to 512
  | 'suite-time'; // not 1 to 59 S or M, or 1 to 48 H

const hashes: Readonly<Record<string, OtpAlgorithm>> = { SHA1: 'SHA1', SHA256: 'SHA256', SHA512: 'SHA512' };
const formats = { N: 'numeric', A: 'alphanumeric', H: 'hexadecimal' } as const;
const secondsOf = { S: 1, M: 60, H: 3600 } as const;

/** Reads a suite such as `OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1` (RFC 6287 section 6). */
export function parseOcraSuite(text: string): Outcome<OcraSuite, OcraSuiteRefusal> {
  const parts = text.split(':');
  const [version, crypto, inputs] = parts;
  if (parts.length !== 3 || version === undefined || crypto === undefined || inputs === undefined) return refused('suite-parts');
  if (version !== 'OCRA-1') return refused('suite-version');
  const [, hashName = '', digitsText = ''] = /^HOTP-([^-]+)-([^-]+)$/.exec(crypto) ?? [];
  const algorithm = Object.hasOwn(hashes, hashName) ? hashes[hashName] : undefined;
  if (algorithm === undefined) return refused('suite-function');
  if (!/^(0|[4-9]|10)$/.test(digitsText)) return refused('suite-digits');

  const names = inputs.split('-');
  const counter = names[0] === 'C';
  if (counter) names.shift();
  const question = /^Q([NAH])(\d\d)$/.exec(names.shift() ?? '');
  const lengthMax = Number(question?.[2]);
  if (question === null || lengthMax < 4 || lengthMax > 64) return refused('suite-question');

  let pin: OtpAlgorithm | undefined;
  if (names[0]?.startsWith('P') === true) {
    const name = (names.shift() ?? '').slice(1);
    pin = Object.hasOwn(hashes, name) ? hashes[name] : undefined;
    if (pin === undefined) return refused('suite-inputs');
  }
  let sessionBytes: number | undefined;
  if (names[0]?.startsWith('S') === true) {
    const name = names.shift() ?? '';
    sessionBytes = Number(name.slice(1));
    if (!/^S\d{3}$/.test(name) || sessionBytes < 1 || sessionBytes > 512) return refused('suite-session');
  }
  let timeStepS: number | undefined;
  if (names[0]?.startsWith('T') === true) {
    const step = /^T([1-9]\d?)([SMH])$/.exec(names.shift() ?? '');
    const count = Number(step?.[1]);
    const unit = step?.[2] as keyof typeof secondsOf | undefined;
    // RFC 6287 lets hours begin at 0, which would divide by zero.
    if (unit === undefined || count > (unit === 'H' ? 48 : 59)) return refused('suite-time');
    timeStepS = count * secondsOf[unit];
  }
  if (names.length > 0) return refused('suite-inputs');
  return done({
    text,
    algorithm,
    digits: Number(digitsText),
    counter,
    question: { format: formats[question[1] as keyof typeof formats], lengthMax },
    ...(pin === undefined ? {} : { pin }),
    ...(sessionBytes === undefined ? {} : { sessionBytes }),
    ...(timeStepS === undefined ? {} : { timeStepS }),
  });
}

/** What goes into one computation; each field exactly where the suite has it. */
export type OcraInputs = {
  readonly counter?: bigint;
  /** One question, or for mutual challenge-response (RFC 6287 section 7.2) both, in the order of the computation. */
  readonly question: string | readonly [string, string];
  /** The customer's PIN as text, or its hash. */
  readonly pin?: string | Uint8Array;
  readonly session?: Uint8Array;
  /** The number of time steps since 1970, or the moment. */
  readonly time?: bigint | Temporal.Instant;
};

export type OcraRefusal =
  | 'question-format'
  | 'question-length'
  | 'counter-missing'
  | 'pin-missing'
  | 'pin-length'
  | 'session-missing'
  | 'session-length'
  | 'time-missing'
  | 'input-unexpected'; // an input that the suite does not have would silently not count

const letters = { numeric: /^[0-9]+$/, alphanumeric: /^[0-9A-Za-z]+$/, hexadecimal: /^[0-9A-Fa-f]+$/ } as const;
const hashBytes = { SHA1: 20, SHA256: 32, SHA512: 64 } as const;

/**
 * A question as 128 bytes. A number is written in hexadecimal and filled with zeros on the right, to the half byte
 * (RFC 6287 section 5.1 and its reference implementation; the text leaves it open).
 */
function questionBytes(format: OcraSuite['question']['format'], question: string): Uint8Array {
  if (format === 'alphanumeric') return concat(utf8(question), new Uint8Array(128 - question.length));
  return fromHex((format === 'numeric' ? BigInt(question).toString(16) : question).padEnd(256, '0'));
}

function judgeQuestion({ format, lengthMax }: OcraSuite['question'], question: string): OcraRefusal | undefined {
  if (!letters[format].test(question)) return 'question-format';
  if (question.length < 4 || question.length > lengthMax) return 'question-length';
  return undefined;
}

const leftPadded = (bytes: Uint8Array, length: number): Uint8Array => concat(new Uint8Array(length - bytes.length), bytes);

/** The response to a question, or the signature of what the question stands for. */
export function ocra(secret: Uint8Array, suite: OcraSuite, inputs: OcraInputs): Outcome<string, OcraRefusal> {
  const questions = typeof inputs.question === 'string' ? [inputs.question] : inputs.question;
  for (const question of questions) {
    const reason = judgeQuestion(suite.question, question);
    if (reason !== undefined) return refused(reason);
  }
  if (
    (inputs.counter !== undefined && !suite.counter) ||
    (inputs.pin !== undefined && suite.pin === undefined) ||
    (inputs.session !== undefined && suite.sessionBytes === undefined) ||
    (inputs.time !== undefined && suite.timeStepS === undefined)
  ) {
    return refused('input-unexpected');
  }
  const parts: Uint8Array[] = [utf8(suite.text), Uint8Array.of(0)];
  if (suite.counter) {
    // 0 is a counter like any other.
    if (inputs.counter === undefined) return refused('counter-missing');
    parts.push(u64(inputs.counter));
  }
  parts.push(questionBytes(suite.question.format, questions.join('')));
  if (suite.pin !== undefined) {
    if (inputs.pin === undefined || inputs.pin === '') return refused('pin-missing');
    const pin = typeof inputs.pin === 'string' ? createHash(suite.pin).update(inputs.pin).digest() : inputs.pin;
    if (pin.length !== hashBytes[suite.pin]) return refused('pin-length');
    parts.push(pin);
  }
  if (suite.sessionBytes !== undefined) {
    if (inputs.session === undefined) return refused('session-missing');
    if (inputs.session.length > suite.sessionBytes) return refused('session-length');
    parts.push(leftPadded(inputs.session, suite.sessionBytes));
  }
  if (suite.timeStepS !== undefined) {
    if (inputs.time === undefined) return refused('time-missing');
    parts.push(
      u64(typeof inputs.time === 'bigint' ? inputs.time : BigInt(Math.floor(inputs.time.epochMilliseconds / 1000 / suite.timeStepS))),
    );
  }
  const mac = createHmac(suite.algorithm, secret)
    .update(concat(...parts))
    .digest();
  return done(suite.digits === 0 ? mac.toString('hex') : truncateMac(mac, suite.digits));
}
