// Takes the scheme's totals of a day and pays the net amount from the nostro account.

import { dayAt } from '../../kernel/calendar.ts';
import type { Currency } from '../../kernel/money.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { applyTransfers, derivedId, internalAccount, type Command } from '../ledger/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import type { ClearingContext } from './context.ts';
import { judgeTotals, type GivenTotals, type Total, type TotalsRefusal } from './rules/totals.ts';
import * as store from './settlement-store.ts';

export type SettledDay = {
  readonly programme: string;
  readonly day: string;
  readonly version: number;
  /** False where these totals were known already: nothing was written. */
  readonly created: boolean;
  readonly totals: readonly Total[];
  /** Paid now, by currency: positive where the bank paid the scheme. */
  readonly payments: readonly { readonly id: string; readonly currency: Currency; readonly amount: bigint }[];
};

const same = (a: readonly Total[], b: readonly Total[]): boolean =>
  a.length === b.length &&
  a.every((total, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      total.currency === other.currency &&
      total.direction === other.direction &&
      total.count === other.count &&
      total.amount === other.amount
    );
  });

const signed = ({ direction, amount }: Total): bigint => (direction === 'debit' ? amount : -amount);

/**
 * Keeps the totals of a day, a correction as its next version, and posts what is not paid yet: scheme settlement against nostro, one
 * transfer for each currency. The same totals again write nothing.
 * @param actor `client:<id>`, or 'system' for the command line
 */
export async function importTotals(ctx: ClearingContext, given: GivenTotals, actor: string): Promise<Outcome<SettledDay, TotalsRefusal>> {
  const now = ctx.clock.now();
  const { programme, day } = given;
  const timeZone = ctx.cardProgrammes.get(programme)?.timeZone;
  const judged = judgeTotals(given, timeZone === undefined ? undefined : dayAt(timeZone, now));
  if (judged.kind === 'refused') return judged;
  const totals = judged.value;
  return await ctx.database.transaction(async (tx) => {
    await store.lockSchemeDay(tx, programme, day);
    const known = await store.newestTotals(tx, programme, day);
    const before = known[0]?.version ?? 0;
    if (known.length > 0 && same(totals, known)) return done({ programme, day, version: before, created: false, totals, payments: [] });
    const version = before + 1;
    await store.insertTotals(tx, { programme, day, version, actor }, totals, now);
    const paid = await store.paidFor(tx, programme, day);
    const due = new Map<Currency, bigint>();
    for (const total of totals) due.set(total.currency, (due.get(total.currency) ?? 0n) + signed(total));
    // A currency that a correction no longer has is paid back.
    for (const { currency } of known) if (!due.has(currency)) due.set(currency, 0n);
    const payments: SettledDay['payments'][number][] = [];
    const commands: Command[] = [];
    for (const [currency, net] of [...due].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const amount = net - (paid.get(currency) ?? 0n);
      if (amount === 0n) continue;
      const id = derivedId('scheme-payment', `${programme} ${day} ${version} ${currency}`);
      const settlement = await internalAccount(tx, 'scheme-settlement', currency, now);
      const nostro = await internalAccount(tx, 'nostro', currency, now);
      const [debitAccountId, creditAccountId] = amount > 0n ? [settlement, nostro] : [nostro, settlement];
      const legs = [{ debitAccountId, creditAccountId, amount: amount > 0n ? amount : -amount }];
      commands.push({ kind: 'transfer', id, currency, code: 'scheme-payment', reference: `${programme} ${day} ${version}`, legs });
      payments.push({ id, currency, amount });
    }
    for (const outcome of await applyTransfers(tx, commands, now))
      if (outcome.kind === 'refused') throw new Error(`bug: the ledger refused a payment to the scheme: ${outcome.reason}`);
    for (const { id, currency, amount } of payments) await store.insertPayment(tx, { id, programme, day, version, currency, amount }, now);
    const body = {
      day,
      version,
      totals: totals.map((total) => ({ ...total, amount: total.amount.toString() })),
      payments: payments.map((payment) => ({ ...payment, amount: payment.amount.toString() })),
    };
    await appendEvidence(tx, [{ kind: 'card-scheme-totals', subject: programme, actor, body }], now);
    return done({ programme, day, version, created: true, totals, payments });
  });
}
