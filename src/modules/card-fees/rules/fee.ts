// What a fee of the published schedule comes to on a day: its net amount, its tax on top, and the version that says so.

import { dayAt } from '../../../kernel/calendar.ts';
import { money, type Currency, type Money } from '../../../kernel/money.ts';
import { partOf } from '../../../kernel/rate.ts';
import { feeNames, feeVersionOn, type CardProgramme, type FeeName } from '../../card-programmes/index.ts';

/** One fee as it is posted: `total` = `net` + `vat`, in the programme's currency. */
export type PricedFee = {
  readonly fee: FeeName;
  readonly net: Money;
  readonly vat: Money;
  /** Rate of the value added tax in millionths of the net amount. */
  readonly vatPpm: number;
  readonly total: Money;
  /** First day of the version of the schedule: its name (PC-39). */
  readonly version: string;
};

type Schedule = Pick<CardProgramme, 'fees' | 'currency' | 'timeZone'>;

/**
 * PC-25, PC-39: a fee by the schedule of the programme's day on which it is incurred. The tax is on top, rounded half to even.
 * @throws where the day is before the first version: nothing can be incurred before there is a schedule
 */
export function priceFee(programme: Schedule, fee: FeeName, at: Temporal.Instant): PricedFee {
  const day = dayAt(programme.timeZone, at).toString();
  const version = feeVersionOn(programme as CardProgramme, day);
  if (version === undefined) throw new Error(`bug: there is no fee schedule on ${day}`);
  const of = (minor: bigint): Money => money(programme.currency as Currency, minor);
  const net = BigInt(version[fee]);
  const vat = partOf(net, version.vatPpm);
  return { fee, net: of(net), vat: of(vat), vatPpm: version.vatPpm, total: of(net + vat), version: version.from };
}

const noonOf = ({ timeZone }: Schedule, day: Temporal.PlainDate): Temporal.Instant =>
  day.toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant();

/** PC-25: the schedule as it is published for a day: what each fee comes to with its tax. */
export function publishedFees(programme: Schedule, day: Temporal.PlainDate): PricedFee[] {
  return feeNames.map((fee) => priceFee(programme, fee, noonOf(programme, day)));
}

/** PC-39: every version of the schedule with its first day, oldest first. */
export function feeVersions(
  programme: Schedule,
): readonly { readonly from: string; readonly vatPpm: number; readonly fees: readonly PricedFee[] }[] {
  return [...programme.fees]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, vatPpm }) => ({ from, vatPpm, fees: publishedFees(programme, Temporal.PlainDate.from(from)) }));
}
