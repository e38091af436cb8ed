// Card accounts and wallets: opening, status, lock, and views.

import type { Currency } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { derivedId, openWalletAccount } from '../ledger/index.ts';
import * as store from './store.ts';
import type { AccountStatus, CardAccount, WalletState } from './types.ts';

export type NewCardAccount = {
  readonly id: string;
  readonly programme: string;
  readonly product: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly termsVersion: string;
  /** The programme's: gives the day of each posting. */
  readonly timeZone: string;
  readonly status: 'pending' | 'open';
};

async function insertWallet(tx: Session, accountId: string, currency: Currency, now: Temporal.Instant): Promise<void> {
  const ledgerAccountId = derivedId('wallet', `${accountId} ${currency}`);
  await openWalletAccount(tx, { id: ledgerAccountId, currency }, now);
  await store.insertWallet(tx, { accountId, currency, ledgerAccountId }, now);
}

/** Opens a card account with its first wallet, in the account's own currency. */
export async function openCardAccount(tx: Session, account: NewCardAccount, now: Temporal.Instant): Promise<void> {
  await store.insertAccount(tx, account, now);
  await insertWallet(tx, account.id, account.currency, now);
}

/**
 * Locks all wallets of these accounts, in the order of their ledger accounts, and gives them by account.
 * Every change of a card, of an account or of a wallet takes this lock first. Call it once for all accounts of a transaction.
 */
export async function lockAccounts(tx: Session, accountIds: readonly string[]): Promise<Map<string, WalletState[]>> {
  const states = new Map<string, WalletState[]>(accountIds.map((id) => [id, []]));
  if (states.size === 0) return states;
  await store.lock(tx, [...states.keys()]);
  for (const wallet of await store.wallets(tx, [...states.keys()])) states.get(wallet.accountId)?.push(wallet);
  return states;
}

/** The account's wallet in that currency, made where it is missing (PC-08); the account is locked afterwards. */
export async function ensureWallet(tx: Session, accountId: string, currency: Currency, now: Temporal.Instant): Promise<WalletState> {
  const find = async (): Promise<WalletState | undefined> =>
    (await lockAccounts(tx, [accountId])).get(accountId)?.find((wallet) => wallet.currency === currency);
  const found = await find();
  if (found !== undefined) return found;
  await insertWallet(tx, accountId, currency, now);
  const made = await find();
  if (made === undefined) throw new Error('bug: a wallet was made and not found');
  return made;
}

/** The wallets of an account, oldest first; empty where the account does not exist. */
export async function walletsOf(db: Session, accountId: string): Promise<WalletState[]> {
  return await store.wallets(db, [accountId]);
}

export async function accountOf(db: Session, accountId: string): Promise<CardAccount | undefined> {
  return (await store.accounts(db, [accountId]))[0];
}

/** Accounts by id; ids that do not exist are left out. */
export async function accountsOf(db: Session, accountIds: readonly string[]): Promise<Map<string, CardAccount>> {
  return new Map((await store.accounts(db, accountIds)).map((account) => [account.id, account]));
}

/** The accounts of which the customer is the main holder, oldest first. */
export async function accountsOfHolder(db: Session, customerId: string): Promise<CardAccount[]> {
  return await store.accountsOfHolder(db, customerId);
}

/**
 * Moves the account to another status where it has one of `from`; false where it has not.
 * @param reason for auditors (PC-36), never for the holder
 */
export async function setAccountStatus(
  tx: Session,
  accountId: string,
  from: readonly AccountStatus[],
  to: AccountStatus,
  reason: string | null,
  now: Temporal.Instant,
): Promise<boolean> {
  await lockAccounts(tx, [accountId]);
  return await store.setStatus(tx, accountId, from, to, reason, now);
}

/** PC-58: the version of the terms that the holder accepted last. */
export async function acceptTerms(tx: Session, accountId: string, version: string): Promise<boolean> {
  return await store.setTerms(tx, accountId, version);
}

/** PC-38: whether the holder opted out of renewal and replacement by default. */
export async function optOutOfRenewal(tx: Session, accountId: string, optedOut: boolean): Promise<boolean> {
  return await store.setRenewalOptedOut(tx, accountId, optedOut);
}
