// The composition root: makes the modules' contexts and the doors from one opened installation.

import { join } from 'node:path';

import type { Logger } from 'pino';

import type { Settings } from './cli/settings.ts';
import { createApp, type App } from './doors/http/create-app.ts';
import type { Deps, DoorName } from './doors/http/deps.ts';
import { registerHealth } from './doors/http/health.ts';
import { servePages } from './doors/http/pages.ts';
import { systemClock } from './kernel/clock.ts';
import { signHeads } from './modules/evidence/index.ts';
import type { KeyStore } from './modules/keys/index.ts';
import type { Programme, Programmes } from './modules/programmes/index.ts';
import type { Database } from './postgres/database.ts';
import { openEvents } from './postgres/events.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { Tracing } from './telemetry/tracing.ts';

export type Installation = {
  readonly settings: Settings;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly keys: KeyStore;
  readonly programmes: Programmes;
  readonly programme: Programme;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly webFolder: string;
};

export type Door = { readonly name: DoorName; readonly title: string; readonly app: App; readonly port: number };

export type Wired = {
  readonly deps: Deps;
  readonly doors: readonly Door[];
  /** Stops what runs beside the doors: jobs, deliveries, the event bus. */
  stop(): Promise<void>;
};

/** Makes everything; nothing listens yet. `isStopping` is asked by the readiness check. */
export async function wire(installation: Installation, isStopping: () => boolean): Promise<Wired> {
  const { settings, database, keys, programmes, programme, logger, metrics, tracing, webFolder } = installation;
  const events = await openEvents(database);
  const clock = systemClock;
  const deps: Deps = {
    database,
    keys,
    programmes,
    programme,
    clock,
    logger,
    events,
    settings: {
      origins: settings.origins,
      webFolder,
      trustedProxies: settings.trustedProxies,
      requestsPerSecondMax: settings.requestsPerSecondMax,
    },
  };

  const heads = setInterval(() => {
    signHeads(database, keys, clock.now()).catch((error: unknown) =>
      logger.warn({ err: error }, 'the heads of the evidence chains could not be signed'),
    );
  }, settings.evidenceHeadSeconds * 1000);

  async function door(name: DoorName, title: string, port: number, make: () => Promise<App>): Promise<Door> {
    const app = await make();
    tracing.watch(app, name);
    metrics.watch(app, name);
    registerHealth(app, { ping: database.ping, isStopping }, metrics);
    await servePages(app, join(webFolder, name));
    return { name, title, app, port };
  }

  const doors = [
    await door('bank', 'web bank and API', settings.port, async () => await createApp({ deps, door: 'bank', cookiePaths: ['/bank/v1/'] })),
    await door('token', 'token app', settings.port + 1, async () => await createApp({ deps, door: 'token', camera: true })),
    await door(
      'console',
      'console for staff',
      settings.port + 2,
      async () => await createApp({ deps, door: 'console', cookiePaths: ['/console/v1/'] }),
    ),
  ];
  if (settings.demo)
    doors.push(
      await door('handset', 'phones of the demo customers', settings.port + 3, async () => await createApp({ deps, door: 'handset' })),
    );

  return {
    deps,
    doors,
    async stop() {
      clearInterval(heads);
      await signHeads(database, keys, clock.now()).catch(() => undefined);
      await events.close();
    },
  };
}
