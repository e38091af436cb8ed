// Which wallets a transaction draws on, and how much of each: its own currency first, then the programme's order (PC-43).

import type { Currency, Money } from '../../../kernel/money.ts';
import { convert, divide, type Rate } from '../../../kernel/rate.ts';
import type { KnownRate } from '../../exchange/index.ts';

export type WalletFacts = { readonly currency: Currency; readonly available: bigint; readonly debt: bigint };

/** Minor units of the wallet for a part of the merchant's amount; `rate` where the currencies differ. */
export type Draw = {
  readonly currency: Currency;
  readonly amount: bigint;
  readonly original: bigint;
  readonly rate: KnownRate | undefined;
};

export type Rates = (from: Currency, to: Currency) => KnownRate | undefined;

export type Drawn = { readonly draws: readonly Draw[]; /** What no wallet could pay, in the merchant's currency. */ readonly rest: bigint };

/** How a merchant's amount is converted for a wallet; undefined where there is no rate. */
export type Conversion = {
  readonly rate: KnownRate | undefined;
  readonly of: (original: bigint) => bigint;
  readonly back: (amount: bigint) => bigint;
};

function conversionBy(rate: Rate, known: KnownRate): Conversion {
  const { from, to } = rate;
  return {
    rate: known,
    // Never nothing for something.
    of: (original) => max(convert({ currency: from, minor: original }, rate).minor, original > 0n ? 1n : 0n),
    back: (amount) =>
      convert({ currency: to, minor: amount }, { from: to, to: from, numerator: rate.denominator, denominator: rate.numerator }, 'down')
        .minor,
  };
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** A rate made dearer for the holder by the programme's mark-up (PC-22). */
export function withMarkUp(rate: Rate, markUpPpm: number): Rate {
  if (markUpPpm === 0) return rate;
  return { ...rate, numerator: rate.numerator * BigInt(1_000_000 + markUpPpm), denominator: rate.denominator * 1_000_000n };
}

/**
 * How an amount becomes a wallet's: itself in the same currency; as the network converted (DE 6) where the wallet has that currency;
 * else by the day's rate with the programme's mark-up. Undefined where no rate is known.
 */
export function conversionTo(
  wallet: Currency,
  amount: Money,
  billing: Money | undefined,
  rates: Rates,
  markUpPpm: number,
): Conversion | undefined {
  if (wallet === amount.currency) return { rate: undefined, of: (original) => original, back: (own) => own };
  if (billing?.currency === wallet && amount.minor > 0n && billing.minor > 0n) {
    const whole = amount.minor;
    return {
      rate: undefined,
      of: (original) =>
        original === whole ? billing.minor : max(divide(original * billing.minor, whole, 'half-even'), original > 0n ? 1n : 0n),
      back: (own) => divide(own * whole, billing.minor, 'down'),
    };
  }
  const known = rates(amount.currency, wallet);
  return known === undefined ? undefined : conversionBy(withMarkUp(known.rate, markUpPpm), known);
}

/** Wallets in the order in which they pay. */
export function inOrder<Wallet extends { readonly currency: Currency }>(
  wallets: readonly Wallet[],
  own: Currency,
  order: readonly Currency[],
): Wallet[] {
  if (wallets.length < 2) return [...wallets];
  const place = (currency: Currency): number => {
    const at = order.indexOf(currency);
    return currency === own ? -1 : at === -1 ? order.length : at;
  };
  return wallets.toSorted((a, b) => place(a.currency) - place(b.currency));
}

/**
 * Draws an amount from wallets in order. A wallet that owes pays nothing (PC-21).
 * @param wallets in the order of `inOrder`; `available` less what must stay (a fee)
 */
export function draw(wallets: readonly WalletFacts[], amount: Money, conversion: (wallet: Currency) => Conversion | undefined): Drawn {
  const draws: Draw[] = [];
  let rest = amount.minor;
  for (const { currency, available, debt } of wallets) {
    if (rest === 0n) break;
    if (debt > 0n || available <= 0n) continue;
    const way = conversion(currency);
    if (way === undefined) continue;
    const needed = way.of(rest);
    if (needed <= available) {
      draws.push({ currency, amount: needed, original: rest, rate: way.rate });
      rest = 0n;
      break;
    }
    let covered = way.back(available);
    while (covered > 0n && way.of(covered) > available) covered -= 1n;
    if (covered <= 0n) continue;
    draws.push({ currency, amount: way.of(covered), original: covered, rate: way.rate });
    rest -= covered;
  }
  return { draws, rest };
}
