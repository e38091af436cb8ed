// Sign-in of staff with a passkey, their session, their own passkeys.

import Type from 'typebox';

import { permissions, roles } from '../../../../modules/staff/index.ts';
import { problems } from '../../problems/contract.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const RoleName = Type.Enum([...roles]);
export const Reason = Type.String({ minLength: 3, maxLength: 300, pattern: '\\S', description: 'why; kept in the evidence' });
export const ById = Type.Object({ id: Uuid });

// The browser's WebAuthn answers, as @simplewebauthn passes them; their content is checked there.
const text = Type.String({ maxLength: 8192 });
const credential = { id: Type.String({ maxLength: 2048 }), rawId: Type.String({ maxLength: 2048 }), type: Type.Literal('public-key') };
const loose = { authenticatorAttachment: Type.Optional(text), clientExtensionResults: Type.Record(Type.String(), Type.Unknown()) };

const RegistrationResponse = Type.Object({
  ...credential,
  ...loose,
  response: Type.Object({
    clientDataJSON: text,
    attestationObject: text,
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
  }),
});

const AuthenticationResponse = Type.Object({
  ...credential,
  ...loose,
  response: Type.Object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: Type.Optional(text) }),
});

const Options = Type.Unknown({
  description: 'WebAuthn options in JSON (level 3, parseCreationOptionsFromJSON, parseRequestOptionsFromJSON)',
});

export const Person = Type.Object({
  staffId: Uuid,
  userName: Type.String(),
  name: Type.String(),
  roles: Type.Array(RoleName),
  permissions: Type.Array(Type.Enum(Object.keys(permissions) as (keyof typeof permissions)[])),
});

export const SignInBegin = { response: { 200: Type.Object({ challengeId: Uuid, options: Options }), ...problems() } };

export const SignInComplete = {
  body: Type.Object({ challengeId: Uuid, response: AuthenticationResponse }, strict),
  response: { 200: Person, ...problems('challenge-expired', 'passkey-refused') },
};

const Enrolment = Type.Object({ challengeId: Uuid, name: Type.String(), userName: Type.String(), options: Options });
const PasskeyName = Type.String({ minLength: 1, maxLength: 60 });

export const EnrolBegin = {
  body: Type.Object({ secret: Type.String({ minLength: 20, maxLength: 100 }) }, strict),
  response: { 200: Enrolment, ...problems('invitation-unknown') },
};

export const EnrolComplete = {
  body: Type.Object({ challengeId: Uuid, name: PasskeyName, response: RegistrationResponse }, strict),
  response: {
    201: Type.Object({ passkeyId: Uuid }),
    ...problems('challenge-expired', 'passkey-refused', 'passkey-known', 'invitation-unknown'),
  },
};

export const SessionRead = {
  response: {
    200: Type.Object({
      person: Person,
      idleSeconds: Type.Integer(),
      programme: Type.Object({
        name: Type.String(),
        title: Type.Record(Type.String(), Type.String()),
        timeZone: Type.String(),
        currency: Type.String(),
        callerTriesMax: Type.Integer(),
        codeDigits: Type.Integer(),
      }),
    }),
    ...problems('not-signed-in'),
  },
};

export const Passkeys = {
  response: {
    200: Type.Object({
      passkeys: Type.Array(
        Type.Object({ id: Uuid, name: Type.String(), createdAt: Timestamp, lastUsedAt: Type.Union([Timestamp, Type.Null()]) }),
      ),
    }),
    ...problems('not-signed-in'),
  },
};

export const OwnEnrolBegin = { response: { 200: Enrolment, ...problems('not-signed-in') } };

export const PasskeyRemove = {
  params: ById,
  response: { 204: Type.Null(), ...problems('not-signed-in', 'last-passkey') },
};

export const SessionEnd = { response: { 204: Type.Null(), ...problems('not-signed-in') } };
