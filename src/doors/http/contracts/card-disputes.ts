// Disputes of card transactions, as the holder, staff and the bank's systems read and write them.

import Type from 'typebox';

import { disputeDocuments, disputeReasons } from '../../../modules/card-programmes/index.ts';
import { denials, endings, outcomes, stages, statuses } from '../../../modules/card-disputes/index.ts';
import { MoneyJson, next, pageQuery } from './money.ts';
import { Timestamp, Uuid } from './token/messages.ts';

const strict = { additionalProperties: false } as const;
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const Day = Type.String({ description: 'ISO date; the day ends at 24:00 in the programme’s time zone' });

/** A document of the largest size that a programme may set, in base64, with the rest of its request. */
export const documentBodyBytes = 28_100_000;

/** Why a dispute is not opened, for the contracts of all doors. */
export const openProblems = [
  'idempotency-key-missing',
  'idempotency-key-reused',
  'account-unknown',
  'transaction-unknown',
  'transaction-not-disputable',
  'dispute-statement-malformed',
  'card-number-in-text',
  'dispute-amount-wrong',
  'dispute-window-over',
  'dispute-running',
  'dispute-decided',
  'dispute-loss-not-reported',
  'dispute-loss-unconfirmed',
] as const;
/** Why a document is not taken. */
export const documentProblems = [
  'dispute-unknown',
  'dispute-closed',
  'document-empty',
  'document-too-large',
  'document-type-unknown',
  'too-many-documents',
  'document-known',
] as const;

export const Reason = Type.String({ enum: [...disputeReasons] });
export const DocumentKind = Type.String({ enum: [...disputeDocuments] });

export const DisputeOpen = Type.Object(
  {
    accountId: Uuid,
    transactionId: Uuid,
    reason: Reason,
    statement: Type.String({ minLength: 1, maxLength: 2000, description: 'what is wrong, in the holder’s words; no card number' }),
    amount: Type.Optional(MoneyJson),
    draft: Type.Optional(Type.Boolean({ description: 'true keeps it as a draft until it is handed in' })),
  },
  {
    ...strict,
    examples: [
      {
        accountId: '0198c5a2-1d5e-7a3b-9c41-6f1f6c2a9d10',
        transactionId: '0198c5a2-1d5e-7a3b-9c41-6f1f6c2a9d11',
        reason: 'duplicate',
        statement: 'I was charged twice for one meal.',
      },
    ],
  },
);

export const DocumentAdd = Type.Object(
  {
    kind: DocumentKind,
    fileName: Type.String({ minLength: 1, maxLength: 200 }),
    content: Type.String({
      pattern: '^[A-Za-z0-9+/]*={0,2}$',
      maxLength: 28_000_000,
      description: 'the file in base64: a PDF, a JPEG or a PNG, of at most the size that the programme sets',
    }),
  },
  strict,
);

const Amounts = Type.Array(
  Type.Object({
    role: Type.String({ enum: ['transaction', 'fee'] }),
    original: MoneyJson,
    recovered: MoneyJson,
    denied: MoneyJson,
    writtenOff: MoneyJson,
    remaining: MoneyJson,
    credited: Type.Object({ ...MoneyJson.properties }, { description: 'what of it the holder has back now' }),
  }),
  { description: 'for each wallet and fee; original = recovered + denied + writtenOff + remaining' },
);

const DocumentAnswer = Type.Object({
  documentId: Uuid,
  kind: DocumentKind,
  fileName: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  digest: Type.String({ description: 'SHA-256, hexadecimal' }),
  addedAt: Timestamp,
});

const summary = {
  disputeId: Uuid,
  reference: Type.String({ description: 'short, to be said on the phone' }),
  accountId: Uuid,
  transactionId: Uuid,
  cardId: nullable(Uuid),
  reason: Reason,
  merchantName: Type.String(),
  occurredAt: Timestamp,
  status: Type.String({ enum: [...statuses] }),
  outcome: nullable(Type.String({ enum: [...outcomes] })),
  because: nullable(Type.String({ enum: [...endings] })),
  stage: nullable(Type.String({ enum: [...stages] })),
  stageDueOn: nullable(Day),
  chargebackFailed: Type.Boolean({ description: 'the scheme’s way is over: it is between bank and holder' }),
  documentsDueOn: nullable(Day),
  amounts: Amounts,
  createdAt: Timestamp,
  submittedAt: nullable(Timestamp),
  closedAt: nullable(Timestamp),
};

export const DisputeSummary = Type.Object(summary);
export const DisputeQuery = Type.Object(pageQuery, strict);
export const DisputeList = Type.Object({ disputes: Type.Array(DisputeSummary), next });

const detail = {
  ...summary,
  statement: Type.String(),
  windowEndsAt: Timestamp,
  missing: Type.Array(DocumentKind, { description: 'what the form still needs' }),
  documents: Type.Array(DocumentAnswer),
  slipRequests: Type.Integer(),
};

export const HolderDispute = Type.Object({
  ...detail,
  inWords: Type.String({ description: 'how it stands and what happens next, in the language of the request' }),
  history: Type.Array(Type.Object({ act: Type.String(), at: Timestamp })),
});

const Side = Type.String({ enum: ['before', 'after', 'none'] });

export const StaffDispute = Type.Object({
  ...detail,
  customerId: Uuid,
  cardPresent: Type.Boolean(),
  chargebackFailedAt: nullable(Timestamp),
  reportedAt: nullable(Timestamp),
  smsSentAt: nullable(Timestamp),
  reportedLate: Type.Boolean({ description: 'told later after the SMS than the programme allows' }),
  lateReasonGood: nullable(Type.Boolean()),
  lateReasonNote: nullable(Type.String()),
  cardUnsigned: nullable(Type.Boolean()),
  cardUnsignedNote: nullable(Type.String()),
  writeOffAskedBy: nullable(Type.String()),
  writeOffAskedAt: nullable(Timestamp),
  writeOffNote: nullable(Type.String()),
  loss: nullable(
    Type.Object({
      reportId: Uuid,
      kind: Type.String(),
      reportedAt: Timestamp,
      confirmationDueAt: Timestamp,
      findings: Type.Array(Type.String()),
      writtenAt: nullable(Timestamp),
      spoken: Side,
      written: Side,
    }),
  ),
  history: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      act: Type.String(),
      actor: Type.String(),
      note: Type.String(),
      data: Type.Record(Type.String(), Type.String()),
      at: Timestamp,
    }),
  ),
});

export const QueueQuery = Type.Object(
  {
    ...pageQuery,
    status: Type.Optional(Type.String({ enum: ['incomplete', 'open', 'closed'] })),
    stage: Type.Optional(Type.String({ enum: [...stages] })),
    reason: Type.Optional(Reason),
    waiting: Type.Optional(Type.Boolean({ description: 'only what the bank has to act on' })),
    writeOffAsked: Type.Optional(Type.Boolean({ description: 'only write-offs that wait for a second person' })),
    dueBy: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'only what is due by this day' })),
  },
  strict,
);

const Note = Type.String({ minLength: 1, maxLength: 400, description: 'why; kept with the act, for the auditor' });
const Reference = Type.Optional(Type.String({ maxLength: 64, description: 'the scheme’s case number' }));

/** What those who work on disputes may do; one act a request. */
export const WorkAct = Type.Union([
  Type.Object({ act: Type.String({ enum: [...stages] }), reference: Reference, note: Type.Optional(Note) }, strict),
  Type.Object({ act: Type.Literal('won'), reference: Reference, note: Type.Optional(Note) }, strict),
  Type.Object({ act: Type.Literal('lost'), reference: Reference, note: Type.Optional(Note) }, strict),
  Type.Object(
    { act: Type.Literal('facts'), lateReasonGood: Type.Optional(Type.Boolean()), cardUnsigned: Type.Optional(Type.Boolean()), note: Note },
    strict,
  ),
  Type.Object({ act: Type.Literal('refer'), note: Note }, strict),
  Type.Object({ act: Type.Literal('slip') }, strict),
  Type.Object({ act: Type.Literal('expense'), amount: MoneyJson, note: Note }, strict),
  Type.Object({ act: Type.Literal('withdraw'), note: Note }, strict),
]);

/** What decides who bears the amount. */
export const DecideAct = Type.Union([
  Type.Object({ act: Type.Literal('write-off'), note: Note }, strict),
  Type.Object({ act: Type.Literal('turn-down'), note: Note }, strict),
  Type.Object({ act: Type.Literal('deny'), because: Type.String({ enum: [...denials] }), note: Note }, strict),
  Type.Object({ act: Type.Literal('made-by-holder'), note: Note }, strict),
]);

export const SchemeMessage = Type.Object({ reference: Reference, note: Type.Optional(Note) }, strict);
export const SchemeDecision = Type.Object(
  { decision: Type.String({ enum: ['won', 'lost'] }), reference: Reference, note: Type.Optional(Note) },
  strict,
);
export const Expense = Type.Object({ amount: MoneyJson, note: Note }, strict);
