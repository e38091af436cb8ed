// All SQL of card security. Lock order: card_keys rows alone.

import { statement, type Session } from '../../postgres/database.ts';
import type { SealedColumn } from '../keys/index.ts';

export type KeyKind = 'cvk' | 'pvk' | 'zpk' | 'zmk';
export type KeyAlgorithm = 'tdes' | 'aes';

export type KeyRow = {
  readonly id: string;
  readonly kind: KeyKind;
  readonly algorithm: KeyAlgorithm;
  readonly connection: string;
  readonly version: number;
  readonly sealed: Uint8Array;
  readonly checkValue: string;
  readonly madeAt: Temporal.Instant;
};

const current = statement(
  'card_keys_current',
  `SELECT id, kind, algorithm, connection, version, key_sealed AS sealed, check_value AS "checkValue", made_at AS "madeAt"
   FROM card_keys WHERE ended_at IS NULL ORDER BY kind, algorithm, connection`,
);

export async function currentKeys(db: Session): Promise<KeyRow[]> {
  return await db.query<KeyRow>(current);
}

// Two processes may start at once: the first row stands, and both read it.
const insertFirst = statement(
  'card_key_insert_first',
  `INSERT INTO card_keys (id, kind, algorithm, connection, version, key_sealed, check_value, made_at)
   VALUES ($1, $2, $3, $4, 1, $5, $6, $7) ON CONFLICT DO NOTHING`,
);

export async function insertFirstKey(db: Session, key: Omit<KeyRow, 'version'>): Promise<void> {
  await db.query(insertFirst, [key.id, key.kind, key.algorithm, key.connection, key.sealed, key.checkValue, key.madeAt]);
}

// The key before is erased in the statement that follows it: what is not there cannot be stolen.
const replace = statement(
  'card_key_replace',
  `WITH ended AS (
     UPDATE card_keys SET ended_at = $4, key_sealed = NULL
     WHERE kind = $1 AND algorithm = $2 AND connection = $3 AND ended_at IS NULL
     RETURNING version)
   SELECT coalesce(max(version), 0) + 1 AS version FROM ended`,
);
const insertNext = statement(
  'card_key_insert_next',
  `INSERT INTO card_keys (id, kind, algorithm, connection, version, key_sealed, check_value, made_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const lockName = statement('card_key_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 15))`);

/** Puts a key in the place of the one with its name; gives its version. Runs in a transaction of the caller. */
export async function replaceKey(tx: Session, key: Omit<KeyRow, 'version'>): Promise<number> {
  const { id, kind, algorithm, connection, sealed, checkValue, madeAt } = key;
  await tx.query(lockName, [`${kind} ${algorithm} ${connection}`]);
  const [row] = await tx.query<{ version: number }>(replace, [kind, algorithm, connection, madeAt]);
  const version = row?.version ?? 1;
  await tx.query(insertNext, [id, kind, algorithm, connection, version, sealed, checkValue, madeAt]);
  return version;
}

/** What a rotation of the keys has to seal again. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'card_keys',
    column: 'key_sealed',
    id: 'id',
    ownerColumns: ['kind', 'connection'],
    ownerOf: (row) => ({
      tenant: 'card-keys',
      customer: String(row['connection']),
      row: row.id,
      column: `key_sealed ${String(row['kind'])}`,
    }),
  },
];
