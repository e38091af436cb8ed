// Contents: how the value of a field stands on the wire, in ASCII, EBCDIC, BCD, bytes or hexadecimal.

import { ascii, ebcdic, kindOfAscii, type CodePage } from './characters.ts';
import type { Source } from './source.ts';

export type Value = string | Uint8Array;

/** What fills a fixed field, or the last nibble of an odd number of digits. */
export type Padding = 'left-zero' | 'right-space' | 'right-f';

export type Malformed = 'digits-malformed' | 'sign-malformed' | 'track-malformed' | 'text-malformed' | 'hex-malformed';

/** Reads and writes values of one kind. A unit is a digit, a character or a byte of the value. */
export type Content = {
  /** Whether the value is bytes; otherwise it is text. */
  readonly takesBytes: boolean;
  /** Why a value of it is refused. */
  readonly malformed: Malformed;
  /** Bytes on the wire for so many units. */
  size(units: number): number;
  /** The value, or undefined where it is malformed. The bytes are there: the caller has looked. */
  read(source: Source, at: number, units: number): Value | undefined;
  /** Writes size(units) bytes and fills up what the value is short of; false where the value is malformed. */
  write(out: Uint8Array, at: number, value: Value, units: number): boolean;
};

const zero = 0x30;

function malformedFor(mask: number, isTrack: boolean): Malformed {
  return isTrack ? 'track-malformed' : mask === 1 ? 'digits-malformed' : 'text-malformed';
}

/** Characters, one byte each. Track data has one separator, '=', however it came. */
export function text(page: 'ascii' | 'ebcdic', mask: number, padding: Padding, isTrack = false): Content {
  const { kindOfByte, toByte }: CodePage = page === 'ascii' ? ascii : ebcdic;
  const inAscii = page === 'ascii';
  const leftZero = padding === 'left-zero';
  const filler = toByte[leftZero ? zero : 0x20] as number;
  return {
    takesBytes: false,
    malformed: malformedFor(mask, isTrack),
    size: (units) => units,
    read: (source, at, units) => {
      const { bytes } = source;
      const end = at + units;
      for (let index = at; index < end; index += 1) if (((kindOfByte[bytes[index] as number] as number) & mask) === 0) return undefined;
      const value = (inAscii ? source.asciiText : source.ebcdicText).slice(at, end);
      return isTrack ? value.replaceAll('D', '=') : value;
    },
    write: (out, at, value, units) => {
      const given = value as string;
      const { length } = given;
      let place = at;
      if (leftZero) for (const end = at + units - length; place < end; place += 1) out[place] = filler;
      for (let index = 0; index < length; index += 1, place += 1) {
        const code = given.charCodeAt(index);
        if (code > 0x7e || ((kindOfAscii[code] as number) & mask) === 0) return false;
        out[place] = toByte[code] as number;
      }
      for (const end = at + units; place < end; place += 1) out[place] = filler;
      return true;
    },
  };
}

// Which bytes are two digits; and which two nibbles of digits and the separator D.
const twoDigits = Uint8Array.from({ length: 256 }, (_, byte) => (byte >> 4 < 10 && (byte & 15) < 10 ? 1 : 0));
const isTrackNibble = (nibble: number): boolean => nibble < 10 || nibble === 13;
const twoTrackNibbles = Uint8Array.from({ length: 256 }, (_, byte) => (isTrackNibble(byte >> 4) && isTrackNibble(byte & 15) ? 1 : 0));

/** Two digits a byte. An odd number has a nibble more: 0 in front, or F behind. */
export function bcd(padding: Padding, isTrack = false): Content {
  const table = isTrack ? twoTrackNibbles : twoDigits;
  const fillBehind = padding === 'right-f';
  const nibbleOf = (code: number): number => (isTrack && (code === 0x3d || code === 0x44) ? 13 : code - zero);
  return {
    takesBytes: false,
    malformed: isTrack ? 'track-malformed' : 'digits-malformed',
    size: (units) => (units + 1) >> 1,
    read: (source, at, units) => {
      const { bytes } = source;
      let first = at;
      let last = at + ((units + 1) >> 1);
      const odd = (units & 1) === 1;
      if (odd && fillBehind) {
        last -= 1;
        const byte = bytes[last] as number;
        if ((byte & 15) !== 15 || table[byte & 0xf0] === 0) return undefined;
      } else if (odd) {
        const byte = bytes[first] as number;
        if (byte > 15 || table[byte] === 0) return undefined;
        first += 1;
      }
      for (let index = first; index < last; index += 1) if (table[bytes[index] as number] === 0) return undefined;
      const from = at * 2 + (odd && !fillBehind ? 1 : 0);
      const value = source.hexText.slice(from, from + units);
      return isTrack ? value.replaceAll('d', '=') : value;
    },
    write: (out, at, value, units) => {
      const given = value as string;
      const short = units - given.length;
      // Nibbles are counted from the field's first; in front stand the filling nibble and the zeros of a short value.
      const lead = short + ((units & 1) === 1 && !fillBehind ? 1 : 0);
      out.fill(0, at, at + ((units + 1) >> 1));
      for (let index = 0; index < given.length; index += 1) {
        const nibble = nibbleOf(given.charCodeAt(index));
        if (nibble < 0 || (nibble > 9 && nibble !== 13) || (nibble === 13 && !isTrack)) return false;
        const place = lead + index;
        const byte = at + (place >> 1);
        out[byte] = (place & 1) === 0 ? nibble << 4 : (out[byte] as number) | nibble;
      }
      if ((units & 1) === 1 && fillBehind) out[at + (units >> 1)] = (out[at + (units >> 1)] as number) | 15;
      return true;
    },
  };
}

/** The format x+n: C (credit) or D (debit) as a character, then digits. */
export function signed(page: 'ascii' | 'ebcdic', digits: Content): Content {
  const { toByte, toAscii } = page === 'ascii' ? ascii : ebcdic;
  const isSign = (code: number): boolean => code === 0x43 || code === 0x44;
  return {
    takesBytes: false,
    malformed: 'sign-malformed',
    size: (units) => 1 + digits.size(units - 1),
    read: (source, at, units) => {
      const sign = toAscii[source.bytes[at] as number] as number;
      const rest = isSign(sign) ? digits.read(source, at + 1, units - 1) : undefined;
      return rest === undefined ? undefined : `${sign === 0x43 ? 'C' : 'D'}${rest as string}`;
    },
    write: (out, at, value, units) => {
      const sign = (value as string).charCodeAt(0);
      if (!isSign(sign)) return false;
      out[at] = toByte[sign] as number;
      return digits.write(out, at + 1, (value as string).slice(1), units - 1);
    },
  };
}

/** Bytes as they are. */
export const raw: Content = {
  takesBytes: true,
  malformed: 'hex-malformed',
  size: (units) => units,
  // A copy, so that a kept PIN block does not keep the whole message.
  read: (source, at, units) => new Uint8Array(source.bytes.subarray(at, at + units)),
  write: (out, at, value) => {
    out.set(value as Uint8Array, at);
    return true;
  },
};

function nibbleOfAscii(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}

/** Bytes as hexadecimal characters, two a byte; written in capitals, read in either. */
export function hex(page: 'ascii' | 'ebcdic'): Content {
  const { toByte, toAscii } = page === 'ascii' ? ascii : ebcdic;
  const nibbles = Int8Array.from({ length: 256 }, (_, byte) => nibbleOfAscii(toAscii[byte] as number));
  const digits = Uint8Array.from('0123456789ABCDEF', (digit) => toByte[digit.charCodeAt(0)] as number);
  return {
    takesBytes: true,
    malformed: 'hex-malformed',
    size: (units) => units * 2,
    read: ({ bytes }, at, units) => {
      const value = new Uint8Array(units);
      for (let index = 0, place = at; index < units; index += 1, place += 2) {
        const high = nibbles[bytes[place] as number] as number;
        const low = nibbles[bytes[place + 1] as number] as number;
        if (high < 0 || low < 0) return undefined;
        value[index] = (high << 4) | low;
      }
      return value;
    },
    write: (out, at, value) => {
      const given = value as Uint8Array;
      for (let index = 0, place = at; index < given.length; index += 1, place += 2) {
        const byte = given[index] as number;
        out[place] = digits[byte >> 4] as number;
        out[place + 1] = digits[byte & 15] as number;
      }
      return true;
    },
  };
}
