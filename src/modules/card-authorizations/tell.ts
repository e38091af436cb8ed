// What follows authorisations and settlements: events for the bank's systems, and messages to the holder.

import { money, toDecimal, toJson } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { tellPinBlocked } from '../cards/index.ts';
import { notifyAll, type Notice } from '../messaging/index.ts';
import { programmeNamed, type Programme } from '../programmes/index.ts';
import { emitAll, hasEndpoints, type NewEvent } from '../webhooks/index.ts';
import type { AuthorizationsContext, Batch, CardInBatch } from './batch-state.ts';
import type { Account } from './clear-plan.ts';
import type { StoredEvent } from './stored.ts';
import type { ClearingOutcome } from './types.ts';

type Context = Pick<AuthorizationsContext, 'cardProgrammes' | 'programmes'>;

function holders(ctx: Context, cardProgramme: string): Programme | undefined {
  const name = ctx.cardProgrammes.get(cardProgramme)?.holders;
  return name === undefined || !ctx.programmes.has(name) ? undefined : programmeNamed(ctx.programmes, name);
}

function typeOf({ kind, outcome }: StoredEvent): string | undefined {
  if (kind === 'inquiry') return undefined;
  if (outcome !== 'approved') return kind === 'reversal' ? undefined : 'card-authorization.declined';
  const types = {
    request: 'approved',
    advice: 'approved',
    increment: 'increased',
    reversal: 'reversed',
    expiry: 'expired',
    clearing: undefined,
    refund: undefined,
  };
  const type = types[kind];
  return type === undefined ? undefined : `card-authorization.${type}`;
}

/** Events of authorisations as webhooks carry them: without the card's number. */
export function authorizationEvents(programme: string, lastFour: string, events: readonly StoredEvent[]): NewEvent[] {
  return events.flatMap((event): NewEvent[] => {
    const type = typeOf(event);
    if (type === undefined) return [];
    const { request, answer } = event;
    return [
      {
        programme,
        type,
        object: event.authorizationId,
        data: {
          authorizationId: event.authorizationId,
          accountId: event.accountId,
          cardId: event.cardId,
          lastFour,
          outcome: event.outcome,
          amount: { currency: request.currency, minor: event.outcome === 'approved' ? answer.approved : request.amount },
          merchantName: request.merchantName ?? '',
          mcc: request.mcc ?? '',
          country: request.country ?? '',
          at: event.at.toString(),
        },
      },
    ];
  });
}

/** PC-23: the merchant converted where it is abroad, and the holder was charged in a currency of home. */
export function isConverted({ request }: Pick<StoredEvent, 'request'>): boolean {
  return request.dcc !== undefined && request.dcc.accepted !== false;
}

/** What a holder is told of a use: that it was, where the holder wants to know, and that the merchant converted (PC-23). */
function noticesOf(programme: Programme, { row }: CardInBatch, event: StoredEvent): Notice[] {
  const { request, answer } = event;
  const spent = event.outcome === 'approved' && (event.kind === 'request' || event.kind === 'increment' || event.kind === 'advice');
  if (!spent) return [];
  const amount = { amount: decimal(request.currency, answer.approved), currency: request.currency };
  // PC-32: `reference` says later when the SMS about this authorisation was sent.
  const about = { cardEnd: row.last_four, reference: event.authorizationId };
  const values = { ...amount, ...about, merchant: request.merchantName ?? request.terminalId ?? '-' };
  const events = [...(row.notify ? (['card-used'] as const) : []), ...(isConverted(event) ? (['card-converted'] as const) : [])];
  return events.map((name) => ({ programme, customerId: row.customer_id, event: name, values }));
}

function decimal(currency: string, minor: string): string {
  return toDecimal(money(currency as Parameters<typeof money>[0], BigInt(minor)));
}

/** After a batch: webhooks where an endpoint listens, messages for cards whose holder wants them. */
export async function tellOfAnswers({ tx, ctx, cards, written, now, hasListeners }: Batch): Promise<void> {
  const notices = written.flatMap((event): Notice[] => {
    const card = cards.get(event.cardId);
    if (card === undefined || (!card.row.notify && event.request.dcc === undefined)) return [];
    const programme = holders(ctx, card.row.programme);
    return programme === undefined ? [] : noticesOf(programme, card, event);
  });
  await notifyAll(tx, notices, now);
  const blocked = [...cards.values()].filter(({ row, pinStatus }) => pinStatus === 'blocked' && row.pin_status !== 'blocked');
  if (blocked.length > 0) {
    const ids = blocked.map(({ row }) => row.id);
    await tellPinBlocked(tx, ctx, ids, now);
  }
  if (!hasListeners) return;
  const events = written.flatMap((event): NewEvent[] => {
    const card = cards.get(event.cardId);
    const programme = card === undefined ? undefined : holders(ctx, card.row.programme)?.programme;
    return card === undefined || programme === undefined ? [] : authorizationEvents(programme, card.row.last_four, [event]);
  });
  await emitAll(tx, events, now);
}

/** After settlements: webhooks, and the holder of a wallet that owes is told at once (PC-21). */
export async function tellOfClearing(
  tx: Session,
  ctx: Context,
  outcomes: readonly ClearingOutcome[],
  accounts: ReadonlyMap<string, Account>,
  now: Temporal.Instant,
): Promise<void> {
  const listening = await hasEndpoints(tx);
  const events: NewEvent[] = [];
  const notices: Notice[] = [];
  for (const outcome of outcomes) {
    const state = outcome.accountId === undefined ? undefined : accounts.get(outcome.accountId);
    const programme = state === undefined ? undefined : holders(ctx, state.account.programme);
    if (state === undefined || programme === undefined || outcome.posted.length === 0) continue;
    const ids = { accountId: state.account.id, cardId: outcome.cardId ?? '', authorizationId: outcome.authorizationId ?? null };
    if (listening) {
      const data = { ...ids, transactionId: outcome.id, result: outcome.result, posted: outcome.posted.map(toJson) };
      events.push({ programme: programme.programme, type: 'card-transaction.posted', object: state.account.id, data });
    }
    for (const debt of outcome.debt) {
      if (listening) {
        const data = { ...ids, transactionId: outcome.id, debt: toJson(debt) };
        events.push({ programme: programme.programme, type: 'card-account.negative', object: state.account.id, data });
      }
      const values = { kind: 'card-debt', amount: debt.minor.toString(), currency: debt.currency };
      notices.push({ programme, customerId: state.account.customerId, event: 'card-negative', values });
    }
  }
  await notifyAll(tx, notices, now);
  await emitAll(tx, events, now);
}
