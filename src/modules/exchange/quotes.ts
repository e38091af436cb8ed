// Quotes: given for a stated time, used once, by the account they were given to (PC-08).

import { isCurrency, money, type Money } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import type { CardProgramme } from '../card-programmes/index.ts';
import { rateTable } from './rates.ts';
import { quoteFor, type QuoteRefusal, type QuoteRequest } from './rules/quote.ts';
import type { KnownRate } from './rules/rate-table.ts';
import * as store from './store.ts';

export type Quote = {
  readonly id: string;
  readonly accountId: string;
  readonly from: Money;
  /** What arrives. */
  readonly to: Money;
  /** What the bank keeps, in the currency that is bought, beside `to`. */
  readonly spread: Money;
  readonly spreadPpm: number;
  readonly rate: Omit<KnownRate, 'at'>;
  readonly quotedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
};

export type QuoteUseRefusal = 'quote-unknown' | 'quote-expired' | 'quote-used';

function shown(row: store.QuoteRow): Quote {
  const { fromCurrency: from, toCurrency: to } = row;
  if (!isCurrency(from) || !isCurrency(to)) throw new Error(`bug: quote ${row.id} is between ${from} and ${to}`);
  const rate = { from, to, numerator: BigInt(row.rateNumerator), denominator: BigInt(row.rateDenominator) };
  return {
    id: row.id,
    accountId: row.accountId,
    from: money(from, row.fromAmount),
    to: money(to, row.toAmount),
    spread: money(to, row.spreadAmount),
    spreadPpm: row.spreadPpm,
    rate: { rate, source: row.rateSource, day: row.rateDay },
    quotedAt: row.quotedAt,
    expiresAt: row.expiresAt,
  };
}

/** Gives a quote at the rates of now with the programme's spread, kept for `exchange.quoteSeconds`. */
export async function giveQuote(
  tx: Session,
  programme: CardProgramme,
  { id, accountId, request }: { id: string; accountId: string; request: QuoteRequest },
  now: Temporal.Instant,
): Promise<Outcome<Quote, QuoteRefusal>> {
  const table = await rateTable(tx, now);
  if (table === undefined) return refused('rate-unknown');
  const { walletSpreadPpm: spreadPpm, quoteSeconds } = programme.exchange;
  const quoted = quoteFor(table, request, spreadPpm);
  if (quoted.kind === 'refused') return quoted;
  const { from, to, spread, rate } = quoted.value;
  const row = {
    id,
    accountId,
    fromAmount: from.minor,
    fromCurrency: from.currency,
    toAmount: to.minor,
    toCurrency: to.currency,
    spreadAmount: spread.minor,
    spreadPpm,
    rateNumerator: rate.rate.numerator.toString(),
    rateDenominator: rate.rate.denominator.toString(),
    rateSource: rate.source,
    rateDay: rate.day,
    quotedAt: now,
    expiresAt: now.add({ seconds: quoteSeconds }),
  };
  await store.insertQuote(tx, row);
  return done(shown({ ...row, usedAt: null, usedBy: null }));
}

/**
 * Uses a quote, once; the same `usedBy` gets it again, also after its time. Settled in one statement.
 * @param use for tests that show what the statement's condition is for
 */
export async function useQuote(
  tx: Session,
  wanted: { readonly id: string; readonly accountId: string; readonly usedBy: string },
  now: Temporal.Instant,
  use = store.useQuoteStatement,
): Promise<Outcome<Quote, QuoteUseRefusal>> {
  const taken = await store.takeQuote(tx, wanted, now, use);
  if (taken !== undefined) return done(shown(taken));
  const row = await store.quoteRow(tx, wanted.id, wanted.accountId);
  if (row === undefined) return refused('quote-unknown');
  if (row.usedBy === wanted.usedBy) return done(shown(row));
  return row.usedBy === null ? refused('quote-expired') : refused('quote-used');
}

/** A quote as it was given, used or not; undefined where the account has none of that id. */
export async function quote(db: Session, id: string, accountId: string): Promise<Quote | undefined> {
  const row = await store.quoteRow(db, id, accountId);
  return row === undefined ? undefined : shown(row);
}

/** Forgets quotes that nobody used, a day after their end. */
export async function sweepQuotes(db: Session, now: Temporal.Instant): Promise<void> {
  await store.deleteQuotes(db, now.subtract({ hours: 24 }));
}
