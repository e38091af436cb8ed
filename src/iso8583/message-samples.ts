// Messages by chance, and messages spoilt by chance: what the fuzz target feeds the codec with.

import type { Dialect, FieldCodec } from './dialect.ts';
import type { Fields } from './field-table.ts';
import type { Message } from './message.ts';
import { messageTypes } from './mti.ts';

/** A number of 0 to below `bound`, from a seed: the same seed gives the same run again. */
export type Chance = (bound: number) => number;

/** Small and fast, of no use for secrets (xorshift, Marsaglia 2003). */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % bound;
  };
}

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const alphabets = {
  n: digits,
  z: `${digits}=`,
  an: `${digits}${letters} `,
  ans: `${digits}${letters} !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`,
} as const;

function valueFor({ row, length, prefix }: FieldCodec, chance: Chance): string | Uint8Array {
  const units = prefix === undefined ? length : 1 + chance(chance(4) === 0 ? length : Math.min(length, 24));
  if (row.format === 'b') return Uint8Array.from({ length: units }, () => chance(256));
  const draw = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet.charAt(chance(alphabet.length))).join('');
  if (row.format === 'x+n') return `${chance(2) === 0 ? 'C' : 'D'}${draw(digits, units - 1)}`;
  return draw(alphabets[row.format], units);
}

/** A message that the dialect can say: any type, any fields. */
export function sampleMessage(dialect: Dialect, chance: Chance): Message {
  const types = [...messageTypes.keys()];
  const fields: Record<number, string | Uint8Array> = {};
  const density = 2 + chance(12);
  for (const codec of dialect.codecs) if (codec !== undefined && chance(density) === 0) fields[codec.row.field] = valueFor(codec, chance);
  const mti = types[chance(types.length)] ?? '0100';
  if (dialect.headerLength === 0) return { mti, fields: fields as Fields };
  return { mti, fields: fields as Fields, header: Uint8Array.from({ length: dialect.headerLength }, () => chance(256)) };
}

/** The bytes with something wrong: bits turned, cut off, put in, taken out, doubled, or nothing but chance. */
export function spoil(bytes: Uint8Array, chance: Chance): Uint8Array {
  const at = chance(bytes.length + 1);
  switch (chance(7)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return Uint8Array.from([...bytes.subarray(0, at), chance(256), ...bytes.subarray(at)]);
    case 2:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + chance(4))]);
    case 3:
      return Uint8Array.from({ length: chance(400) }, () => chance(256));
    case 4:
      return Uint8Array.from([...bytes, ...bytes.subarray(at)]);
    default: {
      const turned = bytes.slice();
      // The front decides most: MTI and bitmaps.
      for (let count = 1 + chance(3); count > 0; count -= 1) {
        const place = chance(2) === 0 ? chance(Math.min(40, turned.length)) : chance(turned.length);
        turned[place] = (turned[place] as number) ^ (1 << chance(8));
      }
      return turned;
    }
  }
}
