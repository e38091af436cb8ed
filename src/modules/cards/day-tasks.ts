// What the end of a day does to cards: those that end are closed, those that will end are renewed (PC-06, PC-38).

import { statement, type Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { derivedId } from '../ledger/index.ts';
import { accountOf, walletsOf } from '../wallets/index.ts';
import { closeCard, lockCard } from './acts.ts';
import type { CardsContext } from './context.ts';
import { chargeRenewalFee, judgeRenewal, renewCard } from './replace.ts';
import { replacementFor } from './store.ts';

type CardDay = { readonly programme: string; readonly day: Temporal.PlainDate };
type Task = { readonly name: string; run(day: CardDay, now: Temporal.Instant): Promise<unknown> };

const batch = 500;

const expired = statement(
  'cards_expired',
  `SELECT c.id FROM cards c JOIN card_accounts a ON a.id = c.account_id
   WHERE a.programme = $1 AND c.status <> 'closed' AND c.expires_on <= $2 AND c.id > $3 ORDER BY c.id LIMIT $4`,
);

// A closed card counts where nobody replaced it: something may be owed on its account.
const ending = statement(
  'cards_ending',
  `SELECT c.id FROM cards c JOIN card_accounts a ON a.id = c.account_id
   WHERE a.programme = $1 AND a.product = $2 AND a.status IN ('open', 'frozen') AND NOT a.renewal_opted_out
     AND c.expires_on > $3 AND c.expires_on <= $4 AND c.id > $5
     AND NOT EXISTS (SELECT 1 FROM cards n WHERE n.replacement_for = c.id)
   ORDER BY c.id LIMIT $6`,
);

const noId = '00000000-0000-0000-0000-000000000000';

/** Runs `work` for each id of a list that is read in pieces, each in a transaction of its own. */
async function forEach(
  context: CardsContext,
  read: (after: string) => Promise<{ id: string }[]>,
  work: (tx: Session, id: string) => Promise<unknown>,
): Promise<number> {
  let count = 0;
  let after = noId;
  for (;;) {
    const ids = await read(after);
    for (const { id } of ids) {
      await context.database.transaction(async (tx) => await work(tx, id));
      count += 1;
      after = id;
    }
    if (ids.length < batch) return count;
  }
}

async function closeExpired(context: CardsContext, { programme, day }: CardDay, now: Temporal.Instant): Promise<number> {
  return await forEach(
    context,
    async (after) => await context.database.query<{ id: string }>(expired, [programme, day, after, batch]),
    async (tx, cardId) => await closeCard(tx, context, { cardId, reason: 'expired', actor: 'system' }, now),
  );
}

async function renewOne(tx: Session, context: CardsContext, cardId: string, now: Temporal.Instant): Promise<void> {
  const found = await lockCard(tx, cardId);
  if (found === undefined || (await replacementFor(tx, cardId)) !== undefined) return;
  const account = await accountOf(tx, found.accountId);
  if (account === undefined || account.renewalOptedOut) return;
  if (found.status === 'closed') {
    const wallets = await walletsOf(tx, found.accountId);
    if (found.closedAt !== null && wallets.some(({ debt }) => debt > 0n)) await chargeRenewalFee(tx, context, found, undefined, now);
    return;
  }
  if ((await judgeRenewal(tx, context, found, now)).kind === 'refused') return;
  // The id follows from the old card: a day that runs again finds the new one.
  await renewCard(tx, context, { cardId, newCardId: derivedId('renewed-card', cardId), actor: 'system' }, now);
}

async function renewEnding(context: CardsContext, { programme: name, day }: CardDay, now: Temporal.Instant): Promise<number> {
  const programme = cardProgrammeNamed(context.cardProgrammes, name);
  if (!programme.renewal.byDefault) return 0;
  let count = 0;
  for (const [product, { renewDaysBefore }] of Object.entries(programme.products))
    count += await forEach(
      context,
      async (after) =>
        await context.database.query<{ id: string }>(ending, [name, product, day, day.add({ days: renewDaysBefore }), after, batch]),
      async (tx, cardId) => await renewOne(tx, context, cardId, now),
    );
  return count;
}

/** Tasks of the end of day, in their order. Each finds what is to do from the rows, so that a day can run again without harm. */
export function cardDayTasks(context: CardsContext): Task[] {
  return [
    { name: 'card-renewal', run: async (day, now) => await renewEnding(context, day, now) },
    { name: 'card-expiry', run: async (day, now) => await closeExpired(context, day, now) },
  ];
}
