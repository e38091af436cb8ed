// What the approvals engine needs from the rest of the house, handed in once at the start.

import type { Database } from '../../postgres/database.ts';
import type { Events } from '../../postgres/events.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programmes } from '../programmes/index.ts';
import type { SoftTokenContext } from '../soft-tokens/index.ts';
import type { Executor } from './executor.ts';

export type OperationsContext = {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly programmes: Programmes;
  readonly events: Events;
  readonly newId: () => string;
  readonly softTokens: SoftTokenContext;
  /** One executor a kind; a programme's kind without one is refused as unknown. */
  readonly executors: ReadonlyMap<string, Executor>;
};
