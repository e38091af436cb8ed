// Opening and closing of current accounts, and their holders.

import { randomInt, randomUUID } from 'node:crypto';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { closeLedgerAccount, openCustomerAccount } from '../ledger/index.ts';
import type { Programme } from '../programmes/index.ts';
import { accountNumber, omanIban } from './rules/numbers.ts';
import * as store from './store.ts';

/**
 * Runs in the transaction in which an account became a joint one, with all its holders.
 * TK-04: such a customer is no longer eligible for the soft token, also when the account was opened later.
 */
export type JointAccountOpened = (tx: Session, customerIds: readonly string[], now: Temporal.Instant) => Promise<void>;

/** What other modules want to hear of; wired in main. */
export type AccountHooks = { readonly onJointAccountOpened: readonly JointAccountOpened[] };

async function tellJoint(tx: Session, hooks: AccountHooks, accountId: string, now: Temporal.Instant): Promise<void> {
  const customerIds = (await store.holders(tx, accountId)).map(({ customerId }) => customerId);
  for (const hook of hooks.onJointAccountOpened) await hook(tx, customerIds, now);
}

export type OpenedAccount = { readonly accountId: string; readonly number: string; readonly iban: string };

/**
 * Opens a current account in the programme's currency; the first customer is its first holder, the others hold it jointly.
 * The number is random: neighbours of a number say nothing.
 */
export async function openAccount(
  tx: Session,
  programme: Programme,
  wanted: { readonly id?: string; readonly customerIds: readonly [string, ...string[]]; readonly creditLimit?: bigint },
  now: Temporal.Instant,
  hooks: AccountHooks = { onJointAccountOpened: [] },
): Promise<OpenedAccount> {
  const id = wanted.id ?? randomUUID();
  const { currency } = programme;
  await openCustomerAccount(tx, { id, currency, creditLimit: wanted.creditLimit ?? 0n }, now);
  for (let tries = 0; tries < 20; tries += 1) {
    const number = accountNumber(randomInt(900_000_000));
    const iban = omanIban(programme.accounts.bankCode, number);
    if (!(await store.insertAccount(tx, { id, programme: programme.programme, number, iban, currency }, now))) continue;
    for (const [index, customerId] of wanted.customerIds.entries())
      await store.insertHolder(tx, id, customerId, index === 0 ? 'first' : 'joint', now);
    if (wanted.customerIds.length > 1) await tellJoint(tx, hooks, id, now);
    return { accountId: id, number, iban };
  }
  throw new Error('bug: twenty random account numbers were all taken');
}

/** Adds a joint holder to an account. */
export async function addHolder(
  tx: Session,
  { accountId, customerId }: { readonly accountId: string; readonly customerId: string },
  now: Temporal.Instant,
  hooks: AccountHooks,
): Promise<Outcome<undefined, 'unknown-account' | 'account-closed' | 'already-holder'>> {
  const status = await store.lockAccount(tx, accountId);
  if (status === undefined) return refused('unknown-account');
  if (status === 'closed') return refused('account-closed');
  if (!(await store.insertHolder(tx, accountId, customerId, 'joint', now))) return refused('already-holder');
  await tellJoint(tx, hooks, accountId, now);
  return done(undefined);
}

/** Closes an account on which nothing is left and nothing is held. */
export async function closeAccount(
  tx: Session,
  accountId: string,
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'unknown-account' | 'account-closed' | 'account-not-empty'>> {
  const status = await store.lockAccount(tx, accountId);
  if (status === undefined) return refused('unknown-account');
  if (status === 'closed') return refused('account-closed');
  if (!(await closeLedgerAccount(tx, accountId, now))) return refused('account-not-empty');
  await store.closeAccount(tx, accountId, now);
  return done(undefined);
}
