// What a holder may see or do once after an approval: number and CVV2, the PIN, a change of the PIN (PC-04).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack, type Session, type Statement } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import type { Card } from './card.ts';
import type { CardsContext } from './context.ts';
import { insertGrant, useGrant, type Grant } from './once-store.ts';
import { changePin, takePin, type PinRefusal } from './pin.ts';
import { card } from './store.ts';
import { tell } from './tell.ts';

/** An approval to be used once, within the seconds that the programme gives. */
export async function grantDetails(tx: Session, context: CardsContext, found: Card, grant: Grant, now: Temporal.Instant): Promise<void> {
  const { showSeconds } = cardProgrammeNamed(context.cardProgrammes, found.programme).cardDetails;
  await insertGrant(tx, grant, now.add({ seconds: showSeconds }));
}

export type ShownDetails = {
  /** 16 digits. */
  readonly number: string;
  /** ISO date. */
  readonly expiresOn: string;
  readonly cvv2: string;
};

type Asked = { readonly operationId: string; readonly cardId: string; readonly customerId: string };

export type ShowRefusal = 'card-unknown' | 'card-closed' | 'details-not-approved';

/** PC-04: number, end and CVV2 to the one who carries the card, once for an approval. */
export async function showDetails(
  context: CardsContext,
  asked: Asked,
  now: Temporal.Instant,
  use?: Statement,
): Promise<Outcome<ShownDetails, ShowRefusal>> {
  return await context.database.transaction<Outcome<ShownDetails, ShowRefusal>>(async (tx) => {
    const found = await card(tx, asked.cardId);
    if (found === undefined || found.customerId !== asked.customerId) return refused('card-unknown');
    if (found.status === 'closed') return refused('card-closed');
    if (!(await useGrant(tx, { ...asked, shows: 'number' }, now, use))) return refused('details-not-approved');
    const notice = { event: 'card-details-shown' } as const;
    await tell(
      tx,
      context,
      found,
      { what: 'details-shown', actor: `customer:${asked.customerId}`, operationId: asked.operationId, notice },
      now,
    );
    const number = context.security.openNumber({ cardId: found.id, accountId: found.accountId }, found.numberSealed);
    return done({ number, expiresOn: found.expiresOn, cvv2: context.security.cvv2(number, found.expiresOn) });
  });
}

/** PC-04: the waiting PIN to the one who carries the card. */
export async function showPin(
  context: CardsContext,
  asked: Asked,
  now: Temporal.Instant,
): Promise<Outcome<string, ShowRefusal | 'pin-delivered'>> {
  return await context.database.transaction<Outcome<string, ShowRefusal | 'pin-delivered'>>(async (tx) => {
    const found = await card(tx, asked.cardId);
    if (found === undefined || found.customerId !== asked.customerId) return refused('card-unknown');
    if (!(await useGrant(tx, { ...asked, shows: 'pin' }, now))) return refused('details-not-approved');
    const { cardId, operationId, customerId } = asked;
    const taken = await takePin(tx, context, { cardId, operationId, actor: `customer:${customerId}` }, now);
    // The approval is not used up by what could not be shown.
    if (taken.kind === 'refused') throw new RolledBack(taken);
    return taken;
  });
}

/** A new PIN of the holder's choice, after its approval. A PIN that is refused leaves the approval for another try. */
export async function changePinAfterApproval(
  context: CardsContext,
  asked: Asked & { readonly pin: string },
  now: Temporal.Instant,
): Promise<Outcome<Card, PinRefusal | 'details-not-approved'>> {
  const { operationId, cardId, customerId, pin } = asked;
  return await context.database.transaction<Outcome<Card, PinRefusal | 'details-not-approved'>>(async (tx) => {
    const found = await card(tx, cardId);
    if (found === undefined || found.customerId !== customerId) return refused('card-unknown');
    if (!(await useGrant(tx, { operationId, cardId, customerId, shows: 'pin-change' }, now))) return refused('details-not-approved');
    const changed = await changePin(tx, context, { cardId, pin, operationId, actor: `customer:${customerId}` }, now);
    if (changed.kind === 'refused') throw new RolledBack(changed);
    return changed;
  });
}
