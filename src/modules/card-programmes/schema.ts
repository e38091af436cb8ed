// The shape of a card programme's file: every figure of products, limits, holds, fees and disputes, units in the names.

import { Type, type Static, type TSchema } from 'typebox';

import { currencies, type Currency } from '../../kernel/money.ts';
import { approverKinds, operationClasses, Texts } from '../programmes/index.ts';

const closed = <Properties extends Record<string, TSchema>>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

const seconds = Type.Integer({ minimum: 1, maximum: 31_536_000 });
const days = Type.Integer({ minimum: 0, maximum: 36_500 });
const ppm = Type.Integer({ minimum: 0, maximum: 10_000_000 });
const minor = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 });
const count = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const country = Type.String({ pattern: '^[A-Z]{2}$' });
const CurrencyCode = Type.Enum(currencies as [Currency, ...Currency[]]);

/** Limits of one kind of use, in minor units of the programme's currency; null sets none. */
const Limits = closed({
  perOperationMin: Type.Union([minor, Type.Null()]),
  perOperationMax: Type.Union([minor, Type.Null()]),
  perDayCountMax: Type.Union([count, Type.Null()]),
  perDayMax: Type.Union([minor, Type.Null()]),
  perMonthCountMax: Type.Union([count, Type.Null()]),
  perMonthMax: Type.Union([minor, Type.Null()]),
});

/** One row of the hold policy: a row without a condition fits everything. */
const HoldRow = closed({
  group: Type.Optional(name),
  cardPresent: Type.Optional(Type.Boolean()),
  preAuthorization: Type.Optional(Type.Boolean()),
  upliftPpm: ppm,
  tolerancePpm: ppm,
  expiryDays: days,
});

export const feeNames = ['joining', 'renewal', 'replacement', 'cash-abroad', 'closing', 'retrieval', 'refund-cancellation'] as const;
export type FeeName = (typeof feeNames)[number];

const FeeVersion = closed({
  from: day,
  vatPpm: ppm,
  joining: minor,
  renewal: minor,
  replacement: minor,
  'cash-abroad': minor,
  closing: minor,
  retrieval: minor,
  'refund-cancellation': minor,
});

/** What a transaction can be disputed for, and the papers that a programme may ask for. */
export const disputeReasons = [
  'fraud',
  'lost-or-stolen',
  'not-received',
  'quality',
  'duplicate',
  'wrong-amount',
  'surcharge',
  'refund-missing',
  'cash-not-dispensed',
] as const;
export type DisputeReason = (typeof disputeReasons)[number];
export const disputeDocuments = ['declaration', 'police-report', 'receipt', 'order', 'correspondence', 'cancellation', 'other'] as const;
export type DisputeDocument = (typeof disputeDocuments)[number];
const documentKinds = Type.Array(Type.Enum(disputeDocuments), { uniqueItems: true });

export const identityChecks = ['online', 'in-person'] as const;
export const identityDocuments = ['national-card', 'passport'] as const;

export const CardProgrammeSchema = closed({
  kind: Type.Literal('cards'),
  programme: name,
  /** The programme whose customers hold the cards and whose authenticators approve for them. */
  holders: name,
  /** Whether customers may apply for its cards; a programme that is not offered is opened by other means, as the replay does. */
  offered: Type.Boolean(),
  title: Texts,
  timeZone: Type.String(),
  currency: CurrencyCode,
  /** Where a transaction is at home: ISO 3166-1 alpha-2. */
  country,
  calendar: closed({
    /** ISO days of the week, 1 is Monday. */
    weekendDays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { uniqueItems: true }),
    holidays: Type.Array(day, { uniqueItems: true }),
  }),
  /** Kinds of operation that these cards add to the holders' programme. */
  operations: Type.Record(name, closed({ class: Type.Enum(operationClasses), approvers: Type.Array(Type.Enum(approverKinds)) })),
  application: closed({
    ageYearsMin: Type.Integer({ minimum: 0, maximum: 120 }),
    documents: Type.Array(Type.Enum(identityDocuments), { minItems: 1, uniqueItems: true }),
    identity: Type.Array(Type.Enum(identityChecks), { minItems: 1, uniqueItems: true }),
    dataUses: Type.Array(name, { uniqueItems: true }),
    dataUsesRequired: Type.Array(name, { uniqueItems: true }),
  }),
  products: Type.Record(
    name,
    closed({
      title: Texts,
      /** The first digits of the 16-digit number. */
      numberPrefix: Type.String({ pattern: '^[0-9]{6,12}$' }),
      validMonths: Type.Integer({ minimum: 1, maximum: 240 }),
      renewDaysBefore: days,
      serviceCode: Type.String({ pattern: '^[0-9]{3}$' }),
      cardsPerAccountMax: count,
      currencies: Type.Array(CurrencyCode, { minItems: 1, uniqueItems: true }),
    }),
  ),
  /** How long after its approval a card's number or PIN may be shown, once. */
  cardDetails: closed({ showSeconds: seconds }),
  pin: closed({ digits: Type.Integer({ minimum: 4, maximum: 12 }), triesMax: Type.Integer({ minimum: 1, maximum: 15 }) }),
  limits: closed({ purchase: Limits, cash: Limits, load: Limits, balanceMax: Type.Union([minor, Type.Null()]) }),
  countriesRestricted: Type.Array(country, { uniqueItems: true }),
  countryLimits: Type.Array(closed({ country, channel: Type.Enum(['purchase', 'cash'] as const), perDayMax: minor })),
  /** Inclusive ranges of merchant category codes (ISO 18245) by group. */
  merchantGroups: Type.Record(name, Type.Array(Type.Array(Type.Integer({ minimum: 0, maximum: 9999 }), { minItems: 2, maxItems: 2 }))),
  merchantGroupsRefused: Type.Array(name, { uniqueItems: true }),
  holdPolicy: closed({ version: Type.String({ minLength: 1, maxLength: 40 }), rows: Type.Array(HoldRow, { minItems: 1 }) }),
  exchange: closed({
    purchaseMarkUpPpm: ppm,
    walletSpreadPpm: ppm,
    quoteSeconds: seconds,
    walletOrder: Type.Array(CurrencyCode, { minItems: 1, uniqueItems: true }),
  }),
  /** The bank's own account for collections from and payouts to other banks, and the business days that they take. */
  funding: closed({ iban: Type.String({ pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' }), bookAfterDays: days }),
  negativeBalance: closed({ interestPerYearPpm: ppm, recoveryCost: minor, recoverFromOtherWalletsAfterDays: days }),
  cash: closed({
    /** DE 32 of the bank's own cash machines. */
    ownAcquirer: Type.String({ pattern: '^[0-9]{1,11}$' }),
    domesticOtherBanks: Type.Enum(['refuse', 'allow'] as const),
  }),
  fees: Type.Array(FeeVersion, { minItems: 1 }),
  terms: Type.Array(
    closed({
      version: Type.String({ pattern: '^[a-z0-9.-]{1,40}$' }),
      from: day,
      noticeDays: days,
      /** PC-58: a change for the sake of security holds on its date, without notice. */
      security: Type.Optional(Type.Boolean()),
    }),
    { minItems: 1 },
  ),
  renewal: closed({ byDefault: Type.Boolean() }),
  statements: closed({ dayOfMonth: Type.Integer({ minimum: 1, maximum: 28 }) }),
  disputes: closed({
    fromTransactionDays: days,
    fromStatementDays: days,
    documentsDays: days,
    stageDays: closed({ chargeback: days, 're-presentment': days, 'pre-arbitration': days, arbitration: days }),
    fraudReportDaysAfterSms: days,
    financialChargePerYearPpm: ppm,
    staffFourEyes: Type.Boolean(),
    /** The largest document, and how many one dispute may hold. */
    documentBytesMax: Type.Integer({ minimum: 1, maximum: 20_000_000 }),
    documentsMax: count,
    /** What must be there before a dispute of that reason is complete. */
    documents: closed({
      fraud: documentKinds,
      'lost-or-stolen': documentKinds,
      'not-received': documentKinds,
      quality: documentKinds,
      duplicate: documentKinds,
      'wrong-amount': documentKinds,
      surcharge: documentKinds,
      'refund-missing': documentKinds,
      'cash-not-dispensed': documentKinds,
    }),
  }),
  privacy: closed({ retentionDaysAfterClosing: days, recipients: Type.Record(name, Type.Array(name)) }),
  contactAttempts: closed({ freezeAfter: count }),
  kiosk: closed({
    idleSeconds: seconds,
    warningSeconds: seconds,
    /** Notes that the cash acceptor takes, in minor units of `cashCurrency`. */
    cashNotes: Type.Array(minor, { minItems: 1 }),
    cashCurrency: CurrencyCode,
    cardsInDispenser: Type.Integer({ minimum: 0, maximum: 1000 }),
  }),
  voice: closed({
    languages: Type.Array(Type.Enum(['ar', 'en', 'fa', 'kk'] as const), { minItems: 1 }),
    triesMax: count,
    triesWindowSeconds: seconds,
    /** How long a verified caller stays verified. */
    sessionSeconds: seconds,
    lastTransactions: Type.Integer({ minimum: 1, maximum: 50 }),
  }),
});

export type CardProgramme = Static<typeof CardProgrammeSchema>;
export type CardProduct = CardProgramme['products'][string];
export type FeeVersion = CardProgramme['fees'][number];
export type LimitKind = 'purchase' | 'cash' | 'load';
