// What the card modules need from the rest of the house, made once by the composition root.

import type { Clock } from '../../kernel/clock.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Database, Session } from '../../postgres/database.ts';
import type { Events } from '../../postgres/events.ts';
import type { CardProgrammes } from '../card-programmes/index.ts';
import type { CardSecurity } from '../card-security/index.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programmes } from '../programmes/index.ts';

export type CardsContext = {
  readonly database: Database;
  readonly keys: KeyStore;
  /** The programmes of the holders: languages, messages, approvals. */
  readonly programmes: Programmes;
  readonly cardProgrammes: CardProgrammes;
  readonly security: CardSecurity;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly events: Events;
  /** PC-02, PC-47: whether a step waits for a proof of identity (card-applications). */
  readonly identityHold?: (db: Session, accountId: string, step: 'activation' | 'load') => Promise<Outcome<undefined, 'identity-missing'>>;
};
