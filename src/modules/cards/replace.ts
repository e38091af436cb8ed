// A new card in the line of an old one: replacement, renewal, and the choice not to be renewed (PC-06, PC-38).

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { chargeFees } from '../card-fees/index.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { derivedId } from '../ledger/index.ts';
import { accountOf, lockAccounts, optOutOfRenewal } from '../wallets/index.ts';
import { closeCard, lockCard, type ActRefusal, type CardGuards, type CardOrder } from './acts.ts';
import type { Card } from './card.ts';
import type { CardsContext } from './context.ts';
import { issueCard, type IssueRefusal } from './issue.ts';
import { renewalDay } from './rules/validity.ts';
import { replacementFor } from './store.ts';
import { tell } from './tell.ts';

export const replacementReasons = ['lost', 'stolen', 'damaged', 'disclosed-pin'] as const;
export type ReplacementReason = (typeof replacementReasons)[number];

// PC-06, PC-36: what the bank closed for reasons of its own is not replaced at the holder's wish.
const replaceableAfter: readonly string[] = ['lost', 'stolen', 'damaged', 'disclosed-pin', 'expired', 'fraud', 'recalled'];

export type ReplaceRefusal =
  | 'card-unknown'
  | 'card-closed'
  | 'card-suspended'
  | 'card-state-unfit'
  | 'card-replaced'
  | 'card-not-replaceable'
  | IssueRefusal;

export type Replacement = CardOrder & {
  readonly newCardId: string;
  /** Why the old card stops, where it has not stopped yet. */
  readonly reason: ReplacementReason;
  readonly form: 'physical' | 'virtual';
  readonly printed?: boolean;
  /** The issuer may replace what it suspended or closed itself; nothing is charged then. */
  readonly byIssuer?: boolean;
};

/** Whether a card may be replaced as it stands. */
export async function judgeReplacement(db: Session, old: Card, byIssuer: boolean): Promise<Outcome<undefined, ReplaceRefusal>> {
  if ((await replacementFor(db, old.id)) !== undefined) return refused('card-replaced');
  if (old.status === 'closed' && !byIssuer && !replaceableAfter.includes(old.statusReason ?? '')) return refused('card-not-replaceable');
  if (old.status === 'suspended' && !byIssuer) return refused('card-suspended');
  return await judgeAccount(db, old);
}

/** Looked at before anything is written: what is refused leaves nothing behind. */
async function judgeAccount(db: Session, { accountId }: Card): Promise<Outcome<undefined, 'card-account-unknown' | 'card-account-closed'>> {
  const account = await accountOf(db, accountId);
  if (account === undefined) return refused('card-account-unknown');
  return account.status === 'closing' || account.status === 'closed' ? refused('card-account-closed') : done(undefined);
}

/**
 * PC-06: the old number stops at once, the balance stays, the new card has a number and a PIN of its own. The fee of the
 * schedule is posted (PC-25). A card is replaced once: of many who ask, one gets the new card and the others `card-replaced`.
 */
export async function replaceCard(
  tx: Session,
  context: CardsContext,
  wanted: Replacement,
  now: Temporal.Instant,
  guards: CardGuards = {},
): Promise<Outcome<Card, ReplaceRefusal>> {
  const old = await lockCard(tx, wanted.cardId, guards);
  if (old === undefined) return refused('card-unknown');
  const judged = await judgeReplacement(tx, old, wanted.byIssuer === true);
  if (judged.kind === 'refused') return judged;
  const { actor, operationId, form, printed, newCardId } = wanted;
  const common = { actor, ...(operationId === undefined ? {} : { operationId }) };
  if (old.status !== 'closed') {
    const closed = await stopOld(tx, context, { ...common, cardId: old.id, reason: wanted.reason }, now);
    if (closed.kind === 'refused') return closed;
  }
  const made = await issueCard(
    tx,
    context,
    { ...common, id: newCardId, accountId: old.accountId, customerId: old.customerId, role: old.role, form, printed: printed === true },
    now,
    lineOf(old),
  );
  if (made.kind === 'refused') return made;
  if (wanted.byIssuer !== true) await chargeFee(tx, context, made.value, 'replacement', operationId, now);
  await tellOf(tx, context, old, made.value, 'replaced', common, now);
  return made;
}

/** A loss goes through its own report, so that its file is there (PC-34); a damaged card is just closed. */
async function stopOld(
  tx: Session,
  context: CardsContext,
  { reason, ...order }: CardOrder & { readonly reason: ReplacementReason },
  now: Temporal.Instant,
): Promise<Outcome<undefined, ActRefusal>> {
  if (reason !== 'damaged' && context.reportLoss !== undefined) {
    await context.reportLoss(tx, { ...order, kind: reason }, now);
    return done(undefined);
  }
  const closed = await closeCard(tx, context, { ...order, reason }, now);
  return closed.kind === 'refused' ? closed : done(undefined);
}

const lineOf = (old: Card): NonNullable<Parameters<typeof issueCard>[4]> => ({
  chainId: old.chainId,
  replacementFor: old.id,
  sequence: old.sequence + 1,
  controls: old.controls,
  notify: old.notify,
});

async function tellOf(
  tx: Session,
  context: CardsContext,
  old: Card,
  made: Card,
  what: 'replaced' | 'renewed',
  common: { readonly actor: string; readonly operationId?: string },
  now: Temporal.Instant,
): Promise<void> {
  const data = { newCardId: made.id, newLastFour: made.lastFour };
  const notice = { event: `card-${what}`, values: { newEnd: made.lastFour } } as const;
  await tell(tx, context, old, { what, ...common, data, body: data, notice }, now);
}

/** The id follows from the card: whatever is repeated, the fee is posted once. */
async function chargeFee(
  tx: Session,
  context: CardsContext,
  { id, accountId }: Pick<Card, 'id' | 'accountId'>,
  fee: 'replacement' | 'renewal',
  operationId: string | undefined,
  now: Temporal.Instant,
): Promise<void> {
  const reference = operationId === undefined ? {} : { reference: operationId };
  await chargeFees(tx, context, [{ id: derivedId(`${fee}-fee`, id), accountId, cardId: id, fee, occurredAt: now, ...reference }], now);
}

/** PC-38: the annual fee before a card ends, also where it was cancelled and something is owed. Posted once for each card that ends. */
export async function chargeRenewalFee(
  tx: Session,
  context: CardsContext,
  ending: Card,
  operationId: string | undefined,
  now: Temporal.Instant,
): Promise<void> {
  await chargeFee(tx, context, ending, 'renewal', operationId, now);
}

export type RenewRefusal = 'card-unknown' | 'card-closed' | 'card-suspended' | 'card-replaced' | 'renewal-too-early' | IssueRefusal;

/** Whether a card may be renewed on this day. */
export async function judgeRenewal(
  db: Session,
  context: Pick<CardsContext, 'cardProgrammes'>,
  old: Card,
  now: Temporal.Instant,
): Promise<Outcome<undefined, RenewRefusal>> {
  if (old.status === 'closed') return refused('card-closed');
  if (old.status === 'suspended') return refused('card-suspended');
  if ((await replacementFor(db, old.id)) !== undefined) return refused('card-replaced');
  const programme = cardProgrammeNamed(context.cardProgrammes, old.programme);
  const first = renewalDay(Temporal.PlainDate.from(old.expiresOn), programme.products[old.product]?.renewDaysBefore ?? 0);
  if (Temporal.PlainDate.compare(dayAt(programme.timeZone, now), first) < 0)
    return refused('renewal-too-early', { from: first.toString() });
  return await judgeAccount(db, old);
}

/** PC-06, PC-38: a new card before the old one ends. The old one works until the new one is activated, or until its own end. */
export async function renewCard(
  tx: Session,
  context: CardsContext,
  wanted: CardOrder & { readonly newCardId: string },
  now: Temporal.Instant,
): Promise<Outcome<Card, RenewRefusal>> {
  const old = await lockCard(tx, wanted.cardId);
  if (old === undefined) return refused('card-unknown');
  const judged = await judgeRenewal(tx, context, old, now);
  if (judged.kind === 'refused') return judged;
  const { actor, operationId, newCardId } = wanted;
  const common = { actor, ...(operationId === undefined ? {} : { operationId }) };
  const { accountId, customerId, role, form } = old;
  const made = await issueCard(tx, context, { ...common, id: newCardId, accountId, customerId, role, form }, now, lineOf(old));
  if (made.kind === 'refused') return made;
  await chargeRenewalFee(tx, context, old, operationId, now);
  await tellOf(tx, context, old, made.value, 'renewed', common, now);
  return made;
}

/** PC-38: whether the cards of an account are renewed and replaced without being asked for. */
export async function chooseRenewal(
  tx: Session,
  choice: { readonly accountId: string; readonly byDefault: boolean; readonly actor: string; readonly operationId?: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'card-account-unknown'>> {
  const { accountId, byDefault, actor, operationId } = choice;
  await lockAccounts(tx, [accountId]);
  const account = await accountOf(tx, accountId);
  if (account === undefined) return refused('card-account-unknown');
  await optOutOfRenewal(tx, accountId, !byDefault);
  const body = { byDefault, ...(operationId === undefined ? {} : { operationId }) };
  await appendEvidence(tx, [{ kind: 'card-renewal-chosen', subject: accountId, customerId: account.customerId, actor, body }], now);
  return done(undefined);
}
