// A monthly statement as data: what each wallet had, did and had then; holds apart.

import type { Currency, MoneyJson } from '../../../kernel/money.ts';

/** One posted transaction on one wallet. Amounts are minor units as decimal strings; negative where it left the wallet. */
export type StatementEntry = {
  readonly transactionId: string;
  readonly part: number;
  /** ISO date in the programme's calendar. */
  readonly postedOn: string;
  /** ISO instant. */
  readonly occurredAt: string;
  readonly kind: string;
  /** The fee's name, the recovery's reason …; '' for none. */
  readonly detail: string;
  readonly cardLastFour?: string;
  readonly amount: string;
  /** What the wallet had after it: settled money less debt. */
  readonly balance: string;
  /** Of the amount: tax, with its rate in millionths. */
  readonly vat?: { readonly amount: string; readonly ppm: number };
  /** What was asked in another currency, and the exact rate (PC-22). */
  readonly original?: MoneyJson;
  readonly rate?: {
    /** Wallet units for one original unit. */
    readonly numerator: string;
    readonly denominator: string;
    readonly source: string;
    readonly at: string;
    readonly markUpPpm: number;
  };
  readonly merchant?: { readonly name: string; readonly city?: string; readonly country?: string; readonly mcc?: string };
  /** PC-23, PC-44: what was offered in another currency at the terminal, and whether it was taken. */
  readonly dynamicConversion?: Readonly<Record<string, unknown>>;
  readonly verification?: string;
  readonly parentId?: string;
};

export type StatementWallet = {
  readonly currency: Currency;
  readonly opening: string;
  readonly closing: string;
  readonly moneyIn: string;
  readonly moneyOut: string;
  /** Of moneyOut: fees with their tax, and the tax in them. */
  readonly fees: string;
  readonly vat: string;
  readonly entries: readonly StatementEntry[];
};

/** A hold that waited when the statement was made: not in any balance. */
export type StatementHold = {
  readonly authorizationId: string;
  readonly at: string;
  readonly cardLastFour?: string;
  readonly merchantName: string;
  readonly city?: string;
  readonly country?: string;
  readonly amounts: readonly MoneyJson[];
  readonly original?: MoneyJson;
};

export type StatementContent = {
  readonly form: 1;
  readonly statementId: string;
  readonly accountId: string;
  readonly programme: string;
  readonly product: string;
  readonly holder: { readonly name: string; readonly nameLatin: string; readonly customerNumber: string; readonly address: string };
  readonly language: string;
  readonly currency: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly statementDay: string;
  readonly madeAt: string;
  readonly cards: readonly { readonly lastFour: string; readonly role: string }[];
  readonly termsVersion: string;
  /** PC-29: the last day on which what this statement shows can be disputed by the statement's date. */
  readonly disputeUntil: string;
  readonly wallets: readonly StatementWallet[];
  readonly holds: readonly StatementHold[];
};

export type PostedEntry = Omit<StatementEntry, 'balance' | 'amount'> & { readonly amount: bigint; readonly vatAmount: bigint };

const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

/**
 * PC-27: one wallet of a statement. Opening plus entries is closing, or it is a bug: a statement that does not add up is never made.
 * @param entries of the period, oldest first
 */
export function foldWallet(currency: Currency, opening: bigint, closing: bigint, entries: readonly PostedEntry[]): StatementWallet {
  let balance = opening;
  let [moneyIn, moneyOut, fees, vat] = [0n, 0n, 0n, 0n];
  const folded = entries.map(({ amount, vatAmount, ...entry }) => {
    balance += amount;
    if (amount > 0n) moneyIn += amount;
    else moneyOut -= amount;
    // A fee that was given back lessens the fees of its month.
    if (entry.kind === 'fee') fees -= amount;
    vat += amount < 0n ? size(vatAmount) : -size(vatAmount);
    return { ...entry, amount: String(amount), balance: String(balance) };
  });
  if (balance !== closing)
    throw new Error(`bug: a wallet in ${currency} had ${opening}, its entries come to ${balance - opening}, and it has ${closing}`);
  return {
    currency,
    opening: String(opening),
    closing: String(closing),
    moneyIn: String(moneyIn),
    moneyOut: String(moneyOut),
    fees: String(fees),
    vat: String(vat),
    entries: folded,
  };
}

export type Period = {
  readonly fromDay: Temporal.PlainDate;
  readonly toDay: Temporal.PlainDate;
  readonly statementDay: Temporal.PlainDate;
};

/** The period of the statement of a day: from the statement day of the month before to the day before. Undefined where the day is none. */
export function periodOf(dayOfMonth: number, day: Temporal.PlainDate): Period | undefined {
  if (day.day !== dayOfMonth) return undefined;
  return { fromDay: day.subtract({ months: 1 }), toDay: day.subtract({ days: 1 }), statementDay: day };
}
