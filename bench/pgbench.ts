// pgbench's TPC-B as a yardstick, in a database of its own on the bench's server.

import pg from 'pg';

import { ensureDatabase } from '../src/postgres/embedded.ts';
import type { BenchDatabase } from './database.ts';
import { preparePgbench, runPgbench } from './tpcb.ts';

const say = (text: string): void => void process.stderr.write(`ramz: ${text}\n`);

/** Fills scale 10 and runs it; the database is dropped afterwards. */
export async function pgbench(bench: BenchDatabase, seconds: number): Promise<{ perSecond: number; clients: number; scale: number }> {
  const name = 'ramz_tpcb';
  await ensureDatabase(bench.urlOf('postgres'), name);
  try {
    await preparePgbench(bench.urlOf(name), say);
    return { perSecond: await runPgbench(bench.urlOf(name), seconds, say), clients: 16, scale: 10 };
  } finally {
    const client = new pg.Client({ connectionString: bench.urlOf('postgres') });
    await client.connect();
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.end();
  }
}
