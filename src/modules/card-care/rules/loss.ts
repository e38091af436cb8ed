// The loss file: until when a spoken report must be confirmed, and on which side of its notices a moment lies (PC-34, PC-50).

import { businessDayAfter, dayAt, endOfDay, type Calendar } from '../../../kernel/calendar.ts';

export const lossKinds = ['lost', 'stolen', 'disclosed-pin', 'misused'] as const;
export type LossKind = (typeof lossKinds)[number];

/** PC-34: 24:00 in the programme's time zone of the next business day after the report; a notice at that very instant is late. */
export function confirmationDue(calendar: Calendar, reportedAt: Temporal.Instant): Temporal.Instant {
  const day = dayAt(calendar.timeZone, reportedAt);
  return endOfDay(calendar.timeZone, businessDayAfter(calendar, day, 1));
}

/** The times of a report. */
export type LossTimes = {
  readonly reportedAt: Temporal.Instant;
  readonly confirmationDueAt: Temporal.Instant;
  readonly writtenAt: Temporal.Instant | null;
};

/** Whether a written notice came in time: `waiting` while it still may. */
export type Confirmation = 'given' | 'waiting' | 'missed';

export function confirmationOf({ confirmationDueAt, writtenAt }: LossTimes, now: Temporal.Instant): Confirmation {
  if (writtenAt !== null) return Temporal.Instant.compare(writtenAt, confirmationDueAt) < 0 ? 'given' : 'missed';
  return Temporal.Instant.compare(now, confirmationDueAt) < 0 ? 'waiting' : 'missed';
}

/** before: at or after it nothing was told yet; none: there is no such notice. */
export type Side = 'before' | 'after' | 'none';

const sideOf = (notice: Temporal.Instant | null, at: Temporal.Instant): Side =>
  notice === null ? 'none' : Temporal.Instant.compare(at, notice) < 0 ? 'before' : 'after';

/** PC-50: on which side of the first notice and of the written notice a moment lies. */
export function sidesOf({ reportedAt, writtenAt }: LossTimes, at: Temporal.Instant): { spoken: Side; written: Side } {
  return { spoken: sideOf(reportedAt, at), written: sideOf(writtenAt, at) };
}
