// The part of the ledger that a batch of commands needs, as plain values.

export type Counters = {
  readonly debitsPosted: bigint;
  readonly creditsPosted: bigint;
  readonly debitsPending: bigint;
  readonly creditsPending: bigint;
};

export const noCounters: Counters = { debitsPosted: 0n, creditsPosted: 0n, debitsPending: 0n, creditsPending: 0n };

export type LedgerAccount = Counters & {
  readonly id: string;
  readonly chart: string;
  readonly currency: string;
  /** Which side may not outgrow the other by more than `creditLimit`. */
  readonly bound: 'debits' | 'credits' | 'none';
  readonly creditLimit: bigint;
  /** Never locked: its counters here are those of the last fold. */
  readonly hot: boolean;
  readonly closed: boolean;
};

export type TransferKind = 'transfer' | 'hold' | 'post' | 'void' | 'expire';

/** One leg as it was written; never changes. */
export type WrittenLeg = {
  readonly id: string;
  readonly leg: number;
  readonly kind: TransferKind;
  readonly holdId: string | null;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly code: string;
  readonly reference: string;
  readonly debitParty: string;
  readonly creditParty: string;
  readonly memo: string;
  readonly expiresAt: Temporal.Instant | null;
};

export type HoldStatus = 'pending' | 'posted' | 'voided' | 'expired';

export type HoldState = {
  readonly id: string;
  readonly status: HoldStatus;
  readonly expiresAt: Temporal.Instant | null;
  readonly settledBy: string | null;
};

export type Book = {
  readonly accounts: Map<string, LedgerAccount>;
  readonly holds: Map<string, HoldState>;
  /** Legs by the id of their transfer, in leg order. */
  readonly transfers: Map<string, readonly WrittenLeg[]>;
  /** Reasons by the refused id. */
  readonly refusals: Map<string, string>;
};

export function emptyBook(): Book {
  return { accounts: new Map(), holds: new Map(), transfers: new Map(), refusals: new Map() };
}

export function addCounters(a: Counters, b: Counters): Counters {
  return {
    debitsPosted: a.debitsPosted + b.debitsPosted,
    creditsPosted: a.creditsPosted + b.creditsPosted,
    debitsPending: a.debitsPending + b.debitsPending,
    creditsPending: a.creditsPending + b.creditsPending,
  };
}

/** What the holder can still use: posted balance less what is held, plus the credit line. */
export function available(account: LedgerAccount): bigint {
  return account.creditsPosted - account.debitsPosted - account.debitsPending + account.creditLimit;
}

/** How an account's counters change by a leg; `held` is the amount of the hold that a post, void or expiry releases. */
export function movementOf(leg: WrittenLeg, held: bigint): { debit: Counters; credit: Counters } {
  const posted = leg.kind === 'transfer' || leg.kind === 'post' ? leg.amount : 0n;
  const pending = leg.kind === 'hold' ? leg.amount : leg.kind === 'transfer' ? 0n : -held;
  return {
    debit: { ...noCounters, debitsPosted: posted, debitsPending: pending },
    credit: { ...noCounters, creditsPosted: posted, creditsPending: pending },
  };
}
