// A reversal in a batch: what stands is given back in whole or in part; what was posted by the message itself is credited.

import { money } from '../../kernel/money.ts';
import { derivedId, type HoldLeg } from '../ledger/index.ts';
import { addEvent, eventsKey, feeAccount, schemeAccount, type Batch, type CardInBatch, type Item } from './batch-state.ts';
import { lifeOf, proportion, type Handled } from './authorize.ts';
import { judgePostedReversal, judgeReversal, releaseOf, type Life, type LiveHold } from './rules/lifecycle.ts';
import { responseCodeOf, type Reason } from './rules/reasons.ts';
import { addUsage, type Counted } from './rules/usage.ts';
import { readCounted, storeCounted, storeRequest, type StoredAnswer, type StoredEvent } from './stored.ts';
import type { Answer, EventKind, HoldChange } from './types.ts';

/** What of the limits a release gives back: in proportion, the count with the last of it. */
export function countedBack(events: readonly StoredEvent[], life: Life, released: bigint): Counted | undefined {
  const counted = events.flatMap(({ answer }) => (answer.counted === undefined ? [] : [readCounted(answer.counted)]));
  const [first] = counted;
  if (first === undefined) return undefined;
  const sum = counted.reduce((total, each) => total + each.sum, 0n);
  const count = counted.reduce((total, each) => total + each.count, 0);
  const standing = life.authorized - life.reversed;
  const whole = released >= standing;
  return { kind: first.kind, day: first.day, count: whole ? -count : 0, sum: whole ? -sum : -proportion(sum, released, standing) };
}

/** Gives back holds in the batch; gives the changes for the event. */
export function giveBack(
  batch: Pick<Batch, 'holds'>,
  card: Pick<CardInBatch, 'wallets'>,
  release: ReturnType<typeof releaseOf>,
  { id, reference, code }: { readonly id: string; readonly reference: string; readonly code: string },
): HoldChange[] {
  const changes: HoldChange[] = [];
  const walletOf = (currency: string): CardInBatch['wallets'][number] => {
    const wallet = card.wallets.find((each) => each.currency === currency);
    if (wallet === undefined) throw new Error('bug: a hold on a wallet that is not there');
    return wallet;
  };
  const legsOf = ({ currency, amount, fee }: Omit<LiveHold, 'holdId'>): HoldLeg[] => {
    const { ledgerAccountId: debitAccountId } = walletOf(currency);
    return [
      ...(amount > fee ? [{ debitAccountId, creditAccountId: schemeAccount(currency as LiveHold['currency']), amount: amount - fee }] : []),
      ...(fee > 0n ? [{ debitAccountId, creditAccountId: feeAccount(currency as LiveHold['currency']), amount: fee }] : []),
    ];
  };
  for (const hold of release.ended) {
    const { holdId, currency } = hold;
    batch.holds.push({ id: derivedId('end-hold', `${id} ${holdId}`), holdId, currency, code, reference, legs: legsOf(hold) });
    walletOf(currency).held -= hold.amount;
    changes.push({ holdId, currency, amount: -hold.amount, fee: hold.fee, original: hold.original });
  }
  if (release.rest !== undefined) {
    const { currency, amount, fee, original } = release.rest;
    const holdId = derivedId('rest-hold', id);
    batch.holds.push({ id: holdId, holdId: null, currency, code, reference, legs: legsOf(release.rest) });
    walletOf(currency).held += amount;
    changes.push({ holdId, currency, amount, fee, original });
  }
  return changes;
}

export const codeOf = (events: readonly StoredEvent[]): 'card-cash' | 'card-purchase' => {
  const processing = events[0]?.request.processing;
  return processing === 'cash' || processing === 'quasi-cash' ? 'card-cash' : 'card-purchase';
};

/** What a single message posted, a purchase or a refund, so that its reversal must move it back; nil where nothing of that kind stands. */
function postedBy(life: Life | undefined, events: readonly StoredEvent[]): bigint {
  const [first] = events;
  if (life === undefined || life.reversed > 0n || first?.request.kind !== 'financial') return 0n;
  if (first.request.processing === 'refund') {
    const refund = events.find(({ kind }) => kind === 'refund');
    return BigInt(refund?.answer.approved ?? 0);
  }
  return life.status === 'cleared' ? life.cleared : 0n;
}

/**
 * Takes back what a message asked for. An advice is acknowledged whatever comes of it; the event says what did.
 * Refusals in order: currency-unknown (another than that of the original), original-unknown, nothing-to-reverse, reversal-too-large.
 */
export function reverse(batch: Batch, item: Item, card: CardInBatch): Handled {
  const { request, accountId, cardId, messageId } = item;
  const isAdvice = request.kind === 'reversal-advice';
  const found = item.ids.find((id) => batch.events.get(eventsKey(accountId, id))?.some(({ kind }) => kind !== 'reversal') === true);
  const authorizationId = found ?? item.ids[0] ?? messageId;
  const events = batch.events.get(eventsKey(accountId, authorizationId)) ?? [];
  const life = found === undefined ? undefined : lifeOf(events);

  const posted = postedBy(life, events);
  const original = found === undefined ? undefined : events.find((event) => event.kind !== 'reversal')?.request;
  const currencies = [request.amount.currency, request.replacementAmount?.currency ?? request.amount.currency];
  const differs = original !== undefined && currencies.some((currency) => currency !== original.currency);
  const judged = differs
    ? ({ kind: 'refused', reason: 'currency-unknown' } as const)
    : posted > 0n
      ? judgePostedReversal(posted, request.amount.minor, request.replacementAmount?.minor)
      : judgeReversal(life, request.amount.minor, request.replacementAmount?.minor);
  const outcome: 'approved' | Reason = judged.kind === 'release' ? 'approved' : judged.reason;
  let holds: HoldChange[] = [];
  let counted: Counted | undefined;
  if (judged.kind === 'release' && life !== undefined) {
    if (posted === 0n) {
      const release = releaseOf(life.live, judged.original);
      holds = giveBack(batch, card, release, { id: messageId, reference: authorizationId, code: codeOf(events) });
    }
    counted = countedBack(events, life, judged.original);
    if (counted !== undefined) {
      card.chain.usage = addUsage(card.chain.usage, counted);
      card.chain.changed = true;
    }
  }
  const responseCode = isAdvice ? '00' : responseCodeOf(outcome);
  const taken = judged.kind === 'release' ? judged.original : 0n;
  const stored: StoredAnswer = {
    responseCode,
    approved: taken.toString(),
    ...(counted === undefined ? {} : { counted: storeCounted(counted) }),
  };
  const asked = storeRequest(request, 'none');
  const kind: EventKind = 'reversal';
  addEvent(batch, {
    accountId,
    authorizationId,
    seq: (events.at(-1)?.seq ?? -1) + 1,
    kind,
    messageId,
    cardId,
    outcome,
    holds,
    // The limit of a country gets back what it counted, whether or not the reversal says where it was.
    request: original?.country === undefined ? asked : { ...asked, country: original.country },
    answer: stored,
    at: batch.now,
  });
  const answer: Answer = {
    outcome,
    responseCode,
    approvalCode: events.find((event) => event.outcome === 'approved')?.answer.approvalCode,
    approved: money(request.amount.currency, taken),
    authorizationId,
    accountId,
    cardId,
    repeat: false,
  };
  if (posted > 0n && judged.kind === 'release') return { answer, after: { kind: 'take-back', item, authorizationId, posted, taken } };
  return { answer };
}
