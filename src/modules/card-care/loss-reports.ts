// Loss files: the report that blocks at once, its written confirmation, the police report, findings of staff (PC-34, PC-35, PC-50).

import { startOfDay, type Calendar } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import { card, closeCard, holdersProgramme, type Card, type CardsContext } from '../cards/index.ts';
import { contactsOf } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify, writeTime } from '../messaging/index.ts';
import { lockAccounts } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';
import { confirmationDue, confirmationOf, sidesOf, type Confirmation, type LossKind, type Side } from './rules/loss.ts';
import * as store from './loss-store.ts';
import type { LossChannel, LossEntry, LossEntryKind, LossReport } from './loss-store.ts';

export const calendarOf = ({ calendar, timeZone }: Pick<CardProgramme, 'calendar' | 'timeZone'>): Calendar => ({ timeZone, ...calendar });

/** A document behind a notice: its number, and SHA-256 of its bytes. */
export type NoticeDocument = { readonly reference?: string; readonly digest?: Uint8Array };

export type LossWish = {
  readonly cardId: string;
  readonly kind: LossKind;
  readonly channel: LossChannel;
  /** When it happened, as the holder says; not after now. */
  readonly happenedAt?: Temporal.Instant;
  /** A report that is given in writing at once (a signed form at a branch, a statement in the app) needs no confirmation. */
  readonly writtenNotice?: NoticeDocument;
  readonly actor: string;
};

export type LossRefusal = 'card-unknown' | 'time-in-future' | 'report-unknown' | 'already-confirmed';

/** Reports of these channels are words alone until something written comes. */
const spokenChannels: readonly LossChannel[] = ['phone', 'voice'];

const entry = (
  context: Pick<CardsContext, 'newId'>,
  kind: LossEntryKind,
  from: { channel: LossChannel; actor: string; document?: NoticeDocument | undefined; reason?: string; at?: Temporal.Instant },
  now: Temporal.Instant,
): LossEntry => ({
  id: context.newId(),
  kind,
  at: from.at ?? now,
  recordedAt: now,
  channel: from.channel,
  actor: from.actor,
  reference: from.document?.reference ?? null,
  documentDigest: from.document?.digest ?? null,
  reason: from.reason ?? null,
});

/**
 * PC-34: reports a card as lost, stolen or misused, or its PIN as disclosed. The card is closed in the same transaction (PC-35: it
 * does not work again), also where it was closed before for another reason; then only the file is added. A card that has its file
 * already gets no second one: the answer is that file, with the written notice in it where this report brings the first.
 */
export async function reportLoss(context: CardsContext, wish: LossWish, now: Temporal.Instant): Promise<Outcome<LossReport, LossRefusal>> {
  return await context.database.transaction(async (tx) => await reportLossIn(tx, context, wish, now));
}

/** The same inside the caller's transaction. */
export async function reportLossIn(
  tx: Session,
  context: CardsContext,
  wish: LossWish,
  now: Temporal.Instant,
): Promise<Outcome<LossReport, LossRefusal>> {
  const found = await card(tx, wish.cardId);
  if (found === undefined) return refused('card-unknown');
  await lockAccounts(tx, [found.accountId]);
  const before = (await card(tx, wish.cardId)) ?? found;
  if (wish.happenedAt !== undefined && Temporal.Instant.compare(wish.happenedAt, now) > 0) return refused('time-in-future');
  const [known] = before.status === 'closed' ? await store.lossReportsOfCard(tx, before.id) : [];
  if (known !== undefined) {
    const { channel, actor, writtenNotice: document } = wish;
    if (document === undefined || known.writtenAt !== null) return done(known);
    return done(await confirm(tx, context, { report: known, of: before }, { channel, actor, document, at: now }, now));
  }
  const programme = cardProgrammeNamed(context.cardProgrammes, before.programme);
  const report = {
    id: context.newId(),
    programme: before.programme,
    accountId: before.accountId,
    cardId: before.id,
    customerId: before.customerId,
    kind: wish.kind,
    happenedAt: wish.happenedAt ?? null,
    reportedAt: now,
    confirmationDueAt: confirmationDue(calendarOf(programme), now),
  };
  await store.insertReport(tx, report);
  const { channel, actor } = wish;
  await store.insertEntry(tx, report.id, entry(context, spokenChannels.includes(channel) ? 'spoken' : 'app', { channel, actor }, now));
  const isWritten = wish.writtenNotice !== undefined;
  if (isWritten) {
    await store.setWritten(tx, report.id, now);
    await store.insertEntry(tx, report.id, entry(context, 'written', { channel, actor, document: wish.writtenNotice }, now));
  }
  const closed = before.status === 'closed';
  if (!closed) {
    const outcome = await closeCard(tx, context, { cardId: before.id, reason: closingReason[wish.kind], actor }, now);
    if (outcome.kind === 'refused') throw new Error(`bug: a card that was reported could not be closed: ${outcome.reason}`);
  }
  const due = await shownDue(tx, context, before, report.confirmationDueAt);
  await notify(
    tx,
    {
      programme: holdersProgramme(context, before.programme),
      customerId: before.customerId,
      event: 'card-loss-reported',
      values: { cardEnd: before.lastFour, due },
    },
    now,
  );
  await tellOf(
    tx,
    context,
    before,
    {
      what: 'reported',
      reportId: report.id,
      actor,
      body: { loss: wish.kind, channel, written: isWritten, due: report.confirmationDueAt.toString() },
    },
    now,
  );
  return done({ ...report, writtenAt: isWritten ? now : null, missedAt: null });
}

const closingReason = { lost: 'lost', stolen: 'stolen', 'disclosed-pin': 'disclosed-pin', misused: 'fraud' } as const satisfies Record<
  LossKind,
  string
>;

async function shownDue(tx: Session, context: CardsContext, of: Card, due: Temporal.Instant): Promise<string> {
  const language = (await contactsOf(tx, of.customerId))?.language ?? 'en';
  return writeTime(language, cardProgrammeNamed(context.cardProgrammes, of.programme).timeZone, due);
}

async function tellOf(
  tx: Session,
  context: CardsContext,
  of: Card,
  act: { what: string; reportId: string; actor: string; body: Readonly<Record<string, unknown>> },
  now: Temporal.Instant,
): Promise<void> {
  const { programme } = holdersProgramme(context, of.programme);
  const data = { reportId: act.reportId, cardId: of.id, accountId: of.accountId, ...act.body };
  await emit(tx, { programme, type: `card-loss.${act.what}`, object: of.id, data }, now);
  const body = { cardId: of.id, accountId: of.accountId, lastFour: of.lastFour, ...act.body };
  await appendEvidence(
    tx,
    [{ kind: `card-loss-${act.what}`, subject: act.reportId, customerId: of.customerId, actor: act.actor, body }],
    now,
  );
}

/** Loads a report with its card under the account's lock. */
async function locked(tx: Session, reportId: string): Promise<{ report: LossReport; of: Card } | undefined> {
  const found = await store.lossReport(tx, reportId);
  if (found === undefined) return undefined;
  await lockAccounts(tx, [found.accountId]);
  const of = await card(tx, found.cardId);
  const report = await store.lossReport(tx, reportId);
  return of === undefined || report === undefined ? undefined : { report, of };
}

/** Puts the first written notice into a file whose account is locked. */
async function confirm(
  tx: Session,
  context: CardsContext,
  { report, of }: { report: LossReport; of: Card },
  { channel, actor, document, at }: { channel: LossChannel; actor: string; document: NoticeDocument; at: Temporal.Instant },
  now: Temporal.Instant,
): Promise<LossReport> {
  const early = Temporal.Instant.compare(at, report.reportedAt) < 0 ? report.reportedAt : at;
  if (!(await store.setWritten(tx, report.id, early))) throw new Error('bug: a written notice raced another under the account lock');
  await store.insertEntry(tx, report.id, entry(context, 'written', { channel, actor, document, at: early }, now));
  const after = { ...report, writtenAt: early };
  const inTime = confirmationOf(after, now) === 'given';
  const values = { cardEnd: of.lastFour };
  const programme = holdersProgramme(context, of.programme);
  await notify(tx, { programme, customerId: of.customerId, event: 'card-loss-confirmed', values }, now);
  const body = { channel, at: early.toString(), inTime, reference: document.reference ?? '' };
  await tellOf(tx, context, of, { what: 'confirmed', reportId: report.id, actor, body }, now);
  return after;
}

/**
 * PC-34: the written notice. `at` is when it reached the bank (a letter opened the day after it came); one that came too late is
 * kept too, and counts as missed.
 */
export async function confirmInWriting(
  context: CardsContext,
  notice: { reportId: string; channel: LossChannel; document: NoticeDocument; at?: Temporal.Instant; actor: string; customerId?: string },
  now: Temporal.Instant,
): Promise<Outcome<{ report: LossReport; confirmation: Confirmation }, LossRefusal>> {
  return await context.database.transaction<Outcome<{ report: LossReport; confirmation: Confirmation }, LossRefusal>>(async (tx) => {
    const found = await locked(tx, notice.reportId);
    if (found === undefined) return refused('report-unknown');
    const { report, of } = found;
    if (notice.customerId !== undefined && notice.customerId !== of.customerId && notice.customerId !== of.holderId)
      return refused('report-unknown');
    const at = notice.at ?? now;
    if (Temporal.Instant.compare(at, now) > 0) return refused('time-in-future');
    if (report.writtenAt !== null) return refused('already-confirmed');
    const after = await confirm(tx, context, { report, of }, { ...notice, at }, now);
    return done({ report: after, confirmation: confirmationOf(after, now) });
  });
}

/**
 * PC-50: adds to a file: a police report, a card that turned up (PC-35: it stays closed), or a finding of staff (late notice,
 * neglect, PC-51 an unsigned card) with its reasons.
 */
export async function addToFile(
  context: CardsContext,
  added: {
    reportId: string;
    kind: 'police' | 'found' | 'late-notice' | 'neglect' | 'unsigned';
    channel: LossChannel;
    document?: NoticeDocument;
    reason?: string;
    at?: Temporal.Instant;
    actor: string;
    customerId?: string;
  },
  now: Temporal.Instant,
): Promise<Outcome<LossEntry, LossRefusal>> {
  return await context.database.transaction<Outcome<LossEntry, LossRefusal>>(async (tx) => {
    const found = await locked(tx, added.reportId);
    if (found === undefined) return refused('report-unknown');
    const { report, of } = found;
    if (added.customerId !== undefined && added.customerId !== of.customerId && added.customerId !== of.holderId)
      return refused('report-unknown');
    if (added.at !== undefined && Temporal.Instant.compare(added.at, now) > 0) return refused('time-in-future');
    const row = entry(context, added.kind, added, now);
    await store.insertEntry(tx, report.id, row);
    const body = { entry: added.kind, channel: added.channel, reference: added.document?.reference ?? '', reason: added.reason ?? '' };
    await tellOf(tx, context, of, { what: 'noted', reportId: report.id, actor: added.actor, body }, now);
    return done(row);
  });
}

/** What a dispute needs to know of a card's loss at the time of a transaction. */
export type NoticeSides = {
  /** The first report about the card; absent where there is none. */
  readonly report?: LossReport;
  readonly spoken: Side;
  readonly written: Side;
  /** Whether the written notice came in time; `none` where nothing was reported. */
  readonly confirmation: Confirmation | 'none';
  /** Findings of staff that stand in the file. */
  readonly findings: readonly ('late-notice' | 'neglect' | 'unsigned')[];
};

/** PC-50: on which side of the notices about this card a moment lies. */
export async function sideOfNotice(db: Session, cardId: string, at: Temporal.Instant, now: Temporal.Instant): Promise<NoticeSides> {
  const [report] = await store.lossReportsOfCard(db, cardId);
  if (report === undefined) return { spoken: 'none', written: 'none', confirmation: 'none', findings: [] };
  const kinds = (await store.lossEntriesOf(db, report.id)).map(({ kind }) => kind);
  const findings = (['late-notice', 'neglect', 'unsigned'] as const).filter((kind) => kinds.includes(kind));
  return { report, ...sidesOf(report, at), confirmation: confirmationOf(report, now), findings };
}

const batchSize = 100;

type CardDay = { readonly programme: string; readonly day: Temporal.PlainDate };

/** PC-34, at the end of a day: reports whose written confirmation did not come in time are marked, once, and their holders told. */
export function missedConfirmationsTask(context: CardsContext) {
  return {
    name: 'card-loss-confirmations',
    async run({ programme: name, day }: CardDay, now: Temporal.Instant): Promise<void> {
      const programme = cardProgrammeNamed(context.cardProgrammes, name);
      const until = startOfDay(programme.timeZone, day.add({ days: 1 }));
      for (;;) {
        const count = await context.database.transaction(async (tx) => {
          const reports = await store.markMissed(tx, name, until, batchSize, now);
          for (const report of reports) await tellMissed(tx, context, report, day, now);
          return reports.length;
        });
        if (count < batchSize) return;
      }
    },
  };
}

async function tellMissed(
  tx: Session,
  context: CardsContext,
  report: LossReport,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  const of = await card(tx, report.cardId);
  if (of === undefined) throw new Error('bug: a report about no card');
  const programme = holdersProgramme(context, of.programme);
  await notify(tx, { programme, customerId: of.customerId, event: 'card-loss-unconfirmed', values: { cardEnd: of.lastFour } }, now);
  const body = { due: report.confirmationDueAt.toString(), day: day.toString() };
  await tellOf(tx, context, of, { what: 'unconfirmed', reportId: report.id, actor: 'system', body }, now);
}
