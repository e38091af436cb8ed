// Makes the context that all card modules share, and what cards add to approvals and to the rounds.

import { randomBytes } from 'node:crypto';

import type { Deps } from './doors/http/deps.ts';
import type { Round } from './jobs/rounds.ts';
import { uuidV7 } from './kernel/ids.ts';
import { identityHold } from './modules/card-applications/index.ts';
import { fundingExecutors } from './modules/card-funding/index.ts';
import { openCardSecurity } from './modules/card-security/index.ts';
import { cardExecutors, type CardsContext } from './modules/cards/index.ts';
import type { Executor } from './modules/operations/index.ts';

export type CardsWiring = {
  readonly cards: CardsContext;
  /** The kinds of operation that cards add to the approvals engine. */
  readonly executors: readonly Executor[];
  readonly rounds: readonly Round[];
  /** Resolves when nothing of cards is under way. */
  drain(): Promise<void>;
};

/** Card keys are made at the first call for a database. */
export async function wireCards({ database, keys, programmes, cardProgrammes, clock, events }: Deps): Promise<CardsWiring> {
  const security = await openCardSecurity(database, keys, clock.now());
  const newId = (): string => uuidV7(clock.now().epochMilliseconds, randomBytes(10));
  const cards: CardsContext = {
    database,
    keys,
    programmes,
    cardProgrammes,
    security,
    clock,
    newId,
    events,
    identityHold: async (db, accountId, step) => await identityHold(db, { cardProgrammes }, accountId, step),
  };
  const executors: Executor[] = [...cardExecutors(cards), ...fundingExecutors(cards)];
  const rounds: Round[] = [
    // A key that another process brought in, as `ramz card-keys import-zmk` does.
    { name: 'reload-card-keys', everyMs: 30_000, work: async () => await security.reload(database) },
  ];
  return { cards, executors, rounds, drain: async () => await Promise.resolve() };
}
