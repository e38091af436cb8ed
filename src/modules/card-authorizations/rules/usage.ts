// What a line of cards has used of its limits: counters of a day and of a month that start anew by themselves (PC-13).

export type UsageKind = 'purchase' | 'cash';

export type Counter = { readonly dayCount: number; readonly daySum: bigint; readonly monthCount: number; readonly monthSum: bigint };

export type Usage = { readonly day: string; readonly month: string; readonly purchase: Counter; readonly cash: Counter };

export const noCounter: Counter = { dayCount: 0, daySum: 0n, monthCount: 0, monthSum: 0n };

/** ISO date of the first of the month. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** Usage as of a day: counters of another day or month are nil. `day` is an ISO date of the programme's time zone. */
export function usageOn(usage: Usage | undefined, day: string): Usage {
  const month = monthOf(day);
  if (usage === undefined) return { day, month, purchase: noCounter, cash: noCounter };
  if (usage.day === day) return usage;
  const anew = (counter: Counter): Counter => (usage.month === month ? { ...counter, dayCount: 0, daySum: 0n } : noCounter);
  return { day, month, purchase: anew(usage.purchase), cash: anew(usage.cash) };
}

/** What an event counted, with the day on which it did: a reversal takes back from the same day and month only. */
export type Counted = { readonly kind: UsageKind; readonly day: string; readonly count: number; readonly sum: bigint };

/** Adds what was counted on `counted.day`; what belongs to a day or month that is over is left out. */
export function addUsage(usage: Usage, counted: Counted): Usage {
  const sameDay = counted.day === usage.day;
  const sameMonth = monthOf(counted.day) === usage.month;
  if (!sameMonth) return usage;
  const old = usage[counted.kind];
  const counter: Counter = {
    dayCount: old.dayCount + (sameDay ? counted.count : 0),
    daySum: old.daySum + (sameDay ? counted.sum : 0n),
    monthCount: old.monthCount + counted.count,
    monthSum: old.monthSum + counted.sum,
  };
  return { ...usage, [counted.kind]: counter };
}
