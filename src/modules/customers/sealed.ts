// The sealed columns of customers, for the rotation of keys.

import type { SealedColumn } from '../keys/index.ts';

export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'customers',
    column: 'civil_id_sealed',
    id: 'id',
    ownerColumns: ['programme'],
    ownerOf: (row) => ({ tenant: String(row['programme']), customer: row.id, row: row.id, column: 'civil_id' }),
  },
];
