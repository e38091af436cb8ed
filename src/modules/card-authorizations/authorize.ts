// One request of a batch: decided against what the batch has read, its consequences put into the batch.

import { money, type Currency } from '../../kernel/money.ts';
import { divide, partOf } from '../../kernel/rate.ts';
import { feeVersionOn, merchantGroupOf } from '../card-programmes/index.ts';
import { brokenControl } from '../cards/index.ts';
import { derivedId, type HoldLeg } from '../ledger/index.ts';
import type { Verification } from '../wallets/index.ts';
import { addEvent, eventsKey, feeAccount, schemeAccount, type Batch, type CardInBatch, type Item } from './batch-state.ts';
import { decide, decideAdvice, isCashAbroad, usageKindOf, type Decision, type Facts } from './rules/decide.ts';
import { expiryOf, holdTermsOf, type HoldTerms } from './rules/hold-policy.ts';
import { fold, mayIncrease, type Life } from './rules/lifecycle.ts';
import { responseCodeOf, type Reason } from './rules/reasons.ts';
import { addUsage, type Counted } from './rules/usage.ts';
import { storeCounted, storeRate, storeRequest, type StoredAnswer, type StoredEvent } from './stored.ts';
import type { Answer, EventKind, HoldChange, NetworkRequest } from './types.ts';

/** What a decided request still needs in the same transaction, after the batch was sent. */
export type After =
  | { readonly kind: 'post'; readonly item: Item; readonly event: StoredEvent }
  | {
      readonly kind: 'operator-fee';
      readonly item: Item;
      readonly card: CardInBatch;
      readonly draws: readonly { currency: Currency; amount: bigint }[];
    }
  | {
      readonly kind: 'take-back';
      readonly item: Item;
      readonly authorizationId: string;
      /** In the merchant's currency: what the single message posted, and how much of it is taken back. */
      readonly posted: bigint;
      readonly taken: bigint;
    };

export type Handled = { readonly answer: Answer; readonly after?: After };

/** Six digits that follow from the message. */
export function approvalCodeOf(messageId: string): string {
  return String(Number.parseInt(messageId.slice(-8), 16) % 1_000_000).padStart(6, '0');
}

export function lifeOf(events: readonly StoredEvent[]): Life {
  return fold(events.map(({ kind, outcome, holds, answer }) => ({ kind, outcome, holds, amount: BigInt(answer.approved) })));
}

type Checks = Facts['checks'];

function checksOf({ ctx }: Batch, { request }: Item, { row }: CardInBatch): Checks {
  const { pin, pinBlock, cvv, cvv2 } = request;
  if (pin === undefined && pinBlock === undefined && cvv === undefined && cvv2 === undefined) return {};
  const owner = { cardId: row.id, accountId: row.account_id };
  const pan = request.pan ?? (row.number_sealed === null ? undefined : ctx.security.openNumber(owner, row.number_sealed));
  if (pan === undefined) return { pin: pin === undefined && pinBlock === undefined ? undefined : 'unreadable' };
  const say = (right: boolean): 'right' | 'wrong' => (right ? 'right' : 'wrong');
  let pinCheck: Checks['pin'];
  if (row.pin_sealed !== null && pinBlock !== undefined) {
    const verdict = ctx.security.verifyPinBlock({ owner, pan, ...pinBlock, pinSealed: row.pin_sealed });
    pinCheck = verdict === 'right' || verdict === 'wrong' ? verdict : 'unreadable';
  } else if (row.pin_sealed !== null && pin !== undefined) {
    pinCheck = ctx.security.verifyPin(owner, pan, pin, row.pin_sealed);
  }
  return {
    cvv: cvv === undefined ? undefined : say(ctx.security.verifyCvv(pan, row.expires_on, request.serviceCode ?? row.service_code, cvv)),
    cvv2: cvv2 === undefined ? undefined : say(ctx.security.verifyCvv2(pan, row.expires_on, cvv2)),
    pin: pinCheck,
  };
}

/** PC-48: what the message proves, else what it says. */
function verificationOf({ pin, cvv2 }: Checks, request: NetworkRequest): Verification {
  if (pin === 'right') return 'pin';
  return request.verification ?? (cvv2 === 'right' ? 'cvv2' : 'none');
}

function factsOf(batch: Batch, request: NetworkRequest, card: CardInBatch, terms: HoldTerms, checks: Checks, usedInCountry: bigint): Facts {
  const { programme, row, today, currency, wallets } = card;
  const fees = isCashAbroad(programme, request) ? feeVersionOn(programme, today) : undefined;
  const fee = BigInt(fees?.['cash-abroad'] ?? 0);
  return {
    programme,
    today,
    account: { status: row.account_status, currency },
    card: {
      status: row.status,
      statusReason: row.status_reason,
      validFrom: row.valid_from,
      expiresOn: row.expires_on,
      pinStatus: card.pinStatus,
      limits: row.controls.limits ?? {},
    },
    wallets: wallets.map((wallet) => ({ currency: wallet.currency, available: wallet.posted - wallet.held, debt: wallet.debt })),
    usage: card.chain.usage,
    usedInCountry,
    brokenControl: brokenControl(row.controls, {
      kind: usageKindOf(request),
      channel: request.channel,
      country: request.country ?? request.acquirerCountry,
      merchantGroup: merchantGroupOf(programme, request.mcc ?? ''),
    }),
    rates: batch.rates,
    checks,
    terms,
    cashFee: fee + partOf(fee, fees?.vatPpm ?? 0),
  };
}

function count(card: CardInBatch, counted: Counted): void {
  card.chain.usage = addUsage(card.chain.usage, counted);
  card.chain.changed = true;
}

function countPin(card: CardInBatch, decision: Decision): void {
  if (decision.pin === 'kept' || (decision.pin === 'cleared' && card.pinFailures === 0)) return;
  card.pinFailures = decision.pin === 'cleared' ? 0 : card.pinFailures + 1;
  if (card.pinFailures >= card.programme.pin.triesMax) card.pinStatus = 'blocked';
  card.pinChanged = true;
}

/** Places the holds of an approval: one for each wallet, the fee in that of the account's currency. */
function placeHolds(
  batch: Batch,
  { messageId }: Item,
  authorizationId: string,
  card: CardInBatch,
  decision: Extract<Decision, { kind: 'approved' }>,
): HoldChange[] {
  const changes: HoldChange[] = [];
  const place = (currency: Currency, net: bigint, fee: bigint, original: bigint): void => {
    const wallet = card.wallets.find((each) => each.currency === currency);
    if (wallet === undefined) throw new Error('bug: a draw on a wallet that is not there');
    const id = changes.length === 0 ? messageId : derivedId('hold', `${messageId} ${changes.length}`);
    const legs: HoldLeg[] = [];
    if (net > 0n) legs.push({ debitAccountId: wallet.ledgerAccountId, creditAccountId: schemeAccount(currency), amount: net });
    if (fee > 0n) legs.push({ debitAccountId: wallet.ledgerAccountId, creditAccountId: feeAccount(currency), amount: fee });
    const code = decision.usageKind === 'cash' ? 'card-cash' : 'card-purchase';
    batch.holds.push({ id, holdId: null, currency, code, reference: authorizationId, legs });
    wallet.held += net + fee;
    changes.push({ holdId: id, currency, amount: net + fee, fee, original });
  };
  let fee = decision.fee;
  for (const { currency, amount, original } of decision.draws) {
    const own = currency === card.currency ? fee : 0n;
    fee -= own;
    place(currency, amount, own, original);
  }
  if (fee > 0n) place(card.currency, 0n, fee, 0n);
  return changes;
}

/** PC-15: the account's own wallet, as a cash machine shows it. */
export function balanceOf(card: CardInBatch): Answer['balance'] {
  const wallet = card.wallets.find(({ currency }) => currency === card.currency);
  if (wallet === undefined) return undefined;
  return {
    posted: money(card.currency, wallet.posted - wallet.debt),
    available: money(card.currency, wallet.posted - wallet.held - wallet.debt),
  };
}

/** When a hold of this batch ends, counted once for all of its holds with the same days. */
function endOf(batch: Batch, card: CardInBatch, terms: HoldTerms): string {
  const key = `${card.programme.timeZone} ${terms.expiryDays}`;
  const known = batch.ends.get(key);
  if (known !== undefined) return known;
  const end = expiryOf(card.programme, terms, batch.now).toString();
  batch.ends.set(key, end);
  return end;
}

const eventKinds = {
  authorization: 'request',
  financial: 'request',
  advice: 'advice',
  increment: 'increment',
  inquiry: 'inquiry',
} as const;

function answerOf(item: Item, event: StoredEvent, balance: Answer['balance']): Answer {
  return {
    outcome: event.outcome,
    responseCode: event.answer.responseCode,
    approvalCode: event.answer.approvalCode,
    approved: money(item.request.amount.currency, BigInt(event.answer.approved)),
    ...(balance === undefined ? {} : { balance }),
    authorizationId: event.authorizationId,
    accountId: item.accountId,
    cardId: item.cardId,
    repeat: false,
  };
}

/** Decides a request, an increment, an advice or an inquiry, and puts it into the batch. */
export function authorize(batch: Batch, item: Item, card: CardInBatch, usedInCountry: bigint): Handled {
  const { request, accountId, cardId, messageId } = item;
  const kind = request.kind as keyof typeof eventKinds;
  const checks = checksOf(batch, item, card);
  const found = kind === 'inquiry' ? undefined : item.ids.find((id) => batch.events.has(eventsKey(accountId, id)));
  const authorizationId = found ?? item.ids[0] ?? messageId;
  const events = batch.events.get(eventsKey(accountId, authorizationId)) ?? [];
  const life = events.length === 0 ? undefined : lifeOf(events);
  // The network's trace id is the same in all messages of a transaction: another request under it asks for more of it (PC-18).
  const isIncrease = kind === 'increment' || (kind !== 'advice' && life !== undefined && mayIncrease(life));
  const first = events[0]?.request;
  const terms = holdTermsOf(card.programme, {
    mcc: request.mcc ?? first?.mcc,
    cardPresent: isIncrease ? (first?.cardPresent ?? false) : request.cardPresent,
    preAuthorization: isIncrease ? (first?.preAuthorization ?? false) : request.preAuthorization,
  });
  const facts = factsOf(batch, request, card, terms, checks, usedInCountry);
  const decision = ((): Decision => {
    if (kind === 'advice') {
      // What is known already is only acknowledged.
      if (life !== undefined && life.status !== 'declined')
        return { ...decideAdvice(facts, request), draws: [], counted: 0n, approved: money(request.amount.currency, 0n) };
      return decideAdvice(facts, request);
    }
    // A reversal overtook its request: who sent both waits for no answer any more.
    if (life?.status === 'declined' && events.some(({ kind: was, outcome }) => was === 'reversal' && outcome === 'original-unknown'))
      return { kind: 'refused', pin: 'kept', reason: 'authorization-over' };
    if (kind === 'increment' && life === undefined) return { kind: 'refused', pin: 'kept', reason: 'original-unknown' };
    if (life !== undefined && life.status !== 'declined' && (!mayIncrease(life) || !sameCurrency(events, request)))
      return { kind: 'refused', pin: 'kept', reason: 'authorization-over' };
    return decide(facts, request, isIncrease);
  })();
  countPin(card, decision);

  const approved = decision.kind === 'approved';
  const eventKind: EventKind = isIncrease ? 'increment' : eventKinds[kind];
  const partial = approved && decision.approved.minor < request.amount.minor && kind !== 'advice';
  const holds = approved && kind !== 'inquiry' ? placeHolds(batch, item, authorizationId, card, decision) : [];
  const counted: Counted | undefined =
    approved && decision.counted > 0n
      ? { kind: decision.usageKind, day: card.today, count: isIncrease ? 0 : 1, sum: decision.counted }
      : undefined;
  if (counted !== undefined) count(card, counted);
  const approvalCode =
    approved && kind !== 'inquiry' ? (request.approvalCode ?? approvalCodeBefore(events) ?? approvalCodeOf(messageId)) : undefined;
  const foreign = approved ? decision.draws.find(({ rate }) => rate !== undefined) : undefined;
  const outcome = approved ? 'approved' : decision.reason;
  const balance = approved && (request.channel === 'atm' || kind === 'inquiry') ? balanceOf(card) : undefined;
  const answer: StoredAnswer = {
    responseCode: responseCodeOf(approved ? (partial ? 'partially-approved' : 'approved') : decision.reason),
    ...(approvalCode === undefined ? {} : { approvalCode }),
    approved: (approved ? decision.approved.minor : 0n).toString(),
    ...(counted === undefined ? {} : { counted: storeCounted(counted) }),
    ...(holds.length === 0 ? {} : { expiresAt: endOf(batch, card, terms), policy: terms.version }),
    ...(foreign?.rate === undefined ? {} : { rate: storeRate({ ...foreign.rate, markUpPpm: card.programme.exchange.purchaseMarkUpPpm }) }),
    ...(balance === undefined
      ? {}
      : { balance: { currency: card.currency, posted: balance.posted.minor.toString(), available: balance.available.minor.toString() } }),
  };
  const event: StoredEvent = {
    accountId,
    authorizationId,
    seq: (events.at(-1)?.seq ?? -1) + 1,
    kind: eventKind,
    messageId,
    cardId,
    outcome,
    holds,
    request: storeRequest(request, verificationOf(checks, request)),
    answer,
    at: batch.now,
  };
  addEvent(batch, event);
  const handled = answerOf(item, event, balance);
  if (!approved) return { answer: handled };
  if (kind === 'financial') return { answer: handled, after: { kind: 'post', item, event } };
  if (kind === 'inquiry' && decision.draws.length > 0)
    return { answer: handled, after: { kind: 'operator-fee', item, card, draws: decision.draws } };
  return { answer: handled };
}

/** The approval code of an authorisation that asks for more: it keeps the first one. */
const approvalCodeBefore = (events: readonly StoredEvent[]): string | undefined =>
  events.find(({ outcome }) => outcome === 'approved')?.answer.approvalCode;

const sameCurrency = (events: readonly StoredEvent[], request: NetworkRequest): boolean =>
  events[0]?.request.currency === request.amount.currency;

/** What an answer is when nothing was written. */
export function unanswered(request: NetworkRequest, outcome: Reason, ids: Partial<Item> = {}): Answer {
  return {
    outcome,
    responseCode: responseCodeOf(outcome),
    approvalCode: undefined,
    approved: money(request.amount.currency, 0n),
    authorizationId: undefined,
    accountId: ids.accountId,
    cardId: ids.cardId,
    repeat: false,
  };
}

/** The part of an amount in proportion, for what a reversal takes off the counters. */
export function proportion(whole: bigint, part: bigint, of: bigint): bigint {
  return of === 0n ? 0n : divide(whole * part, of, 'half-even');
}
