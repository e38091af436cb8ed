// PIN blocks of ISO 9564-1 formats 0, 3 (8 bytes, under TDES) and 4 (16 bytes, under AES).

import { done, refused, type Outcome } from '../kernel/refusal.ts';
import { decryptBlocks, encryptBlocks, xor } from './block-cipher.ts';
import { fromHex, toHex } from './bytes.ts';

export type PinBlockFormat = 0 | 3 | 4;

export type PinBlockRefusal =
  | 'length' // not 8 bytes (formats 0 and 3) or 16 (format 4)
  | 'format' // the control nibble is another format's: a wrong key, mostly
  | 'pin-length' // not 4 to 12 digits
  | 'pin-digits' // something else than digits: a wrong key or another card's number
  | 'filling'; // not the format's filling: likewise

/** PIN and number as digits; other shapes are bugs of the caller, who has checked what came in. */
function checkInput(pin: string, pan: string, panDigitsMin: number): void {
  if (!/^\d{4,12}$/.test(pin)) throw new Error('bug: a PIN has 4 to 12 digits');
  if (!/^\d+$/.test(pan) || pan.length < panDigitsMin || pan.length > 19) throw new Error('bug: not a card number');
}

/** The 12 rightmost digits without the check digit, behind four zeros (formats 0 and 3). */
const panField = (pan: string): Uint8Array => fromHex(`0000${pan.slice(-13, -1)}`);

/** ISO 9564-1 format 4: how far the number is longer than 12, the number itself (zeros in front of a shorter one), zeros behind. */
function panField4(pan: string): Uint8Array {
  return fromHex(`${Math.max(0, pan.length - 12)}${pan.padStart(12, '0')}`.padEnd(32, '0'));
}

/**
 * The clear block. Formats 0 and 3 have the card's number in it; of format 4 this is the PIN field alone.
 * @param random format 3: 10 bytes of chance for its filling of A to F; format 4: 8 bytes; format 0 takes none
 */
export function encodePinBlock(format: PinBlockFormat, pin: string, pan: string, random: Uint8Array = new Uint8Array()): Uint8Array {
  checkInput(pin, pan, format === 4 ? 1 : 13);
  const head = `${format}${pin.length.toString(16)}${pin}`;
  switch (format) {
    case 0:
      return xor(fromHex(head.padEnd(16, 'f')), panField(pan));
    case 3: {
      if (random.length < 10) throw new Error('bug: format 3 takes 10 random bytes');
      // 252 is the largest multiple of 6 in a byte; what lies above would make some letters likelier.
      const letters = Array.from(random, (byte) => (10 + ((byte < 252 ? byte : byte - 252) % 6)).toString(16));
      return xor(fromHex(`${head}${letters.join('')}`.slice(0, 16)), panField(pan));
    }
    case 4:
      if (random.length !== 8) throw new Error('bug: format 4 takes 8 random bytes');
      return fromHex(`${head.padEnd(16, 'a')}${toHex(random)}`);
  }
}

/** The PIN of a clear block. Every refusal but `length` means: other key, other card, or not this format. */
export function decodePinBlock(format: PinBlockFormat, block: Uint8Array, pan: string): Outcome<string, PinBlockRefusal> {
  if (block.length !== (format === 4 ? 16 : 8)) return refused('length');
  checkInput('0000', pan, format === 4 ? 1 : 13);
  const hex = toHex(format === 4 ? block : xor(block, panField(pan)));
  if (hex.charAt(0) !== String(format)) return refused('format');
  const length = Number.parseInt(hex.charAt(1), 16);
  if (length < 4 || length > 12) return refused('pin-length');
  const pin = hex.slice(2, 2 + length);
  if (!/^\d+$/.test(pin)) return refused('pin-digits');
  const filling = { 0: /^f*$/, 3: /^[a-f]*$/, 4: /^a*$/ }[format];
  return filling.test(hex.slice(2 + length, 16)) ? done(pin) : refused('filling');
}

/**
 * The block as it travels. Formats 0 and 3: TDES over the clear block. Format 4 (ISO 9564-1:2017 9.4.2): AES over the PIN field, the
 * number's field added (XOR), AES again.
 * @param key TDES of 16 or 24 bytes for formats 0 and 3, AES of 16 or 32 for format 4
 * @param random as encodePinBlock takes it
 */
export function encipherPinBlock(format: PinBlockFormat, key: Uint8Array, pin: string, pan: string, random?: Uint8Array): Uint8Array {
  const clear = encodePinBlock(format, pin, pan, random);
  if (format !== 4) return encryptBlocks('tdes', key, clear);
  return encryptBlocks('aes', key, xor(encryptBlocks('aes', key, clear), panField4(pan)));
}

/** The PIN of a block that came. It is in memory as long as the caller keeps it: compare it and let it go. */
export function decipherPinBlock(
  format: PinBlockFormat,
  key: Uint8Array,
  block: Uint8Array,
  pan: string,
): Outcome<string, PinBlockRefusal> {
  if (block.length !== (format === 4 ? 16 : 8)) return refused('length');
  if (format !== 4) return decodePinBlock(format, decryptBlocks('tdes', key, block), pan);
  const inner = xor(decryptBlocks('aes', key, block), panField4(pan));
  return decodePinBlock(4, decryptBlocks('aes', key, inner), pan);
}
