// What card holders need over and over in the journeys: an account with an active, loaded card, and approvals of what they ask.

import { termsOn } from '../modules/card-programmes/index.ts';
import { activateCard, card, issueCard, takePin } from '../modules/cards/index.ts';
import type { Currency } from '../kernel/money.ts';
import { dayAt } from '../kernel/calendar.ts';
import type { Session } from '../postgres/database.ts';
import { creditWallet, ensureWallet, openCardAccount } from '../modules/wallets/index.ts';
import type { Phone } from '../../web/token/protocol/phone.ts';
import { must, value, type BankSession, type Person, type PersonWishes, type Reply, type World } from './world.ts';

export type HeldCard = {
  readonly cardId: string;
  readonly pan: string;
  /** ISO date, and as a message carries it: YYMM. */
  readonly expiresOn: string;
  readonly expiry: string;
  readonly cvv2: string;
  readonly pin: string;
};

export type CardAccountWishes = {
  /** Currency of the account's programme, in minor units. 100.000 OMR where it is not given. */
  readonly balanceMinor?: bigint;
  /** Further wallets with what is in them, in minor units. */
  readonly wallets?: Partial<Record<Currency, bigint>>;
  /** false leaves the card inactive. */
  readonly active?: boolean;
  readonly form?: 'physical' | 'virtual';
};

export type Cardholder = HeldCard & {
  readonly person: Person;
  readonly accountId: string;
  readonly phone: Phone;
  readonly bank: BankSession;
};

export const cardProgrammeName = 'oman-prepaid';
export const cardProduct = 'prepaid-classic';

/** What is printed on a card and known to its holder: only the house itself can tell. */
export async function secretsOf(world: World, cardId: string, pin = ''): Promise<HeldCard> {
  const { database, cards } = world.deps;
  const found = await card(database, cardId);
  if (found === undefined) throw new Error('no such card');
  const pan = cards.security.openNumber({ cardId, accountId: found.accountId }, found.numberSealed);
  const { expiresOn } = found;
  const expiry = `${expiresOn.slice(2, 4)}${expiresOn.slice(5, 7)}`;
  return { cardId, pan, expiresOn, expiry, cvv2: cards.security.cvv2(pan, expiresOn), pin };
}

/** Puts money into a wallet as a load from another bank does. */
export async function loadWallet(tx: Session, world: World, accountId: string, currency: Currency, amount: bigint): Promise<void> {
  const { cards, clock } = world.deps;
  const now = clock.now();
  await ensureWallet(tx, accountId, currency, now);
  const programme = cards.cardProgrammes.get(cardProgrammeName);
  if (programme === undefined) throw new Error('no card programme');
  const id = cards.newId();
  must(
    await creditWallet(
      tx,
      {
        id,
        accountId,
        currency,
        amount,
        counterpart: 'nostro',
        code: 'card-load',
        reference: id,
        transaction: {
          kind: 'load',
          termsVersion: termsOn(programme, dayAt(programme.timeZone, now).toString())?.version ?? '',
          occurredAt: now,
        },
      },
      now,
    ),
  );
}

/** Opens an account of a person with one card, issued and (unless wished otherwise) active, and money on it. */
export async function openCardFor(
  world: World,
  person: Pick<Person, 'id'>,
  wishes: CardAccountWishes = {},
): Promise<HeldCard & { readonly accountId: string }> {
  const { database, cards, clock } = world.deps;
  const now = clock.now();
  const programme = cards.cardProgrammes.get(cardProgrammeName);
  if (programme === undefined) throw new Error('no card programme');
  const accountId = cards.newId();
  const actor = `customer:${person.id}`;
  const { active = true, form = 'virtual', balanceMinor = 100_000n, wallets = {} } = wishes;
  const held = await database.transaction(async (tx) => {
    const termsVersion = termsOn(programme, dayAt(programme.timeZone, now).toString())?.version ?? '';
    const account = { id: accountId, programme: cardProgrammeName, product: cardProduct, customerId: person.id, termsVersion };
    await openCardAccount(tx, { ...account, currency: programme.currency, timeZone: programme.timeZone, status: 'open' }, now);
    if (balanceMinor > 0n) await loadWallet(tx, world, accountId, programme.currency, balanceMinor);
    for (const [currency, amount] of Object.entries(wallets) as [Currency, bigint][])
      await loadWallet(tx, world, accountId, currency, amount);
    const issued = must(await issueCard(tx, cards, { accountId, customerId: person.id, role: 'main', form, actor }, now));
    if (!active) return { cardId: issued.id, pin: '' };
    must(await activateCard(tx, cards, { cardId: issued.id, actor }, now));
    return { cardId: issued.id, pin: must(await takePin(tx, cards, { cardId: issued.id, actor }, now)) };
  });
  return { ...(await secretsOf(world, held.cardId, held.pin)), accountId };
}

/** A new customer with an activated phone, signed in to the web bank, with an account and an active, loaded card. */
export async function cardholder(world: World, wishes: CardAccountWishes & { readonly person?: PersonWishes } = {}): Promise<Cardholder> {
  const person = await world.person(wishes.person);
  const { phone, bank } = await world.activated(person);
  return { ...(await openCardFor(world, person, wishes)), person, phone, bank };
}

/** Asks for an operation in the web bank and approves it on the phone; gives the operation as it then stands. */
export async function approved(
  { bank, phone }: Pick<Cardholder, 'bank' | 'phone'>,
  kind: string,
  params: object,
): Promise<Reply & { readonly operationId: string }> {
  const created = await bank.post('/bank/v1/operations', { kind, params });
  if (created.status !== 201) throw new Error(`${kind} was answered ${created.status} ${created.reason}: ${JSON.stringify(created.body)}`);
  const { operationId } = created.body as { operationId: string };
  value(await phone.operation(operationId));
  value(await phone.decide(operationId, 'approve'));
  return { ...(await bank.get(`/bank/v1/operations/${operationId}`)), operationId };
}

/** A purchase with PIN at a terminal in Oman, through the simulator; gives what the merchant's side is answered. */
export async function purchase(
  world: World,
  { cardId, pin }: Pick<HeldCard, 'cardId' | 'pin'>,
  wishes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const place = {
    merchantName: 'Al Fair Supermarket',
    merchantId: '000000000051234',
    terminalId: 'T0000001',
    mcc: '5411',
    city: 'Muscat',
    country: 'OM',
  };
  const body = { cardId, amount: { currency: 'OMR', minor: '1000' }, channel: 'pos', ...place, ...(pin === '' ? {} : { pin }), ...wishes };
  const answered = await world.api('POST', '/v1/simulator/authorizations', body);
  return answered.status === 201 ? (answered.body.outcome as string) : answered.reason;
}
