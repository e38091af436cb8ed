// The life of an authorisation, folded from its events: what stands, what is held, and what may still happen to it.

import type { Currency } from '../../../kernel/money.ts';
import { divide } from '../../../kernel/rate.ts';
import type { AuthorizationStatus, EventKind, HoldChange } from '../types.ts';
import type { Reason } from './reasons.ts';

/** What the fold needs of an event. Amounts in the currency of the authorisation, minor units. */
export type LifeEvent = {
  readonly kind: EventKind;
  readonly outcome: 'approved' | Reason;
  readonly amount: bigint;
  readonly holds: readonly HoldChange[];
};

/** A hold that stands: minor units of its wallet, `original` the part of the merchant's amount that it covers. */
export type LiveHold = {
  readonly holdId: string;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly original: bigint;
};

export type Life = {
  readonly status: AuthorizationStatus;
  readonly authorized: bigint;
  readonly reversed: bigint;
  readonly cleared: bigint;
  readonly expired: bigint;
  /** Given back because the final settlement was smaller. */
  readonly released: bigint;
  readonly live: readonly LiveHold[];
};

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** What is still held of the merchant's amount. */
export function heldOriginal(life: Pick<Life, 'live'>): bigint {
  return sum(life.live.map(({ original }) => original));
}

function liveAfter(events: readonly LifeEvent[]): LiveHold[] {
  const live = new Map<string, LiveHold>();
  for (const { holds } of events)
    for (const { holdId, currency, amount, fee, original } of holds) {
      if (amount < 0n) live.delete(holdId);
      else live.set(holdId, { holdId, currency, amount, fee, original });
    }
  return [...live.values()];
}

function statusOf(events: readonly LifeEvent[], life: Omit<Life, 'status'>): AuthorizationStatus {
  const held = heldOriginal(life) > 0n || life.live.length > 0;
  if (events.every(({ outcome }) => outcome !== 'approved')) return 'declined';
  if (life.cleared > 0n) return held ? 'partially-cleared' : 'cleared';
  if (held) return 'pending';
  if (life.expired > 0n) return 'expired';
  return life.reversed > 0n ? 'reversed' : 'pending';
}

/** Folds the events of one authorisation, in order of `seq`. Events that were refused change nothing. */
export function fold(events: readonly LifeEvent[]): Life {
  const approved = events.filter(({ outcome }) => outcome === 'approved');
  const of = (...kinds: EventKind[]): bigint => sum(approved.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount));
  const live = liveAfter(approved);
  // What a clearing took off the holds beyond what it settled was given back.
  const takenByClearing = sum(approved.filter(({ kind }) => kind === 'clearing').map(({ holds }) => -sum(holds.map(changeOfOriginal))));
  const cleared = of('clearing');
  const capped = cleared < takenByClearing ? cleared : takenByClearing;
  const life = {
    authorized: of('request', 'advice', 'increment'),
    reversed: of('reversal'),
    cleared,
    expired: of('expiry'),
    released: takenByClearing - capped,
    live,
  };
  return { ...life, status: statusOf(events, life) };
}

function changeOfOriginal({ amount, original }: HoldChange): bigint {
  return amount < 0n ? -original : original;
}

/** What it takes to give back part of what is held. */
export type Release = {
  /** Holds that end. */
  readonly ended: readonly LiveHold[];
  /** What of the last of them stays held; it becomes a hold of its own. */
  readonly rest: Omit<LiveHold, 'holdId'> | undefined;
};

/**
 * Ends holds for `original` of the merchant's amount, newest first; all of them where that is all that is held.
 * A hold of a fee alone ends only with all. Of a hold that ends in part the rest stays in proportion, rounded up, so that never too much is given back.
 */
export function releaseOf(live: readonly LiveHold[], original: bigint): Release {
  if (original >= sum(live.map((hold) => hold.original))) return { ended: live, rest: undefined };
  const ended: LiveHold[] = [];
  let left = original;
  for (const hold of live.toReversed()) {
    if (left <= 0n) break;
    if (hold.original === 0n) continue;
    ended.push(hold);
    if (hold.original > left) {
      const stays = hold.original - left;
      const net = hold.amount - hold.fee;
      return {
        ended,
        rest: { currency: hold.currency, original: stays, fee: hold.fee, amount: divide(net * stays, hold.original, 'up') + hold.fee },
      };
    }
    left -= hold.original;
  }
  return { ended, rest: undefined };
}

export type ReversalJudgement =
  | { readonly kind: 'release'; readonly original: bigint }
  | { readonly kind: 'refused'; readonly reason: 'original-unknown' | 'nothing-to-reverse' | 'reversal-too-large' };

/**
 * What a reversal takes back. Refusals in order: `original-unknown`, `nothing-to-reverse` (declined, settled, over),
 * `reversal-too-large` (more than was asked for, or a rest greater than what stands of it). What is settled is not given back here.
 * @param amount DE 4, the amount of the message that is taken back
 * @param replacement DE 95: what stays, of a partial reversal
 */
export function judgeReversal(life: Life | undefined, amount: bigint, replacement: bigint | undefined): ReversalJudgement {
  if (life === undefined) return { kind: 'refused', reason: 'original-unknown' };
  const held = heldOriginal(life);
  if (held === 0n) return { kind: 'refused', reason: 'nothing-to-reverse' };
  const standing = life.authorized - life.reversed;
  if (amount > standing) return { kind: 'refused', reason: 'reversal-too-large' };
  if (replacement !== undefined && replacement > standing) return { kind: 'refused', reason: 'reversal-too-large' };
  const wanted = replacement === undefined ? amount : standing - replacement;
  return { kind: 'release', original: wanted < held ? wanted : held };
}

/**
 * What a reversal takes back of what a single message posted. Refusals as of `judgeReversal`.
 * @param posted what stands posted, more than nil
 * @param amount DE 4
 * @param replacement DE 95: what stays, as of a machine that gave out less than it was asked for
 */
export function judgePostedReversal(posted: bigint, amount: bigint, replacement: bigint | undefined): ReversalJudgement {
  if (replacement !== undefined && replacement > posted) return { kind: 'refused', reason: 'reversal-too-large' };
  const original = replacement === undefined ? (amount < posted ? amount : posted) : posted - replacement;
  return original > 0n ? { kind: 'release', original } : { kind: 'refused', reason: 'nothing-to-reverse' };
}

/** Whether more can be authorised on it. */
export function mayIncrease({ status }: Life): boolean {
  return status === 'pending' || status === 'partially-cleared';
}
