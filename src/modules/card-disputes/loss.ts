// What the loss file says of a dispute's card: first notice, written notice, and on which side of them the transaction lies.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { statement, type Session } from '../../postgres/database.ts';
import { fraudReasons } from './rules/state.ts';
import type { DisputeRow } from './store.ts';

export type LossRefusal = 'dispute-loss-not-reported' | 'dispute-loss-unconfirmed';

type Report = {
  readonly kind: string;
  readonly reportedAt: Temporal.Instant;
  readonly confirmationDueAt: Temporal.Instant;
  readonly writtenAt: Temporal.Instant | null;
};

const reportsStatement = statement(
  'card_disputes_loss_reports',
  `SELECT kind, reported_at AS "reportedAt", confirmation_due_at AS "confirmationDueAt", written_at AS "writtenAt"
   FROM card_loss_reports WHERE card_id = $1 ORDER BY reported_at`,
);

async function reportsOf(db: Session, cardId: string | null): Promise<Report[]> {
  return cardId === null ? [] : await db.query<Report>(reportsStatement, [cardId]);
}

/** When the holder first told of the card's loss or misuse; null where they did not. */
export async function firstNoticeOf(db: Session, { cardId }: Pick<DisputeRow, 'cardId'>): Promise<Temporal.Instant | null> {
  return (await reportsOf(db, cardId))[0]?.reportedAt ?? null;
}

/** Whether the written notice of a report came in time, or may still come. */
const isConfirmed = ({ confirmationDueAt, writtenAt }: Report, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(writtenAt ?? now, confirmationDueAt) < 0;

/**
 * PC-34: a dispute about a lost card rests on its report, and that on its confirmation in writing. While the confirmation may still come
 * the dispute goes on; the end of the day on which it did not come refuses it.
 */
export async function judgeLoss(
  db: Session,
  row: Pick<DisputeRow, 'cardId' | 'reason'>,
  now: Temporal.Instant,
): Promise<Outcome<undefined, LossRefusal>> {
  if (!fraudReasons.includes(row.reason)) return done(undefined);
  const reports = await reportsOf(db, row.cardId);
  if (reports.length === 0) return row.reason === 'lost-or-stolen' ? refused('dispute-loss-not-reported') : done(undefined);
  return reports.some((report) => isConfirmed(report, now)) ? done(undefined) : refused('dispute-loss-unconfirmed');
}

/** before and after: of the notice; none: there is no such notice. */
export type Side = 'before' | 'after' | 'none';

export type LossSides = {
  readonly reportedAt: Temporal.Instant;
  readonly writtenAt: Temporal.Instant | null;
  readonly spoken: Side;
  readonly written: Side;
};

/** PC-50: on which side of the notices the transaction lies; undefined where the card was never reported. */
export async function sidesOfLoss(
  db: Session,
  { cardId, occurredAt }: Pick<DisputeRow, 'cardId' | 'occurredAt'>,
): Promise<LossSides | undefined> {
  const [report] = await reportsOf(db, cardId);
  if (report === undefined) return undefined;
  const side = (notice: Temporal.Instant | null): Side =>
    notice === null ? 'none' : Temporal.Instant.compare(occurredAt, notice) < 0 ? 'before' : 'after';
  return { reportedAt: report.reportedAt, writtenAt: report.writtenAt, spoken: side(report.reportedAt), written: side(report.writtenAt) };
}
