// How events are kept: the message as it was understood without its secrets, and what was answered.

import { instantText } from '../../kernel/instant-text.ts';
import { isCurrency, type Currency, type Money } from '../../kernel/money.ts';
import type { AppliedRate } from '../wallets/index.ts';
import { isReason, type Reason } from './rules/reasons.ts';
import type { Counted } from './rules/usage.ts';
import type { DynamicConversion, EventKind, HoldChange, NetworkRequest, Processing, Channel } from './types.ts';

export const currencyFrom = (code: string): Currency => {
  if (!isCurrency(code)) throw new Error(`bug: an authorisation in ${code}`);
  return code;
};

export type StoredRequest = {
  readonly kind: string;
  readonly amount: string;
  readonly currency: string;
  readonly billing?: string;
  readonly billingCurrency?: string;
  readonly processing: Processing;
  readonly channel: Channel;
  readonly stan: string;
  readonly transmissionAt: string;
  readonly acquirer: string;
  readonly rrn?: string;
  readonly trace?: string;
  readonly mcc?: string;
  readonly merchantId?: string;
  readonly merchantName?: string;
  readonly terminalId?: string;
  readonly city?: string;
  readonly country?: string;
  readonly entryMode?: string;
  readonly verification?: string;
  readonly cardPresent?: boolean;
  readonly preAuthorization?: boolean;
  readonly dcc?: DynamicConversion;
  readonly eci?: string;
  readonly source?: string;
};

export type StoredAnswer = {
  readonly responseCode: string;
  readonly approvalCode?: string;
  /** In the currency of the request. */
  readonly approved: string;
  /** What it counted for limits. */
  readonly counted?: { readonly kind: 'purchase' | 'cash'; readonly day: string; readonly count: number; readonly sum: string };
  readonly expiresAt?: string;
  readonly policy?: string;
  readonly rate?: {
    readonly to: string;
    readonly numerator: string;
    readonly denominator: string;
    readonly source: string;
    readonly at: string;
  };
  readonly balance?: { readonly currency: string; readonly posted: string; readonly available: string };
  /** Of a settlement: its own presentment, and the transaction that it made. */
  readonly transactionId?: string;
};

export type StoredHold = {
  readonly id: string;
  readonly currency: string;
  readonly amount: string;
  readonly fee?: string;
  readonly original: string;
};

export type StoredEvent = {
  readonly accountId: string;
  readonly authorizationId: string;
  readonly seq: number;
  readonly kind: EventKind;
  readonly messageId: string;
  readonly cardId: string;
  readonly outcome: 'approved' | Reason;
  readonly holds: readonly HoldChange[];
  readonly request: StoredRequest;
  readonly answer: StoredAnswer;
  readonly at: Temporal.Instant;
};

/** Nothing of nothing; a NUL, which no text of the database may hold, is a space. */
const present = (text: string | undefined): string | undefined =>
  text === '' || text === undefined ? undefined : text.includes('\u0000') ? text.replaceAll('\u0000', ' ') : text;

/** JSON leaves out what is undefined. */
export function storeRequest(request: NetworkRequest, verification: string): StoredRequest {
  return {
    kind: request.kind,
    amount: request.amount.minor.toString(),
    currency: request.amount.currency,
    billing: request.billing?.minor.toString(),
    billingCurrency: request.billing?.currency,
    processing: request.processing,
    channel: request.channel,
    stan: request.stan,
    transmissionAt: instantText(request.transmissionAt),
    acquirer: request.acquirer,
    rrn: present(request.rrn),
    trace: present(request.networkTraceId),
    mcc: present(request.mcc),
    merchantId: present(request.merchantId),
    merchantName: present(request.merchantName),
    terminalId: present(request.terminalId),
    city: present(request.city),
    country: request.country ?? request.acquirerCountry,
    entryMode: present(request.entryMode),
    verification,
    cardPresent: request.cardPresent ? true : undefined,
    preAuthorization: request.preAuthorization ? true : undefined,
    dcc: request.dynamicConversion,
    eci: present(request.eci),
    source: request.source === 'simulator' ? 'simulator' : undefined,
  } as StoredRequest;
}

export function storeHolds(holds: readonly HoldChange[]): StoredHold[] {
  return holds.map(({ holdId, currency, amount, fee, original }) => ({
    id: holdId,
    currency,
    amount: amount.toString(),
    ...(fee === 0n ? {} : { fee: fee.toString() }),
    original: original.toString(),
  }));
}

export function readHolds(holds: readonly StoredHold[]): HoldChange[] {
  return holds.map(({ id, currency, amount, fee, original }) => ({
    holdId: id,
    currency: currencyFrom(currency),
    amount: BigInt(amount),
    fee: BigInt(fee ?? '0'),
    original: BigInt(original),
  }));
}

export function storeCounted({ kind, day, count, sum }: Counted): NonNullable<StoredAnswer['counted']> {
  return { kind, day, count, sum: sum.toString() };
}

export function readCounted(counted: NonNullable<StoredAnswer['counted']>): Counted {
  return { ...counted, sum: BigInt(counted.sum) };
}

export function storeRate(applied: AppliedRate): NonNullable<StoredAnswer['rate']> {
  const { rate, source, at } = applied;
  return { to: rate.to, numerator: rate.numerator.toString(), denominator: rate.denominator.toString(), source, at: at.toString() };
}

export function readRate(rate: NonNullable<StoredAnswer['rate']>, from: Currency): AppliedRate {
  const { to, numerator, denominator, source, at } = rate;
  return {
    rate: { from, to: currencyFrom(to), numerator: BigInt(numerator), denominator: BigInt(denominator) },
    source,
    at: Temporal.Instant.from(at),
    markUpPpm: 0,
  };
}

export function amountOf(request: StoredRequest): Money {
  return { currency: currencyFrom(request.currency), minor: BigInt(request.amount) };
}

export function outcomeFrom(text: string): 'approved' | Reason {
  if (text === 'approved' || isReason(text)) return text;
  throw new Error(`bug: an event's outcome is ${text}`);
}
