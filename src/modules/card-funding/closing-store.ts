// SQL of closings. Lock order: the account's lock (wallets) first.

import { statement, type Session } from '../../postgres/database.ts';

export type Closing = {
  readonly accountId: string;
  readonly reference: string;
  readonly channel: string;
  readonly feeId: string;
  readonly toAccountId: string | null;
  readonly toIban: string | null;
  readonly toName: string | null;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
};

const columns = `c.account_id AS "accountId", c.reference, c.channel, c.fee_id AS "feeId", c.to_account_id AS "toAccountId", c.to_iban AS "toIban",
  c.to_name AS "toName", c.started_at AS "startedAt", c.ended_at AS "endedAt"`;

const insertStatement = statement(
  'card_closing_insert',
  `INSERT INTO card_closings (account_id, reference, channel, fee_id, to_account_id, to_iban, to_name, started_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING account_id`,
);

/** False where the account is closing or closed already. */
export async function insertClosing(tx: Session, closing: Omit<Closing, 'startedAt' | 'endedAt'>, now: Temporal.Instant): Promise<boolean> {
  const { accountId, reference, channel, feeId, toAccountId, toIban, toName } = closing;
  return (await tx.query(insertStatement, [accountId, reference, channel, feeId, toAccountId, toIban, toName, now])).length === 1;
}

const oneStatement = statement('card_closing', `SELECT ${columns} FROM card_closings c WHERE c.account_id = $1`);

export async function closing(db: Session, accountId: string): Promise<Closing | undefined> {
  return (await db.query<Closing>(oneStatement, [accountId]))[0];
}

const redirectStatement = statement(
  'card_closing_redirect',
  `UPDATE card_closings SET to_account_id = $2, to_iban = $3, to_name = $4 WHERE account_id = $1`,
);

/** Where the money of a closing goes from now on. */
export async function redirectClosing(
  tx: Session,
  accountId: string,
  { toAccountId, toIban, toName }: Pick<Closing, 'toAccountId' | 'toIban' | 'toName'>,
): Promise<void> {
  await tx.query(redirectStatement, [accountId, toAccountId, toIban, toName]);
}

const endStatement = statement(
  'card_closing_end',
  `UPDATE card_closings SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL RETURNING account_id`,
);

export async function endClosing(tx: Session, accountId: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(endStatement, [accountId, now])).length === 1;
}

// Those that wait, and those that are over and have money again: a refund came after the end.
const dueStatement = statement(
  'card_closings_due',
  `SELECT c.account_id AS id FROM card_closings c JOIN card_accounts a ON a.id = c.account_id
   WHERE a.programme = $1 AND (c.ended_at IS NULL OR EXISTS (
     SELECT 1 FROM wallets w JOIN ledger_accounts l ON l.id = w.ledger_account_id
     WHERE w.account_id = a.id AND l.credits_posted > l.debits_posted))
   ORDER BY c.account_id`,
);

export async function dueClosings(db: Session, programme: string): Promise<string[]> {
  return (await db.query<{ id: string }>(dueStatement, [programme])).map(({ id }) => id);
}
