// All SQL of the one-time codes.

import { statement, type Session } from '../../postgres/database.ts';

export type CodeRow = {
  readonly id: string;
  readonly codeDigest: Uint8Array;
  readonly attempts: number;
  readonly attemptsMax: number;
};

const lock = statement('one_time_code_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 7264622))`);

/** Puts the sends to one recipient in a line until the transaction ends, so that the count below holds. */
export async function lockRecipient(tx: Session, recipient: string): Promise<void> {
  await tx.query(lock, [recipient]);
}

const sends = statement(
  'one_time_code_sends',
  `SELECT count(*)::integer AS sends, min(created_at) AS oldest,
     max(resend_at) FILTER (WHERE purpose = $3 AND subject_id = $4 AND status <> 'used') AS "resendAt"
   FROM one_time_codes WHERE recipient_digest = $1 AND created_at > $2`,
);

export type Sends = { sends: number; oldest: Temporal.Instant | null; resendAt: Temporal.Instant | null };

export async function sendsSince(
  tx: Session,
  recipientDigest: Uint8Array,
  since: Temporal.Instant,
  purpose: string,
  subjectId: string,
): Promise<Sends> {
  const [row] = await tx.query<Sends>(sends, [recipientDigest, since, purpose, subjectId]);
  return row ?? { sends: 0, oldest: null, resendAt: null };
}

const replace = statement(
  'one_time_code_replace',
  `UPDATE one_time_codes SET status = 'replaced' WHERE purpose = $1 AND subject_id = $2 AND status = 'open'`,
);

export async function replaceOpen(tx: Session, purpose: string, subjectId: string): Promise<void> {
  await tx.query(replace, [purpose, subjectId]);
}

const insert = statement(
  'one_time_code_insert',
  `INSERT INTO one_time_codes (id, programme, customer_id, purpose, subject_id, channel, code_digest, recipient_digest, status,
     attempts_max, created_at, expires_at, resend_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12)`,
);

export async function insertCode(
  tx: Session,
  row: {
    id: string;
    programme: string;
    customerId: string | null;
    purpose: string;
    subjectId: string;
    channel: string;
    codeDigest: Uint8Array;
    recipientDigest: Uint8Array;
    attemptsMax: number;
    expiresAt: Temporal.Instant;
    resendAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insert, [
    row.id,
    row.programme,
    row.customerId,
    row.purpose,
    row.subjectId,
    row.channel,
    row.codeDigest,
    row.recipientDigest,
    row.attemptsMax,
    now,
    row.expiresAt,
    row.resendAt,
  ]);
}

// The attempt is claimed before the code is looked at: of many guesses at once, attempts_max get past this line.
// A code from the future is one of before the clock was set back; 5 s are granted to another machine's clock.
const claim = statement(
  'one_time_code_claim',
  `UPDATE one_time_codes SET attempts = attempts + 1
   WHERE purpose = $1 AND subject_id = $2 AND status = 'open' AND attempts < attempts_max AND expires_at > $3 AND created_at <= $4
   RETURNING id, code_digest AS "codeDigest", attempts, attempts_max AS "attemptsMax"`,
);

export async function claimAttempt(db: Session, purpose: string, subjectId: string, now: Temporal.Instant): Promise<CodeRow | undefined> {
  const [row] = await db.query<CodeRow>(claim, [purpose, subjectId, now, now.add({ seconds: 5 })]);
  return row;
}

const use = statement(
  'one_time_code_use',
  `UPDATE one_time_codes SET status = 'used', used_at = $2 WHERE id = $1 AND status = 'open' RETURNING id`,
);

/** Whether this call was the one that used the code. */
export async function useCode(db: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(use, [id, now])).length === 1;
}

const latest = statement(
  'one_time_code_latest',
  `SELECT status, attempts, attempts_max AS "attemptsMax", expires_at AS "expiresAt" FROM one_time_codes
   WHERE purpose = $1 AND subject_id = $2 ORDER BY created_at DESC, (status = 'open') DESC LIMIT 1`,
);

export type LatestCode = { status: 'open' | 'used' | 'replaced'; attempts: number; attemptsMax: number; expiresAt: Temporal.Instant };

export async function latestCode(db: Session, purpose: string, subjectId: string): Promise<LatestCode | undefined> {
  const [row] = await db.query<LatestCode>(latest, [purpose, subjectId]);
  return row;
}

const sweep = statement('one_time_codes_sweep', `DELETE FROM one_time_codes WHERE created_at < $1 AND expires_at < $1 RETURNING id`);

export async function deleteBefore(db: Session, before: Temporal.Instant): Promise<number> {
  return (await db.query(sweep, [before])).length;
}
