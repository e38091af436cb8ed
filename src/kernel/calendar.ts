// Days of a programme: which day an instant is on, when a day ends, and which days are business days.

export type Calendar = {
  readonly timeZone: string;
  /** ISO days of the week, 1 is Monday. */
  readonly weekendDays: readonly number[];
  /** ISO dates of bank and public holidays. */
  readonly holidays: readonly string[];
};

/** The day of the calendar's time zone that the instant is on. */
export function dayAt(timeZone: string, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The first instant of a day. */
export function startOfDay(timeZone: string, day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime({ timeZone }).toInstant();
}

/** 24:00 of a day: the first instant that is no longer on it. */
export function endOfDay(timeZone: string, day: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(timeZone, day.add({ days: 1 }));
}

export function isBusinessDay(calendar: Calendar, day: Temporal.PlainDate): boolean {
  return !calendar.weekendDays.includes(day.dayOfWeek) && !calendar.holidays.includes(day.toString());
}

/** The `count`th business day after a day; 0 gives the day itself where it is one, else the next. */
export function businessDayAfter(calendar: Calendar, day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let found = day;
  for (let left = count; left > 0; left -= 1) {
    do found = found.add({ days: 1 });
    while (!isBusinessDay(calendar, found));
  }
  while (!isBusinessDay(calendar, found)) found = found.add({ days: 1 });
  return found;
}
