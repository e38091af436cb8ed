// Builds the page applications when the built ones are missing or older than their sources.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { CommandFault } from './fault.ts';
import { rootFolder } from './settings.ts';

export const pagesFolder = join(rootFolder, 'dist', 'web');
const stamp = join(pagesFolder, 'sources');

/** A digest of all that the pages are made of: times of files say nothing after a clone or a checkout. */
function sourcesDigest(): string {
  const digest = createHash('sha256');
  const add = (path: string): void => {
    digest.update(path.slice(rootFolder.length)).update(readFileSync(path));
  };
  for (const folder of ['web', 'src/crypto', 'src/kernel']) {
    const files = readdirSync(join(rootFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    files.forEach(add);
  }
  add(join(rootFolder, 'package-lock.json'));
  return digest.digest('hex');
}

/** Makes dist/web as new as its sources; `say` tells about it, since it takes some seconds. */
export async function ensurePages(say: (text: string) => void): Promise<void> {
  // Somebody who works on the pages builds those that RAMZ_PAGES names (none, where it is empty) themselves.
  if (process.env['RAMZ_PAGES'] !== undefined) return;
  const digest = sourcesDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('building the pages (once after a change, some seconds)');
  const output: Buffer[] = [];
  const code = await new Promise<number | null>((resolve, reject) => {
    // A process of its own: the bundler's memory goes with it.
    const child = spawn(
      process.execPath,
      [join(rootFolder, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', 'web/vite.config.ts'],
      {
        cwd: rootFolder,
        env: { ...process.env, NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.on('data', (part: Buffer) => output.push(part));
    child.stderr.on('data', (part: Buffer) => output.push(part));
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new CommandFault(
      'unavailable',
      `The pages could not be built:\n${stripVTControlCharacters(Buffer.concat(output).toString()).trimEnd()}`,
    );
  mkdirSync(pagesFolder, { recursive: true });
  writeFileSync(stamp, digest);
}
