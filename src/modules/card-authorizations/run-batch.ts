// Runs a batch in one transaction: lock and read, decide each in arrival order, write all, then what single messages post.

import { instantText } from '../../kernel/instant-text.ts';
import { money } from '../../kernel/money.ts';
import type { PipelinedSession } from '../../postgres/pipeline.ts';
import { termsOn } from '../card-programmes/index.ts';
import { derivedId } from '../ledger/index.ts';
import { chargeWallets, type Charge } from '../wallets/index.ts';
import { authorize, unanswered, type After, type Handled } from './authorize.ts';
import { eventsKey, openBatch, sendBatch, type AuthorizationsContext, type Batch, type Item, type Trust } from './batch-state.ts';
import { clear } from './clear.ts';
import { reverse } from './reverse.ts';
import * as store from './store.ts';
import { amountOf, currencyFrom, type StoredEvent } from './stored.ts';
import { takeBack } from './take-back.ts';
import { tellOfAnswers } from './tell.ts';
import type { Answer, NetworkElements, NetworkRequest, Presentment } from './types.ts';
import { usageKindOf } from './rules/decide.ts';

const isReversal = ({ kind }: NetworkRequest): boolean => kind === 'reversal' || kind === 'reversal-advice';

/** The answer that a message got the first time; another content under its number is answered as such and moves nothing. */
function answerAgain({ request, accountId, cardId }: Item, event: StoredEvent): Answer {
  const first = amountOf(event.request);
  const same =
    first.currency === request.amount.currency &&
    first.minor === request.amount.minor &&
    event.request.processing === request.processing &&
    event.cardId === cardId;
  if (!same) return unanswered(request, 'repeat-differs', { accountId, cardId });
  const { balance } = event.answer;
  return {
    outcome: event.outcome,
    responseCode: event.answer.responseCode,
    approvalCode: event.answer.approvalCode,
    approved: money(first.currency, BigInt(event.answer.approved)),
    ...(balance === undefined
      ? {}
      : {
          balance: {
            posted: money(currencyFrom(balance.currency), BigInt(balance.posted)),
            available: money(currencyFrom(balance.currency), BigInt(balance.available)),
          },
        }),
    authorizationId: event.authorizationId,
    accountId,
    cardId,
    repeat: true,
  };
}

/** DE 90 of a message about an authorisation that none of its ids finds: a trace id on one side, the elements on the other. */
function lostElements(batch: Batch, { request, accountId, ids }: Item): NetworkElements | undefined {
  const follows = isReversal(request) || request.kind === 'increment';
  return follows && !ids.some((id) => batch.events.has(eventsKey(accountId, id))) ? request.originalElements : undefined;
}

const opening = new Set<StoredEvent['kind']>(['request', 'advice', 'increment']);

/** The item with the authorisation that this batch itself has opened: it is in no table yet. */
function withOpened(batch: Batch, item: Item): Item {
  const original = lostElements(batch, item);
  if (original === undefined) return item;
  const second = instantText(original.transmissionAt).slice(0, 19);
  const found = batch.written.findLast(
    ({ accountId, kind, request }) =>
      accountId === item.accountId && opening.has(kind) && request.stan === original.stan && request.transmissionAt.slice(0, 19) === second,
  );
  return found === undefined ? item : { ...item, ids: [found.authorizationId, ...item.ids] };
}

/** The items with the authorisations that only a look through the account's events finds. */
async function withLost(batch: Batch, items: readonly Item[]): Promise<readonly Item[]> {
  const lost = items.flatMap((item, place) => {
    const elements = lostElements(batch, item);
    return elements === undefined
      ? []
      : [{ place, accountId: item.accountId, stan: elements.stan, transmissionAt: elements.transmissionAt }];
  });
  if (lost.length === 0) return items;
  const found = await store.byElements(batch.tx, lost);
  const keys = [...found].map(([place, authorizationId]) => ({ accountId: items[place]?.accountId ?? '', authorizationId }));
  for (const event of await store.events(batch.tx, keys)) {
    const key = eventsKey(event.accountId, event.authorizationId);
    const own = batch.events.get(key) ?? [];
    if (!own.some(({ seq }) => seq === event.seq)) batch.events.set(key, [...own, event]);
  }
  return items.map((item, place) => {
    const id = found.get(place);
    return id === undefined ? item : { ...item, ids: [id, ...item.ids] };
  });
}

async function countryUse(batch: Batch, { request, accountId, cardId }: Item): Promise<bigint> {
  const card = batch.cards.get(cardId);
  const country = request.country ?? request.acquirerCountry;
  const kind = usageKindOf(request);
  const limited = card?.programme.countryLimits.some((each) => each.country === country && each.channel === kind) === true;
  if (card === undefined || country === undefined || !limited) return 0n;
  const before = await store.usedInCountry(batch.tx, accountId, country, card.today, kind);
  // Those of this batch are not written yet.
  const here = batch.written.filter(
    (event) => event.accountId === accountId && event.request.country === country && event.outcome === 'approved',
  );
  return here.reduce(
    (sum, { answer: { counted } }) => (counted?.kind === kind && counted.day === card.today ? sum + BigInt(counted.sum) : sum),
    before,
  );
}

/** What a single message posts: its own settlement. */
export function presentmentOf({ request, cardId, messageId }: Item, event: StoredEvent): Presentment {
  const { networkTraceId, stan, transmissionAt, acquirer, rrn, merchantName, merchantId, terminalId, mcc, city, country } = request;
  const optional = { networkTraceId, rrn, merchantName, merchantId, terminalId, mcc, city, country: country ?? request.acquirerCountry };
  return {
    id: derivedId('single-message', messageId),
    kind: request.processing === 'refund' ? 'refund' : usageKindOf(request) === 'cash' ? 'cash' : 'purchase',
    cardId,
    amount: money(request.amount.currency, BigInt(event.answer.approved)),
    ...(request.billing === undefined || event.answer.approved !== event.request.amount ? {} : { billing: request.billing }),
    stan,
    transmissionAt,
    acquirer,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<Presentment>),
    ...(request.entryMode === undefined ? {} : { entryMode: request.entryMode }),
    ...(request.dynamicConversion === undefined ? {} : { dynamicConversion: request.dynamicConversion }),
    verification: event.request.verification as NonNullable<Presentment['verification']>,
    occurredAt: event.at,
    reference: event.authorizationId,
  };
}

async function chargeOperators(batch: Batch, items: readonly Extract<After, { kind: 'operator-fee' }>[]): Promise<void> {
  const charges = items.flatMap(({ item, card, draws }) =>
    draws.map(({ currency, amount }, part): Charge => ({
      id: item.messageId,
      accountId: item.accountId,
      currency,
      amount,
      counterpart: 'scheme-settlement',
      code: 'card-operator-fee',
      reference: item.ids[0] ?? item.messageId,
      transaction: {
        kind: 'fee',
        detail: 'balance-inquiry',
        cardId: item.cardId,
        originalAmount: item.request.acquirerFee?.minor ?? 0n,
        originalCurrency: item.request.acquirerFee?.currency ?? currency,
        authorizationId: item.ids[0] ?? item.messageId,
        ...(item.request.terminalId === undefined ? {} : { terminalId: item.request.terminalId }),
        ...(item.request.country === undefined ? {} : { country: item.request.country }),
        termsVersion: termsOn(card.programme, card.today)?.version ?? '',
        occurredAt: batch.now,
        part,
      },
    })),
  );
  await chargeWallets(batch.tx, charges, batch.now);
}

/** Decides items in order and writes them; the transaction is the caller's. */
export async function runBatch(
  tx: PipelinedSession,
  ctx: AuthorizationsContext,
  items: readonly Item[],
  now: Temporal.Instant,
  trust: Trust = 'none',
): Promise<Answer[]> {
  const batch = await openBatch(tx, ctx, items, now, trust);
  const complete = await withLost(batch, items);
  const afters: After[] = [];
  const answers: Answer[] = [];
  for (const each of complete) {
    const item = withOpened(batch, each);
    const card = batch.cards.get(item.cardId);
    if (card === undefined) {
      answers.push(unanswered(item.request, 'card-unknown'));
      continue;
    }
    const known = item.ids
      .flatMap((id) => batch.events.get(eventsKey(item.accountId, id)) ?? [])
      .find(({ messageId }) => messageId === item.messageId);
    if (known !== undefined) {
      answers.push(answerAgain(item, known));
      continue;
    }
    const limitedCountry = card.programme.countryLimits.length > 0 ? await countryUse(batch, item) : 0n;
    const handled: Handled = isReversal(item.request) ? reverse(batch, item, card) : authorize(batch, item, card, limitedCountry);
    answers.push(handled.answer);
    if (handled.after !== undefined) afters.push(handled.after);
  }
  sendBatch(batch);
  const of = <Kind extends After['kind']>(kind: Kind): Extract<After, { kind: Kind }>[] =>
    afters.filter((after): after is Extract<After, { kind: Kind }> => after.kind === kind);
  const posts = of('post');
  if (posts.length > 0) {
    await clear(
      tx,
      ctx,
      posts.map(({ item, event }) => presentmentOf(item, event)),
      now,
    );
  }
  if (of('take-back').length > 0) await takeBack(tx, of('take-back'), now);
  if (of('operator-fee').length > 0) await chargeOperators(batch, of('operator-fee'));
  await tellOfAnswers(batch);
  return answers;
}
