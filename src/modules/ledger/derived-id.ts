// Ids that follow from other ids, so that a repeated act carries the id of the first one.

import { createHash } from 'node:crypto';

/** A UUID version 8 (RFC 9562 section 5.8) from SHA-256 over purpose and id: the same act on the same thing has the same id. */
export function derivedId(purpose: string, id: string): string {
  const bytes = createHash('sha256').update(`${purpose}\n${id}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = bytes.toString('hex');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}
