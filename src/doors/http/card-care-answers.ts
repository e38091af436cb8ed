// Loss files, stop list, endings, contact and defaults as JSON; shared by the doors.

import { createHash } from 'node:crypto';

import type { Static } from 'typebox';

import { money, toJson } from '../../kernel/money.ts';
import type { Currency } from '../../kernel/money.ts';
import {
  bearsCharge,
  confirmationOf,
  destructionOf,
  lossEntriesOf,
  sideOfNotice,
  type AttemptAnswer,
  type CardDestruction,
  type ContactAttempt,
  type DefaultFlag,
  type EndingView,
  type LossChannel,
  type LossKind,
  type LossReport,
  type NoticeDocument,
  type StopEntry,
} from '../../modules/card-care/index.ts';
import { card, type ClosingOrder } from '../../modules/cards/index.ts';
import type { Session } from '../../postgres/database.ts';
import type {
  ContactAttemptAnswer,
  DefaultAnswer,
  DestructionAnswer,
  EndingAnswer,
  Liability,
  LossReportAnswer,
  StopEntryAnswer,
  StopEntrySeen,
} from './contracts/card-care.ts';

/** Values whose set the schema has checked. */
export const lossKindOf = (kind: string): LossKind => kind as LossKind;
export const channelOf = (channel: string): LossChannel => channel as LossChannel;

/** A document by its number and digest, as a contract carries it. */
export function documentOfNotice({ reference, documentDigest }: { reference?: string; documentDigest?: string }): NoticeDocument {
  return {
    ...(reference === undefined ? {} : { reference }),
    ...(documentDigest === undefined ? {} : { digest: Buffer.from(documentDigest, 'hex') }),
  };
}

/** A statement typed in the web bank: kept by its digest, and found again by the first digits of it. */
export function statementDocument(statement: string): NoticeDocument {
  const digest = createHash('sha256').update(statement.normalize('NFC')).digest();
  return { reference: `statement ${digest.toString('hex').slice(0, 16)}`, digest };
}

/** Where a balance goes; undefined unless exactly one is given. */
export function payToOf({ account, iban }: { account?: string; iban?: string }): ClosingOrder['payTo'] | undefined {
  if ((account === undefined) === (iban === undefined)) return undefined;
  return account === undefined ? { iban: iban ?? '' } : { account };
}

/** @param full also who wrote an entry and why: for staff, not for holders */
export async function lossReportAnswer(
  db: Session,
  report: LossReport,
  now: Temporal.Instant,
  full: boolean,
): Promise<Static<typeof LossReportAnswer>> {
  const of = await card(db, report.cardId);
  const entries = await lossEntriesOf(db, report.id);
  return {
    reportId: report.id,
    cardId: report.cardId,
    accountId: report.accountId,
    lastFour: of?.lastFour ?? '',
    kind: report.kind,
    ...(report.happenedAt === null ? {} : { happenedAt: report.happenedAt.toString() }),
    reportedAt: report.reportedAt.toString(),
    confirmationDueAt: report.confirmationDueAt.toString(),
    ...(report.writtenAt === null ? {} : { writtenAt: report.writtenAt.toString() }),
    confirmation: confirmationOf(report, now),
    entries: entries
      .filter(({ kind }) => full || !['late-notice', 'neglect', 'unsigned'].includes(kind))
      .map((entry) => ({
        entryId: entry.id,
        kind: entry.kind,
        at: entry.at.toString(),
        channel: entry.channel,
        ...(entry.reference === null ? {} : { reference: entry.reference }),
        ...(entry.documentDigest === null ? {} : { documentDigest: Buffer.from(entry.documentDigest).toString('hex') }),
        ...(full && entry.reason !== null ? { reason: entry.reason } : {}),
        ...(full ? { actor: entry.actor } : {}),
      })),
  };
}

export async function liabilityAnswer(
  db: Session,
  cardId: string,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<Static<typeof Liability>> {
  const sides = await sideOfNotice(db, cardId, at, now);
  const destruction = await destructionOf(db, cardId);
  return {
    cardId,
    at: at.toString(),
    spokenNotice: sides.spoken,
    writtenNotice: sides.written,
    confirmation: sides.confirmation,
    findings: [...sides.findings],
    destruction: destruction === undefined ? 'none' : destruction.confirmedAt === null ? 'claimed' : 'confirmed',
    bornBy: bearsCharge(destruction ?? { claimedAt: null, confirmedAt: null }, at),
    ...(sides.report === undefined ? {} : { reportId: sides.report.id }),
  };
}

export const destructionAnswer = (one: CardDestruction, accountEnded: boolean): Static<typeof DestructionAnswer> => ({
  cardId: one.cardId,
  ...(one.claimedAt === null ? {} : { claimedAt: one.claimedAt.toString() }),
  ...(one.confirmedAt === null ? {} : { confirmedAt: one.confirmedAt.toString() }),
  ...(one.confirmedHow === null ? {} : { how: one.confirmedHow }),
  accountEnded,
});

export function endingAnswer(view: EndingView): Static<typeof EndingAnswer> {
  const { accountId, givenBy, noticedAt, reference, effectiveAt, waitingCards, due } = view;
  return {
    accountId,
    givenBy,
    noticedAt: noticedAt.toString(),
    reference,
    ...(effectiveAt === null ? {} : { effectiveAt: effectiveAt.toString() }),
    waitingCards: waitingCards.map(({ cardId, lastFour, claimedAt }) => ({
      cardId,
      lastFour,
      ...(claimedAt === null ? {} : { claimedAt: claimedAt.toString() }),
    })),
    due: due.map(({ currency, owed, unposted }) => ({
      currency,
      owed: toJson(money(currency as Currency, owed)),
      unposted: toJson(money(currency as Currency, unposted)),
    })),
  };
}

export function attemptRow({ id, at, ...rest }: ContactAttempt) {
  return { attemptId: id, ...rest, at: at.toString() };
}

export function attemptAnswer({ attempt, failedInARow, account, status }: AttemptAnswer): Static<typeof ContactAttemptAnswer> {
  return { ...attemptRow(attempt), failedInARow, account, status };
}

export function defaultAnswer(flag: DefaultFlag, cardIds?: readonly string[]): Static<typeof DefaultAnswer> {
  return {
    flagId: flag.id,
    customerId: flag.customerId,
    product: flag.product,
    reference: flag.reference,
    since: flag.since,
    toldAt: flag.toldAt.toString(),
    ...(flag.act === null ? {} : { act: flag.act, actReason: flag.actReason ?? '', actAt: flag.actAt?.toString() ?? '' }),
    ...(cardIds === undefined ? {} : { cardIds: [...cardIds] }),
  };
}

export const stopEntryAnswer = ({ id, lastFour, expiresOn, listedAt }: StopEntry): Static<typeof StopEntryAnswer> => ({
  entryId: id,
  lastFour,
  expiry: expiresOn.slice(0, 7),
  action: 'pick-up',
  listedAt: listedAt.toString(),
});

export const stopEntrySeen = (entry: StopEntry): Static<typeof StopEntrySeen> => ({
  entryId: entry.id,
  cardId: entry.cardId,
  accountId: entry.accountId,
  lastFour: entry.lastFour,
  reason: entry.reason,
  note: entry.note,
  listedBy: entry.listedBy,
  listedAt: entry.listedAt.toString(),
  ...(entry.liftedAt === null ? {} : { liftedAt: entry.liftedAt.toString() }),
});
