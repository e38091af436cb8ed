// Work that comes round: each on its own beat, never over itself, waited for at the stop.

import type { Logger } from 'pino';

import { DatabaseFault } from './postgres/database.ts';

export type Round = {
  readonly name: string;
  readonly everyMs: number;
  work(): Promise<unknown>;
};

/** Starts the rounds; the returned function stops them and resolves when what runs has ended. */
export function startRounds(rounds: readonly Round[], logger: Logger): () => Promise<void> {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();

  const begin = (round: Round): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = once(round).finally(() => {
        running.delete(run);
        if (!stopped) begin(round);
      });
      running.add(run);
    }, round.everyMs);
    timers.add(timer);
  };
  async function once({ name, work }: Round): Promise<void> {
    try {
      await work();
    } catch (error) {
      // While the database is away the doors say so; a line a beat would only hide the first one.
      if (error instanceof DatabaseFault) logger.debug({ job: name, err: error }, 'a round found no database');
      else logger.error({ job: name, err: error }, 'a round failed');
    }
  }

  rounds.forEach(begin);
  return async () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(running);
  };
}
