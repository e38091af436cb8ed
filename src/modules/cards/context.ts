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
  /** What a load brings with it, under the account's lock: the joining fee of the first one (card-applications). */
  readonly afterLoad?: (tx: Session, accountId: string, now: Temporal.Instant) => Promise<void>;
  /** PC-34, PC-50: closes a card that is lost, stolen or whose PIN is known, and opens its loss file (card-care). */
  readonly reportLoss?: (tx: Session, loss: LossOrder, now: Temporal.Instant) => Promise<void>;
  /** PC-56: the closing that ends an account under written notice (card-funding). */
  readonly closing?: CardClosing;
};

export type LossOrder = {
  readonly cardId: string;
  readonly kind: 'lost' | 'stolen' | 'disclosed-pin';
  readonly actor: string;
  /** An approved operation: a statement in writing, so that no further one is waited for. */
  readonly operationId?: string;
};

export type ClosingOrder = {
  readonly accountId: string;
  readonly customerId: string;
  readonly payTo: { readonly account: string } | { readonly iban: string };
  readonly reference: string;
  readonly actor: string;
};

export type ClosingRefused =
  | 'card-account-unknown'
  | 'card-account-closed'
  | 'account-unknown'
  | 'account-closed'
  | 'currency-mismatch'
  | 'iban-malformed'
  | 'iban-foreign'
  | 'iban-own-bank';

export type CardClosing = {
  /** Whether it could be closed to this account; writes nothing. */
  judge(tx: Session, order: ClosingOrder, now: Temporal.Instant): Promise<Outcome<undefined, ClosingRefused>>;
  start(tx: Session, order: ClosingOrder, now: Temporal.Instant): Promise<Outcome<undefined, ClosingRefused>>;
};
