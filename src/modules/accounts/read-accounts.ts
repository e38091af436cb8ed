// Accounts as their holders see them: balances, entries, and whom a number belongs to.

import type { Session } from '../../postgres/database.ts';
import { customer } from '../customers/index.ts';
import { balancesOf, entriesOf as ledgerEntriesOf, type Entry } from '../ledger/index.ts';
import { readAccountReference } from './rules/numbers.ts';
import * as store from './store.ts';

/** Amounts in minor units of `currency`: `posted` is the balance, `held` what waits for an approval, `available` what can be paid with. */
export type Account = store.AccountRow & {
  readonly role: store.HolderRole;
  /** More than one customer holds it. */
  readonly joint: boolean;
  readonly posted: bigint;
  readonly held: bigint;
  readonly available: bigint;
};

/** All accounts that the customer holds, the oldest first. */
export async function accountsOf(db: Session, customerId: string): Promise<Account[]> {
  const rows = await store.accountsOfCustomer(db, customerId);
  const balances = await balancesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ holderCount, ...row }) => {
    const balance = balances.get(row.id);
    if (balance === undefined) throw new Error(`bug: account ${row.id} is not in the ledger`);
    const { posted, held, available } = balance;
    return { ...row, joint: holderCount > 1, posted, held, available };
  });
}

/** The account if this customer holds it, else undefined: another's account and none are the same answer. */
export async function accountHeldBy(db: Session, customerId: string, accountId: string): Promise<store.AccountRow | undefined> {
  return await store.heldAccount(db, customerId, accountId);
}

/**
 * Posted movements, newest first, in pages; undefined where the customer does not hold the account.
 * @param page.before cursor of the last entry that was had
 */
export async function entriesOf(
  db: Session,
  customerId: string,
  accountId: string,
  page: { readonly before?: string; readonly limit: number },
): Promise<Entry[] | undefined> {
  if ((await store.heldAccount(db, customerId, accountId)) === undefined) return undefined;
  return await ledgerEntriesOf(db, accountId, page);
}

export type FoundAccount = store.AccountRow & { readonly holders: readonly store.Holder[]; readonly holderName: string };

/** The account of a number or IBAN as a person typed it, with its first holder's name; undefined where there is none or a check digit is wrong. */
export async function findAccount(db: Session, programme: string, typed: string): Promise<FoundAccount | undefined> {
  const reference = readAccountReference(typed);
  if (reference === undefined) return undefined;
  const account = await store.accountByReference(db, programme, 'number' in reference ? reference.number : reference.iban);
  if (account === undefined) return undefined;
  const holders = await store.holders(db, account.id);
  const first = holders[0] === undefined ? undefined : await customer(db, holders[0].customerId);
  return { ...account, holders, holderName: first?.nameLatin ?? '' };
}

/** One account of a payment. `isOwn` says that the paying customer holds it, `name` is its first holder's. */
export type PaymentSide = {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly status: 'open' | 'closed';
  readonly isOwn: boolean;
  readonly name: string;
};

export type PaymentSides = { readonly from: PaymentSide | undefined; readonly to: PaymentSide | undefined; readonly payerName: string };

/**
 * Both accounts of each payment in one statement, in the order given.
 * @param wanted.to the id of an account, the number or IBAN that a person typed, or nothing; what does not exist is undefined,
 *   as is a `from` that the customer does not hold
 */
export async function paymentSides(
  db: Session,
  programme: string,
  wanted: readonly {
    readonly customerId: string;
    readonly fromId: string;
    readonly to?: { readonly id: string } | { readonly typed: string };
  }[],
): Promise<PaymentSides[]> {
  const references = wanted.map(({ to }) => (to !== undefined && 'typed' in to ? readAccountReference(to.typed) : undefined));
  const rows = await store.sides(
    db,
    programme,
    wanted.map(({ customerId, fromId, to }, index) => {
      const reference = references[index];
      // The last ten characters of an IBAN of ours are the account's number; the rest is compared below.
      const toNumber = reference === undefined ? null : 'number' in reference ? reference.number : reference.iban.slice(-10);
      return { customerId, fromId, toId: to !== undefined && 'id' in to ? to.id : null, toNumber };
    }),
  );
  return rows.map((row, index) => {
    const reference = references[index];
    const isThat = reference === undefined || 'number' in reference || reference.iban === row.toIban;
    const { fromId, fromNumber, fromCurrency, fromStatus, payerName, toId, toNumber, toCurrency, toStatus, payeeName, toIsOwn } = row;
    return {
      from:
        fromId === null
          ? undefined
          : { id: fromId, number: fromNumber, currency: fromCurrency, status: fromStatus, isOwn: true, name: payerName },
      to:
        toId === null || !isThat
          ? undefined
          : { id: toId, number: toNumber, currency: toCurrency, status: toStatus, isOwn: toIsOwn, name: payeeName },
      payerName,
    };
  });
}
