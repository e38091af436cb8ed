// A table of rates of one day: each pair directly or through the base, as exact ratios.

import { isCurrency, type Currency } from '../../../kernel/money.ts';
import { chain, inverse, rateFromDecimal, type Rate } from '../../../kernel/rate.ts';

/** A rate with where it comes from: kept with each transaction that used it (PC-22). */
export type KnownRate = {
  readonly rate: Rate;
  readonly source: string;
  /** ISO date of the source. */
  readonly day: string;
  /** When the source's day began. */
  readonly at: Temporal.Instant;
};

export type RateTable = {
  readonly source: string;
  readonly day: string;
  readonly base: Currency;
  readonly currencies: readonly Currency[];
  /** Undefined where the table lacks one of the two; of a currency to itself it is 1. */
  rate(from: Currency, to: Currency): KnownRate | undefined;
};

/** One version of a day as it was written. */
export type RatesRow = {
  readonly id: string;
  readonly source: string;
  readonly day: string;
  readonly version: number;
  readonly base: string;
  readonly rates: Readonly<Record<string, string>>;
  readonly validFrom: Temporal.Instant;
};

function reduced(rate: Rate): Rate {
  let [a, b] = [rate.numerator, rate.denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { ...rate, numerator: rate.numerator / a, denominator: rate.denominator / a };
}

export function rateTableOf(row: RatesRow): RateTable {
  const { base, source, day, validFrom: at } = row;
  if (!isCurrency(base)) throw new Error(`bug: rates of ${source} are kept in ${base}`);
  const fromBase = new Map<Currency, Rate>([[base, { from: base, to: base, numerator: 1n, denominator: 1n }]]);
  for (const [currency, decimal] of Object.entries(row.rates)) {
    const rate = isCurrency(currency) ? rateFromDecimal(base, currency, decimal) : undefined;
    if (rate === undefined) throw new Error(`bug: a rate of ${currency} was written as ${decimal}`);
    fromBase.set(rate.to, rate);
  }
  const known = new Map<string, KnownRate>();
  return {
    source,
    day,
    base,
    currencies: [...fromBase.keys()].sort(),
    rate(from, to) {
      const pair = `${from}${to}`;
      const found = known.get(pair);
      if (found !== undefined) return found;
      const [first, second] = [fromBase.get(from), fromBase.get(to)];
      if (first === undefined || second === undefined) return undefined;
      const rate = { rate: reduced(chain(inverse(first), second)), source, day, at };
      known.set(pair, rate);
      return rate;
    },
  };
}
