// What staff see of a customer, the check of a number, and a customer's call.

import Type from 'typebox';

import { questions } from '../../../../modules/staff/index.ts';
import { problems } from '../../problems/contract.ts';
import { DeviceStatus, Platform, Timestamp, Uuid } from '../token/messages.ts';
import { ById, Reason } from './session.ts';
import { ActAnswer } from './staff.ts';

const strict = { additionalProperties: false } as const;
const signedIn = ['not-signed-in', 'not-permitted'] as const;
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const TypedCode = Type.String({ pattern: '^[0-9\\u0660-\\u0669\\u06f0-\\u06f9 ]{4,12}$', description: 'digits of any script' });

const CustomerFound = Type.Object({
  id: Uuid,
  number: Type.String(),
  name: Type.String(),
  nameLatin: Type.String(),
  mobile: Type.String(),
  email: orNull(Type.String()),
  language: Type.String(),
  closed: Type.Boolean(),
});

export const CustomerFind = {
  querystring: Type.Object(
    { q: Type.String({ minLength: 2, maxLength: 120, description: 'customer number, mobile, civil id, e-mail, or part of the name' }) },
    strict,
  ),
  response: { 200: Type.Object({ customers: Type.Array(CustomerFound), more: Type.Boolean() }), ...problems(...signedIn) },
};

const Device = Type.Object({
  deviceId: Uuid,
  status: DeviceStatus,
  platform: Platform,
  model: Type.String(),
  system: Type.String(),
  screenLock: Type.String(),
  registeredAt: Timestamp,
  activatedAt: orNull(Timestamp),
});

const HardTokenSeen = Type.Object({
  tokenId: Uuid,
  serial: Type.String(),
  kind: Type.Enum(['hotp', 'totp', 'ocra']),
  status: Type.String(),
});

export const Call = Type.Object({
  id: Uuid,
  customerId: Uuid,
  reason: Type.String(),
  questions: Type.Array(Type.Enum([...questions])),
  attempts: Type.Integer(),
  attemptsMax: Type.Integer(),
  openedAt: Timestamp,
  expiresAt: Timestamp,
  verified: Type.Boolean(),
  codeMatched: Type.Boolean(),
});

export const CustomerRead = {
  params: ById,
  response: {
    200: Type.Object({
      customer: Type.Object({
        id: Uuid,
        programme: Type.String(),
        number: Type.String(),
        name: Type.String(),
        nameLatin: Type.String(),
        language: Type.String(),
        civilId: Type.String({ description: 'its end only' }),
        mobile: Type.String(),
        mobileVerifiedAt: orNull(Timestamp),
        mobileChangedAt: orNull(Timestamp),
        email: orNull(Type.String()),
        address: Type.String(),
        createdAt: Timestamp,
        closedAt: orNull(Timestamp),
      }),
      token: Type.Object({
        active: Type.Enum(['soft', 'hard', 'none']),
        eligible: Type.Boolean(),
        missingStep: orNull(Type.String()),
        soft: orNull(Device),
        waiting: orNull(Device),
        hard: orNull(HardTokenSeen),
      }),
    }),
    ...problems(...signedIn, 'customer-unknown'),
  },
};

export const CustomerMessages = {
  params: ById,
  querystring: Type.Object(
    { cursor: Type.Optional(Type.String({ maxLength: 200 })), q: Type.Optional(Type.String({ maxLength: 100 })) },
    strict,
  ),
  response: {
    200: Type.Object({
      messages: Type.Array(
        Type.Object({
          id: Uuid,
          channel: Type.Enum(['sms', 'email', 'push']),
          template: Type.String(),
          to: Type.String(),
          text: Type.String({ description: 'as it was sent, a code replaced by dots' }),
          status: Type.Enum(['queued', 'sent', 'delivered', 'failed', 'expired']),
          failure: orNull(Type.String()),
          createdAt: Timestamp,
          deliveredAt: orNull(Timestamp),
        }),
      ),
      next: Type.Optional(Type.String()),
    }),
    ...problems(...signedIn, 'customer-unknown', 'cursor-unknown'),
  },
};

export const CustomerHistory = {
  params: ById,
  response: {
    200: Type.Object({
      records: Type.Array(
        Type.Object({
          id: Type.String({ description: 'place in the evidence: chain and number' }),
          at: Timestamp,
          kind: Type.String(),
          actor: Type.Object({ kind: Type.Enum(['customer', 'staff', 'client', 'system']), name: orNull(Type.String()) }),
          reason: orNull(Type.String()),
          refused: Type.Boolean(),
        }),
      ),
    }),
    ...problems(...signedIn, 'customer-unknown'),
  },
};

const declared = {
  ownershipDeclared: Type.Boolean({ description: 'the customer has declared that the number is their own (RB-03)' }),
  reason: Reason,
};
const Begun = Type.Object({ checkId: Uuid, maskedTo: Type.String(), expiresAt: Timestamp, resendAt: Timestamp });
const beginProblems = problems(
  ...signedIn,
  'customer-unknown',
  'ownership-not-declared',
  'mobile-malformed',
  'mobile-unchanged',
  'mobile-taken',
  'too-soon',
  'too-many-sends',
);

/** A code goes to the number of record. */
export const MobileCheckBegin = { params: ById, body: Type.Object(declared, strict), response: { 201: Begun, ...beginProblems } };

/** A code goes to the number that shall take its place (TK-29). */
export const MobileChangeBegin = {
  params: ById,
  body: Type.Object({ mobile: Type.String({ minLength: 1, maxLength: 30 }), ...declared }, strict),
  response: { 201: Begun, ...beginProblems },
};

export const MobileCheckComplete = {
  params: ById,
  body: Type.Object({ code: TypedCode, reason: Reason }, strict),
  response: {
    200: Type.Object({ match: Type.Boolean(), attemptsLeft: Type.Optional(Type.Integer()), act: Type.Optional(ActAnswer) }),
    ...problems(...signedIn, 'check-unknown', 'check-ended', 'expired', 'used', 'too-many-attempts', 'mobile-taken', 'request-waiting'),
  },
};

export const Deregister = {
  params: ById,
  body: Type.Object(
    { lost: Type.Boolean({ description: 'the phone is lost or stolen' }), reason: Reason, callId: Type.Optional(Uuid) },
    strict,
  ),
  response: {
    200: ActAnswer,
    ...problems(...signedIn, 'customer-unknown', 'no-soft-token', 'no-call', 'call-ended', 'caller-not-verified', 'request-waiting'),
  },
};

export const CallOpen = {
  params: ById,
  body: Type.Object({ reason: Reason }, strict),
  response: { 201: Call, ...problems(...signedIn, 'customer-unknown', 'not-enough-known', 'caller-tries-used-up') },
};

export const CallCurrent = { response: { 200: Type.Object({ call: orNull(Call) }), ...problems(...signedIn) } };

export const CallAnswer = {
  params: ById,
  body: Type.Object(
    {
      answers: Type.Object(
        {
          'civil-number': Type.Optional(Type.String({ maxLength: 40 })),
          'birth-date': Type.Optional(Type.String({ maxLength: 40 })),
          'card-last-four': Type.Optional(Type.String({ maxLength: 40 })),
          'last-credit': Type.Optional(Type.String({ maxLength: 40 })),
        },
        strict,
      ),
    },
    strict,
  ),
  response: {
    200: Type.Object({ match: Type.Boolean(), triesLeft: Type.Integer() }),
    ...problems(...signedIn, 'no-call', 'call-ended', 'call-verified', 'caller-tries-used-up'),
  },
};

export const CallCodeSend = {
  params: ById,
  response: {
    201: Type.Object({ maskedTo: Type.String(), expiresAt: Timestamp, resendAt: Timestamp }),
    ...problems(...signedIn, 'no-call', 'call-ended', 'too-soon', 'too-many-sends'),
  },
};

export const CallCodeCheck = {
  params: ById,
  body: Type.Object({ code: TypedCode }, strict),
  response: {
    200: Type.Object({ match: Type.Boolean() }),
    ...problems(...signedIn, 'no-call', 'call-ended', 'expired', 'used', 'too-many-attempts'),
  },
};

export const CallEnd = { params: ById, response: { 204: Type.Null(), ...problems(...signedIn) } };
