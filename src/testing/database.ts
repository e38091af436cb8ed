// A fresh database for each test, cloned from one that was migrated once (about 50 ms).

import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { openDatabase, type Database } from '../postgres/database.ts';
import { ensureDatabase, startEmbedded } from '../postgres/embedded.ts';
import { migrate, migrationsDigest } from '../postgres/migrate.ts';

type After = { after(work: () => Promise<void> | void): void };

let adminUrl: Promise<string> | undefined;

/** The server of the test run: RAMZ_TEST_DATABASE_URL where set, else an embedded one that this process adopts or starts. */
async function server(): Promise<string> {
  const given = process.env['RAMZ_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  const embedded = await startEmbedded(join(tmpdir(), 'ramz-test-postgres'), ['fsync=off']);
  return embedded.url('postgres');
}

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
};

async function template(admin: string): Promise<string> {
  const name = `ramz_template_${migrationsDigest()}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7264621, 2)');
    await ensureDatabase(admin, name);
    await migrate(withDatabase(admin, name));
  } finally {
    await client.end();
  }
  return name;
}

let prepared: Promise<string> | undefined;

/**
 * Gives a migrated, empty database to one test and drops it afterwards.
 * `url` opens further connections to the same database.
 */
export async function testDatabase(t: After, connectionsMax = 12): Promise<{ database: Database; url: string }> {
  adminUrl ??= server();
  const admin = await adminUrl;
  prepared ??= template(admin);
  const source = await prepared;
  const name = `ramz_test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    // Two clones at once make one fail with 55006 (source in use): the lock puts them in a line.
    await client.query('SELECT pg_advisory_lock(7264621, 3)');
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
  } finally {
    await client.end();
  }
  const url = withDatabase(admin, name);
  const database = openDatabase(url, connectionsMax);
  t.after(async () => {
    await database.end();
    const dropper = new pg.Client({ connectionString: admin });
    await dropper.connect();
    await dropper.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await dropper.end();
  });
  return { database, url };
}
