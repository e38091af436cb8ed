// Reads the newest records about some objects, for pages that show a history.

import type { Session } from '../../postgres/database.ts';
import type { EvidenceRecord } from './rules/chain.ts';
import { readRecordsAbout } from './store.ts';

export type KnownRecord = EvidenceRecord & { readonly chain: number; readonly seq: bigint };

/** Newest first, at most `limit` (100 by default). */
export async function recordsAbout(db: Session, subjects: readonly string[], limit = 100): Promise<KnownRecord[]> {
  const rows = await readRecordsAbout(db, subjects, limit);
  return rows.map(({ chain, seq, record }) => ({ ...(JSON.parse(record) as EvidenceRecord), chain, seq }));
}
