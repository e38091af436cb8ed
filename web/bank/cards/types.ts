// What the web bank's door answers about cards, by the names that these pages use.
import type { MoneyJson } from '../../../src/kernel/money.ts';

export type CardStatus = 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';

export type OwnLimits = { readonly perOperationMax?: number; readonly perDayMax?: number };
export type Controls = {
  readonly channelsOff?: readonly string[];
  readonly countriesAllowed?: readonly string[];
  readonly merchantGroupsOff?: readonly string[];
  readonly limits?: { readonly purchase?: OwnLimits; readonly cash?: OwnLimits };
};

export type BankCard = {
  readonly cardId: string;
  readonly accountId: string;
  readonly role: 'main' | 'additional';
  readonly form: 'physical' | 'virtual';
  readonly lastFour: string;
  readonly expiresOn: string;
  readonly status: CardStatus;
  readonly pinStatus: 'none' | 'set' | 'blocked';
  readonly pinDelivered: boolean;
  readonly controls: Controls;
  readonly notify: boolean;
  readonly isMine: boolean;
  readonly carrierName: string;
  readonly replacedBy?: string;
};

export type Wallet = {
  readonly currency: string;
  readonly balance: MoneyJson;
  readonly held: MoneyJson;
  readonly available: MoneyJson;
  readonly debt: MoneyJson;
};

export type CardAccount = {
  readonly accountId: string;
  readonly programme: string;
  readonly title: string;
  readonly status: 'pending' | 'open' | 'frozen' | 'closing' | 'closed';
  readonly currency: string;
  readonly isMainHolder: boolean;
  readonly wallets: readonly Wallet[];
  readonly cards: readonly BankCard[];
};

export type Rules = {
  readonly programme: string;
  readonly currency: string;
  readonly limits: Readonly<
    Record<'purchase' | 'cash' | 'load', { readonly perDayMax: number | null; readonly perOperationMax: number | null }>
  >;
  readonly channels: readonly string[];
  readonly countriesRestricted: readonly string[];
  readonly merchantGroups: readonly string[];
  readonly merchantGroupsRefused: readonly string[];
  readonly pin: { readonly digits: number };
  readonly products: readonly { readonly product: string; readonly title: string; readonly currencies: readonly string[] }[];
  readonly fees: readonly { readonly fee: string; readonly total: MoneyJson }[];
};

export type Transaction = {
  readonly transactionId: string;
  readonly part: number;
  readonly kind: string;
  readonly detail: string;
  readonly amount: MoneyJson;
  readonly vat?: { readonly amount: MoneyJson };
  readonly original?: MoneyJson;
  readonly rate?: { readonly decimal: string; readonly source: string; readonly at: string };
  readonly cardLastFour?: string;
  readonly merchant?: { readonly name: string; readonly city?: string; readonly country?: string };
  readonly dynamicConversion?: object;
  readonly verification?: 'pin' | 'signature' | 'approval' | 'cvv2' | 'none';
  readonly termsVersion: string;
  readonly feeVersion?: string;
  readonly occurredAt: string;
  readonly postedAt: string;
};

export type Hold = {
  readonly authorizationId: string;
  readonly at: string;
  readonly expiresAt?: string;
  readonly merchantName: string;
  readonly city?: string;
  readonly original: MoneyJson;
  readonly held: readonly MoneyJson[];
  readonly dynamicConversion?: object;
};

export type Transactions = { readonly transactions: readonly Transaction[]; readonly holds: readonly Hold[]; readonly next?: string };

export type LoadOptions = {
  readonly currency: string;
  readonly room: MoneyJson;
  readonly minimum?: MoneyJson;
  readonly identityMissing: boolean;
  readonly accounts: readonly { readonly accountId: string; readonly number: string; readonly available: MoneyJson }[];
  readonly mandates: readonly {
    readonly mandateId: string;
    readonly iban: string;
    readonly bankName: string;
    readonly amountMax: MoneyJson;
    readonly endedAt?: string;
  }[];
};

export type Quote = {
  readonly quoteId: string;
  readonly from: MoneyJson;
  readonly to: MoneyJson;
  readonly spread: MoneyJson;
  readonly rate: string;
  readonly quotedAt: string;
  readonly expiresAt: string;
};

export type Statement = {
  readonly statementId: string;
  readonly fromDay: string;
  readonly toDay: string;
};

export type Trip = {
  readonly travelId: string;
  readonly countries: readonly string[];
  readonly fromDay: string;
  readonly toDay: string;
  readonly warnings: readonly { readonly kind: string; readonly text: string }[];
};

export type Application = {
  readonly applicationId: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly status: 'waiting' | 'established' | 'withdrawn';
  readonly missing: readonly ('online' | 'in-person')[];
};

export type Terms = { readonly terms: readonly { readonly version: string; readonly inForce: boolean }[] };
export type TermsText = { readonly version: string; readonly text: string };

export type Dispute = {
  readonly disputeId: string;
  readonly reference: string;
  readonly reason: string;
  readonly merchantName: string;
  readonly status: string;
  readonly amounts: readonly { readonly role: string; readonly original: MoneyJson }[];
  readonly documentsDueOn: string | null;
  readonly missing: readonly string[];
  readonly documents: readonly { readonly documentId: string; readonly kind: string; readonly fileName: string }[];
  readonly inWords: string;
  readonly createdAt: string;
};
