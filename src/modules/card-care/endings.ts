// Destroyed cards, and accounts that end by written notice once all their cards are destroyed (PC-55, PC-56).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { statement, type Session } from '../../postgres/database.ts';
import {
  card,
  cardsOf,
  closeCard,
  holdersProgramme,
  type Card,
  type CardsContext,
  type ClosingOrder,
  type ClosingRefused,
} from '../cards/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { accountOf, lockAccounts, setAccountStatus, walletsOf } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';
import { needsDestruction } from './rules/destruction.ts';

export const destructionWays = ['cut-at-branch', 'received-by-post', 'retained-by-machine', 'acceptor'] as const;
export type DestructionWay = (typeof destructionWays)[number];

export type CardDestruction = {
  readonly cardId: string;
  readonly claimedAt: Temporal.Instant | null;
  readonly confirmedAt: Temporal.Instant | null;
  readonly confirmedHow: DestructionWay | null;
};

const columns = `card_id AS "cardId", claimed_at AS "claimedAt", confirmed_at AS "confirmedAt", confirmed_how AS "confirmedHow"`;

const ofCard = statement('card_destruction', `SELECT ${columns} FROM card_destructions WHERE card_id = $1`);

/** What is known of a card's destruction; undefined where nobody said anything. */
export async function destructionOf(db: Session, cardId: string): Promise<CardDestruction | undefined> {
  return (await db.query<CardDestruction>(ofCard, [cardId]))[0];
}

const ofAccount = statement('card_destructions_of_account', `SELECT ${columns} FROM card_destructions WHERE account_id = $1`);

const claim = statement(
  'card_destruction_claim',
  `INSERT INTO card_destructions (card_id, account_id, claimed_at, claimed_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING card_id`,
);

const confirm = statement(
  'card_destruction_confirm',
  `INSERT INTO card_destructions (card_id, account_id, confirmed_at, confirmed_by, confirmed_how) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (card_id) DO UPDATE SET confirmed_at = $3, confirmed_by = $4, confirmed_how = $5 WHERE card_destructions.confirmed_at IS NULL
   RETURNING card_id`,
);

export type DestructionRefusal = 'card-unknown' | 'already-claimed' | 'already-confirmed';

async function locked(tx: Session, cardId: string): Promise<Card | undefined> {
  const found = await card(tx, cardId);
  if (found === undefined) return undefined;
  await lockAccounts(tx, [found.accountId]);
  return await card(tx, cardId);
}

/** PC-55: the holder says that the card is destroyed. It stops authorising; charges stay the holder's until staff confirm. */
export async function claimDestruction(
  context: CardsContext,
  claimed: { cardId: string; customerId?: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<CardDestruction, DestructionRefusal>> {
  return await context.database.transaction<Outcome<CardDestruction, DestructionRefusal>>(async (tx) => {
    const of = await locked(tx, claimed.cardId);
    if (
      of === undefined ||
      (claimed.customerId !== undefined && claimed.customerId !== of.customerId && claimed.customerId !== of.holderId)
    )
      return refused('card-unknown');
    if ((await tx.query(claim, [of.id, of.accountId, now, claimed.actor])).length === 0) return refused('already-claimed');
    // A card that was recalled stays so until staff have it.
    if (of.status !== 'closed' && of.statusReason !== 'recalled')
      await closeCard(tx, context, { cardId: of.id, reason: 'request', actor: claimed.actor }, now);
    const body = { cardId: of.id, lastFour: of.lastFour };
    await appendEvidence(
      tx,
      [{ kind: 'card-destruction-claimed', subject: of.id, customerId: of.customerId, actor: claimed.actor, body }],
      now,
    );
    return done({ cardId: of.id, claimedAt: now, confirmedAt: null, confirmedHow: null });
  });
}

/** Staff or an acceptor has the pieces: charges from now on are not the holder's. The last card of an account under notice ends it. */
export async function confirmDestruction(
  context: CardsContext,
  confirmed: { cardId: string; how: DestructionWay; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<CardDestruction & { readonly accountEnded: boolean }, DestructionRefusal>> {
  type Answer = Outcome<CardDestruction & { readonly accountEnded: boolean }, DestructionRefusal>;
  return await context.database.transaction<Answer>(async (tx) => {
    const of = await locked(tx, confirmed.cardId);
    if (of === undefined) return refused('card-unknown');
    const { how, actor } = confirmed;
    if ((await tx.query(confirm, [of.id, of.accountId, now, actor, how])).length === 0) return refused('already-confirmed');
    if (of.status !== 'closed') {
      const reason = of.statusReason === 'recalled' ? 'recalled' : 'request';
      const closed = await closeCard(tx, context, { cardId: of.id, reason, actor }, now);
      if (closed.kind === 'refused') throw new Error(`bug: a destroyed card could not be closed: ${closed.reason}`);
    }
    const programme = holdersProgramme(context, of.programme);
    await notify(tx, { programme, customerId: of.customerId, event: 'card-destroyed', values: { cardEnd: of.lastFour } }, now);
    const accountEnded = await endWhenDestroyed(tx, context, of.accountId, actor, now);
    const body = { cardId: of.id, lastFour: of.lastFour, how, accountEnded };
    await appendEvidence(tx, [{ kind: 'card-destruction-confirmed', subject: of.id, customerId: of.customerId, actor, body }], now);
    const after = await destructionOf(tx, of.id);
    if (after === undefined) throw new Error('bug: a destruction is gone');
    return done({ ...after, accountEnded });
  });
}

export type Ending = {
  readonly accountId: string;
  readonly givenBy: 'holder' | 'bank';
  readonly noticedAt: Temporal.Instant;
  readonly reference: string;
  /** Where the balance goes. */
  readonly payTo: ClosingOrder['payTo'];
  /** Null while the destruction of a card is not confirmed. */
  readonly effectiveAt: Temporal.Instant | null;
};

const endingColumns = `account_id AS "accountId", given_by AS "givenBy", noticed_at AS "noticedAt", reference, pay_to AS "payTo", effective_at AS "effectiveAt"`;
const ending = statement('card_account_ending', `SELECT ${endingColumns} FROM card_account_endings WHERE account_id = $1`);

const endingInsert = statement(
  'card_account_ending_insert',
  `INSERT INTO card_account_endings (account_id, given_by, noticed_at, reference, document_digest, pay_to, actor)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING account_id`,
);

const endingEffect = statement(
  'card_account_ending_effect',
  `UPDATE card_account_endings SET effective_at = $2 WHERE account_id = $1 AND effective_at IS NULL RETURNING account_id`,
);

/** What is still needed for an account under notice to end, and what is due then. */
export type EndingView = Ending & {
  readonly waitingCards: readonly { readonly cardId: string; readonly lastFour: string; readonly claimedAt: Temporal.Instant | null }[];
  /** In minor units: owed already, and held for charges that are not posted. All of it is due at once when the ending takes effect. */
  readonly due: readonly { readonly currency: string; readonly owed: bigint; readonly unposted: bigint }[];
};

export async function endingOf(db: Session, accountId: string): Promise<EndingView | undefined> {
  const [found] = await db.query<Ending>(ending, [accountId]);
  if (found === undefined) return undefined;
  const destroyed = new Map((await db.query<CardDestruction>(ofAccount, [accountId])).map((row) => [row.cardId, row]));
  const waiting = (await cardsOf(db, accountId)).filter(
    (one) => needsDestruction(one) && (destroyed.get(one.id)?.confirmedAt ?? null) === null,
  );
  return {
    ...found,
    waitingCards: waiting.map(({ id, lastFour }) => ({ cardId: id, lastFour, claimedAt: destroyed.get(id)?.claimedAt ?? null })),
    due: (await walletsOf(db, accountId)).map(({ currency, debt, held }) => ({ currency, owed: debt, unposted: held })),
  };
}

/** Ends an account under notice once no card is left whose destruction is not confirmed; true where it did. */
async function endWhenDestroyed(
  tx: Session,
  context: CardsContext,
  accountId: string,
  actor: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const view = await endingOf(tx, accountId);
  if (view === undefined || view.effectiveAt !== null || view.waitingCards.length > 0) return false;
  if ((await tx.query(endingEffect, [accountId, now])).length === 0) return false;
  const account = await accountOf(tx, accountId);
  if (account === undefined) throw new Error('bug: an ending of no account');
  for (const left of await cardsOf(tx, accountId))
    if (left.status !== 'closed') await closeCard(tx, context, { cardId: left.id, reason: 'account-closed', actor }, now);
  let closing = 'closing';
  if (account.status !== 'closing' && account.status !== 'closed') {
    const order = { accountId, customerId: account.customerId, payTo: view.payTo, reference: view.reference, actor };
    const started = await context.closing?.start(tx, order, now);
    // An account to pay to that went away since the notice: the balance waits for staff, and the cards are gone all the same.
    if (started?.kind === 'refused') closing = started.reason;
    else if (started === undefined) await setAccountStatus(tx, accountId, ['pending', 'open', 'frozen'], 'closing', null, now);
  }
  const programme = holdersProgramme(context, account.programme);
  await notify(tx, { programme, customerId: account.customerId, event: 'card-ended' }, now);
  const due = view.due.map(({ currency, owed, unposted }) => ({ currency, owed: owed.toString(), unposted: unposted.toString() }));
  await emit(tx, { programme: programme.programme, type: 'card-account.ended', object: accountId, data: { accountId, due } }, now);
  await appendEvidence(
    tx,
    [{ kind: 'card-account-ended', subject: accountId, customerId: account.customerId, actor, body: { due, closing } }],
    now,
  );
  return true;
}

export type EndingRefusal = ClosingRefused | 'ending-noticed';

/** PC-56: the written notice of the holder or the bank. Without cards that must be destroyed it takes effect at once. */
export async function noticeEnding(
  context: CardsContext,
  notice: {
    accountId: string;
    customerId?: string;
    givenBy: 'holder' | 'bank';
    reference: string;
    payTo: ClosingOrder['payTo'];
    digest?: Uint8Array;
    actor: string;
  },
  now: Temporal.Instant,
): Promise<Outcome<EndingView, EndingRefusal>> {
  return await context.database.transaction<Outcome<EndingView, EndingRefusal>>(async (tx) => {
    const { accountId, givenBy, reference, payTo, digest, actor } = notice;
    await lockAccounts(tx, [accountId]);
    const account = await accountOf(tx, accountId);
    if (account === undefined || (notice.customerId !== undefined && account.customerId !== notice.customerId))
      return refused('card-account-unknown');
    if (account.status === 'closed') return refused('card-account-closed');
    const order = { accountId, customerId: account.customerId, payTo, reference, actor };
    const judged = account.status === 'closing' ? undefined : await context.closing?.judge(tx, order, now);
    if (judged?.kind === 'refused') return judged;
    const written = await tx.query(endingInsert, [accountId, givenBy, now, reference, digest ?? null, JSON.stringify(payTo), actor]);
    if (written.length === 0) return refused('ending-noticed');
    const programme = holdersProgramme(context, account.programme);
    await notify(tx, { programme, customerId: account.customerId, event: 'card-ending-noticed' }, now);
    await appendEvidence(
      tx,
      [{ kind: 'card-account-ending-noticed', subject: accountId, customerId: account.customerId, actor, body: { givenBy, reference } }],
      now,
    );
    await endWhenDestroyed(tx, context, accountId, actor, now);
    const view = await endingOf(tx, accountId);
    if (view === undefined) throw new Error('bug: an ending is gone');
    return done(view);
  });
}
