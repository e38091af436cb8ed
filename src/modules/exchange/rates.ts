// Imports rates and gives the table of an instant.

import { dayAt, startOfDay } from '../../kernel/calendar.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { derivedId } from '../ledger/index.ts';
import { judgeRates, plainDate, type PublishedRates, type RatesRefusal } from './rules/published.ts';
import { rateTableOf, type RateTable } from './rules/rate-table.ts';
import * as store from './store.ts';

export type ImportedRates = {
  readonly id: string;
  readonly version: number;
  /** False where the day had exactly these rates already: nothing was written. */
  readonly created: boolean;
  /** Currencies whose change is absurd, and was confirmed. */
  readonly confirmed: readonly string[];
};

const sameRates = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/**
 * Writes the rates of a source's day: a new day, or the next version of one. What was posted at an older version stays (PC-22).
 * @param published.rates how many of each currency one unit of the base buys: with base OMR, USD '2.6008'
 * @param published.timeZone of the source's days; UTC where it is not given
 */
export async function importRates(
  tx: Session,
  published: PublishedRates & { readonly timeZone?: string },
  now: Temporal.Instant,
): Promise<Outcome<ImportedRates, RatesRefusal>> {
  const timeZone = published.timeZone ?? 'UTC';
  const { source } = published;
  await store.lockSource(tx, source);
  const before = plainDate(published.day) === undefined ? undefined : await store.newestOfSource(tx, source, published.day);
  const table = before === undefined ? undefined : rateTableOf(before);
  const judged = judgeRates(published, dayAt(timeZone, now), (currency) => {
    return table === undefined ? undefined : table.rate(published.base as typeof currency, currency)?.rate;
  });
  if (judged.kind === 'refused') return judged;
  const { base, decimals, confirmed } = judged.value;
  const previous = before?.day === published.day ? before : undefined;
  if (previous !== undefined && previous.base === base && sameRates(previous.rates, decimals))
    return done({ id: previous.id, version: previous.version, created: false, confirmed: [] });
  const version = (previous?.version ?? 0) + 1;
  const id = derivedId('exchange-rates', `${source} ${published.day} ${version} ${base} ${JSON.stringify(decimals)}`);
  const validFrom = startOfDay(timeZone, Temporal.PlainDate.from(published.day));
  await store.insertRates(tx, { id, source, day: published.day, version, base, rates: decimals, validFrom, confirmed }, now);
  return done({ id, version, created: true, confirmed });
}

/** Tables by the id of their row: a row never changes, so an entry is never wrong; the oldest goes when there are too many. */
const tables = new Map<string, RateTable>();
const tablesMax = 256;

/**
 * The rates in force at an instant: the newest version of the newest day that has begun, whatever its source; undefined before the first.
 * One small query each time, so that an import counts at once in every process; the rates themselves are read once in a process.
 */
export async function rateTable(db: Session, at: Temporal.Instant): Promise<RateTable | undefined> {
  const id = await store.newestId(db, at);
  if (id === undefined) return undefined;
  const known = tables.get(id);
  if (known !== undefined) return known;
  const row = await store.ratesById(db, id);
  if (row === undefined) throw new Error('bug: rates went away');
  const table = rateTableOf(row);
  const oldest = tables.size < tablesMax ? undefined : tables.keys().next().value;
  if (oldest !== undefined) tables.delete(oldest);
  tables.set(id, table);
  return table;
}
