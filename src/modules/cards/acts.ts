// Acts on one card: production, activation, freezing, suspension, closing. Each takes the account's lock, then writes once.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session, Statement } from '../../postgres/database.ts';
import type { EventName } from '../messaging/index.ts';
import { accountOf, lockAccounts } from '../wallets/index.ts';
import type { Card } from './card.ts';
import type { CardsContext } from './context.ts';
import { recordIssuerAct } from './issuer-acts.ts';
import { forgetWaitingPin } from './once-store.ts';
import { judgeAct, statesBefore, type CardAct, type LifecycleRefusal } from './rules/lifecycle.ts';
import { isIssuerReason, type CardReason, type IssuerReason } from './rules/reasons.ts';
import { card, changeStatus } from './store.ts';
import { tell } from './tell.ts';

export type CardOrder = {
  readonly cardId: string;
  /** `customer:<id>`, `staff:<id>`, `client:<id>`, `kiosk:<id>` or `system`. */
  readonly actor: string;
  readonly operationId?: string;
};

export type ActRefusal = 'card-unknown' | LifecycleRefusal;

/** What a test takes away to show what it is for. */
export type CardGuards = { readonly lock?: typeof lockAccounts; readonly change?: Statement };

/** The card as it is under its account's lock; undefined where there is none. */
export async function lockCard(tx: Session, cardId: string, { lock = lockAccounts }: CardGuards = {}): Promise<Card | undefined> {
  const found = await card(tx, cardId);
  if (found === undefined) return undefined;
  await lock(tx, [found.accountId]);
  return await card(tx, cardId);
}

type Words = {
  readonly what: string;
  readonly reason?: CardReason;
  readonly notice?: EventName;
  readonly body?: Readonly<Record<string, unknown>>;
};

async function change(
  tx: Session,
  context: CardsContext,
  { cardId, actor, operationId }: CardOrder,
  act: CardAct,
  words: Words,
  now: Temporal.Instant,
  guards: CardGuards = {},
): Promise<Outcome<Card, ActRefusal>> {
  const found = await lockCard(tx, cardId, guards);
  if (found === undefined) return refused('card-unknown');
  const judged = judgeAct(found, act);
  if (judged.kind === 'refused') return judged;
  const reason = words.reason ?? null;
  if (!(await changeStatus(tx, { id: cardId, from: statesBefore(act), to: judged.value, reason }, now, guards.change)))
    return refused('card-state-unfit', { state: found.status });
  const after = await card(tx, cardId);
  if (after === undefined) throw new Error('bug: a card went away');
  await tell(
    tx,
    context,
    after,
    {
      what: words.what,
      actor,
      ...(operationId === undefined ? {} : { operationId }),
      ...(words.body === undefined ? {} : { body: words.body }),
      ...(words.notice === undefined ? {} : { notice: { event: words.notice } }),
    },
    now,
  );
  return done(after);
}

const productionWords = { produce: 'produced', ship: 'shipped', deliver: 'delivered' } as const;

/** A step of production: ordered → produced → shipped → inactive (delivered). */
export async function advanceProduction(
  tx: Session,
  context: CardsContext,
  order: CardOrder & { readonly step: keyof typeof productionWords },
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  return await change(tx, context, order, order.step, { what: productionWords[order.step] }, now);
}

export type ActivationRefusal = ActRefusal | 'identity-missing' | 'card-account-closed' | 'card-expired';

/**
 * PC-03: the card works from now on. PC-02, PC-47: not while the identity is to be established. PC-06: the card that it renews
 * stops with it. Whoever calls has the holder's own approval.
 */
export async function activateCard(
  tx: Session,
  context: CardsContext,
  order: CardOrder,
  now: Temporal.Instant,
  guards: CardGuards = {},
): Promise<Outcome<Card, ActivationRefusal>> {
  const ready = await readyToActivate(tx, context, order.cardId);
  if (ready.kind === 'refused') return ready;
  const activated = await change(tx, context, order, 'activate', { what: 'activated', notice: 'card-activated' }, now, guards);
  if (activated.kind === 'refused' || activated.value.replacementFor === null) return activated;
  const before = await card(tx, activated.value.replacementFor);
  if (before !== undefined && before.status !== 'closed')
    await change(tx, context, { ...order, cardId: before.id }, 'close', { what: 'closed', reason: 'renewed' }, now);
  return activated;
}

/** Whether account and identity let a card be activated; asked again when it is. */
export async function readyToActivate(
  tx: Session,
  context: CardsContext,
  cardId: string,
): Promise<Outcome<undefined, 'card-unknown' | 'card-account-closed' | 'identity-missing'>> {
  const found = await card(tx, cardId);
  const account = found === undefined ? undefined : await accountOf(tx, found.accountId);
  if (found === undefined || account === undefined) return refused('card-unknown');
  if (account.status === 'closed' || account.status === 'closing') return refused('card-account-closed');
  const hold = await context.identityHold?.(tx, found.accountId, 'activation');
  if (hold?.kind === 'refused') return hold;
  return account.status === 'pending' ? refused('identity-missing') : done(undefined);
}

/** The holder's own pause: `frozen` and back. */
export async function freezeCard(
  tx: Session,
  context: CardsContext,
  order: CardOrder,
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  return await change(tx, context, order, 'freeze', { what: 'frozen', notice: 'card-frozen' }, now);
}

export async function unfreezeCard(
  tx: Session,
  context: CardsContext,
  order: CardOrder,
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  return await change(tx, context, order, 'unfreeze', { what: 'unfrozen', notice: 'card-unfrozen' }, now);
}

export type IssuerOrder = CardOrder & {
  readonly reason: IssuerReason;
  /** At most 400 characters; for auditors. */ readonly note?: string;
};

/** PC-36, PC-54: the issuer's or the scheme's suspension. The holder is told that it is so, never why. */
export async function suspendCard(
  tx: Session,
  context: CardsContext,
  order: IssuerOrder,
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  const { reason, note = '' } = order;
  const words = { what: 'suspended', reason, notice: 'card-suspended', body: { reason, note } } as const;
  const outcome = await change(tx, context, order, 'suspend', words, now);
  if (outcome.kind === 'done') await keepReason(tx, context, outcome.value, 'suspend', order, now);
  return outcome;
}

/** Lifts a suspension: back to active, to the holder's own freeze, or to inactive. */
export async function resumeCard(
  tx: Session,
  context: CardsContext,
  order: IssuerOrder,
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  const { reason, note = '' } = order;
  const words = { what: 'resumed', notice: 'card-resumed', body: { reason, note } } as const;
  const outcome = await change(tx, context, order, 'resume', words, now);
  if (outcome.kind === 'done') await keepReason(tx, context, outcome.value, 'resume', order, now);
  return outcome;
}

async function keepReason(
  tx: Session,
  context: CardsContext,
  { id, accountId }: Card,
  act: string,
  { reason, note = '', actor }: { readonly reason: string; readonly note?: string; readonly actor: string },
  now: Temporal.Instant,
): Promise<void> {
  await recordIssuerAct(tx, { id: context.newId(), accountId, cardId: id, act, reason, note, actor }, now);
}

/** Reports by which a card is blocked at once (PC-34). */
export const blockingReasons = ['lost', 'stolen', 'disclosed-pin'] as const;
export type BlockingReason = (typeof blockingReasons)[number];

/** A replacement is told of by a message of its own. */
function noticeOfClosing(reason: CardReason, isBlock: boolean): Pick<Words, 'notice'> {
  if (isBlock) return { notice: 'card-blocked' };
  if (reason === 'replaced' || reason === 'renewed' || reason === 'damaged') return {};
  return { notice: reason === 'expired' ? 'card-expired' : 'card-cancelled' };
}

/**
 * Closes a card for good, from any state. Holders' reasons are told; the bank's own (PC-36, PC-54) are kept for auditors.
 * PC-35: nothing leads back. PC-37: settlements of what was approved are still posted.
 */
export async function closeCard(
  tx: Session,
  context: CardsContext,
  order: CardOrder & { readonly reason: CardReason; readonly note?: string },
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  const { reason, note = '' } = order;
  const isBlock = blockingReasons.some((known) => known === reason);
  const words: Words = {
    what: isBlock ? 'blocked' : 'closed',
    reason,
    body: { reason, ...(note === '' ? {} : { note }) },
    ...noticeOfClosing(reason, isBlock),
  };
  const outcome = await change(tx, context, order, 'close', words, now);
  if (outcome.kind === 'refused') return outcome;
  await forgetWaitingPin(tx, order.cardId);
  if (isIssuerReason(reason)) await keepReason(tx, context, outcome.value, 'close', { ...order, reason }, now);
  return outcome;
}

/** PC-34: lost, stolen, or its PIN known to somebody: blocked at once. A card that is closed already stays as it is. */
export async function blockCard(
  tx: Session,
  context: CardsContext,
  order: CardOrder & { readonly reason: BlockingReason },
  now: Temporal.Instant,
): Promise<Outcome<Card, ActRefusal>> {
  return await closeCard(tx, context, order, now);
}
