// The rules of a load: where it may go, how much one may be, how many and how much in a day and a month, how much a card may carry.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { CardProgramme } from '../../card-programmes/index.ts';

export type LoadRefusal =
  | 'card-account-closed'
  | 'identity-missing'
  | 'amount-malformed'
  | 'amount-not-positive'
  | 'currency-mismatch'
  | 'load-below-minimum'
  | 'load-above-maximum'
  | 'load-count-of-day'
  | 'load-sum-of-day'
  | 'load-count-of-month'
  | 'load-sum-of-month'
  | 'balance-above-maximum';

/** What was loaded or is on its way, in minor units of the account's base currency. */
export type LoadUsage = { readonly dayCount: number; readonly daySum: bigint; readonly monthCount: number; readonly monthSum: bigint };

export type LoadTarget = {
  readonly status: 'pending' | 'open' | 'frozen' | 'closing' | 'closed';
  /** PC-47: the proof of identity that is asked for at a load was given. */
  readonly identityEstablished: boolean;
  readonly currency: string;
  /** Settled money of all wallets in the base currency, at the day's rates. */
  readonly balance: bigint;
  /** Debt of the base wallet: it is covered first (PC-21). */
  readonly debt: bigint;
  /** Asked for or collected, and not posted yet. */
  readonly onTheWay: bigint;
};

type Limits = Pick<CardProgramme['limits'], 'load' | 'balanceMax'>;

/** Reads an amount in the account's currency: minor units as a decimal string. */
export function readAmount(currency: string, amount: { readonly currency: string; readonly minor: string }): Outcome<bigint, LoadRefusal> {
  if (amount.currency !== currency) return refused('currency-mismatch');
  if (!/^-?\d{1,18}$/.test(amount.minor)) return refused('amount-malformed');
  const minor = BigInt(amount.minor);
  return minor > 0n ? done(minor) : refused('amount-not-positive');
}

/** Where an account stands: undefined where it may be loaded. An account that ends may still be loaded to cover what is owed (PC-38). */
export function judgeTarget(target: LoadTarget): LoadRefusal | undefined {
  if (target.status === 'pending' || !target.identityEstablished) return 'identity-missing';
  if ((target.status === 'closing' || target.status === 'closed') && target.debt === 0n) return 'card-account-closed';
  return undefined;
}

const exceeds = (value: bigint, max: number | null): boolean => max !== null && value > BigInt(max);

/** PC-07, PC-13: in order; where several apply, the first is answered. Each names the figure that it breaks. */
export function judgeLoad(limits: Limits, target: LoadTarget, usage: LoadUsage, amount: bigint): Outcome<undefined, LoadRefusal> {
  const unable = judgeTarget(target);
  if (unable !== undefined) return refused(unable);
  const { load, balanceMax } = limits;
  const { currency } = target;
  const refuse = (reason: LoadRefusal, limit: number | null): Outcome<undefined, LoadRefusal> =>
    refused(reason, { limit: String(limit ?? ''), currency });
  if (load.perOperationMin !== null && amount < BigInt(load.perOperationMin)) return refuse('load-below-minimum', load.perOperationMin);
  if (exceeds(amount, load.perOperationMax)) return refuse('load-above-maximum', load.perOperationMax);
  if (load.perDayCountMax !== null && usage.dayCount + 1 > load.perDayCountMax)
    return refused('load-count-of-day', { limit: load.perDayCountMax });
  if (exceeds(usage.daySum + amount, load.perDayMax)) return refuse('load-sum-of-day', load.perDayMax);
  if (load.perMonthCountMax !== null && usage.monthCount + 1 > load.perMonthCountMax)
    return refused('load-count-of-month', { limit: load.perMonthCountMax });
  if (exceeds(usage.monthSum + amount, load.perMonthMax)) return refuse('load-sum-of-month', load.perMonthMax);
  const owed = target.status === 'closing' || target.status === 'closed';
  if (owed && amount > target.debt) return refused('card-account-closed');
  if (exceeds(target.balance + target.onTheWay + amount - target.debt, balanceMax)) return refuse('balance-above-maximum', balanceMax);
  return done(undefined);
}

/** The most that can be loaded now, 0 where nothing can: for pages and cash machines, which ask before they take notes. */
export function loadRoom(limits: Limits, target: LoadTarget, usage: LoadUsage): bigint {
  const { load, balanceMax } = limits;
  if (judgeTarget(target) !== undefined) return 0n;
  if (load.perDayCountMax !== null && usage.dayCount >= load.perDayCountMax) return 0n;
  if (load.perMonthCountMax !== null && usage.monthCount >= load.perMonthCountMax) return 0n;
  const rooms = [
    ...(load.perOperationMax === null ? [] : [BigInt(load.perOperationMax)]),
    ...(load.perDayMax === null ? [] : [BigInt(load.perDayMax) - usage.daySum]),
    ...(load.perMonthMax === null ? [] : [BigInt(load.perMonthMax) - usage.monthSum]),
    ...(balanceMax === null ? [] : [BigInt(balanceMax) + target.debt - target.balance - target.onTheWay]),
    ...(target.status === 'closing' || target.status === 'closed' ? [target.debt] : []),
  ];
  const room = rooms.reduce((least, one) => (one < least ? one : least), 1_000_000_000_000n);
  return room < BigInt(load.perOperationMin ?? 1) ? 0n : room;
}
