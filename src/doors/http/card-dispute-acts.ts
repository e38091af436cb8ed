// What staff and the bank's systems do with disputes, from what a request says to the module's acts.

import type { Static } from 'typebox';

import { fromJson } from '../../kernel/money.ts';
import { refused, type Outcome } from '../../kernel/refusal.ts';
import {
  beginStage,
  denyDispute,
  madeByHolder,
  postExpense,
  recordFacts,
  referToMerchant,
  requestSlip,
  takeDecision,
  turnDownWriteOff,
  withdrawDispute,
  writeOff,
  type By,
  type Denial,
  type DisputesContext,
  type Stage,
} from '../../modules/card-disputes/index.ts';
import { derivedId } from '../../modules/ledger/index.ts';
import type { AnyDisputeRefusal } from './card-dispute-answer.ts';
import type { DecideAct, WorkAct } from './contracts/card-disputes.ts';

type Answered = Outcome<{ readonly row: { readonly id: string } }, AnyDisputeRefusal>;

/** @property key the request's Idempotency-Key: what costs something costs it once */
type Wanted = { readonly disputeId: string; readonly actor: string; readonly key: string };

const byOf = (actor: string, note: string | undefined): By => (note === undefined ? { actor } : { actor, note });

/** An act of those who work on disputes. */
export async function work(
  context: DisputesContext,
  act: Static<typeof WorkAct>,
  wanted: Wanted,
  now: Temporal.Instant,
): Promise<Answered> {
  const { disputeId, actor, key } = wanted;
  const whose = { disputeId, by: byOf(actor, 'note' in act ? act.note : undefined) };
  switch (act.act) {
    case 'won':
    case 'lost': {
      const reference = 'reference' in act && act.reference !== undefined ? { reference: act.reference } : {};
      return await takeDecision(context, { ...whose, decision: act.act as 'won' | 'lost', ...reference }, now);
    }
    case 'facts': {
      const { lateReasonGood, cardUnsigned, note } = act as Extract<Static<typeof WorkAct>, { lateReasonGood?: boolean }>;
      const facts = {
        ...(lateReasonGood === undefined ? {} : { lateReasonGood }),
        ...(cardUnsigned === undefined ? {} : { cardUnsigned }),
      };
      return await recordFacts(context, { ...whose, facts, note }, now);
    }
    case 'refer':
      return await referToMerchant(context, whose, now);
    case 'slip':
      return await requestSlip(context, { ...whose, request: key }, now);
    case 'withdraw':
      return await withdrawDispute(context, whose, now);
    case 'expense': {
      const amount = 'amount' in act ? fromJson(act.amount) : undefined;
      if (amount === undefined) return refused('amount-not-positive');
      const id = derivedId('card-dispute-expense', `${disputeId} ${actor} ${key}`);
      return await postExpense(context, { ...whose, expense: { id, amount } }, now);
    }
    default: {
      const reference = 'reference' in act && act.reference !== undefined ? { reference: act.reference } : {};
      return await beginStage(context, { ...whose, stage: act.act as Stage, ...reference }, now);
    }
  }
}

/** An act that decides who bears the amount; only people do that. */
export async function decide(
  context: DisputesContext,
  act: Static<typeof DecideAct>,
  wanted: { readonly disputeId: string; readonly staffId: string },
  now: Temporal.Instant,
): Promise<Answered> {
  const whose = { disputeId: wanted.disputeId, by: byOf(`staff:${wanted.staffId}`, act.note) };
  switch (act.act) {
    case 'write-off':
      return await writeOff(context, { ...whose, staffId: wanted.staffId }, now);
    case 'turn-down':
      return await turnDownWriteOff(context, whose, now);
    case 'deny':
      return await denyDispute(context, { ...whose, because: act.because as Denial }, now);
    case 'made-by-holder':
      return await madeByHolder(context, whose, now);
  }
}
