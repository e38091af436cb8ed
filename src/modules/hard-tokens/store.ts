// All SQL over hard tokens. Rows are locked in the order of their ids.

import { statement, type Session, type Statement } from '../../postgres/database.ts';
import type { OtpAlgorithm } from '../../crypto/otp.ts';

export type TokenRow = {
  readonly id: string;
  readonly programme: string;
  readonly manufacturer: string;
  readonly serial: string;
  readonly keyId: string;
  readonly kind: 'hotp' | 'totp' | 'ocra';
  readonly algorithm: OtpAlgorithm;
  readonly digits: number;
  readonly periodS: number;
  readonly suite: string | null;
  readonly secret: Uint8Array;
  readonly validFrom: Temporal.Instant | null;
  readonly validUntil: Temporal.Instant | null;
  readonly status: 'in-stock' | 'assigned' | 'retired';
  readonly customerId: string | null;
  readonly assignedAt: Temporal.Instant | null;
  readonly nextIndex: bigint;
  readonly driftSteps: number;
  readonly failures: number;
  readonly lockedAt: Temporal.Instant | null;
  readonly lastUsedAt: Temporal.Instant | null;
  /** Of the authenticator with the same id; null in stock. */
  readonly authenticatorStatus: 'registered' | 'active' | 'suspended' | 'ended' | null;
};

const own = `t.id, t.programme, t.manufacturer, t.serial, t.key_id AS "keyId", t.kind, t.algorithm, t.digits, t.period_seconds AS "periodS", t.suite,
  t.secret, t.valid_from AS "validFrom", t.valid_until AS "validUntil", t.status, t.customer_id AS "customerId", t.assigned_at AS "assignedAt",
  t.next_index AS "nextIndex", t.drift_steps AS "driftSteps", t.failures, t.locked_at AS "lockedAt", t.last_used_at AS "lastUsedAt"`;
const joined = `SELECT ${own}, a.status AS "authenticatorStatus" FROM hard_tokens t LEFT JOIN authenticators a ON a.id = t.id`;

const byId = statement('hard_token', `${joined} WHERE t.id = $1`);
export async function selectToken(db: Session, id: string): Promise<TokenRow | undefined> {
  return (await db.query<TokenRow>(byId, [id]))[0];
}

const lockById = statement('hard_token_lock', `${joined} WHERE t.id = $1 FOR UPDATE OF t`);
export async function lockToken(tx: Session, id: string): Promise<TokenRow | undefined> {
  return (await tx.query<TokenRow>(lockById, [id]))[0];
}

const assignedTo = statement('hard_tokens_assigned_to', `${joined} WHERE t.customer_id = ANY ($1::uuid[]) AND t.status = 'assigned'`);
export async function selectAssigned(db: Session, customerIds: readonly string[]): Promise<TokenRow[]> {
  return await db.query<TokenRow>(assignedTo, [customerIds]);
}

const bySerial = statement('hard_tokens_by_serial', `${joined} WHERE t.programme = $1 AND t.serial = $2 ORDER BY t.id`);
export async function selectBySerial(db: Session, programme: string, serial: string): Promise<TokenRow[]> {
  return await db.query<TokenRow>(bySerial, [programme, serial]);
}

const inStock = statement(
  'hard_tokens_in_stock',
  `${joined} WHERE t.programme = $1 AND t.status = 'in-stock' AND ($2::uuid IS NULL OR t.id > $2) ORDER BY t.id LIMIT $3`,
);
export async function selectInStock(db: Session, programme: string, after: string | null, limit: number): Promise<TokenRow[]> {
  return await db.query<TokenRow>(inStock, [programme, after, limit]);
}

/**
 * Claims one try for each customer's active, unlocked token, before any code is looked at; gives the rows of those that
 * had a try left, `failures` already counted up. The try that reaches the programme's number locks the token.
 */
export const claimTries: Statement = statement(
  'hard_tokens_claim',
  `WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::integer[]) AS w (customer_id, lock_after)),
   held AS (
     SELECT t.id, w.lock_after FROM wanted w
     JOIN hard_tokens t ON t.customer_id = w.customer_id AND t.status = 'assigned'
     JOIN authenticators a ON a.id = t.id AND a.status = 'active'
     ORDER BY t.id FOR UPDATE OF t)
   UPDATE hard_tokens t
   SET failures = t.failures + 1, locked_at = CASE WHEN t.failures + 1 >= held.lock_after THEN $3::timestamptz ELSE t.locked_at END
   FROM held
   WHERE t.id = held.id AND t.failures < held.lock_after AND t.locked_at IS NULL AND t.status = 'assigned'
     AND (t.valid_from IS NULL OR t.valid_from <= $3) AND (t.valid_until IS NULL OR t.valid_until > $3)
   RETURNING ${own}, 'active' AS "authenticatorStatus"`,
);

export async function claim(
  tx: Session,
  wanted: readonly { readonly customerId: string; readonly lockAfter: number }[],
  now: Temporal.Instant,
  statementUsed: Statement = claimTries,
): Promise<TokenRow[]> {
  return await tx.query<TokenRow>(statementUsed, [
    wanted.map(({ customerId }) => customerId),
    wanted.map(({ lockAfter }) => lockAfter),
    now,
  ]);
}

/**
 * Writes right codes: the index must be greater than any used before (replay), except where a suite has no counter. Gives
 * the ids of those that were written; what is missing came second.
 */
export const acceptCodes: Statement = statement(
  'hard_tokens_accept',
  `UPDATE hard_tokens t SET failures = 0, locked_at = NULL, next_index = u.next_index, drift_steps = u.drift_steps, last_used_at = $5
   FROM unnest($1::uuid[], $2::bigint[], $3::integer[], $4::boolean[]) AS u (id, next_index, drift_steps, counterless)
   WHERE t.id = u.id AND (t.next_index < u.next_index OR u.counterless)
   RETURNING t.id`,
);

export async function accept(
  tx: Session,
  right: readonly { readonly id: string; readonly nextIndex: bigint; readonly driftSteps: number; readonly counterless: boolean }[],
  now: Temporal.Instant,
  statementUsed: Statement = acceptCodes,
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(statementUsed, [
    right.map(({ id }) => id),
    right.map(({ nextIndex }) => nextIndex),
    right.map(({ driftSteps }) => driftSteps),
    right.map(({ counterless }) => counterless),
    now,
  ]);
  return new Set(rows.map(({ id }) => id));
}

const answer = statement(
  'hard_token_questions_answer',
  `UPDATE hard_token_questions q SET answered_at = $3 FROM unnest($1::uuid[], $2::text[]) AS u (token_id, question)
   WHERE q.token_id = u.token_id AND q.question = u.question AND q.answered_at IS NULL RETURNING q.token_id AS id`,
);

/** Uses up questions; gives the tokens whose question was open. */
export async function answerQuestions(
  tx: Session,
  answers: readonly { readonly id: string; readonly question: string }[],
  now: Temporal.Instant,
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(answer, [answers.map(({ id }) => id), answers.map(({ question }) => question), now]);
  return new Set(rows.map(({ id }) => id));
}

const ask = statement(
  'hard_token_question_insert',
  `INSERT INTO hard_token_questions (token_id, question, operation_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING question`,
);
const asked = statement(
  'hard_token_question_of_operation',
  `SELECT question FROM hard_token_questions WHERE token_id = $1 AND operation_id = $2`,
);

/** Keeps a question; undefined when this token was asked it before, for whichever operation. */
export async function insertQuestion(tx: Session, tokenId: string, question: string, operationId: string): Promise<string | undefined> {
  return (await tx.query<{ question: string }>(ask, [tokenId, question, operationId]))[0]?.question;
}

export async function selectQuestion(tx: Session, tokenId: string, operationId: string): Promise<string | undefined> {
  return (await tx.query<{ question: string }>(asked, [tokenId, operationId]))[0]?.question;
}

const unlocked = statement(
  'hard_token_unlock',
  `UPDATE hard_tokens SET failures = 0, locked_at = NULL WHERE id = $1 AND status = 'assigned' AND locked_at IS NOT NULL RETURNING id`,
);
export async function markUnlocked(tx: Session, id: string): Promise<boolean> {
  return (await tx.query(unlocked, [id])).length === 1;
}

// Two assignments to one customer wait for each other: there may be no row yet that both could lock.
const customerLock = statement('hard_tokens_customer_lock', `SELECT pg_advisory_xact_lock(7264630, hashtext($1))`);
const assigned = statement(
  'hard_token_assign',
  `UPDATE hard_tokens SET status = 'assigned', customer_id = $2, secret = $3, assigned_at = $4, failures = 0, locked_at = NULL
   WHERE id = $1 AND status = 'in-stock' RETURNING id`,
);

export async function lockCustomer(tx: Session, customerId: string): Promise<void> {
  await tx.query(customerLock, [customerId]);
}

export async function markAssigned(
  tx: Session,
  row: { id: string; customerId: string; secret: Uint8Array },
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(assigned, [row.id, row.customerId, row.secret, now])).length === 1;
}

const retired = statement(
  'hard_token_retire',
  `UPDATE hard_tokens SET status = 'retired', retired_at = $2, retire_reason = $3 WHERE id = $1 AND status = 'assigned' RETURNING id`,
);
export async function markRetired(tx: Session, id: string, reason: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(retired, [id, now, reason])).length === 1;
}

export type NewToken = {
  readonly id: string;
  readonly manufacturer: string;
  readonly serial: string;
  readonly keyId: string;
  readonly kind: string;
  readonly algorithm: string;
  readonly digits: number;
  readonly periodS: number;
  readonly suite: string | null;
  readonly secret: Uint8Array;
  readonly validFrom: Temporal.Instant | null;
  readonly validUntil: Temporal.Instant | null;
  readonly nextIndex: bigint;
  readonly driftSteps: number;
};

const insertBatch = statement(
  'hard_token_batch_insert',
  `INSERT INTO hard_token_batches (id, programme, file_name, imported_by, imported_at, tokens) VALUES ($1, $2, $3, $4, $5, $6)`,
);
const insertTokens = statement(
  'hard_tokens_insert',
  `INSERT INTO hard_tokens (programme, batch_id, status, id, manufacturer, serial, key_id, kind, algorithm, digits, period_seconds, suite, secret,
     valid_from, valid_until, next_index, drift_steps)
   SELECT $1, $2, 'in-stock', n.* FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::integer[], $10::integer[],
     $11::text[], $12::bytea[], $13::timestamptz[], $14::timestamptz[], $15::bigint[], $16::integer[]) AS n`,
);

export async function insertImport(
  tx: Session,
  batch: { id: string; programme: string; fileName: string; importedBy: string },
  tokens: readonly NewToken[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insertBatch, [batch.id, batch.programme, batch.fileName, batch.importedBy, now, tokens.length]);
  const column = <K extends keyof NewToken>(name: K): NewToken[K][] => tokens.map((token) => token[name]);
  await tx.query(insertTokens, [
    batch.programme,
    batch.id,
    column('id'),
    column('manufacturer'),
    column('serial'),
    column('keyId'),
    column('kind'),
    column('algorithm'),
    column('digits'),
    column('periodS'),
    column('suite'),
    column('secret'),
    column('validFrom'),
    column('validUntil'),
    column('nextIndex'),
    column('driftSteps'),
  ]);
}

const known = statement(
  'hard_tokens_known',
  `SELECT t.serial FROM unnest($2::text[], $3::text[], $4::text[]) AS n (manufacturer, serial, key_id)
   JOIN hard_tokens t ON t.programme = $1 AND t.manufacturer = n.manufacturer AND t.serial = n.serial AND t.key_id = n.key_id LIMIT 1`,
);

/** The serial number of a device that has been imported before, or undefined. */
export async function selectKnown(tx: Session, programme: string, tokens: readonly NewToken[]): Promise<string | undefined> {
  const values = [
    programme,
    tokens.map(({ manufacturer }) => manufacturer),
    tokens.map(({ serial }) => serial),
    tokens.map(({ keyId }) => keyId),
  ];
  return (await tx.query<{ serial: string }>(known, values))[0]?.serial;
}

export type BatchRow = {
  readonly id: string;
  readonly fileName: string;
  readonly importedBy: string;
  readonly importedAt: Temporal.Instant;
  readonly tokens: number;
  readonly inStock: number;
};

const batches = statement(
  'hard_token_batches',
  `SELECT b.id, b.file_name AS "fileName", b.imported_by AS "importedBy", b.imported_at AS "importedAt", b.tokens,
     (SELECT count(*)::integer FROM hard_tokens t WHERE t.batch_id = b.id AND t.status = 'in-stock') AS "inStock"
   FROM hard_token_batches b WHERE b.programme = $1 ORDER BY b.imported_at DESC, b.id LIMIT $2`,
);
export async function selectBatches(db: Session, programme: string, limit: number): Promise<BatchRow[]> {
  return await db.query<BatchRow>(batches, [programme, limit]);
}
