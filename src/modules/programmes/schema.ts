// The shape of a programme file: every figure that a bank may set, with the units in the names.

import { Type, type Static, type TSchema } from 'typebox';

import { currencies, type Currency } from '../../kernel/money.ts';

const closed = <Properties extends Record<string, TSchema>>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

const seconds = Type.Integer({ minimum: 1, maximum: 31_536_000 });
const count = Type.Integer({ minimum: 1, maximum: 100_000 });
const phone = Type.String({ pattern: '^[+0-9 ]{3,20}$' });

export const languages = ['ar', 'en', 'fa', 'kk'] as const;
export const Language = Type.Enum(languages);
export type Language = (typeof languages)[number];

/** A text in every language of the product. */
export const Texts = closed({ ar: Type.String(), en: Type.String(), fa: Type.String(), kk: Type.String() });

export const operationClasses = ['viewing', 'non-financial', 'financial', 'sign-in', 'consent'] as const;
export type OperationClass = (typeof operationClasses)[number];

export const approverKinds = ['soft-push', 'soft-offline', 'soft-otp', 'hard-token'] as const;
export type ApproverKind = (typeof approverKinds)[number];

const Operation = closed({
  class: Type.Enum(operationClasses),
  approvers: Type.Array(Type.Enum(approverKinds), { uniqueItems: true }),
});

const Platform = closed({
  /** TK-08: the phone proves its SIM by a message that the customer sends from it. */
  proofBySms: Type.Boolean(),
  /** TK-10: what happens where the number of record has another country code than the programme's. */
  foreignNumber: Type.Enum(['refuse', 'allow'] as const),
});

export const ProgrammeSchema = closed({
  programme: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
  title: Texts,
  timeZone: Type.String(),
  currency: Type.Enum(currencies as [Currency, ...Currency[]]),
  languages: Type.Array(Language, { minItems: 1, uniqueItems: true }),
  defaultLanguage: Language,
  countryCode: Type.String({ pattern: '^\\+[1-9][0-9]{0,3}$' }),
  operations: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), Operation),
  approval: closed({
    pushWaitSeconds: seconds,
    expirySeconds: seconds,
    codeAttemptsMax: count,
    numberMatching: Type.Boolean(),
    smsWhenNoPush: Type.Boolean(),
  }),
  softToken: closed({
    codeLockAfter: count,
    passwordLockAfter: count,
    passwordLengthMin: Type.Integer({ minimum: 4, maximum: 64 }),
    passwordLengthMax: Type.Integer({ minimum: 4, maximum: 128 }),
    activationSeconds: seconds,
    registrationSeconds: seconds,
    registrationTriesMax: count,
    registrationTriesWindowSeconds: seconds,
    sessionSeconds: seconds,
    otpStepSeconds: seconds,
    otpWindowSteps: Type.Integer({ minimum: 0, maximum: 20 }),
    platforms: closed({ ios: Platform, android: Platform, other: Platform }),
    screenLock: Type.Enum(['required-where-known', 'advised'] as const),
  }),
  hardToken: closed({
    lockAfter: count,
    lookAhead: Type.Integer({ minimum: 0, maximum: 1000 }),
    resynchronisationWindow: Type.Integer({ minimum: 1, maximum: 100_000 }),
    timeStepsWindow: Type.Integer({ minimum: 0, maximum: 20 }),
  }),
  smsCode: closed({
    digits: Type.Integer({ minimum: 4, maximum: 10 }),
    seconds,
    attemptsMax: count,
    resendWaitSeconds: seconds,
    sendsPerHourMax: count,
  }),
  webBank: closed({
    idleSeconds: seconds,
    idleWarningSeconds: seconds,
    sharedComputerIdleSeconds: seconds,
    signInTriesMax: count,
    signInDelayBaseSeconds: seconds,
    signInDelayMaxSeconds: seconds,
    /** From the three that match to the user name. */
    enrolmentSeconds: seconds,
    /** Identities that may be tried for one number or one card, and the time after which they count anew. */
    enrolmentTriesMax: count,
    enrolmentTriesWindowSeconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
    /** User names that may be offered in one enrolment. */
    enrolmentChoicesMax: count,
  }),
  staff: closed({
    fourEyes: closed({
      'hard-token-assignment': Type.Boolean(),
      'soft-token-deregistration': Type.Boolean(),
      'mobile-verification': Type.Boolean(),
    }),
    callerQuestionsNeeded: Type.Integer({ minimum: 1, maximum: 4 }),
    /** Wrong sets of answers about one customer before they must come to a branch, and the time after which they count anew. */
    callerTriesMax: Type.Integer({ minimum: 1, maximum: 10 }),
    callerTriesWindowSeconds: seconds,
    callSeconds: seconds,
    mobileCheckSeconds: seconds,
    requestSeconds: seconds,
    invitationSeconds: seconds,
    sessionIdleSeconds: seconds,
  }),
  accounts: closed({
    /** The bank's three digits in its IBANs. */
    bankCode: Type.String({ pattern: '^[0-9]{3}$' }),
    cardPinTriesMax: Type.Integer({ minimum: 1, maximum: 10 }),
  }),
  /** Amounts in minor units of the programme's currency. */
  payments: closed({
    perOperationMax: Type.Integer({ minimum: 1 }),
    /** What a customer may send to others in one day of the programme's calendar; transfers between own accounts do not count. */
    perDayMax: Type.Integer({ minimum: 1 }),
    referenceLengthMax: Type.Integer({ minimum: 1, maximum: 140 }),
  }),
  contact: closed({
    centre: phone,
    shortNumber: phone,
    smsSender: Type.String({ minLength: 1, maxLength: 16 }),
    smsInbound: phone,
    email: Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$' }),
    domain: Type.String({ pattern: '^[a-z0-9.-]+$' }),
  }),
  /** Minor units of the programme's currency for each named fee; a fee that is not here is not charged. */
  fees: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), Type.Integer({ minimum: 0 })),
});

export type Programme = Static<typeof ProgrammeSchema>;
