// From when until when a card is valid, and when it is renewed.

/** The last day of the month that is `months` after a day. */
export function expiresOn(from: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const month = from.toPlainYearMonth().add({ months });
  return month.toPlainDate({ day: month.daysInMonth });
}

/** PC-06, PC-38: the first day on which a card that ends on `lastDay` may be, and by default is, renewed. */
export function renewalDay(lastDay: Temporal.PlainDate, renewDaysBefore: number): Temporal.PlainDate {
  return lastDay.subtract({ days: renewDaysBefore });
}
