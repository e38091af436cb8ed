// Ledger accounts: opening, closing, balances and their entries.

import { isCurrency, type Currency } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { derivedId } from './derived-id.ts';
import * as store from './reading-store.ts';

/** In minor units. `posted` is what has settled, `held` what waits to leave, `available` what can be used. */
export type Balance = {
  readonly currency: Currency;
  readonly posted: bigint;
  readonly held: bigint;
  readonly available: bigint;
  readonly closed: boolean;
};

/** Opens a customer's account: a liability of the bank, whose debits may not outgrow its credits by more than the limit. */
export async function openCustomerAccount(
  tx: Session,
  { id, currency, creditLimit = 0n }: { id: string; currency: Currency; creditLimit?: bigint },
  now: Temporal.Instant,
): Promise<void> {
  await store.insertAccount(tx, { id, chart: 'customer', currency, bound: 'debits', creditLimit, hot: false }, now);
}

/**
 * The internal account of that name and currency, made on first use: settlement, fees, a biller's clearing account.
 * Internal accounts are hot: never locked, appended to and summed.
 */
export async function internalAccount(tx: Session, chart: string, currency: Currency, now: Temporal.Instant): Promise<string> {
  return await store.ensureInternal(tx, derivedId('ledger-account', `${chart} ${currency}`), chart, currency, now);
}

/** A wallet of a card account: a liability of the bank, whose debits may not outgrow its credits. */
export async function openWalletAccount(
  tx: Session,
  { id, currency }: { id: string; currency: Currency },
  now: Temporal.Instant,
): Promise<void> {
  await store.insertAccount(tx, { id, chart: 'card-wallet', currency, bound: 'debits', creditLimit: 0n, hot: false }, now);
}

/** What a wallet's holder owes: an asset of the bank, whose credits (what was paid back) may not outgrow its debits. */
export async function openDebtAccount(
  tx: Session,
  { id, currency }: { id: string; currency: Currency },
  now: Temporal.Instant,
): Promise<void> {
  await store.insertAccount(tx, { id, chart: 'wallet-debt', currency, bound: 'credits', creditLimit: 0n, hot: false }, now);
}

const internalIds = new Map<string, string>();

/** The id that the internal account of that name and currency has, whether or not it is made yet. */
export function internalAccountId(chart: string, currency: Currency): string {
  const name = `${chart} ${currency}`;
  const known = internalIds.get(name);
  if (known !== undefined) return known;
  const id = derivedId('ledger-account', name);
  // Names come from the program and from programmes, so that there are few.
  internalIds.set(name, id);
  return id;
}

/** Several internal accounts at once, in one statement; gives their ids in the order asked. */
export async function internalAccounts(
  tx: Session,
  wanted: readonly { readonly chart: string; readonly currency: Currency }[],
  now: Temporal.Instant,
): Promise<string[]> {
  const ids = wanted.map(({ chart, currency }) => internalAccountId(chart, currency));
  const distinct = new Map(wanted.map(({ chart, currency }, index) => [ids[index] ?? '', { chart, currency }]));
  if (distinct.size > 0)
    await store.ensureInternals(
      tx,
      [...distinct].map(([id, { chart, currency }]) => ({ id, chart, currency })),
      now,
    );
  return ids;
}

/** Balances by account id; ids that do not exist are left out. */
export async function balancesOf(db: Session, ids: readonly string[]): Promise<Map<string, Balance>> {
  const rows = await store.balanceRows(db, ids);
  return new Map(
    rows.map((row) => {
      if (!isCurrency(row.currency)) throw new Error(`bug: account ${row.id} is kept in ${row.currency}`);
      const posted = row.credits_posted - row.debits_posted;
      return [
        row.id,
        {
          currency: row.currency,
          posted,
          held: row.debits_pending,
          available: posted - row.debits_pending + row.credit_limit,
          closed: row.closed,
        },
      ] as const;
    }),
  );
}

/** Closes an account whose balance is nil and on which nothing is held; false where that is not so. */
export async function closeLedgerAccount(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return await store.closeAccount(tx, id, now);
}

/** A posted movement as one side sees it: `amount` is negative where money left the account. */
export type Entry = {
  readonly id: string;
  readonly leg: number;
  readonly at: Temporal.Instant;
  readonly amount: bigint;
  readonly currency: string;
  readonly code: string;
  readonly reference: string;
  readonly party: string;
  readonly memo: string;
  /** Give the last one back as `before` for the next page. */
  readonly cursor: string;
};

const newest = 9_223_372_036_854_775_807n;

/**
 * Posted movements of an account, newest first.
 * @param page.before cursor of the last entry of the page before; anything that is no cursor gives the first page
 * @param page.limit 1 to 200
 */
export async function entriesOf(db: Session, accountId: string, page: { before?: string; limit: number }): Promise<Entry[]> {
  const before = /^\d{1,18}$/.test(page.before ?? '') ? BigInt(page.before ?? '') : newest;
  const rows = await store.entryRows(db, accountId, before, Math.min(Math.max(page.limit, 1), 200));
  return rows.map((row) => ({
    id: row.id,
    leg: row.leg,
    at: row.created_at,
    amount: row.is_debit ? -row.amount : row.amount,
    currency: row.currency,
    code: row.code,
    reference: row.reference,
    party: row.party,
    memo: row.memo,
    cursor: row.position.toString(),
  }));
}
