// The PIN of a card: delivered once, changed, drawn anew, unblocked (PC-04, PC-09).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session, Statement } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { isGoodPin } from '../card-security/index.ts';
import { lockCard, type CardOrder } from './acts.ts';
import type { Card } from './card.ts';
import type { CardsContext } from './context.ts';
import { recordIssuerAct } from './issuer-acts.ts';
import { forgetWaitingPin, keepWaitingPin, markPinDelivered, replacePin, takeWaitingPin, unblockPin as unblock } from './once-store.ts';
import { cardsById } from './store.ts';
import { tell } from './tell.ts';

const ownerOf = ({ id, accountId }: Card): { cardId: string; accountId: string } => ({ cardId: id, accountId });

const optional = (operationId: string | undefined): { operationId?: string } => (operationId === undefined ? {} : { operationId });

/**
 * PC-04: gives the PIN that waits, once. It is erased with this; who comes later is refused and chooses another PIN.
 * Whoever calls has the holder's approval, or the holder in front of a kiosk.
 */
export async function takePin(
  tx: Session,
  context: CardsContext,
  { cardId, actor, operationId }: CardOrder,
  now: Temporal.Instant,
  take?: Statement,
): Promise<Outcome<string, 'card-unknown' | 'card-closed' | 'pin-delivered'>> {
  const found = await lockCard(tx, cardId);
  if (found === undefined) return refused('card-unknown');
  if (found.status === 'closed') return refused('card-closed');
  const waiting = await takeWaitingPin(tx, cardId, take);
  if (waiting === undefined) return refused('pin-delivered');
  await markPinDelivered(tx, cardId, now);
  const notice = { event: 'card-pin-shown' } as const;
  await tell(tx, context, found, { what: 'pin-delivered', actor, ...optional(operationId), notice }, now);
  return done(context.security.openPin(ownerOf(found), waiting));
}

export type PinRefusal = 'card-unknown' | 'card-closed' | 'pin-malformed' | 'pin-too-easy';

async function putPin(tx: Session, context: CardsContext, found: Card, pin: string): Promise<boolean> {
  const owner = ownerOf(found);
  const pan = context.security.openNumber(owner, found.numberSealed);
  return await replacePin(tx, found.id, context.security.sealPvv(owner, pan, pin));
}

/** Another PIN of the holder's choice; it also unblocks (PC-09). Whoever calls has the holder's approval. */
export async function changePin(
  tx: Session,
  context: CardsContext,
  { cardId, pin, actor, operationId }: CardOrder & { readonly pin: string },
  now: Temporal.Instant,
): Promise<Outcome<Card, PinRefusal>> {
  const found = await lockCard(tx, cardId);
  if (found === undefined) return refused('card-unknown');
  const { digits } = cardProgrammeNamed(context.cardProgrammes, found.programme).pin;
  if (pin.length !== digits || !/^\d+$/.test(pin)) return refused('pin-malformed', { digits });
  if (!isGoodPin(pin, digits)) return refused('pin-too-easy');
  if (!(await putPin(tx, context, found, pin))) return refused('card-closed');
  await forgetWaitingPin(tx, cardId);
  const notice = { event: 'card-pin-changed' } as const;
  await tell(tx, context, found, { what: 'pin-changed', actor, ...optional(operationId), notice }, now);
  return done(found);
}

/** A new PIN of chance, to be delivered once as the first was. The old one stops at once. */
export async function resetPin(
  tx: Session,
  context: CardsContext,
  order: CardOrder,
  now: Temporal.Instant,
): Promise<Outcome<Card, PinRefusal>> {
  const found = await lockCard(tx, order.cardId);
  if (found === undefined) return refused('card-unknown');
  const pin = context.security.drawPin(cardProgrammeNamed(context.cardProgrammes, found.programme).pin.digits);
  if (!(await putPin(tx, context, found, pin))) return refused('card-closed');
  await keepWaitingPin(tx, { ...ownerOf(found), pinSealed: context.security.sealPin(ownerOf(found), pin) }, now);
  const notice = { event: 'card-pin-changed' } as const;
  await tell(tx, context, found, { what: 'pin-reset', actor: order.actor, ...optional(order.operationId), notice }, now);
  return done(found);
}

/** PC-09: staff, after they made sure of the caller: the same PIN works again. */
export async function unblockPin(
  tx: Session,
  context: CardsContext,
  order: CardOrder & { readonly note?: string },
  now: Temporal.Instant,
): Promise<Outcome<Card, 'card-unknown' | 'pin-not-blocked'>> {
  const found = await lockCard(tx, order.cardId);
  if (found === undefined) return refused('card-unknown');
  if (!(await unblock(tx, order.cardId))) return refused('pin-not-blocked');
  const { actor, note = '' } = order;
  await recordIssuerAct(
    tx,
    { id: context.newId(), accountId: found.accountId, cardId: found.id, act: 'unblock-pin', reason: 'caller-verified', note, actor },
    now,
  );
  const notice = { event: 'card-pin-unblocked' } as const;
  await tell(tx, context, found, { what: 'pin-unblocked', actor, ...optional(order.operationId), notice }, now);
  return done(found);
}

/** PC-09: tells holder and systems that PINs were blocked by wrong tries; who counts them (card-authorizations, kiosk) calls it. */
export async function tellPinBlocked(
  tx: Session,
  context: Pick<CardsContext, 'programmes' | 'cardProgrammes'>,
  cardIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  for (const found of (await cardsById(tx, cardIds)).values())
    await tell(tx, context, found, { what: 'pin-blocked', actor: 'system', notice: { event: 'card-pin-blocked' } }, now);
}
