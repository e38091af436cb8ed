// Which row of the programme's hold policy fits a request: uplift, tolerance and expiry (PC-17 … PC-20).

import { dayAt, endOfDay } from '../../../kernel/calendar.ts';
import { partOf } from '../../../kernel/rate.ts';
import { merchantGroupOf, type CardProgramme } from '../../card-programmes/index.ts';

export type HoldTerms = {
  readonly version: string;
  readonly upliftPpm: number;
  readonly tolerancePpm: number;
  readonly expiryDays: number;
};

/** The first row that fits; a request that none fits is held without uplift or tolerance for a day. */
export function holdTermsOf(
  programme: CardProgramme,
  request: { readonly mcc?: string | undefined; readonly cardPresent: boolean; readonly preAuthorization: boolean },
): HoldTerms {
  const { version, rows } = programme.holdPolicy;
  const group = merchantGroupOf(programme, request.mcc ?? '');
  const row = rows.find(
    (each) =>
      (each.group === undefined || each.group === group) &&
      (each.cardPresent === undefined || each.cardPresent === request.cardPresent) &&
      (each.preAuthorization === undefined || each.preAuthorization === request.preAuthorization),
  );
  return { version, upliftPpm: row?.upliftPpm ?? 0, tolerancePpm: row?.tolerancePpm ?? 0, expiryDays: row?.expiryDays ?? 1 };
}

/** PC-20: a hold ends with the last of its days, at 24:00 in the programme's time zone. */
export function expiryOf(programme: Pick<CardProgramme, 'timeZone'>, terms: HoldTerms, at: Temporal.Instant): Temporal.Instant {
  return endOfDay(programme.timeZone, dayAt(programme.timeZone, at).add({ days: terms.expiryDays }));
}

/** PC-17: whether a settlement is within what the category may exceed its hold by. */
export function isWithinTolerance(terms: HoldTerms, held: bigint, settled: bigint): boolean {
  return settled <= held + partOf(held, terms.tolerancePpm, 'down');
}
