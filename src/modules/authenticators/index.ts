// Which authenticator of a customer may approve: the one place that activates, suspends and ends them.

import type { Session } from '../../postgres/database.ts';
import {
  insertAuthenticator,
  lockLive,
  markActive,
  markEnded,
  selectEver,
  selectLive,
  suspendOthers,
  type AuthenticatorRow,
} from './store.ts';

export type { AuthenticatorRow } from './store.ts';

/** Adds an authenticator. A hard token comes in as 'active' or 'suspended', a soft token as 'registered'. */
export async function register(
  tx: Session,
  row: { id: string; customerId: string; kind: 'soft' | 'hard'; status: 'registered' | 'active' | 'suspended' },
  now: Temporal.Instant,
): Promise<void> {
  await insertAuthenticator(tx, row, now);
}

/** All of a customer's authenticators that have not ended, newest first. */
export async function liveAuthenticators(db: Session, customerId: string): Promise<AuthenticatorRow[]> {
  return await selectLive(db, customerId);
}

/** All of a customer's authenticators, the ended ones too, newest first: for a history. */
export async function authenticatorsEver(db: Session, customerId: string, limit = 50): Promise<AuthenticatorRow[]> {
  return await selectEver(db, customerId, limit);
}

/** The one that may approve transactions now, or undefined (TK-03). */
export async function activeAuthenticator(db: Session, customerId: string): Promise<AuthenticatorRow | undefined> {
  return (await selectLive(db, customerId)).find(({ status }) => status === 'active');
}

/**
 * Makes one authenticator the active one and suspends the other in the same act (TK-03).
 * Undefined when it is not in a state to be activated; then nothing has changed.
 */
export async function activate(
  tx: Session,
  customerId: string,
  authenticatorId: string,
  now: Temporal.Instant,
): Promise<{ activated: AuthenticatorRow; suspended: AuthenticatorRow[] } | undefined> {
  await lockLive(tx, customerId);
  const live = await selectLive(tx, customerId);
  if (!live.some(({ id, status }) => id === authenticatorId && (status === 'registered' || status === 'suspended'))) return undefined;
  const suspended = await suspendOthers(tx, customerId, authenticatorId, now);
  const activated = await markActive(tx, authenticatorId, now);
  if (activated === undefined) throw new Error('bug: a locked authenticator could not be activated');
  return { activated, suspended };
}

/** Ends an authenticator for good; undefined when it had ended before. */
export async function end(
  tx: Session,
  authenticatorId: string,
  reason: string,
  now: Temporal.Instant,
): Promise<AuthenticatorRow | undefined> {
  return await markEnded(tx, authenticatorId, reason, now);
}
