// What the console's door answers (src/doors/http/contracts/console).

export type Permission =
  | 'own.session'
  | 'own.passkeys'
  | 'customer.find'
  | 'customer.view'
  | 'mobile.verify'
  | 'mobile.change'
  | 'hard-token.assign'
  | 'hard-token.resynchronise'
  | 'hard-token.unlock'
  | 'hard-token.import'
  | 'hard-token.stock'
  | 'soft-token.deregister'
  | 'call.take'
  | 'request.read'
  | 'request.decide'
  | 'card.view'
  | 'card.replace'
  | 'card.pin'
  | 'card.loss'
  | 'card.care'
  | 'card.contact'
  | 'card.application'
  | 'card.reasons-read'
  | 'dispute.read'
  | 'dispute.open'
  | 'dispute.work'
  | 'dispute.decide'
  | 'suspense.read'
  | 'suspense.resolve'
  | 'staff.read'
  | 'staff.change';

export type Person = {
  readonly staffId: string;
  readonly userName: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
};

export type Session = {
  readonly person: Person;
  readonly idleSeconds: number;
  readonly programme: {
    readonly name: string;
    readonly title: Readonly<Record<string, string>>;
    readonly timeZone: string;
    readonly currency: string;
    readonly callerTriesMax: number;
    readonly codeDigits: number;
  };
};

export type CustomerFound = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly mobile: string;
  readonly email: string | null;
  readonly language: string;
  readonly closed: boolean;
};

export type Device = {
  readonly deviceId: string;
  readonly status: string;
  readonly platform: 'ios' | 'android' | 'other';
  readonly model: string;
  readonly system: string;
  readonly screenLock: string;
  readonly registeredAt: string;
  readonly activatedAt: string | null;
};

export type HardToken = { readonly tokenId: string; readonly serial: string; readonly kind: string; readonly status: string };

export type CustomerView = {
  readonly customer: {
    readonly id: string;
    readonly programme: string;
    readonly number: string;
    readonly name: string;
    readonly nameLatin: string;
    readonly language: string;
    readonly civilId: string;
    readonly mobile: string;
    readonly mobileVerifiedAt: string | null;
    readonly mobileChangedAt: string | null;
    readonly email: string | null;
    readonly address: string;
    readonly createdAt: string;
    readonly closedAt: string | null;
  };
  readonly token: {
    readonly active: 'soft' | 'hard' | 'none';
    readonly eligible: boolean;
    readonly missingStep: string | null;
    readonly soft: Device | null;
    readonly waiting: Device | null;
    readonly hard: HardToken | null;
  };
};

export type SentMessage = {
  readonly id: string;
  readonly channel: 'sms' | 'email' | 'push';
  readonly template: string;
  readonly to: string;
  readonly text: string;
  readonly status: 'queued' | 'sent' | 'delivered' | 'failed' | 'expired';
  readonly failure: string | null;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
};

export type HistoryRecord = {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly actor: { readonly kind: 'customer' | 'staff' | 'client' | 'system'; readonly name: string | null };
  readonly reason: string | null;
  readonly refused: boolean;
};

export type Question = 'civil-number' | 'birth-date' | 'card-last-four' | 'last-credit';

export type Call = {
  readonly id: string;
  readonly customerId: string;
  readonly reason: string;
  readonly questions: readonly Question[];
  readonly attempts: number;
  readonly attemptsMax: number;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly verified: boolean;
  readonly codeMatched: boolean;
};

export type ActAnswer = { readonly state: 'done' | 'waiting'; readonly requestId?: string; readonly expiresAt?: string };

export type RequestView = {
  readonly id: string;
  readonly action: string;
  readonly status: 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'failed' | 'expired';
  readonly customer: { readonly id: string; readonly number: string; readonly name: string; readonly nameLatin: string };
  readonly payload: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly decidedBy: { readonly id: string; readonly name: string } | null;
  readonly decidedAt: string | null;
  readonly note: string | null;
  readonly mayDecide: boolean;
};

export type StaffMember = {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly status: 'active' | 'disabled';
  readonly passkeys: number;
  readonly lastSeenAt: string | null;
  readonly invitedUntil: string | null;
};

export type StockToken = {
  readonly tokenId: string;
  readonly serial: string;
  readonly kind: string;
  readonly status: string;
  readonly manufacturer: string;
  readonly customerId: string | null;
};
