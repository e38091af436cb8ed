// Staff members: who they are, their roles, and the invitation to enrol a passkey.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { brokenConstraint } from '../../postgres/database.ts';
import { recordAct } from './acts-log.ts';
import { newId, newSecret, type StaffContext } from './context.ts';
import { isRole, type Role } from './rules/permissions.ts';
import * as store from './store.ts';

export type MemberRefusal = 'user-name-taken' | 'user-name-malformed' | 'staff-name-missing' | 'roles-missing';

/**
 * Adds a member of staff. They cannot sign in until they have used an invitation.
 * @param wanted.by the supervisor who adds them; null for the first one, whom the operator of the machine adds
 */
export async function addMember(
  { db }: StaffContext,
  wanted: { userName: string; name: string; roles: readonly string[]; by: string | null },
  now: Temporal.Instant,
): Promise<Outcome<{ id: string }, MemberRefusal>> {
  const userName = wanted.userName.trim().toLowerCase();
  const name = wanted.name.trim();
  const roles = [...new Set(wanted.roles)].filter(isRole);
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(userName)) return refused('user-name-malformed');
  if (name === '' || name.length > 120) return refused('staff-name-missing');
  if (roles.length === 0 || roles.length !== new Set(wanted.roles).size) return refused('roles-missing');
  const id = newId(now);
  try {
    await db.transaction(async (tx) => {
      await store.insertMember(tx, { id, userName, name, roles }, now);
      await recordAct(tx, { kind: 'staff.member.added', staffId: wanted.by, subject: id, body: { userName, roles } }, now);
    });
  } catch (error) {
    if (brokenConstraint(error) === 'staff_members_user_name_key') return refused('user-name-taken');
    throw error;
  }
  return done({ id });
}

export type InviteRefusal = 'staff-unknown' | 'staff-disabled';

/**
 * Makes a one-time invitation to enrol a passkey; an open one before it is withdrawn.
 * The secret is in the answer only: what is kept is its keyed digest.
 */
export async function invite(
  { db, keys, programmes }: StaffContext,
  wanted: { staffId: string; by: string | null },
  now: Temporal.Instant,
): Promise<Outcome<{ secret: string; expiresAt: Temporal.Instant }, InviteRefusal>> {
  const found = await store.member(db, wanted.staffId);
  if (found === undefined) return refused('staff-unknown');
  if (found.status !== 'active') return refused('staff-disabled');
  const secret = newSecret();
  const id = newId(now);
  const seconds = Math.min(...[...programmes.values()].map(({ staff }) => staff.invitationSeconds));
  const expiresAt = now.add({ seconds });
  await db.transaction(async (tx) => {
    await store.lockMember(tx, wanted.staffId);
    await store.withdrawInvitations(tx, wanted.staffId, now);
    const secretDigest = keys.digest('staff/invitation', secret);
    await store.insertInvitation(tx, { id, staffId: wanted.staffId, secretDigest, invitedBy: wanted.by, expiresAt }, now);
    await recordAct(tx, { kind: 'staff.member.invited', staffId: wanted.by, subject: wanted.staffId, body: { invitation: id } }, now);
  });
  return done({ secret, expiresAt });
}

export type StaffChangeRefusal = 'staff-unknown' | 'own-staff-account' | 'roles-missing';

/** Changes what a person may do, from their next request on. Nobody changes their own roles. */
export async function changeRoles(
  { db }: StaffContext,
  wanted: { staffId: string; roles: readonly string[]; by: string; reason: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, StaffChangeRefusal>> {
  if (wanted.staffId === wanted.by) return refused('own-staff-account');
  const roles: Role[] = [...new Set(wanted.roles)].filter(isRole);
  if (roles.length === 0) return refused('roles-missing');
  return await db.transaction(async (tx) => {
    if (!(await store.setMemberRoles(tx, wanted.staffId, roles))) return refused('staff-unknown');
    const { staffId, by, reason } = wanted;
    await recordAct(tx, { kind: 'staff.member.roles-changed', staffId: by, subject: staffId, reason, body: { roles } }, now);
    return done(undefined);
  });
}

/** Disables a person (their sessions end at once) or lets them in again. */
export async function setActive(
  { db }: StaffContext,
  wanted: { staffId: string; active: boolean; by: string; reason: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, StaffChangeRefusal>> {
  const { staffId, active, by, reason } = wanted;
  if (staffId === by) return refused('own-staff-account');
  return await db.transaction(async (tx) => {
    if ((await store.member(tx, staffId)) === undefined) return refused('staff-unknown');
    const changed = await store.setMemberStatus(tx, staffId, active ? 'active' : 'disabled');
    if (changed && !active) {
      await store.endSessionsOf(tx, staffId, 'disabled', null, now);
      await store.withdrawInvitations(tx, staffId, now);
    }
    const kind = active ? 'staff.member.enabled' : 'staff.member.disabled';
    if (changed) await recordAct(tx, { kind, staffId: by, subject: staffId, reason }, now);
    return done(undefined);
  });
}
