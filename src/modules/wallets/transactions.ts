// Posted transactions: written once, read in pages.

import type { Session } from '../../postgres/database.ts';
import * as store from './transactions-store.ts';
import type { CardTransaction, NewTransaction } from './types.ts';

/** @property before cursor of the last one of the page before; @property from and to: ISO dates of posting, both included */
export type TransactionPage = {
  readonly before?: string;
  readonly limit: number;
  readonly from?: string;
  readonly to?: string;
  readonly cardId?: string;
};

const newest = 9_223_372_036_854_775_807n;

/** Transactions of an account, newest first, at most 500; anything that is no cursor gives the first page. */
export async function transactionsOf(db: Session, accountId: string, page: TransactionPage): Promise<CardTransaction[]> {
  return await store.page(db, accountId, {
    before: /^\d{1,18}$/.test(page.before ?? '') ? BigInt(page.before ?? '') : newest,
    from: page.from ?? null,
    to: page.to ?? null,
    cardId: page.cardId ?? null,
    limit: Math.min(Math.max(page.limit, 1), 500),
  });
}

/** One transaction (its first part); with an account only where it is that account's. */
export async function transaction(db: Session, accountId: string | undefined, id: string): Promise<CardTransaction | undefined> {
  return await store.one(db, accountId ?? null, id);
}

/** All parts of a transaction, and what belongs to it: its fees, its provisional credit. Oldest first. */
export async function relatedTransactions(db: Session, accountId: string, id: string): Promise<CardTransaction[]> {
  return await store.related(db, accountId, id);
}

/** What was posted for an authorisation, oldest first. */
export async function transactionsOfAuthorization(db: Session, accountId: string, authorizationId: string): Promise<CardTransaction[]> {
  return await store.ofAuthorization(db, accountId, authorizationId);
}

/**
 * Writes rows for what the caller moved on the ledger in this transaction (an exchange between wallets).
 */
export async function recordTransactions(tx: Session, rows: readonly NewTransaction[], now: Temporal.Instant): Promise<void> {
  if (rows.length > 0) await store.insert(tx, rows, now);
}

/** Which of these transactions are posted already, as 'account id part'. Read it under the accounts' lock. */
export async function knownTransactions(
  tx: Session,
  keys: readonly { readonly accountId: string; readonly id: string; readonly part: number }[],
): Promise<ReadonlySet<string>> {
  return keys.length === 0 ? new Set() : await store.known(tx, keys);
}
