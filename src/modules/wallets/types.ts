// What other modules see of card accounts, wallets and transactions.

import type { Currency } from '../../kernel/money.ts';
import type { Rate } from '../../kernel/rate.ts';

export type AccountStatus = 'pending' | 'open' | 'frozen' | 'closing' | 'closed';

export type CardAccount = {
  readonly id: string;
  readonly programme: string;
  readonly product: string;
  readonly customerId: string;
  readonly status: AccountStatus;
  /** Currency of fees, limits and of the first wallet. */
  readonly currency: Currency;
  readonly termsVersion: string;
  /** The programme's. */
  readonly timeZone: string;
  readonly renewalOptedOut: boolean;
  /** For auditors, never for the holder (PC-36). */
  readonly statusReason: string | null;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
};

/** Minor units of `currency`. The balance that a holder sees is `posted − debt`. */
export type WalletState = {
  readonly accountId: string;
  readonly currency: Currency;
  readonly ledgerAccountId: string;
  /** Made with the first debt (PC-21). */
  readonly debtAccountId: string | null;
  readonly posted: bigint;
  readonly held: bigint;
  /** `posted − held`: what can be spent while there is no debt. */
  readonly available: bigint;
  readonly debt: bigint;
  readonly debtSince: Temporal.Instant | null;
};

export type TransactionKind =
  | 'purchase'
  | 'cash'
  | 'refund'
  | 'load'
  | 'fee'
  | 'exchange'
  | 'interest'
  | 'recovery'
  | 'payout'
  | 'dispute-credit'
  | 'dispute-debit'
  | 'adjustment';

export type Verification = 'pin' | 'signature' | 'approval' | 'cvv2' | 'none';

export type AppliedRate = { readonly rate: Rate; readonly source: string; readonly at: Temporal.Instant; readonly markUpPpm: number };

/** What a posted transaction tells beside its amount; everything is kept as it was on the day. */
export type TransactionInfo = {
  readonly kind: TransactionKind;
  /** The fee's name, the recovery's reason …; at most 80 characters. */
  readonly detail?: string;
  readonly cardId?: string;
  readonly originalAmount?: bigint;
  readonly originalCurrency?: Currency;
  /** Wallet units for one original unit (PC-22). */
  readonly rate?: AppliedRate;
  readonly merchantName?: string;
  readonly merchantId?: string;
  readonly terminalId?: string;
  readonly mcc?: string;
  readonly city?: string;
  readonly country?: string;
  readonly verification?: Verification;
  readonly entryMode?: string;
  readonly dynamicConversion?: Readonly<Record<string, unknown>>;
  readonly authorizationId?: string;
  readonly parentId?: string;
  /** At most 64 characters. */
  readonly networkReference?: string;
  readonly termsVersion: string;
  readonly feeVersion?: string;
  readonly holdPolicyVersion?: string;
  readonly occurredAt: Temporal.Instant;
  /** 0 unless a transaction drew on several wallets: one part for each. */
  readonly part?: number;
};

export type Vat = { readonly amount: bigint; readonly ppm: number; readonly chart: string };

/** The other side: the chart name of an internal account ('fee-income', 'scheme-settlement' …) or a ledger account. */
export type Counterpart = string | { readonly ledgerAccountId: string };

export type Movement = {
  /** UUID; also the id of the ledger transfer. The same id again moves nothing. */
  readonly id: string;
  readonly accountId: string;
  readonly currency: Currency;
  /** Positive, VAT included. */
  readonly amount: bigint;
  readonly vat?: Vat;
  readonly counterpart: Counterpart;
  /** The ledger's code: 'card-purchase', 'card-fee' … */
  readonly code: string;
  /** What caused it: an operation, an authorisation, a file; at most 64 characters. */
  readonly reference: string;
  readonly transaction: TransactionInfo;
};

export type Charge = Movement & {
  /** Refused with 'insufficient-funds' instead of making a debt. */
  readonly onlyAvailable?: boolean;
};
export type Credit = Movement;

export type Moved = {
  readonly id: string;
  readonly existed: boolean;
  /** The wallet afterwards; of a repetition the wallet as it is now. */
  readonly wallet: WalletState;
  /** Of the amount: what became debt (charge), or paid debt (credit). */
  readonly debtPart: bigint;
};

export type CardTransaction = {
  readonly accountId: string;
  readonly id: string;
  readonly part: number;
  readonly cardId: string | null;
  readonly kind: TransactionKind;
  readonly detail: string;
  readonly walletCurrency: Currency;
  /** Minor units of the wallet's currency; negative where it left the wallet or became a debt. */
  readonly amount: bigint;
  readonly vatAmount: bigint;
  readonly vatPpm: number;
  readonly originalAmount: bigint | null;
  readonly originalCurrency: Currency | null;
  readonly rate: Rate | null;
  readonly rateSource: string | null;
  readonly rateAt: Temporal.Instant | null;
  readonly markUpPpm: number;
  readonly merchantName: string;
  readonly merchantId: string | null;
  readonly terminalId: string | null;
  readonly mcc: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly verification: Verification | null;
  readonly entryMode: string | null;
  readonly dynamicConversion: Readonly<Record<string, unknown>> | null;
  readonly authorizationId: string | null;
  readonly parentId: string | null;
  readonly networkReference: string | null;
  readonly termsVersion: string;
  readonly feeVersion: string | null;
  readonly holdPolicyVersion: string | null;
  readonly occurredAt: Temporal.Instant;
  readonly postedAt: Temporal.Instant;
  /** ISO date in the programme's time zone. */
  readonly postedOn: string;
  /** Give the last one back as `before` for the next page. */
  readonly cursor: string;
};

/** A row for `recordTransactions`: what another module moved on the ledger by itself (an exchange). */
export type NewTransaction = TransactionInfo & {
  readonly id: string;
  readonly accountId: string;
  readonly walletCurrency: Currency;
  readonly amount: bigint;
  readonly vatAmount?: bigint;
  readonly vatPpm?: number;
};
