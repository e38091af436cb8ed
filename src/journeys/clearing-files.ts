// Clearing files as a scheme sends them, for tests that bring them through the issuer API.

import { fromDecimal, isCurrency } from '../kernel/money.ts';
import { writeClearingFile, type ClearingHeader, type RecordFields } from '../modules/card-clearing/index.ts';
import type { Reply, World } from './world.ts';

export type Wanted = RecordFields & Required<Pick<RecordFields, 'card_number' | 'amount' | 'currency'>>;

const minorOf = ({ amount, currency }: Wanted): bigint => (isCurrency(currency) ? (fromDecimal(currency, amount)?.minor ?? 0n) : 0n);

let files = 0;

/** A whole file with its trailer; what a record lacks is an everyday purchase at home. */
export function clearingFile(world: World, records: readonly Wanted[], wishes: Partial<ClearingHeader> = {}): string {
  files += 1;
  const now = world.deps.clock.now();
  const header: ClearingHeader = {
    ...{ format: 'csv', programme: 'oman-prepaid', fileId: `F-${files}`, sequence: files, createdAt: now },
    ...wishes,
  };
  const full = records.map((record, index) => ({
    id: `${header.fileId}-${index + 1}`,
    type: 'purchase',
    transaction_at: now.subtract({ seconds: 3600 }).toString(),
    country: 'OM',
    mcc: '5411',
    merchant_name: 'Muscat Grocery',
    ...record,
  }));
  return writeClearingFile(header, full, { count: records.length, sum: records.reduce((sum, record) => sum + minorOf(record), 0n) });
}

/** Brings a file to the issuer API. */
export async function upload(world: World, text: string, mode?: 'all-or-nothing'): Promise<Reply> {
  const path = `/v1/clearing-files${mode === undefined ? '' : `?mode=${mode}`}`;
  return await world.api('POST', path, text, text.startsWith('{') ? 'application/x-ndjson' : 'text/csv');
}
