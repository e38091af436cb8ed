// Operations that end without an approval: cancelled by the customer, by the end of a token, or by time.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { concludeWithout, type Ending } from './conclude.ts';
import type { OperationsContext } from './context.ts';
import type { Operation } from './store.ts';
import { lockExpired, lockOpen, lockPendingOf, selectOperation } from './store.ts';

const ending = (operation: Operation, status: Ending['status'], actor: string): Ending => ({
  operation,
  status,
  actor,
  authenticatorId: null,
  method: null,
});

/** Cancels a pending operation. Refusals: operation-not-found, operation-over. */
export async function cancelOperation(
  context: OperationsContext,
  { customerId, operationId, actor }: { customerId: string; operationId: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<Operation, 'operation-not-found' | 'operation-over'>> {
  const outcome = await context.database.transaction<Outcome<Operation, 'operation-not-found' | 'operation-over'>>(async (tx) => {
    const [open] = await lockOpen(tx, [operationId], now);
    if (open === undefined || open.customerId !== customerId) {
      const known = open ?? (await selectOperation(tx, operationId));
      return refused(known?.customerId === customerId ? 'operation-over' : 'operation-not-found');
    }
    await concludeWithout(context, tx, [ending(open, 'cancelled', actor)], now);
    return done((await selectOperation(tx, operationId)) ?? open);
  });
  if (outcome.kind === 'done') context.events.publish(`operation:${operationId}`, `customer:${customerId}`);
  return outcome;
}

/** Holds what waits of a customer, for a transaction that may cancel it further on. */
export async function holdPending(tx: Session, customerId: string): Promise<void> {
  await lockPendingOf(tx, customerId);
}

/** Cancels all that waits of a customer, in the transaction that ends or switches their token. */
export async function cancelPending(context: OperationsContext, tx: Session, customerId: string, now: Temporal.Instant): Promise<void> {
  const open = await lockPendingOf(tx, customerId);
  await concludeWithout(
    context,
    tx,
    open.map((operation) => ending(operation, 'cancelled', `customer:${customerId}`)),
    now,
  );
  // Listeners read anew when they hear this: at worst a moment before the commit, then again by their own clock.
  if (open.length > 0) context.events.publish(`customer:${customerId}`, ...open.map(({ id }) => `operation:${id}`));
}

const expireBatch = 100;

/** Ends what has run out and gives back its holds; a job calls it. Gives how many. Two callers at once share the work. */
export async function expireDue(context: OperationsContext, now: Temporal.Instant): Promise<number> {
  let total = 0;
  for (;;) {
    const expired = await context.database.transaction(async (tx) => {
      const due = await lockExpired(tx, now, expireBatch);
      await concludeWithout(
        context,
        tx,
        due.map((operation) => ending(operation, 'expired', 'system')),
        now,
      );
      return due;
    });
    total += expired.length;
    for (const { id, customerId } of expired) context.events.publish(`operation:${id}`, `customer:${customerId}`);
    if (expired.length < expireBatch) return total;
  }
}
