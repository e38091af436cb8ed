// Giving personal data to others: only to the programme's classes of recipients for their purposes, each time logged (PC-60).

import { toJson, money } from '../../kernel/money.ts';
import { refused, done, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { cardsOfHolder, type CardsContext } from '../cards/index.ts';
import { customer } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { accountsOfHolder, transactionsOf, walletsOf } from '../wallets/index.ts';
import { judgeDisclosure, type DisclosureRefusal } from './rules/changes.ts';
import { insertDisclosure, type Disclosure } from './store.ts';

export const disclosureCategories = ['identity', 'contacts', 'accounts', 'cards', 'transactions'] as const;
export type DisclosureCategory = (typeof disclosureCategories)[number];

export type DisclosureWish = {
  /** Card programme: its classes of recipients hold. */
  readonly programme: string;
  readonly customerId: string;
  readonly recipientClass: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly categories: readonly DisclosureCategory[];
  readonly reference: string;
  readonly actor: string;
};

const transactionsMax = 500;

/** What a category means, as JSON; card numbers are in none. */
async function dataOf(db: Session, customerId: string, category: DisclosureCategory): Promise<unknown> {
  const accounts = await accountsOfHolder(db, customerId);
  switch (category) {
    case 'identity': {
      const person = await customer(db, customerId);
      return { name: person?.name, nameLatin: person?.nameLatin, birthDate: person?.birthDate, customerNumber: person?.number };
    }
    case 'contacts': {
      const person = await customer(db, customerId);
      return { mobile: person?.mobile, email: person?.email, address: person?.address };
    }
    case 'accounts':
      return await Promise.all(
        accounts.map(async ({ id, product, status, openedAt, closedAt }) => ({
          accountId: id,
          product,
          status,
          openedAt: openedAt.toString(),
          closedAt: closedAt?.toString() ?? null,
          wallets: (await walletsOf(db, id)).map(({ currency, posted, debt }) => toJson(money(currency, posted - debt))),
        })),
      );
    case 'cards':
      return (await cardsOfHolder(db, customerId)).map(({ id, lastFour, role, status, expiresOn }) => ({
        cardId: id,
        lastFour,
        role,
        status,
        expiresOn,
      }));
    case 'transactions':
      return (
        await Promise.all(
          accounts.map(async ({ id }) =>
            (await transactionsOf(db, id, { limit: transactionsMax })).map(
              ({ kind, walletCurrency, amount, merchantName, occurredAt }) => ({
                accountId: id,
                kind,
                amount: toJson(money(walletCurrency, amount)),
                merchant: merchantName,
                occurredAt: occurredAt.toString(),
              }),
            ),
          ),
        )
      ).flat();
  }
}

/**
 * Logs a disclosure and gives the data of its categories; nothing is given that is not in the log. A refused one is kept as evidence.
 */
export async function discloseData(
  context: CardsContext,
  wish: DisclosureWish,
  now: Temporal.Instant,
): Promise<Outcome<{ disclosure: Disclosure; data: Record<string, unknown> }, DisclosureRefusal | 'customer-unknown'>> {
  type Answer = Outcome<{ disclosure: Disclosure; data: Record<string, unknown> }, DisclosureRefusal | 'customer-unknown'>;
  const programme = cardProgrammeNamed(context.cardProgrammes, wish.programme);
  return await context.database.transaction<Answer>(async (tx) => {
    const { customerId, recipientClass, recipient, purpose, categories, reference, actor } = wish;
    if ((await customer(tx, customerId))?.programme !== programme.holders) return refused('customer-unknown');
    const judged = judgeDisclosure(programme.privacy.recipients, recipientClass, purpose);
    const body = { recipientClass, recipient, purpose, categories, reference };
    if (judged.kind === 'refused') {
      const evidence = { ...body, because: judged.reason };
      await appendEvidence(tx, [{ kind: 'card-disclosure-refused', subject: customerId, customerId, actor, body: evidence }], now);
      return judged;
    }
    const disclosure = {
      id: context.newId(),
      programme: wish.programme,
      customerId,
      recipientClass,
      recipient,
      purpose,
      categories,
      reference,
      actor,
      at: now,
    };
    await insertDisclosure(tx, disclosure);
    const data: Record<string, unknown> = {};
    for (const category of categories) data[category] = await dataOf(tx, customerId, category);
    await appendEvidence(tx, [{ kind: 'card-disclosure', subject: disclosure.id, customerId, actor, body }], now);
    return done({ disclosure, data });
  });
}
