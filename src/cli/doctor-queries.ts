// What the doctor asks the database.

import { statement, type Session } from '../postgres/database.ts';
import { readMigrations } from '../postgres/migrate.ts';

const clock = statement('doctor_clock', 'SELECT clock_timestamp() AS at');

export async function readClock(db: Session): Promise<Temporal.Instant> {
  const [row] = await db.query<{ at: Temporal.Instant }>(clock);
  if (row === undefined) throw new Error('bug: a query without FROM gives one row');
  return row.at;
}

const known = statement('doctor_migrations_table', `SELECT to_regclass('schema_migrations') IS NOT NULL AS there`);
const applied = statement('doctor_migrations', 'SELECT name FROM schema_migrations');

/** Names of the migrations that this database has not seen. */
export async function readMissingMigrations(db: Session): Promise<string[]> {
  const [table] = await db.query<{ there: boolean }>(known);
  const names = new Set(table?.there === true ? (await db.query<{ name: string }>(applied)).map(({ name }) => name) : []);
  return readMigrations()
    .map(({ name }) => name)
    .filter((name) => !names.has(name));
}
