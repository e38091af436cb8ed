// Whom a device's secret is sealed for: its customer, and in stock nobody.

import type { Owner, SealedColumn } from '../keys/index.ts';

export function secretOwner(token: { readonly id: string; readonly programme: string; readonly customerId: string | null }): Owner {
  return { tenant: token.programme, customer: token.customerId ?? 'stock', row: token.id, column: 'hard_tokens.secret' };
}

/** For the rotation of keys. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'hard_tokens',
    column: 'secret',
    id: 'id',
    ownerColumns: ['programme', 'customer_id'],
    ownerOf: (row) => secretOwner({ id: row.id, programme: String(row['programme']), customerId: row['customer_id'] as string | null }),
  },
];
