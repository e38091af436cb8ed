// Personal data, corrections and disclosures, as the web bank, the issuer API and the console carry them.

import Type from 'typebox';

import { changePaths, dataFields, disclosureCategories } from '../../../modules/card-privacy/index.ts';
import { ApplicationAnswer } from './card-applications.ts';
import { Timestamp, Uuid } from './token/messages.ts';

const strict = { additionalProperties: false } as const;
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
const Field = Type.String({ enum: [...dataFields] });
const Value = Type.String({ minLength: 1, maxLength: 400 });

export const DataRequestAnswer = Type.Object({
  requestId: Uuid,
  customerId: Uuid,
  act: Type.String({ enum: ['correct', 'delete'] }),
  field: Field,
  reason: Type.String(),
  status: Type.String({ enum: ['waiting', 'done', 'refused'] }),
  askedAt: Timestamp,
  decidedAt: Type.Optional(Timestamp),
  decisionReason: Type.Optional(Type.String()),
  value: Type.Optional(Type.String({ description: 'for staff, while it waits' })),
});

export const DisclosureRow = Type.Object({
  disclosureId: Uuid,
  programme: Type.String(),
  recipientClass: Type.String(),
  recipient: Type.String(),
  purpose: Type.String(),
  categories: Type.Array(Type.String()),
  reference: Type.String(),
  at: Timestamp,
});

export const PersonalData = Type.Object({
  customerId: Uuid,
  customerNumber: Type.String(),
  name: Type.String(),
  nameLatin: Type.String(),
  birthDate: Type.String({ format: 'date' }),
  civilNumber: Type.String({ description: 'its middle hidden' }),
  language: Type.String(),
  mobile: Type.String(),
  email: Type.Optional(Type.String()),
  address: Type.String(),
  customerSince: Timestamp,
  accounts: Type.Array(
    Type.Object({
      accountId: Uuid,
      product: Type.String(),
      status: Type.String(),
      openedAt: Timestamp,
      keptUntil: Type.Optional(Type.String({ format: 'date' })),
    }),
  ),
  cards: Type.Array(
    Type.Object({ cardId: Uuid, lastFour: Type.String(), role: Type.String(), status: Type.String(), expiresOn: Type.String() }),
  ),
  applications: Type.Array(ApplicationAnswer),
  disclosures: Type.Array(DisclosureRow),
  requests: Type.Array(DataRequestAnswer),
  changes: Type.Array(Type.Object({ field: Type.String(), path: Type.String(), at: Timestamp })),
});

export const DataRequestFor = Type.Object(
  {
    act: Type.String({ enum: ['correct', 'delete'] }),
    field: Field,
    value: Type.Optional(Value),
    reason: Type.String({ minLength: 1, maxLength: 400 }),
  },
  strict,
);

const shown = {
  path: Type.String({ enum: [...changePaths] }),
  letter: Type.Optional(
    Type.Object(
      { reference: Type.String({ maxLength: 120 }), signatureCompared: Type.Boolean() },
      { ...strict, description: 'a letter, and that its signature was compared with the one of record' },
    ),
  ),
  documentNumber: Type.Optional(Type.String({ maxLength: 40, description: 'of the document that was shown at the branch' })),
};

export const DataChangeFor = Type.Object(
  { ...shown, act: Type.String({ enum: ['correct', 'delete'] }), field: Field, value: Type.Optional(Value) },
  strict,
);
export const DataDecision = Type.Object(
  {
    decision: Type.String({ enum: ['carry-out', 'refuse'] }),
    reason: Type.String({ minLength: 1, maxLength: 400, description: 'the holder can read it' }),
    shown: Type.Optional(Type.Object(shown, strict)),
  },
  strict,
);
export const DataRequestList = Type.Object({ requests: Type.Array(DataRequestAnswer), next: Type.Optional(Type.String()) });

export const DisclosureFor = Type.Object(
  {
    programme: Type.Optional(Name),
    customerId: Uuid,
    recipientClass: Name,
    recipient: Type.String({ minLength: 1, maxLength: 120 }),
    purpose: Name,
    categories: Type.Array(Type.String({ enum: [...disclosureCategories] }), { minItems: 1, maxItems: 5, uniqueItems: true }),
    reference: Type.Optional(Type.String({ maxLength: 120, description: 'number of the order, of the inquiry …' })),
  },
  strict,
);
export const DisclosureAnswer = Type.Object({
  disclosureId: Uuid,
  at: Timestamp,
  data: Type.Record(Type.String(), Type.Unknown(), { description: 'by category; no card numbers' }),
});
export const DisclosureList = Type.Object({ disclosures: Type.Array(DisclosureRow) });
