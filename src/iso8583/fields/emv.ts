// DE 55, chip data: BER-TLV of EMV 4.3 book 3 annex B, one level deep, and which of its tags a person may see.

export type EmvTag = { readonly tag: string; readonly value: Uint8Array };

/**
 * Results, counters, amounts, cryptograms and codes of the terminal. All others stay hidden: among them are the PAN (5A), tracks (56, 57,
 * 9F1F, 9F20, 9F6B), the holder's name (5F20, 9F0B), PINs (99), and templates and private tags, which may have those inside.
 */
export const shownEmvTags: ReadonlySet<string> = new Set(
  `
  4F 82 84 8A 91 95 9A 9B 9C 5F24 5F25 5F28 5F2A 5F34 9F01 9F02 9F03 9F06 9F07 9F08 9F09 9F0D 9F0E 9F0F 9F10 9F12 9F15 9F16 9F1A 9F1C
  9F1E 9F21 9F26 9F27 9F33 9F34 9F35 9F36 9F37 9F39 9F40 9F41 9F53 9F6C 9F6E
`
    .trim()
    .split(/\s+/),
);

/** In the order of the wire, tags in capitals ('9F26'). Undefined where a tag or a length runs over the end or a length is indefinite. */
export function readEmvTags(bytes: Uint8Array): readonly EmvTag[] | undefined {
  const found: EmvTag[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] as number;
    // Filling between objects (EMV book 3, B1).
    if (first === 0x00 || first === 0xff) {
      at += 1;
      continue;
    }
    const tagAt = at;
    at += 1;
    if ((first & 0x1f) === 0x1f) {
      while (at < bytes.length && ((bytes[at] as number) & 0x80) !== 0) at += 1;
      at += 1;
    }
    if (at >= bytes.length || at - tagAt > 4) return undefined;
    const tag = hexOf(bytes.subarray(tagAt, at));
    let length = bytes[at] as number;
    at += 1;
    if (length > 0x82 || length === 0x80) return undefined;
    if (length > 0x80) {
      const lengthBytes = length - 0x80;
      if (at + lengthBytes > bytes.length) return undefined;
      length = lengthBytes === 1 ? (bytes[at] as number) : ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
      at += lengthBytes;
    }
    if (at + length > bytes.length) return undefined;
    found.push({ tag, value: new Uint8Array(bytes.subarray(at, at + length)) });
    at += length;
  }
  return found;
}

/** Undefined where a tag is not hexadecimal or a value is above 255 bytes. */
export function writeEmvTags(tags: readonly EmvTag[]): Uint8Array | undefined {
  const parts: number[] = [];
  for (const { tag, value } of tags) {
    if (tag.length === 0 || tag.length % 2 !== 0 || value.length > 255) return undefined;
    for (let index = 0; index < tag.length; index += 2) {
      const byte = Number.parseInt(tag.slice(index, index + 2), 16);
      if (Number.isNaN(byte)) return undefined;
      parts.push(byte);
    }
    if (value.length > 127) parts.push(0x81);
    parts.push(value.length, ...value);
  }
  return Uint8Array.from(parts);
}

/** Capitals. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text.toUpperCase();
}
