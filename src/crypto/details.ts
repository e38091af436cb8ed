// The details of an operation as a QR carries them: few bytes, one form only, read back to exactly what was written.

import { concat, utf8 } from './bytes.ts';

/** What the phone shows and signs and the bank executes; every value is a text, amounts in minor units. */
export type Details = Readonly<Record<string, string>>;

// Codes are part of the protocol: a code once given never changes its meaning. 0 stands before a spelt-out name.
const codes = {
  kind: 1,
  amount: 2,
  currency: 3,
  from: 4,
  payee: 5,
  to: 6,
  reference: 7,
  biller: 8,
  address: 9,
  city: 10,
  postcode: 11,
  country: 12,
  email: 13,
  mobile: 14,
  period: 15,
  language: 16,
  format: 17,
  note: 18,
  fee: 19,
  total: 20,
  rate: 21,
  date: 22,
  account: 23,
  delivery: 24,
  oldValue: 25,
  newValue: 26,
  bank: 27,
  purpose: 28,
  number: 29,
} as const;

const codeOf = new Map<string, number>(Object.entries(codes));
const nameOf = new Map<number, string>(Object.entries(codes).map(([name, code]) => [code, name]));

/** The greatest number of bytes of one name or value. */
export const fieldBytesMax = 255;

/** Whether every field fits the compact form; what does not must be refused before an operation is made. */
export function detailsFit(details: Details): boolean {
  const entries = Object.entries(details);
  return (
    entries.length <= 255 &&
    entries.every(
      ([name, value]) =>
        name !== '' &&
        name.isWellFormed() &&
        value.isWellFormed() &&
        utf8(name).length <= fieldBytesMax &&
        utf8(value).length <= fieldBytesMax,
    )
  );
}

/** Names in the order of RFC 8785 (UTF-16 code units), which is also that of Array.prototype.sort. */
function inOrder(details: Details): string[] {
  return Object.keys(details).sort();
}

/** Writes the compact form: count (1), then code (1) ‖ length (1) ‖ UTF-8 for each field. */
export function encodeDetails(details: Details): Uint8Array<ArrayBuffer> {
  if (!detailsFit(details)) throw new Error('bug: details with a field above 255 bytes have no compact form');
  const names = inOrder(details);
  const parts: Uint8Array[] = [Uint8Array.of(names.length)];
  for (const name of names) {
    const value = utf8(details[name] ?? '');
    const code = codeOf.get(name);
    if (code === undefined) {
      const spelt = utf8(name);
      parts.push(Uint8Array.of(0, spelt.length), spelt, Uint8Array.of(value.length), value);
    } else {
      parts.push(Uint8Array.of(code, value.length), value);
    }
  }
  return concat(...parts);
}

/**
 * Reads the compact form. Undefined for anything that encodeDetails would not have written: unknown codes, a spelt-out
 * name that has a code, fields out of order or twice, broken UTF-8, bytes missing or left over.
 */
export function decodeDetails(bytes: Uint8Array): Details | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const details: Record<string, string> = Object.create(null) as Record<string, string>;
  let at = 1;
  let previous: string | undefined;
  const text = (): string | undefined => {
    const length = bytes[at];
    if (length === undefined || at + 1 + length > bytes.length) return undefined;
    const part = bytes.subarray(at + 1, at + 1 + length);
    at += 1 + length;
    try {
      return decoder.decode(part);
    } catch {
      return undefined;
    }
  };
  for (let left = bytes[0] ?? -1; left > 0; left -= 1) {
    const code = bytes[at];
    if (code === undefined) return undefined;
    at += 1;
    const name = code === 0 ? text() : nameOf.get(code);
    if (name === undefined || name === '' || (code === 0 && codeOf.has(name))) return undefined;
    if (previous !== undefined && previous >= name) return undefined;
    const value = text();
    if (value === undefined) return undefined;
    details[name] = value;
    previous = name;
  }
  return bytes.length > 0 && at === bytes.length ? { ...details } : undefined;
}
