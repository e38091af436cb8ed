// What this module needs from the rest of the house; the context of the card modules has all of it.

import type { Database } from '../../postgres/database.ts';
import type { CardProgrammes } from '../card-programmes/index.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programmes } from '../programmes/index.ts';

export type DisputesContext = {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly programmes: Programmes;
  readonly cardProgrammes: CardProgrammes;
  readonly newId: () => string;
};
