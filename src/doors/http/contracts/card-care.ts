// Loss files, measures, the stop list, destroyed cards, endings, contact and defaults, as the web bank, the issuer API and the console carry them.

import Type from 'typebox';

import { contactChannels, defaultActs, destructionWays, lossKinds } from '../../../modules/card-care/index.ts';
import { issuerReasons } from '../../../modules/cards/index.ts';
import { MoneyJson } from './money.ts';
import { Timestamp, Uuid } from './token/messages.ts';

const strict = { additionalProperties: false } as const;
const Day = Type.String({ format: 'date', description: 'ISO date' });
const Reference = Type.String({ minLength: 1, maxLength: 120 });
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the document, hexadecimal' });
const Statement = Type.String({ minLength: 10, maxLength: 4000, description: "the holder's own words" });
const Note = Type.String({ minLength: 1, maxLength: 400, description: 'for auditors; never shown to the holder' });

export const LossKindName = Type.String({ enum: [...lossKinds] });

/** In the web bank: with a statement the report is confirmed in writing at once. */
export const OwnLossReport = Type.Object(
  { kind: LossKindName, happenedAt: Type.Optional(Timestamp), statement: Type.Optional(Statement) },
  strict,
);
export const OwnWrittenNotice = Type.Object({ statement: Statement }, strict);
export const OwnPoliceReport = Type.Object({ reference: Reference, documentDigest: Type.Optional(Digest) }, strict);

const channels = ['phone', 'branch', 'kiosk', 'post', 'email', 'api'];

/** Through staff or another system of the bank. A reference is that of a signed letter or form: then no confirmation is waited for. */
export const LossReportFor = Type.Object(
  {
    cardId: Uuid,
    kind: LossKindName,
    channel: Type.String({ enum: channels }),
    happenedAt: Type.Optional(Timestamp),
    reference: Type.Optional(Reference),
    documentDigest: Type.Optional(Digest),
  },
  strict,
);

export const LossEntryFor = Type.Object(
  {
    kind: Type.String({ enum: ['written', 'police', 'found', 'late-notice', 'neglect', 'unsigned'] }),
    channel: Type.String({ enum: channels }),
    at: Type.Optional(Type.String({ format: 'date-time', description: 'when it reached the bank; now where it is not given' })),
    reference: Type.Optional(Reference),
    documentDigest: Type.Optional(Digest),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'required for findings of staff' })),
  },
  strict,
);

export const LossReportAnswer = Type.Object({
  reportId: Uuid,
  cardId: Uuid,
  accountId: Uuid,
  lastFour: Type.String(),
  kind: LossKindName,
  happenedAt: Type.Optional(Timestamp),
  reportedAt: Timestamp,
  confirmationDueAt: Type.String({ format: 'date-time', description: 'a written notice must come before this instant' }),
  writtenAt: Type.Optional(Timestamp),
  confirmation: Type.String({ enum: ['given', 'waiting', 'missed'] }),
  entries: Type.Array(
    Type.Object({
      entryId: Uuid,
      kind: Type.String(),
      at: Timestamp,
      channel: Type.String(),
      reference: Type.Optional(Type.String()),
      documentDigest: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String()),
      actor: Type.Optional(Type.String()),
    }),
  ),
});
export const LossReportList = Type.Object({ reports: Type.Array(LossReportAnswer), next: Type.Optional(Type.String()) });

export const LiabilityQuery = Type.Object({ at: Timestamp }, strict);
export const Liability = Type.Object({
  cardId: Uuid,
  at: Timestamp,
  spokenNotice: Type.String({ enum: ['before', 'after', 'none'], description: 'where the moment lies: before or after the first notice' }),
  writtenNotice: Type.String({ enum: ['before', 'after', 'none'] }),
  confirmation: Type.String({ enum: ['given', 'waiting', 'missed', 'none'] }),
  findings: Type.Array(Type.String()),
  destruction: Type.String({ enum: ['none', 'claimed', 'confirmed'] }),
  bornBy: Type.String({ enum: ['holder', 'bank'], description: 'by the destruction alone: a claimed one leaves charges with the holder' }),
  reportId: Type.Optional(Uuid),
});

export const DestructionFor = Type.Object(
  {
    stage: Type.String({ enum: ['claimed', 'confirmed'] }),
    how: Type.Optional(Type.String({ enum: [...destructionWays], description: 'required for a confirmation' })),
  },
  strict,
);
export const DestructionAnswer = Type.Object({
  cardId: Uuid,
  claimedAt: Type.Optional(Timestamp),
  confirmedAt: Type.Optional(Timestamp),
  how: Type.Optional(Type.String()),
  accountEnded: Type.Boolean(),
});

/** Why nothing can be paid out to where the holder wants it. */
export const payoutProblems = [
  'card-account-unknown',
  'card-account-closed',
  'account-unknown',
  'account-closed',
  'currency-mismatch',
  'iban-malformed',
  'iban-foreign',
  'iban-own-bank',
] as const;
/** Why an ending can be refused, for the contracts of all doors. */
export const endingProblems = ['ending-noticed', ...payoutProblems] as const;
const PayTo = Type.Object(
  { account: Type.Optional(Type.String({ maxLength: 40 })), iban: Type.Optional(Type.String({ maxLength: 42 })) },
  { ...strict, description: 'exactly one: an account of the holder here, or an IBAN of the holder at another bank' },
);
export const OwnEnding = Type.Object({ statement: Statement, payTo: PayTo }, strict);
export const EndingFor = Type.Object(
  { givenBy: Type.String({ enum: ['holder', 'bank'] }), reference: Reference, documentDigest: Type.Optional(Digest), payTo: PayTo },
  strict,
);
export const EndingAnswer = Type.Object({
  accountId: Uuid,
  givenBy: Type.String(),
  noticedAt: Timestamp,
  reference: Type.String(),
  effectiveAt: Type.Optional(Timestamp),
  waitingCards: Type.Array(Type.Object({ cardId: Uuid, lastFour: Type.String(), claimedAt: Type.Optional(Timestamp) })),
  due: Type.Array(
    Type.Object(
      { currency: Type.String(), owed: MoneyJson, unposted: MoneyJson },
      { description: 'all of it is due at once when the ending takes effect' },
    ),
  ),
});

export const ContactAttemptFor = Type.Object(
  {
    wantedBy: Type.String({ enum: ['bank', 'scheme'] }),
    channel: Type.String({ enum: [...contactChannels] }),
    outcome: Type.String({ enum: ['reached', 'not-reached'] }),
    reason: Type.String({ minLength: 1, maxLength: 400 }),
  },
  strict,
);
const attempt = {
  attemptId: Uuid,
  wantedBy: Type.String(),
  channel: Type.String(),
  outcome: Type.String(),
  reason: Type.String(),
  actor: Type.String(),
  at: Timestamp,
};
export const ContactAttemptAnswer = Type.Object({
  ...attempt,
  failedInARow: Type.Integer(),
  account: Type.String({ enum: ['unchanged', 'frozen', 'released'] }),
  status: Type.String(),
});
export const ContactAttemptList = Type.Object({ attempts: Type.Array(Type.Object(attempt)) });

export const DefaultFor = Type.Object(
  { product: Type.String({ minLength: 1, maxLength: 80 }), reference: Type.String({ minLength: 1, maxLength: 80 }), since: Day },
  strict,
);
export const DefaultAnswer = Type.Object({
  flagId: Uuid,
  customerId: Uuid,
  product: Type.String(),
  reference: Type.String(),
  since: Day,
  toldAt: Timestamp,
  act: Type.Optional(Type.String({ enum: [...defaultActs] })),
  actReason: Type.Optional(Type.String()),
  actAt: Type.Optional(Timestamp),
  cardIds: Type.Optional(Type.Array(Uuid, { description: 'cards that the act changed' })),
});
export const DefaultList = Type.Object({ flags: Type.Array(DefaultAnswer), next: Type.Optional(Type.String()) });
export const DefaultDecision = Type.Object(
  { act: Type.String({ enum: [...defaultActs] }), reason: Type.String({ minLength: 1, maxLength: 1000 }) },
  strict,
);

export const ReasonCode = Type.String({ enum: [...issuerReasons] });
export const MeasureFor = Type.Object({ reason: ReasonCode, note: Note, stopList: Type.Optional(Type.Boolean()) }, strict);
export const NoteFor = Type.Object({ note: Note }, strict);
export const MeasureAnswer = Type.Object({ cardId: Uuid, status: Type.String(), reason: Type.Optional(Type.String()) });

/** An entry for acceptors: no reason. */
export const StopEntryAnswer = Type.Object({
  entryId: Uuid,
  lastFour: Type.String(),
  expiry: Type.String({ description: 'YYYY-MM' }),
  action: Type.String({ enum: ['pick-up'] }),
  listedAt: Timestamp,
});
export const StopListPage = Type.Object({ entries: Type.Array(StopEntryAnswer), next: Type.Optional(Type.String()) });
export const StopEntrySeen = Type.Object({
  entryId: Uuid,
  cardId: Uuid,
  accountId: Uuid,
  lastFour: Type.String(),
  reason: Type.String(),
  note: Type.String(),
  listedBy: Type.String(),
  listedAt: Timestamp,
  liftedAt: Type.Optional(Timestamp),
});
export const StopListSeen = Type.Object({ entries: Type.Array(StopEntrySeen), next: Type.Optional(Type.String()) });
export const StopExportFor = Type.Object(
  { programme: Type.Optional(Type.String()), recipient: Type.String({ minLength: 1, maxLength: 120 }) },
  strict,
);
export const StopExportAnswer = Type.Object({
  exportId: Uuid,
  recipient: Type.String(),
  madeAt: Timestamp,
  entries: Type.Integer(),
  body: Type.String({ description: 'JSON Lines: cardNumber, expiry, action, listedAt' }),
  digest: Type.String({ description: 'SHA-256 of the body, hexadecimal' }),
  signature: Type.String({ description: 'Ed25519 over the body by the evidence key, base64url' }),
  keyId: Type.String(),
});
export const StopExportList = Type.Object({
  exports: Type.Array(
    Type.Object({ exportId: Uuid, recipient: Type.String(), entries: Type.Integer(), digest: Type.String(), madeAt: Timestamp }),
  ),
});

/** PC-36: for auditors. */
export const ReasonList = Type.Object({
  acts: Type.Array(
    Type.Object({
      act: Type.String(),
      cardId: Type.Optional(Uuid),
      reason: Type.String(),
      note: Type.String(),
      actor: Type.String(),
      at: Timestamp,
    }),
  ),
  stopList: Type.Array(StopEntrySeen),
});

export const CareQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
    all: Type.Optional(Type.Boolean({ description: 'also those that are confirmed, lifted or decided' })),
  },
  strict,
);
