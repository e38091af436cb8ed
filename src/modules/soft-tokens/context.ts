// What the soft-token use cases need from the rest of the house, handed in once at the start.

import type { Database, Session } from '../../postgres/database.ts';
import type { Events } from '../../postgres/events.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programmes } from '../programmes/index.ts';

export type SoftTokenContext = {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly programmes: Programmes;
  readonly events: Events;
  /** Host name that stands in the last line of an SMS, for WebOTP (TK-09). */
  readonly appHost: string;
  readonly newId: () => string;
  /** Takes the operations that wait, before any lock on a device: the order in which decisions take theirs. */
  readonly holdPending: (tx: Session, customerId: string) => Promise<void>;
  /** Cancels what waits for an approval of the customer and gives back its holds; wired to the module operations. */
  readonly cancelPending: (tx: Session, customerId: string, now: Temporal.Instant) => Promise<void>;
};
