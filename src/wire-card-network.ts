// Opens the door of the card network as the settings say: connections, port, trace, figures.

import { closeSync, openSync, writeSync } from 'node:fs';

import { CommandFault } from './cli/fault.ts';
import type { Settings } from './cli/settings.ts';
import { demoConnections, loadConnections, openCardNetwork, type CardNetwork, type Connection } from './doors/card-network/index.ts';
import { clear, type Authorizer } from './modules/card-authorizations/index.ts';
import type { CardsContext } from './modules/cards/index.ts';
import { ProgrammeFault } from './modules/programmes/index.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { Logger } from 'pino';

export type CardNetworkWiring = {
  readonly cards: CardsContext;
  readonly authorizer: Authorizer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly settings: Settings;
};

/** A door that is not HTTP: opened when the others are. */
export type NetworkDoor = {
  readonly title: string;
  readonly address: string;
  readonly port: number;
  open(): Promise<{ close(graceMs?: number): Promise<void> }>;
};

function connectionsOf({ cardNetwork, demo }: Settings): readonly Connection[] {
  const { connectionsFile } = cardNetwork;
  if (connectionsFile === undefined) return demo ? demoConnections : [];
  try {
    return loadConnections(connectionsFile);
  } catch (error) {
    if (error instanceof ProgrammeFault)
      throw new CommandFault('configuration', `RAMZ_CARD_NETWORK_CONNECTIONS is wrong:\n${error.message}`, { cause: error });
    throw new CommandFault('configuration', `RAMZ_CARD_NETWORK_CONNECTIONS cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

/** Lines in a file that this account alone may read. */
function openTrace(file: string): { write(text: string): void; close(): void } {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'a', 0o600);
  } catch (error) {
    throw new CommandFault('configuration', `RAMZ_CARD_NETWORK_TRACE cannot be written: ${(error as Error).message}.`, { cause: error });
  }
  return { write: (text) => void writeSync(descriptor, text), close: () => closeSync(descriptor) };
}

/** Undefined where no acquirer may connect: no connections, and no demonstration. Throws CommandFault (78) for settings that are wrong. */
export function wireCardNetwork({ cards, authorizer, logger, metrics, settings }: CardNetworkWiring): NetworkDoor | undefined {
  const connections = connectionsOf(settings);
  if (connections.length === 0) return undefined;
  const { database, security, clock } = cards;
  const { port, host, traceFile } = settings.cardNetwork;
  return {
    title: 'card network (ISO 8583)',
    address: `tcp://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`,
    port,
    async open() {
      const trace = traceFile === undefined ? undefined : openTrace(traceFile);
      const network: CardNetwork = await openCardNetwork(
        {
          connections,
          authorizer,
          clear: async (presentments, now) => await database.transaction(async (tx) => await clear(tx, cards, presentments, now)),
          security,
          database,
          clock,
          logger,
          figures: metrics.cardNetwork,
          ...(trace === undefined ? {} : { traceTo: trace.write }),
        },
        { port, host },
      );
      return {
        close: async (graceMs) => {
          await network.close(graceMs);
          trace?.close();
        },
      };
    },
  };
}
