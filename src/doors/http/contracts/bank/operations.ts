// Operations of the web bank: create, watch, confirm by code, cancel, report.

import Type from 'typebox';

import { Details, Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const OperationStatus = Type.Union([
  Type.Literal('pending'),
  Type.Literal('executed'),
  Type.Literal('rejected'),
  Type.Literal('expired'),
  Type.Literal('cancelled'),
  Type.Literal('refused'),
]);

export const Method = Type.Union([
  Type.Literal('soft-push'),
  Type.Literal('soft-offline'),
  Type.Literal('soft-otp'),
  Type.Literal('hard-token'),
]);

export const OperationCreate = Type.Object(
  {
    kind: Type.String({
      maxLength: 40,
      description: 'transfer-own, transfer-customer, bill-payment, address-change, statement-order, email-change, mobile-change',
    }),
    params: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown(), {
      description: 'by kind; amounts as { currency, minor } with minor units in a string',
    }),
  },
  strict,
);

export const OperationAnswer = Type.Object({
  operationId: Uuid,
  kind: Type.String(),
  class: Type.Union([Type.Literal('financial'), Type.Literal('non-financial')]),
  status: OperationStatus,
  details: Details,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  /** When the page turns to the coloured QR by itself. */
  codeFrom: Timestamp,
  decidedAt: Type.Optional(Timestamp),
  method: Type.Optional(Method),
  refusal: Type.Optional(Type.String({ description: 'why an approved operation was not executed' })),
  posting: Type.Optional(Type.String({ description: 'id of the ledger transfer' })),
  approval: Type.Object({
    /** The customer's active authenticator. */
    authenticator: Type.Union([Type.Literal('soft'), Type.Literal('hard'), Type.Literal('none')]),
    /** What may approve this operation now. */
    methods: Type.Array(Method),
    pushSent: Type.Boolean(),
    ocraQuestion: Type.Optional(Type.String()),
    matchNumber: Type.Optional(
      Type.String({ description: 'two digits that the customer types into the app, where the programme asks for it' }),
    ),
    attemptsLeft: Type.Integer(),
  }),
  notMine: Type.Boolean(),
});

export const OperationList = Type.Object({ operations: Type.Array(OperationAnswer), next: Type.Optional(Type.String()) });

export const QrAnswer = Type.Object({
  payload: Type.String({ description: 'frame for the coloured QR, base64url' }),
  index: Type.Integer(),
  expiresAt: Timestamp,
});

export const CodeRequest = Type.Object(
  {
    code: Type.String({
      pattern: '^[0-9\\u0660-\\u0669\\u06f0-\\u06f9 ]{4,16}$',
      description: 'digits of any of the languages; spaces are ignored',
    }),
  },
  strict,
);

export const ReportAnswer = Type.Object({ operationId: Uuid, caseNumber: Type.String() });
