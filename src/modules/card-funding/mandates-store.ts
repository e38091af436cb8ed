// SQL of mandates. Lock order: the account's lock (wallets) first.

import { statement, type Session } from '../../postgres/database.ts';

export type Mandate = {
  readonly id: string;
  /** What the other bank knows it by. */
  readonly reference: string;
  readonly accountId: string;
  readonly customerId: string;
  readonly iban: string;
  readonly bankCode: string;
  readonly bankName: string;
  readonly holderName: string;
  readonly currency: string;
  /** The most that one collection may take, in minor units. */
  readonly amountMax: bigint;
  readonly operationId: string;
  readonly givenAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly endReason: string | null;
};

const columns = `m.id, m.reference, m.account_id AS "accountId", m.customer_id AS "customerId", m.iban, m.bank_code AS "bankCode",
  m.bank_name AS "bankName", m.holder_name AS "holderName", m.currency, m.amount_max AS "amountMax", m.operation_id AS "operationId",
  m.given_at AS "givenAt", m.ended_at AS "endedAt", m.end_reason AS "endReason"`;

const insertStatement = statement(
  'card_mandate_insert',
  `INSERT INTO card_mandates (id, reference, account_id, customer_id, iban, bank_code, bank_name, holder_name, currency, amount_max, operation_id, given_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING id`,
);

/** False where the account has a mandate for this IBAN already, or the operation has made one. */
export async function insertMandate(
  tx: Session,
  mandate: Omit<Mandate, 'givenAt' | 'endedAt' | 'endReason'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const { id, reference, accountId, customerId, iban, bankCode, bankName, holderName, currency, amountMax, operationId } = mandate;
  const values = [id, reference, accountId, customerId, iban, bankCode, bankName, holderName, currency, amountMax, operationId, now];
  return (await tx.query(insertStatement, values)).length === 1;
}

const byIdStatement = statement('card_mandate_by_id', `SELECT ${columns} FROM card_mandates m WHERE m.id = $1`);

export async function mandate(db: Session, id: string): Promise<Mandate | undefined> {
  return (await db.query<Mandate>(byIdStatement, [id]))[0];
}

const byIdsStatement = statement('card_mandates_by_id', `SELECT ${columns} FROM card_mandates m WHERE m.id = ANY ($1::uuid[])`);

export async function mandatesById(db: Session, ids: readonly string[]): Promise<Map<string, Mandate>> {
  return new Map((await db.query<Mandate>(byIdsStatement, [ids])).map((row) => [row.id, row]));
}

const ofAccountStatement = statement(
  'card_mandates_of_account',
  `SELECT ${columns} FROM card_mandates m WHERE m.account_id = $1 ORDER BY m.ended_at IS NOT NULL, m.given_at DESC`,
);

/** Those that hold first, then the ended ones. */
export async function mandatesOf(db: Session, accountId: string): Promise<Mandate[]> {
  return await db.query<Mandate>(ofAccountStatement, [accountId]);
}

const endStatement = statement(
  'card_mandate_end',
  `UPDATE card_mandates m SET ended_at = $3, end_reason = $2 WHERE m.id = ANY ($1::uuid[]) AND m.ended_at IS NULL RETURNING ${columns}`,
);

/** Ends mandates; those that had ended are left as they are. */
export async function endMandates(tx: Session, ids: readonly string[], reason: string, now: Temporal.Instant): Promise<Mandate[]> {
  return await tx.query<Mandate>(endStatement, [ids, reason, now]);
}
