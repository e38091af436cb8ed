// What staff and the bank's systems do with disputes, from what a request says to the module's acts.

import type { Static } from 'typebox';

import type { FastifyReply } from 'fastify';

import { fromJson } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import {
  addDocument,
  beginStage,
  denyDispute,
  disputeQueue,
  documentOf,
  madeByHolder,
  openDispute,
  postExpense,
  recordFacts,
  referToMerchant,
  requestSlip,
  takeDecision,
  turnDownWriteOff,
  withdrawDispute,
  writeOff,
  type By,
  type Denial,
  type NewDispute,
  type NewDocument,
  type Stage,
} from '../../modules/card-disputes/index.ts';
import type { DisputeDocument, DisputeReason } from '../../modules/card-programmes/index.ts';
import { derivedId } from '../../modules/ledger/index.ts';
import type { CardDeps } from './card-deps.ts';
import { summaryAnswer, type AnyDisputeRefusal } from './card-dispute-answer.ts';
import { cardAccountOfDoor, cardProgrammeNames, disputeOfDoor } from './card-scope.ts';
import type { DecideAct, DisputeList, DisputeOpen, DocumentAdd, QueueQuery, WorkAct } from './contracts/card-disputes.ts';
import { idInCursor, toPage } from './cursor.ts';
import { sendProblem } from './problems/problem.ts';

type Answered = Outcome<{ readonly row: { readonly id: string } }, AnyDisputeRefusal>;

/** The form as a request brings it. @param asked by whom and with which Idempotency-Key: the same again is the same dispute */
export function disputeOf(body: Static<typeof DisputeOpen>, asked: { readonly by: string; readonly key: string }): NewDispute {
  const { accountId, transactionId, reason, statement, amount, draft } = body;
  const minor = amount === undefined ? undefined : fromJson(amount)?.minor;
  return {
    id: derivedId('card-dispute-request', `${asked.by} ${asked.key}`),
    accountId,
    transactionId,
    reason: reason as DisputeReason,
    statement,
    ...(minor === undefined ? {} : { amount: minor }),
    ...(draft === undefined ? {} : { draft }),
  };
}

/** A document as a request brings it; the schema has checked its kind. */
export function documentIn({ kind, fileName, content }: Static<typeof DocumentAdd>): NewDocument {
  return { kind: kind as DisputeDocument, fileName, bytes: new Uint8Array(Buffer.from(content, 'base64')) };
}

/** A dispute that staff or another system of the bank takes for a holder. */
export async function takeDispute(
  deps: CardDeps,
  body: Static<typeof DisputeOpen>,
  { by, key }: { readonly by: string; readonly key: string },
): Promise<Answered> {
  if ((await cardAccountOfDoor(deps, body.accountId)) === undefined) return refused('account-unknown');
  return await openDispute(deps.cards, disputeOf(body, { by, key }), { by: { actor: by } }, deps.clock.now());
}

/** A document that staff or another system of the bank adds. */
export async function takeDocument(deps: CardDeps, disputeId: string, body: Static<typeof DocumentAdd>, actor: string): Promise<Answered> {
  if ((await disputeOfDoor(deps, disputeId)) === undefined) return refused('dispute-unknown');
  return await addDocument(deps.cards, { disputeId, by: { actor }, document: documentIn(body) }, deps.clock.now());
}

/** Answers with a document of a dispute that whoever asks may see, as it was added. */
export async function sendDocument(
  { cards }: CardDeps,
  reply: FastifyReply,
  wanted: { readonly disputeId: string; readonly documentId: string; readonly seen: boolean },
): Promise<FastifyReply> {
  const found = wanted.seen ? await documentOf(cards, wanted.disputeId, wanted.documentId) : undefined;
  if (found === undefined) return sendProblem(reply, 'document-unknown');
  return await reply.header('content-type', found.mediaType).header('content-disposition', 'attachment').send(Buffer.from(found.bytes));
}

/** One page of the disputes of all card programmes of a door. */
export async function queuePage(
  deps: CardDeps,
  query: Static<typeof QueueQuery>,
  limit: number,
): Promise<Outcome<Static<typeof DisputeList>, 'cursor-unknown'>> {
  const { cursor, status, stage, reason, waiting, writeOffAsked, dueBy } = query;
  const before = idInCursor(cursor);
  if (before === undefined) return refused('cursor-unknown');
  const filter = {
    programmes: cardProgrammeNames(deps),
    status: status ?? null,
    stage: stage ?? null,
    reason: reason ?? null,
    waiting: waiting ?? false,
    writeOffAsked: writeOffAsked ?? false,
    dueBy: dueBy ?? null,
  };
  const page = toPage(await disputeQueue(deps.database, filter, { before, limit: limit + 1 }), limit, ({ dispute }) => [dispute.id]);
  return done({ disputes: page.rows.map(summaryAnswer), ...(page.next === undefined ? {} : { next: page.next }) });
}

/** @property key the request's Idempotency-Key: what costs something costs it once */
type Wanted = { readonly disputeId: string; readonly actor: string; readonly key: string };

const byOf = (actor: string, note: string | undefined): By => (note === undefined ? { actor } : { actor, note });

/** An act of those who work on disputes. */
export async function work(deps: CardDeps, act: Static<typeof WorkAct>, wanted: Wanted): Promise<Answered> {
  const { disputeId, actor, key } = wanted;
  if ((await disputeOfDoor(deps, disputeId)) === undefined) return refused('dispute-unknown');
  const { cards: context, clock } = deps;
  const now = clock.now();
  const whose = { disputeId, by: byOf(actor, 'note' in act ? act.note : undefined) };
  switch (act.act) {
    case 'won':
    case 'lost': {
      const reference = 'reference' in act && act.reference !== undefined ? { reference: act.reference } : {};
      return await takeDecision(context, { ...whose, decision: act.act as 'won' | 'lost', ...reference }, now);
    }
    case 'facts': {
      const { lateReasonGood, cardUnsigned, note } = act as Extract<Static<typeof WorkAct>, { lateReasonGood?: boolean }>;
      const facts = {
        ...(lateReasonGood === undefined ? {} : { lateReasonGood }),
        ...(cardUnsigned === undefined ? {} : { cardUnsigned }),
      };
      return await recordFacts(context, { ...whose, facts, note }, now);
    }
    case 'refer':
      return await referToMerchant(context, whose, now);
    case 'slip':
      return await requestSlip(context, { ...whose, request: key }, now);
    case 'withdraw':
      return await withdrawDispute(context, whose, now);
    case 'expense': {
      const amount = 'amount' in act ? fromJson(act.amount) : undefined;
      if (amount === undefined) return refused('amount-not-positive');
      const id = derivedId('card-dispute-expense', `${disputeId} ${actor} ${key}`);
      return await postExpense(context, { ...whose, expense: { id, amount } }, now);
    }
    default: {
      const reference = 'reference' in act && act.reference !== undefined ? { reference: act.reference } : {};
      return await beginStage(context, { ...whose, stage: act.act as Stage, ...reference }, now);
    }
  }
}

/** An act that decides who bears the amount; only people do that. */
export async function decide(
  deps: CardDeps,
  act: Static<typeof DecideAct>,
  wanted: { readonly disputeId: string; readonly staffId: string },
): Promise<Answered> {
  if ((await disputeOfDoor(deps, wanted.disputeId)) === undefined) return refused('dispute-unknown');
  const { cards: context, clock } = deps;
  const now = clock.now();
  const whose = { disputeId: wanted.disputeId, by: byOf(`staff:${wanted.staffId}`, act.note) };
  switch (act.act) {
    case 'write-off':
      return await writeOff(context, { ...whose, staffId: wanted.staffId }, now);
    case 'turn-down':
      return await turnDownWriteOff(context, whose, now);
    case 'deny':
      return await denyDispute(context, { ...whose, because: act.because as Denial }, now);
    case 'made-by-holder':
      return await madeByHolder(context, whose, now);
  }
}
