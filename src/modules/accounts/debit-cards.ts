// Debit cards: the number sealed and found by its digest, the PIN only as a keyed digest that is bound to its card.

import { randomInt, timingSafeEqual } from 'node:crypto';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { customerByMobile } from '../customers/index.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programme } from '../programmes/index.ts';
import { readCardNumber, readCardPin } from './rules/numbers.ts';
import * as store from './store.ts';

const noCard = '00000000-0000-0000-0000-000000000000';

const numberDigest = (keys: KeyStore, number: string): Uint8Array => keys.digest('accounts/card-number', number);
const pinDigest = (keys: KeyStore, cardId: string, pin: string): Uint8Array => keys.digest('accounts/card-pin', `${cardId} ${pin}`);

export type NewDebitCard = {
  readonly id: string;
  readonly customerId: string;
  readonly accountId: string;
  /** 16 digits with their check digit. */
  readonly number: string;
  /** ISO date: last day of the month on the card. */
  readonly expiresOn: string;
  /** Four digits. */
  readonly pin: string;
};

/** Records a card that was made for a holder of the account. Number and PIN are kept only in their protected forms. */
export async function issueCard(
  tx: Session,
  keys: KeyStore,
  programme: Programme,
  card: NewDebitCard,
  now: Temporal.Instant,
): Promise<Outcome<{ cardId: string; lastFour: string }, 'card-number-malformed' | 'pin-malformed' | 'not-a-holder' | 'card-exists'>> {
  const number = readCardNumber(card.number);
  if (number === undefined) return refused('card-number-malformed');
  const pin = readCardPin(card.pin);
  if (pin === undefined) return refused('pin-malformed');
  if ((await store.heldAccount(tx, card.customerId, card.accountId)) === undefined) return refused('not-a-holder');
  const { id, customerId, accountId, expiresOn } = card;
  const owner = { tenant: programme.programme, customer: customerId, row: id, column: 'number_sealed' };
  const lastFour = number.slice(-4);
  const written = await store.insertCard(
    tx,
    {
      id,
      programme: programme.programme,
      customerId,
      accountId,
      numberSealed: keys.seal(owner, new TextEncoder().encode(number)),
      numberDigest: numberDigest(keys, number),
      lastFour,
      expiresOn,
      pinVerification: pinDigest(keys, id, pin),
      pinTriesMax: programme.accounts.cardPinTriesMax,
    },
    now,
  );
  return written ? done({ cardId: id, lastFour }) : refused('card-exists');
}

/** Statements that a test replaces to show what the guard is for. */
export type CardGuards = { readonly claim?: typeof store.claimPinTryStatement };

/**
 * TK-07: the customer whose mobile number of record, debit card and card PIN these are, or undefined.
 * The answer never says which was wrong, and a miss costs what a wrong PIN costs: the same statements, one row written,
 * one digest compared. A try is claimed before the PIN is looked at, so that parallel guesses get no more tries than the
 * card allows; only a full match clears the count. Tries are claimed only where number and card belong together:
 * else anyone who knows a card number could lock its PIN.
 * @param db never a transaction that may be rolled back: a claimed try must stay
 * @param who.mobile E.164
 */
export async function matchIdentity(
  db: Session,
  keys: KeyStore,
  who: { readonly programme: string; readonly mobile: string; readonly cardNumber: string; readonly cardPin: string },
  now: Temporal.Instant,
  guards: CardGuards = {},
): Promise<string | undefined> {
  const customer = await customerByMobile(db, who.programme, who.mobile);
  const digest = numberDigest(keys, readCardNumber(who.cardNumber) ?? '');
  const card = await store.cardByDigest(db, who.programme, digest, now.toZonedDateTimeISO('UTC').toPlainDate().toString());
  const candidate = customer !== undefined && card?.customerId === customer.id ? card : undefined;
  const cardId = candidate?.id ?? noCard;
  const verification = await store.claimPinTry(db, cardId, randomInt(64), guards.claim);
  const given = pinDigest(keys, cardId, readCardPin(who.cardPin) ?? '');
  const isRight = timingSafeEqual(given, verification ?? new Uint8Array(32));
  if (candidate === undefined || verification === undefined || !isRight) return undefined;
  return (await store.clearPinFailures(db, cardId)) ? candidate.customerId : undefined;
}
