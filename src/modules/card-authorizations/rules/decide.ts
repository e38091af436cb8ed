// The decision on a request: a ladder of refusals in the order of reasons.ts, then the draws on wallets.

import { money, type Currency, type Money } from '../../../kernel/money.ts';
import { partOf } from '../../../kernel/rate.ts';
import type { CardProgramme } from '../../card-programmes/index.ts';
import { merchantGroupOf } from '../../card-programmes/index.ts';
import type { OwnLimits } from '../../cards/index.ts';
import type { NetworkRequest } from '../types.ts';
import { conversionTo, draw, inOrder, type Draw, type Rates, type WalletFacts } from './draw.ts';
import type { HoldTerms } from './hold-policy.ts';
import type { Reason } from './reasons.ts';
import type { Usage, UsageKind } from './usage.ts';

export type CardFacts = {
  readonly status: string;
  readonly statusReason: string | null;
  /** ISO dates. */
  readonly validFrom: string;
  readonly expiresOn: string;
  readonly pinStatus: 'none' | 'set' | 'blocked';
  /** The holder's own limits (controls). */
  readonly limits: { readonly purchase?: OwnLimits | undefined; readonly cash?: OwnLimits | undefined };
};

export type Facts = {
  readonly programme: CardProgramme;
  /** The programme's day, ISO. */
  readonly today: string;
  readonly account: { readonly status: string; readonly currency: Currency };
  readonly card: CardFacts;
  readonly wallets: readonly WalletFacts[];
  /** As of today. */
  readonly usage: Usage;
  /** Of the same kind in the same country today, minor units of the account's currency. */
  readonly usedInCountry: bigint;
  /** The holder's control that this use breaks (cards' brokenControl). */
  readonly brokenControl: 'channel-off' | 'country-off' | 'merchant-group-off' | undefined;
  readonly rates: Rates;
  /** What card security said of the values in the message; absent where it has none. */
  readonly checks: {
    readonly cvv?: 'right' | 'wrong' | undefined;
    readonly cvv2?: 'right' | 'wrong' | undefined;
    readonly pin?: 'right' | 'wrong' | 'unreadable' | undefined;
  };
  readonly terms: HoldTerms;
  /** The fee of cash abroad with its tax, in the account's currency (PC-14). */
  readonly cashFee: bigint;
};

/** What happens to the count of wrong PINs. */
export type PinEffect = 'kept' | 'counted' | 'cleared';

export type Decision =
  | {
      readonly kind: 'approved';
      readonly pin: PinEffect;
      /** In the currency of the request; less than asked for where a part was approved. */
      readonly approved: Money;
      /** Minor units to hold: `approved` with the programme's uplift. Empty where nothing is held. */
      readonly draws: readonly Draw[];
      /** Held in the account's currency beside the draws. */
      readonly fee: bigint;
      readonly usageKind: UsageKind;
      /** `approved` in the account's currency: what counts for limits. */
      readonly counted: bigint;
    }
  | { readonly kind: 'refused'; readonly pin: PinEffect; readonly reason: Reason };

const accountReasons: Readonly<Record<string, Reason>> = {
  pending: 'account-pending',
  frozen: 'account-frozen',
  closing: 'account-closing',
  closed: 'account-closed',
};

function cardReason({ status, statusReason }: CardFacts): Reason | undefined {
  if (status === 'active') return undefined;
  if (status === 'frozen') return 'card-frozen';
  if (status === 'closed' || status === 'suspended') {
    if (statusReason === 'lost') return 'card-lost';
    if (statusReason === 'stolen') return 'card-stolen';
    if (status === 'suspended') return 'card-suspended';
    return statusReason === 'expired' ? 'card-expired' : 'card-closed';
  }
  return 'card-inactive';
}

/** Cash, and what is as good as cash. */
export function usageKindOf({ processing }: Pick<NetworkRequest, 'processing'>): UsageKind {
  return processing === 'cash' || processing === 'quasi-cash' ? 'cash' : 'purchase';
}

const countryOf = (request: NetworkRequest): string | undefined => request.country ?? request.acquirerCountry;

const trimmed = (acquirer: string): string => acquirer.replace(/^0+(?=.)/, '');

/** PC-14: another bank's machine in the programme's own country. */
function isDomesticForeignCash(programme: CardProgramme, request: NetworkRequest): boolean {
  return (
    request.processing === 'cash' &&
    programme.cash.domesticOtherBanks === 'refuse' &&
    countryOf(request) === programme.country &&
    trimmed(request.acquirer) !== trimmed(programme.cash.ownAcquirer)
  );
}

/** PC-14: whether a withdrawal costs the fee of cash abroad. */
export function isCashAbroad(
  programme: CardProgramme,
  request: Pick<NetworkRequest, 'processing' | 'country' | 'acquirerCountry'>,
): boolean {
  const country = request.country ?? request.acquirerCountry;
  return request.processing === 'cash' && country !== undefined && country !== programme.country;
}

/** PC-09: a purchase at a terminal and cash at an ATM need the PIN; so does a balance shown there. */
const needsPin = ({ channel, cardPresent, processing }: NetworkRequest): boolean =>
  channel === 'atm' || (channel === 'pos' && cardPresent && processing !== 'refund');

function placeReason(facts: Facts, request: NetworkRequest): Reason | undefined {
  const { programme, brokenControl } = facts;
  if (request.manual) return 'manual-refused';
  if (request.offline) return 'offline-refused';
  const country = countryOf(request);
  if (country !== undefined && programme.countriesRestricted.includes(country)) return 'country-restricted';
  const group = merchantGroupOf(programme, request.mcc ?? '');
  if (group !== undefined && programme.merchantGroupsRefused.includes(group)) return 'merchant-refused';
  return brokenControl;
}

function cardValueReason({ card, checks, today }: Facts, request: NetworkRequest): Reason | undefined {
  if (today < card.validFrom) return 'card-not-yet-valid';
  if (today > card.expiresOn) return 'card-expired';
  if (request.expiry !== undefined && request.expiry !== `${card.expiresOn.slice(2, 4)}${card.expiresOn.slice(5, 7)}`)
    return 'expiry-mismatch';
  if (checks.cvv === 'wrong') return 'cvv-wrong';
  return checks.cvv2 === 'wrong' ? 'cvv2-wrong' : undefined;
}

function pinReason({ card, checks }: Facts, request: NetworkRequest): Reason | undefined {
  if (checks.pin === undefined && !needsPin(request)) return undefined;
  if (card.pinStatus === 'none') return 'pin-not-set';
  if (card.pinStatus === 'blocked') return 'pin-blocked';
  if (checks.pin === undefined) return 'pin-required';
  if (checks.pin === 'unreadable') return 'pin-unreadable';
  return checks.pin === 'wrong' ? 'pin-wrong' : undefined;
}

/** The smaller of the programme's and the holder's figure; undefined sets none. */
function least(programme: number | null, own: number | undefined): bigint | undefined {
  if (programme === null) return own === undefined ? undefined : BigInt(own);
  return BigInt(own === undefined || programme < own ? programme : own);
}

/** PC-13, PC-42: in the order of reasons.ts. `amount` and `count` are what this request adds, in the account's currency. */
export function limitReason(facts: Facts, kind: UsageKind, request: NetworkRequest, amount: bigint, count: number): Reason | undefined {
  const limits = facts.programme.limits[kind];
  const own = facts.card.limits[kind];
  const used = facts.usage[kind];
  const over = (max: bigint | undefined, value: bigint): boolean => max !== undefined && value > max;
  if (count > 0 && limits.perOperationMin !== null && amount < BigInt(limits.perOperationMin)) return 'below-minimum';
  if (over(least(limits.perOperationMax, own?.perOperationMax), amount)) return 'above-maximum';
  if (over(least(limits.perDayCountMax, own?.perDayCountMax), BigInt(used.dayCount + count))) return 'day-count-reached';
  if (over(least(limits.perDayMax, own?.perDayMax), used.daySum + amount)) return 'day-limit';
  if (over(least(limits.perMonthCountMax, own?.perMonthCountMax), BigInt(used.monthCount + count))) return 'month-count-reached';
  if (over(least(limits.perMonthMax, own?.perMonthMax), used.monthSum + amount)) return 'month-limit';
  const country = countryOf(request);
  const byCountry = facts.programme.countryLimits.find((each) => each.country === country && each.channel === kind);
  return byCountry !== undefined && facts.usedInCountry + amount > BigInt(byCountry.perDayMax) ? 'country-limit' : undefined;
}

/** 10^12 minor units: more than any card may spend. */
const amountMax = 1_000_000_000_000n;

/**
 * Decides a request for an authorisation, an increment or an inquiry. Refusals come in the order of reasons.ts.
 * A wrong PIN is counted whenever the ladder comes to it; a right one clears the count, whatever follows.
 * @param isIncrease more for an authorisation that stands: neither the count nor the minimum per operation apply, nor card values and PIN
 */
export function decide(facts: Facts, request: NetworkRequest, isIncrease = false): Decision {
  const { programme, account, card } = facts;
  let pin: PinEffect = 'kept';
  const no = (reason: Reason): Decision => ({ kind: 'refused', pin, reason });

  const accountReason = account.status === 'open' ? undefined : (accountReasons[account.status] ?? 'account-closed');
  const early = accountReason ?? cardReason(card) ?? cardValueReason(facts, request) ?? placeReason(facts, request);
  if (early !== undefined) return no(early);
  if (!isIncrease) {
    const reason = pinReason(facts, request);
    if (reason === 'pin-wrong') pin = 'counted';
    if (reason !== undefined) return no(reason);
    if (facts.checks.pin === 'right') pin = 'cleared';
  }
  if (isDomesticForeignCash(programme, request)) return no('domestic-cash-refused');

  const base = account.currency;
  const kind = usageKindOf(request);
  const nothing = { kind: 'approved', pin, draws: [], fee: 0n, usageKind: kind, counted: 0n } as const;
  if (request.kind === 'inquiry') {
    const asked = request.acquirerFee;
    if (asked === undefined || asked.minor <= 0n) return { ...nothing, approved: request.amount };
    const priced = drawn(facts, asked, undefined, 0n);
    return priced.rest === 0n ? { ...nothing, approved: request.amount, draws: priced.draws } : no(shortReason(facts));
  }
  const { amount, billing } = request;
  const toBase = conversionTo(base, amount, billing, facts.rates, programme.exchange.purchaseMarkUpPpm);
  if (toBase === undefined) return no('currency-unknown');
  if (amount.minor <= 0n || amount.minor > amountMax) return no('amount-invalid');
  if (request.processing === 'refund') return { ...nothing, approved: amount };

  const limited = limitReason(facts, kind, request, toBase.of(amount.minor), isIncrease ? 0 : 1);
  if (limited !== undefined) return no(limited);

  // From here on it is a matter of money alone.
  const fee = isIncrease ? 0n : facts.cashFee;
  const held = money(amount.currency, amount.minor + partOf(amount.minor, facts.terms.upliftPpm, 'up'));
  const { draws, rest } = drawn(facts, held, billing, fee);
  if (rest === 0n) return { kind: 'approved', pin, approved: amount, draws, fee, usageKind: kind, counted: toBase.of(amount.minor) };
  const part = held.minor - rest;
  if (!request.partialAllowed || part <= 0n || kind === 'cash') return no(shortReason(facts));
  const approved = money(amount.currency, part < amount.minor ? part : amount.minor);
  return { kind: 'approved', pin, approved, draws, fee, usageKind: kind, counted: toBase.of(approved.minor) };
}

/** Draws on the wallets with the fee kept free in the wallet of the account's currency; nothing where the fee itself is not there. */
function drawn(facts: Facts, amount: Money, billing: Money | undefined, fee: bigint): ReturnType<typeof draw> {
  const { account, programme, rates } = facts;
  const wallets = facts.wallets.map((wallet) =>
    wallet.currency === account.currency ? { ...wallet, available: wallet.available - fee } : wallet,
  );
  const base = wallets.find(({ currency }) => currency === account.currency);
  if (fee > 0n && (base === undefined || base.debt > 0n || base.available < 0n)) return { draws: [], rest: amount.minor };
  return draw(inOrder(wallets, amount.currency, programme.exchange.walletOrder as Currency[]), amount, (currency) =>
    conversionTo(currency, amount, billing, rates, programme.exchange.purchaseMarkUpPpm),
  );
}

/** PC-21: where the wallets owe, that is the reason. */
function shortReason({ wallets }: Facts): Reason {
  return wallets.some(({ debt }) => debt > 0n) ? 'wallet-in-debt' : 'insufficient-funds';
}

/**
 * What an advice holds: all that the wallets have of it. What was approved elsewhere is a fact, so that nothing refuses it here;
 * what cannot be held becomes a debt when it is settled (PC-21).
 */
export function decideAdvice(facts: Facts, request: NetworkRequest): Extract<Decision, { kind: 'approved' }> {
  const { amount, billing } = request;
  const kind = usageKindOf(request);
  const toBase = conversionTo(facts.account.currency, amount, billing, facts.rates, facts.programme.exchange.purchaseMarkUpPpm);
  const holdable = request.processing !== 'refund' && amount.minor > 0n && amount.minor <= amountMax;
  const { draws } = holdable ? drawn(facts, amount, billing, 0n) : { draws: [] };
  return {
    kind: 'approved',
    pin: 'kept',
    approved: amount,
    draws,
    fee: 0n,
    usageKind: kind,
    counted: holdable ? (toBase?.of(amount.minor) ?? 0n) : 0n,
  };
}
