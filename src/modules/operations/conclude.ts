// The end of operations that a transaction holds: executed after a right proof, or released without one; with its evidence.

import type { Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { appendEvidence, type NewEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { emitAll } from '../webhooks/index.ts';
import type { OperationsContext } from './context.ts';
import type { Executor } from './executor.ts';
import { operationEvent } from './webhook-events.ts';
import { decideOperations, type Decided, type Method, type Operation } from './store.ts';

/** A right proof for an operation: who approved, with what, and what a third party can check later (TK-33). */
export type Approval = {
  readonly operation: Operation;
  readonly authenticatorId: string;
  readonly method: Method;
  readonly actor: string;
  /** Goes into the evidence beside the details: message, label, signature, installation key of a phone; token of a hard one. */
  readonly proof: Readonly<Record<string, unknown>>;
};

export type Concluded = { readonly operationId: string; readonly status: 'executed' | 'refused'; readonly refusal?: string };

function executorOf(context: OperationsContext, kind: string): Executor {
  const executor = context.executors.get(kind);
  if (executor === undefined) throw new Error(`bug: no executor for ${kind}`);
  return executor;
}

/** Runs the executors, kind by kind, and gives the outcomes in the order of the approvals. */
async function execute(
  context: OperationsContext,
  tx: Session,
  approvals: readonly Approval[],
  now: Temporal.Instant,
): Promise<Outcome<{ posting?: string }, string>[]> {
  const outcomes = Array.from<Outcome<{ posting?: string }, string> | undefined>({ length: approvals.length });
  for (const kind of new Set(approvals.map(({ operation }) => operation.kind))) {
    const executor = executorOf(context, kind);
    const places = approvals.flatMap(({ operation }, place) => (operation.kind === kind ? [{ operation, place }] : []));
    if (executor.executeMany === undefined) {
      for (const { operation, place } of places) outcomes[place] = await executor.execute(tx, operation, now);
    } else {
      const results = await executor.executeMany(
        tx,
        places.map(({ operation }) => operation),
        now,
      );
      places.forEach(({ place }, index) => (outcomes[place] = results[index]));
    }
  }
  return outcomes.map((outcome) => {
    if (outcome === undefined) throw new Error('bug: an executor left an operation without an outcome');
    return outcome;
  });
}

/**
 * Executes approved operations in the caller's transaction, which must hold them as pending. A refusal of the executor
 * (the payee's account was closed meanwhile …) ends the operation as `refused` and gives back its hold.
 */
export async function concludeApproved(
  context: OperationsContext,
  tx: Session,
  approvals: readonly Approval[],
  now: Temporal.Instant,
): Promise<Concluded[]> {
  if (approvals.length === 0) return [];
  const outcomes = await execute(context, tx, approvals, now);
  const rows: Decided[] = [];
  const evidence: NewEvidence[] = [];
  const concluded: Concluded[] = [];
  for (const [place, approval] of approvals.entries()) {
    const { operation, authenticatorId, method, actor, proof } = approval;
    const outcome = outcomes[place];
    if (outcome === undefined) throw new Error('bug: an approval without an outcome');
    const status = outcome.kind === 'done' ? 'executed' : 'refused';
    const refusal = outcome.kind === 'refused' ? outcome.reason : null;
    const posting = outcome.kind === 'done' ? (outcome.value.posting ?? null) : null;
    if (outcome.kind === 'refused') await executorOf(context, operation.kind).release(tx, operation, now);
    rows.push({ id: operation.id, status, authenticatorId, method, refusal, posting });
    evidence.push({
      kind: 'approval',
      subject: operation.id,
      customerId: operation.customerId,
      actor,
      body: {
        operationId: operation.id,
        operation: operation.kind,
        details: operation.details,
        decision: 'approve',
        decidedAt: now.toString(),
        method,
        authenticatorId,
        ...proof,
        outcome: status,
        ...(refusal === null ? {} : { refusal }),
        ...(posting === null ? {} : { postings: [posting] }),
      },
    });
    concluded.push(refusal === null ? { operationId: operation.id, status } : { operationId: operation.id, status, refusal });
    if (refusal !== null) await tellRefusal(context, tx, operation, now);
  }
  await decideOperations(tx, rows, now);
  await emitAll(
    tx,
    approvals.flatMap(({ operation }, place) => {
      const row = rows[place];
      return row === undefined ? [] : [operationEvent(operation, row.status, row)];
    }),
    now,
  );
  await appendEvidence(tx, evidence, now);
  return concluded;
}

/** An approval that did not lead to its transaction is told at once: the customer believes that it did. */
async function tellRefusal(context: OperationsContext, tx: Session, operation: Operation, now: Temporal.Instant): Promise<void> {
  const programme = programmeNamed(context.programmes, operation.programme);
  await notify(
    tx,
    {
      programme,
      customerId: operation.customerId,
      event: 'operation-refused',
      values: { ...operation.details, reference: operation.id.slice(-12) },
    },
    now,
  );
}

export type Ending = {
  readonly operation: Operation;
  readonly status: 'rejected' | 'expired' | 'cancelled';
  readonly authenticatorId: string | null;
  readonly method: Method | null;
  readonly actor: string;
  readonly proof?: Readonly<Record<string, unknown>>;
};

/** Ends operations without executing them: holds go back, evidence says why. The transaction must hold them as pending. */
export async function concludeWithout(
  context: OperationsContext,
  tx: Session,
  endings: readonly Ending[],
  now: Temporal.Instant,
): Promise<void> {
  if (endings.length === 0) return;
  for (const { operation } of endings) await executorOf(context, operation.kind).release(tx, operation, now);
  await decideOperations(
    tx,
    endings.map(({ operation, status, authenticatorId, method }) => ({
      id: operation.id,
      status,
      authenticatorId,
      method,
      refusal: null,
      posting: null,
    })),
    now,
  );
  await emitAll(
    tx,
    endings.map(({ operation, status, method }) => operationEvent(operation, status, { method })),
    now,
  );
  await appendEvidence(
    tx,
    endings.map(({ operation, status, method, authenticatorId, actor, proof }) => ({
      kind: status === 'rejected' ? 'approval' : `operation-${status}`,
      subject: operation.id,
      customerId: operation.customerId,
      actor,
      body: {
        operationId: operation.id,
        operation: operation.kind,
        details: operation.details,
        ...(status === 'rejected' ? { decision: 'reject', decidedAt: now.toString(), method, authenticatorId } : {}),
        ...proof,
        outcome: status,
      },
    })),
    now,
  );
}
