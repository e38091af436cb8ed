// Signing in to the web bank, sessions and browsers.

import Type from 'typebox';

import { Language } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const ProgrammeOfBank = Type.Object({
  programme: Type.String(),
  title: Type.String({ description: 'name of the bank in the language of the request' }),
  languages: Type.Array(Language),
  defaultLanguage: Language,
  currency: Type.String(),
  timeZone: Type.String(),
  contactCentre: Type.String(),
  shortNumber: Type.String(),
  email: Type.String(),
  domain: Type.String({ description: 'the exact name of the site, for people who check it' }),
  appAddress: Type.String({ description: 'where the soft-token app is (TK-36)' }),
  passwordRule: Type.Object({ lengthMin: Type.Integer(), lengthMax: Type.Integer() }),
});

export const SignIn = Type.Object(
  {
    userName: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: 1, maxLength: 1000 }),
    sharedComputer: Type.Optional(Type.Boolean({ description: 'others use this computer too: a shorter session, nothing is kept' })),
  },
  { ...strict, examples: [{ userName: 'salim', password: 'tiled-harbour-lantern', sharedComputer: false }] },
);

export const SessionAnswer = Type.Object({
  sessionId: Uuid,
  customerId: Uuid,
  name: Type.String(),
  language: Language,
  sharedComputer: Type.Boolean(),
  idleSeconds: Type.Integer({ description: 'the session ends after this long without a request' }),
  idleWarningSeconds: Type.Integer({ description: 'a page warns this long before' }),
  expiresAt: Timestamp,
  endsAt: Type.String({ format: 'date-time', description: 'however busy, the session ends here' }),
  lastSignInAt: Type.Optional(Timestamp),
});

export const SessionList = Type.Object({
  sessions: Type.Array(
    Type.Object({
      sessionId: Uuid,
      label: Type.String({ description: 'browser and system' }),
      source: Type.String({ description: 'network address' }),
      sharedComputer: Type.Boolean(),
      signedInAt: Timestamp,
      lastUsedAt: Timestamp,
      current: Type.Boolean(),
    }),
  ),
});

export const DeviceList = Type.Object({
  devices: Type.Array(
    Type.Object({ deviceId: Uuid, label: Type.String(), firstSeenAt: Timestamp, lastSeenAt: Timestamp, current: Type.Boolean() }),
  ),
});

export const PasswordChange = Type.Object(
  { current: Type.String({ minLength: 1, maxLength: 1000 }), next: Type.String({ minLength: 1, maxLength: 1000 }) },
  strict,
);
