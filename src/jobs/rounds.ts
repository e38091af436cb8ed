// Work that comes round: each on its own beat, never over itself, waited for at the stop.

import { DatabaseFault, statement, type Database } from '../postgres/database.ts';

export type Round = {
  readonly name: string;
  readonly everyMs: number;
  /**
   * Runs in one process at a time, whichever comes first; the others leave that beat out. For work that gains nothing from
   * company. Work that claims its rows by itself (the outboxes) does without, so that every process helps.
   */
  readonly alone?: boolean;
  work(): Promise<unknown>;
};

/** The two levels that a round speaks in; pino's logger fits. */
export type RoundLogger = {
  debug(fields: { job: string; err: unknown }, text: string): void;
  error(fields: { job: string; err: unknown }, text: string): void;
};

export type RoundSettings = {
  readonly database: Database;
  readonly logger: RoundLogger;
};

// Held by a transaction that does nothing else: a process that dies gives it back.
const lock = statement('round_lock', `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7264623)) AS held`);

async function runAlone(database: Database, { name, work }: Round): Promise<void> {
  await database.transaction(async (tx) => {
    const [row] = await tx.query<{ held: boolean }>(lock, [name]);
    if (row?.held === true) await work();
  });
}

/**
 * Starts the rounds, each first after its own beat. A round that fails is told of and comes again.
 * @returns stops them and resolves when what runs has ended
 */
export function startRounds(rounds: readonly Round[], { database, logger }: RoundSettings): () => Promise<void> {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();

  function begin(round: Round): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = once(round).finally(() => {
        running.delete(run);
        if (!stopped) begin(round);
      });
      running.add(run);
    }, round.everyMs);
    timers.add(timer);
  }

  async function once(round: Round): Promise<void> {
    try {
      await (round.alone === true ? runAlone(database, round) : round.work());
    } catch (error) {
      // While the database is away the doors say so; a line a beat would only hide the first one.
      if (error instanceof DatabaseFault) logger.debug({ job: round.name, err: error }, 'a round found no database');
      else logger.error({ job: round.name, err: error }, 'a round failed');
    }
  }

  rounds.forEach(begin);
  return async () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(running);
  };
}
