// Which counter or time step a typed code belongs to, if any. Pure: the caller has the secret and the clock.

import { ocra, parseOcraSuite } from '../../../crypto/ocra.ts';
import { hotp, timeStep, type OtpAlgorithm } from '../../../crypto/otp.ts';
import { sameCode } from '../../../crypto/soft-token.ts';

/** What is known of a device. `nextIndex` is the smallest counter or time step that may still be used. */
export type Device = {
  readonly kind: 'hotp' | 'totp' | 'ocra';
  readonly algorithm: OtpAlgorithm;
  readonly digits: number;
  readonly periodS: number;
  readonly suite: string | null;
  readonly nextIndex: bigint;
  /** How many steps the device's clock is ahead of the bank's, as its last right code showed. */
  readonly driftSteps: number;
};

/** The programme's figures. */
export type Windows = { readonly lookAhead: number; readonly timeStepsWindow: number; readonly resynchronisationWindow: number };

/** What a right code does to the device's row. `nextIndex` stays where the suite has no counter. */
export type Match = { readonly nextIndex: bigint; readonly driftSteps: number };

const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** The first index of the device's clock or counter, in the range, whose code fits. */
function find(from: bigint, to: bigint, fits: (index: bigint) => boolean): bigint | undefined {
  for (let index = from; index <= to; index += 1n) if (fits(index)) return index;
  return undefined;
}

/** The indexes that are looked at: never one that was used (replay), also after the bank's clock was set back. */
function range(
  device: Device,
  window: { ahead: number; behind: number },
  now: Temporal.Instant,
): { from: bigint; to: bigint; clock: bigint } {
  if (device.kind !== 'totp') return { from: device.nextIndex, to: device.nextIndex + BigInt(window.ahead), clock: 0n };
  const clock = timeStep(now, device.periodS);
  const expected = clock + BigInt(device.driftSteps);
  return { from: greater(device.nextIndex, greater(0n, expected - BigInt(window.behind))), to: expected + BigInt(window.ahead), clock };
}

const wellFormed = (device: Device, code: string): boolean => code.length === device.digits && /^\d+$/.test(code);

/** RFC 4226 section 7.4 and RFC 6238 section 5.2: one code against the look-ahead window, or the window around the clock. */
export function matchCode(
  device: Device,
  secret: Uint8Array,
  code: string,
  windows: Windows,
  question: string | undefined,
  now: Temporal.Instant,
): Match | undefined {
  if (!wellFormed(device, code)) return undefined;
  if (device.kind === 'ocra') return matchOcra(device, secret, code, windows, question, now);
  const window =
    device.kind === 'hotp' ? { ahead: windows.lookAhead, behind: 0 } : { ahead: windows.timeStepsWindow, behind: windows.timeStepsWindow };
  const { from, to, clock } = range(device, window, now);
  const index = find(from, to, (candidate) => sameCode(hotp(secret, candidate, device), code));
  if (index === undefined) return undefined;
  return { nextIndex: index + 1n, driftSteps: device.kind === 'totp' ? Number(index - clock) : 0 };
}

function matchOcra(
  device: Device,
  secret: Uint8Array,
  code: string,
  windows: Windows,
  question: string | undefined,
  now: Temporal.Instant,
): Match | undefined {
  const suite = parseOcraSuite(device.suite ?? '');
  if (suite.kind === 'refused' || question === undefined) return undefined;
  const { counter: hasCounter, timeStepS } = suite.value;
  const counters = hasCounter ? Array.from({ length: windows.lookAhead + 1 }, (_, ahead) => device.nextIndex + BigInt(ahead)) : [undefined];
  const steps = timeStepS === undefined ? [undefined] : stepsAround(timeStep(now, timeStepS), windows.timeStepsWindow);
  for (const counter of counters) {
    for (const time of steps) {
      const response = ocra(secret, suite.value, {
        question,
        ...(counter === undefined ? {} : { counter }),
        ...(time === undefined ? {} : { time }),
      });
      // A suite that wants a PIN or a session is refused at its import; an input that does not fit is a wrong code.
      if (response.kind === 'done' && sameCode(response.value, code))
        return { nextIndex: counter === undefined ? device.nextIndex : counter + 1n, driftSteps: 0 };
    }
  }
  return undefined;
}

function stepsAround(middle: bigint, window: number): bigint[] {
  return Array.from({ length: 2 * window + 1 }, (_, index) => greater(0n, middle + BigInt(index - window)));
}

/**
 * Finds a device that ran away by two consecutive codes (RFC 4226 section 7.4), the second of them made just now.
 * Undefined for OCRA, whose question would be needed twice.
 */
export function matchConsecutive(
  device: Device,
  secret: Uint8Array,
  codes: readonly [string, string],
  windows: Windows,
  now: Temporal.Instant,
): Match | undefined {
  if (device.kind === 'ocra' || !codes.every((code) => wellFormed(device, code))) return undefined;
  const width = windows.resynchronisationWindow;
  const { from, to, clock } = range(device, { ahead: width, behind: width }, now);
  const first = find(
    from,
    to,
    (index) => sameCode(hotp(secret, index, device), codes[0]) && sameCode(hotp(secret, index + 1n, device), codes[1]),
  );
  if (first === undefined) return undefined;
  return { nextIndex: first + 2n, driftSteps: device.kind === 'totp' ? Number(first + 1n - clock) : 0 };
}
