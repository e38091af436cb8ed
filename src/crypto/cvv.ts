// Card verification values over number, expiry and service code: CVV on the stripe, iCVV in the chip, CVV2 on the back.

import { decimalize, encryptBlocks, sameCode, xor } from './block-cipher.ts';
import { fromHex } from './bytes.ts';

/** What the value is for; each has a service code of its own in the computation (Visa's and Mastercard's way). */
export type CvvKind =
  | { readonly kind: 'cvv'; readonly serviceCode: string } // stripe: the three digits of track 2
  | { readonly kind: 'icvv' } // chip: 999, so that a copied chip makes no stripe
  | { readonly kind: 'cvv2' }; // back of the card: 000

export type CvvInput = {
  /** CVK A and B, 8 bytes each. */
  readonly key: Uint8Array;
  readonly pan: string;
  /** Four digits, YYMM here for all kinds; the value is over whatever order the issuer keeps to. */
  readonly expiry: string;
  readonly use: CvvKind;
};

const serviceCodeOf = (use: CvvKind): string => (use.kind === 'cvv' ? use.serviceCode : use.kind === 'icvv' ? '999' : '000');

// One view for each key, so that its cipher is found again.
const halves = new WeakMap<Uint8Array, Uint8Array>();

function halfOf(key: Uint8Array): Uint8Array {
  const half = halves.get(key) ?? key.subarray(0, 8);
  halves.set(key, half);
  return half;
}

/** Three digits. PAN of 12 to 19 digits; anything else, or a key that has not 16 bytes, is a bug. */
export function makeCvv({ key, pan, expiry, use }: CvvInput): string {
  const serviceCode = serviceCodeOf(use);
  const data = `${pan}${expiry}${serviceCode}`;
  if (key.length !== 16) throw new Error('bug: a card verification key has 16 bytes');
  if (!/^\d{12,19}$/.test(pan) || expiry.length !== 4 || serviceCode.length !== 3 || !/^\d+$/.test(data))
    throw new Error('bug: a CVV is over a card number, four digits of expiry and three of service code');
  const blocks = fromHex(data.padEnd(32, '0'));
  const first = encryptBlocks('tdes', halfOf(key), blocks.subarray(0, 8));
  return decimalize(encryptBlocks('tdes', key, xor(first, blocks.subarray(8))), 3);
}

/** Whether the given digits are the card's; compared in constant time. */
export function isCvv(given: string, input: CvvInput): boolean {
  return sameCode(given, makeCvv(input));
}
