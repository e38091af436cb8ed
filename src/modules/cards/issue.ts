// Issuing a card: number, validity and PIN, each protected from its first moment (PC-04, PC-05).

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { accountOf, lockAccounts } from '../wallets/index.ts';
import type { Card, CardRole } from './card.ts';
import type { CardsContext } from './context.ts';
import { keepWaitingPin } from './once-store.ts';
import type { Controls } from './rules/controls.ts';
import { expiresOn } from './rules/validity.ts';
import { card, insertCard, openCardsOf } from './store.ts';
import { tell } from './tell.ts';

export type NewCard = {
  /** The same id again gives the card that was made the first time. Without one each call makes a card. */
  readonly id?: string;
  readonly accountId: string;
  readonly customerId: string;
  readonly role: CardRole;
  /** Physical where it is not given. */
  readonly form?: 'physical' | 'virtual';
  /** A machine that prints at once, as a kiosk does: the card is in the holder's hand. Virtual cards need none. */
  readonly printed?: boolean;
  readonly actor: string;
  readonly operationId?: string;
};

export type IssueRefusal = 'card-account-unknown' | 'card-account-closed' | 'too-many-cards';

/** Where a new card stands in a line of replacements. */
export type Line = {
  readonly chainId: string;
  readonly replacementFor: string;
  readonly sequence: number;
  readonly controls: Controls;
  readonly notify: boolean;
};

// A range of a hundred million numbers that is half full still gives a free one in one of twenty tries but once in a million.
const drawsMax = 20;

/**
 * PC-04, PC-05: issues a card on an account that is not closed. Its PIN waits, sealed, to be delivered once. Takes the account's lock.
 * @param line of a replacement or renewal; such a card does not count against the programme's number of cards
 */
export async function issueCard(
  tx: Session,
  context: CardsContext,
  wanted: NewCard,
  now: Temporal.Instant,
  line?: Line,
): Promise<Outcome<Card, IssueRefusal>> {
  await lockAccounts(tx, [wanted.accountId]);
  const before = wanted.id === undefined ? undefined : await card(tx, wanted.id);
  if (before !== undefined) return done(before);
  const account = await accountOf(tx, wanted.accountId);
  if (account === undefined) return refused('card-account-unknown');
  if (account.status === 'closing' || account.status === 'closed') return refused('card-account-closed');
  const programme = cardProgrammeNamed(context.cardProgrammes, account.programme);
  const product = programme.products[account.product];
  if (product === undefined) throw new Error(`bug: there is no product '${account.product}'`);
  if (line === undefined && (await openCardsOf(tx, account.id)) >= product.cardsPerAccountMax)
    return refused('too-many-cards', { max: product.cardsPerAccountMax });

  const { security } = context;
  const { id = context.newId(), accountId, customerId, role, form = 'physical' } = wanted;
  const owner = { cardId: id, accountId };
  const today = dayAt(programme.timeZone, now);
  const pin = security.drawPin(programme.pin.digits);
  for (let draws = 1; draws <= drawsMax; draws += 1) {
    const pan = security.drawNumber(product);
    const isMade = await insertCard(tx, {
      id,
      accountId,
      customerId,
      role,
      chainId: line?.chainId ?? id,
      replacementFor: line?.replacementFor ?? null,
      numberSealed: security.sealNumber(owner, pan),
      numberDigest: security.numberDigest(pan),
      lastFour: pan.slice(-4),
      sequence: line?.sequence ?? 1,
      validFrom: today.toString(),
      expiresOn: expiresOn(today, product.validMonths).toString(),
      serviceCode: product.serviceCode,
      form,
      status: form === 'virtual' || wanted.printed === true ? 'inactive' : 'ordered',
      pinSealed: security.sealPvv(owner, pan, pin),
      controls: line?.controls ?? {},
      notify: line?.notify ?? true,
      issuedAt: now,
    });
    if (!isMade) continue;
    await keepWaitingPin(tx, { ...owner, pinSealed: security.sealPin(owner, pin) }, now);
    const made = await card(tx, id);
    if (made === undefined) throw new Error('bug: a card was made and not found');
    const { actor, operationId } = wanted;
    const body = { role, form, expiresOn: made.expiresOn, ...(line === undefined ? {} : { replacementFor: line.replacementFor }) };
    await tell(
      tx,
      context,
      made,
      { what: 'issued', actor, ...(operationId === undefined ? {} : { operationId }), body, data: body, notice: { event: 'card-issued' } },
      now,
    );
    return done(made);
  }
  throw new Error(`bug: ${drawsMax} numbers of ${account.product} were taken, or the card was replaced before`);
}
