// Judges rates as a source publishes them: a ladder of refusals, then exact rates.

import { isCurrency, type Currency } from '../../../kernel/money.ts';
import { rateFromDecimal, type Rate } from '../../../kernel/rate.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

/** In the order in which they are found. */
export type RatesRefusal =
  | 'source-malformed'
  | 'day-malformed'
  | 'day-in-future'
  | 'base-unknown'
  | 'rates-missing'
  | 'currency-unknown'
  | 'currency-is-base'
  | 'currency-twice'
  | 'rate-malformed'
  | 'rate-change-absurd';

/** Rates of one day: how many of each currency one unit of the base buys. */
export type PublishedRates = {
  readonly source: string;
  /** ISO date. */
  readonly day: string;
  readonly base: string;
  readonly rates: readonly { readonly currency: string; readonly rate: string }[];
  /** Says that absurd changes are meant. */
  readonly confirmed?: boolean;
};

export type JudgedRates = {
  readonly base: Currency;
  /** As published, by currency, in alphabetical order. */
  readonly decimals: Readonly<Record<string, string>>;
  /** Currencies whose change is absurd, which the publisher has confirmed. */
  readonly confirmed: readonly string[];
};

/**
 * A rate that at once is more than three times what it was, or less than a third, is a slip of a decimal or a swapped pair until somebody
 * confirms it: the largest one-day fall of a traded currency against the dollar since 1990 was to a little less than half.
 */
export const absurdFactor = 3n;

/** An ISO date of the calendar, or undefined. */
export function plainDate(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

function isAbsurd(before: Rate, now: Rate): boolean {
  const [a, b] = [before.numerator * now.denominator, now.numerator * before.denominator];
  return b > a * absurdFactor || a > b * absurdFactor;
}

/**
 * @param today the day of the source's time zone: rates of a later one are refused
 * @param before the rates from the base that were in force until now, to compare with
 */
export function judgeRates(
  published: PublishedRates,
  today: Temporal.PlainDate,
  before: (currency: Currency) => Rate | undefined,
): Outcome<JudgedRates, RatesRefusal> {
  const { base } = published;
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(published.source)) return refused('source-malformed');
  const day = plainDate(published.day);
  if (day === undefined) return refused('day-malformed');
  if (Temporal.PlainDate.compare(day, today) > 0) return refused('day-in-future', { day: published.day, today: today.toString() });
  if (!isCurrency(base)) return refused('base-unknown');
  if (published.rates.length === 0) return refused('rates-missing');
  const decimals = new Map<string, string>();
  const absurd: string[] = [];
  for (const { currency, rate } of published.rates) {
    if (!isCurrency(currency)) return refused('currency-unknown', { currency: currency.slice(0, 8) });
    if (currency === base) return refused('currency-is-base', { currency });
    if (decimals.has(currency)) return refused('currency-twice', { currency });
    const exact = rateFromDecimal(base, currency, rate);
    if (exact === undefined) return refused('rate-malformed', { currency });
    const known = before(currency);
    if (known !== undefined && isAbsurd(known, exact)) absurd.push(currency);
    decimals.set(currency, rate);
  }
  if (absurd.length > 0 && published.confirmed !== true) return refused('rate-change-absurd', { currencies: absurd.join(' ') });
  return done({ base, decimals: Object.fromEntries([...decimals].sort(([a], [b]) => (a < b ? -1 : 1))), confirmed: absurd.sort() });
}
