// 'This was not me': the report of an operation that the customer did not ask for (TK-21).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import type { OperationsContext } from './context.ts';
import { markNotMine, selectOperation, type Operation } from './store.ts';

/** The number that the customer and the contact centre name the case by: the end of the operation's id. */
export function caseNumber(operationId: string): string {
  return operationId.replaceAll('-', '').slice(-10).toUpperCase();
}

/** Opens the case in the caller's transaction; false when it was open already. */
export async function openCase(context: OperationsContext, tx: Session, operation: Operation, now: Temporal.Instant): Promise<boolean> {
  if (!(await markNotMine(tx, operation.id, operation.customerId, now))) return false;
  const programme = programmeNamed(context.programmes, operation.programme);
  const { id, customerId } = operation;
  await notify(tx, { programme, customerId, event: 'not-mine-case', values: { case: caseNumber(id) } }, now);
  await appendEvidence(
    tx,
    [
      {
        kind: 'not-mine',
        subject: id,
        customerId,
        actor: `customer:${customerId}`,
        body: { operationId: id, caseNumber: caseNumber(id), details: operation.details },
      },
    ],
    now,
  );
  return true;
}

/** Reports from the web bank; the second report of one operation gets the same case number. Refusal: operation-not-found. */
export async function reportNotMine(
  context: OperationsContext,
  { customerId, operationId }: { customerId: string; operationId: string },
  now: Temporal.Instant,
): Promise<Outcome<{ caseNumber: string }, 'operation-not-found'>> {
  return await context.database.transaction<Outcome<{ caseNumber: string }, 'operation-not-found'>>(async (tx) => {
    const operation = await selectOperation(tx, operationId);
    if (operation === undefined || operation.customerId !== customerId) return refused('operation-not-found');
    await openCase(context, tx, operation, now);
    return done({ caseNumber: caseNumber(operationId) });
  });
}
