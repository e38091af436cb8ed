// Forward-only migrations: numbered SQL files, each applied once in a transaction of its own.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

import pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);

export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly digest: string };

/** All migrations in order. Two with one number, or a gap, is a bug that is thrown at once. */
export function readMigrations(): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(new URL(file, folder), 'utf8');
      return { number: Number(file.slice(0, 4)), name: file.slice(0, -4), sql, digest: createHash('sha256').update(sql).digest('hex') };
    });
  migrations.forEach(({ number, name }, index) => {
    if (number !== index + 1) throw new Error(`bug: migration ${name} should have number ${index + 1}`);
  });
  return migrations;
}

/** One digest of all migrations: names the state of a fully migrated database. */
export function migrationsDigest(): string {
  return createHash('sha256')
    .update(
      readMigrations()
        .map(({ digest }) => digest)
        .join(),
    )
    .digest('hex')
    .slice(0, 16);
}

/**
 * Applies what is missing, under an advisory lock so that several processes can start at once.
 * Throws when an applied migration was changed afterwards. Gives the names that it applied.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'ramz migrate' });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(7264621, 1)`);
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      number integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL, applied_at timestamptz NOT NULL)`);
    const { rows } = await client.query<{ number: number; digest: string }>(`SELECT number, digest FROM schema_migrations`);
    const applied = new Map(rows.map((row) => [row.number, row.digest]));
    const names: string[] = [];
    for (const { number, name, sql, digest } of readMigrations()) {
      const known = applied.get(number);
      if (known === digest) continue;
      if (known !== undefined) throw new Error(`migration ${name} was changed after it had been applied: restore the file, add a new one`);
      await client.query('BEGIN');
      await client.query(sql);
      await client.query(`INSERT INTO schema_migrations (number, name, digest, applied_at) VALUES ($1, $2, $3, clock_timestamp())`, [
        number,
        name,
        digest,
      ]);
      await client.query('COMMIT');
      names.push(name);
    }
    return names;
  } finally {
    await client.end();
  }
}
