// Ledger accounts with money in them, and commands in one line, for tests.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';

import { applyTransfers, internalAccount, openCustomerAccount, type Command, type LedgerOutcome } from '../modules/ledger/index.ts';
import { statement, type Database } from '../postgres/database.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');

/** One customer account for each amount, paid in from the settlement account. */
export async function ledgerAccounts(db: Database, amounts: readonly bigint[]): Promise<{ ids: string[]; settlement: string }> {
  const settlement = await internalAccount(db, 'settlement', 'OMR', now);
  const ids = amounts.map(() => randomUUID());
  await db.transaction(async (tx) => {
    for (const id of ids) await openCustomerAccount(tx, { id, currency: 'OMR' }, now);
    const paidIn = ids.map((id, index) => moveCommand(randomUUID(), settlement, id, amounts[index] ?? 0n));
    await applyTransfers(
      tx,
      paidIn.filter((_, index) => (amounts[index] ?? 0n) > 0n),
      now,
    );
  });
  return { ids, settlement };
}

export const movement = (id: string, from: string, to: string, amount: bigint) => ({
  id,
  currency: 'OMR' as const,
  code: 'test',
  reference: 'schedule',
  legs: [{ debitAccountId: from, creditAccountId: to, amount }],
});

export const moveCommand = (id: string, from: string, to: string, amount: bigint): Command => ({
  kind: 'transfer',
  ...movement(id, from, to, amount),
});

export const say = (outcome: LedgerOutcome): string => (outcome.kind === 'done' ? outcome.value.result : outcome.reason);

const sumStatement = statement(
  'test_sum',
  `SELECT sum(credits_posted - debits_posted)::bigint AS total, min(credits_posted - debits_posted - debits_pending)::bigint AS least
   FROM ledger_accounts WHERE chart = 'customer'`,
);

/** What all customers have together, and what the poorest can use. */
export async function customerFunds(db: Database): Promise<{ total: bigint; least: bigint }> {
  const [row] = await db.query<{ total: bigint; least: bigint }>(sumStatement);
  assert.ok(row);
  return row;
}
