// A door of the card network for one test: real database, authoriser and card security, cards with money, and an acquirer at the other end.

import { randomInt } from 'node:crypto';

import {
  cardMessage,
  connectAcquirer,
  demoConnections,
  openCardNetwork,
  type Acquirer,
  type CardMessage,
  type Connection,
  type Reply,
} from '../doors/card-network/index.ts';
import type { DialectName, Message } from '../iso8583/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { money, type Currency } from '../kernel/money.ts';
import type { Outcome } from '../kernel/refusal.ts';
import { clear, type Answer, type NetworkRequest } from '../modules/card-authorizations/index.ts';
import { termsOn } from '../modules/card-programmes/index.ts';
import { activateCard, card, issueCard, takePin, type CardsContext } from '../modules/cards/index.ts';
import { openCustomer } from '../modules/customers/index.ts';
import { importRates } from '../modules/exchange/index.ts';
import { creditWallet, ensureWallet, openCardAccount, walletsOf, type WalletState } from '../modules/wallets/index.ts';
import { wireCards } from '../wire-cards.ts';
import { testDeps } from './deps.ts';
import type { FixedClock } from './clock.ts';

type After = { after(work: () => Promise<void> | void): void };

export type HeldCard = {
  readonly accountId: string;
  readonly cardId: string;
  readonly pan: string;
  readonly pin: string;
  /** YYMM. */
  readonly expiry: string;
  readonly cvv2: string;
  /** Of the chip. */
  readonly icvv: string;
};

export type CardNetworkWorld = {
  readonly cards: CardsContext;
  readonly clock: FixedClock;
  readonly logged: readonly string[];
  readonly traced: readonly string[];
  readonly port: number;
  readonly acquirer: Acquirer;
  readonly url: string;
  /** An open account with an active card; minor units by currency. */
  card(balances?: Partial<Record<Currency, bigint>>, wishes?: { readonly active?: boolean }): Promise<HeldCard>;
  wallet(accountId: string, currency?: Currency): Promise<WalletState>;
  /** A chip with PIN at a terminal in Oman, 1.000 rial, unless wished otherwise. `pin: null` sends none. */
  message(
    card: HeldCard,
    wishes?: Partial<CardMessage> & { readonly pin?: string | null; readonly minor?: bigint; readonly currency?: Currency },
  ): Message;
  send(card: HeldCard, wishes?: Parameters<CardNetworkWorld['message']>[1]): Promise<Extract<Reply, { kind: 'answered' }>>;
  connect(wishes?: { dialect?: DialectName; timeoutMs?: number; signOn?: boolean; stanFrom?: number }): Promise<Acquirer>;
  stop(): Promise<void>;
};

export function answered(reply: Reply): Extract<Reply, { kind: 'answered' }> {
  if (reply.kind !== 'answered') throw new Error(`the network ${reply.kind}`);
  return reply;
}

function must<T>(outcome: Outcome<T, string>): T {
  if (outcome.kind === 'refused') throw new Error(`refused in a test's setting: ${outcome.reason}`);
  return outcome.value;
}

/**
 * @param connection what differs from the demo's connection
 * @param between stands between the door and the authoriser, to delay or to lose an answer
 */
export async function openCardNetworkWorld(
  t: After,
  settings: {
    readonly connection?: Partial<Connection>;
    readonly between?: (submit: (request: NetworkRequest) => Promise<Answer>) => (request: NetworkRequest) => Promise<Answer>;
    readonly messageClock?: Clock;
  } = {},
): Promise<CardNetworkWorld> {
  const deps = await testDeps(t);
  const { database, keys, clock, logged, url } = deps;
  const { cards, authorizer } = await wireCards(deps);
  const programme = cards.cardProgrammes.get('oman-prepaid');
  if (programme === undefined) throw new Error('no card programme');
  const between = settings.between ?? ((submit) => submit);
  const traced: string[] = [];
  const connection: Connection = { ...(demoConnections[0] as Connection), ...settings.connection };
  const network = await openCardNetwork(
    {
      connections: [connection],
      authorizer: { submit: between((request) => authorizer.submit(request)) },
      clear: async (presentments, now) => await database.transaction(async (tx) => await clear(tx, cards, presentments, now)),
      security: cards.security,
      database,
      clock,
      logger: deps.logger,
      traceTo: (text) => void traced.push(text),
    },
    { port: 0, host: '127.0.0.1' },
  );
  const rates = [
    { currency: 'USD', rate: '2.6008' },
    { currency: 'EUR', rate: '2.2418' },
    { currency: 'GBP', rate: '1.9702' },
    { currency: 'AED', rate: '9.5514' },
  ];
  await database.transaction(async (tx) => {
    must(await importRates(tx, { source: 'test', day: '2026-03-01', base: 'OMR', rates, timeZone: programme.timeZone }, clock.now()));
  });

  const lines: Acquirer[] = [];
  let stanFrom = 1;
  const connect: CardNetworkWorld['connect'] = async (wishes = {}) => {
    const line = await connectAcquirer({
      host: '127.0.0.1',
      port: network.port,
      dialect: wishes.dialect ?? connection.dialect,
      now: () => clock.now(),
      stanFrom: wishes.stanFrom ?? (stanFrom += 1000),
      ...(wishes.timeoutMs === undefined ? {} : { timeoutMs: wishes.timeoutMs }),
    });
    lines.push(line);
    if (wishes.signOn !== false) answered(await line.signOn());
    return line;
  };
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await network.close();
    await authorizer.close();
  };
  t.after(async () => {
    await Promise.all(lines.map(async (line) => await line.close()));
    await stop();
  });
  const acquirer = await connect();

  const world: CardNetworkWorld = {
    cards,
    clock,
    logged,
    traced,
    port: network.port,
    acquirer,
    url,
    connect,
    stop,
    async card(balances = { OMR: 100_000n }, { active = true } = {}) {
      const now = clock.now();
      const customerId = cards.newId();
      const accountId = cards.newId();
      must(
        await openCustomer(
          database,
          keys,
          {
            id: customerId,
            programme: deps.programme.programme,
            number: String(randomInt(10_000_000, 99_999_999)),
            name: 'Salim Al Harthy',
            nameLatin: 'Salim Al Harthy',
            language: 'en',
            civilId: String(randomInt(10_000_000, 99_999_999)),
            birthDate: '1984-05-11',
            mobile: `+9689${randomInt(1_000_000, 9_999_999)}`,
          },
          now,
        ),
      );
      const termsVersion = termsOn(programme, '2026-03-01')?.version ?? '';
      const held = await database.transaction(async (tx) => {
        const { currency, timeZone } = programme;
        const product = 'prepaid-classic';
        await openCardAccount(
          tx,
          { id: accountId, programme: programme.programme, product, customerId, currency, termsVersion, timeZone, status: 'open' },
          now,
        );
        for (const [each, amount] of Object.entries(balances) as [Currency, bigint][]) {
          await ensureWallet(tx, accountId, each, now);
          const transaction = { kind: 'load' as const, termsVersion, occurredAt: now };
          const load = {
            id: cards.newId(),
            accountId,
            currency: each,
            amount,
            counterpart: 'nostro',
            code: 'card-load',
            reference: 'test',
          };
          if (amount > 0n) must(await creditWallet(tx, { ...load, transaction }, now));
        }
        const issued = must(await issueCard(tx, cards, { accountId, customerId, role: 'main', form: 'virtual', actor: 'system' }, now));
        if (!active) return { cardId: issued.id, pin: '' };
        must(await activateCard(tx, cards, { cardId: issued.id, actor: 'system' }, now));
        return { cardId: issued.id, pin: must(await takePin(tx, cards, { cardId: issued.id, actor: 'system' }, now)) };
      });
      const found = await card(database, held.cardId);
      if (found === undefined) throw new Error('no such card');
      const pan = cards.security.openNumber({ cardId: held.cardId, accountId }, found.numberSealed);
      const { expiresOn } = found;
      return {
        ...held,
        accountId,
        pan,
        expiry: `${expiresOn.slice(2, 4)}${expiresOn.slice(5, 7)}`,
        cvv2: cards.security.cvv2(pan, expiresOn),
        icvv: cards.security.cvv(pan, expiresOn, '999'),
      };
    },
    async wallet(accountId, currency = 'OMR') {
      const found = (await walletsOf(database, accountId)).find((wallet) => wallet.currency === currency);
      if (found === undefined) throw new Error(`there is no wallet in ${currency}`);
      return found;
    },
    message(held, { pin = held.pin, minor = 1000n, currency = 'OMR', ...wishes } = {}) {
      const block =
        pin === null || pin === '' ? undefined : cards.security.encipherPinBlock({ pan: held.pan, pin, format: 0, connection: 'local' });
      return cardMessage({
        mti: '0100',
        pan: held.pan,
        expiry: held.expiry,
        amount: money(currency, minor),
        ...(block === undefined ? {} : { pinBlock: { block, format: 0 } }),
        ...wishes,
      });
    },
    send: async (held, wishes) => answered(await acquirer.send(world.message(held, wishes))),
  };
  return world;
}
