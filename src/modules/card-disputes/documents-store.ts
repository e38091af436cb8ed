// SQL of a dispute's documents; their bytes are sealed.

import { statement, type Session } from '../../postgres/database.ts';
import type { DisputeDocument } from '../card-programmes/index.ts';
import type { MediaType } from './rules/documents.ts';

export type DocumentRow = {
  readonly id: string;
  readonly kind: DisputeDocument;
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly digest: Uint8Array;
  readonly addedBy: string;
  readonly addedAt: Temporal.Instant;
};

const columns = `id, kind, file_name AS "fileName", media_type AS "mediaType", size, digest, added_by AS "addedBy", added_at AS "addedAt"`;

const listStatement = statement(
  'card_dispute_documents',
  `SELECT ${columns} FROM card_dispute_documents WHERE dispute_id = $1 ORDER BY id`,
);
export async function documents(db: Session, disputeId: string): Promise<DocumentRow[]> {
  return await db.query<DocumentRow>(listStatement, [disputeId]);
}

const insertStatement = statement(
  'card_dispute_document_insert',
  `INSERT INTO card_dispute_documents (id, dispute_id, kind, file_name, media_type, size, digest, content, added_by, added_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
);
/** False where the dispute has a document with the same bytes. */
export async function insert(tx: Session, disputeId: string, row: DocumentRow, content: Uint8Array): Promise<boolean> {
  const { id, kind, fileName, mediaType, size, digest, addedBy, addedAt } = row;
  const rows = await tx.query(insertStatement, [id, disputeId, kind, fileName, mediaType, size, digest, content, addedBy, addedAt]);
  return rows.length === 1;
}

const contentStatement = statement(
  'card_dispute_document',
  `SELECT ${columns}, content FROM card_dispute_documents WHERE dispute_id = $1 AND id = $2`,
);
export async function content(db: Session, disputeId: string, id: string): Promise<(DocumentRow & { content: Uint8Array }) | undefined> {
  return (await db.query<DocumentRow & { content: Uint8Array }>(contentStatement, [disputeId, id]))[0];
}
