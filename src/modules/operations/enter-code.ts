// A code typed into the web bank: from a scanned QR, 'Generate OTP' or a hard token; judged, executed, recorded (TK-19, TK-20, TK-35).

import { toBase64url } from '../../crypto/bytes.ts';
import { toLatinDigits } from '../../kernel/digits.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { createBatcher, type Batcher } from '../../postgres/batcher.ts';
import type { Session } from '../../postgres/database.ts';
import { verifyCode as verifyHardCode } from '../hard-tokens/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { approverSummary, judgeCodes, makeOperationQr, type TokenSummary, type TypedCode } from '../soft-tokens/index.ts';
import { concludeApproved, type Approval } from './conclude.ts';
import type { OperationsContext } from './context.ts';
import { authenticatorFacts } from './create.ts';
import { judgeAdmission, methodsFor, type AdmissionRefusal, type AuthenticatorFacts } from './rules/admission.ts';
import { claimCodeTries, keepQr, selectOperation, type Operation } from './store.ts';

export type CodeEntry = { readonly customerId: string; readonly operationId: string; readonly code: string };

export type CodeEntryRefusal =
  | AdmissionRefusal
  | 'operation-not-found'
  | 'operation-over'
  | 'too-many-attempts'
  | 'wrong-code'
  | 'code-not-allowed'
  | 'device-deregistered';

export type CodeEntryResult = Outcome<{ operationId: string; status: 'executed' | 'refused'; refusal?: string }, CodeEntryRefusal>;

type Item = { readonly entry: CodeEntry; readonly now: Temporal.Instant };

/** The batcher of typed codes; one customer's stay in order. */
export function createCodeEntries(context: OperationsContext): Batcher<Item, CodeEntryResult> {
  return createBatcher<Item, CodeEntryResult>({
    key: ({ entry }) => entry.customerId,
    lanes: 2,
    sizeMax: 256,
    work: async (items) => {
      const [first] = items;
      if (first === undefined) return [];
      const entries = items.map(({ entry }) => entry);
      // Read before the transaction, in few statements. It still holds inside: whatever changes a customer's authenticators
      // cancels the pending operations in the same act, and those are locked next.
      const known = await Promise.all(entries.map(async (entry) => await look(context, entry)));
      const results = await context.database.transaction(async (tx) => await enterAll(context, tx, known, first.now));
      entries.forEach(({ operationId, customerId }, place) => {
        if (results[place]?.kind === 'done') context.events.publish(`operation:${operationId}`, `customer:${customerId}`);
        else context.events.publish(`operation:${operationId}`);
      });
      return results;
    },
  });
}

/** An entry with what is known of its operation and its customer's authenticators before the transaction. */
type Known = { readonly entry: CodeEntry; readonly operation: Operation | undefined; readonly summary: TokenSummary };

async function look(context: OperationsContext, entry: CodeEntry): Promise<Known> {
  const { database } = context;
  const [operation, summary] = await Promise.all([
    selectOperation(database, entry.operationId),
    approverSummary(database, entry.customerId),
  ]);
  return { entry, operation, summary };
}

const digitsOf = (text: string): string => toLatinDigits(text).replace(/\s/g, '');

type Open = {
  readonly place: number;
  readonly entry: CodeEntry;
  readonly operation: Operation;
  readonly facts: AuthenticatorFacts;
  readonly deviceId: string | undefined;
};

async function enterAll(
  context: OperationsContext,
  tx: Session,
  known: readonly Known[],
  now: Temporal.Instant,
): Promise<CodeEntryResult[]> {
  const results: (CodeEntryResult | undefined)[] = known.map(() => undefined);
  const open = await admit(context, tx, known, results, now);
  const approvals: { approval: Approval; place: number }[] = [];
  const soft = open.filter(({ facts }) => facts.active === 'soft');
  const typed = soft.map((one) => typedCode(context, one));
  const outcomes = typed.length === 0 ? [] : await judgeCodes(context.softTokens, tx, typed, now);
  for (const [nth, { place, operation, deviceId }] of soft.entries()) {
    const outcome = outcomes[nth];
    if (outcome === undefined || deviceId === undefined) throw new Error('bug: a code without an outcome');
    if (outcome.kind === 'refused') {
      results[place] =
        outcome.attemptsLeft === undefined ? refused(outcome.reason) : refused(outcome.reason, { attemptsLeft: outcome.attemptsLeft });
      continue;
    }
    const index = outcome.method === 'soft-offline' && operation.qrIndex !== null ? { qrIndex: Number(operation.qrIndex) } : {};
    const authenticator = { kind: 'soft', id: deviceId, installationKey: toBase64url(outcome.device.installationKey) };
    approvals.push({
      place,
      approval: {
        operation,
        authenticatorId: deviceId,
        method: outcome.method,
        actor: `customer:${operation.customerId}`,
        proof: { authenticator, ...index },
      },
    });
  }
  for (const one of open.filter(({ facts }) => facts.active === 'hard')) {
    const approval = await byHardToken(context, tx, one, now);
    if (approval.kind === 'refused') results[one.place] = approval;
    else approvals.push({ place: one.place, approval: approval.value });
  }
  const concluded = await concludeApproved(
    context,
    tx,
    approvals.map(({ approval }) => approval),
    now,
  );
  concluded.forEach((value, nth) => {
    const place = approvals[nth]?.place;
    if (place !== undefined) results[place] = done(value);
  });
  return results.map((result) => result ?? refused('operation-not-found'));
}

/**
 * The ladder before a code is looked at: the operation is the customer's, a code may approve it, it is open and a try is left.
 * The try is claimed here, in the statement that also holds the operation.
 */
async function admit(
  context: OperationsContext,
  tx: Session,
  known: readonly Known[],
  results: (CodeEntryResult | undefined)[],
  now: Temporal.Instant,
): Promise<Open[]> {
  const admitted: (Known & { readonly place: number; readonly facts: AuthenticatorFacts; readonly triesMax: number })[] = [];
  for (const [place, one] of known.entries()) {
    const { entry, operation, summary } = one;
    if (operation === undefined || operation.customerId !== entry.customerId) {
      results[place] = refused('operation-not-found');
      continue;
    }
    if (operation.status !== 'pending') {
      results[place] = refused('operation-over');
      continue;
    }
    const programme = programmeNamed(context.programmes, operation.programme);
    const facts = authenticatorFacts(summary);
    const refusal = judgeAdmission(programme, operation.kind, facts);
    const methods = methodsFor(programme, operation.kind, facts.active);
    if (refusal !== undefined) results[place] = refused(refusal);
    else if (!methods.some((method) => method !== 'soft-push')) results[place] = refused('code-not-allowed');
    else admitted.push({ ...one, place, facts, triesMax: programme.approval.codeAttemptsMax });
  }
  if (admitted.length === 0) return [];
  const claims = admitted.map(({ entry, triesMax }) => ({ id: entry.operationId, triesMax }));
  const claimed = new Map((await claimCodeTries(tx, claims, now)).map((row) => [row.id, row]));
  const open: Open[] = [];
  for (const { place, entry, facts, summary, operation: before, triesMax } of admitted) {
    const operation = claimed.get(entry.operationId);
    if (operation !== undefined) open.push({ place, entry, operation, facts, deviceId: summary.soft?.id });
    else if (before !== undefined && before.codeFailures >= triesMax) results[place] = refused('too-many-attempts', { attemptsLeft: 0 });
    else results[place] = await whyNotClaimed(tx, entry.operationId, now);
  }
  return open;
}

/** Another try or decision came between the look and the claim. */
async function whyNotClaimed(tx: Session, operationId: string, now: Temporal.Instant): Promise<CodeEntryResult> {
  const operation = await selectOperation(tx, operationId);
  const over = operation === undefined || operation.status !== 'pending' || Temporal.Instant.compare(operation.expiresAt, now) <= 0;
  return over ? refused('operation-over') : refused('too-many-attempts', { attemptsLeft: 0 });
}

function typedCode(context: OperationsContext, { entry, operation, deviceId }: Open): TypedCode {
  if (deviceId === undefined) throw new Error('bug: an active soft token without a device');
  const { qrDeviceId, qrIndex, qrState, id: operationId, details } = operation;
  const methods = methodsFor(programmeNamed(context.programmes, operation.programme), operation.kind, 'soft');
  return {
    deviceId,
    operationId,
    details,
    code: digitsOf(entry.code),
    // A QR that an earlier phone was shown is worth nothing.
    qr: qrDeviceId === deviceId && qrIndex !== null && qrState !== null ? { index: Number(qrIndex), sealedState: qrState } : undefined,
    // By construction: a financial operation never reaches the check of Generate OTP (TK-20).
    otpAllowed: operation.class === 'non-financial' && methods.includes('soft-otp'),
  };
}

async function byHardToken(
  context: OperationsContext,
  tx: Session,
  { entry, operation }: Open,
  now: Temporal.Instant,
): Promise<Outcome<Approval, CodeEntryRefusal>> {
  const programme = programmeNamed(context.programmes, operation.programme);
  const { customerId, ocraQuestion: challenge } = operation;
  const checked = await verifyHardCode(
    tx,
    context.keys,
    { customerId, programme, code: digitsOf(entry.code), ...(challenge === null ? {} : { challenge }) },
    now,
  );
  if (checked.kind === 'refused') {
    if (checked.reason === 'locked') return refused('hard-token-locked');
    return checked.reason === 'wrong-code' ? refused('wrong-code', checked.figures) : refused('code-not-allowed');
  }
  const { tokenId, counter } = checked.value;
  const authenticator = { kind: 'hard', id: tokenId, counter: String(counter) };
  const proof = { authenticator, ...(challenge === null ? {} : { question: challenge }) };
  return done({ operation, authenticatorId: tokenId, method: 'hard-token', actor: `customer:${customerId}`, proof });
}

const qrTriesMax = 3;

/**
 * A fresh coloured QR for a pending operation; the one before it is worth nothing from now on.
 * Refusals: operation-not-found, operation-over, code-not-allowed (no soft token, or the kind has no offline code).
 */
export async function renewQr(
  context: OperationsContext,
  { customerId, operationId }: { customerId: string; operationId: string },
  now: Temporal.Instant,
): Promise<
  Outcome<
    { frame: Uint8Array; index: number; expiresAt: Temporal.Instant },
    'operation-not-found' | 'operation-over' | 'code-not-allowed' | 'code-locked'
  >
> {
  for (let tries = 0; tries < qrTriesMax; tries += 1) {
    const outcome = await context.database.transaction(async (tx) => {
      const operation = await selectOperation(tx, operationId);
      if (operation === undefined || operation.customerId !== customerId) return refused('operation-not-found' as const);
      const summary = await approverSummary(tx, customerId);
      const programme = programmeNamed(context.programmes, operation.programme);
      const facts = authenticatorFacts(summary);
      if (!methodsFor(programme, operation.kind, facts.active).includes('soft-offline') || summary.soft === undefined)
        return refused('code-not-allowed' as const);
      if (facts.softLock === 'code-locked') return refused('code-locked' as const);
      const qr = await makeOperationQr(context.softTokens, tx, { deviceId: summary.soft.id, operationId, details: operation.details });
      if (qr === undefined) return undefined;
      if (!(await keepQr(tx, operationId, qr, now))) return refused('operation-over' as const);
      return done({ frame: qr.frame, index: qr.index, expiresAt: operation.expiresAt });
    });
    if (outcome !== undefined) return outcome;
  }
  throw new Error('the place of an offline code was taken three times: try again');
}
