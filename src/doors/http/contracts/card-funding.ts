// Loads, mandates, exchange, closing, travel and transactions of a card account, as the web bank and the issuer API carry them.

import Type from 'typebox';

import { Day } from './card-values.ts';
import { MoneyJson, next, pageQuery } from './money.ts';
import { Timestamp, Uuid } from './token/messages.ts';

const strict = { additionalProperties: false } as const;

export const PageQuery = Type.Object(pageQuery, strict);
export const TransactionQuery = Type.Object(
  {
    ...pageQuery,
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    cardId: Type.Optional(Uuid),
  },
  strict,
);

/** PC-22: wallet units for one original unit, exact, and as a decimal for people. */
export const RateAnswer = Type.Object({
  decimal: Type.String({ description: 'to six places, for people' }),
  numerator: Type.String(),
  denominator: Type.String(),
  source: Type.String(),
  at: Timestamp,
  markUpPpm: Type.Integer(),
});

export const CardTransactionAnswer = Type.Object({
  transactionId: Uuid,
  part: Type.Integer({ minimum: 0, description: 'a transaction that drew on several wallets has one part for each' }),
  kind: Type.String(),
  detail: Type.String({ description: "the fee's name, the recovery's reason; empty for none" }),
  amount: MoneyJson,
  vat: Type.Optional(Type.Object({ amount: MoneyJson, ppm: Type.Integer() })),
  original: Type.Optional(MoneyJson),
  rate: Type.Optional(RateAnswer),
  cardId: Type.Optional(Uuid),
  cardLastFour: Type.Optional(Type.String()),
  merchant: Type.Optional(
    Type.Object({
      name: Type.String(),
      city: Type.Optional(Type.String()),
      country: Type.Optional(Type.String()),
      mcc: Type.Optional(Type.String()),
    }),
  ),
  dynamicConversion: Type.Optional(
    Type.Object(
      {},
      { additionalProperties: true, description: 'PC-23: the merchant converted, or offered to: what was offered and what was accepted' },
    ),
  ),
  verification: Type.Optional(Type.String({ enum: ['pin', 'signature', 'approval', 'cvv2', 'none'] })),
  authorizationId: Type.Optional(Uuid),
  parentId: Type.Optional(Uuid),
  termsVersion: Type.String(),
  feeVersion: Type.Optional(Type.String()),
  holdPolicyVersion: Type.Optional(Type.String()),
  occurredAt: Timestamp,
  postedAt: Timestamp,
  postedOn: Day,
});

export const CardHoldAnswer = Type.Object({
  authorizationId: Uuid,
  at: Timestamp,
  expiresAt: Type.Optional(Timestamp),
  merchantName: Type.String(),
  city: Type.Optional(Type.String()),
  country: Type.Optional(Type.String()),
  original: MoneyJson,
  held: Type.Array(MoneyJson),
  cardLastFour: Type.Optional(Type.String()),
  dynamicConversion: Type.Optional(Type.Object({}, { additionalProperties: true })),
});

export const TransactionList = Type.Object({
  transactions: Type.Array(CardTransactionAnswer, { description: 'newest first' }),
  holds: Type.Array(CardHoldAnswer, { description: 'what waits for its settlement; on the first page alone' }),
  next,
});

export const LoadAnswer = Type.Object({
  loadId: Uuid,
  source: Type.String({ enum: ['account', 'mandate', 'cash'] }),
  amount: MoneyJson,
  status: Type.String({ enum: ['asked', 'requested', 'sent', 'posted', 'returned', 'cancelled'] }),
  mandateId: Type.Optional(Uuid),
  reference: Type.Optional(Type.String({ description: 'what the other bank knows a collection by' })),
  fileId: Type.Optional(Uuid),
  returnReason: Type.Optional(Type.String({ description: 'code of the other bank (ISO 20022 external status reason)' })),
  askedAt: Timestamp,
  postedAt: Type.Optional(Timestamp),
  endedAt: Type.Optional(Timestamp),
});
export const LoadList = Type.Object({ loads: Type.Array(LoadAnswer), next });

export const MandateAnswer = Type.Object({
  mandateId: Uuid,
  reference: Type.String(),
  iban: Type.String(),
  bankCode: Type.String(),
  bankName: Type.String(),
  holderName: Type.String(),
  amountMax: MoneyJson,
  operationId: Uuid,
  givenAt: Timestamp,
  endedAt: Type.Optional(Timestamp),
  endReason: Type.Optional(Type.String()),
});
export const MandateList = Type.Object({ mandates: Type.Array(MandateAnswer) });

export const LoadOptions = Type.Object({
  currency: Type.String(),
  room: MoneyJson,
  minimum: Type.Optional(MoneyJson),
  identityMissing: Type.Boolean({ description: 'loading waits until the proof of identity is given' }),
  accounts: Type.Array(Type.Object({ accountId: Uuid, number: Type.String(), iban: Type.String(), available: MoneyJson }), {
    description: 'of the holder at this bank, in the currency of the card account',
  }),
  mandates: Type.Array(MandateAnswer, { description: 'for accounts of the holder at other banks' }),
});

export const QuoteRequest = Type.Object(
  {
    from: Type.String({ maxLength: 3, description: 'currency of the wallet that gives' }),
    to: Type.String({ maxLength: 3 }),
    side: Type.String({ enum: ['sell', 'buy'], description: 'which side the amount is of' }),
    minor: Type.String({ maxLength: 19, description: 'minor units of that side' }),
  },
  { ...strict, examples: [{ from: 'OMR', to: 'USD', side: 'sell', minor: '10000' }] },
);
export const QuoteAnswer = Type.Object({
  quoteId: Uuid,
  from: MoneyJson,
  to: MoneyJson,
  spread: MoneyJson,
  spreadPpm: Type.Integer(),
  rate: Type.String({ description: 'for people, the spread in it: 1 USD = 0.38693 OMR' }),
  source: Type.String(),
  day: Day,
  quotedAt: Timestamp,
  expiresAt: Timestamp,
});

export const PayoutAnswer = Type.Object({
  payoutId: Uuid,
  amount: MoneyJson,
  to: Type.String(),
  status: Type.String({ enum: ['ordered', 'sent', 'paid', 'returned'] }),
  returnReason: Type.Optional(Type.String()),
  orderedAt: Timestamp,
  endedAt: Type.Optional(Timestamp),
});
export const ClosingAnswer = Type.Object({
  status: Type.String({ enum: ['pending', 'open', 'frozen', 'closing', 'closed'] }),
  fee: Type.Object({ net: MoneyJson, vat: MoneyJson, total: MoneyJson }, { description: 'closing and cancellation are one fee' }),
  startedAt: Type.Optional(Timestamp),
  endedAt: Type.Optional(Timestamp),
  payouts: Type.Array(PayoutAnswer),
});

export const TravelRequest = Type.Object(
  {
    countries: Type.Array(Type.String({ minLength: 2, maxLength: 2 }), { minItems: 1, maxItems: 30 }),
    fromDay: Day,
    toDay: Day,
  },
  { ...strict, examples: [{ countries: ['GB', 'FR'], fromDay: '2026-04-01', toDay: '2026-04-12' }] },
);
export const TravelAnswer = Type.Object({
  travelId: Uuid,
  countries: Type.Array(Type.String()),
  fromDay: Day,
  toDay: Day,
  registeredAt: Timestamp,
  warnings: Type.Array(
    Type.Object({
      kind: Type.String({ enum: ['dynamic-conversion', 'restricted-country', 'country-limit'] }),
      text: Type.String({ description: 'in the language of the request' }),
      country: Type.Optional(Type.String()),
      channel: Type.Optional(Type.String()),
      perDayMax: Type.Optional(MoneyJson),
    }),
  ),
});
export const TravelList = Type.Object({ travel: Type.Array(TravelAnswer) });

export const CashLoadRequest = Type.Object(
  {
    amount: MoneyJson,
    acceptor: Type.String({ pattern: '^[A-Za-z0-9._-]{1,30}$', description: 'which machine took the cash' }),
    receipt: Type.String({ pattern: '^[A-Za-z0-9._-]{1,30}$', description: 'its own number of what it took' }),
  },
  strict,
);
export const CashLoadAnswer = Type.Object({ loadId: Uuid, existed: Type.Boolean(), balance: MoneyJson, debt: MoneyJson });

export const BankFileAnswer = Type.Object({
  fileId: Uuid,
  kind: Type.String({ enum: ['collections', 'payouts'] }),
  programme: Type.String(),
  messageId: Type.String(),
  entries: Type.Integer(),
  total: MoneyJson,
  madeAt: Timestamp,
});
export const BankFileList = Type.Object({ files: Type.Array(BankFileAnswer) });
export const BankFileRequest = Type.Object(
  { kind: Type.String({ enum: ['collections', 'payouts'] }), programme: Type.String({ maxLength: 40 }) },
  strict,
);
export const ResultsRequest = Type.Object(
  {
    content: Type.String({
      maxLength: 1_000_000,
      description: 'a payment status report (ISO 20022 pain.002) as text, or CSV with the header reference,result,reason',
    }),
  },
  strict,
);
export const ResultsAnswer = Type.Object({
  settled: Type.Integer(),
  returned: Type.Integer(),
  repeated: Type.Integer({ description: 'answered before in the same way: nothing changed' }),
  unmatched: Type.Array(Type.String(), { description: 'references that no order has, or whose order stands otherwise' }),
});
export const ClosingRequest = Type.Object(
  {
    payTo: Type.Union([Type.Object({ account: Uuid }, strict), Type.Object({ iban: Type.String({ maxLength: 42 }) }, strict)]),
    channel: Type.String({ enum: ['branch', 'call-centre', 'kiosk'] }),
  },
  strict,
);
