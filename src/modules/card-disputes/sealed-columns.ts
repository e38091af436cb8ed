// Whose the sealed documents are, and their column for the rotation of keys.

import type { Owner, SealedColumn } from '../keys/index.ts';

/** A document belongs to its dispute, and so to that dispute's holder. */
export const documentOwner = (disputeId: string, documentId: string): Owner => ({
  tenant: '',
  customer: disputeId,
  row: documentId,
  column: 'card_dispute_documents.content',
});

export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'card_dispute_documents',
    column: 'content',
    id: 'id',
    ownerColumns: ['dispute_id'],
    ownerOf: (row) => documentOwner(String(row['dispute_id']), row.id),
  },
];
