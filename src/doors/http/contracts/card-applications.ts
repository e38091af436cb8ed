// Applications for cards, identity checks, consents and terms, as the web bank, the issuer API and the console carry them.

import Type from 'typebox';

import { identityChecks, identityDocuments } from '../../../modules/card-programmes/index.ts';
import { Language, MoneyJson } from './money.ts';
import { Timestamp, Uuid } from './token/messages.ts';

const strict = { additionalProperties: false } as const;
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
const Day = Type.String({ format: 'date', description: 'ISO date' });

/** Why an application can be refused, for the contracts of all doors. */
export const applyProblems = [
  'idempotency-key-missing',
  'idempotency-key-reused',
  'product-unknown',
  'customer-unknown',
  'too-young',
  'document-kind-refused',
  'document-malformed',
  'document-expired',
  'mrz-malformed',
  'mrz-check-digit',
  'mrz-differs',
  'document-mismatch',
  'terms-not-current',
  'consent-unknown',
  'consent-missing',
  'customer-exists',
  'mobile-malformed',
  'mobile-taken',
  'email-malformed',
  'application-waiting',
] as const;

/** Why the document of a check or a proof is not taken. */
export const documentProblems = [
  'document-kind-refused',
  'document-malformed',
  'document-expired',
  'mrz-malformed',
  'mrz-check-digit',
  'mrz-differs',
  'document-mismatch',
  'too-young',
  'terms-not-current',
  'consent-unknown',
  'consent-missing',
] as const;

export const GivenDocument = Type.Object(
  {
    kind: Type.String({ enum: [...identityDocuments] }),
    number: Type.String({ minLength: 3, maxLength: 40 }),
    issuer: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 3166-1 alpha-3' }),
    expiresOn: Day,
    mrz: Type.Optional(
      Type.Array(Type.String({ maxLength: 140 }), {
        minItems: 1,
        maxItems: 3,
        description: 'lines of the machine readable zone (ICAO 9303)',
      }),
    ),
  },
  strict,
);

const wish = {
  programme: Type.Optional(Name),
  product: Name,
  form: Type.Optional(Type.String({ enum: ['physical', 'virtual'], description: 'physical where nothing is said' })),
  document: GivenDocument,
  termsVersion: Type.String({ pattern: '^[a-z0-9.-]{1,40}$' }),
  termsLanguage: Type.String({ enum: ['ar', 'en'], description: 'in which the terms were read' }),
  consents: Type.Record(Name, Type.Boolean(), { description: 'a yes or no to each use of data of the programme' }),
};

/** In the web bank: the signed-in customer applies. */
export const OwnApplication = Type.Object(wish, strict);

const Person = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    nameLatin: Type.String({ minLength: 1, maxLength: 120 }),
    language: Language,
    birthDate: Day,
    mobile: Type.String({ minLength: 4, maxLength: 24 }),
    email: Type.Optional(Type.String({ maxLength: 254 })),
    address: Type.Optional(Type.String({ maxLength: 400 })),
  },
  strict,
);

/** At a branch or by another system of the bank: a customer, or a person who becomes one. */
export const ApplicationFor = Type.Object(
  { ...wish, customerId: Type.Optional(Uuid), person: Type.Optional(Person), printed: Type.Optional(Type.Boolean()) },
  strict,
);

export const ApplicationAnswer = Type.Object({
  applicationId: Uuid,
  programme: Type.String(),
  product: Type.String(),
  customerId: Uuid,
  accountId: Uuid,
  cardId: Uuid,
  channel: Type.String({ enum: ['app', 'kiosk', 'branch', 'api'] }),
  document: Type.Object({ kind: Type.String(), issuer: Type.String(), expiresOn: Day, mrzVerified: Type.Boolean() }),
  termsVersion: Type.String(),
  status: Type.String({ enum: ['waiting', 'established', 'withdrawn'] }),
  missing: Type.Array(Type.String({ enum: [...identityChecks] }), {
    description: 'activation and loading wait for these checks of identity',
  }),
  demanded: Type.Array(Type.String({ enum: ['activation', 'load'] }), {
    description: 'steps that wait for a proof that was asked for later',
  }),
  checks: Type.Array(Type.Object({ kind: Type.String(), at: Timestamp })),
  consents: Type.Array(Type.Object({ use: Type.String(), given: Type.Boolean(), at: Timestamp })),
  appliedAt: Timestamp,
  establishedAt: Type.Optional(Timestamp),
});

export const ApplicationList = Type.Object({ applications: Type.Array(ApplicationAnswer) });
export const ApplicationPage = Type.Object({ applications: Type.Array(ApplicationAnswer), next: Type.Optional(Type.String()) });

export const IdentityCheck = Type.Object(
  {
    kind: Type.String({ enum: [...identityChecks] }),
    document: GivenDocument,
    note: Type.Optional(Type.String({ maxLength: 400 })),
  },
  strict,
);
export const IdentityDemand = Type.Object(
  { step: Type.String({ enum: ['activation', 'load'] }), reason: Type.String({ minLength: 1, maxLength: 400 }) },
  strict,
);
export const IdentityProof = Type.Object({ document: GivenDocument }, strict);

export const ConsentChange = Type.Object({ use: Name, given: Type.Boolean() }, strict);

export const TermsQuery = Type.Object({ programme: Type.Optional(Name) }, strict);
export const TermsTextQuery = Type.Object(
  { programme: Type.Optional(Name), language: Type.Optional(Type.String({ enum: ['ar', 'en'] })) },
  strict,
);

export const PublishedTerms = Type.Object({
  version: Type.String(),
  publishedOn: Day,
  from: Type.String({ format: 'date', description: 'the day from which it holds, for holders who were told in time' }),
  noticeDays: Type.Integer(),
  security: Type.Boolean({ description: 'holds at once' }),
  inForce: Type.Boolean(),
  languages: Type.Array(Type.String()),
});

export const TermsList = Type.Object({ programme: Type.String(), terms: Type.Array(PublishedTerms) });
export const OwnTermsList = Type.Object({
  programme: Type.String(),
  terms: Type.Array(PublishedTerms),
  accounts: Type.Array(
    Type.Object({
      accountId: Uuid,
      accepted: Type.Array(
        Type.Object({ version: Type.String(), how: Type.String({ enum: ['application', 'holder', 'use'] }), acceptedAt: Timestamp }),
      ),
      notices: Type.Array(Type.Object({ version: Type.String(), notifiedAt: Timestamp, holdsFrom: Day })),
    }),
  ),
});
export const TermsText = Type.Object({
  programme: Type.String(),
  version: Type.String(),
  language: Type.String(),
  text: Type.String({ description: 'Markdown' }),
});
export const TermsAcceptance = Type.Object(
  { version: Type.String({ pattern: '^[a-z0-9.-]{1,40}$' }), language: Type.String({ enum: ['ar', 'en'] }) },
  strict,
);

export const FeeScheduleQuery = Type.Object({ programme: Type.Optional(Name), day: Type.Optional(Day) }, strict);
export const FeeSchedule = Type.Object({
  programme: Type.String(),
  day: Day,
  from: Day,
  vatPpm: Type.Integer({ description: 'millionths, on top of each fee' }),
  fees: Type.Array(Type.Object({ fee: Type.String(), net: MoneyJson, vat: MoneyJson, total: MoneyJson })),
});
