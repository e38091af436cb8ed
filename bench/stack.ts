// A server of one's own for a bench: PostgreSQL with its default durability, the product beside it, and what each of them uses.

import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openKeys } from '../src/cli/installation.ts';
import { readSettings, rootFolder, type Settings } from '../src/cli/settings.ts';
import type { KeyStore } from '../src/modules/keys/index.ts';
import { loadProgrammes, programmeNamed, type Programme } from '../src/modules/programmes/index.ts';
import { openDatabase, type Database } from '../src/postgres/database.ts';
import { ensureDatabase, startEmbedded } from '../src/postgres/embedded.ts';
import { migrate } from '../src/postgres/migrate.ts';

export type Stack = {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly programme: Programme;
  readonly settings: Settings;
  readonly postgresPid: number;
  /** Address of another database of the same server, made on first use. */
  databaseUrl(name: string): Promise<string>;
  /** Starts the product on this database, with the nursery of `./ramz start` (8 MB) or another; gives its process once it is ready. */
  startServer(nurseryMb?: number): Promise<{ pid: number; readyMs: number; stop(): Promise<void> }>;
  close(): Promise<void>;
};

/** A first port with five free ones after it. */
async function freePorts(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const first = 20_000 + Math.floor(Math.random() * 20_000);
    const servers = Array.from({ length: 6 }, () => createServer());
    const free = await Promise.all(
      servers.map(
        async (server, offset) =>
          await new Promise<boolean>((resolve) => {
            server.once('error', () => resolve(false));
            server.listen(first + offset, '127.0.0.1', () => resolve(true));
          }),
      ),
    );
    await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))));
    if (free.every(Boolean)) return first;
  }
  throw new Error('six free ports in a row were not found');
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(20_000)]);
}

/** Opens a database and keys in a new folder, which `close` removes. */
export async function openStack(): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-bench-'));
  // Beside the folder, not in it: the account that PostgreSQL runs under may not enter a private folder.
  const postgresFolder = `${folder}-postgres`;
  const server = await startEmbedded(postgresFolder);
  await ensureDatabase(server.url('postgres'), 'ramz');
  const url = server.url('ramz');
  await migrate(url);
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    RAMZ_PORT: String(await freePorts()),
    RAMZ_DATA: folder,
    DATABASE_URL: url,
    RAMZ_DEMO: 'off',
    RAMZ_SIMULATOR: 'on',
    RAMZ_LOG: 'error',
    RAMZ_REQUESTS_PER_SECOND: '0',
    // The bench asks for no page.
    RAMZ_PAGES: '',
  };
  // The programme as it is, but phones without push are not sent an SMS for each operation: the bench measures approvals, and
  // its phones ask by themselves.
  const programmes = join(folder, 'programmes');
  cpSync(readSettings(environment).programmesFolder, programmes, { recursive: true });
  const file = join(programmes, 'oman-token.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('smsWhenNoPush: true', 'smsWhenNoPush: false'));
  environment['RAMZ_PROGRAMMES'] = programmes;
  const settings = readSettings(environment);
  const database = openDatabase(url, 8);
  const keys = await openKeys(settings);
  const programme = programmeNamed(loadProgrammes(settings.programmesFolder), settings.programme);
  return {
    database,
    keys,
    programme,
    settings,
    postgresPid: server.pid,
    async databaseUrl(name) {
      await ensureDatabase(server.url('postgres'), name);
      return server.url(name);
    },
    async startServer(nurseryMb = 8) {
      const began = performance.now();
      const flags = process.execArgv.filter((flag) => !flag.startsWith('--max-semi-space-size'));
      const child = spawn(process.execPath, [...flags, `--max-semi-space-size=${nurseryMb}`, 'src/main.ts', 'start'], {
        cwd: rootFolder,
        env: environment,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (part: Buffer) => (said = `${said}${part.toString()}`.slice(-4000)));
      for (;;) {
        if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${said}`);
        const ready = await fetch(`http://127.0.0.1:${settings.port}/health/ready`).catch(() => undefined);
        if (ready?.status === 200) break;
        if (performance.now() - began > 60_000) throw new Error(`the server was not ready after a minute:\n${said}`);
        await sleep(50);
      }
      return { pid: child.pid ?? 0, readyMs: Math.round(performance.now() - began), stop: async () => await stopChild(child) };
    },
    async close() {
      await database.end();
      await server.stop();
      for (const each of [folder, postgresFolder]) rmSync(each, { recursive: true, force: true });
    },
  };
}

// Fields of /proc/PID/stat after the command's name, which may hold spaces (proc(5)): ppid is the 2nd, utime to cstime the 12th to 15th.
function statOf(pid: number | string): { parent: number; own: number; children: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (index: number): number => Number(fields[index - 1]);
    return { parent: field(2), own: field(12) + field(13), children: field(14) + field(15) };
  } catch {
    return undefined;
  }
}

const ticksPerSecond = 100;

/** Seconds of processor that a process has used; with `family` also its children, those that have ended too. */
export function processorSeconds(pid: number, family = false): number {
  const own = statOf(pid);
  if (own === undefined) return 0;
  let ticks = own.own;
  if (family) {
    ticks += own.children;
    for (const name of readdirSync('/proc')) {
      const other = /^\d+$/.test(name) ? statOf(name) : undefined;
      if (other?.parent === pid) ticks += other.own;
    }
  }
  return ticks / ticksPerSecond;
}

/** Seconds that all processors of the machine were busy, and idle, since it was started (proc(5), /proc/stat). */
export function machineSeconds(): { busy: number; idle: number } {
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0, steal = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: (user + nice + system + irq + softIrq + steal) / ticksPerSecond, idle: (idle + ioWait) / ticksPerSecond };
}

/** Resident memory of a process, in MB of 10^6 bytes. */
export function residentMb(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round((Number(line?.[1] ?? 0) * 1024) / 1e6);
}
