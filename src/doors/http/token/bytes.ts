// Bytes of a request whose form the schema has checked already.

import { fromBase64url } from '../../../crypto/bytes.ts';

/** Reads base64url; what the schema let through but is not canonical becomes empty bytes, which no check accepts. */
export function bytesOf(text: string): Uint8Array {
  return fromBase64url(text) ?? new Uint8Array(0);
}

/** The bearer secret of a request; empty where there is none. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer ([A-Za-z0-9_-]{16,512})$/.exec(header ?? '')?.[1] ?? '';
}
