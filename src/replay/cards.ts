// The cards of a replay: a customer, an account, an active card and its load for each last four digits of the file.

import type { Money } from '../kernel/money.ts';
import { dayAt } from '../kernel/calendar.ts';
import type { Outcome } from '../kernel/refusal.ts';
import type { Session } from '../postgres/database.ts';
import { isGoodPin } from '../modules/card-security/index.ts';
import { termsOn, type CardProgramme } from '../modules/card-programmes/index.ts';
import { activateCard, cardsById, issueCard, type CardsContext } from '../modules/cards/index.ts';
import { openCustomer } from '../modules/customers/index.ts';
import { derivedId } from '../modules/ledger/index.ts';
import { accountsOf, creditWallet, openCardAccount } from '../modules/wallets/index.ts';
import { cardNumberOf, numbersMax } from './plan.ts';

export type ReplayCard = {
  readonly lastFour: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly pin: string;
};

export type CardWish = { readonly lastFour: string; readonly load: Money };

/** Cards of one transaction: one commit for all. */
const groupSize = 8;

type Ids = { readonly accountId: string; readonly cardId: string; readonly customerId: string; readonly loadId: string };

/** They follow from the file, so that a second run finds what the first has made. */
export function idsOf(digest: string, lastFour: string): Ids {
  const id = (what: string): string => derivedId(`replay-${what}`, `${digest} ${lastFour}`);
  return { accountId: id('account'), cardId: id('card'), customerId: id('customer'), loadId: id('load') };
}

function pinOf({ keys }: CardsContext, cardId: string, digits: number): string {
  for (let turn = 0; ; turn += 1) {
    const pin = String(Buffer.from(keys.digest('replay/pin', `${cardId} ${turn}`)).readUInt32BE() % 10 ** digits).padStart(digits, '0');
    if (isGoodPin(pin, digits)) return pin;
  }
}

function must<T>(outcome: Outcome<T, string>, what: string): T {
  if (outcome.kind === 'refused') throw new Error(`the ${what} of a replayed card was refused: ${outcome.reason}`);
  return outcome.value;
}

// Beyond any number of a subscriber, so that no message to it ever arrives: 15 digits of E.164, Great Britain.
const mobileOf = (seed: number): string => `+4477009${String(seed % 100_000_000).padStart(8, '0')}`;

async function make(
  tx: Session,
  context: CardsContext,
  programme: CardProgramme,
  digest: string,
  wish: CardWish,
  now: Temporal.Instant,
): Promise<void> {
  const { accountId, cardId, customerId, loadId } = idsOf(digest, wish.lastFour);
  const [product = ''] = Object.keys(programme.products);
  const { numberPrefix = '' } = programme.products[product] ?? {};
  const seed = Number.parseInt(customerId.slice(-10, -2), 16);
  let turn = 0;
  const pin = pinOf(context, cardId, programme.pin.digits);
  // The number must end as the file says; one that is taken gives way to the next.
  const security = {
    ...context.security,
    drawNumber: (): string => {
      if (turn >= numbersMax) throw new Error(`all card numbers that end in ${wish.lastFour} are taken`);
      return cardNumberOf(numberPrefix, wish.lastFour, seed, turn++);
    },
    drawPin: (): string => pin,
  };
  const own = { ...context, security };
  const termsVersion = termsOn(programme, dayAt(programme.timeZone, now).toString())?.version ?? '';
  const { currency, timeZone } = programme;
  const name = `Purchase card ${wish.lastFour}`;
  must(
    await openCustomer(
      tx,
      context.keys,
      {
        id: customerId,
        programme: programme.holders,
        number: `8${String(seed).padStart(10, '0')}`,
        name,
        nameLatin: name,
        language: 'en',
        civilId: `826${String(seed).padStart(10, '0')}`,
        birthDate: '1970-01-01',
        mobile: mobileOf(seed),
      },
      now,
    ),
    'customer',
  );
  await openCardAccount(
    tx,
    { id: accountId, programme: programme.programme, product, customerId, currency, termsVersion, timeZone, status: 'open' },
    now,
  );
  const transaction = { kind: 'load' as const, detail: 'replay', termsVersion, occurredAt: now };
  const load = {
    id: loadId,
    accountId,
    currency,
    amount: wish.load.minor,
    counterpart: 'nostro',
    code: 'card-load',
    reference: 'replay',
  };
  must(await creditWallet(tx, { ...load, transaction }, now), 'load');
  must(await issueCard(tx, own, { id: cardId, accountId, customerId, role: 'main', form: 'virtual', actor: 'system' }, now), 'issue');
  must(await activateCard(tx, own, { cardId, actor: 'system' }, now), 'activation');
}

/** Makes those that are missing, some at once, and gives all. A card is there with all that belongs to it, or not at all. */
export async function openReplayCards(
  context: CardsContext,
  programme: CardProgramme,
  digest: string,
  wishes: readonly CardWish[],
  now: Temporal.Instant,
  { atOnce = 3, onProgress = () => undefined }: { readonly atOnce?: number; readonly onProgress?: (done: number) => void } = {},
): Promise<ReadonlyMap<string, ReplayCard>> {
  const ids = wishes.map(({ lastFour }) => idsOf(digest, lastFour));
  const there = await accountsOf(
    context.database,
    ids.map(({ accountId }) => accountId),
  );
  const missing = wishes.filter((_, index) => !there.has(ids[index]?.accountId ?? ''));
  let made = wishes.length - missing.length;
  onProgress(made);
  const groups = Array.from({ length: Math.ceil(missing.length / groupSize) }, (_, index) =>
    missing.slice(index * groupSize, (index + 1) * groupSize),
  );
  const work = groups.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const group of work) {
        await context.database.transaction(async (tx) => {
          for (const wish of group) await make(tx, context, programme, digest, wish, now);
        });
        made += group.length;
        onProgress(made);
      }
    }),
  );
  const cards = await cardsById(
    context.database,
    ids.map(({ cardId }) => cardId),
  );
  return new Map(
    wishes.map(({ lastFour }) => {
      const { accountId, cardId } = idsOf(digest, lastFour);
      const found = cards.get(cardId);
      if (found === undefined) throw new Error('bug: a card of the replay was made and not found');
      const pan = context.security.openNumber({ cardId, accountId }, found.numberSealed);
      const { expiresOn } = found;
      const expiry = `${expiresOn.slice(2, 4)}${expiresOn.slice(5, 7)}`;
      return [lastFour, { lastFour, accountId, cardId, pan, expiry, pin: pinOf(context, cardId, programme.pin.digits) }];
    }),
  );
}
