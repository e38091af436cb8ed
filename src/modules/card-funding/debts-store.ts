// SQL of what is owed: which wallets owe, and what was owed at the end of each day.

import type { Currency } from '../../kernel/money.ts';
import { statement, type Session } from '../../postgres/database.ts';

export type Debtor = {
  readonly accountId: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly debtAccountId: string;
  readonly debtSince: Temporal.Instant | null;
};

const columns = `w.account_id AS "accountId", a.customer_id AS "customerId", w.currency, w.debt_account_id AS "debtAccountId",
  w.debt_since AS "debtSince"`;

const owingStatement = statement(
  'card_debtors_owing',
  `SELECT ${columns} FROM wallets w JOIN card_accounts a ON a.id = w.account_id
   WHERE a.programme = $1 AND w.debt_since < $2 AND w.debt_account_id IS NOT NULL ORDER BY w.account_id, w.currency`,
);

/** Wallets that have owed since before an instant. */
export async function owingSince(db: Session, programme: string, before: Temporal.Instant): Promise<Debtor[]> {
  return await db.query<Debtor>(owingStatement, [programme, before]);
}

const everStatement = statement(
  'card_debtors_ever',
  `SELECT ${columns} FROM wallets w JOIN card_accounts a ON a.id = w.account_id
   WHERE a.programme = $1 AND w.debt_account_id IS NOT NULL ORDER BY w.account_id, w.currency`,
);

/** Wallets that have ever owed anything: what one owed on a day gone by is in its ledger account. */
export async function everOwing(db: Session, programme: string): Promise<Debtor[]> {
  return await db.query<Debtor>(everStatement, [programme]);
}

const insertDayStatement = statement(
  'card_debt_day_insert',
  `INSERT INTO card_debt_days (account_id, currency, day, debt, interest_per_year_ppm) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
);

export async function insertDebtDay(
  tx: Session,
  row: {
    readonly accountId: string;
    readonly currency: string;
    readonly day: Temporal.PlainDate;
    readonly debt: bigint;
    readonly interestPerYearPpm: number;
  },
): Promise<void> {
  await tx.query(insertDayStatement, [row.accountId, row.currency, row.day, row.debt, row.interestPerYearPpm]);
}

export type DebtDayRow = {
  readonly accountId: string;
  readonly currency: Currency;
  readonly day: string;
  readonly debt: bigint;
  readonly interestPerYearPpm: number;
};

const monthStatement = statement(
  'card_debt_days_of_month',
  `SELECT d.account_id AS "accountId", d.currency, d.day, d.debt, d.interest_per_year_ppm AS "interestPerYearPpm"
   FROM card_debt_days d JOIN card_accounts a ON a.id = d.account_id
   WHERE a.programme = $1 AND d.day >= $2 AND d.day < $3 ORDER BY d.account_id, d.currency, d.day`,
);

/** Days on which something was owed, from the first day on, before the last. */
export async function debtDays(
  db: Session,
  programme: string,
  from: Temporal.PlainDate,
  before: Temporal.PlainDate,
): Promise<DebtDayRow[]> {
  return await db.query<DebtDayRow>(monthStatement, [programme, from, before]);
}
