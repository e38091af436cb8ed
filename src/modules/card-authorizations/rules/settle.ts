// How a settlement divides over wallets: what was held for it first, then what is available, the rest is owed by the first wallet.

import type { Currency, Money } from '../../../kernel/money.ts';
import type { KnownRate } from '../../exchange/index.ts';
import { draw, inOrder, type Conversion, type WalletFacts } from './draw.ts';
import type { LiveHold } from './lifecycle.ts';

/** Minor units of a wallet, with the part of the merchant's amount that it pays. */
export type SettledPart = {
  readonly currency: Currency;
  readonly amount: bigint;
  readonly original: bigint;
  readonly rate: KnownRate | undefined;
};

export type Settling = {
  readonly amount: Money;
  /** Holds that end with this settlement. */
  readonly ended: readonly LiveHold[];
  /** As they are once those holds have ended. */
  readonly wallets: readonly WalletFacts[];
  /** The account's own currency: who owes where nothing else fits. */
  readonly base: Currency;
  readonly order: readonly Currency[];
  readonly conversion: (wallet: Currency) => Conversion | undefined;
};

/** The parts in the order of wallets; undefined where a rate is missing. Their originals add up to the amount. */
export function settle({ amount, ended, wallets, base, order, conversion }: Settling): readonly SettledPart[] | undefined {
  const originals = new Map<Currency, bigint>();
  const give = (currency: Currency, original: bigint): void => void originals.set(currency, (originals.get(currency) ?? 0n) + original);
  let rest = amount.minor;
  for (const { currency, original } of ended) {
    const covered = original < rest ? original : rest;
    if (covered <= 0n) continue;
    give(currency, covered);
    rest -= covered;
  }
  const ordered = inOrder(wallets, amount.currency, order);
  if (rest > 0n) {
    const left = ordered.map((wallet) => {
      const used = originals.get(wallet.currency);
      return used === undefined
        ? wallet
        : { ...wallet, available: wallet.available - (conversion(wallet.currency)?.of(used) ?? wallet.available) };
    });
    const drawn = draw(left, { currency: amount.currency, minor: rest }, conversion);
    for (const { currency, original } of drawn.draws) give(currency, original);
    // PC-21: what nothing covers is owed by the wallet in the merchant's currency, else by the account's own.
    const debtor = [...originals.keys()][0] ?? (ordered.some(({ currency }) => currency === amount.currency) ? amount.currency : base);
    if (drawn.rest > 0n) give(debtor, drawn.rest);
  }
  const parts: SettledPart[] = [];
  for (const [currency, original] of originals) {
    const way = conversion(currency);
    if (way === undefined) return undefined;
    parts.push({ currency, original, amount: way.of(original), rate: way.rate });
  }
  return parts;
}
