// Until when a transaction can be disputed: counted in days of the programme, from its date or from its statement's.

import { dayAt, endOfDay } from '../../../kernel/calendar.ts';

export type WindowFigures = { readonly fromTransactionDays: number; readonly fromStatementDays: number };

/**
 * The date of the statement that shows a transaction: the next statement day after its posting, since a statement's period ends the
 * day before its date.
 */
export function statementDayOf(dayOfMonth: number, postedOn: Temporal.PlainDate): Temporal.PlainDate {
  const inMonth = postedOn.with({ day: dayOfMonth });
  return Temporal.PlainDate.compare(inMonth, postedOn) > 0 ? inMonth : inMonth.add({ months: 1 });
}

/**
 * PC-29: the end of the last day on which a dispute is taken. Day 1 is the day after the transaction or the statement; of the two
 * ends the later one holds, and the last day ends at 24:00 in the programme's time zone.
 */
export function windowEndsAt(
  figures: WindowFigures,
  timeZone: string,
  transaction: { readonly occurredAt: Temporal.Instant; readonly statementDay: Temporal.PlainDate },
): Temporal.Instant {
  const fromTransaction = dayAt(timeZone, transaction.occurredAt).add({ days: figures.fromTransactionDays });
  const fromStatement = transaction.statementDay.add({ days: figures.fromStatementDays });
  return endOfDay(timeZone, Temporal.PlainDate.compare(fromTransaction, fromStatement) > 0 ? fromTransaction : fromStatement);
}
