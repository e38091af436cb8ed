// What waits in suspense: kept when it goes there, and resolved by staff, under four eyes where the programme says so.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import type { CardProgrammes } from '../card-programmes/index.ts';
import { card } from '../cards/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { applyTransfers, derivedId, internalAccountId } from '../ledger/index.ts';
import { emit } from '../webhooks/index.ts';
import type { AuthorizationsContext } from './batch-state.ts';
import { clear } from './clear.ts';
import { judgeSuspense, type SuspenseJudgement, type SuspenseWish } from './rules/suspense.ts';
import * as store from './suspense-store.ts';
import type { SuspenseItem } from './suspense-store.ts';
import { currencyOf, presentmentOf } from './suspense-kept.ts';

export type SuspenseRefusal =
  | 'suspense-unknown'
  | SuspenseJudgement
  /** No such card, or of another programme than the item. */
  | 'card-unknown'
  /** The card was never in use: nothing is charged to it. */
  | 'card-never-used'
  | 'rate-unknown'
  /** A message settled it on that account meanwhile: it goes back to the scheme. */
  | 'suspense-settled';

export type Resolving = {
  readonly itemId: string;
  /** Whose items may be resolved. */
  readonly programmes: readonly string[];
  readonly wish: SuspenseWish;
  /** For the evidence; 1 to 400 characters. */
  readonly reason: string;
  /** `staff:<id>` is a person, `client:<id>` is none. */
  readonly actor: string;
};

type Context = Pick<AuthorizationsContext, 'database' | 'cardProgrammes' | 'programmes' | 'security'>;

/** Out of suspense, and owed by the scheme (or to it) again: the other way round than it went in. */
async function takeOut(tx: Session, item: SuspenseItem, code: string, now: Temporal.Instant): Promise<void> {
  const currency = currencyOf(item);
  const [scheme, suspense] = [internalAccountId('scheme-settlement', currency), internalAccountId('unmatched-suspense', currency)];
  const wasAsked = item.kind === 'purchase' || item.kind === 'cash';
  const [debitAccountId, creditAccountId] = wasAsked ? [scheme, suspense] : [suspense, scheme];
  const legs = [{ debitAccountId, creditAccountId, amount: item.amount }];
  const id = derivedId('suspense-out', item.id);
  const [applied] = await applyTransfers(tx, [{ kind: 'transfer', id, currency, code, reference: item.id, legs }], now);
  if (applied?.kind !== 'done') throw new Error(`bug: the ledger refused to take out of suspense: ${applied?.reason ?? 'no outcome'}`);
}

const settlementRefusals = { suspense: 'card-never-used', 'rate-unknown': 'rate-unknown', exists: 'suspense-settled' } as const;

async function match(
  tx: Session,
  context: Context,
  item: SuspenseItem,
  cardId: string,
  now: Temporal.Instant,
): Promise<Outcome<Readonly<Record<string, string>>, SuspenseRefusal>> {
  await takeOut(tx, item, 'card-suspense-match', now);
  const [settled] = await clear(tx, context, [presentmentOf(item, cardId)], now);
  if (settled === undefined) throw new Error('bug: a settlement without an outcome');
  const { result } = settled;
  if (result === 'suspense' || result === 'rate-unknown' || result === 'exists') return refused(settlementRefusals[result]);
  return done({ result, transactionId: settled.id, accountId: settled.accountId ?? '' });
}

const programmeNameOf = (cardProgrammes: CardProgrammes, item: SuspenseItem): string | undefined =>
  item.programme === null ? undefined : cardProgrammes.get(item.programme)?.holders;

/**
 * Resolves an item. `match` settles it on a card as if it had named that card (holds, foreign currency, debts and fees as in `clear`), `return`
 * gives it back to the scheme's account, to be charged back or settled there. Under four eyes the first call asks and the same of another person
 * does it; a client of the API only asks. The same again changes nothing.
 * Refusals in order: suspense-unknown, those of judgeSuspense, card-unknown, then what the settlement says; then nothing is changed.
 */
export async function resolveSuspense(
  context: Context,
  { itemId, programmes, wish, reason, actor }: Resolving,
  now: Temporal.Instant,
): Promise<Outcome<{ item: SuspenseItem; existed: boolean }, SuspenseRefusal>> {
  type Resolved = Outcome<{ item: SuspenseItem; existed: boolean }, SuspenseRefusal>;
  return await context.database.transaction<Resolved>(async (tx) => {
    const item = await store.lockSuspenseItem(tx, itemId);
    if (item?.programme == null || !programmes.includes(item.programme)) return refused('suspense-unknown');
    const fourEyes = context.cardProgrammes.get(item.programme)?.disputes.staffFourEyes ?? true;
    const judged = judgeSuspense(item, wish, { actor, isPerson: actor.startsWith('staff:') }, fourEyes);
    if (judged.kind === 'refused') return judged;
    const step = judged.value;
    if (step === 'unchanged') return done({ item, existed: true });
    const target = wish.act === 'match' ? await card(tx, wish.cardId) : undefined;
    if (wish.act === 'match' && target?.programme !== item.programme) return refused('card-unknown');

    let data: Readonly<Record<string, string>> = {};
    if (step === 'resolve' && target !== undefined) {
      const matched = await match(tx, context, item, target.id, now);
      if (matched.kind === 'refused') throw new RolledBack<Resolved>(matched);
      data = matched.value;
    } else if (step === 'resolve') await takeOut(tx, item, 'card-suspense-return', now);

    const nothing = { act: null, targetCardId: null, reason: null, askedBy: null, askedAt: null };
    const asked =
      wish.act === 'turn-down'
        ? nothing
        : item.status === 'asked'
          ? { act: item.act, targetCardId: item.targetCardId, reason: item.reason, askedBy: item.askedBy, askedAt: item.askedAt }
          : { act: wish.act, targetCardId: target?.id ?? null, reason, askedBy: actor, askedAt: now };
    const status = step === 'ask' ? 'asked' : step === 'turn-down' ? 'open' : wish.act === 'match' ? 'matched' : 'returned';
    const decided = step === 'resolve' ? { decidedBy: actor, decidedAt: now } : { decidedBy: null, decidedAt: null };
    if (!(await store.moveSuspense(tx, item.status, { id: item.id, status, ...asked, ...decided })))
      throw new Error('bug: an item in suspense moved under its lock');

    const body = {
      itemId: item.id,
      programme: item.programme,
      status,
      act: wish.act,
      ...(target === undefined ? {} : { cardId: target.id }),
      amount: `${item.amount} ${item.currency}`,
      ...data,
    };
    const type = `card-suspense.${step === 'ask' ? 'asked' : step === 'turn-down' ? 'turned-down' : status}`;
    const holders = programmeNameOf(context.cardProgrammes, item);
    if (holders !== undefined) await emit(tx, { programme: holders, type, object: item.id, data: body }, now);
    await appendEvidence(tx, [{ kind: type.replace('.', '-'), subject: item.id, actor, body: { ...body, reason } }], now);
    const moved = await store.suspenseItem(tx, item.id);
    if (moved === undefined) throw new Error('bug: an item in suspense went away');
    return done({ item: moved, existed: false });
  });
}
