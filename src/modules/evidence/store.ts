// All SQL of the evidence module.

import { statement, type Session } from '../../postgres/database.ts';

export type StoredRecord = {
  chain: number;
  seq: bigint;
  recordedAt: Temporal.Instant;
  record: string;
  recordHash: Buffer;
  linkHash: Buffer;
};
export type StoredHead = {
  number: bigint;
  signedAt: Temporal.Instant;
  statement: string;
  signature: Buffer;
  keyId: string;
  publicKey: string;
};

const append = statement(
  'evidence_append',
  `SELECT appended_chain AS chain, appended_seq AS seq
   FROM evidence_append($1::text[], $2::text[], $3::uuid[], $4::timestamptz, $5::text[], $6::bytea[])`,
);

export type NewRecord = { kind: string; subject: string; customerId: string | null; record: string; recordHash: Uint8Array };

export async function insertRecords(
  tx: Session,
  records: readonly NewRecord[],
  now: Temporal.Instant,
): Promise<{ chain: number; seq: bigint }[]> {
  return await tx.query(append, [
    records.map(({ kind }) => kind),
    records.map(({ subject }) => subject),
    records.map(({ customerId }) => customerId),
    now,
    records.map(({ record }) => record),
    records.map(({ recordHash }) => recordHash),
  ]);
}

const chains = statement('evidence_chains', `SELECT chain, count, head FROM evidence_chains ORDER BY chain`);

/** All chains in one statement, so that they are seen at one moment. */
export async function readChains(db: Session): Promise<{ chain: number; count: bigint; head: Buffer }[]> {
  return await db.query(chains);
}

const headColumns = `number, signed_at AS "signedAt", statement, signature, key_id AS "keyId", public_key AS "publicKey"`;

const headLock = statement('evidence_head_lock', `SELECT pg_advisory_xact_lock(7264621, 4)`);

/** Heads are signed one after the other; released at the end of the transaction. */
export async function lockHeads(tx: Session): Promise<void> {
  await tx.query(headLock);
}

const newestHead = statement('evidence_newest_head', `SELECT ${headColumns} FROM evidence_heads ORDER BY number DESC LIMIT 1`);

export async function readNewestHead(db: Session): Promise<StoredHead | undefined> {
  return (await db.query<StoredHead>(newestHead))[0];
}

const headInsert = statement(
  'evidence_head_insert',
  `INSERT INTO evidence_heads (number, signed_at, statement, signature, key_id, public_key) VALUES ($1, $2, $3, $4, $5, $6)`,
);

export async function insertHead(tx: Session, head: Omit<StoredHead, 'signature'> & { signature: Uint8Array }): Promise<void> {
  await tx.query(headInsert, [head.number, head.signedAt, head.statement, head.signature, head.keyId, head.publicKey]);
}

const headByNumber = statement('evidence_head', `SELECT ${headColumns} FROM evidence_heads WHERE number = $1`);

export async function readHead(db: Session, number: bigint): Promise<StoredHead | undefined> {
  return (await db.query<StoredHead>(headByNumber, [number]))[0];
}

const headAtOrBefore = statement(
  'evidence_head_at',
  `SELECT ${headColumns} FROM evidence_heads WHERE signed_at <= $1 ORDER BY number DESC LIMIT 1`,
);
const headAtOrAfter = statement(
  'evidence_head_after',
  `SELECT ${headColumns} FROM evidence_heads WHERE signed_at >= $1 ORDER BY number LIMIT 1`,
);

export async function readHeadAtOrBefore(db: Session, at: Temporal.Instant): Promise<StoredHead | undefined> {
  return (await db.query<StoredHead>(headAtOrBefore, [at]))[0];
}

export async function readHeadAtOrAfter(db: Session, at: Temporal.Instant): Promise<StoredHead | undefined> {
  return (await db.query<StoredHead>(headAtOrAfter, [at]))[0];
}

const subjectPlaces = statement('evidence_subject', `SELECT chain, seq FROM evidence_records WHERE subject = $1 ORDER BY chain, seq`);

export async function readPlacesOf(db: Session, subject: string): Promise<{ chain: number; seq: bigint }[]> {
  return await db.query(subjectPlaces, [subject]);
}

const range = statement(
  'evidence_range',
  `SELECT chain, seq, recorded_at AS "recordedAt", record, record_hash AS "recordHash", link_hash AS "linkHash"
   FROM evidence_records WHERE chain = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4`,
);

/** Records of one chain with `after` < seq ≤ `to`, at most `limit` of them, in order. */
export async function readRange(db: Session, chain: number, after: bigint, to: bigint, limit: number): Promise<StoredRecord[]> {
  return await db.query(range, [chain, after, to, limit]);
}

const recent = statement(
  'evidence_of_customer',
  `SELECT chain, seq, recorded_at AS "recordedAt", record, record_hash AS "recordHash", link_hash AS "linkHash"
   FROM evidence_records WHERE subject = ANY ($1::text[]) ORDER BY recorded_at DESC, chain, seq DESC LIMIT $2`,
);

/** Newest records about any of the subjects. */
export async function readRecordsAbout(db: Session, subjects: readonly string[], limit: number): Promise<StoredRecord[]> {
  return await db.query(recent, [subjects, limit]);
}
