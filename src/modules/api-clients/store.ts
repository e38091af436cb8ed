// All SQL of API clients and their keys.

import { statement, type Session } from '../../postgres/database.ts';
import { gathered } from '../../postgres/gathered.ts';
import type { Scope } from './rules/scopes.ts';

export type ClientRow = { id: string; programme: string; name: string; createdAt: Temporal.Instant; closedAt: Temporal.Instant | null };

export type KeyRow = {
  id: string;
  clientId: string;
  head: string;
  scopes: Scope[];
  createdAt: Temporal.Instant;
  endsAt: Temporal.Instant | null;
  revokedAt: Temporal.Instant | null;
  lastUsedAt: Temporal.Instant | null;
};

const keyColumns = `k.id, k.client_id AS "clientId", k.head, k.scopes, k.created_at AS "createdAt", k.ends_at AS "endsAt",
  k.revoked_at AS "revokedAt", k.last_used_at AS "lastUsedAt"`;
const live = `k.revoked_at IS NULL AND (k.ends_at IS NULL OR k.ends_at > $2)`;

const insertClientSql = statement('api_client_insert', `INSERT INTO api_clients (id, programme, name, created_at) VALUES ($1, $2, $3, $4)`);
export async function insertClient(
  db: Session,
  row: { id: string; programme: string; name: string },
  now: Temporal.Instant,
): Promise<void> {
  await db.query(insertClientSql, [row.id, row.programme, row.name, now]);
}

const clients = statement(
  'api_clients_of',
  `SELECT id, programme, name, created_at AS "createdAt", closed_at AS "closedAt" FROM api_clients WHERE programme = $1 ORDER BY created_at LIMIT 200`,
);
export async function selectClients(db: Session, programme: string): Promise<ClientRow[]> {
  return await db.query<ClientRow>(clients, [programme]);
}

const insertKeySql = statement(
  'api_key_insert',
  `INSERT INTO api_keys (id, client_id, head, digest, scopes, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);
export async function insertKey(
  db: Session,
  row: { id: string; clientId: string; head: string; digest: Uint8Array; scopes: readonly Scope[] },
  now: Temporal.Instant,
): Promise<void> {
  await db.query(insertKeySql, [row.id, row.clientId, row.head, row.digest, row.scopes, now]);
}

type CallerRow = KeyRow & { programme: string; name: string };

const byDigest = statement(
  'api_key_by_digest',
  `SELECT ${keyColumns}, c.programme, c.name, encode(k.digest, 'hex') AS "digestHex"
   FROM api_keys AS k JOIN api_clients AS c ON c.id = k.client_id
   WHERE k.digest = ANY ($1::bytea[]) AND k.revoked_at IS NULL AND c.closed_at IS NULL`,
);
// Many requests with one key at once, as a busy system sends them, are one statement.
const callerRow = gathered<CallerRow>(async (db, digests) => {
  const rows = await db.query<CallerRow & { digestHex: string }>(byDigest, [digests.map((digest) => Buffer.from(digest, 'hex'))]);
  return new Map(rows.map(({ digestHex, ...row }) => [digestHex, row]));
});
export async function selectKeyByDigest(db: Session, digest: Uint8Array, now: Temporal.Instant): Promise<CallerRow | undefined> {
  const row = await callerRow(db, Buffer.from(digest).toString('hex'));
  return row === undefined || (row.endsAt !== null && Temporal.Instant.compare(row.endsAt, now) <= 0) ? undefined : row;
}

const used = statement(
  'api_key_used',
  `UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $3)`,
);
/** Notes the use of a key, once a minute at most. */
export async function markUsed(db: Session, id: string, now: Temporal.Instant): Promise<void> {
  await db.query(used, [id, now, now.subtract({ minutes: 1 })]);
}

const keysOf = statement(
  'api_keys_of',
  `SELECT ${keyColumns} FROM api_keys AS k WHERE k.client_id = $1 AND ${live} ORDER BY k.created_at, k.id`,
);
export async function selectKeys(db: Session, clientId: string, now: Temporal.Instant): Promise<KeyRow[]> {
  return await db.query<KeyRow>(keysOf, [clientId, now]);
}

const end = statement(
  'api_key_end',
  `UPDATE api_keys AS k SET ends_at = $3 WHERE k.id = $1 AND ${live} AND (k.ends_at IS NULL OR k.ends_at > $3) RETURNING k.id`,
);
/** Lets a key work until that time only; false where it is over already or ends sooner. */
export async function markEnding(db: Session, id: string, endsAt: Temporal.Instant, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(end, [id, now, endsAt])).length === 1;
}

const lockClient = statement('api_client_lock', `SELECT id FROM api_clients WHERE id = $1 FOR UPDATE`);
export async function lock(tx: Session, clientId: string): Promise<void> {
  await tx.query(lockClient, [clientId]);
}

// The last key that lasts stays: a client that revokes it could never make another.
const revoke = statement(
  'api_key_revoke',
  `UPDATE api_keys AS k SET revoked_at = $2 WHERE k.id = $1 AND k.client_id = $3 AND ${live}
     AND EXISTS (SELECT FROM api_keys AS o WHERE o.client_id = k.client_id AND o.id <> k.id AND o.revoked_at IS NULL AND o.ends_at IS NULL)
   RETURNING k.id`,
);
export async function markRevoked(tx: Session, clientId: string, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(revoke, [id, now, clientId])).length === 1;
}

const close = statement('api_client_close', `UPDATE api_clients SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL RETURNING id`);
export async function markClosed(db: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(close, [id, now])).length === 1;
}
