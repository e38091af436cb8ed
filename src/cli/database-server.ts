// The database of an installation: the one that DATABASE_URL names, or the embedded one in the data folder.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { EmbeddedFault, ensureDatabase, startEmbedded, type EmbeddedServer } from '../postgres/embedded.ts';
import { CommandFault } from './fault.ts';
import { lockHolder } from './data-folder.ts';
import type { Settings } from './settings.ts';

export type DatabaseServer = {
  readonly url: string;
  readonly kind: 'embedded' | 'given';
  stop(): Promise<void>;
};

const databaseName = 'ramz';
const oldestVersion = 150_000;
const watchMs = 1000;

/** The server's version number (180004 is 18.4), or the reason why it does not answer. Never repeats the address: it holds a password. */
export async function probe(url: string): Promise<number | string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
    return Number(rows[0]?.version);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code ?? message;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function openGiven(url: string, waitMs: number): Promise<DatabaseServer> {
  const until = performance.now() + waitMs;
  let answer = await probe(url);
  // A database that starts at the same time as we do is given some seconds.
  while (typeof answer === 'string' && performance.now() < until && /ECONN|57P|ENOTFOUND|EAI_AGAIN|timeout/.test(answer)) {
    await sleep(500);
    answer = await probe(url);
  }
  if (typeof answer === 'string') {
    const why =
      { '28P01': 'it refuses the password', '28000': 'it refuses the account', '3D000': 'the database in it does not exist' }[answer] ??
      answer;
    throw new CommandFault(
      'unavailable',
      `The PostgreSQL that DATABASE_URL names does not answer (${why}). Check the address, the account and that it runs.`,
    );
  }
  if (answer < oldestVersion)
    throw new CommandFault(
      'unavailable',
      `PostgreSQL 15 or newer is needed; the one that DATABASE_URL names has version number ${answer}.`,
    );
  return { url, kind: 'given', stop: async () => await Promise.resolve() };
}

/**
 * Opens the database server.
 * @param role `server`: the process that owns the data folder; it also brings a killed embedded server back.
 *   `visitor`: a short command, which uses a running server and stops only what it started
 */
export async function openDatabaseServer(
  settings: Settings,
  role: 'server' | 'visitor',
  restarted: (error?: unknown) => void = () => undefined,
): Promise<DatabaseServer> {
  if (settings.databaseUrl !== undefined) return await openGiven(settings.databaseUrl, role === 'server' ? 10_000 : 3000);
  const folder = join(settings.dataFolder, 'postgres');
  // Read before the start: a running server of this folder is used, never stopped.
  // A visitor that took the folder itself is alone: what it starts, it stops.
  const holder = lockHolder(settings.dataFolder);
  const owned = role === 'visitor' && holder !== undefined && holder !== process.pid;
  let server: EmbeddedServer;
  try {
    server = await startEmbedded(folder);
    await ensureDatabase(server.url('postgres'), databaseName);
  } catch (error) {
    if (error instanceof EmbeddedFault) throw new CommandFault('unavailable', error.message, { cause: error });
    throw error;
  }
  const url = server.url(databaseName);
  const port = Number(new URL(url).port);
  let stopping = false;
  const watch =
    role === 'server'
      ? setInterval(() => {
          try {
            process.kill(server.pid, 0);
          } catch (error) {
            if (stopping || (error as { code?: string }).code === 'EPERM') return;
            stopping = true;
            void startEmbedded(folder, [], port)
              .then((fresh) => {
                server = fresh;
                restarted();
              }, restarted)
              .finally(() => (stopping = false));
          }
        }, watchMs)
      : undefined;
  return {
    url,
    kind: 'embedded',
    async stop() {
      clearInterval(watch);
      stopping = true;
      if (!owned) await server.stop();
    },
  };
}

/** Stops an embedded server that a killed process left behind. The caller holds the lock of the data folder. */
export async function stopOrphan(settings: Settings): Promise<void> {
  const folder = join(settings.dataFolder, 'postgres');
  if (!existsSync(join(folder, 'data', 'postmaster.pid'))) return;
  await (await startEmbedded(folder)).stop();
}
