// What the reconciliation of a day reads: the scheme's account in the ledger, transactions, suspense, presentments, totals.

import { statement, type Session } from '../../postgres/database.ts';

/** The instants of a day of the programme: from the first to the one after it. */
export type DaySpan = { readonly day: string; readonly from: Temporal.Instant; readonly until: Temporal.Instant };

// Amounts are signed as the scheme sees them: positive where the bank owes it more.
const side = `CASE WHEN t.credit_account_id = s.id THEN t.amount ELSE -t.amount END`;

const balancesStatement = statement(
  'reconcile_balances',
  `SELECT s.currency,
     coalesce(sum(${side}) FILTER (WHERE t.created_at < $1), 0)::bigint AS opening,
     coalesce(sum(${side}) FILTER (WHERE t.created_at < $2), 0)::bigint AS closing
   FROM ledger_accounts s
   LEFT JOIN ledger_transfers t ON (t.debit_account_id = s.id OR t.credit_account_id = s.id) AND t.kind IN ('transfer', 'post')
   WHERE s.chart = 'scheme-settlement' GROUP BY s.currency ORDER BY s.currency`,
);

export type BalanceRow = { readonly currency: string; readonly opening: bigint; readonly closing: bigint };

/** What the bank owes the scheme at the beginning and at the end of a day, by currency. */
export async function schemeBalances(db: Session, { from, until }: DaySpan): Promise<BalanceRow[]> {
  return await db.query<BalanceRow>(balancesStatement, [from, until]);
}

const movementsStatement = statement(
  'reconcile_movements',
  `SELECT s.currency, o.chart, count(DISTINCT t.id)::int AS count, sum(${side})::bigint AS amount
   FROM ledger_accounts s
   JOIN ledger_transfers t ON (t.debit_account_id = s.id OR t.credit_account_id = s.id) AND t.kind IN ('transfer', 'post')
   JOIN ledger_accounts o ON o.id = CASE WHEN t.credit_account_id = s.id THEN t.debit_account_id ELSE t.credit_account_id END
   WHERE s.chart = 'scheme-settlement' AND t.created_at >= $1 AND t.created_at < $2 AND t.amount > 0
   GROUP BY s.currency, o.chart ORDER BY s.currency, o.chart`,
);

/** What moved on the scheme's account in a day, by currency and by what stands on the other side. */
export type MovementRow = { readonly currency: string; readonly chart: string; readonly count: number; readonly amount: bigint };

export async function schemeMovements(db: Session, { from, until }: DaySpan): Promise<MovementRow[]> {
  return await db.query<MovementRow>(movementsStatement, [from, until]);
}

const ledgerSideStatement = statement(
  'reconcile_ledger_side',
  `SELECT s.currency, t.id, t.reference, sum(${side})::bigint AS amount
   FROM ledger_accounts s
   JOIN ledger_transfers t ON (t.debit_account_id = s.id OR t.credit_account_id = s.id) AND t.kind IN ('transfer', 'post')
   JOIN ledger_accounts o ON o.id = CASE WHEN t.credit_account_id = s.id THEN t.debit_account_id ELSE t.credit_account_id END
   WHERE s.chart = 'scheme-settlement' AND t.created_at >= $1 AND t.created_at < $2 AND t.amount > 0
     AND o.chart IN ('card-wallet', 'wallet-debt', 'exchange-position')
   GROUP BY s.currency, t.id, t.reference`,
);

export type LedgerItem = { readonly currency: string; readonly id: string; readonly reference: string; readonly amount: bigint };

/** Movements of a day between wallets, their debts or the bank's exchange position, and the scheme's account. */
export async function ledgerItems(db: Session, { from, until }: DaySpan): Promise<LedgerItem[]> {
  return await db.query<LedgerItem>(ledgerSideStatement, [from, until]);
}

const transactionSideStatement = statement(
  'reconcile_transaction_side',
  `SELECT x.id, x.part, x.kind, x.wallet_currency AS currency, x.account_id AS "accountId", -x.amount AS amount,
     x.original_currency AS "originalCurrency", CASE WHEN x.amount < 0 THEN abs(x.original_amount) ELSE -abs(x.original_amount) END AS original,
     a.programme = $1 AS own
   FROM card_transactions x JOIN card_accounts a ON a.id = x.account_id
   WHERE x.posted_at >= $2 AND x.posted_at < $3
     AND x.kind IN ('purchase', 'cash', 'refund', 'dispute-credit', 'dispute-debit', 'adjustment')`,
);

export type TransactionItem = {
  readonly id: string;
  readonly part: number;
  readonly kind: string;
  readonly currency: string;
  readonly accountId: string;
  readonly amount: bigint;
  /** The same in the merchant's currency. */
  readonly originalCurrency: string | null;
  readonly original: bigint | null;
  /** Of the programme that is reconciled; others share the scheme's account. */
  readonly own: boolean;
};

/** Posted transactions of a day that may stand against the scheme's account; positive where the bank owes the scheme for it. */
export async function transactionItems(db: Session, programme: string, { from, until }: DaySpan): Promise<TransactionItem[]> {
  return await db.query<TransactionItem>(transactionSideStatement, [programme, from, until]);
}

const suspenseStatement = statement(
  'reconcile_suspense',
  `SELECT s.currency, t.id, t.reference, t.created_at AS at, coalesce(i.status, 'open') AS status, p.line, f.file_id AS "fileId", p.merchant_name AS "merchantName",
     sum(CASE WHEN t.debit_account_id = s.id THEN t.amount ELSE -t.amount END)::bigint AS amount
   FROM ledger_accounts s
   JOIN ledger_transfers t ON (t.debit_account_id = s.id OR t.credit_account_id = s.id) AND t.kind IN ('transfer', 'post')
   LEFT JOIN clearing_presentments p ON p.id = t.id LEFT JOIN clearing_files f ON f.id = p.file LEFT JOIN card_suspense_items i ON i.id = t.id
   WHERE s.chart = 'unmatched-suspense' AND t.code = 'card-suspense' AND t.created_at >= $1 AND t.created_at < $2 AND t.amount > 0
   GROUP BY s.currency, t.id, t.reference, t.created_at, i.status, p.line, f.file_id, p.merchant_name
   ORDER BY t.created_at, t.id LIMIT $3`,
);

export type SuspenseItem = {
  readonly currency: string;
  readonly id: string;
  readonly reference: string;
  readonly at: Temporal.Instant;
  /** What staff made of it until now: open, asked, matched, returned. */
  readonly status: string;
  readonly line: number | null;
  readonly fileId: string | null;
  readonly merchantName: string | null;
  readonly amount: bigint;
};

/** What went to suspense in a day; positive where the scheme asked for it. */
export async function suspenseItems(db: Session, { from, until }: DaySpan, limit: number): Promise<SuspenseItem[]> {
  return await db.query<SuspenseItem>(suspenseStatement, [from, until, limit]);
}

const suspenseBalanceStatement = statement(
  'reconcile_suspense_balance',
  `SELECT s.currency, coalesce(sum(CASE WHEN t.debit_account_id = s.id THEN t.amount ELSE -t.amount END), 0)::bigint AS amount
   FROM ledger_accounts s JOIN ledger_transfers t ON (t.debit_account_id = s.id OR t.credit_account_id = s.id) AND t.kind IN ('transfer', 'post')
   WHERE s.chart = 'unmatched-suspense' AND t.created_at < $1 GROUP BY s.currency ORDER BY s.currency`,
);

/** What waits in suspense at the end of a day, of all days. */
export async function suspenseBalances(db: Session, { until }: DaySpan): Promise<{ readonly currency: string; readonly amount: bigint }[]> {
  return await db.query(suspenseBalanceStatement, [until]);
}

const presentmentsStatement = statement(
  'reconcile_presentments',
  `SELECT p.id, p.settlement_currency AS currency, CASE WHEN p.kind = 'refund' THEN -p.settlement_amount ELSE p.settlement_amount END AS amount
   FROM clearing_presentments p JOIN clearing_files f ON f.id = p.file WHERE f.programme = $1 AND p.posted_on = $2`,
);

/** A record of a file that was posted on the day, with what the scheme asks for it where the file says so. */
export type PresentmentItem = { readonly id: string; readonly currency: string | null; readonly amount: bigint | null };

export async function presentmentItems(db: Session, programme: string, day: string): Promise<PresentmentItem[]> {
  return await db.query<PresentmentItem>(presentmentsStatement, [programme, day]);
}

const filesStatement = statement(
  'reconcile_files',
  `SELECT f.id, f.file_id AS "fileId", f.status, f.reason, f.rows_total AS "rowsTotal", f.rows_done AS "rowsDone", f.bad_total AS "badTotal"
   FROM clearing_files f WHERE f.programme = $1 AND f.received_at >= $2 AND f.received_at < $3 ORDER BY f.received_at, f.id`,
);

export type FileOfDay = {
  readonly id: string;
  readonly fileId: string;
  readonly status: string;
  readonly reason: string | null;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly badTotal: number;
};

export async function filesOfDay(db: Session, programme: string, { from, until }: DaySpan): Promise<FileOfDay[]> {
  return await db.query<FileOfDay>(filesStatement, [programme, from, until]);
}
