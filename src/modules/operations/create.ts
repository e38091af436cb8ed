// Asking for an operation: admitted, prepared with its hold, stored as pending, the phone woken (TK-16).

import canonicalize from 'canonicalize';

import { detailsFit } from '../../crypto/details.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { createBatcher, type Batcher } from '../../postgres/batcher.ts';
import { brokenConstraint, RolledBack, type Session } from '../../postgres/database.ts';
import { contactsOf, isLanguage, type Contacts } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { ocraQuestion } from '../hard-tokens/index.ts';
import { enqueue } from '../messaging/index.ts';
import { operationClass, programmeNamed, type Programme } from '../programmes/index.ts';
import { approverSummary, deviceStatus, type TokenSummary } from '../soft-tokens/index.ts';
import { emitAll } from '../webhooks/index.ts';
import type { OperationsContext } from './context.ts';
import type { Details } from './executor.ts';
import { judgeAdmission, methodsFor, type AdmissionRefusal, type AuthenticatorFacts } from './rules/admission.ts';
import { viewOf, type OperationView } from './view.ts';
import { operationEvent } from './webhook-events.ts';
import { insertOperations, keepQuestion, selectByRequest, selectOperations, type Operation, type RequestKey } from './store.ts';

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
): Promise<Outcome<OperationView, AdmissionRefusal | 'idempotency-key-reused' | (string & {})>> {
  const before = await madeBefore(context, order, now);
  if (before !== undefined) return before;
  let outcome: Outcome<OperationView, string>;
  try {
    outcome = await createAnew(context, order, now);
  } catch (error) {
    if (brokenConstraint(error) !== 'operations_request_once') throw error;
    outcome = refused('request-repeated');
  }
  // A refusal may only be the shadow of the same request's first arrival, which holds the money that this one misses.
  if (outcome.kind === 'refused') return (await madeBefore(context, order, now)) ?? outcome;
  return outcome;
}

async function madeBefore(
  context: OperationsContext,
  order: OperationOrder,
  now: Temporal.Instant,
): Promise<Outcome<OperationView, 'idempotency-key-reused'> | undefined> {
  const { request, customerId, initiator } = order;
  if (request === undefined) return undefined;
  const known = await selectByRequest(context.database, { customerId, initiator, request });
  if (known === undefined) return undefined;
  if (!known.same) return refused('idempotency-key-reused');
  return done(viewOf(context, known.operation, await approverSummary(context.database, customerId), now));
}

/** An admitted order on its way into a batch. */
type Item = {
  readonly order: OperationOrder;
  readonly programme: Programme;
  readonly class: 'financial' | 'non-financial';
  readonly summary: TokenSummary;
  /** Where the SMS goes that wakes a phone without push; undefined where none is sent. */
  readonly contacts: Contacts | undefined;
  readonly operationId: string;
  readonly now: Temporal.Instant;
};

type Result = Outcome<Operation, string>;

// One batcher for each context, so that all doors share it. Those who ask at once share a transaction; a customer's own stay in order.
const batchers = new WeakMap<OperationsContext, Batcher<Item, Result>>();

function creationsOf(context: OperationsContext): Batcher<Item, Result> {
  const known = batchers.get(context);
  if (known !== undefined) return known;
  const made = createBatcher<Item, Result>({
    key: ({ order }) => order.customerId,
    lanes: 1,
    sizeMax: 64,
    work: async (items) => await context.database.transaction(async (tx) => await createAll(context, tx, items)),
  });
  batchers.set(context, made);
  return made;
}

async function createAnew(
  context: OperationsContext,
  order: OperationOrder,
  now: Temporal.Instant,
): Promise<Outcome<OperationView, string>> {
  const { database } = context;
  const programme = programmeNamed(context.programmes, order.programme);
  const kindClass = operationClass(programme, order.kind);
  if (!context.executors.has(order.kind) || (kindClass !== 'financial' && kindClass !== 'non-financial'))
    return refused('operation-unknown');
  const summary = await approverSummary(database, order.customerId);
  const refusal = judgeAdmission(programme, order.kind, authenticatorFacts(summary));
  if (refusal !== undefined) return refused(refusal);
  const sendsSms =
    programme.approval.smsWhenNoPush &&
    summary.soft?.push === null &&
    methodsFor(programme, order.kind, summary.active).includes('soft-push');
  const contacts = sendsSms ? await contactsOf(database, order.customerId) : undefined;
  const operationId = context.newId();
  const outcome = await creationsOf(context).submit({ order, programme, class: kindClass, summary, contacts, operationId, now });
  if (outcome.kind === 'refused') return outcome;
  context.events.publish(`customer:${order.customerId}`);
  return done(viewOf(context, outcome.value, summary, now));
}

/** Thrown where one of several is refused: all are rolled back, and each is asked again alone. */
class RefusedAmongOthers extends Error {}

type Prepared = { readonly details: Details; readonly holdId?: string };

/** Prepares all, together where executors share a `prepareMany`; the first refusal ends it. */
async function prepareAll(
  context: OperationsContext,
  tx: Session,
  items: readonly Item[],
  now: Temporal.Instant,
): Promise<Outcome<Prepared[], string>> {
  const prepared = new Map<Item, Prepared>();
  const waiting = new Set(items);
  for (const item of items) {
    if (!waiting.has(item)) continue;
    const executor = context.executors.get(item.order.kind);
    if (executor === undefined) throw new Error(`bug: no executor for ${item.order.kind}`);
    const { prepareMany } = executor;
    const together =
      prepareMany === undefined
        ? [item]
        : [...waiting].filter(
            (other) => context.executors.get(other.order.kind)?.prepareMany === prepareMany && other.programme === item.programme,
          );
    const orders = together.map(({ operationId, programme, order, now: asked }) => {
      const expiresAt = asked.add({ seconds: programme.approval.expirySeconds });
      return { context: { operationId, programme, customerId: order.customerId, expiresAt }, kind: order.kind, params: order.params };
    });
    const [first] = orders;
    if (first === undefined) throw new Error('bug: an empty group of orders');
    const outcomes =
      prepareMany === undefined ? [await executor.prepare(tx, first.context, first.params, now)] : await prepareMany(tx, orders, now);
    for (const [place, outcome] of outcomes.entries()) {
      const one = together[place];
      if (outcome.kind === 'refused') return outcome;
      if (one === undefined) throw new Error('bug: an outcome without an order');
      prepared.set(one, outcome.value);
      waiting.delete(one);
    }
  }
  return done(
    items.map((item) => {
      const one = prepared.get(item);
      if (one === undefined) throw new Error('bug: an order was not prepared');
      return one;
    }),
  );
}

/** Prepares and stores operations in one transaction, with their evidence and what wakes their phones. */
async function createAll(context: OperationsContext, tx: Session, items: readonly Item[]): Promise<Result[]> {
  const [first] = items;
  if (first === undefined) return [];
  const { now } = first;
  const outcome = await prepareAll(context, tx, items, now);
  if (outcome.kind === 'refused') {
    if (items.length > 1) throw new RefusedAmongOthers('one of several operations was refused');
    throw new RolledBack([outcome]);
  }
  const all = items.map((item, place) => {
    const { details, holdId } = outcome.value[place] ?? { details: {} };
    const { order, operationId } = item;
    if (!detailsFit(details)) throw new Error(`bug: the details of ${order.kind} do not fit a frame`);
    const detailsText = canonicalize(details);
    if (detailsText === undefined) throw new Error('bug: details without a text');
    return { item, id: operationId, details, detailsText, holdId: holdId ?? null };
  });
  await insertOperations(
    tx,
    all.map(({ item, id, detailsText, holdId }) => {
      const { order, programme } = item;
      const expiresAt = item.now.add({ seconds: programme.approval.expirySeconds });
      const { customerId, kind, params, initiator, request } = order;
      return {
        id,
        programme: order.programme,
        customerId,
        kind,
        class: item.class,
        detailsText,
        params,
        holdId,
        initiator,
        expiresAt,
        request,
      };
    }),
    now,
  );
  await wakeAll(context, tx, items, now);
  const made = all.map(({ item, id, details, detailsText, holdId }) =>
    asStored(item, { id, details, detailsText, holdId, createdAt: now }),
  );
  await emitAll(
    tx,
    made.map((operation) => operationEvent(operation, 'pending')),
    now,
  );
  await appendEvidence(
    tx,
    all.map(({ item, id, details, holdId }) => {
      const { customerId, initiator, kind } = item.order;
      const actor = initiator === 'bank' ? `customer:${customerId}` : initiator;
      const body = { operationId: id, operation: kind, details, ...(holdId === null ? {} : { holdId }) };
      return { kind: 'operation-created', subject: id, customerId, actor, body };
    }),
    now,
  );
  // The question is written beside the row; whoever has an OCRA device gets the row as it was stored.
  const asked = items.some(({ summary }) => summary.active === 'hard' && summary.hard?.kind === 'ocra');
  const stored = asked
    ? await selectOperations(
        tx,
        all.map(({ id }) => id),
      )
    : new Map<string, Operation>();
  return made.map((operation) => done(stored.get(operation.id) ?? operation));
}

/** A new operation as its row reads. */
function asStored(
  { order, programme, class: kindClass, now: asked }: Item,
  row: Pick<Operation, 'id' | 'details' | 'detailsText' | 'holdId' | 'createdAt'>,
): Operation {
  const { programme: name, customerId, kind, params, initiator } = order;
  return {
    ...row,
    programme: name,
    customerId,
    kind,
    class: kindClass,
    status: 'pending',
    params,
    initiator,
    expiresAt: asked.add({ seconds: programme.approval.expirySeconds }),
    decidedAt: null,
    authenticatorId: null,
    method: null,
    refusal: null,
    posting: null,
    codeFailures: 0,
    qrDeviceId: null,
    qrIndex: null,
    qrState: null,
    ocraQuestion: null,
    notMineAt: null,
  };
}

/** Push with an opaque id to the phone; an SMS without details where the phone takes no push; the OCRA question of a hard token. */
async function wakeAll(context: OperationsContext, tx: Session, items: readonly Item[], now: Temporal.Instant): Promise<void> {
  const messages: Parameters<typeof enqueue>[1][number][] = [];
  for (const { order, programme, summary, contacts, operationId } of items) {
    const { customerId } = order;
    const { soft, hard } = summary;
    const methods = methodsFor(programme, order.kind, summary.active);
    if (methods.includes('hard-token') && hard?.kind === 'ocra') {
      await keepQuestion(tx, operationId, await ocraQuestion(tx, context.keys, { tokenId: hard.id, operationId }));
    } else if (methods.includes('soft-push') && soft !== undefined) {
      const common = { programme, customerId, template: 'approval-waiting' as const };
      const language = isLanguage(soft.language) ? soft.language : programme.defaultLanguage;
      if (soft.push !== null) messages.push({ ...common, channel: 'push', language, to: soft.id, values: { id: operationId } });
      else if (contacts !== undefined)
        messages.push({ ...common, channel: 'sms', language: contacts.language, to: contacts.mobile, values: {} });
    }
  }
  if (messages.length > 0) await enqueue(tx, messages, now);
}
