// Makes the context that all card modules share, and what cards add to approvals and to the rounds.

import { randomBytes } from 'node:crypto';

import type { Deps } from './doors/http/deps.ts';
import { runAllFinishedDays } from './jobs/end-of-day/end-of-day.ts';
import type { Round } from './jobs/rounds.ts';
import { uuidV7 } from './kernel/ids.ts';
import { fundingExecutors } from './modules/card-funding/index.ts';
import { authorizerOf, type Authorizer } from './modules/card-authorizations/index.ts';
import { sweepQuotes } from './modules/exchange/index.ts';
import { openCardSecurity } from './modules/card-security/index.ts';
import { cardExecutors, type CardsContext } from './modules/cards/index.ts';
import type { Executor } from './modules/operations/index.ts';
import { wireDays } from './wire-days.ts';
import { cardHooks } from './wire-card-hooks.ts';

export type CardsWiring = {
  readonly cards: CardsContext;
  /** The one authoriser of this process: card network, simulator and API ask it. */
  readonly authorizer: Authorizer;
  /** The kinds of operation that cards add to the approvals engine. */
  readonly executors: readonly Executor[];
  readonly rounds: readonly Round[];
  /** Resolves when nothing of cards is under way. */
  drain(): Promise<void>;
};

/** The context of all card modules. Card keys are made at the first call for a database. */
export async function openCards({
  database,
  keys,
  programmes,
  cardProgrammes,
  clock,
  events,
}: Pick<Deps, 'database' | 'keys' | 'programmes' | 'cardProgrammes' | 'clock' | 'events'>): Promise<CardsContext> {
  const base: CardsContext = {
    database,
    keys,
    programmes,
    cardProgrammes,
    security: await openCardSecurity(database, keys, clock.now()),
    clock,
    newId: () => uuidV7(clock.now().epochMilliseconds, randomBytes(10)),
    events,
  };
  return { ...base, ...cardHooks(base) };
}

export async function wireCards(deps: Deps): Promise<CardsWiring> {
  const { database, logger } = deps;
  const cards = await openCards(deps);
  const endOfDay = wireDays(cards);
  let stopping = false;
  const executors: Executor[] = [...cardExecutors(cards), ...fundingExecutors(cards)];
  const rounds: Round[] = [
    // A key that another process brought in, as `ramz card-keys import-zmk` does.
    { name: 'reload-card-keys', everyMs: 30_000, work: async () => await cards.security.reload(database) },
    // Days end at midnight of their programme; days that were missed are caught up.
    { name: 'end-card-days', everyMs: 60_000, work: async () => await runAllFinishedDays(endOfDay, () => stopping) },
    { name: 'sweep-quotes', everyMs: 600_000, alone: true, work: async () => await sweepQuotes(database, cards.clock.now()) },
  ];
  const authorizer = authorizerOf(cards, { onFault: (error) => logger.error({ err: error }, 'an authorisation failed') });
  return {
    cards,
    authorizer,
    executors,
    rounds,
    drain: async () => {
      stopping = true;
      await authorizer.close();
    },
  };
}
