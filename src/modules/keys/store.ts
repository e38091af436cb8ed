// SQL of the keys module: the log of rotations, and sealed columns of any module, named by their declarations.

import { statement, type Session } from '../../postgres/database.ts';
import type { Owner } from '../../crypto/envelope.ts';

/** A column that holds sealed values. The names are fixed texts of our code, never input. */
export type SealedColumn = {
  readonly table: string;
  readonly column: string;
  /** The primary key, a uuid. */
  readonly id: string;
  /** Further columns that the owner is made of. */
  readonly ownerColumns: readonly string[];
  ownerOf(row: { readonly id: string } & Readonly<Record<string, unknown>>): Owner;
};

export type SealedRow = { readonly id: string; readonly sealed: Uint8Array } & Readonly<Record<string, unknown>>;

/** Values of one column that are under another data key than the given one, by ascending id. */
export async function selectSealed(
  db: Session,
  column: SealedColumn,
  dataKey: string,
  after: string | null,
  limit: number,
): Promise<SealedRow[]> {
  const own = column.ownerColumns.map((name) => `, ${name}`).join('');
  return await db.query<SealedRow>(
    statement(
      `sealed_${column.table}`,
      `SELECT ${column.id} AS id, ${column.column} AS sealed${own} FROM ${column.table}
       WHERE ${column.column} IS NOT NULL AND substring(${column.column} FROM 2 FOR 4) <> decode($1, 'hex')
         AND ($2::uuid IS NULL OR ${column.id} > $2)
       ORDER BY ${column.id} LIMIT $3`,
    ),
    [dataKey, after, limit],
  );
}

/** Replaces each value where it is still the one that was read; gives how many were. */
export async function replaceSealed(
  db: Session,
  column: SealedColumn,
  rows: readonly { readonly id: string; readonly old: Uint8Array; readonly sealed: Uint8Array }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const replaced = await db.query(
    statement(
      `reseal_${column.table}`,
      `UPDATE ${column.table} SET ${column.column} = fresh.sealed
       FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS fresh (id, old, sealed)
       WHERE ${column.table}.${column.id} = fresh.id AND ${column.table}.${column.column} = fresh.old
       RETURNING 1`,
    ),
    [rows.map(({ id }) => id), rows.map(({ old }) => old), rows.map(({ sealed }) => sealed)],
  );
  return replaced.length;
}

const start = statement('key_rotation_start', `INSERT INTO key_rotations (data_key_id, master_key_id, started_at) VALUES ($1, $2, $3)`);

export async function startRotation(db: Session, ids: { masterKeyId: string; dataKeyId: string }, now: Temporal.Instant): Promise<void> {
  await db.query(start, [ids.dataKeyId, ids.masterKeyId, now]);
}

const finish = statement('key_rotation_finish', `UPDATE key_rotations SET resealed = $2, rows_finished_at = $3 WHERE data_key_id = $1`);

export async function finishRotation(db: Session, dataKeyId: string, resealed: bigint, now: Temporal.Instant): Promise<void> {
  await db.query(finish, [dataKeyId, resealed, now]);
}

const last = statement(
  'key_rotation_last',
  `SELECT data_key_id AS "dataKeyId", master_key_id AS "masterKeyId", started_at AS "startedAt", rows_finished_at AS "rowsFinishedAt", resealed
   FROM key_rotations ORDER BY started_at DESC LIMIT 1`,
);

/** The last rotation that was recorded, for the doctor and the operator; undefined before the first. */
export async function lastRotation(
  db: Session,
): Promise<
  | { dataKeyId: string; masterKeyId: string; startedAt: Temporal.Instant; rowsFinishedAt: Temporal.Instant | null; resealed: bigint }
  | undefined
> {
  return (
    await db.query<{
      dataKeyId: string;
      masterKeyId: string;
      startedAt: Temporal.Instant;
      rowsFinishedAt: Temporal.Instant | null;
      resealed: bigint;
    }>(last)
  )[0];
}
