// What became of a clearing file.

import type { Session } from '../../postgres/database.ts';
import * as store from './files-store.ts';

export type ClearingReport = {
  readonly id: string;
  readonly programme: string;
  readonly fileId: string;
  readonly sequence: number;
  readonly format: 'csv' | 'jsonl';
  readonly mode: store.Mode;
  readonly status: store.FileStatus;
  /** Why it is refused or cut. */
  readonly reason: string | null;
  /** Good records, and how many of them are done. */
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly badTotal: number;
  /** Number of records by result: matched, late, forced, refunded, suspense; `exists` came with another file. */
  readonly results: Readonly<Record<string, number>>;
  readonly badLines: readonly store.BadLineRow[];
  /** The file before this one in the sequence has not come. */
  readonly gapBefore: boolean;
  readonly createdAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  /** Known before, and not read again. */
  readonly existed: boolean;
};

/** @param badLines at most so many are given; all are counted */
export async function reportOf(db: Session, id: string, badLines: number): Promise<ClearingReport | undefined> {
  const row = await store.fileById(db, id);
  if (row === undefined) return undefined;
  const { digest, sizeBytes, receivedBy, ...shown } = row;
  const lines = await store.badLinesOf(db, id, badLines);
  const results: Record<string, number> = {};
  for (const { result, count } of await store.resultsOf(db, id)) results[result] = count;
  const posted = Object.values(results).reduce((sum, count) => sum + count, 0);
  const waiting = lines.filter(({ reason }) => reason === 'rate-unknown').length;
  const exists = row.rowsDone - posted - waiting;
  if (exists > 0) results['exists'] = exists;
  const gapBefore = row.sequence > 1 && !(await store.hasSequence(db, row.programme, row.sequence - 1));
  return { ...shown, results, badLines: lines, gapBefore, existed: true };
}
