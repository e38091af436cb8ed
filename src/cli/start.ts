// `ramz start`: opens everything in order, says where it is, and closes everything in the opposite order.

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { openDatabase } from '../postgres/database.ts';
import { migrate } from '../postgres/migrate.ts';
import { openLogger } from '../telemetry/logger.ts';
import { openMetrics } from '../telemetry/metrics.ts';
import { openTracing } from '../telemetry/tracing.ts';
import { wire, type Door, type Wired } from '../wiring.ts';
import { openDatabaseServer } from './database-server.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { openKeys, openProgrammes } from './installation.ts';
import { lockDataFolder } from './data-folder.ts';
import { ensurePages, pagesFolder } from './pages.ts';
import { readSettings, unknownSettings, type Settings } from './settings.ts';

/** Requests under way are given this long at a stop; event streams are told to end at once. */
const drainMs = 15_000;

const say = (text: string): void => void process.stdout.write(`ramz: ${text}\n`);
const warn = (text: string): void => void process.stderr.write(`ramz: ${text}\n`);

const notListening =
  ({ port, title }: { readonly port: number; readonly title: string }, host = '') =>
  (error: unknown): never => {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE')
      throw new CommandFault(
        'unavailable',
        `Port ${port} (${title}) is in use by another program. Stop that one, or set RAMZ_PORT to another first port.`,
        { cause: error },
      );
    if (code === 'EACCES')
      throw new CommandFault('permission', `This account may not listen on port ${port}. Set RAMZ_PORT to a port above 1023.`, {
        cause: error,
      });
    if (code === 'EADDRNOTAVAIL')
      throw new CommandFault('configuration', `RAMZ_HOST is '${host}', which is no address of this machine.`, { cause: error });
    throw error;
  };

async function listen({ app, port, title, host: own }: Door, settings: Settings): Promise<void> {
  const host = own ?? settings.host;
  await app.listen({ port, host }).catch(notListening({ port, title }, host));
}

const shownAddress = ({ name, port }: Door, { origins, host }: Settings): string =>
  origins[name] ?? `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`;

/** A promise of the first signal to stop; a second one ends the process at once. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve(signal);
      });
    }
  });
}

export async function start(): Promise<ExitCode> {
  const began = performance.now();
  const stopped = stopSignal();
  const settings = readSettings();
  unknownSettings().forEach(warn);
  const { programmes, programme, cardProgrammes } = openProgrammes(settings);
  const logger = openLogger(settings.logLevel);

  // What was opened is closed in the opposite order, whatever goes wrong meanwhile.
  const closings: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closing of closings.reverse()) {
      await Promise.resolve()
        .then(closing)
        .catch((error: unknown) => logger.error({ err: error }, 'something did not stop as it should'));
    }
  };

  let stopping = false;
  try {
    closings.push(lockDataFolder(settings.dataFolder));
    const restarted = (error?: unknown): void => {
      if (error === undefined) logger.warn('the embedded PostgreSQL had gone away and was started again');
      else logger.error({ err: error }, 'the embedded PostgreSQL went away and could not be started again; trying on');
    };
    const opening = openDatabaseServer(settings, 'server', restarted);
    closings.push(
      async () =>
        await opening.then(
          async (opened) => await opened.stop(),
          () => undefined,
        ),
    );
    const [server] = await Promise.all([opening, ensurePages(say)]);
    const applied = await migrate(server.url);
    if (applied.length > 0) logger.info({ count: applied.length }, 'the database was migrated');
    const tracing = await openTracing(settings.otlpEndpoint);
    closings.push(tracing.close);
    const pool = openDatabase(server.url, settings.databaseConnections);
    closings.push(pool.end);
    const database = tracing.traced(pool);
    const keys = await openKeys(settings);

    const installation = {
      settings,
      database,
      databaseUrl: server.url,
      keys,
      programmes,
      programme,
      cardProgrammes,
      logger,
      metrics: openMetrics(database),
      tracing,
      webFolder: pagesFolder,
    };
    const wired: Wired = await wire(installation, () => stopping);
    closings.push(wired.stop);
    for (const door of wired.doors) {
      closings.push(async () => await Promise.race([door.app.close(), sleep(drainMs, undefined, { ref: false })]));
      await listen(door, settings);
    }
    if (wired.cardNetwork !== undefined) {
      const network = await wired.cardNetwork.open().catch(notListening(wired.cardNetwork));
      closings.push(async () => await network.close(drainMs));
    }

    for (const door of wired.doors) say(`${shownAddress(door, settings).padEnd(28)} ${door.title}`);
    if (wired.cardNetwork !== undefined) say(`${wired.cardNetwork.address.padEnd(28)} ${wired.cardNetwork.title}`);
    say(`${`${shownAddress(wired.doors[0] as Door, settings)}/docs`.padEnd(28)} API reference`);
    say(
      `data folder ${settings.dataFolder}, database ${server.kind === 'embedded' ? 'embedded' : 'of DATABASE_URL'}${settings.demo ? ', with demo data (RAMZ_DEMO=off for none)' : ''}`,
    );
    say(`ready in ${Math.round(performance.now() - began)} ms; Ctrl-C stops`);
    logger.info({ durationMs: Math.round(performance.now() - began), port: settings.port }, 'ready');

    const signal = await stopped;
    stopping = true;
    logger.info({ signal }, 'stopping');
    say(`${signal}: finishing what was begun`);
  } finally {
    stopping = true;
    await close();
  }
  say('stopped');
  // Whatever timer of a library is left has nothing to do any more.
  setTimeout(() => process.exit(), 1000).unref();
  return exitCodes.ok;
}
