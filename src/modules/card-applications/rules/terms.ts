// From which day a version of the terms holds, and which one holds on a day (PC-39, PC-58).

export type TermsVersion = {
  readonly version: string;
  /** ISO date from which it is meant to hold. */
  readonly from: string;
  readonly noticeDays: number;
  /** A change for the sake of security: it holds on its date without waiting for notices. */
  readonly security?: boolean;
};

/** The day on which holders are told: the notice's days before the version holds. */
export function noticeDay(terms: TermsVersion): Temporal.PlainDate {
  const from = Temporal.PlainDate.from(terms.from);
  return terms.security === true ? from : from.subtract({ days: terms.noticeDays });
}

/**
 * From when a version holds for a holder who was told on a day: not before its date, and not before the notice is over;
 * security changes at once.
 */
export function holdsFrom(terms: TermsVersion, toldOn: Temporal.PlainDate): Temporal.PlainDate {
  const from = Temporal.PlainDate.from(terms.from);
  if (terms.security === true) return from;
  const noticed = toldOn.add({ days: terms.noticeDays });
  return Temporal.PlainDate.compare(noticed, from) > 0 ? noticed : from;
}

/** Versions to tell a holder of on a day: published by then, newer than what the account has. */
export function versionsToTell<Terms extends TermsVersion>(all: readonly Terms[], accepted: string, day: Temporal.PlainDate): Terms[] {
  const acceptedFrom = all.find(({ version }) => version === accepted)?.from ?? '';
  return all.filter((terms) => terms.from > acceptedFrom && Temporal.PlainDate.compare(noticeDay(terms), day) <= 0);
}
