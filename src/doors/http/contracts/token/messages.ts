// What the soft-token app and the bank say to each other over HTTP (docs/soft-token-protocol.md).

import Type from 'typebox';

const strict = { additionalProperties: false } as const;

export const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID, lower case',
});
export const Timestamp = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' });
const bytes = (length: number, what: string) =>
  Type.String({
    pattern: `^[A-Za-z0-9_-]{${Math.ceil((length * 8) / 6)}}$`,
    description: `${what}: ${length} bytes, base64url without padding`,
  });

export const PublicKey = bytes(65, 'uncompressed P-256 point');
export const Proof = bytes(32, 'HMAC-SHA-256');
export const Signature = bytes(64, 'ECDSA P-256 signature, r ‖ s');
export const Factor = Type.Union([Type.Literal('knowledge'), Type.Literal('biometry')]);
export const Platform = Type.Union([Type.Literal('ios'), Type.Literal('android'), Type.Literal('other')]);
export const ScreenLock = Type.Union([Type.Literal('yes'), Type.Literal('no'), Type.Literal('unknown')]);
export const Index = Type.Integer({ minimum: 0, maximum: 4_294_967_295, description: 'place in a chain' });
export const Details = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 255 }), {
  description: 'Exactly what is shown, signed and executed; amounts in minor units.',
});
export const EightDigits = Type.String({ pattern: '^[0-9]{8}$', description: 'eight digits' });

export const DeviceStatus = Type.Union([
  Type.Literal('registered'),
  Type.Literal('active'),
  Type.Literal('suspended'),
  Type.Literal('password-locked'),
  Type.Literal('code-locked'),
  Type.Literal('deregistered'),
]);

export const RegistrationRequest = Type.Object(
  {
    purpose: Type.Union([Type.Literal('register'), Type.Literal('reset-password')]),
    platform: Platform,
    model: Type.Optional(Type.String({ maxLength: 80 })),
    system: Type.Optional(Type.String({ maxLength: 80 })),
    screenLock: ScreenLock,
    installationKey: PublicKey,
    mobile: Type.String({ pattern: '^\\+?[0-9 ]{6,20}$', description: 'mobile number on the records of the bank, E.164 or national' }),
    cardNumber: Type.String({ pattern: '^[0-9 ]{12,23}$' }),
    cardPin: Type.String({ pattern: '^[0-9]{4,6}$' }),
    language: Type.String({ pattern: '^[a-z]{2}$' }),
  },
  strict,
);

export const RegistrationState = Type.Object({
  registrationId: Uuid,
  purpose: Type.Union([Type.Literal('register'), Type.Literal('reset-password')]),
  state: Type.Union([
    Type.Literal('awaiting-sms'),
    Type.Literal('awaiting-code'),
    Type.Literal('code-verified'),
    Type.Literal('completed'),
    Type.Literal('ended'),
  ]),
  expiresAt: Timestamp,
  sms: Type.Optional(Type.Object({ to: Type.String(), body: Type.String() }, { description: 'TK-08: what the phone sends to the bank' })),
  code: Type.Optional(Type.Object({ maskedTo: Type.String(), expiresAt: Timestamp, resendAt: Timestamp })),
  offer: Type.Optional(
    Type.Object(
      { deviceId: Uuid, serverKey: PublicKey },
      { description: 'after the right one-time password, for an answer that was lost' },
    ),
  ),
  passwordRule: Type.Object({ lengthMin: Type.Integer(), lengthMax: Type.Integer() }),
  contactCentre: Type.String(),
});

export const RegistrationAnswer = Type.Intersect([
  RegistrationState,
  Type.Object({ registrationToken: Type.String({ description: 'bearer secret of the steps that follow' }) }),
]);

export const RegistrationCode = Type.Object({ code: Type.String({ pattern: '^[0-9]{4,8}$' }) }, strict);
export const RegistrationOffer = Type.Object({ deviceId: Uuid, serverKey: PublicKey });
export const RegistrationCompletion = Type.Object({ clientKey: PublicKey, signature: Signature }, strict);
export const RegistrationDone = Type.Object({ deviceId: Uuid, confirmation: Proof });

export const SignInRequest = Type.Object({ deviceId: Uuid, factor: Factor, index: Index, proof: Proof, signature: Signature }, strict);
export const SignInAnswer = Type.Object({
  sessionToken: Type.String(),
  expiresAt: Timestamp,
  device: Type.Object({
    deviceId: Uuid,
    status: DeviceStatus,
    biometry: Type.Union([Type.Literal('off'), Type.Literal('on'), Type.Literal('password-first')]),
    push: Type.Boolean({ description: 'whether a push subscription is kept' }),
  }),
  customer: Type.Object({ name: Type.String(), language: Type.String() }),
  otp: Type.Object({ epoch: Timestamp, stepSeconds: Type.Integer() }),
  pending: Type.Array(Uuid),
});

export const StateRequest = Type.Object({ deviceId: Uuid, at: Type.Integer({ minimum: 0 }), signature: Signature }, strict);
export const StateAnswer = Type.Object({ status: DeviceStatus, pending: Type.Integer({ minimum: 0 }) });

export const TokenOperation = Type.Object({
  operationId: Uuid,
  kind: Type.String(),
  class: Type.Union([Type.Literal('financial'), Type.Literal('non-financial')]),
  status: Type.String(),
  details: Details,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  numberMatching: Type.Boolean({ description: 'whether an approval must name the two digits on the page' }),
});
export const TokenOperations = Type.Object({ operations: Type.Array(TokenOperation) });

export const DecisionRequest = Type.Object(
  {
    decision: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
    factor: Factor,
    index: Index,
    details: Details,
    proof: Proof,
    signature: Signature,
    match: Type.Optional(Type.String({ pattern: '^[0-9]{2}$', description: 'the two digits on the page, where they are asked for' })),
    notMine: Type.Optional(Type.Boolean({ description: 'with a rejection: the customer did not ask for this' })),
  },
  strict,
);
export const DecisionAnswer = Type.Object({ operationId: Uuid, status: Type.String(), refusal: Type.Optional(Type.String()) });

export const ActivationCommit = Type.Object(
  { clientKey: PublicKey, index: Index, proof: Proof, newProof: Proof, signature: Signature },
  strict,
);
export const ActivationDone = Type.Object({ confirmation: Proof, activatedAt: Timestamp });
export const RekeyOffer = Type.Object({ rekeyId: Uuid, serverKey: PublicKey });
export const RekeyDone = Type.Object({ confirmation: Proof });

export const BiometryRequest = Type.Object(
  {
    enabled: Type.Boolean(),
    index: Index,
    rekeyId: Type.Optional(Uuid),
    clientKey: Type.Optional(PublicKey),
    proof: Proof,
    signature: Signature,
  },
  { ...strict, description: 'Switching on names the offer of POST /token/v1/rekeys and the phone’s half of the agreement on a new K_b.' },
);
export const BiometryAnswer = Type.Object({
  biometry: Type.Union([Type.Literal('off'), Type.Literal('on'), Type.Literal('password-first')]),
});

export const PushSubscription = Type.Object(
  {
    endpoint: Type.String({ pattern: '^https?://', maxLength: 2048 }),
    keys: Type.Object({ p256dh: Type.String({ maxLength: 200 }), auth: Type.String({ maxLength: 100 }) }, strict),
  },
  strict,
);

export const ProgrammeAnswer = Type.Object({
  programme: Type.String(),
  title: Type.Record(Type.String(), Type.String()),
  languages: Type.Array(Type.String()),
  defaultLanguage: Type.String(),
  contactCentre: Type.String(),
  bankAddress: Type.String({ description: 'where the web bank is; its page /enrol opens it to a customer (TK-06)' }),
  smsInbound: Type.String(),
  passwordRule: Type.Object({ lengthMin: Type.Integer(), lengthMax: Type.Integer() }),
  vapidPublicKey: Type.Optional(Type.String()),
  platforms: Type.Record(Type.String(), Type.Object({ proofBySms: Type.Boolean(), foreignNumber: Type.String() })),
});
