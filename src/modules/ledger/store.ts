// All SQL of the ledger. Lock order: accounts by id, then holds by id.

import { statement, type Session } from '../../postgres/database.ts';
import type { Counters, HoldState, HoldStatus, LedgerAccount, TransferKind, WrittenLeg } from './rules/book.ts';

type AccountRow = {
  id: string;
  chart: string;
  currency: string;
  bound: LedgerAccount['bound'];
  credit_limit: bigint;
  hot: boolean;
  closed: boolean;
  debits_posted: bigint;
  credits_posted: bigint;
  debits_pending: bigint;
  credits_pending: bigint;
};

const accountOf = (row: AccountRow): LedgerAccount => ({
  id: row.id,
  chart: row.chart,
  currency: row.currency,
  bound: row.bound,
  creditLimit: row.credit_limit,
  hot: row.hot,
  closed: row.closed,
  debitsPosted: row.debits_posted,
  creditsPosted: row.credits_posted,
  debitsPending: row.debits_pending,
  creditsPending: row.credits_pending,
});

const accountColumns = `a.id, a.chart, a.currency, a.bound, a.credit_limit, a.hot, a.closed_at IS NOT NULL AS closed,
  a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending`;

// The accounts of a hold are found through its legs: those never change, so that reading them before the lock is safe.
const wantedAccounts = `wanted AS (
    SELECT unnest($1::uuid[]) AS id
    UNION SELECT t.debit_account_id FROM ledger_transfers t WHERE t.id = ANY ($2::uuid[]) AND t.kind = 'hold'
    UNION SELECT t.credit_account_id FROM ledger_transfers t WHERE t.id = ANY ($2::uuid[]) AND t.kind = 'hold')`;

/** Locks each account that is not hot, in id order, and gives its newest state; hot accounts are read without a lock. */
export const lockAccountsStatement = statement(
  'ledger_lock_accounts',
  `
  WITH ${wantedAccounts},
  locked AS (
    SELECT ${accountColumns} FROM ledger_accounts a JOIN wanted w ON w.id = a.id
    WHERE NOT a.hot ORDER BY a.id FOR NO KEY UPDATE OF a)
  SELECT * FROM locked
  UNION ALL
  SELECT ${accountColumns} FROM ledger_accounts a JOIN wanted w ON w.id = a.id WHERE a.hot`,
);

export type GatherStatements = { readonly lockAccounts: typeof lockAccountsStatement };

export async function lockAccounts(
  tx: Session,
  accountIds: readonly string[],
  holdIds: readonly string[],
  lock = lockAccountsStatement,
): Promise<LedgerAccount[]> {
  const rows = await tx.query<AccountRow>(lock, [accountIds, holdIds]);
  return rows.map(accountOf);
}

const lockHoldsStatement = statement(
  'ledger_lock_holds',
  `
  SELECT h.id, h.status, h.expires_at, h.settled_by FROM ledger_holds h
  WHERE h.id = ANY ($1::uuid[]) ORDER BY h.id FOR NO KEY UPDATE`,
);

type HoldRow = { id: string; status: HoldStatus; expires_at: Temporal.Instant | null; settled_by: string | null };

export async function lockHolds(tx: Session, ids: readonly string[]): Promise<HoldState[]> {
  const rows = await tx.query<HoldRow>(lockHoldsStatement, [ids]);
  return rows.map((row) => ({ id: row.id, status: row.status, expiresAt: row.expires_at, settledBy: row.settled_by }));
}

type LegRow = {
  id: string;
  leg: number;
  kind: TransferKind | 'refusal';
  hold_id: string | null;
  debit_account_id: string;
  credit_account_id: string;
  amount: bigint;
  currency: string;
  code: string;
  reference: string;
  debit_party: string;
  credit_party: string;
  memo: string;
  expires_at: Temporal.Instant | null;
};

// One statement for both: a refusal comes as a row whose code is its reason.
const writtenStatement = statement(
  'ledger_written',
  `
  SELECT t.id, t.leg, t.kind, t.hold_id, t.debit_account_id, t.credit_account_id, t.amount, t.currency, t.code, t.reference,
         t.debit_party, t.credit_party, t.memo, t.expires_at
  FROM ledger_transfers t WHERE t.id = ANY ($1::uuid[])
  UNION ALL
  SELECT r.id, 0::smallint, 'refusal', NULL, r.id, r.id, 0, '', r.reason, '', '', '', '', NULL
  FROM ledger_refusals r WHERE r.id = ANY ($1::uuid[])
  ORDER BY 1, 2`,
);

/** What is written under these ids: legs in order, and the reasons of ids that were refused for good. */
export async function written(
  tx: Session,
  ids: readonly string[],
): Promise<{ legs: WrittenLeg[]; refusals: { id: string; reason: string }[] }> {
  const rows = await tx.query<LegRow>(writtenStatement, [ids]);
  const legs: WrittenLeg[] = [];
  const refusals: { id: string; reason: string }[] = [];
  for (const row of rows) {
    if (row.kind === 'refusal') {
      refusals.push({ id: row.id, reason: row.code });
      continue;
    }
    legs.push({
      id: row.id,
      leg: row.leg,
      kind: row.kind,
      holdId: row.hold_id,
      debitAccountId: row.debit_account_id,
      creditAccountId: row.credit_account_id,
      amount: row.amount,
      currency: row.currency,
      code: row.code,
      reference: row.reference,
      debitParty: row.debit_party,
      creditParty: row.credit_party,
      memo: row.memo,
      expiresAt: row.expires_at,
    });
  }
  return { legs, refusals };
}

// The funds check and the hold are this one statement: an account moves only where its bound still holds afterwards.
// Whoever reads `moved` and `settled` short of what was asked for has met a bug, and nothing of it may be committed.
export const writeStatement = statement(
  'ledger_write',
  `
  WITH moved AS (
    UPDATE ledger_accounts a
    SET debits_posted = a.debits_posted + d.debits_posted, credits_posted = a.credits_posted + d.credits_posted,
        debits_pending = a.debits_pending + d.debits_pending, credits_pending = a.credits_pending + d.credits_pending
    FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
      AS d (id, debits_posted, credits_posted, debits_pending, credits_pending)
    WHERE a.id = d.id AND NOT a.hot AND a.closed_at IS NULL
      AND (a.bound <> 'debits' OR a.debits_posted + d.debits_posted + a.debits_pending + d.debits_pending
           <= a.credits_posted + d.credits_posted + a.credit_limit)
      AND (a.bound <> 'credits' OR a.credits_posted + d.credits_posted + a.credits_pending + d.credits_pending
           <= a.debits_posted + d.debits_posted + a.credit_limit)
    RETURNING 1),
  appended AS (
    INSERT INTO ledger_hot_entries (account_id, debits_posted, credits_posted, debits_pending, credits_pending)
    SELECT * FROM unnest($6::uuid[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])),
  written AS (
    INSERT INTO ledger_transfers (id, leg, kind, hold_id, debit_account_id, credit_account_id, amount, currency, code,
                                  reference, debit_party, credit_party, memo, expires_at, created_at)
    SELECT w.*, $25::timestamptz
    FROM unnest($11::uuid[], $12::smallint[], $13::text[], $14::uuid[], $15::uuid[], $16::uuid[], $17::bigint[], $18::text[], $19::text[],
                $20::text[], $21::text[], $22::text[], $23::text[], $24::timestamptz[]) AS w),
  held AS (
    INSERT INTO ledger_holds (id, status, expires_at, settled_by)
    SELECT * FROM unnest($26::uuid[], $27::text[], $28::timestamptz[], $29::uuid[])),
  settled AS (
    INSERT INTO ledger_holds AS h (id, status, settled_by)
    SELECT * FROM unnest($30::uuid[], $31::text[], $32::uuid[])
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, settled_by = excluded.settled_by WHERE h.status = 'pending'
    RETURNING 1),
  refused AS (
    INSERT INTO ledger_refusals (id, reason, created_at)
    SELECT r.id, r.reason, $25 FROM unnest($33::uuid[], $34::text[]) AS r (id, reason)
    ON CONFLICT (id) DO NOTHING)
  SELECT (SELECT count(*) FROM moved) AS moved, (SELECT count(*) FROM settled) AS settled`,
);

export type Writing = {
  readonly moved: ReadonlyMap<string, Counters>;
  readonly appended: ReadonlyMap<string, Counters>;
  readonly legs: readonly WrittenLeg[];
  readonly held: readonly HoldState[];
  readonly settled: readonly HoldState[];
  readonly refusals: readonly { id: string; reason: string }[];
};

const columnsOf = (deltas: ReadonlyMap<string, Counters>): unknown[] => {
  const counters = [...deltas.values()];
  return [
    [...deltas.keys()],
    counters.map((delta) => delta.debitsPosted),
    counters.map((delta) => delta.creditsPosted),
    counters.map((delta) => delta.debitsPending),
    counters.map((delta) => delta.creditsPending),
  ];
};

/** Writes a batch in one statement; gives how many accounts moved and how many holds were settled. */
export async function write(
  tx: Session,
  { moved, appended, legs, held, settled, refusals }: Writing,
  now: Temporal.Instant,
  writing = writeStatement,
): Promise<{ moved: number; settled: number }> {
  const rows = await tx.query<{ moved: bigint; settled: bigint }>(writing, [
    ...columnsOf(moved),
    ...columnsOf(appended),
    legs.map((leg) => leg.id),
    legs.map((leg) => leg.leg),
    legs.map((leg) => leg.kind),
    legs.map((leg) => leg.holdId),
    legs.map((leg) => leg.debitAccountId),
    legs.map((leg) => leg.creditAccountId),
    legs.map((leg) => leg.amount),
    legs.map((leg) => leg.currency),
    legs.map((leg) => leg.code),
    legs.map((leg) => leg.reference),
    legs.map((leg) => leg.debitParty),
    legs.map((leg) => leg.creditParty),
    legs.map((leg) => leg.memo),
    legs.map((leg) => leg.expiresAt),
    now,
    held.map((hold) => hold.id),
    held.map((hold) => hold.status),
    held.map((hold) => hold.expiresAt),
    held.map((hold) => hold.settledBy),
    settled.map((hold) => hold.id),
    settled.map((hold) => hold.status),
    settled.map((hold) => hold.settledBy),
    refusals.map((refusal) => refusal.id),
    refusals.map((refusal) => refusal.reason),
  ]);
  return { moved: Number(rows[0]?.moved ?? 0n), settled: Number(rows[0]?.settled ?? 0n) };
}
