// Payments as they end: the hold posted, or given back.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { applyTransfers, derivedId } from '../ledger/index.ts';
import type { OperationRow } from '../operations/index.ts';
import { dayOf } from './day.ts';
import { returnPayments } from './store.ts';

/**
 * Posts the holds of approved payments, all in one batch of the ledger, whatever their kinds. Nothing of `details` or
 * `params` is read: the hold was made with the details that were shown, and it is what is posted.
 */
export async function executePayments(
  tx: Session,
  operations: readonly OperationRow[],
  now: Temporal.Instant,
): Promise<Outcome<{ posting?: string }, string>[]> {
  const outcomes = await applyTransfers(
    tx,
    operations.map(({ id, holdId }) => ({ kind: 'post' as const, id: derivedId('post', id), holdId: holdId ?? id, reference: id })),
    now,
  );
  return outcomes.map((outcome) => {
    if (outcome.kind === 'done') return done({ posting: outcome.value.id });
    if (outcome.reason === 'hold-expired') return refused('operation-expired');
    throw new Error(`bug: the hold of an approved payment was refused: ${outcome.reason}`);
  });
}

/** Gives back the holds of payments that were not executed, and takes them off their days. A hold that the sweep gave back before is well. */
export async function releasePayments(
  tx: Session,
  timeZoneOf: (programme: string) => string,
  operations: readonly OperationRow[],
  now: Temporal.Instant,
): Promise<void> {
  const outcomes = await applyTransfers(
    tx,
    operations.map(({ id, holdId }) => ({ kind: 'void' as const, id: derivedId('void', id), holdId: holdId ?? id, reference: id })),
    now,
  );
  const returned = operations.filter(({ kind }, index) => {
    const outcome = outcomes[index];
    // Released before: the day has its amount back already.
    if (outcome?.kind === 'done' && outcome.value.result === 'exists') return false;
    if (outcome?.kind === 'refused' && outcome.figures?.['first'] === 'hold-expired') return false;
    if (outcome?.kind === 'refused' && outcome.reason !== 'hold-expired')
      throw new Error(`bug: the hold of an ended payment was refused: ${outcome.reason}`);
    return kind !== 'transfer-own';
  });
  await returnPayments(
    tx,
    returned.map(({ customerId, programme, details, createdAt }) => ({
      customerId,
      programme,
      day: dayOf({ timeZone: timeZoneOf(programme) }, createdAt),
      currency: details['currency'] ?? '',
      amount: BigInt(details['amount'] ?? '0'),
    })),
  );
}
