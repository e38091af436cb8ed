// All SQL of the web bank: users, tries, browsers and sessions.

import { statement, type Session as Db } from '../../postgres/database.ts';
import { gathered } from '../../postgres/gathered.ts';

export type UserRow = {
  customerId: string;
  programme: string;
  userName: string;
  passwordHash: string;
  passwordChangedAt: Temporal.Instant;
  enrolledAt: Temporal.Instant;
};

const userColumns = `customer_id AS "customerId", programme, user_name AS "userName", password_hash AS "passwordHash",
  password_changed_at AS "passwordChangedAt", enrolled_at AS "enrolledAt"`;

const insertUserSql = statement(
  'web_user_insert',
  `INSERT INTO web_bank_users (customer_id, programme, user_name, password_hash, password_changed_at, enrolled_at)
   VALUES ($1, $2, $3, $4, $5, $5)`,
);
export async function insertUser(
  db: Db,
  row: { customerId: string; programme: string; userName: string; passwordHash: string },
  now: Temporal.Instant,
): Promise<void> {
  await db.query(insertUserSql, [row.customerId, row.programme, row.userName, row.passwordHash, now]);
}

const userByName = statement('web_user_by_name', `SELECT ${userColumns} FROM web_bank_users WHERE programme = $1 AND user_name = $2`);
export async function selectUserByName(db: Db, programme: string, userName: string): Promise<UserRow | undefined> {
  return (await db.query<UserRow>(userByName, [programme, userName]))[0];
}

const usersOf = statement('web_users_of', `SELECT ${userColumns} FROM web_bank_users WHERE customer_id = ANY ($1::uuid[])`);
const userOf = gathered<UserRow>(async (db, ids) => new Map((await db.query<UserRow>(usersOf, [ids])).map((row) => [row.customerId, row])));
export async function selectUser(db: Db, customerId: string): Promise<UserRow | undefined> {
  return await userOf(db, customerId);
}

const setPassword = statement(
  'web_user_password',
  `UPDATE web_bank_users SET password_hash = $3, password_changed_at = $4 WHERE customer_id = $1 AND password_hash = $2 RETURNING customer_id`,
);
/** False where the password was changed by another request since it was checked. */
export async function updatePassword(
  db: Db,
  customerId: string,
  oldHash: string,
  newHash: string,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await db.query(setPassword, [customerId, oldHash, newHash, now])).length === 1;
}

export type DelayRule = { triesMax: number; baseSeconds: number; maxSeconds: number };

// A quiet day forgives. The first triesMax tries are free; then each one doubles the wait before the next.
const failuresNow = `CASE WHEN t.last_at < $2::timestamptz - interval '24 hours' THEN 1 ELSE least(t.failures + 1, 1000) END`;
const waitAfter = (failures: string): string =>
  `make_interval(secs => CASE WHEN ${failures} < $3::integer THEN 0 ELSE least($5::float8, $4::float8 * power(2, least(${failures} - $3::integer, 20))) END)`;
const claim = statement(
  'sign_in_claim',
  `INSERT INTO sign_in_tries AS t (subject, failures, last_at, next_at) VALUES ($1, 1, $2, $2::timestamptz + ${waitAfter('1')})
   ON CONFLICT (subject) DO UPDATE SET failures = ${failuresNow}, last_at = $2, next_at = $2::timestamptz + ${waitAfter(`(${failuresNow})`)}
   WHERE t.next_at <= $2
   RETURNING failures`,
);
/** Takes one try before the password is looked at; false where the subject must still wait. One statement: 64 at once get exactly the tries there are. */
export async function claimTry(db: Db, subject: Uint8Array, rule: DelayRule, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(claim, [subject, now, rule.triesMax, rule.baseSeconds, rule.maxSeconds])).length === 1;
}

const nextAt = statement('sign_in_next', `SELECT next_at AS "nextAt" FROM sign_in_tries WHERE subject = $1`);
export async function selectNextTry(db: Db, subject: Uint8Array): Promise<Temporal.Instant | undefined> {
  return (await db.query<{ nextAt: Temporal.Instant }>(nextAt, [subject]))[0]?.nextAt;
}

const clear = statement('sign_in_clear', `DELETE FROM sign_in_tries WHERE subject = $1`);
export async function clearTries(db: Db, subject: Uint8Array): Promise<void> {
  await db.query(clear, [subject]);
}

const giveBack = statement(
  'sign_in_give_back',
  `UPDATE sign_in_tries SET failures = greatest(failures - 1, 0), next_at = least(next_at, $2) WHERE subject = $1`,
);
/** Undoes one claim of a source whose sign-in was good; what others behind the same address failed still counts. */
export async function giveBackTry(db: Db, subject: Uint8Array, now: Temporal.Instant): Promise<void> {
  await db.query(giveBack, [subject, now]);
}

const forget = statement('sign_in_forget', `DELETE FROM sign_in_tries WHERE last_at < $1 AND next_at < $1`);
export async function deleteOldTries(db: Db, before: Temporal.Instant): Promise<void> {
  await db.query(forget, [before]);
}

export type DeviceRow = { id: string; customerId: string; label: string; firstSeenAt: Temporal.Instant; lastSeenAt: Temporal.Instant };
const deviceColumns = `id, customer_id AS "customerId", label, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"`;

const deviceByToken = statement(
  'web_device_by_token',
  `SELECT ${deviceColumns} FROM web_bank_devices WHERE token_digest = $1 AND removed_at IS NULL`,
);
export async function selectDeviceByToken(db: Db, digest: Uint8Array): Promise<DeviceRow | undefined> {
  return (await db.query<DeviceRow>(deviceByToken, [digest]))[0];
}

const devices = statement(
  'web_devices_of',
  `SELECT ${deviceColumns} FROM web_bank_devices WHERE customer_id = $1 AND removed_at IS NULL ORDER BY last_seen_at DESC LIMIT 50`,
);
export async function selectDevices(db: Db, customerId: string): Promise<DeviceRow[]> {
  return await db.query<DeviceRow>(devices, [customerId]);
}

const insertDeviceSql = statement(
  'web_device_insert',
  `INSERT INTO web_bank_devices (id, customer_id, token_digest, label, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $5)`,
);
export async function insertDevice(
  db: Db,
  row: { id: string; customerId: string; digest: Uint8Array; label: string },
  now: Temporal.Instant,
): Promise<void> {
  await db.query(insertDeviceSql, [row.id, row.customerId, row.digest, row.label, now]);
}

const seeDevice = statement('web_device_seen', `UPDATE web_bank_devices SET last_seen_at = $2, label = $3 WHERE id = $1`);
export async function markDeviceSeen(db: Db, id: string, label: string, now: Temporal.Instant): Promise<void> {
  await db.query(seeDevice, [id, now, label]);
}

const removeDeviceSql = statement(
  'web_device_remove',
  `UPDATE web_bank_devices SET removed_at = $3 WHERE id = $1 AND customer_id = $2 AND removed_at IS NULL RETURNING id`,
);
export async function markDeviceRemoved(db: Db, id: string, customerId: string, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(removeDeviceSql, [id, customerId, now])).length === 1;
}

export type SessionRow = {
  id: string;
  customerId: string;
  programme: string;
  deviceId: string | null;
  label: string;
  source: string;
  sharedComputer: boolean;
  idleSeconds: number;
  createdAt: Temporal.Instant;
  lastUsedAt: Temporal.Instant;
  idleEndsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
};
const sessionColumns = `s.id, s.customer_id AS "customerId", c.programme, s.device_id AS "deviceId", s.label, s.source,
  s.shared_computer AS "sharedComputer", s.idle_seconds AS "idleSeconds", s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt",
  s.idle_ends_at AS "idleEndsAt", s.ends_at AS "endsAt"`;
const live = `s.ended_at IS NULL AND s.idle_ends_at > $2 AND s.ends_at > $2`;

const insertSessionSql = statement(
  'web_session_insert',
  `INSERT INTO web_bank_sessions (id, customer_id, token_digest, device_id, label, source, shared_computer, idle_seconds, created_at,
     last_used_at, idle_ends_at, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11)`,
);
export async function insertSession(
  db: Db,
  row: {
    id: string;
    customerId: string;
    digest: Uint8Array;
    deviceId: string | null;
    label: string;
    source: string;
    sharedComputer: boolean;
    idleSeconds: number;
    endsAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): Promise<void> {
  const { id, customerId, digest, deviceId, label, source, sharedComputer, idleSeconds, endsAt } = row;
  await db.query(insertSessionSql, [
    id,
    customerId,
    digest,
    deviceId,
    label,
    source,
    sharedComputer,
    idleSeconds,
    now,
    now.add({ seconds: idleSeconds }),
    endsAt,
  ]);
}

// Whether they still live is asked below, by the clock of each request.
const sessionsByToken = statement(
  'web_sessions_by_token',
  `SELECT encode(s.token_digest, 'hex') AS token, ${sessionColumns} FROM web_bank_sessions AS s JOIN customers AS c ON c.id = s.customer_id
   WHERE s.token_digest = ANY ($1::bytea[]) AND s.ended_at IS NULL AND c.closed_at IS NULL`,
);
const sessionByToken = gathered<SessionRow>(async (db, tokens) => {
  const rows = await db.query<SessionRow & { token: string }>(sessionsByToken, [tokens.map((token) => Buffer.from(token, 'hex'))]);
  return new Map(rows.map(({ token, ...row }) => [token, row]));
});
export async function selectSession(db: Db, digest: Uint8Array, now: Temporal.Instant): Promise<SessionRow | undefined> {
  const session = await sessionByToken(db, Buffer.from(digest).toString('hex'));
  if (session === undefined) return undefined;
  const isOver = Temporal.Instant.compare(session.idleEndsAt, now) <= 0 || Temporal.Instant.compare(session.endsAt, now) <= 0;
  return isOver ? undefined : session;
}

const touch = statement(
  'web_session_touch',
  `UPDATE web_bank_sessions AS s SET last_used_at = $2, idle_ends_at = $2::timestamptz + make_interval(secs => s.idle_seconds)
   WHERE s.id = $1 AND ${live} RETURNING s.idle_ends_at AS "idleEndsAt"`,
);
/** Puts the idle end off; undefined where the session ended in the meantime. */
export async function touchSession(db: Db, id: string, now: Temporal.Instant): Promise<Temporal.Instant | undefined> {
  return (await db.query<{ idleEndsAt: Temporal.Instant }>(touch, [id, now]))[0]?.idleEndsAt;
}

const sessions = statement(
  'web_sessions_of',
  `SELECT ${sessionColumns} FROM web_bank_sessions AS s JOIN customers AS c ON c.id = s.customer_id
   WHERE s.customer_id = $1 AND ${live} ORDER BY s.last_used_at DESC LIMIT 50`,
);
export async function selectSessions(db: Db, customerId: string, now: Temporal.Instant): Promise<SessionRow[]> {
  return await db.query<SessionRow>(sessions, [customerId, now]);
}

export type EndReason = 'signed-out' | 'ended-by-customer' | 'ended-by-staff' | 'idle' | 'password-changed' | 'frozen';

const endOne = statement(
  'web_session_end',
  `UPDATE web_bank_sessions SET ended_at = $3, end_reason = $4 WHERE id = $1 AND customer_id = $2 AND ended_at IS NULL RETURNING id`,
);
export async function markSessionEnded(db: Db, id: string, customerId: string, reason: EndReason, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(endOne, [id, customerId, now, reason])).length === 1;
}

const endAll = statement(
  'web_sessions_end',
  `UPDATE web_bank_sessions SET ended_at = $2, end_reason = $3
   WHERE customer_id = $1 AND ended_at IS NULL AND ($4::uuid IS NULL OR id <> $4) AND ($5::uuid IS NULL OR device_id = $5) RETURNING id`,
);
/** @returns how many were ended */
export async function markSessionsEnded(
  db: Db,
  customerId: string,
  reason: EndReason,
  which: { except?: string | undefined; deviceId?: string | undefined },
  now: Temporal.Instant,
): Promise<number> {
  return (await db.query(endAll, [customerId, now, reason, which.except ?? null, which.deviceId ?? null])).length;
}

const previousSignIn = statement(
  'web_session_previous',
  `SELECT max(created_at) AS at FROM web_bank_sessions WHERE customer_id = $1 AND created_at < $2`,
);
/** When the customer signed in before that moment; undefined for the first time. */
export async function lastSignInBefore(db: Db, customerId: string, moment: Temporal.Instant): Promise<Temporal.Instant | undefined> {
  return (await db.query<{ at: Temporal.Instant | null }>(previousSignIn, [customerId, moment]))[0]?.at ?? undefined;
}
