// What the network asks, what it is answered, and how an authorisation looks: the words between the doors and this module.

import type { Currency, Money } from '../../kernel/money.ts';
import type { PinBlockFormat } from '../card-security/index.ts';
import type { AppliedRate, Verification } from '../wallets/index.ts';
import type { Reason } from './rules/reasons.ts';

export const channels = ['pos', 'atm', 'ecommerce', 'moto'] as const;
export type Channel = (typeof channels)[number];

/**
 * authorization: 0100; financial: 0200, authorised and posted at once; advice: 0120, what was approved elsewhere;
 * increment: more for an authorisation that stands; inquiry: balance; reversal: 0400; reversal-advice: 0420.
 */
export type RequestKind = 'authorization' | 'financial' | 'advice' | 'increment' | 'inquiry' | 'reversal' | 'reversal-advice';

export type Processing = 'purchase' | 'cash' | 'refund' | 'inquiry' | 'cashback' | 'quasi-cash';

/** What identifies a message on the network. */
export type NetworkElements = {
  /** DE 11. */
  readonly stan: string;
  /** DE 7. */
  readonly transmissionAt: Temporal.Instant;
  /** DE 32. */
  readonly acquirer: string;
};

export type DynamicConversion = {
  readonly offeredAmount?: string;
  readonly offeredCurrency?: string;
  readonly accepted?: boolean;
  /** PC-44: what the terminal counts in, and what it gave out. */
  readonly terminalCurrency?: string;
  readonly amountGiven?: string;
};

export type NetworkRequest = NetworkElements & {
  readonly kind: RequestKind;
  /** Sent as a repeat (0x01, 0x21): answered as the first time where there was one. */
  readonly repeat: boolean;
  /** One of the three: the number (never kept), its keyed digest (CardSecurity.numberDigest), or the id of the card. */
  readonly pan?: string;
  readonly panDigest?: Uint8Array;
  readonly cardId?: string;
  /** DE 4 and DE 49: as the merchant asks. Of a reversal: the amount of the original. Nil for an inquiry. */
  readonly amount: Money;
  /** DE 6 and DE 51: as the network converted. */
  readonly billing?: Money;
  /** DE 5 and DE 50. */
  readonly settlement?: Money;
  /** DE 12 and 13, as text. */
  readonly localAt?: string;
  /** DE 37. */
  readonly rrn?: string;
  /** DE 19, ISO 3166-1 alpha-2. */
  readonly acquirerCountry?: string;
  readonly terminalId?: string;
  readonly merchantId?: string;
  readonly merchantName?: string;
  readonly city?: string;
  /** DE 43: where the card is used, ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** DE 18. */
  readonly mcc?: string;
  readonly processing: Processing;
  readonly channel: Channel;
  /** 'chip', 'contactless', 'stripe', 'keyed', 'ecommerce', 'on-file' … at most 20 characters. */
  readonly entryMode?: string;
  readonly cardPresent: boolean;
  /** PC-11: an imprint, a voice authorisation, a number keyed in at a terminal. */
  readonly manual: boolean;
  /** PC-11: approved without asking. */
  readonly offline: boolean;
  readonly preAuthorization: boolean;
  readonly partialAllowed: boolean;
  /** DE 52, with the connection whose key it is under. */
  readonly pinBlock?: { readonly block: Uint8Array; readonly format: PinBlockFormat; readonly connection: string };
  /** A PIN in clear, from the simulator on this machine. */
  readonly pin?: string;
  /** From the stripe or the chip. */
  readonly cvv?: string;
  readonly serviceCode?: string;
  readonly cvv2?: string;
  /** DE 14, YYMM. */
  readonly expiry?: string;
  /** Electronic commerce indicator, as text. */
  readonly eci?: string;
  /** How the holder was verified where the message says so; a right PIN counts as 'pin' by itself. */
  readonly verification?: Verification;
  /** The network's own id of the whole transaction, the same in all its messages. */
  readonly networkTraceId?: string;
  /** DE 90: the message that a reversal or an increment belongs to. */
  readonly originalElements?: NetworkElements;
  /** Where the sender knows it: the authorisation that an increment or a reversal belongs to, instead of trace id and DE 90. */
  readonly authorizationId?: string;
  /** DE 95 of a partial reversal: what stays. */
  readonly replacementAmount?: Money;
  readonly dynamicConversion?: DynamicConversion;
  /** DE 28: what the operator of the machine asks. */
  readonly acquirerFee?: Money;
  /** DE 38 of an advice. */
  readonly approvalCode?: string;
  /** Where the request came from: 'network' (default), or 'simulator'. */
  readonly source?: 'network' | 'simulator';
};

export type Answer = {
  readonly outcome: 'approved' | Reason;
  /** DE 39. */
  readonly responseCode: string;
  /** DE 38, of what was approved. */
  readonly approvalCode: string | undefined;
  /** What was approved in the currency of the request; less than asked for in a partial approval. */
  readonly approved: Money;
  /** Of an inquiry, and where the request came from a cash machine: the account's currency. */
  readonly balance?: { readonly posted: Money; readonly available: Money };
  readonly authorizationId: string | undefined;
  readonly accountId: string | undefined;
  readonly cardId: string | undefined;
  /** The message was known already: this is what it was answered the first time. */
  readonly repeat: boolean;
};

export type AuthorizationStatus = 'pending' | 'partially-cleared' | 'cleared' | 'reversed' | 'expired' | 'declined';

export const eventKinds = ['request', 'advice', 'increment', 'reversal', 'clearing', 'refund', 'expiry', 'inquiry'] as const;
export type EventKind = (typeof eventKinds)[number];

/** What one event put on hold in a wallet, or took off: minor units of that wallet. */
export type HoldChange = {
  readonly holdId: string;
  readonly currency: Currency;
  /** Positive: placed; negative: given back or posted. */
  readonly amount: bigint;
  /** Of the amount: fee and its tax (PC-14). */
  readonly fee: bigint;
  /** The part of the merchant's amount that this covers, in its currency. */
  readonly original: bigint;
};

export type AuthorizationEvent = {
  readonly seq: number;
  readonly kind: EventKind;
  readonly outcome: 'approved' | Reason;
  /** In the currency of the authorisation: what was asked, taken back, or settled. */
  readonly amount: Money;
  readonly holds: readonly HoldChange[];
  readonly approvalCode: string | undefined;
  readonly responseCode: string | undefined;
  readonly at: Temporal.Instant;
};

/** Amounts in the merchant's currency, but `held`: per wallet. */
export type Authorization = {
  readonly id: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly status: AuthorizationStatus;
  readonly outcome: 'approved' | Reason;
  readonly approvalCode: string | undefined;
  readonly authorized: Money;
  readonly cleared: Money;
  readonly reversed: Money;
  readonly expired: Money;
  readonly held: readonly Money[];
  readonly processing: Processing;
  readonly channel: Channel;
  readonly merchantName: string;
  readonly merchantId: string | undefined;
  readonly terminalId: string | undefined;
  readonly mcc: string | undefined;
  readonly city: string | undefined;
  readonly country: string | undefined;
  readonly entryMode: string | undefined;
  readonly verification: Verification;
  readonly dynamicConversion: DynamicConversion | undefined;
  /** The rate that the hold was placed at, where the wallet has another currency. */
  readonly rate: AppliedRate | undefined;
  readonly requestedAt: Temporal.Instant;
  /** When the hold ends by itself (PC-20). */
  readonly expiresAt: Temporal.Instant | undefined;
  readonly holdPolicyVersion: string;
  readonly events: readonly AuthorizationEvent[];
};

/** One record of a clearing file, or a message that settles. */
export type Presentment = {
  /** UUID: the same id again changes nothing. */
  readonly id: string;
  /** cash: from a cash machine; refund: credited to the holder. */
  readonly kind: 'purchase' | 'cash' | 'refund';
  /** One of the three, as in a request. */
  readonly pan?: string;
  readonly panDigest?: Uint8Array;
  readonly cardId?: string;
  /** Positive, in the merchant's currency. */
  readonly amount: Money;
  /** As the network converted: taken exactly where the wallet is in its currency. */
  readonly billing?: Money;
  /** Where the sender knows it, instead of the three ways of matching. */
  readonly authorizationId?: string;
  /** Matching, first of three ways. */
  readonly networkTraceId?: string;
  /** Second way: the request's STAN, time and acquirer; the RRN confirms it where both have one. */
  readonly stan?: string;
  readonly transmissionAt?: Temporal.Instant;
  readonly acquirer?: string;
  readonly rrn?: string;
  /** Third way, with the amount. */
  readonly approvalCode?: string;
  readonly merchantName?: string;
  readonly merchantId?: string;
  readonly terminalId?: string;
  readonly mcc?: string;
  readonly city?: string;
  readonly country?: string;
  readonly entryMode?: string;
  readonly verification?: Verification;
  readonly dynamicConversion?: DynamicConversion;
  /** When the holder did it. */
  readonly occurredAt: Temporal.Instant;
  /** False: more of this authorisation follows, so that the rest stays held. Default true. */
  readonly final?: boolean;
  /** The acquirer's reference number; at most 64 characters. */
  readonly networkReference?: string;
  /** Whose scheme brought it, where the sender knows: staff of that programme resolve it if no card is found for it. */
  readonly programme?: string;
  /** Of what a message (0220) brings: the elements of that message. A file that brings the same later moves nothing. */
  readonly message?: NetworkElements;
  /** What brought it: a file's id, a message; at most 64 characters. */
  readonly reference: string;
};

export type ClearingResult =
  /** Settled what was held; `late`: after the hold had ended; `forced`: nothing was held, the card is known. */
  | 'matched'
  | 'late'
  | 'forced'
  | 'refunded'
  /** The card is not known, or cannot be posted on: the amount waits in suspense. */
  | 'suspense'
  /** No rate for this currency: nothing was posted, send it again when there is one. */
  | 'rate-unknown'
  /** This id was posted before. */
  | 'exists';

export type ClearingOutcome = {
  readonly id: string;
  readonly result: ClearingResult;
  readonly matchedBy: 'network-trace-id' | 'stan' | 'approval-code' | undefined;
  readonly accountId: string | undefined;
  readonly cardId: string | undefined;
  readonly authorizationId: string | undefined;
  /** What was posted per wallet, without fees; negative where it left the wallet. */
  readonly posted: readonly Money[];
  /** Of it, what became a debt (PC-21). */
  readonly debt: readonly Money[];
  /** False where more was asked than was held and the tolerance of the category allows. */
  readonly withinTolerance: boolean;
  readonly rate: AppliedRate | undefined;
  /** PC-14: posted with the withdrawal. */
  readonly feeId: string | undefined;
};
