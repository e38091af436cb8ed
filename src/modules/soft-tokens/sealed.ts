// The sealed columns of devices, for the rotation of keys.

import type { SealedColumn } from '../keys/index.ts';

export const sealedColumns: readonly SealedColumn[] = ['secrets', 'online_state', 'offline_state', 'otp_state'].map((column) => ({
  table: 'soft_devices',
  column,
  id: 'id',
  ownerColumns: ['programme', 'customer_id'],
  ownerOf: (row) => ({ tenant: String(row['programme']), customer: String(row['customer_id']), row: row.id, column }),
}));
