// `ramz doctor`: looks at the machine and the data folder, and says how to mend what is wrong.

import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { systemClock } from '../kernel/clock.ts';
import { checkCards } from '../modules/card-clearing/index.ts';
import { checkChains } from '../modules/evidence/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { openDatabase } from '../postgres/database.ts';
import { lockHolder } from './data-folder.ts';
import { openDatabaseServer, probe } from './database-server.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { openKeys, openProgrammes } from './installation.ts';
import { programs } from './programs.ts';
import { readSettings, rootFolder, unknownSettings, type Settings } from './settings.ts';

type Finding = { readonly state: 'well' | 'wrong' | 'note'; readonly about: string; readonly mend?: string };

const well = (about: string): Finding => ({ state: 'well', about });
const wrong = (about: string, mend: string): Finding => ({ state: 'wrong', about, mend });
const note = (about: string, mend?: string): Finding => (mend === undefined ? { state: 'note', about } : { state: 'note', about, mend });

const bytesFreeMin = 2_000_000_000;
const clockSkewMaxMs = 5000;

function node(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return major >= 26
    ? well(`Node.js ${process.versions.node}`)
    : wrong(
        `Node.js ${process.versions.node} is too old`,
        'Install Node.js 26, or let ./ramz install its own: delete node_modules and run ./ramz doctor.',
      );
}

function libraries(): Finding {
  return existsSync(join(rootFolder, 'node_modules', 'fastify'))
    ? well('libraries are installed')
    : wrong('libraries are missing', 'Run npm ci.');
}

function folder({ dataFolder }: Settings): Finding[] {
  if (!existsSync(dataFolder)) return [note(`data folder ${dataFolder} is not there yet`, 'The first ./ramz start makes it.')];
  const found: Finding[] = [];
  try {
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
    found.push(well(`data folder ${dataFolder} can be written`));
  } catch {
    found.push(
      wrong(
        `data folder ${dataFolder} cannot be written by this account`,
        `chown -R "$(id -u)" ${dataFolder} (but not its folder postgres, where root runs ramz), or set RAMZ_DATA.`,
      ),
    );
  }
  const { bavail, bsize } = statfsSync(dataFolder);
  const free = bavail * bsize;
  const shown = `${(free / 1e9).toFixed(1)} GB free in ${dataFolder}`;
  found.push(free >= bytesFreeMin ? well(shown) : wrong(shown, 'Free at least 2 GB, or set RAMZ_DATA to a folder on another disk.'));
  return found;
}

function keyFiles({ dataFolder }: Settings): Finding[] {
  const keys = join(dataFolder, 'keys');
  if (!existsSync(keys)) return [note('there are no keys yet', 'The first ./ramz start makes them.')];
  const open = [keys, ...readdirSync(keys).map((name) => join(keys, name))].filter((path) => (statSync(path).mode & 0o077) !== 0);
  return open.length === 0
    ? [well('key files are readable by their owner alone')]
    : [wrong(`others may read ${open.join(', ')}`, `chmod -R go-rwx ${keys}, then ./ramz keys rotate.`)];
}

async function isFree(port: number, host: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

async function ports(settings: Settings, runs: boolean): Promise<Finding> {
  if (runs) return well(`process ${lockHolder(settings.dataFolder)} serves this data folder`);
  const wanted = Array.from({ length: settings.demo ? 7 : 3 }, (_, index) => settings.port + index);
  const taken: number[] = [];
  for (const port of wanted) if (!(await isFree(port, settings.host))) taken.push(port);
  return taken.length === 0
    ? well(`ports ${wanted[0]} to ${wanted.at(-1)} are free`)
    : wrong(`ports in use: ${taken.join(', ')}`, 'Stop the program that uses them (ss -ltnp shows it), or set RAMZ_PORT.');
}

async function database(settings: Settings, runs: boolean): Promise<Finding[]> {
  if (settings.databaseUrl === undefined && !existsSync(join(settings.dataFolder, 'postgres', 'data', 'PG_VERSION'))) {
    return [note('the embedded database is not there yet', 'The first ./ramz start makes it.')];
  }
  const server = await openDatabaseServer(settings, 'visitor');
  try {
    const version = await probe(server.url);
    if (typeof version === 'string')
      return [wrong(`the database does not answer (${version})`, 'Check DATABASE_URL and that the server runs.')];
    const found = [
      well(
        `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}, ${server.kind === 'embedded' ? 'embedded' : 'of DATABASE_URL'}${runs ? ', running' : ''}`,
      ),
    ];
    const pool = openDatabase(server.url, 2);
    try {
      found.push(...(await contents(pool)));
    } finally {
      await pool.end();
    }
    return found;
  } finally {
    await server.stop();
  }
}

async function contents(pool: ReturnType<typeof openDatabase>): Promise<Finding[]> {
  const { readClock, readMissingMigrations } = await import('./doctor-queries.ts');
  const missing = await readMissingMigrations(pool);
  if (missing.length > 0) return [note(`not migrated yet: ${missing.join(', ')}`, 'The next ./ramz start does it.')];
  const skewMs = Math.abs((await readClock(pool)).epochMilliseconds - systemClock.now().epochMilliseconds);
  const found = [
    skewMs <= clockSkewMaxMs
      ? well(`clocks of this machine and of the database agree (${skewMs} ms)`)
      : wrong(
          `clocks of this machine and of the database differ by ${Math.round(skewMs / 1000)} s`,
          'Let both follow NTP: one-time codes and time limits depend on it.',
        ),
  ];
  const ledger = await checkLedger(pool, systemClock.now());
  found.push(
    ledger.length === 0
      ? well('the ledger balances')
      : wrong(
          `the ledger: ${ledger.map((finding) => JSON.stringify(finding, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))).join('; ')}`,
          'Stop ramz, keep the database as it is, and compare with the newest backup.',
        ),
  );
  const cards = await checkCards(pool);
  found.push(
    cards.length === 0
      ? well('wallets, holds and usage of cards are what a recount gives')
      : wrong(
          `cards: ${cards.map(({ finding, subject }) => `${finding} ${subject}`).join('; ')}`,
          'Stop ramz, keep the database as it is, and compare with the newest backup.',
        ),
  );
  const chains = await checkChains(pool);
  found.push(
    chains.length === 0
      ? well('the evidence chains are whole')
      : wrong(
          chains.join('; '),
          'Somebody changed the database past ramz. Keep it as it is and compare with signed heads that were given away.',
        ),
  );
  return found;
}

function programmes(settings: Settings): Finding {
  try {
    return well(`programmes: ${[...openProgrammes(settings).programmes.keys()].join(', ')}`);
  } catch (error) {
    if (error instanceof CommandFault) return wrong(error.message, 'Mend the lines that are named.');
    throw error;
  }
}

async function keys(settings: Settings): Promise<Finding> {
  if (!existsSync(join(settings.dataFolder, 'keys'))) return note('keys were not opened: there are none yet');
  try {
    const store = await openKeys(settings);
    return well(`keys open (${store.state().backing}, master key ${store.state().masterKeyId}); evidence key ${store.keyId}`);
  } catch (error) {
    if (error instanceof CommandFault) return wrong(error.message, 'Restore the key folder from its backup, or mend what the line says.');
    throw error;
  }
}

function tools(): Finding[] {
  return Object.values(programs).map((program) => {
    const path = program.find();
    if (path === undefined)
      return note(
        `${program.name} is missing; tests and benches need it`,
        `apt-get install ${program.package} (./ramz test does it where it may).`,
      );
    if (program.name !== 'chromium') return well(`${program.name} is installed`);
    try {
      return well(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
    } catch {
      return wrong(`${path} does not start`, 'Install it anew: apt-get install --reinstall chromium.');
    }
  });
}

const marks = { well: 'ok   ', wrong: 'WRONG', note: 'note ' } as const;

export async function doctor(): Promise<ExitCode> {
  const settings = readSettings();
  const runs = lockHolder(settings.dataFolder) !== undefined;
  const findings: Finding[] = [];
  const look = async (work: () => Finding | Finding[] | Promise<Finding | Finding[]>): Promise<void> => {
    let found: Finding[];
    try {
      found = [await work()].flat();
    } catch (error) {
      found = [wrong(error instanceof Error ? error.message : String(error), 'The message above names the cause.')];
    }
    for (const { state, about, mend } of found)
      process.stdout.write(`${marks[state]}  ${about}${mend === undefined ? '' : `\n       ${mend}`}\n`);
    findings.push(...found);
  };
  await look(node);
  await look(libraries);
  await look(() => unknownSettings().map((text) => wrong(text, 'Correct or unset it.')));
  await look(() => programmes(settings));
  await look(() => folder(settings));
  await look(() => keyFiles(settings));
  await look(async () => await keys(settings));
  await look(async () => await ports(settings, runs));
  await look(async () => await database(settings, runs));
  await look(tools);
  const bad = findings.filter(({ state }) => state === 'wrong').length;
  process.stdout.write(bad === 0 ? 'Nothing is wrong.\n' : `${bad} ${bad === 1 ? 'thing is' : 'things are'} wrong.\n`);
  return bad === 0 ? exitCodes.ok : exitCodes.foundWrong;
}
