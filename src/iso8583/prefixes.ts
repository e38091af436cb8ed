// Prefixes: how the length of a variable field stands before it, LL or LLL in ASCII, EBCDIC, BCD or binary.

import { ascii, ebcdic } from './characters.ts';

export type LengthEncoding = 'ascii' | 'ebcdic' | 'bcd' | 'binary' | 'byte';

export type Prefix = {
  readonly size: number;
  /** The largest length that it can say. */
  readonly max: number;
  /** The length, or −1 where it is malformed. The bytes are there: the caller has looked. */
  read(bytes: Uint8Array, at: number): number;
  write(out: Uint8Array, at: number, length: number): void;
};

function characters(page: 'ascii' | 'ebcdic', digits: 2 | 3): Prefix {
  const zero = (page === 'ascii' ? ascii : ebcdic).toByte[0x30] as number;
  return {
    size: digits,
    max: 10 ** digits - 1,
    read: (bytes, at) => {
      let length = 0;
      for (let index = at; index < at + digits; index += 1) {
        const digit = (bytes[index] as number) - zero;
        if (digit < 0 || digit > 9) return -1;
        length = length * 10 + digit;
      }
      return length;
    },
    write: (out, at, length) => {
      let rest = length;
      for (let index = at + digits - 1; index >= at; index -= 1) {
        out[index] = zero + (rest % 10);
        rest = (rest / 10) | 0;
      }
    },
  };
}

/** One byte for LL, two for LLL. */
function packed(digits: 2 | 3): Prefix {
  const two = (byte: number): number => (byte >> 4 > 9 || (byte & 15) > 9 ? -1 : (byte >> 4) * 10 + (byte & 15));
  const pack = (value: number): number => (((value / 10) | 0) << 4) | (value % 10);
  if (digits === 2)
    return { size: 1, max: 99, read: (bytes, at) => two(bytes[at] as number), write: (out, at, length) => void (out[at] = pack(length)) };
  return {
    size: 2,
    max: 999,
    read: (bytes, at) => {
      const high = two(bytes[at] as number);
      const low = two(bytes[at + 1] as number);
      return high < 0 || high > 9 || low < 0 ? -1 : high * 100 + low;
    },
    write: (out, at, length) => {
      out[at] = (length / 100) | 0;
      out[at + 1] = pack(length % 100);
    },
  };
}

/** An unsigned integer, big-endian. */
function unsigned(size: 1 | 2): Prefix {
  if (size === 1) return { size, max: 255, read: (bytes, at) => bytes[at] as number, write: (out, at, length) => void (out[at] = length) };
  return {
    size,
    max: 65_535,
    read: (bytes, at) => ((bytes[at] as number) << 8) | (bytes[at + 1] as number),
    write: (out, at, length) => {
      out[at] = length >> 8;
      out[at + 1] = length & 255;
    },
  };
}

/** The prefix of a field of at most `lengthMax` units: LL up to 99, LLL above. `byte` is one binary byte for either. */
export function prefixOf(encoding: LengthEncoding, lengthMax: number): Prefix {
  const digits = lengthMax > 99 ? 3 : 2;
  switch (encoding) {
    case 'ascii':
    case 'ebcdic':
      return characters(encoding, digits);
    case 'bcd':
      return packed(digits);
    case 'binary':
      return unsigned(digits === 2 ? 1 : 2);
    case 'byte':
      return unsigned(1);
  }
}
