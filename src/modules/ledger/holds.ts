// The lean way for holds without an expiry of their own: decided by the caller under the accounts' lock, written with few statements.

import { arrayText, bigintArray, uuidArray } from '../../postgres/arrays.ts';
import { statement } from '../../postgres/database.ts';
import type { PipelinedSession } from '../../postgres/pipeline.ts';

/** One leg from an account that the caller has locked to an internal one; minor units. */
export type HoldLeg = { readonly debitAccountId: string; readonly creditAccountId: string; readonly amount: bigint };

/** A hold to place, or one to give back: then `legs` are those that it was placed with. */
export type HoldWriting = {
  /** Of the placing, or of the voiding. */
  readonly id: string;
  /** The hold that is given back; null where one is placed. */
  readonly holdId: string | null;
  readonly currency: string;
  readonly code: string;
  readonly reference: string;
  readonly legs: readonly HoldLeg[];
};

// The bound of an account is its constraint: a statement that would break it fails, and the transaction with it.
const moveStatement = statement(
  'ledger_move_pending',
  `
  UPDATE ledger_accounts a SET debits_pending = a.debits_pending + d.amount
  FROM unnest($1::uuid[], $2::bigint[]) AS d (id, amount) WHERE a.id = d.id`,
);
const appendStatement = statement(
  'ledger_append_pending',
  `
  INSERT INTO ledger_hot_entries (account_id, debits_posted, credits_posted, debits_pending, credits_pending)
  SELECT d.id, 0, 0, 0, d.amount FROM unnest($1::uuid[], $2::bigint[]) AS d (id, amount)`,
);
const writeStatement = statement(
  'ledger_write_holds',
  `
  INSERT INTO ledger_transfers (id, leg, kind, hold_id, debit_account_id, credit_account_id, amount, currency, code, reference,
                                debit_party, credit_party, memo, expires_at, created_at)
  SELECT w.id, w.leg, CASE WHEN w.hold_id IS NULL THEN 'hold' ELSE 'void' END, w.hold_id, w.debit_account_id, w.credit_account_id, w.amount,
         w.currency, w.code, w.reference, '', '', '', NULL, $10::timestamptz
  FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::text[])
    AS w (id, leg, hold_id, debit_account_id, credit_account_id, amount, currency, code, reference)`,
);
// A hold that is settled already has its row: the second settlement fails on the key.
const endStatement = statement(
  'ledger_end_holds',
  `
  INSERT INTO ledger_holds (id, status, settled_by) SELECT h.id, 'voided', h.settled_by FROM unnest($1::uuid[], $2::uuid[]) AS h (id, settled_by)`,
);

/**
 * Sends the writes of holds that the caller has decided under the lock of their debited accounts (wallets' `lockAccounts`); the credited
 * ones are internal. Nothing is answered: what is wrong fails the transaction (bound, unknown id, a hold settled twice).
 * Ids, currencies, codes and references must need no quoting in an array's text: letters, digits and hyphens.
 */
export function sendHolds(tx: PipelinedSession, writings: readonly HoldWriting[], now: string): void {
  if (writings.length === 0) return;
  const moved = new Map<string, bigint>();
  const appended = new Map<string, bigint>();
  const ids: string[] = [];
  const legNumbers: number[] = [];
  const holdIds: (string | null)[] = [];
  const debited: string[] = [];
  const credited: string[] = [];
  const amounts: bigint[] = [];
  const currencies: string[] = [];
  const codes: string[] = [];
  const references: string[] = [];
  const ended: HoldWriting[] = [];
  for (const writing of writings) {
    const sign = writing.holdId === null ? 1n : -1n;
    if (writing.holdId !== null) ended.push(writing);
    let number = 0;
    for (const { debitAccountId, creditAccountId, amount } of writing.legs) {
      ids.push(writing.id);
      legNumbers.push(number);
      holdIds.push(writing.holdId);
      debited.push(debitAccountId);
      credited.push(creditAccountId);
      amounts.push(amount);
      currencies.push(writing.currency);
      codes.push(writing.code);
      references.push(writing.reference);
      moved.set(debitAccountId, (moved.get(debitAccountId) ?? 0n) + sign * amount);
      appended.set(creditAccountId, (appended.get(creditAccountId) ?? 0n) + sign * amount);
      number += 1;
    }
  }
  tx.send(moveStatement, [uuidArray([...moved.keys()]), bigintArray([...moved.values()])]);
  tx.send(writeStatement, [
    uuidArray(ids),
    arrayText(legNumbers),
    uuidArray(holdIds),
    uuidArray(debited),
    uuidArray(credited),
    bigintArray(amounts),
    arrayText(currencies),
    arrayText(codes),
    arrayText(references),
    now,
  ]);
  const net = [...appended].filter(([, amount]) => amount !== 0n);
  if (net.length > 0) tx.send(appendStatement, [uuidArray(net.map(([id]) => id)), bigintArray(net.map(([, amount]) => amount))]);
  if (ended.length > 0) tx.send(endStatement, [uuidArray(ended.map(({ holdId }) => holdId)), uuidArray(ended.map(({ id }) => id))]);
}
