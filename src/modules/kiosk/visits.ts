// One person in front of the machine: who it is, by card, PIN or document, and until when.

import { randomBytes } from 'node:crypto';

import { openOfKiosk } from '../../crypto/kiosk-device.ts';
import { dayAt } from '../../kernel/calendar.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { readMrz } from '../card-applications/index.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import { cardByDigest, cardsOfHolder, countPinFailure, lockCard, card as cardById, type Card } from '../cards/index.ts';
import { customer, customerByCivilId, type Customer } from '../customers/index.ts';
import type { KioskContext } from './context.ts';
import { keysOf } from './kiosks.ts';
import { documentOf, type KioskDocument } from './rules/document.ts';
import { judgeVisit, type KioskAct, type VisitRefusal } from './rules/visit.ts';
import * as store from './store.ts';
import type { KioskRow, VisitRow } from './store.ts';

export type { KioskRow, VisitRow };

const programmeOf = (context: Pick<KioskContext, 'cardProgrammes'>, kiosk: KioskRow): CardProgramme =>
  cardProgrammeNamed(context.cardProgrammes, kiosk.programme);

/** Begins a visit; one that somebody left open at this machine is over with it. */
export async function beginVisit(
  { database }: Pick<KioskContext, 'database'>,
  kiosk: KioskRow,
  language: string,
  now: Temporal.Instant,
): Promise<{ visitId: string }> {
  const visitId = uuidV7(now.epochMilliseconds, randomBytes(10));
  await database.transaction(async (tx) => await store.beginVisit(tx, { id: visitId, kioskId: kiosk.id, language }, now));
  return { visitId };
}

/** The visit, if it may do the act; asking is a touch and puts off its idle end. */
export async function visitFor(
  context: Pick<KioskContext, 'database' | 'cardProgrammes'>,
  kiosk: KioskRow,
  visitId: string,
  act: KioskAct | undefined,
  now: Temporal.Instant,
): Promise<Outcome<VisitRow, VisitRefusal>> {
  const programme = programmeOf(context, kiosk);
  const idleSince = now.subtract({ seconds: programme.kiosk.idleSeconds + programme.kiosk.warningSeconds });
  const visit = await store.touchVisit(context.database, kiosk.id, visitId, idleSince, now);
  if (visit === undefined) return refused('visit-over');
  const refusal = judgeVisit(programme, visit, act, now);
  return refusal === undefined ? done(visit) : refused(refusal);
}

export async function endVisit(
  { database }: Pick<KioskContext, 'database'>,
  kiosk: KioskRow,
  visitId: string,
  reason: 'finished' | 'idle' | 'abandoned' | 'card-kept',
  now: Temporal.Instant,
): Promise<void> {
  await store.endVisit(database, kiosk.id, visitId, reason, now);
}

/** Who is known, for the screen: names and endings, never a whole number. */
export type Known = {
  readonly visit: VisitRow;
  readonly customer: Customer | undefined;
  readonly card: Card | undefined;
  readonly cards: readonly Card[];
  readonly document: { readonly kind: 'national-card' | 'passport'; readonly ending: string } | undefined;
};

export async function known(context: Pick<KioskContext, 'database'>, visit: VisitRow): Promise<Known> {
  const { database } = context;
  const person = visit.customerId === null ? undefined : await customer(database, visit.customerId);
  const all = person === undefined ? [] : (await cardsOfHolder(database, person.id)).filter(({ status }) => status !== 'closed');
  // Whoever found a card learns of no other.
  const cards = visit.knownBy === 'card' ? all.filter(({ id }) => id === visit.cardId) : all;
  const document = visit.document === null ? undefined : documentOf(visit.document);
  return {
    visit,
    customer: person,
    card: visit.cardId === null ? undefined : await cardById(database, visit.cardId),
    cards,
    document: document === undefined ? undefined : { kind: document.kind, ending: document.number.slice(-4) },
  };
}

export type CardReadRefusal = VisitRefusal | 'card-unreadable' | 'card-not-ours' | 'card-closed';

/** A card in the reader, sealed by the reader for this visit. */
export async function readCard(
  context: KioskContext,
  kiosk: KioskRow,
  given: { readonly visitId: string; readonly sealed: string },
  now: Temporal.Instant,
): Promise<Outcome<Known, CardReadRefusal>> {
  const admitted = await visitFor(context, kiosk, given.visitId, undefined, now);
  if (admitted.kind === 'refused') return admitted;
  const { database, keys, security } = context;
  const read = openOfKiosk(keysOf(keys, kiosk), 'card', given.visitId, given.sealed);
  const number = read?.['number'];
  if (typeof number !== 'string' || !/^\d{12,19}$/.test(number)) return refused('card-unreadable');
  const found = await cardByDigest(database, security.numberDigest(number));
  if (found === undefined || found.programme !== kiosk.programme) return refused('card-not-ours');
  if (found.status === 'closed') return refused('card-closed');
  const updated = await store.updateKnown(database, kiosk.id, given.visitId, {
    knownBy: 'card',
    customerId: found.customerId,
    accountId: found.accountId,
    cardId: found.id,
    document: null,
  });
  return updated === undefined ? refused('visit-over') : done(await known(context, updated));
}

export type PinReadRefusal = VisitRefusal | 'card-unreadable' | 'card-pin-wrong' | 'card-pin-blocked';

/** PC-09: the PIN of the card in the reader, sealed by the pad for this visit. Wrong ones count with those of terminals. */
export async function readPin(
  context: KioskContext,
  kiosk: KioskRow,
  given: { readonly visitId: string; readonly sealed: string },
  now: Temporal.Instant,
): Promise<Outcome<Known, PinReadRefusal>> {
  const admitted = await visitFor(context, kiosk, given.visitId, undefined, now);
  if (admitted.kind === 'refused') return admitted;
  const { cardId, accountId, customerId } = admitted.value;
  if (cardId === null || admitted.value.knownBy === 'document') return refused('card-needed');
  const { database, keys, security } = context;
  const pin = openOfKiosk(keysOf(keys, kiosk), 'pin', given.visitId, given.sealed)?.['pin'];
  if (typeof pin !== 'string' || !/^\d{4,12}$/.test(pin)) return refused('card-unreadable');
  const { triesMax } = programmeOf(context, kiosk).pin;
  const verdict = await database.transaction<Outcome<undefined, PinReadRefusal>>(async (tx) => {
    const found = await lockCard(tx, cardId);
    if (found === undefined || found.pinSealed === null || found.pinStatus === 'blocked') return refused('card-pin-blocked');
    const owner = { cardId: found.id, accountId: found.accountId };
    const pan = security.openNumber(owner, found.numberSealed);
    if (security.verifyPin(owner, pan, pin, found.pinSealed) === 'right')
      return (await store.forgivePinFailures(tx, found.id, triesMax)) ? done(undefined) : refused('card-pin-blocked');
    const status = await countPinFailure(tx, found.id, triesMax);
    return status === 'set' ? refused('card-pin-wrong', { attemptsLeft: triesMax - found.pinFailures - 1 }) : refused('card-pin-blocked');
  });
  if (verdict.kind === 'refused') return verdict;
  const updated = await store.updateKnown(database, kiosk.id, given.visitId, {
    knownBy: 'pin',
    customerId,
    accountId,
    cardId,
    document: null,
  });
  return updated === undefined ? refused('visit-over') : done(await known(context, updated));
}

export type DocumentReadRefusal = VisitRefusal | 'document-unreadable' | 'document-expired';

/** An identity document on the glass, sealed by the reader for this visit: whose it is, if a customer's. */
export async function readDocument(
  context: KioskContext,
  kiosk: KioskRow,
  given: { readonly visitId: string; readonly sealed: string },
  now: Temporal.Instant,
): Promise<Outcome<Known, DocumentReadRefusal>> {
  const admitted = await visitFor(context, kiosk, given.visitId, undefined, now);
  if (admitted.kind === 'refused') return admitted;
  const { database, keys } = context;
  const lines = openOfKiosk(keysOf(keys, kiosk), 'document', given.visitId, given.sealed)?.['lines'];
  if (!Array.isArray(lines)) return refused('document-unreadable');
  const mrz = lines.map(String);
  const read = readMrz(mrz);
  if (read.kind === 'refused') return refused('document-unreadable');
  const programme = programmeOf(context, kiosk);
  const today = dayAt(programme.timeZone, now);
  const document: KioskDocument | undefined = documentOf({
    kind: read.value.code === 'P' ? 'passport' : 'national-card',
    number: read.value.number,
    issuer: read.value.issuer,
    expiresOn: read.value.expiresOn,
    birthDate: read.value.birthDate,
    mrz: mrz.join('\n'),
  });
  if (document === undefined) return refused('document-unreadable');
  if (Temporal.PlainDate.compare(document.validUntil(today), today) < 0) return refused('document-expired');
  const found = await customerByCivilId(database, keys, programme.holders, document.number);
  // A document of the same number with another day of birth is somebody else's.
  const person = found !== undefined && found.birthDate.slice(2).replaceAll('-', '') === document.birthDate ? found : undefined;
  const updated = await store.updateKnown(database, kiosk.id, given.visitId, {
    knownBy: 'document',
    customerId: person?.id ?? null,
    accountId: null,
    cardId: null,
    document: document.fields,
  });
  return updated === undefined ? refused('visit-over') : done(await known(context, updated));
}
