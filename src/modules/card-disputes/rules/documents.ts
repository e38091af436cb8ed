// Documents of a dispute: what kind of file the bytes are, and which papers are still missing.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { DisputeDocument } from '../../card-programmes/index.ts';

export type MediaType = 'application/pdf' | 'image/jpeg' | 'image/png';

const starts: readonly (readonly [MediaType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** The type of a file by its own first bytes; what a name or a header claims is not asked. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  return starts.find(([, start]) => bytes.length > start.length && start.every((byte, index) => bytes[index] === byte))?.[0];
}

export type DocumentRefusal = 'document-empty' | 'document-too-large' | 'document-type-unknown' | 'too-many-documents';

export function judgeDocument(
  figures: { readonly documentBytesMax: number; readonly documentsMax: number },
  bytes: Uint8Array,
  already: number,
): Outcome<MediaType, DocumentRefusal> {
  if (bytes.length === 0) return refused('document-empty');
  if (bytes.length > figures.documentBytesMax) return refused('document-too-large', { bytesMax: figures.documentBytesMax });
  if (already >= figures.documentsMax) return refused('too-many-documents', { documentsMax: figures.documentsMax });
  const type = mediaTypeOf(bytes);
  return type === undefined ? refused('document-type-unknown') : done(type);
}

/** What the form still needs, in the programme's order (PC-29: incomplete ones are held until complete). */
export function missingDocuments(required: readonly DisputeDocument[], present: readonly string[]): DisputeDocument[] {
  return required.filter((kind) => !present.includes(kind));
}
