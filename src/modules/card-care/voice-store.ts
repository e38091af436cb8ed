// SQL of callers of the voice system: their tries and their sessions.

import { statement, type Session, type Statement } from '../../postgres/database.ts';
import type { VoiceLanguage } from './rules/speech.ts';

/** A test replaces it to show what its condition is for. */
export const claimTryStatement = statement(
  'voice_try_claim',
  `INSERT INTO voice_tries (caller_digest, window_started_at, tries) VALUES ($1, $2, 1)
   ON CONFLICT (caller_digest) DO UPDATE SET
     tries = CASE WHEN voice_tries.window_started_at <= $3 THEN 1 ELSE voice_tries.tries + 1 END,
     window_started_at = CASE WHEN voice_tries.window_started_at <= $3 THEN $2 ELSE voice_tries.window_started_at END
   WHERE voice_tries.window_started_at <= $3 OR voice_tries.tries < $4
   RETURNING tries`,
);

/** Claims one try in one statement, before anything is compared; undefined where the tries of the window are used up. */
export async function claimTry(
  db: Session,
  caller: Uint8Array,
  { windowStart, max }: { windowStart: Temporal.Instant; max: number },
  now: Temporal.Instant,
  with_: Statement = claimTryStatement,
): Promise<number | undefined> {
  return (await db.query<{ tries: number }>(with_, [caller, now, windowStart, max]))[0]?.tries;
}

const forgive = statement('voice_tries_forgive', `DELETE FROM voice_tries WHERE caller_digest = $1`);

/** A caller who was verified starts anew. */
export async function forgiveTries(tx: Session, caller: Uint8Array): Promise<void> {
  await tx.query(forgive, [caller]);
}

export type VoiceSession = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly language: VoiceLanguage;
  readonly endsAt: Temporal.Instant;
};

const insert = statement(
  'voice_session_insert',
  `INSERT INTO voice_sessions (id, token_digest, client, programme, customer_id, account_id, card_id, language, opened_at, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export async function insertSession(
  tx: Session,
  session: VoiceSession & { readonly tokenDigest: Uint8Array; readonly client: string },
  now: Temporal.Instant,
): Promise<void> {
  const { id, tokenDigest, client, programme, customerId, accountId, cardId, language, endsAt } = session;
  await tx.query(insert, [id, tokenDigest, client, programme, customerId, accountId, cardId, language, now, endsAt]);
}

const byToken = statement(
  'voice_session',
  `SELECT id, programme, customer_id AS "customerId", account_id AS "accountId", card_id AS "cardId", language, ends_at AS "endsAt"
   FROM voice_sessions WHERE token_digest = $1 AND client = $2 AND ended_at IS NULL AND ends_at > $3`,
);

export async function sessionByToken(
  db: Session,
  tokenDigest: Uint8Array,
  client: string,
  now: Temporal.Instant,
): Promise<VoiceSession | undefined> {
  return (await db.query<VoiceSession>(byToken, [tokenDigest, client, now]))[0];
}

const end = statement('voice_session_end', `UPDATE voice_sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL`);

export async function endSession(db: Session, id: string, now: Temporal.Instant): Promise<void> {
  await db.query(end, [id, now]);
}
