// What one presentment posts: which holds end, which wallets pay, which legs, fees and events follow. Nothing is written here.

import { currencyRow, money, type Currency, type Money } from '../../kernel/money.ts';
import { partOf } from '../../kernel/rate.ts';
import type { CardProgramme } from '../card-programmes/index.ts';
import { exchangeCommands, exchangeIds, type ExchangeAccounts } from '../exchange/index.ts';
import { derivedId, type Command } from '../ledger/index.ts';
import type { AppliedRate, CardAccount, Charge, Credit, TransactionInfo, WalletState } from '../wallets/index.ts';
import { feeAccount, schemeAccount } from './batch-state.ts';
import type { Matched } from './match.ts';
import { isCashAbroad } from './rules/decide.ts';
import { conversionTo, withMarkUp, type Rates } from './rules/draw.ts';
import { holdTermsOf, isWithinTolerance } from './rules/hold-policy.ts';
import { heldOriginal, releaseOf, type Life } from './rules/lifecycle.ts';
import { settle, type SettledPart } from './rules/settle.ts';
import type { StoredEvent, StoredRequest } from './stored.ts';
import type { ClearingOutcome, HoldChange, Presentment } from './types.ts';

/** What is posted, gathered over the presentments and written with set-based statements. */
export type Plan = {
  readonly commands: Command[];
  readonly linked: Command[];
  readonly charges: Charge[];
  readonly credits: Credit[];
  readonly fees: {
    id: string;
    accountId: string;
    cardId: string;
    fee: 'cash-abroad' | 'refund-cancellation';
    parentId: string;
    occurredAt: Temporal.Instant;
  }[];
  readonly events: StoredEvent[];
};

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export const outcomeOf = (
  presentment: Presentment,
  result: ClearingOutcome['result'],
  more: Partial<ClearingOutcome> = {},
): ClearingOutcome => ({
  id: presentment.id,
  result,
  matchedBy: undefined,
  accountId: undefined,
  cardId: undefined,
  authorizationId: undefined,
  posted: [],
  debt: [],
  withinTolerance: false,
  rate: undefined,
  feeId: undefined,
  ...more,
});

export type Account = {
  readonly account: CardAccount;
  readonly programme: CardProgramme;
  readonly wallets: Mutable<WalletState>[];
};

/** What settles one presentment: the card's account, its wallets as they are now, and what it was matched with. */
export type Case = Account & {
  readonly presentment: Presentment;
  readonly cardId: string;
  readonly matched: Matched | undefined;
  readonly events: StoredEvent[];
  readonly life: Life | undefined;
  readonly rates: Rates;
  readonly exchange: ExchangeAccounts;
  readonly now: Temporal.Instant;
};

function infoOf(
  { presentment, cardId, account, programme, matched, events }: Case,
  part: SettledPart,
  applied: AppliedRate | undefined,
): TransactionInfo {
  // PC-48, PC-23: what a settlement does not say is as the holder was asked.
  const asked = matched === undefined ? undefined : events[0]?.request;
  const optional = {
    merchantId: presentment.merchantId ?? asked?.merchantId,
    terminalId: presentment.terminalId ?? asked?.terminalId,
    mcc: presentment.mcc ?? asked?.mcc,
    city: presentment.city ?? asked?.city,
    country: presentment.country ?? asked?.country,
    entryMode: presentment.entryMode ?? asked?.entryMode,
    verification: presentment.verification ?? asked?.verification,
    dynamicConversion: presentment.dynamicConversion ?? asked?.dcc,
    networkReference: presentment.networkReference,
    rate: applied,
    authorizationId: matched?.authorizationId,
  };
  return {
    kind: presentment.kind,
    cardId,
    originalAmount: part.original,
    originalCurrency: presentment.amount.currency,
    merchantName: presentment.merchantName ?? asked?.merchantName ?? '',
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<TransactionInfo>),
    termsVersion: account.termsVersion,
    holdPolicyVersion: programme.holdPolicy.version,
    occurredAt: presentment.occurredAt,
  };
}

/** The rate that a part was posted at: the day's with the mark-up, or the network's own where it gave the billing amount. */
function appliedRate({ presentment, programme, now }: Case, part: SettledPart): AppliedRate | undefined {
  const markUpPpm = programme.exchange.purchaseMarkUpPpm;
  if (part.rate !== undefined)
    return { rate: withMarkUp(part.rate.rate, markUpPpm), source: part.rate.source, at: part.rate.at, markUpPpm };
  const { amount, billing } = presentment;
  if (part.currency === amount.currency || billing === undefined) return undefined;
  const exponent = (currency: Currency): bigint => 10n ** BigInt(currencyRow(currency).exponent);
  const rate = {
    from: amount.currency,
    to: part.currency,
    numerator: billing.minor * exponent(amount.currency),
    denominator: amount.minor * exponent(part.currency),
  };
  return { rate, source: 'network', at: now, markUpPpm: 0 };
}

/** PC-22: the foreign side of a transaction that was converted here, and the mark-up as a transfer of its own. */
function exchangeLegs(
  { exchange, programme, presentment }: Case,
  id: string,
  part: SettledPart,
  wallet: WalletState,
  scheme: string,
): Command[] {
  const original = money(presentment.amount.currency, part.original);
  const spread = money(part.currency, part.amount - unmarked(part.amount, programme.exchange.purchaseMarkUpPpm));
  return exchangeCommands(exchange, {
    id,
    from: { money: money(part.currency, part.amount), ledgerAccountId: wallet.ledgerAccountId },
    to: { money: original, ledgerAccountId: scheme },
    spread,
    code: presentment.kind === 'cash' ? 'card-cash' : 'card-purchase',
    reference: presentment.reference,
  }).filter((command) => command.id !== exchangeIds(id).sold);
}

/** An amount without the programme's mark-up in it. */
export const unmarked = (amount: bigint, markUpPpm: number): bigint =>
  markUpPpm === 0 ? amount : amount - partOf(amount, Math.round((markUpPpm * 1_000_000) / (1_000_000 + markUpPpm)));

function eventOf(each: Case, kind: 'clearing' | 'refund', holds: readonly HoldChange[]): StoredEvent | undefined {
  const { presentment, matched, events, account, cardId, now } = each;
  const first = events[0]?.request;
  if (matched === undefined || first === undefined) return undefined;
  // Where it settles in another currency than it was asked in, it settles what was held.
  const sameCurrency = first.currency === presentment.amount.currency;
  const amount = sameCurrency || each.life === undefined ? presentment.amount.minor : heldOriginal(each.life) || BigInt(first.amount);
  const request: StoredRequest = {
    ...first,
    kind: 'presentment',
    amount: presentment.amount.minor.toString(),
    currency: presentment.amount.currency,
  };
  return {
    accountId: account.id,
    authorizationId: matched.authorizationId,
    seq: (events.at(-1)?.seq ?? -1) + 1,
    kind,
    messageId: presentment.id,
    cardId,
    outcome: 'approved',
    holds,
    request,
    answer: { responseCode: '00', approved: amount.toString(), transactionId: presentment.id },
    at: now,
  };
}

function endHolds(plan: Plan, each: Case): { holds: HoldChange[]; ended: Life['live'] } {
  const { life, presentment, events, wallets } = each;
  if (life === undefined || life.live.length === 0) return { holds: [], ended: [] };
  const whole = presentment.final !== false || events[0]?.request.currency !== presentment.amount.currency;
  const release = whole ? { ended: life.live, rest: undefined } : releaseOf(life.live, presentment.amount.minor);
  const holds: HoldChange[] = [];
  const walletOf = (currency: string): Mutable<WalletState> =>
    wallets.find((wallet) => wallet.currency === currency) as Mutable<WalletState>;
  const reference = each.matched?.authorizationId ?? '';
  for (const hold of release.ended) {
    const wallet = walletOf(hold.currency);
    plan.commands.push({ kind: 'void', id: derivedId('settle-hold', `${presentment.id} ${hold.holdId}`), holdId: hold.holdId, reference });
    wallet.held -= hold.amount;
    wallet.available += hold.amount;
    holds.push({ holdId: hold.holdId, currency: hold.currency, amount: -hold.amount, fee: hold.fee, original: hold.original });
  }
  if (release.rest !== undefined) {
    const { currency, amount, fee, original } = release.rest;
    const wallet = walletOf(currency);
    const holdId = derivedId('rest-hold', presentment.id);
    const legs = [
      { debitAccountId: wallet.ledgerAccountId, creditAccountId: schemeAccount(currency), amount: amount - fee },
      ...(fee > 0n ? [{ debitAccountId: wallet.ledgerAccountId, creditAccountId: feeAccount(currency), amount: fee }] : []),
    ].filter((leg) => leg.amount > 0n);
    plan.commands.push({ kind: 'hold', id: holdId, currency, code: 'card-purchase', reference, legs, expiresAt: null });
    wallet.held += amount;
    wallet.available -= amount;
    holds.push({ holdId, currency, amount, fee, original });
  }
  return { holds, ended: release.ended };
}

function conversionsOf({
  presentment: { amount, billing },
  rates,
  programme,
}: Case): (wallet: Currency) => ReturnType<typeof conversionTo> {
  return (wallet) => conversionTo(wallet, amount, billing, rates, programme.exchange.purchaseMarkUpPpm);
}

/** A purchase or cash: ends holds and charges wallets; fx at the rate of the posting day (PC-22). */
export function settlePurchase(plan: Plan, each: Case): ClearingOutcome {
  const { presentment, account, programme, wallets, life, matched, cardId } = each;
  const heldBefore = life === undefined ? 0n : heldOriginal(life);
  const conversion = conversionsOf(each);
  const facts = (ended: Life['live']): { currency: Currency; available: bigint; debt: bigint }[] =>
    wallets.map(({ currency, available, debt }) => ({
      currency,
      available: available + ended.reduce((sum, hold) => (hold.currency === currency ? sum + hold.amount : sum), 0n),
      debt,
    }));
  const settling = { amount: presentment.amount, base: account.currency, order: programme.exchange.walletOrder as Currency[], conversion };
  // Looked at before anything is planned: without a rate nothing happens.
  if (settle({ ...settling, ended: life?.live ?? [], wallets: facts(life?.live ?? []) }) === undefined)
    return outcomeOf(presentment, 'rate-unknown');

  const { holds, ended } = endHolds(plan, each);
  const parts = settle({ ...settling, ended, wallets: facts([]) });
  if (parts === undefined) throw new Error('bug: a rate went away');
  const posted: Money[] = [];
  parts.forEach((part, place) => {
    const wallet = wallets.find(({ currency }) => currency === part.currency) as Mutable<WalletState>;
    const applied = appliedRate(each, part);
    const isExchanged = part.rate !== undefined;
    plan.charges.push({
      id: presentment.id,
      accountId: account.id,
      currency: part.currency,
      amount: part.amount,
      counterpart: isExchanged ? 'exchange-position' : 'scheme-settlement',
      code: presentment.kind === 'cash' ? 'card-cash' : 'card-purchase',
      reference: presentment.reference,
      transaction: { ...infoOf(each, part, applied), part: place },
    });
    if (isExchanged) {
      const id = place === 0 ? presentment.id : derivedId('exchange-part', `${presentment.id} ${place}`);
      plan.linked.push(...exchangeLegs(each, id, part, wallet, schemeAccount(presentment.amount.currency)));
    }
    const taken = wallet.available < part.amount ? (wallet.available > 0n ? wallet.available : 0n) : part.amount;
    wallet.posted -= taken;
    wallet.available -= taken;
    wallet.debt += part.amount - taken;
    posted.push(money(part.currency, -part.amount));
  });
  const feeId = derivedId('cash-fee', presentment.id);
  const country = presentment.country;
  const owesFee =
    presentment.kind === 'cash' && isCashAbroad(programme, { processing: 'cash', ...(country === undefined ? {} : { country }) });
  if (owesFee)
    plan.fees.push({
      id: feeId,
      accountId: account.id,
      cardId,
      fee: 'cash-abroad',
      parentId: presentment.id,
      occurredAt: presentment.occurredAt,
    });
  const event = eventOf(each, 'clearing', holds);
  if (event !== undefined) {
    plan.events.push(event);
    each.events.push(event);
  }
  const first = each.events[0]?.request;
  const terms = holdTermsOf(programme, {
    mcc: presentment.mcc ?? first?.mcc,
    cardPresent: first?.cardPresent ?? false,
    preAuthorization: first?.preAuthorization ?? false,
  });
  return outcomeOf(presentment, life === undefined ? 'forced' : heldBefore > 0n ? 'matched' : 'late', {
    matchedBy: matched?.matchedBy,
    authorizationId: matched?.authorizationId,
    accountId: account.id,
    cardId,
    posted,
    withinTolerance: heldBefore > 0n && isWithinTolerance(terms, heldBefore, presentment.amount.minor),
    rate: parts[0] === undefined ? undefined : appliedRate(each, parts[0]),
    feeId: owesFee ? feeId : undefined,
  });
}

/** PC-24: a transaction of its own, credited when it arrives, with its fee. */
export function settleRefund(plan: Plan, each: Case): ClearingOutcome {
  const { presentment, account, programme, wallets, matched, cardId, exchange } = each;
  const own =
    wallets.find(({ currency }) => currency === presentment.amount.currency) ??
    wallets.find(({ currency }) => currency === account.currency);
  // A refund is not dearer for the holder than the day's rate.
  const way = own === undefined ? undefined : conversionTo(own.currency, presentment.amount, presentment.billing, each.rates, 0);
  if (own === undefined || way === undefined) return outcomeOf(presentment, 'rate-unknown');
  const part: SettledPart = {
    currency: own.currency,
    original: presentment.amount.minor,
    amount: way.of(presentment.amount.minor),
    rate: way.rate,
  };
  const applied = part.rate === undefined ? appliedRate(each, part) : { ...part.rate, markUpPpm: 0 };
  plan.credits.push({
    id: presentment.id,
    accountId: account.id,
    currency: part.currency,
    amount: part.amount,
    counterpart: part.rate === undefined ? 'scheme-settlement' : 'exchange-position',
    code: 'card-refund',
    reference: presentment.reference,
    transaction: infoOf(each, part, applied),
  });
  if (part.rate !== undefined)
    plan.linked.push({
      kind: 'transfer',
      id: exchangeIds(presentment.id).bought,
      currency: presentment.amount.currency,
      code: 'card-refund',
      reference: presentment.reference,
      legs: [
        {
          debitAccountId: schemeAccount(presentment.amount.currency),
          creditAccountId: exchange.position(presentment.amount.currency),
          amount: part.original,
        },
      ],
    });
  const fee = programme.fees.length > 0 ? derivedId('refund-fee', presentment.id) : undefined;
  if (fee !== undefined)
    plan.fees.push({
      id: fee,
      accountId: account.id,
      cardId,
      fee: 'refund-cancellation',
      parentId: presentment.id,
      occurredAt: presentment.occurredAt,
    });
  const event = eventOf(each, 'refund', []);
  if (event !== undefined) {
    plan.events.push(event);
    each.events.push(event);
  }
  return outcomeOf(presentment, 'refunded', {
    matchedBy: matched?.matchedBy,
    authorizationId: matched?.authorizationId,
    accountId: account.id,
    cardId,
    posted: [money(part.currency, part.amount)],
    rate: applied,
    feeId: fee,
  });
}
