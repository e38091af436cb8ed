// All SQL over the table of authenticators.

import { statement, type Session } from '../../postgres/database.ts';

export type AuthenticatorRow = {
  readonly id: string;
  readonly customerId: string;
  readonly kind: 'soft' | 'hard';
  readonly status: 'registered' | 'active' | 'suspended' | 'ended';
  readonly registeredAt: Temporal.Instant;
  readonly activatedAt: Temporal.Instant | null;
  readonly endReason: string | null;
};

const columns = `id, customer_id AS "customerId", kind, status, registered_at AS "registeredAt", activated_at AS "activatedAt", end_reason AS "endReason"`;

const insert = statement(
  'authenticator_insert',
  `INSERT INTO authenticators (id, customer_id, kind, status, registered_at, changed_at) VALUES ($1, $2, $3, $4, $5, $5)`,
);

export async function insertAuthenticator(
  tx: Session,
  row: { id: string; customerId: string; kind: 'soft' | 'hard'; status: 'registered' | 'active' | 'suspended' },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insert, [row.id, row.customerId, row.kind, row.status, now]);
}

const ofCustomer = statement(
  'authenticators_of_customer',
  `SELECT ${columns} FROM authenticators WHERE customer_id = $1 AND status <> 'ended' ORDER BY registered_at DESC`,
);

export async function selectLive(db: Session, customerId: string): Promise<AuthenticatorRow[]> {
  return await db.query<AuthenticatorRow>(ofCustomer, [customerId]);
}

const lock = statement(
  'authenticators_lock',
  `SELECT id FROM authenticators WHERE customer_id = $1 AND status <> 'ended' ORDER BY id FOR UPDATE`,
);

/** Takes the rows of one customer in id order, so that two switches of one customer wait for each other. */
export async function lockLive(tx: Session, customerId: string): Promise<void> {
  await tx.query(lock, [customerId]);
}

const setSuspended = statement(
  'authenticators_suspend_active',
  `UPDATE authenticators SET status = 'suspended', changed_at = $2 WHERE customer_id = $1 AND status = 'active' AND id <> $3
   RETURNING ${columns}`,
);

/** Suspends what is active, except the one given. */
export async function suspendOthers(tx: Session, customerId: string, exceptId: string, now: Temporal.Instant): Promise<AuthenticatorRow[]> {
  return await tx.query<AuthenticatorRow>(setSuspended, [customerId, now, exceptId]);
}

const setActive = statement(
  'authenticator_activate',
  `UPDATE authenticators SET status = 'active', activated_at = $2, changed_at = $2
   WHERE id = $1 AND status IN ('registered', 'suspended') RETURNING ${columns}`,
);

export async function markActive(tx: Session, id: string, now: Temporal.Instant): Promise<AuthenticatorRow | undefined> {
  return (await tx.query<AuthenticatorRow>(setActive, [id, now]))[0];
}

const setEnded = statement(
  'authenticator_end',
  `UPDATE authenticators SET status = 'ended', end_reason = $2, changed_at = $3 WHERE id = $1 AND status <> 'ended' RETURNING ${columns}`,
);

export async function markEnded(tx: Session, id: string, reason: string, now: Temporal.Instant): Promise<AuthenticatorRow | undefined> {
  return (await tx.query<AuthenticatorRow>(setEnded, [id, reason, now]))[0];
}

const everOfCustomer = statement(
  'authenticators_ever_of_customer',
  `SELECT ${columns} FROM authenticators WHERE customer_id = $1 ORDER BY registered_at DESC LIMIT $2`,
);

/** Newest first, the ended ones too. */
export async function selectEver(db: Session, customerId: string, limit: number): Promise<AuthenticatorRow[]> {
  return await db.query<AuthenticatorRow>(everOfCustomer, [customerId, limit]);
}
