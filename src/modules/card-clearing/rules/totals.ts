// Judges the totals that a scheme says it settles for a day.

import { fromDecimal, isCurrency, type Currency } from '../../../kernel/money.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import { amountMinorMax } from './presentment-row.ts';

/** debit: the bank pays for what its cards bought; credit: the bank gets, for refunds. */
export type Direction = 'debit' | 'credit';

export type GivenTotals = {
  readonly programme: string;
  /** ISO date, in the programme's time zone. */
  readonly day: string;
  /** Amounts in major units as text: '1234.500'. */
  readonly totals: readonly { readonly currency: string; readonly direction: string; readonly count: number; readonly amount: string }[];
};

export type Total = { readonly currency: Currency; readonly direction: Direction; readonly count: number; readonly amount: bigint };

/** In the order in which they are found. */
export type TotalsRefusal =
  | 'programme-unknown'
  | 'day-malformed'
  | 'day-in-future'
  | 'totals-missing'
  | 'currency-unknown'
  | 'direction-unknown'
  | 'total-twice'
  | 'amount-malformed';

function plainDate(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** @param today the programme's day; undefined for a programme that is not served here */
export function judgeTotals(given: GivenTotals, today: Temporal.PlainDate | undefined): Outcome<Total[], TotalsRefusal> {
  if (today === undefined) return refused('programme-unknown');
  const day = plainDate(given.day);
  if (day === undefined) return refused('day-malformed');
  if (Temporal.PlainDate.compare(day, today) > 0) return refused('day-in-future', { day: given.day, today: today.toString() });
  if (given.totals.length === 0) return refused('totals-missing');
  const seen = new Set<string>();
  const totals: Total[] = [];
  for (const { currency, direction, count, amount } of given.totals) {
    if (!isCurrency(currency)) return refused('currency-unknown', { currency: currency.slice(0, 8) });
    if (direction !== 'debit' && direction !== 'credit') return refused('direction-unknown', { currency });
    if (seen.has(`${currency} ${direction}`)) return refused('total-twice', { currency });
    seen.add(`${currency} ${direction}`);
    const read = fromDecimal(currency, amount);
    if (
      read === undefined ||
      read.minor < 0n ||
      read.minor > amountMinorMax ||
      !Number.isInteger(count) ||
      count < 0 ||
      count > 2_000_000_000
    )
      return refused('amount-malformed', { currency });
    totals.push({ currency, direction, count, amount: read.minor });
  }
  return done(totals.sort((a, b) => (`${a.currency}${a.direction}` < `${b.currency}${b.direction}` ? -1 : 1)));
}

/** `# programme=oman-prepaid day=2026-03-02`, `currency,direction,count,amount`, `OMR,debit,120,1234.500` …, or the same as JSON. */
export function readTotals(text: string): Outcome<GivenTotals, 'totals-malformed'> {
  if (text.trimStart().startsWith('{')) {
    try {
      const value = JSON.parse(text) as Partial<GivenTotals>;
      const totals = Array.isArray(value.totals) ? value.totals : [];
      const fits = totals.every(
        (total) => typeof total.currency === 'string' && typeof total.direction === 'string' && typeof total.amount === 'string',
      );
      if (typeof value.programme !== 'string' || typeof value.day !== 'string' || !fits) return refused('totals-malformed', { line: 1 });
      return done({
        programme: value.programme,
        day: value.day,
        totals: totals.map((total) => ({ ...total, count: Number(total.count) })),
      });
    } catch {
      return refused('totals-malformed', { line: 1 });
    }
  }
  const parts: Record<string, string> = {};
  const totals: GivenTotals['totals'][number][] = [];
  let header = false;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '') continue;
    if (line.startsWith('#')) {
      for (const [, name = '', value = ''] of line.matchAll(/\b(programme|day)=(\S+)/g)) parts[name] ??= value;
      continue;
    }
    if (!header) {
      if (line.replaceAll(' ', '') !== 'currency,direction,count,amount') return refused('totals-malformed', { line: index + 1 });
      header = true;
      continue;
    }
    const [currency = '', direction = '', count = '', amount = '', ...more] = line.split(',').map((field) => field.trim());
    if (more.length > 0 || !/^\d{1,10}$/.test(count)) return refused('totals-malformed', { line: index + 1 });
    totals.push({ currency, direction, count: Number(count), amount });
  }
  return header ? done({ programme: parts['programme'] ?? '', day: parts['day'] ?? '', totals }) : refused('totals-malformed', { line: 1 });
}
