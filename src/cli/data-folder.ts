// The data folder and its lock: one running server a folder, and a killed one leaves nothing to mend.

import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFault } from './fault.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
};

/** Makes the folder where it is missing. It is readable by its owner; the embedded PostgreSQL needs to walk through it. */
export function openDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    if ((statSync(folder).mode & 0o077) !== 0o011) chmodSync(folder, 0o711);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    throw new CommandFault(
      'cannotWrite',
      `The data folder ${folder} cannot be used: ${reasons[code] ?? code}. Set RAMZ_DATA to another folder.`,
      { cause: error },
    );
  }
}

/** When a process was started, in ticks since the machine was: with its number it names one process for good. */
export function startedAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces: fields are counted behind it; the 20th there is the start time.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isRunning(pid: number, started: string): boolean {
  // 0 would ask about our own process group.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM') return false;
  }
  const now = startedAt(pid);
  return now === undefined || started === '' || now === started;
}

/** The process that holds the folder, or undefined. */
export function lockHolder(folder: string): number | undefined {
  try {
    const [pid = '', started = ''] = readFileSync(join(folder, 'lock'), 'utf8').trim().split(' ');
    return isRunning(Number(pid), started) ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the folder for this process and gives the release. Throws CommandFault (75) while another one has it. */
export function lockDataFolder(folder: string): () => void {
  openDataFolder(folder);
  const path = join(folder, 'lock');
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      // Written beside and linked into place: a lock is never seen without its holder in it.
      const own = `${path}.${process.pid}`;
      writeFileSync(own, `${process.pid} ${startedAt(process.pid) ?? ''}\n`, { mode: 0o600 });
      try {
        linkSync(own, path);
      } finally {
        unlinkSync(own);
      }
      return () => {
        try {
          unlinkSync(path);
        } catch {
          // Somebody removed the folder meanwhile: there is nothing left to release.
        }
      };
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
      const holder = lockHolder(folder);
      if (holder !== undefined) {
        throw new CommandFault(
          'inUse',
          `The data folder ${folder} is in use by process ${holder}. Stop that one first, or set RAMZ_DATA and RAMZ_PORT to others.`,
        );
      }
      // Its process was killed: the lock is taken over.
      unlinkSync(path);
    }
  }
  throw new CommandFault('inUse', `The lock of the data folder ${folder} changes hands all the time. Try again.`);
}
