// SQL of the ledger beside the write path: opening, balances, entries, due holds, folding.

import { statement, type Session } from '../../postgres/database.ts';

const insertStatement = statement(
  'ledger_open_account',
  `
  INSERT INTO ledger_accounts (id, chart, currency, bound, credit_limit, hot, opened_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

export type NewLedgerAccount = {
  readonly id: string;
  readonly chart: string;
  readonly currency: string;
  readonly bound: 'debits' | 'credits' | 'none';
  readonly creditLimit: bigint;
  readonly hot: boolean;
};

export async function insertAccount(tx: Session, account: NewLedgerAccount, now: Temporal.Instant): Promise<void> {
  const { id, chart, currency, bound, creditLimit, hot } = account;
  await tx.query(insertStatement, [id, chart, currency, bound, creditLimit, hot, now]);
}

const ensureStatement = statement(
  'ledger_ensure_account',
  `
  INSERT INTO ledger_accounts (id, chart, currency, bound, credit_limit, hot, opened_at)
  VALUES ($1, $2, $3, 'none', 0, true, $4)
  ON CONFLICT (chart, currency) WHERE hot DO NOTHING`,
);
const internalStatement = statement(
  'ledger_internal_account',
  `SELECT a.id FROM ledger_accounts a WHERE a.chart = $1 AND a.currency = $2 AND a.hot`,
);

export async function ensureInternal(tx: Session, id: string, chart: string, currency: string, now: Temporal.Instant): Promise<string> {
  await tx.query(ensureStatement, [id, chart, currency, now]);
  const rows = await tx.query<{ id: string }>(internalStatement, [chart, currency]);
  if (rows[0] === undefined) throw new Error(`bug: the internal account ${chart} ${currency} was neither made nor found`);
  return rows[0].id;
}

const ensureManyStatement = statement(
  'ledger_ensure_accounts',
  `
  INSERT INTO ledger_accounts (id, chart, currency, bound, credit_limit, hot, opened_at)
  SELECT w.id, w.chart, w.currency, 'none', 0, true, $4 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS w (id, chart, currency)
  WHERE NOT EXISTS (SELECT 1 FROM ledger_accounts a WHERE a.id = w.id)
  ORDER BY w.id
  ON CONFLICT (chart, currency) WHERE hot DO NOTHING`,
);

/** Makes those of the internal accounts that are missing. */
export async function ensureInternals(
  tx: Session,
  wanted: readonly { id: string; chart: string; currency: string }[],
  now: Temporal.Instant,
): Promise<void> {
  const columns = [wanted.map(({ id }) => id), wanted.map(({ chart }) => chart), wanted.map(({ currency }) => currency)];
  await tx.query(ensureManyStatement, [...columns, now]);
}

// PostgreSQL sums bigint as numeric: the cast brings it back, and an overflow would be an error, never a wrong number.
const balancesStatement = statement(
  'ledger_balances',
  `
  SELECT a.id, a.currency, a.credit_limit, a.closed_at IS NOT NULL AS closed,
         (a.debits_posted + coalesce(e.debits_posted, 0))::bigint AS debits_posted,
         (a.credits_posted + coalesce(e.credits_posted, 0))::bigint AS credits_posted,
         (a.debits_pending + coalesce(e.debits_pending, 0))::bigint AS debits_pending,
         (a.credits_pending + coalesce(e.credits_pending, 0))::bigint AS credits_pending
  FROM ledger_accounts a
  LEFT JOIN LATERAL (
    SELECT sum(h.debits_posted) AS debits_posted, sum(h.credits_posted) AS credits_posted,
           sum(h.debits_pending) AS debits_pending, sum(h.credits_pending) AS credits_pending
    FROM ledger_hot_entries h WHERE a.hot AND h.account_id = a.id) e ON true
  WHERE a.id = ANY ($1::uuid[])`,
);

export type BalanceRow = {
  id: string;
  currency: string;
  credit_limit: bigint;
  closed: boolean;
  debits_posted: bigint;
  credits_posted: bigint;
  debits_pending: bigint;
  credits_pending: bigint;
};

export async function balanceRows(db: Session, ids: readonly string[]): Promise<BalanceRow[]> {
  return await db.query<BalanceRow>(balancesStatement, [ids]);
}

const closeStatement = statement(
  'ledger_close_account',
  `
  UPDATE ledger_accounts SET closed_at = $2
  WHERE id = $1 AND NOT hot AND closed_at IS NULL
    AND debits_posted = credits_posted AND debits_pending = 0 AND credits_pending = 0
  RETURNING id`,
);

/** Closes an account that is empty and not held; false where it is not. */
export async function closeAccount(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(closeStatement, [id, now])).length === 1;
}

const entriesStatement = statement(
  'ledger_entries',
  `
  SELECT t.id, t.leg, t.position, t.amount, t.currency, t.code, t.reference, t.memo, t.created_at,
         t.debit_account_id = $1 AS is_debit, CASE WHEN t.debit_account_id = $1 THEN t.credit_party ELSE t.debit_party END AS party
  FROM (
    (SELECT * FROM ledger_transfers d WHERE d.debit_account_id = $1 AND d.kind IN ('transfer', 'post') AND d.position < $2
     ORDER BY d.position DESC LIMIT $3)
    UNION ALL
    (SELECT * FROM ledger_transfers c WHERE c.credit_account_id = $1 AND c.kind IN ('transfer', 'post') AND c.position < $2
     ORDER BY c.position DESC LIMIT $3)) t
  WHERE t.amount > 0
  ORDER BY t.position DESC LIMIT $3`,
);

export type EntryRow = {
  id: string;
  leg: number;
  position: bigint;
  amount: bigint;
  currency: string;
  code: string;
  reference: string;
  memo: string;
  created_at: Temporal.Instant;
  is_debit: boolean;
  party: string;
};

export async function entryRows(db: Session, accountId: string, before: bigint, limit: number): Promise<EntryRow[]> {
  return await db.query<EntryRow>(entriesStatement, [accountId, before, limit]);
}

const dueStatement = statement(
  'ledger_due_holds',
  `
  SELECT h.id, t.reference FROM ledger_holds h JOIN ledger_transfers t ON t.id = h.id AND t.leg = 0
  WHERE h.status = 'pending' AND h.expires_at <= $1 ORDER BY h.expires_at LIMIT $2`,
);

export async function dueHolds(db: Session, now: Temporal.Instant, limit: number): Promise<{ id: string; reference: string }[]> {
  return await db.query(dueStatement, [now, limit]);
}

// Rows taken away and the account's counters grow in one statement: a reader sees all of it or nothing.
// A second fold at the same time waits for the rows, finds them gone and adds nothing.
const foldStatement = statement(
  'ledger_fold',
  `
  WITH taken AS (
    DELETE FROM ledger_hot_entries h WHERE h.account_id = $1
    RETURNING h.debits_posted, h.credits_posted, h.debits_pending, h.credits_pending),
  total AS (
    SELECT count(*) AS entries, sum(t.debits_posted) AS debits_posted, sum(t.credits_posted) AS credits_posted,
           sum(t.debits_pending) AS debits_pending, sum(t.credits_pending) AS credits_pending FROM taken t)
  UPDATE ledger_accounts a
  SET debits_posted = a.debits_posted + s.debits_posted, credits_posted = a.credits_posted + s.credits_posted,
      debits_pending = a.debits_pending + s.debits_pending, credits_pending = a.credits_pending + s.credits_pending
  FROM total s WHERE a.id = $1 AND a.hot AND s.entries > 0
  RETURNING s.entries`,
);

export async function fold(db: Session, accountId: string): Promise<number> {
  const rows = await db.query<{ entries: bigint }>(foldStatement, [accountId]);
  return Number(rows[0]?.entries ?? 0n);
}

const unfoldedStatement = statement('ledger_unfolded', `SELECT DISTINCT h.account_id AS id FROM ledger_hot_entries h ORDER BY 1`);

export async function unfoldedAccounts(db: Session): Promise<string[]> {
  return (await db.query<{ id: string }>(unfoldedStatement)).map(({ id }) => id);
}

// --- The recount: everything below reads all transfers, for the doctor and for tests. ---

// What the counters must be, from the transfers alone. A hold is pending while no transfer settles it.
const recount = `
  legs AS (
    SELECT t.debit_account_id AS account_id, true AS is_debit, t.currency, t.amount, t.kind, t.id FROM ledger_transfers t
    UNION ALL
    SELECT t.credit_account_id, false, t.currency, t.amount, t.kind, t.id FROM ledger_transfers t),
  recounted AS (
    SELECT l.account_id,
      coalesce(sum(l.amount) FILTER (WHERE l.is_debit AND l.kind IN ('transfer', 'post')), 0) AS debits_posted,
      coalesce(sum(l.amount) FILTER (WHERE NOT l.is_debit AND l.kind IN ('transfer', 'post')), 0) AS credits_posted,
      coalesce(sum(l.amount) FILTER (WHERE l.is_debit AND l.kind = 'hold' AND s.hold_id IS NULL), 0) AS debits_pending,
      coalesce(sum(l.amount) FILTER (WHERE NOT l.is_debit AND l.kind = 'hold' AND s.hold_id IS NULL), 0) AS credits_pending
    FROM legs l LEFT JOIN (SELECT DISTINCT t.hold_id FROM ledger_transfers t WHERE t.hold_id IS NOT NULL) s ON s.hold_id = l.id
    GROUP BY l.account_id),
  counted AS (
    SELECT a.id, a.currency,
      a.debits_posted + coalesce(sum(h.debits_posted), 0) AS debits_posted, a.credits_posted + coalesce(sum(h.credits_posted), 0) AS credits_posted,
      a.debits_pending + coalesce(sum(h.debits_pending), 0) AS debits_pending, a.credits_pending + coalesce(sum(h.credits_pending), 0) AS credits_pending
    FROM ledger_accounts a LEFT JOIN ledger_hot_entries h ON h.account_id = a.id GROUP BY a.id)`;

const findingsStatement = statement(
  'ledger_findings',
  `
  WITH ${recount}
  SELECT 'counters-differ' AS finding, c.id::text AS subject FROM counted c LEFT JOIN recounted r ON r.account_id = c.id
  WHERE (c.debits_posted, c.credits_posted, c.debits_pending, c.credits_pending) IS DISTINCT FROM
        (coalesce(r.debits_posted, 0), coalesce(r.credits_posted, 0), coalesce(r.debits_pending, 0), coalesce(r.credits_pending, 0))
  UNION ALL
  SELECT 'pending-negative', c.id::text FROM counted c WHERE c.debits_pending < 0 OR c.credits_pending < 0
  UNION ALL
  SELECT 'debits-and-credits-differ', c.currency FROM counted c GROUP BY c.currency
  HAVING sum(c.debits_posted) <> sum(c.credits_posted) OR sum(c.debits_pending) <> sum(c.credits_pending)
  UNION ALL
  SELECT DISTINCT 'account-missing', l.account_id::text FROM legs l LEFT JOIN ledger_accounts a ON a.id = l.account_id
  WHERE a.id IS NULL OR a.currency <> l.currency
  UNION ALL
  SELECT 'hold-state-differs', h.id::text FROM ledger_holds h
  LEFT JOIN ledger_transfers s ON s.id = h.settled_by AND s.leg = 0
  WHERE (h.status = 'pending' AND EXISTS (SELECT 1 FROM ledger_transfers t WHERE t.hold_id = h.id))
     OR (h.status <> 'pending' AND (s.id IS NULL OR s.hold_id <> h.id
         OR s.kind <> CASE h.status WHEN 'posted' THEN 'post' WHEN 'voided' THEN 'void' ELSE 'expire' END))
  UNION ALL
  SELECT 'hold-state-differs', t.hold_id::text FROM ledger_transfers t LEFT JOIN ledger_holds h ON h.id = t.hold_id
  WHERE t.hold_id IS NOT NULL AND t.leg = 0 AND h.id IS NULL
  UNION ALL
  SELECT 'hold-state-differs', t.id::text FROM ledger_transfers t LEFT JOIN ledger_holds h ON h.id = t.id
  WHERE t.kind = 'hold' AND t.expires_at IS NOT NULL AND t.leg = 0 AND h.id IS NULL
  UNION ALL
  SELECT 'settled-twice', t.hold_id::text FROM ledger_transfers t WHERE t.hold_id IS NOT NULL AND t.leg = 0
  GROUP BY t.hold_id HAVING count(*) > 1
  UNION ALL
  SELECT 'hold-overdue', h.id::text FROM ledger_holds h WHERE h.status = 'pending' AND h.expires_at <= $1
  LIMIT 100`,
);

export async function findings(db: Session, overdueBefore: Temporal.Instant): Promise<{ finding: string; subject: string }[]> {
  return await db.query(findingsStatement, [overdueBefore]);
}
