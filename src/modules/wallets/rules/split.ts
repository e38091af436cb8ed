// How a charge or a credit divides over a wallet, its debt, the other side and the tax: legs of one ledger transfer.

import type { Leg } from '../../ledger/index.ts';

/** An account with what it gives or takes. */
export type Share = { readonly ledgerAccountId: string; readonly amount: bigint };

/** Pairs givers with takers in order until both are used up; both sides have the same sum. Nil shares are left out. */
export function pair(debited: readonly Share[], credited: readonly Share[]): Leg[] {
  const legs: Leg[] = [];
  const rests = credited.map(({ amount }) => amount);
  let at = 0;
  for (const { ledgerAccountId, amount } of debited) {
    let rest = amount;
    while (rest > 0n) {
      const left = rests[at];
      if (left === undefined) throw new Error('bug: more is taken than given');
      const part = rest < left ? rest : left;
      if (part > 0n) legs.push({ debitAccountId: ledgerAccountId, creditAccountId: credited[at]?.ledgerAccountId ?? '', amount: part });
      rest -= part;
      rests[at] = left - part;
      if (rests[at] === 0n) at += 1;
    }
  }
  if (rests.some((rest) => rest !== 0n)) throw new Error('bug: more is given than taken');
  return legs;
}

/** PC-21: what a charge takes from what is available; the rest becomes a debt. */
export function splitCharge(amount: bigint, available: bigint): { readonly wallet: bigint; readonly debt: bigint } {
  const wallet = available <= 0n ? 0n : available < amount ? available : amount;
  return { wallet, debt: amount - wallet };
}

/** PC-21: a credit pays the debt first. */
export function splitCredit(amount: bigint, debt: bigint): { readonly debt: bigint; readonly wallet: bigint } {
  const paid = debt < amount ? debt : amount;
  return { debt: paid, wallet: amount - paid };
}
