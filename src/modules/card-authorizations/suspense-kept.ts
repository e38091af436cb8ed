// What goes to suspense as it is kept, without a card number, and the presentment that is made of it again.

import { isCurrency, money, type Currency } from '../../kernel/money.ts';
import type { CardProgrammes } from '../card-programmes/index.ts';
import { derivedId } from '../ledger/index.ts';
import type { KeptPresentment, NewSuspenseItem, SuspenseItem } from './suspense-store.ts';
import type { Presentment } from './types.ts';

export function currencyOf({ currency }: Pick<SuspenseItem, 'currency'>): Currency {
  if (!isCurrency(currency)) throw new Error(`bug: suspense in ${currency}`);
  return currency;
}

/** What of a presentment is kept while it waits: everything but whom it is about. */
function keptOf(presentment: Presentment): KeptPresentment {
  const {
    id: _id,
    kind: _kind,
    pan: _pan,
    panDigest: _digest,
    cardId: _card,
    amount: _amount,
    reference: _reference,
    ...rest
  } = presentment;
  const { billing, occurredAt, transmissionAt, message, ...texts } = rest;
  return {
    ...texts,
    occurredAt: occurredAt.toString(),
    ...(transmissionAt === undefined ? {} : { transmissionAt: transmissionAt.toString() }),
    ...(message === undefined ? {} : { message: { ...message, transmissionAt: message.transmissionAt.toString() } }),
    ...(billing === undefined ? {} : { billing: { currency: billing.currency, minor: billing.minor.toString() } }),
  };
}

/** The programme whose cards begin as this number does. */
function programmeOfNumber(cardProgrammes: CardProgrammes, pan: string | undefined): string | undefined {
  if (pan === undefined) return undefined;
  return [...cardProgrammes.values()].find(({ products }) =>
    Object.values(products).some(({ numberPrefix }) => pan.startsWith(numberPrefix)),
  )?.programme;
}

/** The item that a presentment becomes. @param known the card that it names, where there is one that was never in use */
export function itemOf(
  cardProgrammes: CardProgrammes,
  presentment: Presentment,
  known: { readonly id: string; readonly account_id: string; readonly programme: string } | undefined,
): NewSuspenseItem {
  const { id, kind, amount, reference, pan, programme } = presentment;
  return {
    id,
    programme: known?.programme ?? programme ?? programmeOfNumber(cardProgrammes, pan) ?? null,
    kind,
    amount: amount.minor,
    currency: amount.currency,
    accountId: known?.account_id ?? null,
    cardId: known?.id ?? null,
    reference,
    presentment: keptOf(presentment),
  };
}

type Kept = Omit<Presentment, 'occurredAt' | 'transmissionAt' | 'billing' | 'message'> & {
  readonly occurredAt?: string;
  readonly transmissionAt?: string;
  readonly billing?: { readonly currency: Currency; readonly minor: string };
  readonly message?: { readonly stan: string; readonly transmissionAt: string; readonly acquirer: string };
};

/** The transaction that settles an item on a card. */
export const settlementOfSuspense = (itemId: string): string => derivedId('suspense-match', itemId);

/** The presentment again, about a card that staff named: settled under an id of its own. */
export function presentmentOf(item: SuspenseItem, cardId: string): Presentment {
  const { occurredAt, transmissionAt, billing, message, ...texts } = item.presentment as Kept;
  return {
    ...texts,
    occurredAt: occurredAt === undefined ? item.at : Temporal.Instant.from(occurredAt),
    ...(transmissionAt === undefined ? {} : { transmissionAt: Temporal.Instant.from(transmissionAt) }),
    ...(billing === undefined ? {} : { billing: money(billing.currency, BigInt(billing.minor)) }),
    ...(message === undefined ? {} : { message: { ...message, transmissionAt: Temporal.Instant.from(message.transmissionAt) } }),
    id: settlementOfSuspense(item.id),
    kind: item.kind === 'reversal' ? 'refund' : item.kind,
    cardId,
    amount: money(currencyOf(item), item.amount),
    reference: item.id,
  };
}
