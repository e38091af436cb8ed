// All SQL of clearing files. Lock order: the file's row, then what `clear` locks.

import { statement, type Session } from '../../postgres/database.ts';
import type { BadLine } from './rules/clearing-file.ts';

export type FileStatus = 'running' | 'done' | 'cut' | 'refused';
export type Mode = 'rest-goes-on' | 'all-or-nothing';

export type FileRow = {
  readonly id: string;
  readonly programme: string;
  readonly fileId: string;
  readonly sequence: number;
  readonly format: 'csv' | 'jsonl';
  readonly mode: Mode;
  readonly digest: Uint8Array;
  readonly sizeBytes: bigint;
  readonly status: FileStatus;
  readonly reason: string | null;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly badTotal: number;
  readonly createdAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly receivedBy: string;
  readonly finishedAt: Temporal.Instant | null;
};

const columns = `f.id, f.programme, f.file_id AS "fileId", f.sequence, f.format, f.mode, f.digest, f.size_bytes AS "sizeBytes", f.status,
  f.reason, f.rows_total AS "rowsTotal", f.rows_done AS "rowsDone", f.bad_total AS "badTotal", f.created_at AS "createdAt",
  f.received_at AS "receivedAt", f.received_by AS "receivedBy", f.finished_at AS "finishedAt"`;

const byIdStatement = statement('clearing_file_by_id', `SELECT ${columns} FROM clearing_files f WHERE f.id = $1`);

export async function fileById(db: Session, id: string): Promise<FileRow | undefined> {
  return (await db.query<FileRow>(byIdStatement, [id]))[0];
}

const lockStatement = statement('clearing_file_lock', `SELECT ${columns} FROM clearing_files f WHERE f.id = $1 FOR UPDATE`);

export async function lockFile(tx: Session, id: string): Promise<FileRow | undefined> {
  return (await tx.query<FileRow>(lockStatement, [id]))[0];
}

const newestStatement = statement(
  'clearing_files_newest',
  `SELECT ${columns} FROM clearing_files f WHERE f.programme = ANY ($1::text[]) ORDER BY f.received_at DESC, f.id LIMIT $2`,
);

/** Newest first. */
export async function newestFiles(db: Session, programmes: readonly string[], limit: number): Promise<FileRow[]> {
  return await db.query<FileRow>(newestStatement, [programmes, limit]);
}

// A file that is known under its id is taken over: whether it may be was judged under the lock of its row.
const putStatement = statement(
  'clearing_file_put',
  `INSERT INTO clearing_files (id, programme, file_id, sequence, format, mode, digest, size_bytes, status, reason, rows_total, rows_done,
     bad_total, created_at, received_at, received_by, finished_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
   ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, format = excluded.format, mode = excluded.mode, digest = excluded.digest,
     size_bytes = excluded.size_bytes, status = excluded.status, reason = excluded.reason, rows_total = excluded.rows_total,
     rows_done = excluded.rows_done, bad_total = excluded.bad_total, created_at = excluded.created_at,
     received_by = excluded.received_by, finished_at = excluded.finished_at`,
);

export async function putFile(tx: Session, row: FileRow): Promise<void> {
  await tx.query(putStatement, [
    ...[row.id, row.programme, row.fileId, row.sequence, row.format, row.mode, row.digest, row.sizeBytes, row.status, row.reason],
    ...[row.rowsTotal, row.rowsDone, row.badTotal, row.createdAt, row.receivedAt, row.receivedBy, row.finishedAt],
  ]);
}

// Two that begin the same file at once wait for each other here, where there is no row to lock yet.
const nameLockStatement = statement('clearing_file_name_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 7264632))`);

export async function lockFileName(tx: Session, id: string): Promise<void> {
  await tx.query(nameLockStatement, [id]);
}

const moveStatement = statement('clearing_file_move', `UPDATE clearing_files SET rows_done = $2, bad_total = bad_total + $3 WHERE id = $1`);

/** The position moves in the transaction that posts the records before it. */
export async function moveFile(tx: Session, id: string, rowsDone: number, badMore: number): Promise<void> {
  await tx.query(moveStatement, [id, rowsDone, badMore]);
}

const finishStatement = statement(
  'clearing_file_finish',
  `UPDATE clearing_files SET status = $2, finished_at = $3 WHERE id = $1 AND status = 'running' RETURNING id`,
);

/** False where it was finished already. */
export async function finishFile(tx: Session, id: string, status: FileStatus, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(finishStatement, [id, status, now])).length > 0;
}

const forgetBadStatement = statement('clearing_bad_forget', `DELETE FROM clearing_bad_lines WHERE file = $1`);

export async function forgetBadLines(tx: Session, file: string): Promise<void> {
  await tx.query(forgetBadStatement, [file]);
}

const badStatement = statement(
  'clearing_bad_insert',
  `INSERT INTO clearing_bad_lines (file, line, reason, field)
   SELECT $1, b.line, b.reason, b.field FROM unnest($2::int[], $3::text[], $4::text[]) AS b (line, reason, field)
   ON CONFLICT (file, line) DO NOTHING`,
);

export async function insertBadLines(
  tx: Session,
  file: string,
  lines: readonly (Omit<BadLine, 'reason'> & { readonly reason: string })[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(badStatement, [
    file,
    lines.map(({ line }) => line),
    lines.map(({ reason }) => reason),
    lines.map(({ field }) => field ?? null),
  ]);
}

export type BadLineRow = { readonly line: number; readonly reason: string; readonly field: string | null };

const badOfStatement = statement(
  'clearing_bad_of',
  `SELECT b.line, b.reason, b.field FROM clearing_bad_lines b WHERE b.file = $1 ORDER BY b.line LIMIT $2`,
);

export async function badLinesOf(db: Session, file: string, limit: number): Promise<BadLineRow[]> {
  return await db.query<BadLineRow>(badOfStatement, [file, limit]);
}

const hasBadStatement = statement(
  'clearing_bad_has',
  `SELECT 1 AS one FROM clearing_bad_lines b WHERE b.file = $1 AND b.reason = $2 LIMIT 1`,
);

export async function hasBadLine(db: Session, file: string, reason: string): Promise<boolean> {
  return (await db.query(hasBadStatement, [file, reason])).length > 0;
}

export type PresentmentRecord = {
  readonly id: string;
  readonly line: number;
  readonly kind: string;
  readonly result: string;
  readonly matchedBy: string | null;
  readonly accountId: string | null;
  readonly authorizationId: string | null;
  readonly amount: bigint;
  readonly currency: string;
  readonly settlementAmount: bigint | null;
  readonly settlementCurrency: string | null;
  readonly withinTolerance: boolean;
  readonly debt: boolean;
  readonly merchantName: string;
  readonly networkReference: string | null;
  readonly occurredAt: Temporal.Instant;
};

// What another file brought before stays with that file.
const presentmentsStatement = statement(
  'clearing_presentments_insert',
  `INSERT INTO clearing_presentments (id, file, line, kind, result, matched_by, account_id, authorization_id, amount, currency,
     settlement_amount, settlement_currency, within_tolerance, debt, merchant_name, network_reference, occurred_at, posted_at, posted_on)
   SELECT p.id, $1, p.line, p.kind, p.result, p.matched_by, p.account_id, p.authorization_id, p.amount, p.currency,
     p.settlement_amount, p.settlement_currency, p.within_tolerance, p.debt, p.merchant_name, p.network_reference, p.occurred_at, $2, $3
   FROM unnest($4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::uuid[], $11::bigint[], $12::text[],
     $13::bigint[], $14::text[], $15::boolean[], $16::boolean[], $17::text[], $18::text[], $19::timestamptz[])
     AS p (id, line, kind, result, matched_by, account_id, authorization_id, amount, currency,
     settlement_amount, settlement_currency, within_tolerance, debt, merchant_name, network_reference, occurred_at)
   ON CONFLICT (id) DO NOTHING`,
);

export async function insertPresentments(
  tx: Session,
  file: string,
  postedOn: string,
  rows: readonly PresentmentRecord[],
  now: Temporal.Instant,
): Promise<void> {
  if (rows.length === 0) return;
  const column = <Name extends keyof PresentmentRecord>(name: Name): PresentmentRecord[Name][] => rows.map((row) => row[name]);
  await tx.query(presentmentsStatement, [
    file,
    now,
    postedOn,
    ...[column('id'), column('line'), column('kind'), column('result'), column('matchedBy'), column('accountId')],
    ...[column('authorizationId'), column('amount'), column('currency'), column('settlementAmount'), column('settlementCurrency')],
    ...[column('withinTolerance'), column('debt'), column('merchantName'), column('networkReference'), column('occurredAt')],
  ]);
}

const resultsStatement = statement(
  'clearing_results',
  `SELECT p.result, count(*)::int AS count FROM clearing_presentments p WHERE p.file = $1 GROUP BY p.result ORDER BY p.result`,
);

export async function resultsOf(db: Session, file: string): Promise<{ readonly result: string; readonly count: number }[]> {
  return await db.query(resultsStatement, [file]);
}

const sequenceStatement = statement(
  'clearing_sequence',
  `SELECT EXISTS (SELECT 1 FROM clearing_files f WHERE f.programme = $1 AND f.sequence = $2 AND f.status <> 'refused') AS there`,
);

/** Whether the file before one is here; the first has none before it. */
export async function hasSequence(db: Session, programme: string, sequence: number): Promise<boolean> {
  return (await db.query<{ there: boolean }>(sequenceStatement, [programme, sequence]))[0]?.there === true;
}
