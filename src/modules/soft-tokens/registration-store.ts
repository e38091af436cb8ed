// All SQL over registrations and the tries of identities.

import { statement, type Session } from '../../postgres/database.ts';
import type { Platform, ScreenLock } from './device-store.ts';

export type RegistrationPurpose = 'register' | 'reset-password';

export type RegistrationRow = {
  readonly id: string;
  readonly programme: string;
  readonly purpose: RegistrationPurpose;
  readonly customerId: string;
  readonly deviceId: string;
  readonly tokenDigest: Uint8Array;
  readonly installationId: string;
  readonly installationKey: Uint8Array;
  readonly platform: Platform;
  readonly model: string;
  readonly system: string;
  readonly screenLock: ScreenLock;
  readonly language: string;
  readonly state: 'awaiting-sms' | 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
  readonly mobile: string;
  readonly smsText: string | null;
  readonly codeExpiresAt: Temporal.Instant | null;
  readonly codeResendAt: Temporal.Instant | null;
  readonly maskedTo: string | null;
  readonly serverKey: Uint8Array | null;
  readonly serverPrivate: Uint8Array | null;
  readonly expiresAt: Temporal.Instant;
};

const columns = `id, programme, purpose, customer_id AS "customerId", device_id AS "deviceId", token_digest AS "tokenDigest",
  installation_id AS "installationId", installation_key AS "installationKey", platform, model, system, screen_lock AS "screenLock",
  language, state, mobile, sms_text AS "smsText", code_expires_at AS "codeExpiresAt", code_resend_at AS "codeResendAt",
  masked_to AS "maskedTo", server_key AS "serverKey", server_private AS "serverPrivate", expires_at AS "expiresAt"`;

const insert = statement(
  'registration_insert',
  `INSERT INTO registrations (id, programme, purpose, customer_id, device_id, token_digest, installation_id, installation_key, platform,
     model, system, screen_lock, language, state, mobile, sms_text, created_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
);

export type NewRegistration = Omit<RegistrationRow, 'codeExpiresAt' | 'codeResendAt' | 'maskedTo' | 'serverKey' | 'serverPrivate'>;

export async function insertRegistration(tx: Session, row: NewRegistration, now: Temporal.Instant): Promise<void> {
  const head = [row.id, row.programme, row.purpose, row.customerId, row.deviceId, row.tokenDigest, row.installationId, row.installationKey];
  const phone = [row.platform, row.model, row.system, row.screenLock, row.language];
  await tx.query(insert, [...head, ...phone, row.state, row.mobile, row.smsText, now, row.expiresAt]);
}

const byId = statement('registration_by_id', `SELECT ${columns} FROM registrations WHERE id = $1`);

export async function selectRegistration(db: Session, id: string): Promise<RegistrationRow | undefined> {
  return (await db.query<RegistrationRow>(byId, [id]))[0];
}

const smsArrived = statement(
  'registration_sms_arrived',
  `UPDATE registrations SET state = 'awaiting-code' WHERE sms_text = $1 AND mobile = $2 AND state = 'awaiting-sms' AND expires_at > $3
   RETURNING ${columns}`,
);

/** TK-08: the SMS came from the number of record; undefined for any other number or text. */
export async function markSmsArrived(
  tx: Session,
  smsText: string,
  mobile: string,
  now: Temporal.Instant,
): Promise<RegistrationRow | undefined> {
  return (await tx.query<RegistrationRow>(smsArrived, [smsText, mobile, now]))[0];
}

const codeSent = statement(
  'registration_code_sent',
  `UPDATE registrations SET code_expires_at = $2, code_resend_at = $3, masked_to = $4 WHERE id = $1 AND state = 'awaiting-code'`,
);

export async function markCodeSent(
  tx: Session,
  id: string,
  sent: { expiresAt: Temporal.Instant; resendAt: Temporal.Instant; maskedTo: string },
): Promise<void> {
  await tx.query(codeSent, [id, sent.expiresAt, sent.resendAt, sent.maskedTo]);
}

const codeVerified = statement(
  'registration_code_verified',
  `UPDATE registrations SET state = 'code-verified', server_key = $2, server_private = $3
   WHERE id = $1 AND state = 'awaiting-code' AND expires_at > $4 RETURNING id`,
);

export async function markCodeVerified(
  tx: Session,
  id: string,
  serverKey: Uint8Array,
  serverPrivate: Uint8Array,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(codeVerified, [id, serverKey, serverPrivate, now])).length === 1;
}

const completed = statement(
  'registration_completed',
  `UPDATE registrations SET state = 'completed', server_private = NULL WHERE id = $1 AND state = 'code-verified' AND expires_at > $2 RETURNING id`,
);

export async function markCompleted(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(completed, [id, now])).length === 1;
}

const endOpen = statement(
  'registrations_end_open',
  `UPDATE registrations SET state = 'ended', server_private = NULL WHERE customer_id = $1 AND state IN ('awaiting-sms', 'awaiting-code', 'code-verified')`,
);

/** Ends what is under way: a number that changed or a token that was reported lost must not be finished into life. */
export async function endRegistrationsOf(tx: Session, customerId: string): Promise<void> {
  await tx.query(endOpen, [customerId]);
}

const takeTry = statement(
  'registration_try',
  `INSERT INTO registration_tries AS t (subject, window_started_at, tries) VALUES ($1, $2, 1)
   ON CONFLICT (subject) DO UPDATE SET
     tries = CASE WHEN t.window_started_at <= $3 THEN 1 ELSE t.tries + 1 END,
     window_started_at = CASE WHEN t.window_started_at <= $3 THEN excluded.window_started_at ELSE t.window_started_at END
   WHERE t.window_started_at <= $3 OR t.tries < $4
   RETURNING tries`,
);

/** Takes one try for a subject within a window; false when all are used. */
export async function claimTry(
  db: Session,
  subject: Uint8Array,
  windowSeconds: number,
  triesMax: number,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await db.query(takeTry, [subject, now, now.subtract({ seconds: windowSeconds }), triesMax])).length === 1;
}

const giveBack = statement('registration_tries_clear', `DELETE FROM registration_tries WHERE subject = ANY($1::bytea[])`);

export async function clearTries(db: Session, subjects: readonly Uint8Array[]): Promise<void> {
  await db.query(giveBack, [subjects]);
}
