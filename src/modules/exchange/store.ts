// All SQL of exchange. Lock order: nothing is locked but the one quote that is used.

import { statement, type Session } from '../../postgres/database.ts';
import type { RatesRow } from './rules/rate-table.ts';

// One import of a source and day at a time: its version follows from the one before.
const lockSourceStatement = statement('exchange_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 7264630))`);

export async function lockSource(tx: Session, source: string): Promise<void> {
  await tx.query(lockSourceStatement, [source]);
}

const columns = `r.id, r.source, r.day, r.version, r.base, r.rates, r.valid_from AS "validFrom"`;

const newestStatement = statement(
  'exchange_newest',
  `SELECT r.id FROM exchange_rates r WHERE r.valid_from <= $1 ORDER BY r.valid_from DESC, r.imported_at DESC, r.version DESC LIMIT 1`,
);

/** Id of the rates that are in force at an instant. */
export async function newestId(db: Session, at: Temporal.Instant): Promise<string | undefined> {
  return (await db.query<{ id: string }>(newestStatement, [at]))[0]?.id;
}

const byIdStatement = statement('exchange_by_id', `SELECT ${columns} FROM exchange_rates r WHERE r.id = $1`);

export async function ratesById(db: Session, id: string): Promise<RatesRow | undefined> {
  return (await db.query<RatesRow>(byIdStatement, [id]))[0];
}

const ofSourceStatement = statement(
  'exchange_of_source',
  `SELECT ${columns} FROM exchange_rates r WHERE r.source = $1 AND r.day <= $2 ORDER BY r.day DESC, r.version DESC LIMIT 1`,
);

/** The newest version of the newest day of a source that is not after the given one. */
export async function newestOfSource(db: Session, source: string, day: string): Promise<RatesRow | undefined> {
  return (await db.query<RatesRow>(ofSourceStatement, [source, day]))[0];
}

const insertStatement = statement(
  'exchange_insert',
  `INSERT INTO exchange_rates (id, source, day, valid_from, version, base, rates, confirmed, imported_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export async function insertRates(
  tx: Session,
  row: RatesRow & { readonly confirmed: readonly string[] },
  now: Temporal.Instant,
): Promise<void> {
  const { id, source, day, validFrom, version, base, rates, confirmed } = row;
  await tx.query(insertStatement, [id, source, day, validFrom, version, base, JSON.stringify(rates), confirmed, now]);
}

export type ListedRates = RatesRow & { readonly confirmed: readonly string[]; readonly importedAt: Temporal.Instant };

const ofDayStatement = statement(
  'exchange_of_day',
  `SELECT ${columns}, r.confirmed, r.imported_at AS "importedAt" FROM exchange_rates r
   WHERE r.day = $1 ORDER BY r.source, r.version`,
);

/** Every version that any source published for a day. */
export async function ratesOfDay(db: Session, day: string): Promise<ListedRates[]> {
  return await db.query<ListedRates>(ofDayStatement, [day]);
}

export type QuoteRow = {
  readonly id: string;
  readonly accountId: string;
  readonly fromAmount: bigint;
  readonly fromCurrency: string;
  readonly toAmount: bigint;
  readonly toCurrency: string;
  readonly spreadAmount: bigint;
  readonly spreadPpm: number;
  /** Decimal text of a numeric. */
  readonly rateNumerator: string;
  readonly rateDenominator: string;
  readonly rateSource: string;
  readonly rateDay: string;
  readonly quotedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant | null;
  readonly usedBy: string | null;
};

const quoteColumns = `q.id, q.account_id AS "accountId", q.from_amount AS "fromAmount", q.from_currency AS "fromCurrency",
  q.to_amount AS "toAmount", q.to_currency AS "toCurrency", q.spread_amount AS "spreadAmount", q.spread_ppm AS "spreadPpm",
  q.rate_numerator::text AS "rateNumerator", q.rate_denominator::text AS "rateDenominator", q.rate_source AS "rateSource",
  q.rate_day AS "rateDay", q.quoted_at AS "quotedAt", q.expires_at AS "expiresAt", q.used_at AS "usedAt", q.used_by AS "usedBy"`;

const insertQuoteStatement = statement(
  'exchange_quote_insert',
  `INSERT INTO exchange_quotes (id, account_id, from_amount, from_currency, to_amount, to_currency, spread_amount, spread_ppm,
     rate_numerator, rate_denominator, rate_source, rate_day, quoted_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
);

export async function insertQuote(tx: Session, q: Omit<QuoteRow, 'usedAt' | 'usedBy'>): Promise<void> {
  await tx.query(insertQuoteStatement, [
    ...[q.id, q.accountId, q.fromAmount, q.fromCurrency, q.toAmount, q.toCurrency, q.spreadAmount, q.spreadPpm],
    ...[q.rateNumerator, q.rateDenominator, q.rateSource, q.rateDay, q.quotedAt, q.expiresAt],
  ]);
}

// Used once, by whoever is first: the condition and the mark are one statement.
export const useQuoteStatement = statement(
  'exchange_quote_use',
  `UPDATE exchange_quotes q SET used_at = $4, used_by = $3
   WHERE q.id = $1 AND q.account_id = $2 AND q.used_at IS NULL AND q.expires_at > $4 RETURNING ${quoteColumns}`,
);

export async function takeQuote(
  tx: Session,
  { id, accountId, usedBy }: { id: string; accountId: string; usedBy: string },
  now: Temporal.Instant,
  use = useQuoteStatement,
): Promise<QuoteRow | undefined> {
  return (await tx.query<QuoteRow>(use, [id, accountId, usedBy, now]))[0];
}

const quoteStatement = statement('exchange_quote', `SELECT ${quoteColumns} FROM exchange_quotes q WHERE q.id = $1 AND q.account_id = $2`);

export async function quoteRow(db: Session, id: string, accountId: string): Promise<QuoteRow | undefined> {
  return (await db.query<QuoteRow>(quoteStatement, [id, accountId]))[0];
}

const sweepStatement = statement('exchange_quote_sweep', `DELETE FROM exchange_quotes WHERE used_at IS NULL AND expires_at < $1`);

export async function deleteQuotes(db: Session, before: Temporal.Instant): Promise<void> {
  await db.query(sweepStatement, [before]);
}
