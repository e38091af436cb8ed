// What the ledger needs from time to time: holds that are over, hot accounts folded, and a check of everything.

import type { Database, Session } from '../../postgres/database.ts';
import { applyTransfers } from './apply.ts';
import { derivedId } from './derived-id.ts';
import * as store from './reading-store.ts';

/** Gives back holds whose time is over, at most `limit` in one transaction; gives how many. Call again while it gives `limit`. */
export async function expireHolds(db: Database, now: Temporal.Instant, limit = 200): Promise<number> {
  return await db.transaction(async (tx) => {
    const due = await store.dueHolds(tx, now, limit);
    const outcomes = await applyTransfers(
      tx,
      due.map(({ id, reference }) => ({ kind: 'expire' as const, id: derivedId('expire', id), holdId: id, reference })),
      now,
    );
    return outcomes.filter((outcome) => outcome.kind === 'done').length;
  });
}

/** Adds the entries of each hot account to its counters and removes them; gives how many entries there were. */
export async function foldHotAccounts(db: Session): Promise<number> {
  let folded = 0;
  for (const id of await store.unfoldedAccounts(db)) folded += await store.fold(db, id);
  return folded;
}

export type LedgerFinding = {
  readonly finding:
    | 'counters-differ'
    | 'pending-negative'
    | 'debits-and-credits-differ'
    | 'account-missing'
    | 'hold-state-differs'
    | 'settled-twice'
    | 'hold-overdue';
  /** Id of an account or hold, or a currency. */
  readonly subject: string;
};

/**
 * Recounts the whole ledger from its transfers; an empty list means that all is well, at most 100 findings come.
 * Holds count as overdue a minute after their expiry, to leave the sweep its time.
 */
export async function checkLedger(db: Session, now: Temporal.Instant): Promise<LedgerFinding[]> {
  return (await store.findings(db, now.subtract({ seconds: 60 }))) as LedgerFinding[];
}
