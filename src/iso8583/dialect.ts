// A dialect made ready: the table's encodings, prefixes and paddings composed into one codec per field, by number.

import { masks } from './characters.ts';
import { bcd, hex, raw, signed, text, type Content, type Padding } from './contents.ts';
import { fieldTable, type FieldRow, type Format } from './field-table.ts';
import { prefixOf, type LengthEncoding, type Prefix } from './prefixes.ts';

export type ContentEncoding = 'ascii' | 'ebcdic' | 'bcd' | 'binary' | 'ascii-hex' | 'ebcdic-hex';

/** How fields of one format, or one field, stand on the wire. */
export type FieldForm = {
  readonly encoding: ContentEncoding;
  /** Of the sign of x+n where the digits are BCD. */
  readonly signIn?: 'ascii' | 'ebcdic';
  /** Of the length, where the field has one: LL up to 99 units, LLL above. It counts digits, characters or bytes of the value. */
  readonly lengthIn: LengthEncoding;
  readonly padding: Padding;
};

/** A dialect as data. */
export type DialectTable = {
  readonly name: string;
  readonly about: string;
  /** Bytes of the longest message, header included. */
  readonly lengthMax: number;
  /** Bytes in front of the MTI; the first says how many (itself included), the fourth and fifth how long the message is with them. */
  readonly headerLength: 0 | 22;
  readonly mti: 'ascii' | 'ebcdic' | 'bcd';
  readonly bitmap: 'binary' | 'ascii-hex' | 'ebcdic-hex';
  readonly forms: Readonly<Record<Format, FieldForm>>;
  /** What differs for single fields; `length` is a maximum where the field is variable. */
  readonly fields?: Readonly<Record<number, Partial<FieldForm> & { readonly length?: number; readonly variable?: boolean }>>;
  /** Fields that the other side never sends: a bitmap that announces one is wrong. */
  readonly without?: readonly number[];
};

export type FieldCodec = {
  readonly row: FieldRow;
  readonly form: FieldForm;
  readonly content: Content;
  /** Units: digits, characters or bytes. */
  readonly length: number;
  /** Undefined where the length is fixed. */
  readonly prefix: Prefix | undefined;
};

export type Dialect = {
  readonly table: DialectTable;
  readonly name: string;
  readonly lengthMax: number;
  readonly headerLength: number;
  readonly mti: Content;
  readonly bitmap: Content;
  /** By field number; undefined where there is no such field. */
  readonly codecs: readonly (FieldCodec | undefined)[];
};

const pageOf = (encoding: 'ascii' | 'ebcdic' | 'bcd'): 'ascii' | 'ebcdic' => (encoding === 'ebcdic' ? 'ebcdic' : 'ascii');

function contentOf(format: Format, { encoding, signIn, padding }: FieldForm): Content {
  if (format === 'b') {
    if (encoding === 'binary') return raw;
    if (encoding === 'ascii-hex') return hex('ascii');
    if (encoding === 'ebcdic-hex') return hex('ebcdic');
    throw new Error(`bug: bytes are not written in ${encoding}`);
  }
  if (encoding === 'binary' || encoding === 'ascii-hex' || encoding === 'ebcdic-hex') throw new Error(`bug: format ${format} is text`);
  if (format === 'x+n')
    return signed(signIn ?? pageOf(encoding), encoding === 'bcd' ? bcd('left-zero') : text(encoding, masks.n, 'left-zero'));
  if (encoding === 'bcd') {
    if (format !== 'n' && format !== 'z') throw new Error(`bug: format ${format} has letters, BCD has none`);
    return bcd(padding, format === 'z');
  }
  return text(encoding, masks[format], padding, format === 'z');
}

/** Makes a dialect ready for use; a table that cannot be is a bug. */
export function compileDialect(table: DialectTable): Dialect {
  // Header, MTI and two bitmaps always fit, and the length header of a frame says at most 65535.
  if (table.lengthMax < 128 || table.lengthMax > 0xffff) throw new Error('bug: a message has 128 to 65535 bytes at most');
  const codecs: (FieldCodec | undefined)[] = Array.from({ length: 129 }, () => undefined);
  for (const given of fieldTable) {
    if (table.without?.includes(given.field) === true) continue;
    const { length, variable, ...other } = table.fields?.[given.field] ?? {};
    const row: FieldRow = { ...given, length: length ?? given.length, variable: variable ?? given.variable };
    const form: FieldForm = { ...table.forms[row.format], ...other };
    if (!row.variable && form.padding === 'right-f') throw new Error(`bug: field ${row.field} is fixed, F fills odd lengths only`);
    const prefix = row.variable ? prefixOf(form.lengthIn, row.length) : undefined;
    codecs[row.field] = {
      row,
      form,
      content: contentOf(row.format, form),
      length: prefix === undefined ? row.length : Math.min(row.length, prefix.max),
      prefix,
    };
  }
  return {
    table,
    name: table.name,
    lengthMax: table.lengthMax,
    headerLength: table.headerLength,
    mti: table.mti === 'bcd' ? bcd('left-zero') : text(table.mti, masks.n, 'left-zero'),
    bitmap: table.bitmap === 'binary' ? raw : hex(table.bitmap === 'ascii-hex' ? 'ascii' : 'ebcdic'),
    codecs,
  };
}
