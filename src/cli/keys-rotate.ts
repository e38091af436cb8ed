// `ramz keys rotate`: a new master key, and where asked for every secret sealed anew, while a server runs.

import { systemClock } from '../kernel/clock.ts';
import { KeyFault, rotateKeys } from '../modules/keys/index.ts';
import { sealedColumns } from '../wire-keys.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { keySettings, visit } from './installation.ts';
import { readSettings } from './settings.ts';

export async function keysRotate({ options }: Arguments): Promise<ExitCode> {
  const settings = readSettings();
  const reseal = options['reseal'] === true;
  return await visit(settings, async ({ database }) => {
    try {
      const { masterKeyId, dataKeyId, resealed, broken } = await rotateKeys(
        keySettings(settings),
        {
          db: database,
          ...(reseal ? { columns: sealedColumns } : {}),
          progress: (progress) => {
            if (progress.step === 'rows')
              process.stderr.write(`ramz: ${progress.table}.${progress.column}: ${progress.resealed} sealed again\n`);
            else process.stderr.write(`ramz: ${progress.rewrapped} keys wrapped under the master key ${progress.masterKeyId}\n`);
          },
        },
        systemClock.now(),
      );
      process.stdout.write(`master key ${masterKeyId}, data key ${dataKeyId}${reseal ? `, ${resealed} secrets sealed again` : ''}\n`);
      for (const { table, column, id } of broken)
        process.stderr.write(`ramz: ${table}.${column} of ${id} does not open for its owner; it was left as it is\n`);
      if (broken.length > 0) return exitCodes.foundWrong;
      process.stdout.write('Back up the key folder now; backups of the old one open older backups of the database only.\n');
      return exitCodes.ok;
    } catch (error) {
      if (error instanceof KeyFault)
        throw new CommandFault(error.code === 'rotation-running' ? 'inUse' : 'permission', `${error.message}.`, { cause: error });
      throw error;
    }
  });
}
