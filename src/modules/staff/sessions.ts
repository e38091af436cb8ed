// Sessions of staff: they end by sign-out, by idleness, by age, and with the person or the passkey behind them.

import { recordAct } from './acts-log.ts';
import type { StaffContext } from './context.ts';
import type { Role } from './rules/permissions.ts';
import * as store from './store.ts';

// A shift: however busy, nobody stays signed in longer than this.
const sessionHoursMax = 12;

export type SignedInStaff = {
  readonly sessionId: string;
  readonly staffId: string;
  readonly userName: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

/** Seconds without a request after which a session is over: the strictest of the installation's programmes. */
export function idleSeconds({ programmes }: Pick<StaffContext, 'programmes'>): number {
  return Math.min(...[...programmes.values()].map(({ staff }) => staff.sessionIdleSeconds));
}

/** The person behind a session's secret, or undefined; a live session's idle time starts anew. */
export async function staffOfSession(context: StaffContext, secret: string, now: Temporal.Instant): Promise<SignedInStaff | undefined> {
  return await store.touchSession(context.db, context.keys.digest('staff/session', secret), now, {
    seenAfter: now.subtract({ seconds: idleSeconds(context) }),
    startedAfter: now.subtract({ hours: sessionHoursMax }),
  });
}

/** Ends the session on the server: the cookie is worth nothing from then on, wherever it is. */
export async function signOut({ db }: StaffContext, person: SignedInStaff, now: Temporal.Instant): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await store.endSession(tx, person.sessionId, now))) return;
    await recordAct(tx, { kind: 'staff.session.ended', staffId: person.staffId, subject: person.sessionId }, now);
  });
}
