// ASCII and EBCDIC as tables: which byte stands for which character, and which formats may have it.

/** Kinds of characters, as bits: a format is a mask of them. */
export const kinds = { digit: 1, letter: 2, space: 4, special: 8, track: 16 } as const;

/** The characters of each text format. Fixed an fields are filled with spaces, so that an has the space too. */
export const masks = {
  n: kinds.digit,
  z: kinds.digit | kinds.track,
  an: kinds.digit | kinds.letter | kinds.space,
  ans: kinds.digit | kinds.letter | kinds.space | kinds.special,
} as const;

/** A code page: the byte of each ASCII character, the ASCII character of each byte, and the kinds of each byte. */
export type CodePage = {
  readonly toByte: Uint8Array;
  readonly toAscii: Uint8Array;
  readonly kindOfByte: Uint8Array;
};

function kindOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return kinds.digit;
  if (code === 0x44) return kinds.letter | kinds.track; // D, the separator of track 2 where it was read as a nibble
  if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return kinds.letter;
  if (code === 0x20) return kinds.space;
  if (code === 0x3d) return kinds.special | kinds.track; // =, the separator
  return code > 0x20 && code < 0x7f ? kinds.special : 0;
}

/** Kinds of each ASCII code; 0 for what no format has. */
export const kindOfAscii: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => kindOf(code));

function codePage(toByte: Uint8Array): CodePage {
  const toAscii = new Uint8Array(256);
  const kindOfByte = new Uint8Array(256);
  for (let code = 0x20; code < 0x7f; code += 1) {
    const byte = toByte[code] as number;
    toAscii[byte] = code;
    kindOfByte[byte] = kindOfAscii[code] as number;
  }
  return { toByte, toAscii, kindOfByte };
}

export const ascii: CodePage = codePage(Uint8Array.from({ length: 256 }, (_, code) => code));

// IBM code page 037, the bytes of the characters 20 to 7E. Code page 1047 has [ ] ^ elsewhere; no field of ours needs those three.
const codePage037 =
  '405a7f7b5b6c507d4d5d5c4e6b604b61f0f1f2f3f4f5f6f7f8f97a5e4c7e6e6f7cc1c2c3c4c5c6c7c8c9d1d2d3d4d5d6d7d8d9e2e3e4e5e6e7e8e9bae0bbb06d' +
  '79818283848586878889919293949596979899a2a3a4a5a6a7a8a9c04fd0a1';

export const ebcdic: CodePage = codePage(
  Uint8Array.from({ length: 256 }, (_, code) => {
    const at = (code - 0x20) * 2;
    return code >= 0x20 && code < 0x7f ? Number.parseInt(codePage037.slice(at, at + 2), 16) : 0;
  }),
);
