// The dependencies of a door for a test: real database, real events, keys in a folder of its own, a clock that stands still.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';

import type { DoorSettings, Deps } from '../doors/http/deps.ts';
import { loadCardProgrammes } from '../modules/card-programmes/index.ts';
import { openKeyStore } from '../modules/keys/index.ts';
import { loadProgrammes, programmeNamed } from '../modules/programmes/index.ts';
import { openEvents } from '../postgres/events.ts';
import { fixedClock, type FixedClock } from './clock.ts';
import { testDatabase } from './database.ts';

type After = { after(work: () => Promise<void> | void): void };

/** Dependencies that end with the test. `logged` has what was logged, as text. */
export async function testDeps(
  t: After,
  settings: Partial<DoorSettings> = {},
): Promise<Deps & { clock: FixedClock; logged: string[]; url: string }> {
  const { database, url } = await testDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'ramz-test-'));
  const events = await openEvents(database);
  t.after(async () => {
    await events.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const logged: string[] = [];
  const programmesFolder = new URL('../../programmes', import.meta.url).pathname;
  const programmes = loadProgrammes(programmesFolder);
  return {
    database,
    keys: await openKeyStore({ folder }),
    programmes,
    programme: programmeNamed(programmes, 'oman-token'),
    cardProgrammes: loadCardProgrammes(programmesFolder),
    clock: fixedClock(),
    logger: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    events,
    settings: { origins: {}, webFolder: folder, trustedProxies: [], requestsPerSecondMax: 0, simulator: true, ...settings },
    logged,
    url,
  };
}
