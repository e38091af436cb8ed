// What a visit asks the bank for: operations that the holder approves, applications, the card that comes out, receipts.

import { sealForKiosk } from '../../crypto/kiosk-device.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { applicationOfAccount, applicationsOf, applyForCard, recordIdentityCheck, type Applied } from '../card-applications/index.ts';
import { cardProgrammeNamed, termsOn } from '../card-programmes/index.ts';
import { advanceProduction, card as cardById, cardsOfHolder, lockCard, replacementFor, type Card } from '../cards/index.ts';
import { contactsOf } from '../customers/index.ts';
import { dayAt } from '../../kernel/calendar.ts';
import { enqueue, writeAmount } from '../messaging/index.ts';
import { createOperation, operation, type OperationView } from '../operations/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { accountOf, walletsOf } from '../wallets/index.ts';
import { RolledBack } from '../../postgres/database.ts';
import type { KioskContext } from './context.ts';
import { keysOf } from './kiosks.ts';
import { documentOf } from './rules/document.ts';
import type { VisitRefusal } from './rules/visit.ts';
import * as store from './store.ts';
import type { KioskRow, VisitRow } from './store.ts';
import { visitFor } from './visits.ts';

type Key = { readonly key: string; readonly digest: Uint8Array };

/** What the page asks for; the rest of the operation's parameters comes from the visit. */
export type KioskOrder =
  | { readonly act: 'activate'; readonly cardId: string }
  | { readonly act: 'load'; readonly from: string; readonly amount: { readonly currency: string; readonly minor: string } }
  | { readonly act: 'replace'; readonly cardId: string; readonly reason: 'lost' | 'stolen' | 'damaged' }
  | { readonly act: 'renew'; readonly cardId: string }
  | { readonly act: 'close'; readonly to: string };

function wanted(order: KioskOrder, visit: VisitRow): { kind: string; params: unknown } {
  const accountId = visit.accountId ?? '';
  switch (order.act) {
    case 'activate':
      return { kind: 'card-activation', params: { cardId: order.cardId } };
    case 'load':
      return { kind: 'card-load', params: { cardAccount: accountId, from: { account: order.from }, amount: order.amount } };
    case 'replace':
      return { kind: 'card-replacement', params: { cardId: order.cardId, reason: order.reason, form: 'physical' } };
    case 'renew':
      return { kind: 'card-renewal', params: { cardId: order.cardId, choice: 'renew' } };
    case 'close':
      return { kind: 'card-closing', params: { cardAccount: accountId, payTo: { account: order.to } } };
  }
}

/** PC-03: asks for an operation that the holder approves on the own phone. */
export async function orderAct(
  context: KioskContext,
  kiosk: KioskRow,
  asked: { readonly visitId: string; readonly order: KioskOrder; readonly request: Key },
  now: Temporal.Instant,
): Promise<Outcome<OperationView, VisitRefusal | (string & {})>> {
  const visit = await visitFor(context, kiosk, asked.visitId, asked.order.act, now);
  if (visit.kind === 'refused') return visit;
  const { customerId } = visit.value;
  if (customerId === null) return refused('card-needed');
  const { kind, params } = wanted(asked.order, visit.value);
  const { holders } = cardProgrammeNamed(context.cardProgrammes, kiosk.programme);
  const order = { programme: holders, customerId, kind, params, initiator: `kiosk:${kiosk.id}`, request: asked.request };
  return await createOperation(context.operations, order, now);
}

export type KioskApplication = {
  readonly product: string;
  readonly termsVersion: string;
  readonly dataUses: readonly string[];
  readonly language: 'ar' | 'en';
};

/**
 * PC-01, PC-02: applies with the document on the glass, which is the check in person. Where an application of the same holder waits
 * for that check alone, it is done now and no second application is made.
 */
export async function applyAtKiosk(
  context: KioskContext,
  kiosk: KioskRow,
  asked: { readonly visitId: string; readonly wish: KioskApplication; readonly request: Key },
  now: Temporal.Instant,
): Promise<Outcome<Pick<Applied, 'application' | 'missing'>, VisitRefusal | (string & {})>> {
  const visit = await visitFor(context, kiosk, asked.visitId, 'apply', now);
  if (visit.kind === 'refused') return visit;
  const { customerId } = visit.value;
  const read = visit.value.document === null ? undefined : documentOf(visit.value.document);
  if (customerId === null || read === undefined) return refused('document-needed');
  const programme = cardProgrammeNamed(context.cardProgrammes, kiosk.programme);
  const expiresOn = read.validUntil(dayAt(programme.timeZone, now)).toString();
  const document = { kind: read.kind, number: read.number, issuer: read.issuer, expiresOn, mrz: read.mrz };
  const actor = `kiosk:${kiosk.id}`;
  const { product, termsVersion, dataUses, language } = asked.wish;
  const waiting = (await applicationsOf(context.database, customerId)).find((one) => one.product === product && one.status === 'waiting');
  if (waiting !== undefined) {
    const note = `kiosk ${kiosk.name}`;
    const checked = await recordIdentityCheck(context, { applicationId: waiting.id, kind: 'in-person', document, actor, note }, now);
    if (checked.kind === 'refused' || checked.value.missing.length === 0 || !checked.value.missing.includes('online')) return checked;
    return await recordIdentityCheck(context, { applicationId: waiting.id, kind: 'online', document, actor, note }, now);
  }
  return await applyForCard(
    context,
    {
      programme: programme.programme,
      product,
      channel: 'kiosk',
      actor,
      applicant: { customerId },
      document,
      termsVersion,
      termsLanguage: language,
      consents: Object.fromEntries(programme.application.dataUses.map((use) => [use, dataUses.includes(use)])),
      form: 'physical',
      printed: true,
      seenInPerson: true,
      request: asked.request,
    },
    now,
  );
}

/** What can be applied for, and what is consented to with it. */
export function applicationOffer(
  context: Pick<KioskContext, 'cardProgrammes'>,
  kiosk: KioskRow,
  language: 'ar' | 'en' | 'fa' | 'kk',
  now: Temporal.Instant,
): {
  products: { product: string; title: string }[];
  termsVersion: string;
  dataUses: { use: string; required: boolean }[];
} {
  const programme = cardProgrammeNamed(context.cardProgrammes, kiosk.programme);
  const terms = termsOn(programme, dayAt(programme.timeZone, now).toString());
  const { dataUses, dataUsesRequired } = programme.application;
  return {
    products: Object.entries(programme.products).map(([product, { title }]) => ({
      product,
      title: title[language] ?? title['en'] ?? product,
    })),
    termsVersion: terms?.version ?? '',
    dataUses: dataUses.map((use) => ({ use, required: dataUsesRequired.includes(use) })),
  };
}

export type PrintRefusal = VisitRefusal | 'card-unknown' | 'card-printed' | 'dispenser-empty';

/**
 * Prints a card that came into being in this visit: number, end and stripe, sealed for the dispenser. Once a card. It is in the
 * holder's hand then, so its production ends with it.
 */
export async function printCard(
  context: KioskContext,
  kiosk: KioskRow,
  asked: { readonly visitId: string; readonly cardId: string | undefined; readonly replacementFor: string | undefined },
  now: Temporal.Instant,
): Promise<Outcome<{ cardId: string; blank: string }, PrintRefusal>> {
  const { database, keys } = context;
  // A card is made here for whom the PIN or the document names: by a replacement, a renewal or an application.
  const visit = await visitFor(context, kiosk, asked.visitId, 'replace', now);
  if (visit.kind === 'refused') return visit;
  const found =
    asked.cardId !== undefined
      ? await cardById(database, asked.cardId)
      : asked.replacementFor === undefined
        ? undefined
        : await replacementFor(database, asked.replacementFor);
  const isOwn = found !== undefined && found.customerId === visit.value.customerId;
  // A card of an earlier day is on its way by post: the machine makes no second one.
  if (!isOwn || Temporal.Instant.compare(found.issuedAt, visit.value.beganAt) < 0) return refused('card-unknown');
  type Printed = Outcome<{ cardId: string; blank: string }, PrintRefusal>;
  return await database.transaction<Printed>(async (tx) => {
    const locked = await lockCard(tx, found.id);
    if (locked === undefined || locked.status === 'closed') return refused('card-unknown');
    if (!(await store.takeBlank(tx, kiosk.id))) return refused('dispenser-empty');
    // The blank stays in the dispenser.
    if (!(await store.insertPrint(tx, { cardId: found.id, kioskId: kiosk.id, visitId: asked.visitId }, now)))
      throw new RolledBack<Printed>(refused('card-printed'));
    for (const [status, step] of [
      ['ordered', 'produce'],
      ['produced', 'ship'],
      ['shipped', 'deliver'],
    ] as const) {
      if ((await cardById(tx, found.id))?.status !== status) continue;
      await advanceProduction(tx, context, { cardId: found.id, actor: `kiosk:${kiosk.id}`, step }, now);
    }
    return done({ cardId: found.id, blank: blankOf(context.security, found, keysOf(keys, kiosk)) });
  });
}

/** What the dispenser needs to emboss and encode a card, sealed for it and for this card alone. */
function blankOf(security: KioskContext['security'], found: Card, keys: ReturnType<typeof keysOf>): string {
  const number = security.openNumber({ cardId: found.id, accountId: found.accountId }, found.numberSealed);
  const expiry = found.expiresOn.slice(2, 7).replace('-', '');
  const cvv = security.cvv(number, found.expiresOn, found.serviceCode);
  return sealForKiosk(keys, 'blank', found.id, { number, expiry, serviceCode: found.serviceCode, cvv });
}

export type ReceiptOrder = {
  readonly receiptId: string;
  readonly visitId: string;
  readonly channel: 'print' | 'sms' | 'email';
  readonly act: 'balance' | 'load-cash' | 'activate' | 'load' | 'replace' | 'renew' | 'close' | 'apply';
  readonly depositId?: string;
  readonly operationId?: string;
};

export type ReceiptRefusal = VisitRefusal | 'card-needed' | 'receipt-unknown';

export type ReceiptFigures = {
  readonly act: ReceiptOrder['act'];
  readonly amount?: { readonly currency: string; readonly minor: string };
  readonly cardEnd?: string;
  readonly reference: string;
};

async function figuresOf(context: KioskContext, visit: VisitRow, order: ReceiptOrder): Promise<ReceiptFigures | undefined> {
  const { database } = context;
  const { act, receiptId } = order;
  const inReader = visit.cardId === null ? undefined : (await cardById(database, visit.cardId))?.lastFour;
  const cardEnd = inReader === undefined ? {} : { cardEnd: inReader };
  const reference = receiptId.slice(0, 8).toUpperCase();
  if (act === 'balance') {
    const account = visit.accountId === null ? undefined : await accountOf(database, visit.accountId);
    const wallet =
      account === undefined ? undefined : (await walletsOf(database, account.id)).find(({ currency }) => currency === account.currency);
    if (wallet === undefined) return undefined;
    return { act, ...cardEnd, reference, amount: { currency: wallet.currency, minor: String(wallet.available - wallet.debt) } };
  }
  if (act === 'load-cash') {
    const deposit =
      order.depositId === undefined
        ? undefined
        : await database.transaction(async (tx) => await store.lockDeposit(tx, visit.kioskId, order.depositId ?? ''));
    if (deposit?.visitId !== visit.id) return undefined;
    return {
      act,
      ...cardEnd,
      reference: deposit.id.slice(0, 8).toUpperCase(),
      amount: { currency: deposit.currency, minor: String(deposit.taken) },
    };
  }
  if (act === 'apply') {
    const [newest] = visit.customerId === null ? [] : await cardsOfHolder(database, visit.customerId);
    const made = newest === undefined ? undefined : await applicationOfAccount(database, newest.accountId);
    return { act, reference: (made?.id ?? receiptId).slice(0, 8).toUpperCase() };
  }
  const made_ = order.operationId === undefined ? undefined : await operation(database, order.operationId);
  if (made_?.customerId !== visit.customerId) return undefined;
  const { amount, currency, number } = made_.details;
  return {
    act,
    ...(number === undefined ? cardEnd : { cardEnd: number.slice(-4) }),
    reference: made_.id.slice(0, 8).toUpperCase(),
    ...(amount === undefined || currency === undefined ? {} : { amount: { currency, minor: amount } }),
  };
}

/** PC-41: keeps a receipt of what was done; by SMS or e-mail it goes to the contact of record. Again makes none anew. */
export async function makeReceipt(
  context: KioskContext,
  kiosk: KioskRow,
  order: ReceiptOrder,
  now: Temporal.Instant,
): Promise<Outcome<ReceiptFigures, ReceiptRefusal>> {
  const { database } = context;
  // A receipt of the balance shows it: it needs what the balance needs.
  const visit = await visitFor(context, kiosk, order.visitId, order.act === 'balance' ? order.act : undefined, now);
  if (visit.kind === 'refused') return visit;
  const { customerId } = visit.value;
  if (customerId === null) return refused('card-needed');
  const figures = await figuresOf(context, visit.value, order);
  if (figures === undefined) return refused('receipt-unknown');
  const programme = programmeNamed(context.programmes, cardProgrammeNamed(context.cardProgrammes, kiosk.programme).holders);
  await database.transaction(async (tx) => {
    const { receiptId: id, channel, act } = order;
    const isNew = await store.insertReceipt(tx, { id, kioskId: kiosk.id, visitId: visit.value.id, act, channel, figures }, now);
    if (!isNew || channel === 'print') return;
    const language = (await contactsOf(tx, customerId))?.language ?? programme.defaultLanguage;
    const { amount, cardEnd = 'none', reference } = figures;
    const written = amount === undefined ? 'none' : `${writeAmount(language, amount.currency, amount.minor)} ${amount.currency}`;
    // ICU names its choices without hyphens.
    const choice = act === 'load-cash' ? 'cash' : act;
    const values = { act: choice, place: kiosk.place === '' ? kiosk.name : kiosk.place, cardEnd, amount: written, receipt: reference };
    await enqueue(tx, [{ programme, customerId, channel, template: 'kiosk-receipt', language, values }], now);
  });
  return done(figures);
}
