// Enrolling in the web bank: identity, one-time password, user name and password.

import Type from 'typebox';

import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const EnrolmentRequest = Type.Object(
  {
    mobile: Type.String({ pattern: '^\\+?[0-9 ]{6,20}$', description: 'mobile number on the records of the bank, E.164 or national' }),
    cardNumber: Type.String({ pattern: '^[0-9 ]{12,23}$' }),
    cardPin: Type.String({ pattern: '^[0-9]{4,6}$' }),
  },
  strict,
);

export const EnrolmentState = Type.Object({
  enrolmentId: Uuid,
  state: Type.Union([
    Type.Literal('awaiting-code'),
    Type.Literal('code-verified'),
    Type.Literal('completed'),
    Type.Literal('ended', { description: 'not finished in time, or a newer one took its place' }),
  ]),
  expiresAt: Timestamp,
  code: Type.Optional(
    Type.Object(
      { maskedTo: Type.String(), digits: Type.Integer(), expiresAt: Timestamp, resendAt: Timestamp },
      { description: 'while the one-time password is awaited' },
    ),
  ),
});

export const EnrolmentAnswer = Type.Intersect([
  EnrolmentState,
  Type.Object({ enrolmentToken: Type.String({ description: 'bearer secret of the steps that follow; told once' }) }),
]);

export const EnrolmentCode = Type.Object({ code: Type.String({ pattern: '^[0-9]{4,10}$' }) }, strict);

export const EnrolmentCompletion = Type.Object(
  { userName: Type.String({ minLength: 1, maxLength: 200 }), password: Type.String({ minLength: 1, maxLength: 1000 }) },
  { ...strict, examples: [{ userName: 'huda', password: 'tiled-harbour-lantern' }] },
);

export const EnrolmentDone = Type.Object({ userName: Type.String({ description: 'in the one spelling that is kept' }) });
