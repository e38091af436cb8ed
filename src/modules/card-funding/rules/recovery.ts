// Which other wallets of the holder pay a debt, in the programme's order, at the day's rate (PC-21).

import type { Currency, Money } from '../../../kernel/money.ts';
import { convert, inverse, type Rate } from '../../../kernel/rate.ts';

export type Payer = { readonly accountId: string; readonly currency: Currency; readonly available: bigint };
export type Taking = { readonly from: Payer; readonly sold: Money; readonly bought: Money; readonly rate: Rate };

/**
 * What to take from each wallet until the debt is paid or nothing is left. Of the last wallet no more is sold than needed:
 * the least amount that buys the rest.
 * @param rateOf undefined where there is no rate between two currencies: that wallet is left alone
 */
export function planRecovery(
  debt: Money,
  payers: readonly Payer[],
  order: readonly string[],
  rateOf: (from: Currency, to: Currency) => Rate | undefined,
): Taking[] {
  const place = ({ currency }: Payer): number => (order.includes(currency) ? order.indexOf(currency) : order.length);
  const takings: Taking[] = [];
  let rest = debt.minor;
  for (const from of [...payers].sort((a, b) => place(a) - place(b))) {
    const rate = rateOf(from.currency, debt.currency);
    if (rest <= 0n || from.available <= 0n || rate === undefined) continue;
    const needed = convert({ currency: debt.currency, minor: rest }, inverse(rate), 'up').minor;
    const sold = { currency: from.currency, minor: needed < from.available ? needed : from.available };
    const whole = convert(sold, rate, 'down').minor;
    const bought = { currency: debt.currency, minor: whole < rest ? whole : rest };
    if (bought.minor <= 0n) continue;
    takings.push({ from, sold, bought, rate });
    rest -= bought.minor;
  }
  return takings;
}
