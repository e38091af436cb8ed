// What can be asked of the ledger, and every reason for which it says no.

import type { Currency } from '../../../kernel/money.ts';

/** One movement from a debited to a credited account, in minor units. */
export type Leg = {
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amount: bigint;
  /** Names of the two sides as statements will show them: each side sees the other's. */
  readonly debitParty?: string;
  readonly creditParty?: string;
};

type Movement = {
  /** The caller's id (UUID): the same id with the same content is answered 'exists' and moves nothing. */
  readonly id: string;
  readonly currency: Currency;
  /** Kind of movement: the operation's kind, 'fee', 'opening' … */
  readonly code: string;
  /** What caused it, mostly an operation's id; leads from a posting to its evidence. */
  readonly reference: string;
  /** The payer's words. */
  readonly memo?: string;
  /** 1 to 16 legs, moved together or not at all: amount, fee, tax, second leg of an exchange. */
  readonly legs: readonly Leg[];
};

/** Moves at once. */
export type Transfer = Movement & { readonly kind: 'transfer' };
/** First phase: the amounts count in every funds check until the hold is posted, voided or expired. */
export type Hold = Movement & { readonly kind: 'hold'; readonly expiresAt: Temporal.Instant | null };
/** Second phase. `amounts` (one for each leg, 0 releases the leg) posts a part; without it the whole is posted. The rest is released. */
export type Post = {
  readonly kind: 'post';
  readonly id: string;
  readonly holdId: string;
  readonly reference: string;
  readonly amounts?: readonly bigint[];
};
export type Void = { readonly kind: 'void'; readonly id: string; readonly holdId: string; readonly reference: string };
/** What the sweep does with a hold whose time is over. */
export type Expire = { readonly kind: 'expire'; readonly id: string; readonly holdId: string; readonly reference: string };

export type Command = Transfer | Hold | Post | Void | Expire;

export const legsMax = 16;
/** 10^15 minor units: a thousand billion rials; sums of it stay far inside PostgreSQL's bigint. */
export const amountMax = 1_000_000_000_000_000n;

/** Refusals that depend on the command alone. In order: where several apply, the first is answered. */
export const malformed = [
  'id-malformed',
  'legs-out-of-range',
  'text-too-long',
  'amount-not-positive',
  'amount-too-large',
  'accounts-same',
] as const;

/** Refusals for an id that is known already; they come after the malformed ones and before all that follow. */
export const known = ['id-used-otherwise', 'id-already-refused'] as const;

/** Refusals that depend on the state; an id refused for one of them can never succeed later. In order. */
export const transient = [
  'hold-not-found',
  'hold-already-posted',
  'hold-already-voided',
  'hold-expired',
  'hold-not-due',
  'amounts-not-of-hold',
  'exceeds-hold',
  'expiry-not-ahead',
  'debit-account-not-found',
  'credit-account-not-found',
  'currency-mismatch',
  'debit-account-closed',
  'credit-account-closed',
  'insufficient-funds',
  'credits-exceeded',
] as const;

export type MalformedRefusal = (typeof malformed)[number];
export type KnownRefusal = (typeof known)[number];
export type TransientRefusal = (typeof transient)[number];
export type LedgerRefusal = MalformedRefusal | KnownRefusal | TransientRefusal;
