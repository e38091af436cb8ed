// Authorisations and the simulator, as the issuer API carries them.

import Type from 'typebox';

import { apiCodeOf, channels, eventKinds, reasons } from '../../../../modules/card-authorizations/index.ts';
import { MoneyJson, next, pageQuery } from '../money.ts';
import { Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;
const at = Type.String({ format: 'date-time' });

export const Outcome = Type.String({
  enum: ['approved', ...reasons.map((reason) => apiCodeOf(reason, 'bank'))],
  description: 'approved, or why it was refused',
});
const Channel = Type.String({ enum: [...channels] });
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' });
const Mcc = Type.String({ pattern: '^[0-9]{4}$', description: 'merchant category code, ISO 18245' });
const DynamicConversion = Type.Object(
  {
    offeredAmount: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' })),
    offeredCurrency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    accepted: Type.Optional(Type.Boolean()),
    terminalCurrency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    amountGiven: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' })),
  },
  strict,
);
const Rate = Type.Object({
  from: Type.String(),
  to: Type.String(),
  numerator: Type.String(),
  denominator: Type.String(),
  source: Type.String(),
  at,
  markUpPpm: Type.Integer(),
});

const Event = Type.Object({
  seq: Type.Integer({ minimum: 0 }),
  kind: Type.String({ enum: [...eventKinds] }),
  outcome: Outcome,
  amount: MoneyJson,
  holds: Type.Array(MoneyJson, { description: 'what it put on hold in each wallet; negative where it took off' }),
  responseCode: Type.Optional(Type.String()),
  at,
});

export const CardAuthorization = Type.Object({
  authorizationId: Uuid,
  accountId: Uuid,
  cardId: Uuid,
  status: Type.String({ enum: ['pending', 'partially-cleared', 'cleared', 'reversed', 'expired', 'declined'] }),
  outcome: Outcome,
  approvalCode: Type.Optional(Type.String()),
  authorized: MoneyJson,
  cleared: MoneyJson,
  reversed: MoneyJson,
  expired: MoneyJson,
  held: Type.Array(MoneyJson, { description: 'per wallet, fees included' }),
  processing: Type.String(),
  channel: Channel,
  merchantName: Type.String(),
  mcc: Type.Optional(Type.String()),
  city: Type.Optional(Type.String()),
  country: Type.Optional(Type.String()),
  verification: Type.String({ enum: ['pin', 'signature', 'approval', 'cvv2', 'none'] }),
  dynamicConversion: Type.Optional(DynamicConversion),
  rate: Type.Optional(Rate),
  requestedAt: at,
  expiresAt: Type.Optional(at),
  holdPolicyVersion: Type.String(),
  events: Type.Array(Event, { description: 'its requests and what became of each, oldest first' }),
});

export const AuthorizationQuery = Type.Object({ accountId: Uuid }, strict);
export const AuthorizationListQuery = Type.Object({ accountId: Uuid, cardId: Type.Optional(Uuid), ...pageQuery }, strict);
export const AuthorizationList = Type.Object({ authorizations: Type.Array(CardAuthorization), next });

const merchant = {
  merchantId: Type.Optional(Type.String({ maxLength: 15 })),
  merchantName: Type.Optional(Type.String({ maxLength: 40 })),
  terminalId: Type.Optional(Type.String({ maxLength: 8 })),
  mcc: Type.Optional(Mcc),
  city: Type.Optional(Type.String({ maxLength: 40 })),
  country: Type.Optional(Country),
};

const presented = {
  acquirer: Type.Optional(Type.String({ pattern: '^[0-9]{1,11}$', description: 'DE 32' })),
  entryMode: Type.Optional(Type.String({ pattern: '^[a-z-]{1,20}$' })),
  pin: Type.Optional(Type.String({ pattern: '^[0-9]{4,12}$', description: 'in clear: the simulator is for test cards' })),
  cvv2: Type.Optional(Type.String({ pattern: '^[0-9]{3}$' })),
  expiry: Type.Optional(Type.String({ pattern: '^[0-9]{4}$', description: 'YYMM' })),
  verification: Type.Optional(Type.String({ enum: ['signature', 'approval', 'none'] })),
  networkTraceId: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{1,30}$' })),
};

export const SimulatedRequest = Type.Object(
  {
    cardId: Uuid,
    amount: MoneyJson,
    billing: Type.Optional(MoneyJson),
    channel: Type.Optional(Channel),
    processing: Type.Optional(Type.String({ enum: ['purchase', 'quasi-cash', 'cashback', 'refund'] })),
    ...merchant,
    ...presented,
    cardPresent: Type.Optional(Type.Boolean()),
    manual: Type.Optional(Type.Boolean()),
    offline: Type.Optional(Type.Boolean()),
    preAuthorization: Type.Optional(Type.Boolean()),
    partialAllowed: Type.Optional(Type.Boolean()),
    dynamicConversion: Type.Optional(DynamicConversion),
  },
  strict,
);

export const SimulatedCash = Type.Object(
  {
    cardId: Uuid,
    amount: MoneyJson,
    billing: Type.Optional(MoneyJson),
    ...merchant,
    ...presented,
    dynamicConversion: Type.Optional(DynamicConversion),
  },
  strict,
);
export const SimulatedInquiry = Type.Object({ cardId: Uuid, ...merchant, ...presented, acquirerFee: Type.Optional(MoneyJson) }, strict);

export const SimulatedAnswer = Type.Object({
  outcome: Outcome,
  responseCode: Type.String({ description: 'DE 39' }),
  approvalCode: Type.Optional(Type.String({ description: 'DE 38' })),
  approved: MoneyJson,
  balance: Type.Optional(Type.Object({ posted: MoneyJson, available: MoneyJson })),
  authorizationId: Type.Optional(Uuid),
  accountId: Type.Optional(Uuid),
  cardId: Type.Optional(Uuid),
  repeat: Type.Boolean({ description: 'the same Idempotency-Key was used before: this is what it was answered' }),
});

export const SimulatedAmount = Type.Object({ accountId: Uuid, amount: MoneyJson }, strict);
export const SimulatedReversal = Type.Object({ accountId: Uuid, amount: Type.Optional(MoneyJson) }, strict);
export const SimulatedExpiry = Type.Object({ accountId: Uuid }, strict);
export const SimulatedCapture = Type.Object(
  {
    accountId: Uuid,
    amount: Type.Optional(MoneyJson),
    billing: Type.Optional(MoneyJson),
    final: Type.Optional(Type.Boolean({ description: 'false: more follows, the rest stays held' })),
  },
  strict,
);
export const SimulatedPosting = Type.Object(
  {
    cardId: Uuid,
    amount: MoneyJson,
    billing: Type.Optional(MoneyJson),
    ...merchant,
    networkReference: Type.Optional(Type.String({ maxLength: 64 })),
  },
  strict,
);

export const SimulatedSettlement = Type.Object({
  transactionId: Uuid,
  result: Type.String({ enum: ['matched', 'late', 'forced', 'refunded', 'suspense', 'exists'] }),
  accountId: Type.Optional(Uuid),
  authorizationId: Type.Optional(Uuid),
  posted: Type.Array(MoneyJson, { description: 'per wallet; negative where it left the wallet' }),
  debt: Type.Array(MoneyJson, { description: 'of it, what is owed now' }),
  withinTolerance: Type.Boolean(),
  rate: Type.Optional(Rate),
  feeId: Type.Optional(Uuid),
});
