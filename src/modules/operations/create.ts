// Asking for an operation: admitted, prepared with its hold, stored as pending, the phone woken (TK-16).

import canonicalize from 'canonicalize';

import { detailsFit } from '../../crypto/details.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { brokenConstraint, RolledBack, type Session } from '../../postgres/database.ts';
import { contactsOf, isLanguage } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { ocraQuestion } from '../hard-tokens/index.ts';
import { enqueue } from '../messaging/index.ts';
import { operationClass, programmeNamed, type Programme } from '../programmes/index.ts';
import { deviceStatus, tokenSummary, type TokenSummary } from '../soft-tokens/index.ts';
import type { OperationsContext } from './context.ts';
import { judgeAdmission, methodsFor, type AdmissionRefusal, type AuthenticatorFacts } from './rules/admission.ts';
import { insertOperations, keepQuestion, selectByRequest, selectOperation, type Operation, type RequestKey } from './store.ts';

export type OperationOrder = {
  readonly programme: string;
  readonly customerId: string;
  readonly kind: string;
  /** Already checked against the executor's schema. */
  readonly params: unknown;
  /** `bank` for the customer's own session, `client:<id>` for the API. */
  readonly initiator: string;
  /** Idempotency-Key: the same request again gets the operation that the first one made, as it stands now. */
  readonly request?: RequestKey;
};

/** What the rules need to know of a customer's tokens. */
export function authenticatorFacts(summary: TokenSummary): AuthenticatorFacts {
  const { soft } = summary;
  const status = soft === undefined ? undefined : deviceStatus(soft);
  return {
    active: summary.active,
    eligibleForSoft: summary.eligible,
    softRegistered: soft?.authenticatorStatus === 'registered' || summary.waiting !== undefined,
    softLock: status === 'password-locked' || status === 'code-locked' ? status : undefined,
    hardLocked: summary.hard?.status === 'locked',
  };
}

/**
 * Creates a pending operation. Refusals: those of admission, and the executor's own reasons (insufficient-funds …).
 * Nothing is written when it is refused.
 */
export async function createOperation(
  context: OperationsContext,
  order: OperationOrder,
  now: Temporal.Instant,
): Promise<Outcome<Operation, AdmissionRefusal | 'idempotency-key-reused' | (string & {})>> {
  const before = await madeBefore(context, order);
  if (before !== undefined) return before;
  let outcome: Outcome<Operation, string>;
  try {
    outcome = await createAnew(context, order, now);
  } catch (error) {
    if (brokenConstraint(error) !== 'operations_request_once') throw error;
    outcome = refused('request-repeated');
  }
  // A refusal may only be the shadow of the same request's first arrival, which holds the money that this one misses.
  if (outcome.kind === 'refused') return (await madeBefore(context, order)) ?? outcome;
  return outcome;
}

async function madeBefore(context: OperationsContext, order: OperationOrder): Promise<Outcome<Operation, 'idempotency-key-reused'> | undefined> {
  const { request, customerId, initiator } = order;
  if (request === undefined) return undefined;
  const known = await selectByRequest(context.database, { customerId, initiator, request });
  if (known === undefined) return undefined;
  return known.same ? done(known.operation) : refused('idempotency-key-reused');
}

async function createAnew(context: OperationsContext, order: OperationOrder, now: Temporal.Instant): Promise<Outcome<Operation, string>> {
  const programme = programmeNamed(context.programmes, order.programme);
  const executor = context.executors.get(order.kind);
  const kindClass = operationClass(programme, order.kind);
  if (executor === undefined || (kindClass !== 'financial' && kindClass !== 'non-financial')) return refused('operation-unknown');
  const summary = await tokenSummary(context.database, order.customerId);
  const refusal = judgeAdmission(programme, order.kind, authenticatorFacts(summary));
  if (refusal !== undefined) return refused(refusal);

  const operationId = context.newId();
  const expiresAt = now.add({ seconds: programme.approval.expirySeconds });
  const outcome = await context.database.transaction<Outcome<Operation, string>>(async (tx) => {
    const prepared = await executor.prepare(tx, { operationId, programme, customerId: order.customerId, expiresAt }, order.params, now);
    if (prepared.kind === 'refused') throw new RolledBack(prepared);
    const { details, holdId } = prepared.value;
    if (!detailsFit(details)) throw new Error(`bug: the details of ${order.kind} do not fit a frame`);
    const detailsText = canonicalize(details);
    if (detailsText === undefined) throw new Error('bug: details without a text');
    const { programme: name, customerId, kind, params, initiator } = order;
    await insertOperations(
      tx,
      [{ id: operationId, programme: name, customerId, kind, class: kindClass, detailsText, params, holdId: holdId ?? null, initiator, expiresAt, request: order.request }],
      now,
    );
    await wake(context, tx, programme, order, operationId, summary, now);
    const actor = initiator === 'bank' ? `customer:${customerId}` : initiator;
    await appendEvidence(tx, [{ kind: 'operation-created', subject: operationId, customerId, actor, body: { operationId, operation: kind, details, ...(holdId === undefined ? {} : { holdId }) } }], now);
    const stored = await selectOperation(tx, operationId);
    if (stored === undefined) throw new Error('bug: an operation was not stored');
    return done(stored);
  });
  if (outcome.kind === 'done') context.events.publish(`customer:${order.customerId}`);
  return outcome;
}

/** Push with an opaque id to the phone; an SMS without details where the phone takes no push; the OCRA question of a hard token. */
async function wake(
  context: OperationsContext,
  tx: Session,
  programme: Programme,
  { kind, customerId }: OperationOrder,
  operationId: string,
  summary: TokenSummary,
  now: Temporal.Instant,
): Promise<void> {
  const methods = methodsFor(programme, kind, summary.active);
  if (methods.includes('hard-token') && summary.hard?.kind === 'ocra') {
    await keepQuestion(tx, operationId, await ocraQuestion(tx, context.keys, { tokenId: summary.hard.id, operationId }));
    return;
  }
  if (!methods.includes('soft-push') || summary.soft === undefined) return;
  const { push, language } = summary.soft;
  if (push !== null) {
    await enqueue(
      tx,
      [{ programme, customerId, channel: 'push', template: 'approval-waiting', language: isLanguage(language) ? language : programme.defaultLanguage, to: summary.soft.id, values: { id: operationId } }],
      now,
    );
    return;
  }
  if (!programme.approval.smsWhenNoPush) return;
  const contacts = await contactsOf(tx, customerId);
  if (contacts === undefined) return;
  await enqueue(
    tx,
    [{ programme, customerId, channel: 'sms', template: 'approval-waiting', language: contacts.language, to: contacts.mobile, values: {} }],
    now,
  );
}
