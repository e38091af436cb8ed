// An operation as a page or an API client sees it.

import type { Session } from '../../postgres/database.ts';
import { programmeNamed } from '../programmes/index.ts';
import { approverSummary, type TokenSummary } from '../soft-tokens/index.ts';
import type { OperationsContext } from './context.ts';
import { numberToMatch } from './match-number.ts';
import { methodsFor } from './rules/admission.ts';
import { selectOperation, selectPage, selectPending, type Method, type Operation } from './store.ts';

export type OperationView = {
  readonly operation: Operation;
  /** `expired` as soon as its time is over, before the job has ended it. */
  readonly status: Operation['status'];
  readonly codeFrom: Temporal.Instant;
  readonly authenticator: 'soft' | 'hard' | 'none';
  readonly methods: readonly Method[];
  readonly pushSent: boolean;
  readonly attemptsLeft: number;
  /** The two digits to show beside the operation, where the programme asks for number matching. */
  readonly matchNumber: string | undefined;
};

/** What a page sees of an operation, given how its customer's tokens stand. */
export function viewOf(context: OperationsContext, operation: Operation, summary: TokenSummary, now: Temporal.Instant): OperationView {
  const programme = programmeNamed(context.programmes, operation.programme);
  const over = operation.status === 'pending' && Temporal.Instant.compare(operation.expiresAt, now) <= 0;
  const methods = methodsFor(programme, operation.kind, summary.active);
  return {
    operation,
    status: over ? 'expired' : operation.status,
    codeFrom: operation.createdAt.add({ seconds: programme.approval.pushWaitSeconds }),
    authenticator: summary.active,
    methods,
    pushSent: methods.includes('soft-push') && summary.soft?.push !== null && summary.soft !== undefined,
    attemptsLeft: Math.max(0, programme.approval.codeAttemptsMax - operation.codeFailures),
    matchNumber: methods.includes('soft-push') ? numberToMatch(context, operation) : undefined,
  };
}

/** One operation of a customer; undefined for another customer's. */
export async function viewOperation(
  context: OperationsContext,
  db: Session,
  customerId: string,
  operationId: string,
  now: Temporal.Instant,
): Promise<OperationView | undefined> {
  const operation = await selectOperation(db, operationId);
  if (operation === undefined || operation.customerId !== customerId) return undefined;
  return viewOf(context, operation, await approverSummary(db, customerId), now);
}

/** A page of a customer's operations, newest first; `before` is the id that the last page ended with. */
export async function viewOperations(
  context: OperationsContext,
  db: Session,
  { customerId, before, limit, status }: { customerId: string; before?: string; limit: number; status?: Operation['status'] },
  now: Temporal.Instant,
): Promise<OperationView[]> {
  const operations = await selectPage(db, { customerId, before: before ?? null, status: status ?? null, limit });
  const summary = await approverSummary(db, customerId);
  return operations.map((operation) => viewOf(context, operation, summary, now));
}

/** What waits for this customer's phone, oldest first: only what is open and may be approved in the app (TK-17). */
export async function waitingForPhone(
  context: OperationsContext,
  db: Session,
  customerId: string,
  now: Temporal.Instant,
): Promise<Operation[]> {
  const operations = await selectPending(db, customerId);
  return operations
    .filter((operation) => Temporal.Instant.compare(operation.expiresAt, now) > 0)
    .filter((operation) =>
      methodsFor(programmeNamed(context.programmes, operation.programme), operation.kind, 'soft').includes('soft-push'),
    );
}
