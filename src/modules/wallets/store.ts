// SQL of card accounts and wallets. Lock order: the ledger accounts of wallets by id, those of debts by id, before everything else of an account.

import { isCurrency, type Currency } from '../../kernel/money.ts';
import { statement, type Session } from '../../postgres/database.ts';
import type { AccountStatus, CardAccount, WalletState } from './types.ts';

export const currencyOf = (code: string): Currency => {
  if (!isCurrency(code)) throw new Error(`bug: a wallet is kept in ${code}`);
  return code;
};

const insertAccountStatement = statement(
  'wallets_insert_account',
  `
  INSERT INTO card_accounts (id, programme, product, customer_id, status, currency, terms_version, opened_at, time_zone)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export async function insertAccount(
  tx: Session,
  account: {
    id: string;
    programme: string;
    product: string;
    customerId: string;
    status: AccountStatus;
    currency: string;
    termsVersion: string;
    timeZone: string;
  },
  now: Temporal.Instant,
): Promise<void> {
  const { id, programme, product, customerId, status, currency, termsVersion, timeZone } = account;
  await tx.query(insertAccountStatement, [id, programme, product, customerId, status, currency, termsVersion, now, timeZone]);
}

const accountColumns = `c.id, c.programme, c.product, c.customer_id, c.status, c.currency, c.terms_version, c.renewal_opted_out, c.status_reason,
  c.opened_at, c.closed_at, c.time_zone`;
const accountsStatement = statement(
  'wallets_accounts',
  `
  SELECT ${accountColumns} FROM card_accounts c WHERE c.id = ANY ($1::uuid[])`,
);
const accountsOfHolderStatement = statement(
  'wallets_accounts_of_holder',
  `
  SELECT ${accountColumns} FROM card_accounts c WHERE c.customer_id = $1 ORDER BY c.opened_at, c.id`,
);

type AccountRow = {
  id: string;
  programme: string;
  product: string;
  customer_id: string;
  status: AccountStatus;
  currency: string;
  terms_version: string;
  renewal_opted_out: boolean;
  status_reason: string | null;
  opened_at: Temporal.Instant;
  closed_at: Temporal.Instant | null;
  time_zone: string;
};

const toAccount = (row: AccountRow): CardAccount => ({
  id: row.id,
  programme: row.programme,
  product: row.product,
  customerId: row.customer_id,
  status: row.status,
  currency: currencyOf(row.currency),
  termsVersion: row.terms_version,
  renewalOptedOut: row.renewal_opted_out,
  statusReason: row.status_reason,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  timeZone: row.time_zone,
});

export async function accounts(db: Session, ids: readonly string[]): Promise<CardAccount[]> {
  return (await db.query<AccountRow>(accountsStatement, [ids])).map(toAccount);
}

export async function accountsOfHolder(db: Session, customerId: string): Promise<CardAccount[]> {
  return (await db.query<AccountRow>(accountsOfHolderStatement, [customerId])).map(toAccount);
}

// The status moves in the one statement that looks at it.
const setStatusStatement = statement(
  'wallets_set_status',
  `
  UPDATE card_accounts SET status = $3, status_reason = $4, closed_at = CASE WHEN $3 = 'closed' THEN $5::timestamptz END
  WHERE id = $1 AND status = ANY ($2::text[]) RETURNING id`,
);

export async function setStatus(
  tx: Session,
  id: string,
  from: readonly AccountStatus[],
  to: AccountStatus,
  reason: string | null,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(setStatusStatement, [id, from, to, reason, now])).length === 1;
}

const termsStatement = statement('wallets_terms', `UPDATE card_accounts SET terms_version = $2 WHERE id = $1 RETURNING id`);
const renewalStatement = statement('wallets_renewal', `UPDATE card_accounts SET renewal_opted_out = $2 WHERE id = $1 RETURNING id`);

export async function setTerms(tx: Session, id: string, version: string): Promise<boolean> {
  return (await tx.query(termsStatement, [id, version])).length === 1;
}

export async function setRenewalOptedOut(tx: Session, id: string, optedOut: boolean): Promise<boolean> {
  return (await tx.query(renewalStatement, [id, optedOut])).length === 1;
}

const insertWalletStatement = statement(
  'wallets_insert_wallet',
  `
  INSERT INTO wallets (account_id, currency, ledger_account_id, opened_at) VALUES ($1, $2, $3, $4)`,
);

export async function insertWallet(
  tx: Session,
  wallet: { accountId: string; currency: string; ledgerAccountId: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insertWalletStatement, [wallet.accountId, wallet.currency, wallet.ledgerAccountId, now]);
}

// Wallets before debts: a batch of authorisations locks the wallets alone, and the debts behind them only when it posts.
// What other statements read afterwards is read anew: while this one waited, a debt may have been made.
const lockStatement = statement(
  'wallets_lock',
  `
  WITH wanted AS (
    SELECT w.ledger_account_id AS id, false AS is_debt FROM wallets w WHERE w.account_id = ANY ($1::uuid[])
    UNION ALL
    SELECT w.debt_account_id, true FROM wallets w WHERE w.account_id = ANY ($1::uuid[]) AND w.debt_account_id IS NOT NULL)
  SELECT 1 AS locked FROM ledger_accounts a JOIN wanted n ON n.id = a.id ORDER BY n.is_debt, a.id FOR NO KEY UPDATE OF a`,
);

export async function lock(tx: Session, accountIds: readonly string[]): Promise<void> {
  await tx.query(lockStatement, [accountIds]);
}

const walletsStatement = statement(
  'wallets_of',
  `
  SELECT w.account_id, w.currency, w.ledger_account_id, w.debt_account_id, w.debt_since,
         a.credits_posted - a.debits_posted AS posted, a.debits_pending AS held,
         coalesce(d.debits_posted - d.credits_posted, 0) AS debt
  FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id LEFT JOIN ledger_accounts d ON d.id = w.debt_account_id
  WHERE w.account_id = ANY ($1::uuid[])
  ORDER BY w.account_id, w.opened_at, w.currency`,
);

type WalletRow = {
  account_id: string;
  currency: string;
  ledger_account_id: string;
  debt_account_id: string | null;
  debt_since: Temporal.Instant | null;
  posted: bigint;
  held: bigint;
  debt: bigint;
};

export async function wallets(db: Session, accountIds: readonly string[]): Promise<WalletState[]> {
  const rows = await db.query<WalletRow>(walletsStatement, [accountIds]);
  return rows.map((row) => ({
    accountId: row.account_id,
    currency: currencyOf(row.currency),
    ledgerAccountId: row.ledger_account_id,
    debtAccountId: row.debt_account_id,
    posted: row.posted,
    held: row.held,
    available: row.posted - row.held,
    debt: row.debt,
    debtSince: row.debt_since,
  }));
}

const debtStatement = statement(
  'wallets_debt',
  `
  UPDATE wallets w SET debt_account_id = coalesce(w.debt_account_id, d.debt_account_id), debt_since = d.since
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[]) AS d (account_id, currency, debt_account_id, since)
  WHERE w.account_id = d.account_id AND w.currency = d.currency`,
);

/** Since when each wallet owes; null where it no longer does. */
export async function setDebts(
  tx: Session,
  debts: readonly { accountId: string; currency: string; debtAccountId: string | null; since: Temporal.Instant | null }[],
): Promise<void> {
  await tx.query(debtStatement, [
    debts.map(({ accountId }) => accountId),
    debts.map(({ currency }) => currency),
    debts.map(({ debtAccountId }) => debtAccountId),
    debts.map(({ since }) => since),
  ]);
}
