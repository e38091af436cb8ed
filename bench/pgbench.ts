// pgbench's TPC-B on the bench's own server: what the machine can do, to compare with.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { ensurePrograms, programs } from '../src/cli/programs.ts';

const execute = promisify(execFile);

function program(say: (text: string) => void): string {
  ensurePrograms([programs.pgbench], say);
  const path = programs.pgbench.find();
  if (path === undefined) throw new Error('pgbench was not found');
  return path;
}

/** Fills the tables of pgbench, scale 10. */
export async function preparePgbench(url: string, say: (text: string) => void): Promise<void> {
  await execute(program(say), ['-i', '-q', '-s', '10', url]);
}

/** Transactions per second of TPC-B: prepared statements, 16 clients, 2 threads. */
export async function runPgbench(url: string, seconds: number, say: (text: string) => void): Promise<number> {
  const { stdout } = await execute(program(say), ['-M', 'prepared', '-c', '16', '-j', '2', '-T', String(seconds), url]);
  const tps = /^tps = ([0-9.]+)/m.exec(stdout)?.[1];
  if (tps === undefined) throw new Error(`pgbench said no figure:\n${stdout}`);
  return Number(tps);
}
