// Runs the tasks of a programme's finished days: in order, one runner at a time, resumed where a killed one stopped.

import { dayAt } from '../../kernel/calendar.ts';
import type { Clock } from '../../kernel/clock.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Database } from '../../postgres/database.ts';
import * as store from './store.ts';

export type CardDay = { readonly programme: string; readonly day: Temporal.PlainDate };

/**
 * What is done for each day of a programme once it is over. A task may be run again for the same day, after a kill in its middle or by hand,
 * and for days long gone: it finds what is still to do from the rows themselves, and each act has an id that follows from its day.
 */
export type DayTask = {
  readonly name: string;
  run(day: CardDay, now: Temporal.Instant): Promise<unknown>;
};

export type EndOfDay = {
  readonly database: Database;
  readonly clock: Clock;
  /** In this order, for every programme. */
  readonly tasks: readonly DayTask[];
  readonly programmes: readonly { readonly programme: string; readonly timeZone: string }[];
};

/** Before each task (`task` its name), and after the last one of a day (`task` undefined). */
export type DayProgress = CardDay & { readonly task: string | undefined; readonly index: number; readonly count: number };

export type DayRefusal = 'programme-unknown' | 'day-not-over' | 'already-running';

export type DayRun = {
  readonly day: string;
  /** Names of the tasks that ran now; the others were done. */ readonly ran: readonly string[];
};

type Options = {
  readonly onProgress?: (progress: DayProgress) => void;
  /** Runs tasks again that are done. */
  readonly again?: boolean;
  /** Asked between tasks: true leaves the rest for the next time. */
  readonly isStopping?: () => boolean;
  /** For a test that shows what the lock is for. */
  readonly lock?: typeof store.lockStatement;
};

const whole = 'day';

async function runDay(endOfDay: EndOfDay, cardDay: CardDay, { onProgress, again, isStopping }: Options): Promise<DayRun> {
  const { database, clock, tasks } = endOfDay;
  const { programme, day } = cardDay;
  if (again === true) await store.forgetDay(database, programme, day);
  const finished = await store.tasksDone(database, programme, day);
  const ran: string[] = [];
  for (const [index, task] of tasks.entries()) {
    if (isStopping?.() === true) return { day: day.toString(), ran };
    onProgress?.({ ...cardDay, task: task.name, index, count: tasks.length });
    if (finished.has(task.name)) continue;
    const now = clock.now();
    await task.run(cardDay, now);
    await store.markDone(database, programme, day, task.name, now);
    ran.push(task.name);
  }
  if (!finished.has(whole) || ran.length > 0) await store.markDone(database, programme, day, whole, clock.now());
  onProgress?.({ ...cardDay, task: undefined, index: tasks.length, count: tasks.length });
  return { day: day.toString(), ran };
}

/** The last day that is over in the programme's time zone. */
const lastDayOf = (timeZone: string, now: Temporal.Instant): Temporal.PlainDate => dayAt(timeZone, now).subtract({ days: 1 });

async function underLock<T>(
  { database }: EndOfDay,
  programme: string,
  options: Options,
  work: () => Promise<T>,
): Promise<Outcome<T, 'already-running'>> {
  return await database.transaction<Outcome<T, 'already-running'>>(async (tx) => {
    if (!(await store.tryLock(tx, programme, options.lock))) return refused('already-running');
    return done(await work());
  });
}

/**
 * Runs the tasks of one day, any that is over. What is done already is left out, unless `again` is given.
 * A task that fails ends the run: what was done before it stays done, and the next run goes on with it.
 */
export async function runCardDay(endOfDay: EndOfDay, wanted: CardDay, options: Options = {}): Promise<Outcome<DayRun, DayRefusal>> {
  const found = endOfDay.programmes.find(({ programme }) => programme === wanted.programme);
  if (found === undefined) return refused('programme-unknown');
  const last = lastDayOf(found.timeZone, endOfDay.clock.now());
  if (Temporal.PlainDate.compare(wanted.day, last) > 0) return refused('day-not-over', { lastDay: last.toString() });
  return await underLock(endOfDay, wanted.programme, options, async () => await runDay(endOfDay, wanted, options));
}

/** Runs every day of a programme that is over and not done, oldest first: also those that were missed while nothing ran. */
export async function runFinishedDays(
  endOfDay: EndOfDay,
  programme: string,
  options: Options = {},
): Promise<Outcome<DayRun[], DayRefusal>> {
  const found = endOfDay.programmes.find((candidate) => candidate.programme === programme);
  if (found === undefined) return refused('programme-unknown');
  return await underLock(endOfDay, programme, options, async () => {
    const runs: DayRun[] = [];
    const last = lastDayOf(found.timeZone, endOfDay.clock.now());
    for (const day of await store.missingDays(endOfDay.database, programme, last)) {
      if (options.isStopping?.() === true) break;
      runs.push(await runDay(endOfDay, { programme, day }, options));
    }
    return runs;
  });
}

/** For a round: all finished days of all programmes. A programme whose day fails does not keep the others from theirs. */
export async function runAllFinishedDays(endOfDay: EndOfDay, isStopping: () => boolean): Promise<void> {
  const failures: unknown[] = [];
  for (const { programme } of endOfDay.programmes) {
    try {
      await runFinishedDays(endOfDay, programme, { isStopping });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, 'the end of day failed for several programmes');
}
