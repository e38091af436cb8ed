// Works out a quote: what one wallet gives for another, and what the bank keeps (PC-08).

import type { Currency, Money } from '../../../kernel/money.ts';
import { convert, inverse, partOf } from '../../../kernel/rate.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { KnownRate, RateTable } from './rate-table.ts';

export type QuoteRefusal = 'same-currency' | 'amount-not-positive' | 'amount-too-small' | 'rate-unknown';

/** Either what is sold or what is bought is given; the other follows. */
export type QuoteRequest =
  | { readonly sell: Money; readonly buyCurrency: Currency }
  | { readonly buy: Money; readonly sellCurrency: Currency };

export type QuotedAmounts = {
  readonly from: Money;
  /** What arrives, the spread taken off. */
  readonly to: Money;
  /** In the currency that is bought. */
  readonly spread: Money;
  readonly rate: KnownRate;
};

const million = 1_000_000n;

/** The spread is rounded up, the converted amount half to even; where the bought amount is given, the sold one is the least that buys it. */
export function quoteFor(table: RateTable, request: QuoteRequest, spreadPpm: number): Outcome<QuotedAmounts, QuoteRefusal> {
  const [sellCurrency, buyCurrency] =
    'sell' in request ? [request.sell.currency, request.buyCurrency] : [request.sellCurrency, request.buy.currency];
  if (sellCurrency === buyCurrency) return refused('same-currency');
  if (('sell' in request ? request.sell : request.buy).minor <= 0n) return refused('amount-not-positive');
  const rate = table.rate(sellCurrency, buyCurrency);
  if (rate === undefined) return refused('rate-unknown', { from: sellCurrency, to: buyCurrency });
  if ('sell' in request) {
    const whole = convert(request.sell, rate.rate);
    const spread = { ...whole, minor: partOf(whole.minor, spreadPpm, 'up') };
    const to = { ...whole, minor: whole.minor - spread.minor };
    return to.minor <= 0n ? refused('amount-too-small') : done({ from: request.sell, to, spread, rate });
  }
  const { buy } = request;
  const rest = million - BigInt(spreadPpm);
  if (rest <= 0n) return refused('amount-too-small');
  const whole = { ...buy, minor: (buy.minor * million + rest - 1n) / rest };
  const from = convert(whole, inverse(rate.rate), 'up');
  return done({ from, to: buy, spread: { ...buy, minor: whole.minor - buy.minor }, rate });
}
