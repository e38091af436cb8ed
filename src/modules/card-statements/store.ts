// SQL of statements. Rows never change.

import type { Currency } from '../../kernel/money.ts';
import { statement, type Session } from '../../postgres/database.ts';
import type { StatementContent } from './rules/statement.ts';

export type StatementRow = {
  readonly id: string;
  readonly accountId: string;
  /** ISO dates, both in the period. */
  readonly fromDay: string;
  readonly toDay: string;
  /** The day after the period. */
  readonly statementDay: string;
  readonly language: string;
  readonly madeAt: Temporal.Instant;
};

const columns = `s.id, s.account_id AS "accountId", s.from_day AS "fromDay", s.to_day AS "toDay", s.statement_day AS "statementDay", s.language,
  s.made_at AS "madeAt"`;

const accountsStatement = statement(
  'card_statement_accounts',
  `SELECT a.id FROM card_accounts a
   WHERE a.programme = $1 AND a.opened_at < $2 AND (a.closed_at IS NULL OR a.closed_at >= $3 OR EXISTS (
     SELECT 1 FROM card_transactions t WHERE t.account_id = a.id AND t.posted_on BETWEEN $4::date AND $5::date))
     AND a.id > $6 AND NOT EXISTS (SELECT 1 FROM card_statements s WHERE s.account_id = a.id AND s.statement_day = $7::date)
   ORDER BY a.id LIMIT $8`,
);

export type WantedAccounts = {
  readonly programme: string;
  /** First instants of the period and after it. */
  readonly begins: Temporal.Instant;
  readonly ends: Temporal.Instant;
  readonly fromDay: Temporal.PlainDate;
  readonly toDay: Temporal.PlainDate;
  readonly statementDay: Temporal.PlainDate;
};

/** Accounts that lived in the period and have no statement of it yet. */
export async function accountsWithout(db: Session, wanted: WantedAccounts, after: string, limit: number): Promise<string[]> {
  const { programme, begins, ends, fromDay, toDay, statementDay } = wanted;
  const values = [programme, ends, begins, fromDay, toDay, after, statementDay, limit];
  return (await db.query<{ id: string }>(accountsStatement, values)).map(({ id }) => id);
}

const sumsStatement = statement(
  'card_statement_sums',
  `SELECT t.wallet_currency AS currency, coalesce(sum(t.amount) FILTER (WHERE t.posted_on < $2::date), 0)::bigint AS before,
     coalesce(sum(t.amount) FILTER (WHERE t.posted_on > $3::date), 0)::bigint AS after
   FROM card_transactions t WHERE t.account_id = $1 GROUP BY 1`,
);

/** What was posted before a period and after it, by wallet. */
export async function sumsAround(
  tx: Session,
  accountId: string,
  fromDay: Temporal.PlainDate,
  toDay: Temporal.PlainDate,
): Promise<Map<string, { readonly before: bigint; readonly after: bigint }>> {
  const rows = await tx.query<{ currency: string; before: bigint; after: bigint }>(sumsStatement, [accountId, fromDay, toDay]);
  return new Map(rows.map(({ currency, before, after }) => [currency, { before, after }]));
}

const closingsStatement = statement(
  'card_statement_closings',
  `SELECT w.currency, w.closing FROM card_statements s JOIN card_statement_wallets w ON w.statement_id = s.id
   WHERE s.account_id = $1 AND s.to_day = $2::date - 1`,
);

/** Closing balances of the statement before, by wallet; empty where there is none. */
export async function closingsBefore(tx: Session, accountId: string, fromDay: Temporal.PlainDate): Promise<Map<string, bigint>> {
  const rows = await tx.query<{ currency: string; closing: bigint }>(closingsStatement, [accountId, fromDay]);
  return new Map(rows.map(({ currency, closing }) => [currency, closing]));
}

const insertStatement = statement(
  'card_statement_insert',
  `INSERT INTO card_statements (id, account_id, from_day, to_day, statement_day, language, content, made_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account_id, statement_day) DO NOTHING RETURNING id`,
);
const insertWalletsStatement = statement(
  'card_statement_wallets_insert',
  `INSERT INTO card_statement_wallets (statement_id, currency, opening, entries, closing)
   SELECT $1, g.currency, g.opening, g.entries, g.closing FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
     AS g (currency, opening, entries, closing)`,
);

export type WalletSums = { readonly currency: Currency; readonly opening: bigint; readonly entries: bigint; readonly closing: bigint };

/** False where the account has its statement of the day already. */
export async function insert(tx: Session, content: StatementContent, sums: readonly WalletSums[], now: Temporal.Instant): Promise<boolean> {
  const { statementId, accountId, fromDay, toDay, statementDay, language } = content;
  const rows = await tx.query(insertStatement, [
    statementId,
    accountId,
    fromDay,
    toDay,
    statementDay,
    language,
    JSON.stringify(content),
    now,
  ]);
  if (rows.length === 0) return false;
  await tx.query(insertWalletsStatement, [
    statementId,
    sums.map(({ currency }) => currency),
    sums.map(({ opening }) => opening),
    sums.map(({ entries }) => entries),
    sums.map(({ closing }) => closing),
  ]);
  return true;
}

const listStatement = statement(
  'card_statements_of',
  `SELECT ${columns} FROM card_statements s WHERE s.account_id = $1 ORDER BY s.statement_day DESC LIMIT 240`,
);

/** Statements of an account, newest first: of twenty years at most. */
export async function statementsOf(db: Session, accountId: string): Promise<StatementRow[]> {
  return await db.query<StatementRow>(listStatement, [accountId]);
}

const contentStatement = statement(
  'card_statement_content',
  `SELECT s.content FROM card_statements s WHERE s.id = $1 AND s.account_id = $2`,
);

/** The whole of one statement; undefined where the account has none of that id. */
export async function contentOf(db: Session, accountId: string, id: string): Promise<StatementContent | undefined> {
  return (await db.query<{ content: StatementContent }>(contentStatement, [id, accountId]))[0]?.content;
}

// A transaction is shown by the statement whose period has the day of its posting.
const showingStatement = statement(
  'card_statement_showing',
  `SELECT ${columns} FROM card_transactions t
   JOIN card_statements s ON s.account_id = t.account_id AND t.posted_on BETWEEN s.from_day AND s.to_day
   WHERE t.account_id = $1 AND t.id = $2 ORDER BY s.statement_day LIMIT 1`,
);

/** PC-29: the statement that shows a transaction; undefined while there is none. */
export async function statementShowing(db: Session, accountId: string, transactionId: string): Promise<StatementRow | undefined> {
  return (await db.query<StatementRow>(showingStatement, [accountId, transactionId]))[0];
}
