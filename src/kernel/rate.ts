// Exact rates between currencies and parts of amounts: ratios of integers, rounded once, by a named rule.

import { currencyRow, type Currency, type Money } from './money.ts';

/** Major units of `to` that one major unit of `from` buys, as an exact ratio. */
export type Rate = { readonly from: Currency; readonly to: Currency; readonly numerator: bigint; readonly denominator: bigint };

/** 'half-even' is the banker's rounding; 'up' is away from zero. */
export type Rounding = 'half-even' | 'up' | 'down';

/** numerator ÷ denominator as an integer. `denominator` is positive. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator <= 0n) throw new Error('bug: a ratio needs a positive denominator');
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const quotient = size / denominator;
  const rest = size % denominator;
  const twice = rest * 2n;
  const up =
    rounding === 'up' ? rest > 0n : rounding === 'half-even' && (twice > denominator || (twice === denominator && quotient % 2n === 1n));
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

const ten = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Reads '2.6008' (how many of `to` one `from` buys); undefined where it is no positive decimal of at most 12 places. */
export function rateFromDecimal(from: Currency, to: Currency, text: string): Rate | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,12}))?$/.exec(text);
  if (match === null) return undefined;
  const fraction = match[2] ?? '';
  const numerator = BigInt(`${match[1] ?? '0'}${fraction}`);
  return numerator === 0n ? undefined : { from, to, numerator, denominator: ten(fraction.length) };
}

export function inverse(rate: Rate): Rate {
  return { from: rate.to, to: rate.from, numerator: rate.denominator, denominator: rate.numerator };
}

/** The rate through a middle currency: `first` buys what `second` sells. */
export function chain(first: Rate, second: Rate): Rate {
  if (first.to !== second.from) throw new Error(`bug: a chain of rates breaks between ${first.to} and ${second.from}`);
  return {
    from: first.from,
    to: second.to,
    numerator: first.numerator * second.numerator,
    denominator: first.denominator * second.denominator,
  };
}

/** An amount in the other currency: the exponents of both are accounted for, and the result is rounded once. */
export function convert(amount: Money, rate: Rate, rounding: Rounding = 'half-even'): Money {
  if (amount.currency !== rate.from) throw new Error(`bug: a rate of ${rate.from} met ${amount.currency}`);
  const numerator = amount.minor * rate.numerator * ten(currencyRow(rate.to).exponent);
  const denominator = rate.denominator * ten(currencyRow(rate.from).exponent);
  return { currency: rate.to, minor: divide(numerator, denominator, rounding) };
}

/** A share of an amount in millionths: VAT, spread, mark-up, tolerance. */
export function partOf(minor: bigint, ppm: number, rounding: Rounding = 'half-even'): bigint {
  return divide(minor * BigInt(ppm), 1_000_000n, rounding);
}
