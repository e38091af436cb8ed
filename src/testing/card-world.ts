// A card in use, an authoriser, and requests in one line, for tests of authorisation.

import { randomUUID } from 'node:crypto';

import type { Currency } from '../kernel/money.ts';
import { money } from '../kernel/money.ts';
import {
  createAuthorizer,
  type Authorizer,
  type AuthorizationsContext,
  type NetworkRequest,
} from '../modules/card-authorizations/index.ts';
import { loadCardProgrammes, type CardProgramme } from '../modules/card-programmes/index.ts';
import { openCardSecurity } from '../modules/card-security/index.ts';
import { loadProgrammes } from '../modules/programmes/index.ts';
import { walletsOf } from '../modules/wallets/index.ts';
import { statement, type Database } from '../postgres/database.ts';
import { openEvents } from '../postgres/events.ts';
import { cardAccount, cardHolder } from './card-accounts.ts';
import { fixedClock, type FixedClock } from './clock.ts';
import { testDatabase } from './database.ts';
import { testKeys } from './keys.ts';

type After = { after(work: () => Promise<void> | void): void };

export type TestCard = {
  readonly accountId: string;
  readonly cardId: string;
  readonly pan: string;
  readonly pin: string;
  readonly customerId: string;
};

export type CardWorld = {
  readonly db: Database;
  readonly ctx: AuthorizationsContext & { readonly clock: FixedClock };
  readonly programme: CardProgramme;
  readonly authorizer: Authorizer;
  readonly faults: unknown[];
  /** An account with so much on it, and an active card with PIN 2580. */
  card(amount: bigint): Promise<TestCard>;
  /** A further card of an account. */
  anotherCard(of: TestCard): Promise<TestCard>;
  /** Posted, held, available and owed of the wallet. */
  funds(accountId: string, currency?: Currency): Promise<bigint[]>;
};

const insertCard = statement(
  'test_insert_card',
  `INSERT INTO cards (id, account_id, customer_id, role, chain_id, number_sealed, number_digest, last_four, valid_from, expires_on, service_code,
     status, pin_sealed, pin_status, controls, issued_at, activated_at, notify)
   VALUES ($1, $2, $3, 'main', $1, $4, $5, $6, '2026-01-01', '2029-01-31', '221', 'active', $7, 'set', '{}', $8, $8, false)`,
);

const programmesFolder = new URL('../../programmes', import.meta.url).pathname;

export async function cardWorld(
  t: After,
  change: (programme: CardProgramme) => CardProgramme = (programme) => programme,
): Promise<CardWorld> {
  const { database: db } = await testDatabase(t, 20);
  const keys = await testKeys(t);
  const clock = fixedClock();
  const events = await openEvents(db);
  const cardProgrammes = new Map([...loadCardProgrammes(programmesFolder)].map(([name, programme]) => [name, change(programme)]));
  const security = await openCardSecurity(db, keys, clock.now());
  const programmes = loadProgrammes(programmesFolder);
  const ctx = { database: db, keys, programmes, cardProgrammes, security, clock, newId: () => randomUUID(), events };
  const faults: unknown[] = [];
  const authorizer = createAuthorizer(ctx, { onFault: (error) => void faults.push(error) });
  t.after(async () => {
    await authorizer.close();
    await events.close();
  });
  const newCard = async (accountId: string, customerId: string): Promise<TestCard> => {
    const pan = security.drawNumber({ numberPrefix: '95120010' });
    const owner = { cardId: randomUUID(), accountId };
    await db.query(insertCard, [
      owner.cardId,
      accountId,
      customerId,
      security.sealNumber(owner, pan),
      security.numberDigest(pan),
      pan.slice(-4),
      security.sealPvv(owner, pan, '2580'),
      clock.now(),
    ]);
    return { accountId, cardId: owner.cardId, pan, pin: '2580', customerId };
  };
  return {
    db,
    ctx,
    programme: cardProgrammes.get('oman-prepaid') as CardProgramme,
    authorizer,
    faults,
    async card(amount) {
      const customerId = await cardHolder(db);
      return await newCard(await cardAccount(db, amount, customerId), customerId);
    },
    anotherCard: async ({ accountId, customerId }) => await newCard(accountId, customerId),
    async funds(accountId, currency = 'OMR') {
      const wallet = (await walletsOf(db, accountId)).find((each) => each.currency === currency);
      return wallet === undefined ? [] : [wallet.posted, wallet.held, wallet.available, wallet.debt];
    },
  };
}

let stan = 0;

/** An on-line purchase at a grocer's in Muscat; each call has its own STAN. */
export function purchase(card: TestCard, minor: bigint | number, more: Partial<NetworkRequest> = {}): NetworkRequest {
  stan += 1;
  return {
    kind: 'authorization',
    repeat: false,
    pan: card.pan,
    amount: money('OMR', BigInt(minor)),
    stan: String(stan % 1_000_000).padStart(6, '0'),
    transmissionAt: Temporal.Instant.from('2026-03-01T08:00:00Z').add({ seconds: Math.floor(stan / 1_000_000) }),
    acquirer: '00000012345',
    merchantId: 'SHOP1',
    merchantName: 'Muttrah Grocer',
    city: 'Muscat',
    country: 'OM',
    mcc: '5411',
    processing: 'purchase',
    channel: 'ecommerce',
    cardPresent: false,
    manual: false,
    offline: false,
    preAuthorization: false,
    partialAllowed: false,
    ...more,
  };
}

/** The message that takes back a request. */
export function reversalOf(request: NetworkRequest, more: Partial<NetworkRequest> = {}): NetworkRequest {
  const { stan: number, transmissionAt, acquirer } = request;
  const later = purchase({ pan: request.pan ?? '' } as TestCard, request.amount.minor);
  return {
    ...request,
    kind: 'reversal',
    stan: later.stan,
    transmissionAt: later.transmissionAt,
    originalElements: { stan: number, transmissionAt, acquirer },
    ...more,
  };
}
