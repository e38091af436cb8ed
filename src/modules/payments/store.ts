// All SQL of payments. Lock order: the ledger's rows, then the customer's day.

import { statement, type Session } from '../../postgres/database.ts';
import type { Language } from '../customers/index.ts';

// The limit is checked and the amounts counted in one statement: two payments at once cannot both take the last of a day.
// Rows are taken in one order, so that two batches cannot wait for each other.
export const countPaymentsStatement = statement(
  'payment_day_count',
  `INSERT INTO payment_days AS d (customer_id, programme, day, currency, total)
   SELECT g.customer_id, $2, $3, $4, sum(g.amount)::bigint FROM unnest($1::uuid[], $5::bigint[]) AS g (customer_id, amount)
   GROUP BY g.customer_id HAVING sum(g.amount) <= $6::bigint ORDER BY g.customer_id
   ON CONFLICT (customer_id, programme, day, currency) DO UPDATE SET total = d.total + excluded.total WHERE d.total + excluded.total <= $6
   RETURNING d.customer_id AS "customerId"`,
);

export type PaymentDay = { readonly customerId: string; readonly programme: string; readonly day: string; readonly currency: string };

/** Counts each customer's payments towards one day; gives the customers whose payments fit, the others' are not counted. */
export async function countPayments(
  tx: Session,
  day: Omit<PaymentDay, 'customerId'>,
  payments: readonly { readonly customerId: string; readonly amount: bigint }[],
  totalMax: bigint,
  count = countPaymentsStatement,
): Promise<ReadonlySet<string>> {
  const values = [
    payments.map(({ customerId }) => customerId),
    day.programme,
    day.day,
    day.currency,
    payments.map(({ amount }) => amount),
    totalMax,
  ];
  return new Set((await tx.query<{ customerId: string }>(count, values)).map(({ customerId }) => customerId));
}

const returnStatement = statement(
  'payment_day_return',
  `
  WITH given AS (
    SELECT customer_id, programme, day, currency, sum(amount)::bigint AS amount
    FROM unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::bigint[]) AS g (customer_id, programme, day, currency, amount)
    GROUP BY 1, 2, 3, 4),
  locked AS (
    SELECT d.customer_id, d.programme, d.day, d.currency, g.amount
    FROM payment_days d JOIN given g USING (customer_id, programme, day, currency)
    ORDER BY 1, 2, 3, 4 FOR UPDATE OF d)
  UPDATE payment_days d SET total = d.total - l.amount FROM locked l
  WHERE (d.customer_id, d.programme, d.day, d.currency) = (l.customer_id, l.programme, l.day, l.currency)`,
);

/** Takes amounts off their days again: what was not executed does not count. */
export async function returnPayments(tx: Session, payments: readonly (PaymentDay & { readonly amount: bigint })[]): Promise<void> {
  if (payments.length === 0) return;
  await tx.query(returnStatement, [
    payments.map(({ customerId }) => customerId),
    payments.map(({ programme }) => programme),
    payments.map(({ day }) => day),
    payments.map(({ currency }) => currency),
    payments.map(({ amount }) => amount),
  ]);
}

const totalStatement = statement(
  'payment_day_total',
  `
  SELECT d.total FROM payment_days d WHERE d.customer_id = $1 AND d.programme = $2 AND d.day = $3 AND d.currency = $4`,
);

export async function dayTotal(db: Session, day: PaymentDay): Promise<bigint> {
  return (await db.query<{ total: bigint }>(totalStatement, [day.customerId, day.programme, day.day, day.currency]))[0]?.total ?? 0n;
}

export type BillerTexts = Readonly<Record<Language, string>>;

export const billerCategories = ['telecom', 'electricity', 'water', 'government', 'education'] as const;

export type Biller = {
  readonly id: string;
  readonly programme: string;
  readonly name: BillerTexts;
  /** What the biller calls the number that it wants: 'Account number', 'Mobile number'. */
  readonly referenceLabel: BillerTexts;
  /** A regular expression for the whole number in Latin digits. */
  readonly referencePattern: string;
  readonly referenceExample: string;
  readonly category: (typeof billerCategories)[number];
  readonly ledgerAccountId: string;
  readonly status: 'open' | 'closed';
};

const billerColumns = `b.id, b.programme, b.name, b.reference_label AS "referenceLabel", b.reference_pattern AS "referencePattern",
  b.reference_example AS "referenceExample", b.category, b.ledger_account_id AS "ledgerAccountId", b.status`;
const billersByIdStatement = statement(
  'billers_by_id',
  `SELECT ${billerColumns} FROM billers b WHERE b.programme = $1 AND b.id = ANY ($2::text[])`,
);
const billersStatement = statement(
  'billers_open',
  `SELECT ${billerColumns} FROM billers b WHERE b.programme = $1 AND b.status = 'open' ORDER BY b.category, b.id`,
);

/** The billers of these ids, closed ones too. */
export async function billersById(db: Session, programme: string, ids: readonly string[]): Promise<Biller[]> {
  return await db.query<Biller>(billersByIdStatement, [programme, ids]);
}

/** Billers that can be paid. */
export async function billers(db: Session, programme: string): Promise<Biller[]> {
  return await db.query<Biller>(billersStatement, [programme]);
}

const putStatement = statement(
  'biller_put',
  `
  INSERT INTO billers (id, programme, name, reference_label, reference_pattern, reference_example, category, ledger_account_id, status)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open')
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, reference_label = excluded.reference_label,
    reference_pattern = excluded.reference_pattern, reference_example = excluded.reference_example, category = excluded.category, status = 'open'`,
);

export async function putBiller(tx: Session, row: Omit<Biller, 'status'>): Promise<void> {
  const { id, programme, name, referenceLabel, referencePattern, referenceExample, category, ledgerAccountId } = row;
  const texts = [JSON.stringify(name), JSON.stringify(referenceLabel)];
  await tx.query(putStatement, [id, programme, ...texts, referencePattern, referenceExample, category, ledgerAccountId]);
}
