// Opens what every command of an installation works with: programmes, keys, database.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadCardProgrammes, type CardProgrammes } from '../modules/card-programmes/index.ts';
import { KeyFault, openKeyStore, type KeyStore, type KeyStoreSettings } from '../modules/keys/index.ts';
import { loadProgrammes, ProgrammeFault, type Programme, type Programmes } from '../modules/programmes/index.ts';
import { openDatabase, type Database } from '../postgres/database.ts';
import { migrate } from '../postgres/migrate.ts';
import { openDatabaseServer } from './database-server.ts';
import { CommandFault } from './fault.ts';
import { lockDataFolder, lockHolder } from './data-folder.ts';
import type { Settings } from './settings.ts';

/** The programmes of the installation and the one that its doors serve. Throws CommandFault (65) with every mistake. */
export function openProgrammes(settings: Settings): { programmes: Programmes; programme: Programme; cardProgrammes: CardProgrammes } {
  let programmes;
  let cardProgrammes;
  try {
    programmes = loadProgrammes(settings.programmesFolder);
    cardProgrammes = loadCardProgrammes(settings.programmesFolder);
  } catch (error) {
    if (error instanceof ProgrammeFault)
      throw new CommandFault('data', `The programme files are wrong:\n${error.message}`, { cause: error });
    throw new CommandFault('noInput', `The programmes in ${settings.programmesFolder} cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  const programme = programmes.get(settings.programme);
  if (programme === undefined) {
    throw new CommandFault(
      'configuration',
      `RAMZ_PROGRAMME is '${settings.programme}', which is none of: ${[...programmes.keys()].join(', ')}.`,
    );
  }
  return { programmes, programme, cardProgrammes };
}

export function keySettings(settings: Settings): KeyStoreSettings {
  const folder = join(settings.dataFolder, 'keys');
  if (settings.pkcs11 === undefined) return { folder };
  let pin;
  try {
    pin = readFileSync(settings.pkcs11.pinFile, 'utf8').trim();
  } catch (error) {
    throw new CommandFault('configuration', `RAMZ_PKCS11_PIN_FILE cannot be read: ${(error as Error).message}.`, { cause: error });
  }
  return { folder, pkcs11: { library: settings.pkcs11.module, tokenLabel: settings.pkcs11.tokenLabel, pin } };
}

export async function openKeys(settings: Settings): Promise<KeyStore> {
  try {
    return await openKeyStore(keySettings(settings));
  } catch (error) {
    if (error instanceof KeyFault)
      throw new CommandFault('permission', `The keys cannot be opened (${error.code}): ${error.message}`, { cause: error });
    throw error;
  }
}

/** Runs a short command beside a running server, or with the database started for its time. */
export async function visit<T>(
  settings: Settings,
  work: (opened: { database: Database; url: string; keys: KeyStore }) => Promise<T>,
): Promise<T> {
  const release = lockHolder(settings.dataFolder) === undefined ? lockDataFolder(settings.dataFolder) : () => undefined;
  try {
    const server = await openDatabaseServer(settings, 'visitor');
    try {
      await migrate(server.url);
      const database = openDatabase(server.url, 4);
      try {
        return await work({ database, url: server.url, keys: await openKeys(settings) });
      } finally {
        await database.end();
      }
    } finally {
      await server.stop();
    }
  } finally {
    release();
  }
}
