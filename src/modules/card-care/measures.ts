// What staff and the scheme do against a card, with its reason: suspension, cancellation, recall, the stop list (PC-36, PC-54, PC-55).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack } from '../../postgres/database.ts';
import {
  card,
  closeCard,
  holdersProgramme,
  resumeCard,
  suspendCard,
  type ActRefusal,
  type Card,
  type CardsContext,
  type IssuerReason,
} from '../cards/index.ts';
import { notify } from '../messaging/index.ts';
import { listCard, unlistCard } from './stop-list.ts';

export type Measure = {
  readonly cardId: string;
  readonly reason: IssuerReason;
  /** At most 400 characters; for auditors, never for the holder. */
  readonly note: string;
  readonly actor: string;
};

export type MeasureRefusal = ActRefusal | 'already-listed' | 'not-listed';

/** PC-54: suspends or cancels, and puts the card on the stop list in the same transaction where that is wanted. */
export async function takeMeasure(
  context: CardsContext,
  measure: Measure & { readonly measure: 'suspend' | 'cancel'; readonly stopList: boolean },
  now: Temporal.Instant,
): Promise<Outcome<Card, MeasureRefusal>> {
  return await context.database.transaction<Outcome<Card, MeasureRefusal>>(async (tx) => {
    const { cardId, reason, note, actor } = measure;
    const outcome = await (measure.measure === 'suspend' ? suspendCard : closeCard)(tx, context, { cardId, reason, note, actor }, now);
    if (outcome.kind === 'refused' || !measure.stopList) return outcome;
    const listed = await listCard(tx, context, { cardId, reason, note, actor }, now);
    // A card that is on the list already stays on it with its first reason.
    if (listed.kind === 'refused' && listed.reason !== 'already-listed') throw new RolledBack<Outcome<Card, MeasureRefusal>>(listed);
    return outcome;
  });
}

/** Lifts a suspension, and takes the card off the stop list. */
export async function liftMeasure(context: CardsContext, measure: Measure, now: Temporal.Instant): Promise<Outcome<Card, MeasureRefusal>> {
  return await context.database.transaction<Outcome<Card, MeasureRefusal>>(async (tx) => {
    const outcome = await resumeCard(tx, context, measure, now);
    if (outcome.kind === 'done') await unlistCard(tx, context, measure, now);
    return outcome;
  });
}

/**
 * PC-55: recalls a card: it stops authorising, its holder is asked to bring it, and what is charged stays the holder's until the
 * destruction is confirmed. A card that is suspended already is recalled too.
 */
export async function recallCard(
  context: CardsContext,
  recall: { cardId: string; note: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  return await context.database.transaction<Outcome<Card, ActRefusal>>(async (tx) => {
    const { cardId, note, actor } = recall;
    const before = await card(tx, cardId);
    if (before === undefined) return refused('card-unknown');
    let recalled: Card = before;
    if (before.status !== 'suspended') {
      const outcome = await suspendCard(tx, context, { cardId, reason: 'recalled', note, actor }, now);
      if (outcome.kind === 'refused') return outcome;
      recalled = outcome.value;
    }
    const programme = holdersProgramme(context, recalled.programme);
    await notify(tx, { programme, customerId: recalled.customerId, event: 'card-recalled', values: { cardEnd: recalled.lastFour } }, now);
    return done(recalled);
  });
}
