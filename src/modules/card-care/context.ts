// What card care needs from the rest of the house.

import type { Session } from '../../postgres/database.ts';
import type { CardsContext } from '../cards/index.ts';

/**
 * PC-56: begins the closing of an account in the caller's transaction (wired from funding): fees, holds and pay-out follow its own rules.
 * Without it the account's status says it alone.
 */
export type CloseAccount = (tx: Session, closing: { accountId: string; actor: string }, now: Temporal.Instant) => Promise<void>;

export type CareContext = CardsContext & { readonly closeAccount?: CloseAccount };
