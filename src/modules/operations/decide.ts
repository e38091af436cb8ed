// A decision made in the app: proof judged, operation executed or rejected, evidence left, in one transaction (TK-16, TK-21).

import canonicalize from 'canonicalize';

import { toBase64url } from '../../crypto/bytes.ts';
import type { Details } from '../../crypto/details.ts';
import { messageLabels, messageText, type Factor } from '../../crypto/soft-token.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { createBatcher, type Batcher } from '../../postgres/batcher.ts';
import type { Session } from '../../postgres/database.ts';
import { programmeNamed } from '../programmes/index.ts';
import { proveOnline, refusalOfProof, tellLocks, type OnlineProof, type ProofOutcome, type ProofRefusal } from '../soft-tokens/index.ts';
import { concludeApproved, concludeWithout, type Approval, type Ending } from './conclude.ts';
import type { OperationsContext } from './context.ts';
import { openCase } from './report.ts';
import { numberToMatch } from './match-number.ts';
import { judgeDecision } from './rules/decision.ts';
import { claimCodeTries, lockOpen, selectOperation, type Operation } from './store.ts';

export type Decision = {
  readonly deviceId: string;
  readonly operationId: string;
  readonly decision: 'approve' | 'reject';
  readonly factor: Factor;
  readonly index: number;
  /** As the phone showed them. */
  readonly details: Details;
  readonly proof: Uint8Array;
  readonly signature: Uint8Array;
  readonly notMine: boolean;
  /** The two digits that the page shows, where the programme asks for number matching. */
  readonly match?: string;
};

export type DecisionRefusal =
  | ProofRefusal
  | 'operation-not-found'
  | 'operation-over'
  | 'details-differ'
  | 'device-not-active'
  | 'code-locked'
  | 'number-differs'
  | 'too-many-attempts';

export type DecisionResult = Outcome<
  { operationId: string; status: 'executed' | 'refused' | 'rejected'; refusal?: string },
  DecisionRefusal
>;

type Item = { readonly decision: Decision; readonly now: Temporal.Instant };

/** The batcher of decisions: those that came together share a transaction; one phone's stay in order. */
export function createDecisions(context: OperationsContext): Batcher<Item, DecisionResult> {
  return createBatcher<Item, DecisionResult>({
    key: ({ decision }) => decision.deviceId,
    lanes: 1,
    sizeMax: 64,
    work: async (items) => {
      const [first] = items;
      if (first === undefined) return [];
      const decisions = items.map(({ decision }) => decision);
      const { results, customers } = await context.database.transaction(async (tx) => await decideAll(context, tx, decisions, first.now));
      results.forEach((result, place) => {
        const customerId = customers[place];
        if (result.kind === 'done' && customerId !== undefined)
          context.events.publish(`operation:${result.value.operationId}`, `customer:${customerId}`);
      });
      return results;
    },
  });
}

/** What the phone signed, rebuilt from the bank's own details: a phone that showed others proves nothing. */
function proofOf({ deviceId, operationId, decision, factor, index, proof, signature }: Decision, operation: Operation): OnlineProof {
  const message = { deviceId, operationId, decision, factor, index, details: operation.details };
  return { kind: 'decision', deviceId, factor, index, message, proof, signature };
}

function evidenceOf(decision: Decision, operation: Operation, installationKey: Uint8Array): Record<string, unknown> {
  const { deviceId, operationId, factor, index, signature } = decision;
  return {
    authenticator: { kind: 'soft', id: deviceId, installationKey: toBase64url(installationKey), factor },
    label: messageLabels.decision,
    message: messageText('decision', { deviceId, operationId, decision: decision.decision, factor, index, details: operation.details }),
    signature: toBase64url(signature),
  };
}

async function decideAll(
  context: OperationsContext,
  tx: Session,
  decisions: readonly Decision[],
  now: Temporal.Instant,
): Promise<{ results: DecisionResult[]; customers: (string | undefined)[] }> {
  const open = new Map(
    (
      await lockOpen(
        tx,
        decisions.map(({ operationId }) => operationId),
        now,
      )
    ).map((row) => [row.id, row]),
  );
  const results: (DecisionResult | undefined)[] = decisions.map(() => undefined);
  const proofs: { proof: OnlineProof; place: number; operation: Operation }[] = [];
  for (const [place, decision] of decisions.entries()) {
    const operation = open.get(decision.operationId);
    if (operation === undefined) {
      results[place] = await overOrRepeated(tx, decision);
      continue;
    }
    // What was shown is not what would be done: no try is spent, nothing is executed (dynamic linking).
    if (canonicalize(decision.details) !== operation.detailsText) {
      results[place] = refused('details-differ');
      continue;
    }
    const wrongNumber = await judgeNumber(context, tx, decision, operation, now);
    if (wrongNumber !== undefined) results[place] = wrongNumber;
    else proofs.push({ proof: proofOf(decision, operation), place, operation });
  }
  const outcomes =
    proofs.length === 0
      ? []
      : await proveOnline(
          context.softTokens,
          tx,
          proofs.map(({ proof }) => proof),
          now,
        );
  await tellLocks(context.softTokens, tx, outcomes, now);
  const approvals: { approval: Approval; place: number }[] = [];
  const endings: { ending: Ending; place: number; notMine: boolean }[] = [];
  const taken = new Set<string>();
  for (const [nth, { place, operation }] of proofs.entries()) {
    const decision = decisions[place];
    const outcome = outcomes[nth];
    if (decision === undefined || outcome === undefined) throw new Error('bug: a proof without its decision');
    const refusal = refusalOf(outcome, operation);
    if (outcome.kind === 'refused' || refusal !== undefined) {
      results[place] = refusal ?? refused('operation-not-found');
      continue;
    }
    // Two phones of one customer in one batch: the first in order decides.
    if (taken.has(operation.id)) {
      results[place] = refused('operation-over');
      continue;
    }
    taken.add(operation.id);
    const proof = evidenceOf(decision, operation, outcome.device.installationKey);
    const common = {
      operation,
      authenticatorId: decision.deviceId,
      method: 'soft-push' as const,
      actor: `customer:${operation.customerId}`,
      proof,
    };
    if (decision.decision === 'approve') approvals.push({ approval: common, place });
    else endings.push({ ending: { ...common, status: 'rejected' }, place, notMine: decision.notMine });
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
  await concludeWithout(
    context,
    tx,
    endings.map(({ ending }) => ending),
    now,
  );
  for (const { ending, place, notMine } of endings) {
    if (notMine) await openCase(context, tx, ending.operation, now);
    results[place] = done({ operationId: ending.operation.id, status: 'rejected' });
  }
  return {
    results: results.map((result) => result ?? refused('operation-not-found')),
    customers: decisions.map(({ operationId }) => open.get(operationId)?.customerId),
  };
}

/** An approval names the number on the page. A wrong one takes a try of the operation, so that nobody runs through all hundred. */
async function judgeNumber(
  context: OperationsContext,
  tx: Session,
  { decision, match }: Decision,
  operation: Operation,
  now: Temporal.Instant,
): Promise<DecisionResult | undefined> {
  const wanted = decision === 'approve' ? numberToMatch(context, operation) : undefined;
  if (wanted === undefined) return undefined;
  const triesMax = programmeNamed(context.programmes, operation.programme).approval.codeAttemptsMax;
  if (operation.codeFailures >= triesMax) return refused('too-many-attempts', { attemptsLeft: 0 });
  if (match === wanted) return undefined;
  await claimCodeTries(tx, [{ id: operation.id, triesMax }], now);
  return refused('number-differs', { attemptsLeft: triesMax - operation.codeFailures - 1 });
}

function refusalOf(outcome: ProofOutcome, operation: Operation): DecisionResult | undefined {
  if (outcome.kind === 'refused') {
    return refusalOfProof(outcome);
  }
  const refusal = judgeDecision(outcome.device, operation);
  return refusal === undefined ? undefined : refused(refusal);
}

/** The operation is not open any more: the same phone that decided it gets the outcome again, others learn that it is over. */
async function overOrRepeated(tx: Session, decision: Decision): Promise<DecisionResult> {
  const operation = await selectOperation(tx, decision.operationId);
  return operation === undefined ? refused('operation-not-found') : refused('operation-over');
}
