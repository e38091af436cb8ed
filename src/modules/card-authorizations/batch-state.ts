// What a batch has read under its accounts' lock, changed in memory as its requests are decided one after the other.

import type { Currency } from '../../kernel/money.ts';
import { dayAt } from '../../kernel/calendar.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import type { CardsContext } from '../cards/index.ts';
import { rateTable, type RateTable } from '../exchange/index.ts';
import { internalAccountId, sendHolds, type HoldWriting } from '../ledger/index.ts';
import { hasEndpoints } from '../webhooks/index.ts';
import type { PipelinedSession } from '../../postgres/pipeline.ts';
import type { Rates } from './rules/draw.ts';
import { usageOn, type Usage } from './rules/usage.ts';
import { currencyFrom, type StoredEvent } from './stored.ts';
import * as store from './store.ts';
import type { NetworkRequest } from './types.ts';

export type AuthorizationsContext = Pick<
  CardsContext,
  'database' | 'keys' | 'programmes' | 'cardProgrammes' | 'security' | 'clock' | 'newId' | 'events'
>;

/** A request whose card is known, with the ids that its elements give. */
export type Item = {
  readonly request: NetworkRequest;
  readonly cardId: string;
  readonly accountId: string;
  readonly messageId: string;
  /** Where the authorisation may be: the first is the one that the request opens, if it opens one. */
  readonly ids: readonly string[];
};

export type WalletInBatch = {
  readonly ledgerAccountId: string;
  readonly currency: Currency;
  posted: bigint;
  held: bigint;
  debt: bigint;
};

export type ChainInBatch = {
  readonly accountId: string;
  readonly chainId: string;
  readonly exists: boolean;
  usage: Usage;
  changed: boolean;
};
export type CardInBatch = {
  readonly row: store.CardRow;
  readonly programme: CardProgramme;
  readonly currency: Currency;
  readonly today: string;
  readonly chain: ChainInBatch;
  readonly wallets: WalletInBatch[];
  pinFailures: number;
  pinStatus: 'none' | 'set' | 'blocked';
  pinChanged: boolean;
};

export type Batch = {
  readonly ctx: AuthorizationsContext;
  readonly tx: PipelinedSession;
  readonly now: Temporal.Instant;
  readonly rates: Rates;
  readonly cards: ReadonlyMap<string, CardInBatch>;
  readonly chains: ReadonlyMap<string, ChainInBatch>;
  /** Events by 'account authorisation', oldest first; those of this batch are added. */
  readonly events: Map<string, StoredEvent[]>;
  /** Whether any endpoint waits for events. */
  readonly hasListeners: boolean;
  // What will be written.
  readonly holds: HoldWriting[];
  readonly written: StoredEvent[];
  /** Ends of holds by time zone and days. */
  readonly ends: Map<string, string>;
};

export const eventsKey = (accountId: string, authorizationId: string): string => `${accountId} ${authorizationId}`;

const noRates: Rates = () => undefined;

const ratesOf = (table: RateTable | undefined): Rates => (table === undefined ? noRates : (from, to) => table.rate(from, to));

/**
 * What is believed of messages that open an authorisation. 'new': one that does not say that it is a repeat is the first under its number,
 * and nothing is looked up for it; where that is wrong its event has a place that is taken, and the whole batch fails on the key.
 * 'none': what is known of each is looked up.
 */
export type Trust = 'new' | 'none';

/** Whether a message opens an authorisation, or an inquiry of its own. */
export const isOpening = ({ kind }: NetworkRequest): boolean => kind === 'authorization' || kind === 'financial' || kind === 'inquiry';

/** Locks the accounts of a batch and reads what its decisions need: all statements are sent at once. */
export async function openBatch(
  tx: PipelinedSession,
  ctx: AuthorizationsContext,
  items: readonly Item[],
  now: Temporal.Instant,
  trust: Trust,
): Promise<Batch> {
  const accountIds = [...new Set(items.map(({ accountId }) => accountId))];
  const cardIds = [...new Set(items.map(({ cardId }) => cardId))];
  const wanting = (test: (request: NetworkRequest) => boolean): string[] => [
    ...new Set(items.filter(({ request }) => test(request)).map(({ cardId }) => cardId)),
  ];
  const hasPin = ({ pin, pinBlock }: NetworkRequest): boolean => pin !== undefined || pinBlock !== undefined;
  const pins = wanting(hasPin);
  const numbers = wanting(
    (request) => request.pan === undefined && (hasPin(request) || request.cvv !== undefined || request.cvv2 !== undefined),
  );
  const keys = items.flatMap(({ request, accountId, ids }) =>
    trust === 'new' && isOpening(request) && !request.repeat ? [] : ids.map((authorizationId) => ({ accountId, authorizationId })),
  );
  const [locked, debts, rows, events, table, hasListeners] = await Promise.all([
    store.lock(tx, accountIds),
    store.debts(tx, accountIds),
    store.cards(tx, cardIds, { pins, numbers }),
    store.events(tx, keys),
    rateTable(tx, now),
    hasEndpoints(tx),
  ]);

  const wallets = new Map<string, WalletInBatch[]>();
  const byLedgerId = new Map<string, WalletInBatch>();
  for (const { account_id: accountId, currency, id, posted, held } of locked) {
    const wallet: WalletInBatch = { ledgerAccountId: id, currency: currencyFrom(currency), posted, held, debt: 0n };
    byLedgerId.set(id, wallet);
    const own = wallets.get(accountId);
    if (own === undefined) wallets.set(accountId, [wallet]);
    else own.push(wallet);
  }
  for (const { id, debt } of debts) {
    const wallet = byLedgerId.get(id);
    if (wallet !== undefined) wallet.debt = debt;
  }
  const days = new Map<string, string>();
  const chains = new Map<string, ChainInBatch>();
  const cards = new Map<string, CardInBatch>();
  for (const row of rows) {
    const programme = cardProgrammeNamed(ctx.cardProgrammes, row.programme);
    let today = days.get(programme.timeZone);
    if (today === undefined) {
      today = dayAt(programme.timeZone, now).toString();
      days.set(programme.timeZone, today);
    }
    let chain = chains.get(row.chain_id);
    if (chain === undefined) {
      chain = {
        accountId: row.account_id,
        chainId: row.chain_id,
        exists: row.usage !== undefined,
        usage: usageOn(row.usage, today),
        changed: false,
      };
      chains.set(row.chain_id, chain);
    }
    cards.set(row.id, {
      row,
      programme,
      currency: currencyFrom(row.currency),
      today,
      chain,
      wallets: wallets.get(row.account_id) ?? [],
      pinFailures: row.pin_failures,
      pinStatus: row.pin_status,
      pinChanged: false,
    });
  }
  const byAuthorization = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = eventsKey(event.accountId, event.authorizationId);
    const own = byAuthorization.get(key);
    if (own === undefined) byAuthorization.set(key, [event]);
    else own.push(event);
  }
  return {
    ctx,
    tx,
    now,
    rates: ratesOf(table),
    cards,
    chains,
    events: byAuthorization,
    hasListeners,
    holds: [],
    written: [],
    ends: new Map(),
  };
}

/** Adds an event to the batch: it is written with it, and later requests of the batch see it. */
export function addEvent(batch: Batch, event: StoredEvent): void {
  const key = eventsKey(event.accountId, event.authorizationId);
  const own = batch.events.get(key);
  if (own === undefined) batch.events.set(key, [event]);
  else own.push(event);
  batch.written.push(event);
}

/** Sends everything that the batch decided. */
export function sendBatch({ tx, now, holds, written, chains, cards }: Batch): void {
  const at = now.toString();
  sendHolds(tx, holds, at);
  store.sendEvents(tx, written, at);
  store.sendUsage(
    tx,
    [...chains.values()].filter(({ changed }) => changed),
  );
  store.sendPins(
    tx,
    [...cards.values()]
      .filter(({ pinChanged }) => pinChanged)
      .map(({ row, pinFailures, pinStatus }) => ({ cardId: row.id, failures: pinFailures, status: pinStatus })),
  );
}

/** The internal accounts that holds are placed against. */
export const schemeAccount = (currency: Currency): string => internalAccountId('scheme-settlement', currency);
export const feeAccount = (currency: Currency): string => internalAccountId('fee-income', currency);
