// Texts as SMS carry them: the GSM alphabet or UCS-2, in one part or several.

import { createHash } from 'node:crypto';

// 3GPP TS 23.038 section 6.2.1 and 6.2.1.1: the position is the value; after ESC (0x1b) the second table holds.
const alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};
const positions = new Map(Array.from(alphabet, (letter, index): [string, number] => [letter, index]));
positions.delete('\u001b');

/** How SMPP names the two codings (SMPP 3.4 section 5.2.19). */
export const gsmCoding = 0x00;
export const ucs2Coding = 0x08;

export type Coded = {
  readonly dataCoding: typeof gsmCoding | typeof ucs2Coding;
  readonly parts: readonly Buffer[];
  readonly hasHeader: boolean;
};

// 3GPP TS 23.040 section 9.2.3.24: 140 bytes hold 160 septets or 70 UCS-2 units; the header of 7 bytes leaves 152 or 66.
// Its reference has 16 bits, because of several texts to one phone at once two would too often share one of 8 bits.
const limits = { gsm: { whole: 160, part: 152 }, ucs2: { whole: 70, part: 66 } };
export const headerLength = 7;
const partsMax = 255;

function septets(letter: string): number[] | undefined {
  const position = positions.get(letter);
  if (position !== undefined) return [position];
  const extended = extension[letter];
  return extended === undefined ? undefined : [0x1b, extended];
}

// Fills parts without splitting what belongs together: an escape and its letter, a surrogate pair.
function fill(units: readonly (readonly number[])[], { whole, part }: { whole: number; part: number }): number[][] {
  const total = units.reduce((sum, unit) => sum + unit.length, 0);
  if (total <= whole) return [units.flat()];
  const parts: number[][] = [[]];
  for (const unit of units) {
    let last = parts.at(-1) ?? [];
    if (last.length + unit.length > part) parts.push((last = []));
    last.push(...unit);
  }
  return parts;
}

/**
 * Codes a text for the short_message field: one octet for each GSM letter (unpacked, as SMPP wants it) or UTF-16 big-endian.
 * Longer texts get a concatenation header with the same reference in every part.
 * @param id the message's id: the reference comes from it, so that a repeated attempt continues the same text on the phone
 */
export function codeText(text: string, id: string): Coded {
  const letters = Array.from(text);
  const gsm = letters.map(septets);
  const isGsm = gsm.every((unit) => unit !== undefined);
  const units = isGsm ? gsm : letters.map((letter) => letter.split('').map((unit) => unit.charCodeAt(0)));
  const filled = fill(units, isGsm ? limits.gsm : limits.ucs2);
  if (filled.length > partsMax) throw new Error('bug: an SMS of more than 255 parts');
  const bodies = filled.map((part) => (isGsm ? Buffer.from(part) : Buffer.from(part.flatMap((unit) => [unit >> 8, unit & 0xff]))));
  const dataCoding = isGsm ? gsmCoding : ucs2Coding;
  if (bodies.length === 1) return { dataCoding, parts: bodies, hasHeader: false };
  const [high, low] = createHash('sha256').update(id).digest();
  const header = [headerLength - 1, 0x08, 4, high ?? 0, low ?? 0, bodies.length];
  const parts = bodies.map((body, index) => Buffer.concat([Buffer.from([...header, index + 1]), body]));
  return { dataCoding, parts, hasHeader: true };
}

/** The text of octets in a coding that this house writes. */
export function decodeText(dataCoding: number, bytes: Uint8Array): string {
  if (dataCoding === ucs2Coding) return new TextDecoder('utf-16be').decode(bytes);
  const letters = Object.fromEntries(Object.entries(extension).map(([letter, code]) => [code, letter]));
  let text = '';
  for (let index = 0; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0;
    if (code === 0x1b) text += letters[bytes[(index += 1)] ?? 0] ?? ' ';
    else text += alphabet[code] ?? ' ';
  }
  return text;
}

export type Place = { readonly reference: number; readonly total: number; readonly sequence: number };

/** Where a part stands in its text, from its header's elements (identifier 0x00 with 8-bit or 0x08 with 16-bit reference). */
export function placeOf(header: readonly Uint8Array[]): Place | undefined {
  for (const element of header) {
    const bytes = Buffer.from(element);
    // The library leaves the length of the whole header before the first element.
    const at = [0, 1].find(
      (start) => (bytes[start] === 0x00 && bytes[start + 1] === 3) || (bytes[start] === 0x08 && bytes[start + 1] === 4),
    );
    if (at === undefined || bytes.length < at + 2 + (bytes[at + 1] ?? 0)) continue;
    const wide = bytes[at] === 0x08;
    const reference = wide ? bytes.readUInt16BE(at + 2) : bytes.readUInt8(at + 2);
    const [total, sequence] = [bytes.readUInt8(at + (wide ? 4 : 3)), bytes.readUInt8(at + (wide ? 5 : 4))];
    if (total > 0 && sequence > 0 && sequence <= total) return { reference, total, sequence };
  }
  return undefined;
}

export type Assembly = {
  /** Gives the whole text once all parts are there, again for a repeated part, until it is taken away. */
  add(key: string, place: Place, text: string, atMs: number): string | undefined;
  /** The whole text was handled. */
  take(key: string, place: Place): void;
};

/** Puts the parts of long texts together; what stays for five minutes is dropped, and of too many the oldest. */
export function openAssembly(textsHeldMax = 2000): Assembly {
  const held = new Map<string, { texts: (string | undefined)[]; atMs: number }>();
  const lifeMs = 5 * 60 * 1000;
  const nameOf = (key: string, { reference, total }: Place): string => `${key} ${reference} ${total}`;
  return {
    add(key, place, text, atMs) {
      const { total, sequence } = place;
      for (const [old, entry] of held) {
        if (entry.atMs >= atMs - lifeMs && held.size <= textsHeldMax) break;
        held.delete(old);
      }
      const name = nameOf(key, place);
      const entry = held.get(name) ?? { texts: Array<string | undefined>(total).fill(undefined), atMs };
      entry.texts[sequence - 1] = text;
      held.set(name, entry);
      return entry.texts.includes(undefined) ? undefined : entry.texts.join('');
    },
    take: (key, place) => void held.delete(nameOf(key, place)),
  };
}
