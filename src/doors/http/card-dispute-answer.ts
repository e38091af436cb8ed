// Disputes as the doors answer them.

import type { FastifyReply } from 'fastify';

import type { Clock } from '../../kernel/clock.ts';
import { money, toJson, type Currency, type MoneyJson } from '../../kernel/money.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import {
  disputeView,
  referenceOf,
  type DisputesContext,
  type DisputeSummary,
  type DisputeView,
  type DocumentRefusal,
  type ExpenseRefusal,
  type OpenRefusal,
  type DisputeRefusal,
  type Part,
} from '../../modules/card-disputes/index.ts';
import { sendProblem } from './problems/problem.ts';
import type { ProblemReason } from './problems/table.ts';

export type AnyDisputeRefusal = OpenRefusal | DisputeRefusal | DocumentRefusal | ExpenseRefusal | 'dispute-unknown' | 'document-known';

/** Every refusal of disputes by its problem; a missing one does not compile. */
export const disputeProblems = {
  'account-unknown': 'account-unknown',
  'transaction-unknown': 'transaction-unknown',
  'transaction-not-disputable': 'transaction-not-disputable',
  'dispute-statement-malformed': 'dispute-statement-malformed',
  'card-number-in-text': 'card-number-in-text',
  'dispute-amount-wrong': 'dispute-amount-wrong',
  'dispute-window-over': 'dispute-window-over',
  'dispute-running': 'dispute-running',
  'dispute-decided': 'dispute-decided',
  'dispute-loss-not-reported': 'dispute-loss-not-reported',
  'dispute-loss-unconfirmed': 'dispute-loss-unconfirmed',
  'dispute-not-draft': 'dispute-not-draft',
  'idempotency-key-reused': 'idempotency-key-reused',
  'dispute-unknown': 'dispute-unknown',
  'dispute-closed': 'dispute-closed',
  'dispute-incomplete': 'dispute-incomplete',
  'dispute-stage-wrong': 'dispute-stage-wrong',
  'dispute-not-for-scheme': 'dispute-not-for-scheme',
  'dispute-chargeback-not-over': 'dispute-chargeback-not-over',
  'dispute-reported-late': 'dispute-reported-late',
  'dispute-card-unsigned': 'dispute-card-unsigned',
  'dispute-facts-differ': 'dispute-facts-differ',
  'same-person': 'same-person',
  'document-empty': 'document-empty',
  'document-too-large': 'document-too-large',
  'document-type-unknown': 'document-type-unknown',
  'too-many-documents': 'too-many-documents',
  'document-known': 'document-known',
  'amount-not-positive': 'amount-not-positive',
  'currency-mismatch': 'currency-mismatch',
} as const satisfies Record<AnyDisputeRefusal, ProblemReason>;

const amount = (currency: Currency, minor: bigint): MoneyJson => toJson(money(currency, minor));

const amountsOf = (parts: readonly Part[]) =>
  parts.map(({ role, currency, original, recovered, denied, writtenOff, remaining, credited }) => ({
    role,
    original: amount(currency, original),
    recovered: amount(currency, recovered),
    denied: amount(currency, denied),
    writtenOff: amount(currency, writtenOff),
    remaining: amount(currency, remaining),
    credited: amount(currency, credited),
  }));

const time = (at: Temporal.Instant | null): string | null => at?.toString() ?? null;

export function summaryAnswer({ dispute, parts }: DisputeSummary) {
  const { id, accountId, transactionId, cardId, reason, merchantName, status, outcome, because, stage, stageDueOn, documentsDueOn } =
    dispute;
  return {
    disputeId: id,
    reference: referenceOf(id),
    accountId,
    transactionId,
    cardId,
    reason,
    merchantName,
    occurredAt: dispute.occurredAt.toString(),
    status,
    outcome,
    because,
    stage,
    stageDueOn,
    chargebackFailed: dispute.chargebackFailed,
    documentsDueOn,
    amounts: amountsOf(parts),
    createdAt: dispute.createdAt.toString(),
    submittedAt: time(dispute.submittedAt),
    closedAt: time(dispute.closedAt),
  };
}

function detailAnswer(view: DisputeView) {
  return {
    ...summaryAnswer(view),
    statement: view.dispute.statement,
    windowEndsAt: view.dispute.windowEndsAt.toString(),
    missing: [...view.missing],
    documents: view.documents.map(({ id, kind, fileName, mediaType, size, digest, addedAt }) => ({
      documentId: id,
      kind,
      fileName,
      mediaType,
      size,
      digest: Buffer.from(digest).toString('hex'),
      addedAt: addedAt.toString(),
    })),
    slipRequests: view.dispute.slipRequests,
  };
}

/** What staff do with their own eyes; the holder's history has none of it. */
const innerActs: readonly string[] = ['facts-recorded', 'write-off-asked', 'write-off-turned-down'];

export function holderAnswer(view: DisputeView, inWords: string) {
  return {
    ...detailAnswer(view),
    inWords,
    history: view.history.filter(({ act }) => !innerActs.includes(act)).map(({ act, at }) => ({ act, at: at.toString() })),
  };
}

export function staffAnswer(view: DisputeView) {
  const { dispute, sides } = view;
  return {
    ...detailAnswer(view),
    customerId: dispute.customerId,
    cardPresent: dispute.cardPresent,
    chargebackFailedAt: time(dispute.chargebackFailedAt),
    reportedAt: time(dispute.reportedAt),
    smsSentAt: time(dispute.smsSentAt),
    reportedLate: view.reportedLate,
    lateReasonGood: dispute.lateReasonGood,
    lateReasonNote: dispute.lateReasonNote,
    cardUnsigned: dispute.cardUnsigned,
    cardUnsignedNote: dispute.cardUnsignedNote,
    writeOffAskedBy: dispute.writeOffAskedBy,
    writeOffAskedAt: time(dispute.writeOffAskedAt),
    writeOffNote: dispute.writeOffNote,
    loss:
      sides === undefined
        ? null
        : {
            reportId: sides.report.id,
            kind: sides.report.kind,
            reportedAt: sides.report.reportedAt.toString(),
            confirmationDueAt: sides.report.confirmationDueAt.toString(),
            writtenAt: time(sides.report.writtenAt),
            spoken: sides.spoken,
            written: sides.written,
            findings: [...sides.findings],
          },
    history: view.history.map(({ seq, act, actor, note, data, at }) => ({ seq, act, actor, note, data: { ...data }, at: at.toString() })),
  };
}

/** Answers an act: the problem of its refusal, or the dispute as it stands. */
export async function answerDispute<Answer>(
  context: DisputesContext & { readonly clock: Clock },
  reply: FastifyReply,
  outcome: Outcome<{ readonly row: { readonly id: string } }, AnyDisputeRefusal>,
  answer: (view: DisputeView) => Answer,
  status = 200,
): Promise<FastifyReply> {
  if (outcome.kind === 'refused') return sendProblem(reply, disputeProblems[outcome.reason], outcome.figures);
  const view = await disputeView(context, outcome.value.row.id, context.clock.now());
  if (view === undefined) throw new Error('bug: a dispute that was just written is gone');
  return await reply.status(status).send(answer(view));
}
