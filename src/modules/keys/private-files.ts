// Key files: made once, replaced whole, and refused when anybody but their owner may read them.

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import { KeyFault } from './fault.ts';

/** Makes the folder (0700) where it is missing, and refuses one that the group or others may enter. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseOpen(folder, 'chmod 700');
}

function refuseOpen(path: string, repair: string): void {
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new KeyFault(
      'key-file-open-to-others',
      `${path} may be read by others than its owner: ${repair} ${path}, and rotate the keys if they could have been copied`,
    );
  }
}

/** The file's JSON; undefined when there is no such file. */
export function readPrivate(path: string): unknown {
  let text: string;
  try {
    refuseOpen(path, 'chmod 600');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    if (error instanceof KeyFault) throw error;
    throw new KeyFault('key-file-broken', `${path} cannot be read`, { cause: error });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message would quote the text, which is a key.
    throw new KeyFault('key-file-broken', `${path} is not JSON: restore it from its backup`);
  }
}

function writeNew(path: string, value: unknown): string {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return temporary;
}

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Makes the file; false when another process made it first, whose content then counts. */
export function createPrivate(path: string, value: unknown): boolean {
  const temporary = writeNew(path, value);
  try {
    linkSync(temporary, path);
    syncFolder(path);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}

/** Replaces the file at once: a reader sees the old text or the new one, also after a power cut. */
export function replacePrivate(path: string, value: unknown): void {
  renameSync(writeNew(path, value), path);
  syncFolder(path);
}

/** Something that changes whenever the file was replaced. */
export function fileVersion(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}
