// PIN verification values (Visa's method): four digits that prove a PIN without keeping it.

import { decimalize, encryptBlocks, sameCode } from './block-cipher.ts';
import { fromHex } from './bytes.ts';

export type PvvInput = {
  /** PVK pair, 16 bytes. */
  readonly key: Uint8Array;
  /** Which of the issuer's pairs it is, 0 to 6; it is part of the computation. */
  readonly keyIndex: number;
  /** At least 12 digits; eleven of them in front of the check digit are used. */
  readonly pan: string;
  /** 4 to 12 digits; the first four are used. */
  readonly pin: string;
};

/** Four digits. Input of another shape is a bug: the PIN's form is checked where it comes in. */
export function makePvv({ key, keyIndex, pan, pin }: PvvInput): string {
  if (key.length !== 16) throw new Error('bug: a PIN verification key has 16 bytes');
  if (!Number.isInteger(keyIndex) || keyIndex < 0 || keyIndex > 6) throw new Error('bug: a PVK index is 0 to 6');
  if (!/^\d{12,19}$/.test(pan) || !/^\d{4,12}$/.test(pin)) throw new Error('bug: a PVV is over a card number and a PIN');
  return decimalize(encryptBlocks('tdes', key, fromHex(`${pan.slice(-12, -1)}${keyIndex}${pin.slice(0, 4)}`)), 4);
}

/** Whether the PIN gives the value that was kept; compared in constant time. */
export function isPvv(kept: string, input: PvvInput): boolean {
  return sameCode(kept, makePvv(input));
}
