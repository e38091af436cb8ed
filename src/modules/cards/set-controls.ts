// The holder's own limits on a card, judged against the programme.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { lockCard, type CardOrder } from './acts.ts';
import type { Card } from './card.ts';
import type { CardsContext } from './context.ts';
import { judgeControls, type Controls, type ControlsRefusal } from './rules/controls.ts';
import { card, setControls } from './store.ts';
import { tell } from './tell.ts';

export type SetControlsRefusal = 'card-unknown' | 'card-closed' | ControlsRefusal;

/** Replaces the controls of a card by these. Whoever calls has the main holder's approval. */
export async function setCardControls(
  tx: Session,
  context: CardsContext,
  order: CardOrder & { readonly controls: Controls; readonly notify: boolean },
  now: Temporal.Instant,
): Promise<Outcome<Card, SetControlsRefusal>> {
  const found = await lockCard(tx, order.cardId);
  if (found === undefined) return refused('card-unknown');
  const judged = judgeControls(cardProgrammeNamed(context.cardProgrammes, found.programme), order.controls);
  if (judged.kind === 'refused') return judged;
  if (!(await setControls(tx, found.id, order.controls, order.notify))) return refused('card-closed');
  const after = await card(tx, found.id);
  if (after === undefined) throw new Error('bug: a card went away');
  const { actor, operationId } = order;
  const body = { controls: order.controls, notify: order.notify };
  const operation = operationId === undefined ? {} : { operationId };
  await tell(tx, context, after, { what: 'controls-changed', actor, ...operation, body, notice: { event: 'card-controls-changed' } }, now);
  return done(after);
}
