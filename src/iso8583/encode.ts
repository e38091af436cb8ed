// Message to bytes, written once into one buffer.

import type { Value } from './contents.ts';
import type { Dialect, FieldCodec } from './dialect.ts';
import type { Encoded, EncodeRefusal, Message } from './message.ts';
import { messageTypes } from './mti.ts';

const headerTotalAt = 3;
const frameHeaderBytes = 2;

// One message is written at a time and copied out at its length; nobody keeps a part of this.
let scratch = Buffer.alloc(0);

/**
 * Encodes one message. Text of fixed fields is padded as the dialect says (digits with zeros in front, characters with spaces behind);
 * a value that does not fit, or is not of the field's format, is refused with the field, never cut.
 */
export function encodeMessage(dialect: Dialect, message: Message): Encoded {
  return write(dialect, message, 0);
}

/** The same with the length header of two bytes in front: what goes to the socket. */
export function encodeFrame(dialect: Dialect, message: Message): Encoded {
  return write(dialect, message, frameHeaderBytes);
}

function write(dialect: Dialect, message: Message, front: number): Encoded {
  const { mti, header } = message;
  if (!messageTypes.has(mti)) return { kind: 'refused', reason: 'mti-unknown' };
  const { headerLength, lengthMax } = dialect;
  if (header !== undefined && header.length !== headerLength) return { kind: 'refused', reason: 'header-malformed' };
  const end = front + lengthMax;
  if (scratch.length < end) scratch = Buffer.alloc(end);
  const out = scratch;

  let at = front;
  if (headerLength > 0) {
    out.fill(0, at, at + headerLength);
    if (header !== undefined) out.set(header, at);
    out[at] = headerLength;
    at += headerLength;
  }
  dialect.mti.write(out, at, mti, 4);
  at += dialect.mti.size(4);

  const fields = message.fields as Readonly<Record<number, Value | undefined>>;
  const { codecs } = dialect;
  const bitmap = new Uint8Array(16);
  let last = 0;
  for (let field = 0; field < 129; field += 1) {
    if (fields[field] === undefined) continue;
    if (codecs[field] === undefined) return { kind: 'refused', reason: 'field-unknown', field };
    bitmap[(field - 1) >> 3] = (bitmap[(field - 1) >> 3] as number) | (0x80 >> ((field - 1) & 7));
    last = field;
  }
  if (last > 64) bitmap[0] = (bitmap[0] as number) | 0x80;
  const maps = last > 64 ? 16 : 8;
  dialect.bitmap.write(out, at, bitmap.subarray(0, maps), maps);
  at += dialect.bitmap.size(maps);

  for (let field = 2; field <= last; field += 1) {
    const value = fields[field];
    if (value === undefined) continue;
    const written = writeField(codecs[field] as FieldCodec, out, at, value, end);
    if (typeof written === 'string') return { kind: 'refused', reason: written, field };
    at = written;
  }

  const length = at - front;
  if (headerLength > 0) {
    out[front + headerTotalAt] = length >> 8;
    out[front + headerTotalAt + 1] = length & 255;
  }
  if (front > 0) {
    out[0] = length >> 8;
    out[1] = length & 255;
  }
  const bytes = Buffer.allocUnsafe(at);
  out.copy(bytes, 0, 0, at);
  return { kind: 'done', bytes };
}

/** Where the field ends, or why it cannot be written. */
function writeField(
  { content, prefix, length }: FieldCodec,
  out: Uint8Array,
  at: number,
  value: Value,
  end: number,
): number | EncodeRefusal {
  if ((typeof value !== 'string') !== content.takesBytes) return 'value-kind';
  const given = value.length;
  if (given === 0) return 'length-zero';
  if (given > length) return 'length-over-max';
  if (prefix === undefined && content.takesBytes && given < length) return 'length-short';
  const units = prefix === undefined ? length : given;
  const start = prefix === undefined ? at : at + prefix.size;
  const next = start + content.size(units);
  if (next > end) return 'oversize';
  prefix?.write(out, at, given);
  if (content.write(out, start, value, units)) return next;
  return content.malformed === 'hex-malformed' ? 'value-kind' : content.malformed;
}
