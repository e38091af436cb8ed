// The composition root: makes the modules' contexts, the lines, the doors and the rounds from one opened installation.

import { join } from 'node:path';

import type { Logger } from 'pino';

import type { Settings } from './cli/settings.ts';
import { seedApiClient } from './demo/api-client.ts';
import { openDemoKiosk } from './demo/kiosk.ts';
import type { KioskDevices } from './demo/kiosk-devices.ts';
import { openTerminal } from './demo/terminal.ts';
import { registerBankCardDoor } from './doors/http/bank/card-door.ts';
import { registerBankDoor } from './doors/http/bank/index.ts';
import { registerBankOperationRoutes } from './doors/http/bank/operations.ts';
import { registerBankTokenRoutes } from './doors/http/bank/token.ts';
import { consoleDoor } from './doors/http/console/door.ts';
import { createApp, type App } from './doors/http/create-app.ts';
import type { Deps, DoorName } from './doors/http/deps.ts';
import { allowStreams } from './doors/http/event-stream.ts';
import { handsetDoor } from './doors/http/handset/door.ts';
import { registerHealth } from './doors/http/health.ts';
import { kioskDoor } from './doors/http/kiosk/door.ts';
import { registerIssuerCardDoor } from './doors/http/issuer/card-door.ts';
import { registerIssuerDoor } from './doors/http/issuer/index.ts';
import { servePages } from './doors/http/pages.ts';
import { registerReference } from './doors/http/reference-page.ts';
import { registerTokenDoor, type ApprovalDeps } from './doors/http/token/index.ts';
import { startRounds, type Round } from './jobs/rounds.ts';
import { systemClock, type Clock } from './kernel/clock.ts';
import type { CardProgrammes } from './modules/card-programmes/index.ts';
import { signHeads } from './modules/evidence/index.ts';
import type { KeyStore } from './modules/keys/index.ts';
import { settleDeposits, type KioskContext } from './modules/kiosk/index.ts';
import { expireHolds, foldHotAccounts } from './modules/ledger/index.ts';
import { sweepMessages } from './modules/messaging/index.ts';
import { sweepCodes } from './modules/one-time-codes/index.ts';
import { expireDue } from './modules/operations/index.ts';
import { paymentExecutors } from './modules/payments/index.ts';
import type { Programme, Programmes } from './modules/programmes/index.ts';
import { takeInboundSms } from './modules/soft-tokens/index.ts';
import { forgetOldTries } from './modules/web-bank/index.ts';
import { deliverWebhooks, sweepWebhooks } from './modules/webhooks/index.ts';
import type { Database } from './postgres/database.ts';
import { openEvents } from './postgres/events.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { Tracing } from './telemetry/tracing.ts';
import { wireApprovals } from './wire-approvals.ts';
import { wireCardNetwork, type NetworkDoor } from './wire-card-network.ts';
import { wireCards } from './wire-cards.ts';
import { demoFrames, openDemoServers, seedDemo, type DemoServers } from './wire-demo.ts';
import { openLines, type Lines } from './wire-lines.ts';

export type Installation = {
  readonly settings: Settings;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly keys: KeyStore;
  readonly programmes: Programmes;
  readonly programme: Programme;
  readonly cardProgrammes: CardProgrammes;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly webFolder: string;
  /** The machine's, unless a test brings its own. */
  readonly clock?: Clock;
};

export type Door = {
  readonly name: DoorName;
  readonly title: string;
  readonly app: App;
  readonly port: number;
  /** Where it listens, if not where the others do. */ readonly host?: string;
};

export type Wired = {
  readonly deps: Deps;
  readonly doors: readonly Door[];
  /** Opened with the doors, where acquirers may connect. */
  readonly cardNetwork: NetworkDoor | undefined;
  /** Stops what runs beside the doors: rounds, lines, batches, the event bus. */
  stop(): Promise<void>;
};

const second = 1000;
const minute = 60 * second;

async function deliverAllWebhooks({ database, keys, clock, settings }: ApprovalDeps, isStopping: () => boolean): Promise<void> {
  const allowPrivate = settings.allowPrivateWebhooks === true;
  for (;;) if ((await deliverWebhooks({ database, keys, clock, allowPrivate })) === 0 || isStopping()) return;
}

function roundsOf(deps: ApprovalDeps, lines: Lines, settings: Settings, isStopping: () => boolean): Round[] {
  const { database, clock, keys } = deps;
  return [
    ...lines.channels.map((channel) => ({
      name: `deliver-${channel}`,
      everyMs: 200,
      work: async () => await lines.deliver(channel, isStopping),
    })),
    { name: 'deliver-webhooks', everyMs: 500, work: async () => await deliverAllWebhooks(deps, isStopping) },
    { name: 'sweep-webhooks', everyMs: minute, alone: true, work: async () => await sweepWebhooks(database, clock.now()) },
    { name: 'expire-operations', everyMs: second, work: async () => await expireDue(deps.operations, clock.now()) },
    {
      name: 'sign-evidence-heads',
      everyMs: settings.evidenceHeadSeconds * second,
      work: async () => await signHeads(database, keys, clock.now()),
    },
    { name: 'expire-holds', everyMs: 5 * second, work: async () => await expireHolds(database, clock.now()) },
    { name: 'fold-hot-accounts', everyMs: minute, alone: true, work: async () => await foldHotAccounts(database) },
    { name: 'sweep-messages', everyMs: minute, alone: true, work: async () => await sweepMessages(database, clock.now()) },
    { name: 'sweep-sign-in-tries', everyMs: minute, work: async () => await forgetOldTries(database, clock.now()) },
    { name: 'sweep-codes', everyMs: minute, alone: true, work: async () => await sweepCodes(database, clock.now()) },
  ];
}

/** Makes everything; nothing listens yet. `isStopping` is asked by the readiness check. */
export async function wire(installation: Installation, isStopping: () => boolean): Promise<Wired> {
  const {
    settings,
    database,
    keys,
    programmes,
    programme,
    cardProgrammes,
    logger,
    metrics,
    tracing,
    webFolder,
    clock = systemClock,
  } = installation;
  const events = await openEvents(database);
  const common: Deps = {
    database,
    keys,
    programmes,
    programme,
    cardProgrammes,
    clock,
    logger,
    events,
    settings: {
      origins: settings.origins,
      webFolder,
      trustedProxies: settings.trustedProxies,
      requestsPerSecondMax: settings.requestsPerSecondMax,
      allowPrivateWebhooks: settings.demo,
      simulator: settings.simulator,
    },
  };
  const demo: DemoServers | undefined = settings.demo ? await openDemoServers(settings) : undefined;
  const lines = openLines(common, {
    dataFolder: settings.dataFolder,
    smppUrl: settings.smppUrl ?? demo?.smppUrl,
    smtpUrl: settings.smtpUrl ?? demo?.smtpUrl,
    allowPrivate: settings.demo,
  });
  const wiredCards = await wireCards(common);
  const approvals = wireApprovals(common, {
    executors: [...paymentExecutors(programmes), ...wiredCards.executors],
    appHost: new URL(settings.origins.token ?? 'http://localhost').hostname,
    vapidPublicKey: lines.vapidPublicKey,
  });
  const deps = { ...approvals, cards: wiredCards.cards };
  lines.inbound.onInboundSms(async (message, tx) => void (await takeInboundSms(deps.softTokens, tx, message, message.at)));
  const people = settings.demo ? await seedDemo(deps) : undefined;
  if (settings.demo) {
    await seedApiClient(database, keys, programme, join(settings.dataFolder, 'demo'), clock.now());
  }

  async function door(name: DoorName, title: string, port: number, make: () => Promise<App>): Promise<Door> {
    const app = await make();
    tracing.watch(app, name);
    metrics.watch(app, name);
    registerHealth(app, { ping: database.ping, isStopping }, metrics);
    await servePages(app, join(webFolder, name));
    return { name, title, app, port };
  }
  const doors = [
    await door('bank', 'web bank and API', settings.port, async () => {
      const app = await createApp({ deps, door: 'bank', cookiePaths: ['/bank/v1/'] });
      allowStreams(app);
      registerBankDoor(app, deps);
      registerBankOperationRoutes(app, deps);
      registerBankTokenRoutes(app, deps);
      registerIssuerDoor(app, deps);
      registerBankCardDoor(app, deps);
      registerIssuerCardDoor(app, deps);
      registerReference(app, new Map([...deps.operations.executors].map(([kind, { params }]) => [kind, params])));
      return app;
    }),
    await door('token', 'token app', settings.port + 1, async () => {
      const ancestors = settings.tokenFrameAncestors ?? (settings.demo ? demoFrames(settings) : undefined);
      const contentSecurityPolicy = ancestors === undefined ? {} : { contentSecurityPolicy: { 'frame-ancestors': ancestors } };
      const app = await createApp({ deps, door: 'token', camera: true, ...contentSecurityPolicy });
      registerTokenDoor(app, deps);
      return app;
    }),
    await door('console', 'console for staff', settings.port + 2, async () => await consoleDoor(deps)),
  ];
  const kiosks: KioskContext = { ...wiredCards.cards, operations: deps.operations };
  const kioskDevices = settings.kioskDevices ?? `http://127.0.0.1:${settings.port + 9}`;
  const cardProgramme = [...cardProgrammes.values()].find(({ holders, offered }) => offered && holders === programme.programme);
  let devices: KioskDevices | undefined;
  if (cardProgramme !== undefined) {
    const kiosk = await door(
      'kiosk',
      'self-service kiosk',
      settings.port + 7,
      async () => await kioskDoor({ ...deps, kiosks, kioskDevices }),
    );
    doors.push(kiosk);
    const origins = (): readonly string[] => kiosk.app.ownOrigins();
    const { dataFolder } = settings;
    if (demo !== undefined) devices = await openDemoKiosk(kiosks, cardProgramme, { port: settings.port + 9, dataFolder, origins, clock });
  }
  if (demo !== undefined && people !== undefined) {
    const { host, port } = settings.cardNetwork;
    const at = { host: host === '0.0.0.0' ? '127.0.0.1' : host, port };
    const terminal = cardProgramme === undefined ? undefined : openTerminal({ ...at, security: wiredCards.cards.security, clock });
    const source = {
      ...demo,
      ...people,
      port: settings.port,
      ...(devices === undefined ? {} : { devices }),
      ...(terminal === undefined ? {} : { terminal }),
      cardsContext: wiredCards.cards,
    };
    const handset = await door('handset', 'phones of the demo customers', settings.port + 3, async () => await handsetDoor(common, source));
    // Cards and PINs of the demo are for this machine's own browser, wherever the other doors listen.
    doors.push({ ...handset, host: '127.0.0.1' });
  }

  const settleCash: Round = {
    name: 'settle-kiosk-cash',
    everyMs: 15 * second,
    alone: true,
    work: async () => void (await settleDeposits(kiosks, clock.now())),
  };
  const rounds = [...roundsOf(deps, lines, settings, isStopping), ...wiredCards.rounds, settleCash];
  const stopRounds = startRounds(rounds, { database, logger });
  return {
    deps,
    doors,
    cardNetwork: wireCardNetwork({ ...wiredCards, logger, metrics, settings }),
    async stop() {
      await Promise.all([deps.signIns.drain(), deps.decisions.drain(), deps.codeEntries.drain(), wiredCards.drain()]);
      await stopRounds();
      await lines.close();
      await demo?.close();
      await devices?.close();
      await signHeads(database, keys, clock.now()).catch((error: unknown) =>
        logger.warn({ err: error }, 'the last heads could not be signed'),
      );
      await events.close();
    },
  };
}
