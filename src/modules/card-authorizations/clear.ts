// Applies presentments, many at once: matches them, ends holds, posts on wallets, keeps what nobody can be charged with in suspense.

import { money, type Currency } from '../../kernel/money.ts';
import { statement, type Session } from '../../postgres/database.ts';
import { chargeFees } from '../card-fees/index.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { mayPostClearing, type CardStatus } from '../cards/index.ts';
import { rateTable } from '../exchange/index.ts';
import { applyTransfers, internalAccountId, internalAccounts, knownTransfers, type Command } from '../ledger/index.ts';
import { accountsOf, chargeWallets, creditWallets, knownTransactions, lockAccounts, type WalletState } from '../wallets/index.ts';
import { lifeOf } from './authorize.ts';
import type { AuthorizationsContext } from './batch-state.ts';
import { outcomeOf, settlePurchase, settleRefund, type Account, type Case, type Plan } from './clear-plan.ts';
import { isSettledByMessage, matchAll, type Placed } from './match.ts';
import { isSettledByAdvice, keepMessageSettlements, messageSettlements, type Found as Seen } from './message-settlements.ts';
import type { Rates } from './rules/draw.ts';
import * as store from './store.ts';
import { itemOf } from './suspense-kept.ts';
import { insertSuspense, type NewSuspenseItem } from './suspense-store.ts';
import type { StoredEvent } from './stored.ts';
import { tellOfClearing } from './tell.ts';
import type { ClearingOutcome, Presentment } from './types.ts';

export type ClearingContext = Pick<AuthorizationsContext, 'cardProgrammes' | 'programmes' | 'security'>;

const statusesStatement = statement(
  'authorizations_card_statuses',
  `SELECT c.id, c.status, c.activated_at IS NOT NULL AS activated FROM cards c WHERE c.id = ANY ($1::uuid[])`,
);

// Every row of this path is looked up by its key. A plan made while a table was small would read the whole of it, and would stay.
const planByKeyStatement = statement(
  'clear_plan_by_key',
  `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
);

type Found = { readonly presentment: Presentment; readonly card: store.CardKey | undefined };

/** The card of each presentment, by id or by the digest of its number; that of another bank than the one whose file names it is none. */
async function findCards(tx: Session, ctx: ClearingContext, presentments: readonly Presentment[]): Promise<Found[]> {
  const keyed = presentments.map((presentment) => {
    const { cardId, panDigest, pan } = presentment;
    const digest = cardId !== undefined ? undefined : (panDigest ?? (pan === undefined ? undefined : ctx.security.numberDigest(pan)));
    return { presentment, cardId, digest: digest === undefined ? undefined : Buffer.from(digest) };
  });
  const digests = keyed.flatMap(({ digest }) => (digest === undefined ? [] : [digest]));
  const rows = await store.cardKeys(
    tx,
    digests,
    keyed.flatMap(({ cardId }) => (cardId === undefined ? [] : [cardId])),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byDigest = new Map(rows.map((row) => [row.number_digest.toString('base64'), row]));
  const bankOf = (programme: string): string | undefined => ctx.cardProgrammes.get(programme)?.holders;
  return keyed.map(({ presentment, cardId, digest }) => {
    const card = cardId !== undefined ? byId.get(cardId) : digest === undefined ? undefined : byDigest.get(digest.toString('base64'));
    const { programme } = presentment;
    const isOurs =
      card === undefined || programme === undefined || card.programme === programme || bankOf(card.programme) === bankOf(programme);
    return { presentment, card: isOurs ? card : undefined };
  });
}

/** Dr suspense, Cr scheme (a refund the other way round): money that moved at the scheme and that nobody can be charged with yet. */
function suspend({ id, amount, kind, reference }: Presentment): Command {
  const scheme = internalAccountId('scheme-settlement', amount.currency);
  const suspense = internalAccountId('unmatched-suspense', amount.currency);
  const [debitAccountId, creditAccountId] = kind === 'refund' ? [scheme, suspense] : [suspense, scheme];
  const legs = [{ debitAccountId, creditAccountId, amount: amount.minor }];
  return { kind: 'transfer', id, currency: amount.currency, code: 'card-suspense', reference, legs };
}

async function ensureCharts(tx: Session, currencies: ReadonlySet<Currency>, now: Temporal.Instant): Promise<void> {
  const charts = ['scheme-settlement', 'exchange-position', 'exchange-income', 'fee-income', 'unmatched-suspense'];
  await internalAccounts(
    tx,
    [...currencies].flatMap((currency) => charts.map((chart) => ({ chart, currency }))),
    now,
  );
}

/**
 * Applies presentments in the caller's transaction, in the order given; outcomes come in that order. Each is idempotent by its id.
 * One that settles an authorisation ends its holds (all of them, unless `final` is false) and charges what it says, whatever was held:
 * less frees the rest, more becomes a debt where it is not there (PC-17 … PC-21). Without an authorisation the card's wallet is charged
 * all the same; without a card, or where the card was never in use, the amount waits in suspense. Foreign currency at the day's rate
 * (PC-22), the network's own where it gives the amount in the wallet's currency. Cash abroad posts its fee (PC-14).
 * What a message posted (0200 by itself, 0220 as `message` of its presentment) is answered as `exists` where a file brings it.
 * At most some hundreds at a time: all their accounts are locked until the transaction ends.
 */
export async function clear(
  tx: Session,
  ctx: ClearingContext,
  presentments: readonly Presentment[],
  now: Temporal.Instant,
): Promise<ClearingOutcome[]> {
  if (presentments.length === 0) return [];
  await tx.query(planByKeyStatement);
  const found = await findCards(tx, ctx, presentments);
  const accountIds = [...new Set(found.flatMap(({ card }) => (card === undefined ? [] : [card.account_id])))];
  const locked = await lockAccounts(tx, accountIds);
  const accounts = await accountsOf(tx, accountIds);
  const cardIds = [...new Set(found.flatMap(({ card }) => (card === undefined ? [] : [card.id])))];
  const cardRows = await tx.query<{ id: string; status: CardStatus; activated: boolean }>(statusesStatement, [cardIds]);
  const cards = new Map(cardRows.map((row) => [row.id, row]));
  const table = await rateTable(tx, now);
  const rates: Rates = table === undefined ? () => undefined : (from, to) => table.rate(from, to);
  await ensureCharts(
    tx,
    new Set([...presentments.map(({ amount }) => amount.currency), ...[...locked.values()].flat().map(({ currency }) => currency)]),
    now,
  );
  const exchange = {
    position: (currency: Currency) => internalAccountId('exchange-position', currency),
    income: (currency: Currency) => internalAccountId('exchange-income', currency),
  };

  const placed = found.flatMap(({ presentment, card }): Placed[] =>
    card === undefined ? [] : [{ presentment, accountId: card.account_id, cardId: card.id }],
  );
  const known = new Set(
    await knownTransactions(
      tx,
      placed.map(({ presentment, accountId }) => ({ accountId, id: presentment.id, part: 0 })),
    ),
  );
  // Posted on another account, or in suspense since before the card was in use: it has moved, and moves no second time.
  const presented = presentments.map(({ id }) => id);
  const moved = new Set(await knownTransfers(tx, presented));
  const { matches, events } = await matchAll(tx, placed);
  let position = -1;
  const seen = found.map(({ presentment, card }): Seen => {
    if (card !== undefined) position += 1;
    const authorizationId = card === undefined ? undefined : matches.get(position)?.authorizationId;
    return { presentment, accountId: card?.account_id, authorizationId };
  });
  const settlements = await messageSettlements(tx, seen);
  const states = new Map<string, Account>();
  for (const [id, account] of accounts)
    states.set(id, {
      account,
      programme: cardProgrammeNamed(ctx.cardProgrammes, account.programme),
      wallets: (locked.get(id) ?? []).map((wallet) => ({ ...wallet })),
    });

  const plan: Plan = { commands: [], linked: [], charges: [], credits: [], fees: [], events: [] };
  const suspended: Suspended[] = [];
  let at = -1;
  const outcomes = found.map(({ presentment, card }, place): ClearingOutcome => {
    if (presentment.amount.minor <= 0n) throw new Error('bug: a presentment of nothing');
    const isSettled = (own: readonly StoredEvent[]): boolean => isSettledByAdvice(settlements, seen[place] as Seen, own);
    const state = card === undefined ? undefined : states.get(card.account_id);
    if (card === undefined || state === undefined) {
      if (moved.has(presentment.id) || isSettled([])) return outcomeOf(presentment, 'exists');
      moved.add(presentment.id);
      suspended.push({ command: suspend(presentment), place, item: itemOf(ctx.cardProgrammes, presentment, undefined) });
      return outcomeOf(presentment, 'suspense');
    }
    at += 1;
    const ids = { accountId: card.account_id, cardId: card.id };
    const key = `${card.account_id} ${presentment.id} 0`;
    if (known.has(key)) return outcomeOf(presentment, 'exists', ids);
    if (moved.has(presentment.id)) return outcomeOf(presentment, 'exists');
    const matched = matches.get(at);
    const row = cards.get(card.id);
    const own: StoredEvent[] = matched === undefined ? [] : (events.get(`${card.account_id} ${matched.authorizationId}`) ?? []);
    if (isSettled(own) || (matched !== undefined && isSettledByMessage(own, presentment)))
      return outcomeOf(presentment, 'exists', { ...ids, ...matched });
    // PC-37: what was approved is always posted; without an approval only on a card that was in use.
    if (matched === undefined && row !== undefined && !(mayPostClearing(row.status) && row.activated)) {
      moved.add(presentment.id);
      suspended.push({ command: suspend(presentment), place, item: itemOf(ctx.cardProgrammes, presentment, card) });
      return outcomeOf(presentment, 'suspense', ids);
    }
    const each: Case = {
      ...state,
      presentment,
      cardId: card.id,
      matched,
      events: own,
      life: own.length === 0 ? undefined : lifeOf(own),
      rates,
      exchange,
      now,
    };
    const outcome = presentment.kind === 'refund' ? settleRefund(plan, each) : settlePurchase(plan, each);
    if (outcome.result !== 'rate-unknown') {
      known.add(key);
      moved.add(presentment.id);
    }
    return outcome;
  });

  const complete = await write(tx, ctx, { plan, suspended, outcomes, accounts: states }, now);
  const settled = seen.filter((_, place) => !['exists', 'rate-unknown'].includes(complete[place]?.result ?? 'exists'));
  await keepMessageSettlements(tx, settled, now);
  return complete;
}

type Suspended = { readonly command: Command; readonly place: number; readonly item: NewSuspenseItem };

type Written = {
  readonly plan: Plan;
  readonly suspended: readonly Suspended[];
  readonly outcomes: readonly ClearingOutcome[];
  readonly accounts: ReadonlyMap<string, Account>;
};

async function write(
  tx: Session,
  ctx: ClearingContext,
  { plan, suspended, outcomes, accounts }: Written,
  now: Temporal.Instant,
): Promise<ClearingOutcome[]> {
  const commands = [...plan.commands, ...suspended.map(({ command }) => command)];
  const applied = commands.length === 0 ? [] : await applyTransfers(tx, commands, now);
  const repeated = new Set<number>();
  applied.forEach((outcome, index) => {
    const waiting = suspended[index - plan.commands.length];
    if (outcome.kind === 'refused') throw new Error(`bug: the ledger refused a settlement: ${outcome.reason}`);
    if (waiting !== undefined && outcome.value.result === 'exists') repeated.add(waiting.place);
  });
  await insertSuspense(
    tx,
    suspended.flatMap(({ item, place }) => (repeated.has(place) ? [] : [item])),
    now,
  );
  const charged = await chargeWallets(tx, plan.charges, now);
  await creditWallets(tx, plan.credits, now);
  if (plan.linked.length > 0)
    for (const outcome of await applyTransfers(tx, plan.linked, now))
      if (outcome.kind === 'refused') throw new Error(`bug: the foreign side of a settlement was refused: ${outcome.reason}`);
  const fees = await chargeFees(tx, ctx, plan.fees, now);
  await store.insertEvents(tx, plan.events, now.toString());

  const debts = new Map<string, { currency: Currency; debt: bigint; wallet: WalletState }[]>();
  charged.forEach((outcome, index) => {
    const charge = plan.charges[index];
    if (charge === undefined || outcome.kind === 'refused') throw new Error('bug: a settlement found no wallet');
    if (outcome.value.debtPart > 0n)
      debts.set(charge.id, [
        ...(debts.get(charge.id) ?? []),
        { currency: charge.currency, debt: outcome.value.debtPart, wallet: outcome.value.wallet },
      ]);
  });
  const chargedFees = new Set(fees.filter((fee) => fee.charged).map(({ id }) => id));
  const complete = outcomes.map((outcome, place): ClearingOutcome => {
    if (repeated.has(place)) return { ...outcome, result: 'exists' };
    const debt = (debts.get(outcome.id) ?? []).map(({ currency, debt: minor }) => money(currency, minor));
    return { ...outcome, debt, feeId: outcome.feeId !== undefined && chargedFees.has(outcome.feeId) ? outcome.feeId : undefined };
  });
  await tellOfClearing(tx, ctx, complete, accounts, now);
  return complete;
}
