// Values of arrays as PostgreSQL takes them: in binary form, which costs it a third of reading text, and as text.

const uuidType = 2950;
const bigintType = 20;
const byteaType = 17;
const headerBytes = 20;

/** One dimension, from 1; `hasNulls` as in array_recv of PostgreSQL. */
function open(elementType: number, count: number, bytesEach: number, hasNulls: boolean): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + count * bytesEach);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(hasNulls ? 1 : 0, 4);
  buffer.writeInt32BE(elementType, 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}

const hexValues = new Uint8Array(128);
for (let value = 0; value < 16; value += 1) {
  hexValues[value.toString(16).charCodeAt(0)] = value;
  hexValues[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** uuid[] of canonical texts (36 characters); null for an element that is none. */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  const buffer = open(uuidType, values.length, 20, values.includes(null));
  let at = headerBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? -1 : 16, at);
    if (value === null) continue;
    if (value.length !== 36) throw new Error('bug: an id is no UUID');
    for (let place = 0; place < 36; place += 2) {
      if (value.charCodeAt(place) === 0x2d) place += 1;
      buffer[at] = ((hexValues[value.charCodeAt(place)] ?? 0) << 4) | (hexValues[value.charCodeAt(place + 1)] ?? 0);
      at += 1;
    }
  }
  return at === buffer.length ? buffer : buffer.subarray(0, at);
}

/** bytea[] of values that are all of one length. */
export function bytesArray(values: readonly Uint8Array[]): Buffer {
  const length = values[0]?.length ?? 0;
  const buffer = open(byteaType, values.length, 4 + length, false);
  let at = headerBytes;
  for (const value of values) {
    if (value.length !== length) throw new Error('bug: values of an array differ in length');
    at = buffer.writeInt32BE(length, at);
    buffer.set(value, at);
    at += length;
  }
  return buffer;
}

/** bigint[]. */
export function bigintArray(values: readonly (bigint | number)[]): Buffer {
  const buffer = open(bigintType, values.length, 12, false);
  let at = headerBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(8, at);
    at = buffer.writeBigInt64BE(BigInt(value), at);
  }
  return buffer;
}

/** An array's text, of values that need no quoting in it: letters, digits and hyphens. */
export function arrayText(values: readonly (string | bigint | number | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
