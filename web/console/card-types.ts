// What the console's door answers about cards and disputes (src/doors/http/contracts/console/cards.ts).

import type { MoneyJson } from '../../src/kernel/money.ts';

export type SeenCard = {
  readonly cardId: string;
  readonly role: 'main' | 'additional';
  readonly form: 'physical' | 'virtual';
  readonly lastFour: string;
  readonly expiresOn: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly pinStatus: 'none' | 'set' | 'blocked';
  readonly pinFailures: number;
};

export type Wallet = {
  readonly currency: string;
  readonly balance: MoneyJson;
  readonly held: MoneyJson;
  readonly available: MoneyJson;
  readonly debt: MoneyJson;
};

export type SeenAccount = {
  readonly accountId: string;
  readonly product: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly termsVersion: string;
  readonly openedAt: string;
  readonly wallets: readonly Wallet[];
  readonly cards: readonly SeenCard[];
};

export type SeenTransaction = {
  readonly transactionId: string;
  readonly part: number;
  readonly kind: string;
  readonly detail: string;
  readonly amount: MoneyJson;
  readonly original?: MoneyJson;
  readonly cardLastFour?: string;
  readonly merchant?: { readonly name: string; readonly city?: string; readonly country?: string };
  readonly occurredAt: string;
  readonly postedAt: string;
};

export type SeenHold = {
  readonly authorizationId: string;
  readonly at: string;
  readonly expiresAt?: string;
  readonly merchantName: string;
  readonly held: readonly MoneyJson[];
  readonly cardLastFour?: string;
};

export type SeenLoad = {
  readonly loadId: string;
  readonly source: string;
  readonly amount: MoneyJson;
  readonly status: string;
  readonly askedAt: string;
};

export type DisputeAmounts = {
  readonly role: 'transaction' | 'fee';
  readonly original: MoneyJson;
  readonly recovered: MoneyJson;
  readonly denied: MoneyJson;
  readonly writtenOff: MoneyJson;
  readonly remaining: MoneyJson;
  readonly credited: MoneyJson;
};

export type DisputeSummary = {
  readonly disputeId: string;
  readonly reference: string;
  readonly accountId: string;
  readonly reason: string;
  readonly merchantName: string;
  readonly occurredAt: string;
  readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
  readonly outcome: string | null;
  readonly because: string | null;
  readonly stage: string | null;
  readonly stageDueOn: string | null;
  /** The scheme's way is over: it is between bank and holder. */
  readonly chargebackFailed: boolean;
  readonly documentsDueOn: string | null;
  readonly amounts: readonly DisputeAmounts[];
  readonly createdAt: string;
  readonly submittedAt: string | null;
};

export type DisputeView = DisputeSummary & {
  readonly customerId: string;
  readonly statement: string;
  readonly missing: readonly string[];
  readonly documents: readonly {
    readonly documentId: string;
    readonly kind: string;
    readonly fileName: string;
    readonly size: number;
    readonly addedAt: string;
  }[];
  readonly slipRequests: number;
  readonly cardPresent: boolean;
  readonly chargebackFailedAt: string | null;
  readonly reportedAt: string | null;
  readonly smsSentAt: string | null;
  readonly reportedLate: boolean;
  readonly lateReasonGood: boolean | null;
  readonly lateReasonNote: string | null;
  readonly cardUnsigned: boolean | null;
  readonly cardUnsignedNote: string | null;
  readonly writeOffAskedBy: string | null;
  readonly writeOffNote: string | null;
  readonly loss: {
    readonly kind: string;
    readonly reportedAt: string;
    readonly writtenAt: string | null;
    readonly confirmationDueAt: string;
    readonly spoken: 'before' | 'after' | 'none';
    readonly written: 'before' | 'after' | 'none';
  } | null;
  readonly history: readonly {
    readonly seq: number;
    readonly act: string;
    readonly actor: string;
    readonly note: string;
    readonly at: string;
  }[];
};

export type AccountView = {
  readonly account: SeenAccount;
  readonly loads: readonly SeenLoad[];
  readonly disputes: readonly DisputeSummary[];
  readonly fees: {
    readonly from: string;
    readonly vatPpm: number;
    readonly items: readonly { readonly fee: string; readonly net: MoneyJson; readonly vat: MoneyJson; readonly total: MoneyJson }[];
  };
};
