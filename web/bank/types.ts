// What the web bank's door answers (docs/openapi/bank.json).
import type { MoneyJson } from '../../src/kernel/money.ts';

export type Programme = {
  readonly programme: string;
  readonly title: string;
  readonly contactCentre: string;
  readonly passwordRule: { readonly lengthMin: number; readonly lengthMax: number };
  readonly languages: readonly string[];
  /** Where the soft-token app is. */
  readonly appAddress: string;
};

export type Session = {
  readonly customerId: string;
  readonly name: string;
  readonly language: string;
  readonly idleSeconds: number;
  readonly idleWarningSeconds: number;
  readonly expiresAt: string;
  readonly lastSignInAt?: string;
};

export type Account = {
  readonly accountId: string;
  readonly number: string;
  readonly iban?: string;
  readonly name: string;
  readonly currency: string;
  readonly posted: MoneyJson;
  readonly held: MoneyJson;
  readonly available: MoneyJson;
};

export type Entry = {
  readonly entryId: string;
  readonly at: string;
  readonly amount: MoneyJson;
  readonly kind: string;
  readonly counterparty?: string;
  readonly reference?: string;
  readonly state: 'posted' | 'held';
  readonly operationId?: string;
};

export type Status = 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';
export type Method = 'soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token';

export type Operation = {
  readonly operationId: string;
  readonly kind: string;
  readonly class: 'financial' | 'non-financial';
  readonly status: Status;
  readonly details: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly codeFrom: string;
  readonly decidedAt?: string;
  readonly method?: Method;
  readonly refusal?: string;
  readonly posting?: string;
  readonly approval: {
    readonly authenticator: 'soft' | 'hard' | 'none';
    readonly methods: readonly Method[];
    readonly pushSent: boolean;
    readonly ocraQuestion?: string;
    readonly attemptsLeft: number;
  };
  readonly notMine: boolean;
};

export type TokenSummary = {
  readonly active: 'soft' | 'hard' | 'none';
  readonly missingStep?: 'enrol' | 'install' | 'register' | 'activate';
  readonly eligible: boolean;
  readonly ineligibleBecause?: string;
  readonly soft?: {
    readonly deviceId: string;
    readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
    readonly platform: 'ios' | 'android' | 'other';
    readonly model: string;
    readonly registeredAt: string;
    readonly activatedAt?: string;
  };
  readonly waiting?: { readonly deviceId: string; readonly platform: 'ios' | 'android' | 'other'; readonly model: string; readonly registeredAt: string };
  readonly hard?: { readonly tokenId: string; readonly serial: string; readonly kind: 'hotp' | 'totp' | 'ocra'; readonly status: 'active' | 'suspended' | 'locked' };
  readonly contactCentre: string;
};

export type Activation = {
  readonly activationId: string;
  readonly state: 'open' | 'committed' | 'ended';
  readonly payload?: string;
  readonly expiresAt: string;
  readonly committedAt?: string;
};

export type CodeSent = { readonly maskedTo: string; readonly expiresAt: string; readonly resendAt: string };

export type Message = {
  readonly messageId: string;
  readonly at: string;
  readonly channel: 'sms' | 'email' | 'push';
  readonly to: string;
  readonly title: string;
  readonly body: string;
};

export type Profile = {
  readonly customerNumber: string;
  readonly userName: string;
  readonly name: string;
  readonly language: string;
  readonly mobile: string;
  readonly email: string;
  readonly address: string;
};

export type Payee = { readonly accountNumber: string; readonly name: string };

export type Biller = {
  readonly billerId: string;
  readonly name: string;
  readonly category: string;
  readonly referenceLabel: string;
  readonly referencePattern: string;
  readonly referenceExample: string;
};

export type SignedIn = { readonly sessionId: string; readonly label: string; readonly source: string; readonly sharedComputer: boolean; readonly signedInAt: string; readonly lastUsedAt: string; readonly current: boolean };
