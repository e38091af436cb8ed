// Webhook endpoints of the issuer API.

import Type from 'typebox';

import { next, pageQuery } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

/** What endpoints can ask for. */
export const eventTypes = [
  'operation.created',
  'operation.executed',
  'operation.refused',
  'operation.rejected',
  'operation.cancelled',
  'operation.expired',
  'token.registered',
  'token.activated',
  'token.locked',
  'token.unlocked',
  'token.switched-to-hard',
  'token.switched-to-soft',
  'token.deregistered',
  'token.password-reset',
  'token.password-changed',
  'token.biometry-switched',
  'card.issued',
  'card.produced',
  'card.shipped',
  'card.delivered',
  'card.activated',
  'card.frozen',
  'card.unfrozen',
  'card.suspended',
  'card.resumed',
  'card.blocked',
  'card.closed',
  'card.replaced',
  'card.renewed',
  'card.details-shown',
  'card.pin-delivered',
  'card.pin-changed',
  'card.pin-reset',
  'card.pin-blocked',
  'card.pin-unblocked',
  'card.controls-changed',
  'card-account.opened',
  'card-account.identified',
  'card-account.negative',
  'card-account.debt-recovered',
  'card-account.frozen',
  'card-account.released',
  'card-account.ended',
  'card-account.closing',
  'card-account.closed',
  'card-authorization.approved',
  'card-authorization.declined',
  'card-authorization.increased',
  'card-authorization.reversed',
  'card-authorization.expired',
  'card-transaction.posted',
  'card-load.returned',
  'card-mandate.given',
  'card-mandate.ended',
  'card-statement.made',
  'card-clearing.imported',
  'exchange-rates.imported',
  'card-suspense.asked',
  'card-suspense.turned-down',
  'card-suspense.matched',
  'card-suspense.returned',
  'card-loss.reported',
  'card-loss.confirmed',
  'card-loss.noted',
  'card-loss.unconfirmed',
  'card-stop-list.added',
  'card-stop-list.removed',
  'card-default.flagged',
  'card-dispute.opened',
  'card-dispute.submitted',
  'card-dispute.document-added',
  'card-dispute.completed',
  'card-dispute.chargeback',
  'card-dispute.re-presentment',
  'card-dispute.pre-arbitration',
  'card-dispute.arbitration',
  'card-dispute.won',
  'card-dispute.lost',
  'card-dispute.chargeback-failed',
  'card-dispute.write-off-asked',
  'card-dispute.write-off-turned-down',
  'card-dispute.written-off',
  'card-dispute.denied',
  'card-dispute.made-by-holder',
  'card-dispute.withdrawn',
  'card-dispute.referred-to-merchant',
  'card-dispute.refused',
  'card-dispute.facts-recorded',
  'card-dispute.slip-requested',
  'card-dispute.expense-posted',
  'card-dispute.closed',
] as const;

const Url = Type.String({ minLength: 8, maxLength: 500, description: 'https on a public host' });
const EventTypes = Type.Array(Type.String({ enum: [...eventTypes, 'endpoint.test'] }), {
  uniqueItems: true,
  description: 'empty: every type',
});

export const EndpointCreate = Type.Object(
  { url: Url, description: Type.Optional(Type.String({ maxLength: 200 })), eventTypes: Type.Optional(EventTypes) },
  { ...strict, examples: [{ url: 'https://bank.example/hooks/ramz', eventTypes: ['operation.executed', 'operation.rejected'] }] },
);
export const EndpointChange = Type.Object(
  {
    url: Type.Optional(Url),
    description: Type.Optional(Type.String({ maxLength: 200 })),
    eventTypes: Type.Optional(EventTypes),
    active: Type.Optional(Type.Boolean({ description: 'true also takes up again what waited while the endpoint was disabled' })),
  },
  { ...strict, minProperties: 1 },
);
export const EndpointAnswer = Type.Object({
  endpointId: Uuid,
  url: Type.String(),
  description: Type.String(),
  eventTypes: Type.Array(Type.String()),
  active: Type.Boolean(),
  disabledBecause: Type.Optional(Type.String({ enum: ['by-client', 'failing'] })),
  failingSince: Type.Optional(Timestamp),
  createdAt: Timestamp,
});
const Secret = Type.String({ description: 'whsec_…, shown once: check signatures with it as Standard Webhooks says' });
export const EndpointCreated = Type.Object({ ...EndpointAnswer.properties, secret: Secret });
export const EndpointList = Type.Object({ endpoints: Type.Array(EndpointAnswer) });
export const SecretAnswer = Type.Object({
  secret: Secret,
  previousUntil: Type.String({ format: 'date-time', description: 'until then both secrets sign' }),
});

export const DeliveryQuery = Type.Object(pageQuery, strict);
export const DeliveryList = Type.Object({
  deliveries: Type.Array(
    Type.Object({
      eventId: Uuid,
      type: Type.String(),
      object: Type.String(),
      status: Type.String({ enum: ['pending', 'delivered', 'failed'] }),
      attempts: Type.Integer(),
      lastAnswer: Type.Optional(Type.String({ description: 'HTTP status, or why there was none' })),
      nextAttemptAt: Type.Optional(Timestamp),
      createdAt: Timestamp,
      deliveredAt: Type.Optional(Timestamp),
    }),
  ),
  next,
});
