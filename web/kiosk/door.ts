// The kiosk's door: what it answers, and the calls of one visit.
import type { MoneyJson } from '../../src/kernel/money.ts';
import { api } from '../shared/api.ts';

export const door = api('/kiosk/v1');

export type Setup = {
  readonly title: string;
  readonly languages: readonly string[];
  readonly currency: string;
  /** Where this machine's devices listen. */
  readonly devices: string;
  readonly idleSeconds: number;
  readonly warningSeconds: number;
  readonly notes: readonly MoneyJson[];
  readonly fees: Readonly<Record<'joining' | 'replacement' | 'renewal' | 'closing', MoneyJson>>;
  readonly contactCentre: string;
  readonly kiosk?: { readonly kioskId: string; readonly name: string; readonly place: string };
};

export type KnownBy = 'nobody' | 'card' | 'pin' | 'document';

export type KioskCard = { readonly cardId: string; readonly lastFour: string; readonly status: CardStatus; readonly expiresOn: string };
export type CardStatus = 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';

export type Known = {
  readonly knownBy: KnownBy;
  /** Whether the person is a customer of the bank. */
  readonly customer: boolean;
  readonly name?: string;
  readonly mobile?: string;
  /** The card in the reader. */
  readonly card?: KioskCard;
  /** Cards that have not ended, of whoever is known. */
  readonly cards: readonly KioskCard[];
  readonly document?: { readonly kind: 'national-card' | 'passport'; readonly ending: string };
};

export type Balance = {
  readonly lastFour: string;
  readonly wallets: readonly {
    readonly currency: string;
    readonly available: MoneyJson;
    readonly held: MoneyJson;
    readonly debt: MoneyJson;
  }[];
};

export type Account = { readonly accountId: string; readonly number: string; readonly name: string; readonly available: MoneyJson };

export type Operation = {
  readonly operationId: string;
  readonly kind: string;
  readonly status: 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';
  readonly details: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly matchNumber?: string;
};

export type Deposit = {
  readonly depositId: string;
  readonly currency: string;
  readonly values: readonly string[];
  readonly roomMax: MoneyJson;
};
export type DepositEnd = { readonly status: 'posted' | 'empty' | 'held'; readonly amount: MoneyJson; readonly available?: MoneyJson };

export type ApplicationOffer = {
  readonly products: readonly { readonly product: string; readonly title: string }[];
  readonly termsVersion: string;
  readonly dataUses: readonly { readonly use: string; readonly required: boolean }[];
};
export type ApplicationAnswer = {
  readonly applicationId: string;
  readonly status: string;
  readonly waitsFor: readonly string[];
  readonly cardId?: string;
};

export type MadeReceipt = {
  readonly place: string;
  readonly at: string;
  readonly reference: string;
  readonly act: 'balance' | 'load-cash' | 'activate' | 'load' | 'replace' | 'renew' | 'close' | 'apply';
  readonly amount?: MoneyJson;
  readonly cardEnd?: string;
};

/** What a receipt is about. */
export type ReceiptOf =
  | { readonly act: 'balance' }
  | { readonly act: 'load-cash'; readonly depositId: string }
  | { readonly act: 'activate' | 'load' | 'replace' | 'renew' | 'close'; readonly operationId: string }
  | { readonly act: 'apply'; readonly applicationId: string };
