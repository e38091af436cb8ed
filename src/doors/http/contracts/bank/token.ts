// Token services of the web bank: activate, enable, switch, deregister.

import Type from 'typebox';

import { DeviceStatus, Platform, Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const TokenSummary = Type.Object({
  active: Type.Union([Type.Literal('soft'), Type.Literal('hard'), Type.Literal('none')]),
  /** The first of the four steps that is missing (TK-06), or none. */
  missingStep: Type.Optional(
    Type.Union([Type.Literal('enrol'), Type.Literal('install'), Type.Literal('register'), Type.Literal('activate')]),
  ),
  eligible: Type.Boolean({ description: 'false for holders of a joint account (TK-04)' }),
  ineligibleBecause: Type.Optional(Type.String()),
  soft: Type.Optional(
    Type.Object({
      deviceId: Uuid,
      status: DeviceStatus,
      platform: Platform,
      model: Type.String(),
      registeredAt: Timestamp,
      activatedAt: Type.Optional(Timestamp),
    }),
  ),
  /** A newer phone that is registered and waits for its activation. */
  waiting: Type.Optional(Type.Object({ deviceId: Uuid, platform: Platform, model: Type.String(), registeredAt: Timestamp })),
  hard: Type.Optional(
    Type.Object({
      tokenId: Uuid,
      serial: Type.String(),
      kind: Type.Union([Type.Literal('hotp'), Type.Literal('totp'), Type.Literal('ocra')]),
      status: Type.Union([Type.Literal('active'), Type.Literal('suspended'), Type.Literal('locked')]),
    }),
  ),
  contactCentre: Type.String(),
});

export const ActivationAnswer = Type.Object({
  activationId: Uuid,
  state: Type.Union([Type.Literal('open'), Type.Literal('committed'), Type.Literal('ended')]),
  payload: Type.Optional(Type.String({ description: 'frame for the coloured QR, base64url; while open' })),
  expiresAt: Timestamp,
  committedAt: Type.Optional(Timestamp),
});

export const SwitchStarted = Type.Object({ maskedTo: Type.String(), expiresAt: Timestamp, resendAt: Timestamp });
export const SwitchConfirmation = Type.Object({ code: Type.String({ pattern: '^[0-9\\u0660-\\u0669\\u06f0-\\u06f9 ]{4,12}$' }) }, strict);
