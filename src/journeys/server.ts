// The whole product for one test: every door with its pages, the demo's servers and people, on free ports and a throw-away database.

import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensurePages, pagesFolder } from '../cli/pages.ts';
import { readSettings, type Settings } from '../cli/settings.ts';
import { demoCard, type DemoCard } from '../demo/accounts.ts';
import { demoCustomers, type DemoCustomer } from '../demo/customers.ts';
import type { Deps, DoorName } from '../doors/http/deps.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { openKeyStore } from '../modules/keys/index.ts';
import { loadCardProgrammes } from '../modules/card-programmes/index.ts';
import { loadProgrammes, programmeNamed } from '../modules/programmes/index.ts';
import { openLogger } from '../telemetry/logger.ts';
import { openMetrics } from '../telemetry/metrics.ts';
import { openTracing } from '../telemetry/tracing.ts';
import { testDatabase } from '../testing/database.ts';
import { freeFirstPort } from '../testing/ports.ts';
import { wire } from '../wiring.ts';

type After = { after(work: () => Promise<void> | void): void };

export type TestServer = {
  readonly deps: Deps;
  /** 'http://localhost:…' of each door. */
  readonly origins: Readonly<Record<DoorName, string>>;
  readonly dataFolder: string;
  readonly people: readonly (DemoCustomer & { readonly card: DemoCard })[];
};

// Doors, SMS centre, mail drop, push service, kiosk, card network, devices of the kiosk.
const portsInARow = 10;
const portOfCardNetwork = 8;

/** Starts everything as `./ramz start` does, builds the pages where they are old, and stops it after the test. */
export async function openServer(t: After, change: Partial<Settings> = {}, clock: Clock = systemClock): Promise<TestServer> {
  await ensurePages(() => undefined);
  const { database, url } = await testDatabase(t, 20);
  const dataFolder = mkdtempSync(join(tmpdir(), 'ramz-server-'));
  chmodSync(dataFolder, 0o700);
  // A copy: whoever builds the pages anew meanwhile must not take these away.
  const webFolder = join(dataFolder, 'web');
  cpSync(pagesFolder, webFolder, { recursive: true });
  const read = readSettings({});
  const port = await freeFirstPort(portsInARow);
  const settings: Settings = {
    ...read,
    port,
    cardNetwork: { ...read.cardNetwork, port: port + portOfCardNetwork },
    dataFolder,
    databaseUrl: url,
    demo: true,
    logLevel: 'silent',
    requestsPerSecondMax: 0,
    ...change,
  };
  const programmes = loadProgrammes(settings.programmesFolder);
  const programme = programmeNamed(programmes, settings.programme);
  const keys = await openKeyStore({ folder: join(dataFolder, 'keys') });
  const logger = openLogger(settings.logLevel);
  const tracing = await openTracing(undefined);
  let stopping = false;
  const wired = await wire(
    {
      settings,
      database,
      databaseUrl: url,
      keys,
      programmes,
      programme,
      cardProgrammes: loadCardProgrammes(settings.programmesFolder),
      logger,
      metrics: openMetrics(database),
      tracing,
      webFolder,
      clock,
    },
    () => stopping,
  );
  for (const { app, port } of wired.doors) await app.listen({ port, host: settings.host });
  const network = await wired.cardNetwork?.open();
  t.after(async () => {
    stopping = true;
    await network?.close();
    await Promise.all(wired.doors.map(({ app }) => app.close()));
    await wired.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  const at = (name: DoorName): string => `http://localhost:${wired.doors.find((door) => door.name === name)?.port ?? 0}`;
  const now = wired.deps.clock.now();
  return {
    deps: wired.deps,
    origins: { bank: at('bank'), token: at('token'), console: at('console'), handset: at('handset'), kiosk: at('kiosk') },
    dataFolder,
    people: demoCustomers(keys, programme).map((person) => ({ ...person, card: demoCard(keys, person.id, now) })),
  };
}
