// What staff and the bank's systems do: the scheme's messages, findings, write-off under four eyes, denial, charges.

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Money } from '../../kernel/money.ts';
import { derivedId } from '../ledger/index.ts';
import { changeDispute, stateOf, type By, type Working, type Written } from './change.ts';
import type { DisputesContext } from './context.ts';
import { chargeSlipFeesAgain, postCharge } from './money.ts';
import * as decide from './rules/decide.ts';
import type { Denial, DisputeRefusal } from './rules/decide.ts';
import { financialCharge } from './rules/financial-charge.ts';
import type { Part } from './rules/liability.ts';
import { judgeOpen } from './rules/stages.ts';
import type { Stage } from './rules/state.ts';
import { acts, type DisputeRow } from './store.ts';

type Changed = { row: DisputeRow; parts: Part[] };
type Whose = { readonly disputeId: string; readonly by: By };
export type StaffOutcome = Outcome<Changed, DisputeRefusal | 'dispute-unknown'>;

const isCredited = (parts: readonly Part[]): boolean => parts.some(({ credited, remaining }) => credited > 0n && remaining > 0n);

/** PC-30: one of the scheme's stages begins: the bank charges back or goes on, or the acquirer presents again. */
export async function beginStage(
  context: DisputesContext,
  whose: Whose & { readonly stage: Stage; readonly reference?: string },
  now: Temporal.Instant,
): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, whose, now, ({ row }) => {
    const begun = decide.beginStage(stateOf(row), whose.stage);
    if (begun.kind === 'refused') return begun;
    return done({ change: begun.value, data: whose.reference === undefined ? {} : { reference: whose.reference } });
  });
}

/** The scheme decided, or one side gave in: `lost` is also what the bank records when it does not go on. */
export async function takeDecision(
  context: DisputesContext,
  whose: Whose & { readonly decision: 'won' | 'lost'; readonly reference?: string },
  now: Temporal.Instant,
): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, whose, now, ({ row, parts }) => {
    const taken = decide.takeDecision(stateOf(row), whose.decision, isCredited(parts));
    if (taken.kind === 'refused') return taken;
    return done({ change: taken.value, data: whose.reference === undefined ? {} : { reference: whose.reference } });
  });
}

/** PC-32, PC-51: what staff found, with their reason: whether a late report had a good one, whether the card was signed. */
export async function recordFacts(
  context: DisputesContext,
  whose: Whose & { readonly facts: { readonly lateReasonGood?: boolean; readonly cardUnsigned?: boolean }; readonly note: string },
  now: Temporal.Instant,
): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, { ...whose, by: { ...whose.by, note: whose.note } }, now, ({ row }) => {
    if (row.status === 'closed') return refused('dispute-closed');
    const { lateReasonGood, cardUnsigned } = whose.facts;
    const columns = {
      ...(lateReasonGood === undefined ? {} : { lateReasonGood, lateReasonNote: whose.note }),
      ...(cardUnsigned === undefined ? {} : { cardUnsigned, cardUnsignedNote: whose.note }),
    };
    const data = Object.fromEntries(Object.entries(whose.facts).map(([name, found]) => [name, String(found)]));
    return done({ change: { act: 'facts-recorded' as const }, columns, data });
  });
}

/** PC-32, PC-51: writes off what the scheme did not give back; under four eyes the first call asks and the second confirms. */
export async function writeOff(
  context: DisputesContext,
  whose: Whose & { readonly staffId: string },
  now: Temporal.Instant,
): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, whose, now, ({ row, programme }) => {
    const written = decide.writeOff(stateOf(row), row, whose.staffId, programme.disputes);
    if (written.kind === 'refused') return written;
    return done({ change: written.value, columns: { writeOffNote: whose.by.note ?? null } });
  });
}

export async function turnDownWriteOff(context: DisputesContext, whose: Whose, now: Temporal.Instant): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, whose, now, ({ row }) => {
    const turned = decide.turnDownWriteOff(stateOf(row));
    return turned.kind === 'refused' ? turned : done({ change: turned.value, columns: { writeOffNote: null } });
  });
}

/** Ends a dispute against the holder, for a ground that is on record. */
export async function denyDispute(
  context: DisputesContext,
  whose: Whose & { readonly because: Denial },
  now: Temporal.Instant,
): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, whose, now, ({ row, programme }) => {
    const denied = decide.deny(stateOf(row), whose.because, row, programme.disputes.fraudReportDaysAfterSms);
    return denied.kind === 'refused' ? denied : done({ change: denied.value });
  });
}

/** PC-52 */
export async function referToMerchant(context: DisputesContext, whose: Whose, now: Temporal.Instant): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, whose, now, ({ row }) => {
    const referred = decide.refer(stateOf(row));
    return referred.kind === 'refused' ? referred : done({ change: referred.value });
  });
}

/** Interest on what the holder had back and must return, in each currency, from the transaction's day to today (PC-33). */
async function chargeInterest({ tx, row, parts, account, programme }: Working, now: Temporal.Instant): Promise<Record<string, string>> {
  const sums = new Map<Part['currency'], bigint>();
  for (const { currency, credited } of parts) sums.set(currency, (sums.get(currency) ?? 0n) + credited);
  const data: Record<string, string> = {};
  const days = [dayAt(programme.timeZone, row.occurredAt), dayAt(programme.timeZone, now)] as const;
  for (const [currency, credited] of sums) {
    const amount = financialCharge(credited, programme.disputes.financialChargePerYearPpm, ...days);
    if (amount === 0n) continue;
    const charge = {
      row,
      account,
      kind: 'interest' as const,
      detail: 'dispute',
      counterpart: 'interest-income',
      currency,
      amount,
      occurredAt: now,
    };
    const posted = await postCharge(
      tx,
      { ...charge, id: derivedId('card-dispute-interest', `${row.id} ${row.acts + 1} ${currency}`) },
      now,
    );
    if (posted.kind === 'refused') throw new Error('bug: a disputed amount in a wallet that is not there');
    data[`interest-${currency}`] = amount.toString();
  }
  return data;
}

/**
 * PC-33: the holder did make the transaction; it and its fees are charged, with financial charges from its date. The slips' fees (PC-31)
 * are among them: those that a favourable end gave back are charged again, without interest, as they were incurred.
 */
export async function madeByHolder(context: DisputesContext, whose: Whose, now: Temporal.Instant): Promise<StaffOutcome> {
  return await changeDispute<DisputeRefusal>(context, whose, now, async (working): Promise<Outcome<Written, DisputeRefusal>> => {
    const made = decide.madeByHolder(stateOf(working.row));
    if (made.kind === 'refused') return made;
    const data = await chargeInterest(working, now);
    const slips = await chargeSlipFeesAgain(working.tx, working.row, now);
    return done({ change: made.value, data: slips === 0 ? data : { ...data, slipFees: String(slips) } });
  });
}

export type ExpenseRefusal =
  | 'dispute-unknown'
  | 'dispute-closed'
  | 'dispute-incomplete'
  | 'amount-not-positive'
  | 'currency-mismatch'
  | 'idempotency-key-reused';

/**
 * PC-53: posts an expense of the chargeback.
 * @param expense.id the caller's id, of this dispute alone: the same again posts nothing, with another amount it is refused
 */
export async function postExpense(
  context: DisputesContext,
  whose: Whose & { readonly expense: { readonly id: string; readonly amount: Money } },
  now: Temporal.Instant,
): Promise<Outcome<Changed, ExpenseRefusal>> {
  return await changeDispute<ExpenseRefusal>(context, whose, now, async ({ tx, row, account }) => {
    const { id, amount } = whose.expense;
    const data = { amount: `${amount.minor} ${amount.currency}`, expenseId: id };
    const before = (await acts(tx, row.id)).find((act) => act.data['expenseId'] === id);
    if (before !== undefined) return before.data['amount'] === data.amount ? done('unchanged') : refused('idempotency-key-reused');
    const open = judgeOpen(stateOf(row));
    if (open.kind === 'refused') return open;
    if (amount.minor <= 0n) return refused('amount-not-positive');
    if (amount.currency !== account.currency) return refused('currency-mismatch');
    const posted = { row, account, id, kind: 'fee' as const, detail: 'dispute-expense', counterpart: 'recovery-income' };
    const charged = await postCharge(tx, { ...posted, currency: amount.currency, amount: amount.minor, occurredAt: now }, now);
    if (charged.kind === 'refused') throw new Error('bug: an account without a wallet in its own currency');
    return done({ change: { act: 'expense-posted' as const }, data });
  });
}
