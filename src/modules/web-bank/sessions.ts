// Sessions of the web bank: each request shows its token, idleness ends them, sign-out ends them on the server.

import type { Session as Db } from '../../postgres/database.ts';
import type { KeyStore } from '../keys/index.ts';
import { deleteOldEnrolments } from './enrolment-store.ts';
import { sessionDigest } from './sign-in.ts';
import * as store from './store.ts';

// A write for every request would cost more than the seconds of idleness that it measures.
const touchEverySeconds = 5;

/**
 * The session of a token, or undefined: unknown, signed out, idle for too long, or over.
 * @param active whether this request is the customer's doing; what a page asks by itself does not put off the idle end
 */
export async function useSession(
  db: Db,
  keys: KeyStore,
  request: { token: string; active: boolean },
  now: Temporal.Instant,
): Promise<store.SessionRow | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(request.token)) return undefined;
  const session = await store.selectSession(db, sessionDigest(keys, request.token), now);
  if (session === undefined || !request.active) return session;
  if (Temporal.Instant.compare(session.lastUsedAt.add({ seconds: touchEverySeconds }), now) > 0) return session;
  const idleEndsAt = await store.touchSession(db, session.id, now);
  return idleEndsAt === undefined ? undefined : { ...session, lastUsedAt: now, idleEndsAt };
}

/** Ends a session of the customer; false where it had ended or is another's. */
export async function endSession(
  db: Db,
  wanted: { customerId: string; sessionId: string; reason: store.EndReason },
  now: Temporal.Instant,
): Promise<boolean> {
  return await store.markSessionEnded(db, wanted.sessionId, wanted.customerId, wanted.reason, now);
}

/** Ends all sessions of a customer, but the one of `except`. @returns how many */
export async function endSessions(
  db: Db,
  wanted: { customerId: string; reason: store.EndReason; except?: string },
  now: Temporal.Instant,
): Promise<number> {
  return await store.markSessionsEnded(db, wanted.customerId, wanted.reason, { except: wanted.except }, now);
}

/** Forgets a browser and ends its sessions (RB-06); false where it was not the customer's. */
export async function removeDevice(tx: Db, wanted: { customerId: string; deviceId: string }, now: Temporal.Instant): Promise<boolean> {
  if (!(await store.markDeviceRemoved(tx, wanted.deviceId, wanted.customerId, now))) return false;
  await store.markSessionsEnded(tx, wanted.customerId, 'ended-by-customer', { deviceId: wanted.deviceId }, now);
  return true;
}

/** Deletes counted tries that a quiet day has forgiven, and enrolments of more than a day ago; a job calls it now and then. */
export async function forgetOldTries(db: Db, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: 24 });
  await store.deleteOldTries(db, before);
  await deleteOldEnrolments(db, before);
}
