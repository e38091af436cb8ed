// All SQL of the end of day. Lock order: one advisory lock for each programme, held by a transaction that does nothing else.

import { statement, type Session } from '../../postgres/database.ts';

/** Ends with its transaction: a process that dies gives it back. */
export const lockStatement = statement('card_day_lock', `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7264634)) AS held`);

export async function tryLock(tx: Session, programme: string, lock = lockStatement): Promise<boolean> {
  return (await tx.query<{ held: boolean }>(lock, [programme]))[0]?.held === true;
}

const doneStatement = statement('card_day_done', `SELECT d.task FROM card_days d WHERE d.programme = $1 AND d.day = $2`);

export async function tasksDone(db: Session, programme: string, day: Temporal.PlainDate): Promise<Set<string>> {
  return new Set((await db.query<{ task: string }>(doneStatement, [programme, day])).map(({ task }) => task));
}

const markStatement = statement(
  'card_day_mark',
  `INSERT INTO card_days (programme, day, task, done_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (programme, day, task) DO UPDATE SET done_at = excluded.done_at`,
);

export async function markDone(
  db: Session,
  programme: string,
  day: Temporal.PlainDate,
  task: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(markStatement, [programme, day, task, now]);
}

const forgetStatement = statement('card_day_forget', `DELETE FROM card_days WHERE programme = $1 AND day = $2`);

export async function forgetDay(db: Session, programme: string, day: Temporal.PlainDate): Promise<void> {
  await db.query(forgetStatement, [programme, day]);
}

const startStatement = statement(
  'card_day_start',
  `INSERT INTO card_day_starts (programme, first_day) VALUES ($1, $2) ON CONFLICT (programme) DO NOTHING`,
);

// Every day from the first on that is over and not done, oldest first.
const missingStatement = statement(
  'card_day_missing',
  `SELECT g.day::date AS day FROM card_day_starts s, generate_series(s.first_day, $2::date, interval '1 day') AS g (day)
   WHERE s.programme = $1 AND NOT EXISTS (
     SELECT 1 FROM card_days d WHERE d.programme = $1 AND d.day = g.day::date AND d.task = 'day')
   ORDER BY g.day`,
);

/** Days that are over and not done; the first time it is asked only the last day counts. */
export async function missingDays(db: Session, programme: string, lastDay: Temporal.PlainDate): Promise<Temporal.PlainDate[]> {
  await db.query(startStatement, [programme, lastDay]);
  return (await db.query<{ day: string }>(missingStatement, [programme, lastDay])).map(({ day }) => Temporal.PlainDate.from(day));
}
