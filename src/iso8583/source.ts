// The bytes of one message with their readings as text, each made once for the whole message and then cut into fields.

import { ebcdic } from './characters.ts';

/** Cutting one text is several times faster than making a text per field. */
export class Source {
  readonly bytes: Uint8Array;
  private latin: string | undefined;
  private translated: string | undefined;
  private hexadecimal: string | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** One character a byte. */
  get asciiText(): string {
    return (this.latin ??= asBuffer(this.bytes).toString('latin1'));
  }

  /** One character a byte; what EBCDIC does not have is U+0000. */
  get ebcdicText(): string {
    if (this.translated === undefined) {
      const { bytes } = this;
      const { toAscii } = ebcdic;
      const turned = Buffer.allocUnsafe(bytes.length);
      for (let at = 0; at < bytes.length; at += 1) turned[at] = toAscii[bytes[at] as number] as number;
      this.translated = turned.toString('latin1');
    }
    return this.translated;
  }

  /** Two characters a byte, 0 to f. */
  get hexText(): string {
    return (this.hexadecimal ??= asBuffer(this.bytes).toString('hex'));
  }
}

/** The same memory with Buffer's fast readings. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
