// Authorisations per second through the ISO 8583 door: the load comes from another process on the same machine.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { demoConnections, noFigures, openCardNetwork, type Connection } from '../src/doors/card-network/index.ts';
import { clear, type Authorizer } from '../src/modules/card-authorizations/index.ts';
import type { Load, Loaded } from './authorisation-iso8583-load.ts';
import type { AuthorisationWorld } from './authorisation-world.ts';

let runs = 0;

async function loadFrom(load: Load): Promise<Loaded> {
  const program = fileURLToPath(new URL('authorisation-iso8583-load.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(load)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error('the load of the bench failed');
  return JSON.parse(text) as Loaded;
}

/**
 * Measures purchases through the door: every answer must be an approval, and comes after its commit.
 * @param window requests that wait on each of the lines
 */
export async function measureIso8583(
  world: AuthorisationWorld,
  authorizer: Authorizer,
  {
    seconds,
    lines = 6,
    window = 128,
    hotCards = 0,
  }: { readonly seconds: number; readonly lines?: number; readonly window?: number; readonly hotCards?: number },
): Promise<Loaded> {
  const { database, security, clock } = world.ctx;
  const logger = {
    info: () => undefined,
    warn: (about: object, text: string) => void process.stderr.write(`${text} ${JSON.stringify(about)}\n`),
    error: (about: object, text: string) => void process.stderr.write(`${text} ${JSON.stringify(about)}\n`),
  };
  const network = await openCardNetwork(
    {
      connections: [{ ...(demoConnections[0] as Connection), inFlightMax: window * 2 }],
      authorizer,
      clear: async (presentments, now) => await database.transaction(async (tx) => await clear(tx, world.ctx, presentments, now)),
      security,
      database,
      clock,
      logger,
      figures: noFigures,
    },
    { port: 0, host: '127.0.0.1' },
  );
  try {
    runs += 1;
    return await loadFrom({ port: network.port, lines, window, seconds, accounts: world.accounts, hotCards, run: runs });
  } finally {
    await network.close();
  }
}
