// `ramz demo reset`: throws the demo's database and mailboxes away; keys stay.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

import type { Arguments } from './command.ts';
import { lockDataFolder } from './data-folder.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { readSettings } from './settings.ts';

export async function demoReset({ options }: Arguments): Promise<ExitCode> {
  const settings = readSettings();
  // A database that somebody else runs may hold more than a demo: it is never emptied from here.
  if (settings.databaseUrl !== undefined) {
    throw new CommandFault(
      'configuration',
      'DATABASE_URL is set: only the demo in the embedded database is reset. Unset it, or drop and create that database yourself.',
    );
  }
  if (!settings.demo) throw new CommandFault('configuration', 'RAMZ_DEMO is off: this installation holds no demo.');
  const folders = ['postgres', 'demo'].map((name) => join(settings.dataFolder, name)).filter((folder) => existsSync(folder));
  if (folders.length === 0) {
    process.stdout.write('There is nothing to reset.\n');
    return exitCodes.ok;
  }
  if (options['yes'] !== true) {
    if (!process.stdin.isTTY) throw new CommandFault('usage', 'Without a terminal to ask on, --yes is needed.');
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(`All data in ${settings.dataFolder} but the keys will be gone. Type 'reset' to go on: `);
    terminal.close();
    if (answer.trim() !== 'reset') {
      process.stderr.write('ramz: nothing was changed\n');
      return exitCodes.foundWrong;
    }
  }
  const release = lockDataFolder(settings.dataFolder);
  try {
    const { stopOrphan } = await import('./database-server.ts');
    await stopOrphan(settings);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  } finally {
    release();
  }
  process.stdout.write('The demo is gone. ./ramz start makes a new one.\n');
  return exitCodes.ok;
}
