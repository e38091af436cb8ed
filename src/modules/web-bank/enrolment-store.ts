// All SQL over enrolments and the identities that were tried for them.

import { statement, type Session as Db } from '../../postgres/database.ts';
import type { EnrolmentState } from './rules/enrolment.ts';

export type EnrolmentRow = {
  id: string;
  programme: string;
  customerId: string;
  tokenDigest: Uint8Array;
  state: EnrolmentState;
  codeExpiresAt: Temporal.Instant | null;
  codeResendAt: Temporal.Instant | null;
  maskedTo: string | null;
  expiresAt: Temporal.Instant;
};

const insert = statement(
  'enrolment_insert',
  `INSERT INTO enrolments (id, programme, customer_id, token_digest, state, code_expires_at, code_resend_at, masked_to, created_at, expires_at)
   VALUES ($1, $2, $3, $4, 'awaiting-code', $5, $6, $7, $8, $9)`,
);
export async function insertEnrolment(tx: Db, row: EnrolmentRow, now: Temporal.Instant): Promise<void> {
  const { id, programme, customerId, tokenDigest, codeExpiresAt, codeResendAt, maskedTo, expiresAt } = row;
  await tx.query(insert, [id, programme, customerId, tokenDigest, codeExpiresAt, codeResendAt, maskedTo, now, expiresAt]);
}

// The code went to the number of record: with another number, or without the customer, nothing goes on.
const standing = `(c.closed_at IS NULL AND (c.mobile_changed_at IS NULL OR c.mobile_changed_at <= e.created_at))`;

const byId = statement(
  'enrolment_by_id',
  `SELECT e.id, e.programme, e.customer_id AS "customerId", e.token_digest AS "tokenDigest",
     CASE WHEN e.state = 'completed' OR ${standing} THEN e.state ELSE 'ended' END AS state,
     e.code_expires_at AS "codeExpiresAt", e.code_resend_at AS "codeResendAt", e.masked_to AS "maskedTo", e.expires_at AS "expiresAt"
   FROM enrolments AS e JOIN customers AS c ON c.id = e.customer_id WHERE e.id = $1`,
);
export async function selectEnrolment(db: Db, id: string): Promise<EnrolmentRow | undefined> {
  return (await db.query<EnrolmentRow>(byId, [id]))[0];
}

const codeSent = statement(
  'enrolment_code_sent',
  `UPDATE enrolments SET code_expires_at = $2, code_resend_at = $3, masked_to = $4 WHERE id = $1 AND state = 'awaiting-code' RETURNING id`,
);
/** False where the enrolment has gone on or ended in the meantime. */
export async function markEnrolmentCodeSent(
  tx: Db,
  id: string,
  sent: { expiresAt: Temporal.Instant; resendAt: Temporal.Instant; maskedTo: string },
): Promise<boolean> {
  return (await tx.query(codeSent, [id, sent.expiresAt, sent.resendAt, sent.maskedTo])).length === 1;
}

const codeVerified = statement(
  'enrolment_code_verified',
  `UPDATE enrolments AS e SET state = 'code-verified' FROM customers AS c
   WHERE e.id = $1 AND e.state = 'awaiting-code' AND e.expires_at > $2 AND c.id = e.customer_id AND ${standing} RETURNING e.id`,
);
export async function markEnrolmentCodeVerified(db: Db, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(codeVerified, [id, now])).length === 1;
}

const choice = statement(
  'enrolment_choice',
  `UPDATE enrolments SET choices = choices + 1 WHERE id = $1 AND state = 'code-verified' AND choices < $2 RETURNING id`,
);
/** Takes one choice of a user name; false when all are used. */
export async function claimChoice(db: Db, id: string, choicesMax: number): Promise<boolean> {
  return (await db.query(choice, [id, choicesMax])).length === 1;
}

const completed = statement(
  'enrolment_completed',
  `UPDATE enrolments AS e SET state = 'completed' FROM customers AS c
   WHERE e.id = $1 AND e.state = 'code-verified' AND e.expires_at > $2 AND c.id = e.customer_id AND ${standing} RETURNING e.id`,
);
export async function markEnrolmentCompleted(tx: Db, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(completed, [id, now])).length === 1;
}

const endOpen = statement(
  'enrolments_end_open',
  `UPDATE enrolments SET state = 'ended' WHERE customer_id = $1 AND state IN ('awaiting-code', 'code-verified') AND id <> $2`,
);
/** Ends what else is under way for the customer. */
export async function endOtherEnrolments(tx: Db, customerId: string, except: string): Promise<void> {
  await tx.query(endOpen, [customerId, except]);
}

/** A row is the try; its condition is what 64 at once cannot pass together. */
export const claimIdentityTryStatement = statement(
  'enrolment_try',
  `INSERT INTO enrolment_tries AS t (subject, window_started_at, tries) VALUES ($1, $2, 1)
   ON CONFLICT (subject) DO UPDATE SET
     tries = CASE WHEN t.window_started_at <= $3 THEN 1 ELSE t.tries + 1 END,
     window_started_at = CASE WHEN t.window_started_at <= $3 THEN excluded.window_started_at ELSE t.window_started_at END
   WHERE t.window_started_at <= $3 OR t.tries < $4
   RETURNING tries`,
);
/** Takes one try for a subject within a window; false when all are used. */
export async function claimIdentityTry(
  db: Db,
  subject: Uint8Array,
  rule: { triesMax: number; windowSeconds: number },
  now: Temporal.Instant,
  claim = claimIdentityTryStatement,
): Promise<boolean> {
  return (await db.query(claim, [subject, now, now.subtract({ seconds: rule.windowSeconds }), rule.triesMax])).length === 1;
}

const clear = statement('enrolment_tries_clear', `DELETE FROM enrolment_tries WHERE subject = ANY ($1::bytea[])`);
export async function clearIdentityTries(db: Db, subjects: readonly Uint8Array[]): Promise<void> {
  await db.query(clear, [subjects]);
}

const sweepTries = statement('enrolment_tries_sweep', `DELETE FROM enrolment_tries WHERE window_started_at < $1`);
const sweepEnrolments = statement('enrolments_sweep', `DELETE FROM enrolments WHERE expires_at < $1`);
export async function deleteOldEnrolments(db: Db, before: Temporal.Instant): Promise<void> {
  await db.query(sweepTries, [before]);
  await db.query(sweepEnrolments, [before]);
}
