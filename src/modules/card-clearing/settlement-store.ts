// All SQL of the scheme's totals and of the payments that settle them. Lock order: the day's advisory lock, then the ledger's.

import { statement, type Session } from '../../postgres/database.ts';
import type { Total } from './rules/totals.ts';

const lockStatement = statement('scheme_day_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 7264633))`);

export async function lockSchemeDay(tx: Session, programme: string, day: string): Promise<void> {
  await tx.query(lockStatement, [`${programme} ${day}`]);
}

export type TotalRow = Total & { readonly version: number };

const newestStatement = statement(
  'scheme_totals_newest',
  `SELECT t.version, t.currency, t.direction, t.count, t.amount FROM scheme_totals t
   WHERE t.programme = $1 AND t.day = $2 AND t.version = (SELECT max(v.version) FROM scheme_totals v WHERE v.programme = $1 AND v.day = $2)
   ORDER BY t.currency, t.direction`,
);

/** The newest version of a day's totals; empty where none came. */
export async function newestTotals(db: Session, programme: string, day: string): Promise<TotalRow[]> {
  return await db.query<TotalRow>(newestStatement, [programme, day]);
}

const insertStatement = statement(
  'scheme_totals_insert',
  `INSERT INTO scheme_totals (programme, day, version, currency, direction, count, amount, imported_at, imported_by)
   SELECT $1, $2, $3, t.currency, t.direction, t.count, t.amount, $4, $5
   FROM unnest($6::text[], $7::text[], $8::int[], $9::bigint[]) AS t (currency, direction, count, amount)`,
);

export async function insertTotals(
  tx: Session,
  key: { readonly programme: string; readonly day: string; readonly version: number; readonly actor: string },
  totals: readonly Total[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insertStatement, [
    ...[key.programme, key.day, key.version, now, key.actor],
    totals.map(({ currency }) => currency),
    totals.map(({ direction }) => direction),
    totals.map(({ count }) => count),
    totals.map(({ amount }) => amount),
  ]);
}

const paidStatement = statement(
  'scheme_paid',
  `SELECT p.currency, sum(p.amount)::bigint AS amount FROM scheme_payments p WHERE p.programme = $1 AND p.day = $2 GROUP BY p.currency`,
);

/** What was paid for a day, by currency; positive: the bank paid. */
export async function paidFor(db: Session, programme: string, day: string): Promise<Map<string, bigint>> {
  const rows = await db.query<{ currency: string; amount: bigint }>(paidStatement, [programme, day]);
  return new Map(rows.map(({ currency, amount }) => [currency, amount]));
}

const payStatement = statement(
  'scheme_pay',
  `INSERT INTO scheme_payments (id, programme, day, version, currency, amount, posted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

export type PaymentRow = {
  readonly id: string;
  readonly programme: string;
  readonly day: string;
  readonly version: number;
  readonly currency: string;
  readonly amount: bigint;
};

export async function insertPayment(tx: Session, row: PaymentRow, now: Temporal.Instant): Promise<void> {
  await tx.query(payStatement, [row.id, row.programme, row.day, row.version, row.currency, row.amount, now]);
}
