// Programs of the machine that tests and benches need, and how to get them.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFault } from './fault.ts';

export type Program = { readonly name: string; readonly package: string; find(): string | undefined };

const onPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** Debian keeps the programs of each PostgreSQL version in a folder of its own; the newest is taken. */
function ofPostgres(name: string): string | undefined {
  const folder = '/usr/lib/postgresql';
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(folder, version, 'bin', name)).find((path) => existsSync(path));
}

export const programs = {
  chromium: { name: 'chromium', package: 'chromium', find: () => process.env['RAMZ_CHROMIUM'] ?? onPath('chromium') },
  ffmpeg: { name: 'ffmpeg', package: 'ffmpeg', find: () => onPath('ffmpeg') },
  softhsm: { name: 'softhsm2-util', package: 'softhsm2', find: () => onPath('softhsm2-util') },
  pgbench: { name: 'pgbench', package: 'postgresql-contrib', find: () => ofPostgres('pgbench') ?? onPath('pgbench') },
} as const satisfies Record<string, Program>;

/** Installs what is missing (Debian and Ubuntu, as root or by sudo without a password); else says the command to run. */
export function ensurePrograms(wanted: readonly Program[], say: (text: string) => void): void {
  const missing = wanted.filter((program) => program.find() === undefined);
  if (missing.length === 0) return;
  const packages = missing.map((program) => program.package);
  const root = process.getuid?.() === 0;
  const command = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const byHand = `Install ${missing.map(({ name }) => name).join(', ')} first: ${root ? '' : 'sudo '}${command.join(' ')}`;
  if (onPath('apt-get') === undefined) throw new CommandFault('unavailable', byHand);
  if (!root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) throw new CommandFault('unavailable', byHand);
  say(`installing ${packages.join(', ')}`);
  const run = (words: readonly string[]): void => {
    const [program = '', ...rest] = root ? words : ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive', ...words];
    execFileSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  try {
    run(['apt-get', 'update', '-qq']);
    run(command);
  } catch (error) {
    throw new CommandFault('unavailable', `apt-get failed: read the lines above. ${byHand}`, { cause: error });
  }
}
