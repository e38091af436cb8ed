// One-time codes of devices: HOTP (RFC 4226) and TOTP (RFC 6238).

import { createHmac } from 'node:crypto';

import { u64 } from './bytes.ts';

export type OtpAlgorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** How a device makes its code: 6 to 10 digits of an HMAC. */
export type OtpForm = { readonly algorithm: OtpAlgorithm; readonly digits: number };

/**
 * Dynamic truncation of RFC 4226 section 5.3. Ten digits hold more than the 31 bits can fill: the first is 0, 1 or 2, and
 * RFC 6287 allows it all the same.
 */
export function truncateMac(mac: Uint8Array, digits: number): string {
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
  return ((view.getUint32(offset) & 0x7fff_ffff) % 10 ** digits).toString().padStart(digits, '0');
}

/** The code of a counter; RFC 4226 names SHA-1 only, devices use the others with it as well. */
export function hotp(secret: Uint8Array, counter: bigint, { algorithm, digits }: OtpForm): string {
  return truncateMac(createHmac(algorithm, secret).update(u64(counter)).digest(), digits);
}

/** The time step T of RFC 6238 section 4.2, with T0 = 0. */
export function timeStep(now: Temporal.Instant, periodS: number): bigint {
  return BigInt(Math.floor(now.epochMilliseconds / 1000 / periodS));
}

/** The code of a moment. A server checks steps with `hotp` directly. */
export function totp(secret: Uint8Array, now: Temporal.Instant, periodS: number, form: OtpForm): string {
  return hotp(secret, timeStep(now, periodS), form);
}
