// SQL of staff members, invitations, passkeys, challenges and sessions.

import { statement, type Session } from '../../postgres/database.ts';
import type { Role } from './rules/permissions.ts';

export type Member = {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly roles: Role[];
  readonly status: 'active' | 'disabled';
  readonly createdAt: Temporal.Instant;
};

const memberColumns = `id, user_name AS "userName", name, roles, status, created_at AS "createdAt"`;

const insertMemberRow = statement(
  'staff_member_insert',
  `INSERT INTO staff_members (id, user_name, name, roles, status, created_at) VALUES ($1, $2, $3, $4, 'active', $5)`,
);

export async function insertMember(
  tx: Session,
  row: { id: string; userName: string; name: string; roles: readonly Role[] },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insertMemberRow, [row.id, row.userName, row.name, row.roles, now]);
}

const memberById = statement('staff_member_by_id', `SELECT ${memberColumns} FROM staff_members WHERE id = $1`);

export async function member(db: Session, id: string): Promise<Member | undefined> {
  return (await db.query<Member>(memberById, [id]))[0];
}

const memberByUserName = statement('staff_member_by_user_name', `SELECT ${memberColumns} FROM staff_members WHERE user_name = $1`);

export async function memberNamed(db: Session, userName: string): Promise<Member | undefined> {
  return (await db.query<Member>(memberByUserName, [userName]))[0];
}

export type MemberListed = Member & { passkeys: bigint; lastSeenAt: Temporal.Instant | null; invitedUntil: Temporal.Instant | null };

const listMembers = statement(
  'staff_members_list',
  `SELECT m.id, m.user_name AS "userName", m.name, m.roles, m.status, m.created_at AS "createdAt",
     (SELECT count(*) FROM staff_passkeys p WHERE p.staff_id = m.id AND p.removed_at IS NULL) AS passkeys,
     (SELECT max(s.last_seen_at) FROM staff_sessions s WHERE s.staff_id = m.id) AS "lastSeenAt",
     (SELECT i.expires_at FROM staff_invitations i
      WHERE i.staff_id = m.id AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $1) AS "invitedUntil"
   FROM staff_members m ORDER BY m.name, m.id`,
);

export async function members(db: Session, now: Temporal.Instant): Promise<MemberListed[]> {
  return await db.query<MemberListed>(listMembers, [now]);
}

const setStatus = statement('staff_member_status', `UPDATE staff_members SET status = $2 WHERE id = $1 AND status <> $2 RETURNING id`);

export async function setMemberStatus(tx: Session, id: string, status: Member['status']): Promise<boolean> {
  return (await tx.query(setStatus, [id, status])).length === 1;
}

const setRoles = statement('staff_member_roles', `UPDATE staff_members SET roles = $2 WHERE id = $1 RETURNING id`);

export async function setMemberRoles(tx: Session, id: string, roles: readonly Role[]): Promise<boolean> {
  return (await tx.query(setRoles, [id, roles])).length === 1;
}

const withdraw = statement(
  'staff_invitation_withdraw',
  `UPDATE staff_invitations SET withdrawn_at = $2 WHERE staff_id = $1 AND used_at IS NULL AND withdrawn_at IS NULL`,
);

/** A new invitation takes the place of the one before it. */
export async function withdrawInvitations(tx: Session, staffId: string, now: Temporal.Instant): Promise<void> {
  await tx.query(withdraw, [staffId, now]);
}

const insertInvitationRow = statement(
  'staff_invitation_insert',
  `INSERT INTO staff_invitations (id, staff_id, secret_digest, invited_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);

export async function insertInvitation(
  tx: Session,
  row: { id: string; staffId: string; secretDigest: Uint8Array; invitedBy: string | null; expiresAt: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insertInvitationRow, [row.id, row.staffId, row.secretDigest, row.invitedBy, now, row.expiresAt]);
}

export type OpenInvitation = { id: string; staffId: string; userName: string; name: string };

const openInvitationByDigest = statement(
  'staff_invitation_open',
  `SELECT i.id, i.staff_id AS "staffId", m.user_name AS "userName", m.name
   FROM staff_invitations i JOIN staff_members m ON m.id = i.staff_id
   WHERE i.secret_digest = $1 AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $2 AND m.status = 'active'`,
);

export async function openInvitation(db: Session, digest: Uint8Array, now: Temporal.Instant): Promise<OpenInvitation | undefined> {
  return (await db.query<OpenInvitation>(openInvitationByDigest, [digest, now]))[0];
}

const useInvitationRow = statement(
  'staff_invitation_use',
  `UPDATE staff_invitations SET used_at = $2
   WHERE id = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2 RETURNING id`,
);

/** Uses an invitation up; false for whoever comes second. */
export async function useInvitation(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(useInvitationRow, [id, now])).length === 1;
}

const insertChallengeRow = statement(
  'staff_challenge_insert',
  `INSERT INTO staff_challenges (id, purpose, challenge, staff_id, invitation_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);

export type Challenge = {
  id: string;
  purpose: 'sign-in' | 'enrol';
  challenge: string;
  staffId: string | null;
  invitationId: string | null;
  expiresAt: Temporal.Instant;
};

export async function insertChallenge(db: Session, row: Challenge): Promise<void> {
  await db.query(insertChallengeRow, [row.id, row.purpose, row.challenge, row.staffId, row.invitationId, row.expiresAt]);
}

const takeChallengeRow = statement(
  'staff_challenge_take',
  `DELETE FROM staff_challenges WHERE id = $1 AND purpose = $2 AND expires_at > $3
   RETURNING id, purpose, challenge, staff_id AS "staffId", invitation_id AS "invitationId", expires_at AS "expiresAt"`,
);

/** Takes a challenge out of the table: whatever comes of the answer, it is never asked for again. */
export async function takeChallenge(
  db: Session,
  id: string,
  purpose: Challenge['purpose'],
  now: Temporal.Instant,
): Promise<Challenge | undefined> {
  return (await db.query<Challenge>(takeChallengeRow, [id, purpose, now]))[0];
}

const sweepChallengeRows = statement('staff_challenges_sweep', `DELETE FROM staff_challenges WHERE expires_at <= $1`);

export async function sweepChallenges(db: Session, now: Temporal.Instant): Promise<void> {
  await db.query(sweepChallengeRows, [now]);
}

export type Passkey = {
  readonly id: string;
  readonly staffId: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: bigint;
  readonly transports: string[];
  readonly name: string;
  readonly createdAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant | null;
};

const passkeyColumns = `id, staff_id AS "staffId", credential_id AS "credentialId", public_key AS "publicKey", counter, transports, name,
  created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

const passkeyByCredential = statement(
  'staff_passkey_by_credential',
  `SELECT ${passkeyColumns} FROM staff_passkeys WHERE credential_id = $1 AND removed_at IS NULL`,
);

export async function passkeyOf(db: Session, credentialId: string): Promise<Passkey | undefined> {
  return (await db.query<Passkey>(passkeyByCredential, [credentialId]))[0];
}

const passkeysByStaff = statement(
  'staff_passkeys_of',
  `SELECT ${passkeyColumns} FROM staff_passkeys WHERE staff_id = $1 AND removed_at IS NULL ORDER BY created_at, id`,
);

export async function passkeysOf(db: Session, staffId: string): Promise<Passkey[]> {
  return await db.query<Passkey>(passkeysByStaff, [staffId]);
}

const insertPasskeyRow = statement(
  'staff_passkey_insert',
  `INSERT INTO staff_passkeys (id, staff_id, credential_id, public_key, counter, transports, name, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

export async function insertPasskey(tx: Session, row: Omit<Passkey, 'createdAt' | 'lastUsedAt'>, now: Temporal.Instant): Promise<void> {
  const { id, staffId, credentialId, publicKey, counter, transports, name } = row;
  await tx.query(insertPasskeyRow, [id, staffId, credentialId, publicKey, counter, transports, name, now]);
}

// A counter that does not rise tells of a copied key (WebAuthn level 3, 6.1.1); 0 means that the key does not count.
const usePasskeyRow = statement(
  'staff_passkey_use',
  `UPDATE staff_passkeys SET counter = $2, last_used_at = $3
   WHERE id = $1 AND removed_at IS NULL AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id`,
);

export async function usePasskey(tx: Session, id: string, counter: bigint, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(usePasskeyRow, [id, counter, now])).length === 1;
}

const lockMemberRow = statement('staff_member_lock', `SELECT id FROM staff_members WHERE id = $1 FOR UPDATE`);

/** Puts changes to one person's passkeys in a line. */
export async function lockMember(tx: Session, id: string): Promise<void> {
  await tx.query(lockMemberRow, [id]);
}

// The last passkey stays: without it only an invitation would let the person in again.
const removePasskeyRow = statement(
  'staff_passkey_remove',
  `UPDATE staff_passkeys SET removed_at = $3
   WHERE id = $1 AND staff_id = $2 AND removed_at IS NULL
     AND EXISTS (SELECT FROM staff_passkeys o WHERE o.staff_id = $2 AND o.id <> $1 AND o.removed_at IS NULL)
   RETURNING id`,
);

export async function removePasskeyUnlessLast(tx: Session, id: string, staffId: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(removePasskeyRow, [id, staffId, now])).length === 1;
}

const insertSessionRow = statement(
  'staff_session_insert',
  `INSERT INTO staff_sessions (id, token_digest, staff_id, passkey_id, started_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $5)`,
);

export async function insertSession(
  tx: Session,
  row: { id: string; tokenDigest: Uint8Array; staffId: string; passkeyId: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insertSessionRow, [row.id, row.tokenDigest, row.staffId, row.passkeyId, now]);
}

export type SessionRow = { sessionId: string; staffId: string; userName: string; name: string; roles: Role[] };

const touchSessionRow = statement(
  'staff_session_touch',
  `UPDATE staff_sessions s SET last_seen_at = greatest(s.last_seen_at, $2)
   FROM staff_members m
   WHERE s.token_digest = $1 AND s.ended_at IS NULL AND s.last_seen_at > $3 AND s.started_at > $4
     AND m.id = s.staff_id AND m.status = 'active'
   RETURNING s.id AS "sessionId", m.id AS "staffId", m.user_name AS "userName", m.name, m.roles`,
);

/** The person behind a session that is alive, and moves its idle time on. */
export async function touchSession(
  db: Session,
  tokenDigest: Uint8Array,
  now: Temporal.Instant,
  limits: { seenAfter: Temporal.Instant; startedAfter: Temporal.Instant },
): Promise<SessionRow | undefined> {
  return (await db.query<SessionRow>(touchSessionRow, [tokenDigest, now, limits.seenAfter, limits.startedAfter]))[0];
}

const endSessionRow = statement(
  'staff_session_end',
  `UPDATE staff_sessions SET ended_at = $2, end_reason = 'sign-out' WHERE id = $1 AND ended_at IS NULL RETURNING id`,
);

export async function endSession(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(endSessionRow, [id, now])).length === 1;
}

const endSessionsRow = statement(
  'staff_sessions_end_all',
  `UPDATE staff_sessions SET ended_at = $2, end_reason = $3
   WHERE staff_id = $1 AND ended_at IS NULL AND ($4::uuid IS NULL OR passkey_id = $4)`,
);

export async function endSessionsOf(
  tx: Session,
  staffId: string,
  reason: 'disabled' | 'passkey-removed',
  passkeyId: string | null,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(endSessionsRow, [staffId, now, reason, passkeyId]);
}
