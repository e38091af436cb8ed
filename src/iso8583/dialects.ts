// The dialects as data: for each format of field its encoding, its length's encoding and its padding; and what differs by field.

import { compileDialect, type Dialect, type DialectTable } from './dialect.ts';

const lengthMax = 4096;

const ascii87: DialectTable = {
  name: 'ascii-87',
  about: 'everything in ASCII characters, bitmaps and bytes in hexadecimal',
  lengthMax,
  headerLength: 0,
  mti: 'ascii',
  bitmap: 'ascii-hex',
  forms: {
    n: { encoding: 'ascii', lengthIn: 'ascii', padding: 'left-zero' },
    'x+n': { encoding: 'ascii', lengthIn: 'ascii', padding: 'left-zero' },
    an: { encoding: 'ascii', lengthIn: 'ascii', padding: 'right-space' },
    ans: { encoding: 'ascii', lengthIn: 'ascii', padding: 'right-space' },
    z: { encoding: 'ascii', lengthIn: 'ascii', padding: 'left-zero' },
    b: { encoding: 'ascii-hex', lengthIn: 'ascii', padding: 'left-zero' },
  },
};

const binary87: DialectTable = {
  name: 'binary-87',
  about: 'digits and lengths in BCD, texts in ASCII, bitmaps and bytes as they are',
  lengthMax,
  headerLength: 0,
  mti: 'bcd',
  bitmap: 'binary',
  forms: {
    n: { encoding: 'bcd', lengthIn: 'bcd', padding: 'left-zero' },
    'x+n': { encoding: 'bcd', signIn: 'ascii', lengthIn: 'bcd', padding: 'left-zero' },
    an: { encoding: 'ascii', lengthIn: 'bcd', padding: 'right-space' },
    ans: { encoding: 'ascii', lengthIn: 'bcd', padding: 'right-space' },
    z: { encoding: 'bcd', lengthIn: 'bcd', padding: 'left-zero' },
    b: { encoding: 'binary', lengthIn: 'bcd', padding: 'left-zero' },
  },
};

const ebcdic87: DialectTable = {
  name: 'ebcdic-87',
  about: 'digits, texts and lengths in EBCDIC characters (code page 037), bitmaps and bytes as they are',
  lengthMax,
  headerLength: 0,
  mti: 'ebcdic',
  bitmap: 'binary',
  forms: {
    n: { encoding: 'ebcdic', lengthIn: 'ebcdic', padding: 'left-zero' },
    'x+n': { encoding: 'ebcdic', lengthIn: 'ebcdic', padding: 'left-zero' },
    an: { encoding: 'ebcdic', lengthIn: 'ebcdic', padding: 'right-space' },
    ans: { encoding: 'ebcdic', lengthIn: 'ebcdic', padding: 'right-space' },
    z: { encoding: 'ebcdic', lengthIn: 'ebcdic', padding: 'left-zero' },
    b: { encoding: 'binary', lengthIn: 'ebcdic', padding: 'left-zero' },
  },
};

const base87: DialectTable = {
  name: 'base-87',
  about: 'a header of 22 bytes, digits in BCD, texts in EBCDIC, lengths in one binary byte, bitmaps and bytes as they are',
  lengthMax,
  headerLength: 22,
  mti: 'bcd',
  bitmap: 'binary',
  forms: {
    n: { encoding: 'bcd', lengthIn: 'byte', padding: 'left-zero' },
    'x+n': { encoding: 'bcd', signIn: 'ebcdic', lengthIn: 'byte', padding: 'left-zero' },
    an: { encoding: 'ebcdic', lengthIn: 'byte', padding: 'right-space' },
    ans: { encoding: 'ebcdic', lengthIn: 'byte', padding: 'right-space' },
    z: { encoding: 'bcd', lengthIn: 'byte', padding: 'right-f' },
    b: { encoding: 'binary', lengthIn: 'byte', padding: 'left-zero' },
  },
  // Balances go as characters that both sides print; a PIN block as eight bytes stays.
  fields: { 54: { encoding: 'ascii' } },
};

/** The tables, for a page or a dialect of a bank's own: spread one and change it. */
export const dialectTables = { 'ascii-87': ascii87, 'binary-87': binary87, 'ebcdic-87': ebcdic87, 'base-87': base87 } as const;

export type DialectName = keyof typeof dialectTables;

/** The dialects that come with the house, ready for use. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  'ascii-87': compileDialect(ascii87),
  'binary-87': compileDialect(binary87),
  'ebcdic-87': compileDialect(ebcdic87),
  'base-87': compileDialect(base87),
};

/** The dialect of that name, or undefined: a setting is read once, at the start. */
export function findDialect(name: string): Dialect | undefined {
  return Object.hasOwn(dialects, name) ? dialects[name as DialectName] : undefined;
}
