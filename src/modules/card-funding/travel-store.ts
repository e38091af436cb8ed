// SQL of travel that holders told of.

import { statement, type Session } from '../../postgres/database.ts';

export type Travel = {
  readonly id: string;
  readonly accountId: string;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** ISO dates, both included. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly warnings: readonly string[];
  readonly registeredAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
};

const columns = `t.id, t.account_id AS "accountId", t.countries, t.from_day AS "fromDay", t.to_day AS "toDay", t.warnings,
  t.registered_at AS "registeredAt", t.ended_at AS "endedAt"`;

const insertStatement = statement(
  'card_travel_insert',
  `INSERT INTO card_travel (id, account_id, countries, from_day, to_day, warnings, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

export async function insertTravel(tx: Session, travel: Omit<Travel, 'endedAt'>): Promise<void> {
  const { id, accountId, countries, fromDay, toDay, warnings, registeredAt } = travel;
  await tx.query(insertStatement, [id, accountId, countries, fromDay, toDay, warnings, registeredAt]);
}

const ofAccountStatement = statement(
  'card_travel_of_account',
  `SELECT ${columns} FROM card_travel t WHERE t.account_id = $1 AND t.ended_at IS NULL AND t.to_day >= $2 ORDER BY t.from_day, t.id LIMIT 50`,
);

/** Travel that is not over on a day, the next first. */
export async function travelOf(db: Session, accountId: string, day: string): Promise<Travel[]> {
  return await db.query<Travel>(ofAccountStatement, [accountId, day]);
}

const endStatement = statement(
  'card_travel_end',
  `UPDATE card_travel t SET ended_at = $3 WHERE t.id = $1 AND t.account_id = $2 AND t.ended_at IS NULL RETURNING ${columns}`,
);

export async function endTravel(tx: Session, accountId: string, id: string, now: Temporal.Instant): Promise<Travel | undefined> {
  return (await tx.query<Travel>(endStatement, [id, accountId, now]))[0];
}
