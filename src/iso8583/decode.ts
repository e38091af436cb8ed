// Bytes to message: header, MTI, bitmaps, then each announced field in turn. It never throws for what was sent.

import type { Dialect, FieldCodec } from './dialect.ts';
import type { Value } from './contents.ts';
import type { Fields } from './field-table.ts';
import type { Decoded, DecodeRefusal, Message } from './message.ts';
import { messageTypes } from './mti.ts';
import { Source } from './source.ts';

/** Where a header says how long the message is. */
const headerTotalAt = 3;

/**
 * Decodes one message without its length header (see frames).
 * Ladder: oversize → header → MTI → bitmaps → fields in their order → trailing bytes. A field whose place is known but whose content
 * is wrong does not stop the reading, so that `readable` has the fields behind it too; the first refusal is the one that is given.
 */
export function decodeMessage(dialect: Dialect, bytes: Uint8Array): Decoded {
  if (bytes.length > dialect.lengthMax) return { kind: 'refused', reason: 'oversize', offset: dialect.lengthMax };
  const source = new Source(bytes);
  let at = dialect.headerLength;
  if (at > 0) {
    if (bytes.length < at) return { kind: 'refused', reason: 'truncated', offset: bytes.length };
    if (bytes[0] !== at) return { kind: 'refused', reason: 'header-malformed', offset: 0 };
    const total = ((bytes[headerTotalAt] as number) << 8) | (bytes[headerTotalAt + 1] as number);
    if (total !== bytes.length) return { kind: 'refused', reason: 'header-malformed', offset: headerTotalAt };
  }

  const mtiAt = at;
  at += dialect.mti.size(4);
  if (at > bytes.length) return { kind: 'refused', reason: 'truncated', offset: mtiAt };
  const mti = dialect.mti.read(source, mtiAt, 4) as string | undefined;
  if (mti === undefined) return { kind: 'refused', reason: 'mti-malformed', offset: mtiAt };
  if (!messageTypes.has(mti)) return { kind: 'refused', reason: 'mti-unknown', offset: mtiAt };

  const bitmapSize = dialect.bitmap.size(8);
  if (at + bitmapSize > bytes.length) return { kind: 'refused', reason: 'truncated', offset: at };
  const primary = dialect.bitmap.read(source, at, 8) as Uint8Array | undefined;
  if (primary === undefined) return { kind: 'refused', reason: 'bitmap-malformed', offset: at };
  at += bitmapSize;
  let secondary: Uint8Array | undefined;
  if (((primary[0] as number) & 0x80) !== 0) {
    if (at + bitmapSize > bytes.length) return { kind: 'refused', reason: 'truncated', offset: at };
    secondary = dialect.bitmap.read(source, at, 8) as Uint8Array | undefined;
    if (secondary === undefined) return { kind: 'refused', reason: 'bitmap-malformed', offset: at };
    if (((secondary[0] as number) & 0x80) !== 0) return { kind: 'refused', reason: 'bitmap-tertiary', field: 65, offset: at };
    at += bitmapSize;
  }

  const reading = new FieldReading(dialect.codecs, source, at);
  if (reading.readAll(primary, 0) && (secondary === undefined || reading.readAll(secondary, 64)) && reading.at < bytes.length)
    reading.refuse('trailing-bytes', undefined, reading.at);
  const { fields, refusal } = reading;
  const message: Message =
    dialect.headerLength === 0
      ? { mti, fields: fields as Fields }
      : { mti, fields: fields as Fields, header: new Uint8Array(bytes.subarray(0, dialect.headerLength)) };
  if (refusal === undefined) return { kind: 'done', message };
  const { reason, field, offset } = refusal;
  return {
    kind: 'refused',
    reason,
    ...(field === undefined ? {} : { field }),
    offset,
    ...(fields[11] === undefined ? {} : { readable: message }),
  };
}

class FieldReading {
  readonly fields: Record<number, Value> = {};
  readonly codecs: readonly (FieldCodec | undefined)[];
  readonly source: Source;
  at: number;
  refusal: { readonly reason: DecodeRefusal; readonly field: number | undefined; readonly offset: number } | undefined;

  constructor(codecs: readonly (FieldCodec | undefined)[], source: Source, at: number) {
    this.codecs = codecs;
    this.source = source;
    this.at = at;
  }

  /** Keeps the first. */
  refuse(reason: DecodeRefusal, field: number | undefined, offset: number): false {
    this.refusal ??= { reason, field, offset };
    return false;
  }

  /** The fields of one bitmap, of which the first bit stands for field `base` + 1; false where the place of the next is lost. */
  readAll(bitmap: Uint8Array, base: number): boolean {
    for (let index = 0; index < 8; index += 1) {
      let bits = bitmap[index] as number;
      if (index === 0) bits &= 0x7f; // the first bit announces the next bitmap
      while (bits !== 0) {
        const bit = Math.clz32(bits) - 24;
        bits &= ~(0x80 >> bit);
        if (!this.readOne(base + index * 8 + bit + 1)) return false;
      }
    }
    return true;
  }

  readOne(field: number): boolean {
    const codec = this.codecs[field];
    if (codec === undefined) return this.refuse('field-unknown', field, this.at);
    const { content, prefix } = codec;
    const { bytes } = this.source;
    const { at } = this;
    let units = codec.length;
    let start = at;
    if (prefix !== undefined) {
      start += prefix.size;
      if (start > bytes.length) return this.refuse('truncated', field, at);
      units = prefix.read(bytes, at);
      if (units < 0) return this.refuse('length-malformed', field, at);
      if (units === 0) return this.refuse('length-zero', field, at);
      if (units > codec.length) return this.refuse('length-over-max', field, at);
    }
    const end = start + content.size(units);
    if (end > bytes.length) return this.refuse('truncated', field, start);
    const value = content.read(this.source, start, units);
    if (value === undefined) this.refuse(content.malformed, field, start);
    else this.fields[field] = value;
    this.at = end;
    return true;
  }
}
