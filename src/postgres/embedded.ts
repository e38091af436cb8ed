// Supervises the embedded PostgreSQL: makes the cluster, starts it, adopts one that a killed parent left, stops it.

import { execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, readFileSync, closeSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import pg from 'pg';

const execute = promisify(execFile);

export class EmbeddedFault extends Error {
  readonly code = 'embedded-postgres-failed';
}

export type EmbeddedServer = {
  /** Connection string of the superuser on `database`. */
  url(database: string): string;
  readonly adopted: boolean;
  readonly pid: number;
  /** Fast shutdown: sessions are ended, data are flushed. */
  stop(): Promise<void>;
};

function binary(name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  const require = createRequire(import.meta.url);
  const wanted = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(wanted)), '..', 'native', 'bin', name);
  } catch {
    throw new EmbeddedFault(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** PostgreSQL refuses to run as root: then it runs as an account that exists on every Unix, 'postgres' first. */
async function account(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([execute('id', ['-u', name]), execute('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // The next name is tried; with none left the message below says what to do.
    }
  }
  throw new EmbeddedFault('PostgreSQL does not run as root and there is no account "postgres" or "nobody". Start ramz as another user.');
}

type Runner = (
  program: string,
  words: readonly string[],
) => { readonly program: string; readonly words: readonly string[]; readonly as: { uid?: number; gid?: number } };

/** The folders above a path through which another account cannot walk. */
function closedFolders(path: string): string[] {
  const above: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) above.push(folder);
    if (folder === dirname(folder)) return above;
  }
}

/**
 * How programs are run as the other account. Where root keeps the checkout or the data in a private folder (/root, a folder of
 * mktemp), that account cannot even see them: then it gets the one right to walk past folders' modes, by setpriv (util-linux),
 * and the folders keep their modes.
 */
function runnerFor(owner: { uid: number; gid: number } | undefined, folder: string): Runner {
  if (owner === undefined) return (program, words) => ({ program, words, as: {} });
  const closed = [...new Set([...closedFolders(folder), ...closedFolders(binary('postgres'))])];
  if (closed.length === 0) return (program, words) => ({ program, words, as: owner });
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  // Bit 2 of the bounding set is CAP_DAC_READ_SEARCH, bit 1 CAP_DAC_OVERRIDE (capabilities(7)); the narrower one where it is to be had.
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  const right = (bounding & 4n) !== 0n ? '+dac_read_search' : (bounding & 2n) !== 0n ? '+dac_override' : undefined;
  if (setpriv === undefined || right === undefined) {
    throw new EmbeddedFault(
      `PostgreSQL does not run as root, and the account that it runs as cannot walk through ${closed.join(', ')}. ` +
        `Put the checkout and RAMZ_DATA elsewhere, start ramz as another user, or run chmod o+x on them.`,
    );
  }
  const rights = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', `--inh-caps=${right}`, `--ambient-caps=${right}`, '--'];
  return (program, words) => ({ program: setpriv, words: [...rights, program, ...words], as: {} });
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function postmaster(data: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    process.kill(pid, 0);
    return { pid, port: Number(lines[3]) };
  } catch (error) {
    // EPERM: alive under another account.
    if ((error as { code?: string }).code === 'EPERM') {
      const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
      return { pid: Number(lines[0]), port: Number(lines[3]) };
    }
    return undefined;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Starts or adopts the server of a data folder (made on first use: about one second).
 * @param folder holds `data`, `password` and `server.log`
 * @param settings extra `name=value` settings of postgresql.conf, given on the command line
 * @param wantedPort the port to listen on; without it any free one
 */
export async function startEmbedded(folder: string, settings: readonly string[] = [], wantedPort?: number): Promise<EmbeddedServer> {
  const owner = await account();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const log = join(folder, 'server.log');
  mkdirSync(folder, { recursive: true });
  if (owner !== undefined) {
    // The other account must be able to walk to the folder: the folders above keep their modes, this one is opened.
    chownSync(folder, owner.uid, owner.gid);
    chmodSync(folder, 0o700);
  }
  const runAs = runnerFor(owner, folder);
  const environment = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true });
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (owner !== undefined) chownSync(passwordFile, owner.uid, owner.gid);
    try {
      const initdb = runAs(binary('initdb'), [
        ...['-D', data, '-U', 'ramz', '-A', 'scram-sha-256', '--pwfile', passwordFile],
        ...['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ]);
      await execute(initdb.program, initdb.words, { ...initdb.as, env: environment, cwd: folder });
    } catch (error) {
      rmSync(data, { recursive: true, force: true });
      throw new EmbeddedFault(`initdb failed: ${(error as { stderr?: string }).stderr ?? String(error)}`, { cause: error });
    }
  }
  const password = readFileSync(passwordFile, 'utf8').trim();
  const urlAt = (port: number, database: string): string => `postgresql://ramz:${password}@127.0.0.1:${port}/${database}`;

  const server = (pid: number, port: number, adopted: boolean): EmbeddedServer => ({
    pid,
    adopted,
    url: (database) => urlAt(port, database),
    async stop() {
      const stop = runAs(binary('pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w', '-t', '30']);
      await execute(stop.program, stop.words, { ...stop.as, env: environment, cwd: folder }).catch((error: unknown) => {
        if (postmaster(data) !== undefined) throw new EmbeddedFault('the embedded PostgreSQL did not stop', { cause: error });
      });
    },
  });

  const orphan = postmaster(data);
  if (orphan !== undefined && (await answers(urlAt(orphan.port, 'postgres')))) return server(orphan.pid, orphan.port, true);

  const port = wantedPort ?? (await freePort());
  const output = openSync(log, 'a', 0o600);
  if (owner !== undefined) chownSync(log, owner.uid, owner.gid);
  // Durability stays on: fsync and synchronous_commit keep their defaults.
  const defaults = [
    'max_connections=100',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    'wal_compression=off',
    'checkpoint_timeout=15min',
    'timezone=UTC',
  ];
  const postgres = runAs(binary('postgres'), [
    ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
    ...[...defaults, ...settings].flatMap((setting) => ['-c', setting]),
  ]);
  const child = spawn(postgres.program, postgres.words, {
    ...postgres.as,
    env: environment,
    cwd: folder,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (status, signal) => (ended = `exit ${status ?? signal ?? ''}`));
  child.unref();
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 20) {
    if (ended !== undefined) throw new EmbeddedFault(`the embedded PostgreSQL ended at its start (${ended}): read ${log}`);
    if (await answers(urlAt(port, 'postgres'))) return server(child.pid ?? 0, port, false);
    await sleep(20);
  }
  throw new EmbeddedFault(`the embedded PostgreSQL did not answer within 30 s: read ${log}`);
}

/** Makes a database where it is missing; true when it was made now. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 1) return false;
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return true;
  } finally {
    await client.end();
  }
}
