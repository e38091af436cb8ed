// The queue of disputes: staff take them, add documents, work through the scheme's stages, and decide under four eyes.

import { fromJson } from '../../../kernel/money.ts';
import type { DisputeDocument, DisputeReason } from '../../../modules/card-programmes/index.ts';
import { addDocument, disputeQueue, disputeView, documentOf, openDispute, type DisputeView } from '../../../modules/card-disputes/index.ts';
import { derivedId } from '../../../modules/ledger/index.ts';
import { documentBodyBytes } from '../bank/card-disputes.ts';
import { requestKey } from '../bank/operations.ts';
import { decide, work } from '../card-dispute-acts.ts';
import { answerDispute, staffAnswer, summaryAnswer } from '../card-dispute-answer.ts';
import * as contract from '../contracts/console/cards.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { person } from './guard.ts';

export function consoleDisputeRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, cards: context, clock, programme } = deps;
  const ours = [...context.cardProgrammes.values()].filter(({ holders }) => holders === programme.programme);
  const read = { permission: 'dispute.read' } as const;

  async function ourView(id: string): Promise<DisputeView | undefined> {
    const view = await disputeView(context, id, clock.now());
    return view !== undefined && ours.some((one) => one.programme === view.dispute.programme) ? view : undefined;
  }

  app.get(
    '/console/v1/card-disputes',
    { schema: { ...contract.Disputes, summary: 'The queue of disputes' }, config: read },
    async (request, reply) => {
      const { cursor, limit = 50, status, stage, reason, waiting, writeOffAsked, dueBy } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const filter = {
        programme: ours[0]?.programme ?? '',
        status: status ?? null,
        stage: stage ?? null,
        reason: reason ?? null,
        waiting: waiting ?? false,
        writeOffAsked: writeOffAsked ?? false,
        dueBy: dueBy ?? null,
      };
      const rows = await disputeQueue(database, filter, { before: place[0] ?? null, limit: limit + 1 });
      const page = toPage(rows, limit, ({ dispute }) => [dispute.id]);
      return { disputes: page.rows.map(summaryAnswer), ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.get(
    '/console/v1/card-disputes/:id',
    { schema: { ...contract.DisputeRead, summary: 'One dispute with its three tracks and its history' }, config: read },
    async (request, reply) => {
      const view = await ourView(request.params.id);
      return view === undefined ? sendProblem(reply, 'dispute-unknown') : staffAnswer(view);
    },
  );

  app.get(
    '/console/v1/card-disputes/:id/documents/:documentId',
    { schema: { ...contract.DisputeDocument, summary: 'Fetch a document of a dispute' }, config: read },
    async (request, reply) => {
      const { id, documentId } = request.params;
      const found = (await ourView(id)) === undefined ? undefined : await documentOf(context, id, documentId);
      if (found === undefined) return sendProblem(reply, 'document-unknown');
      return await reply.header('content-type', found.mediaType).header('content-disposition', 'attachment').send(Buffer.from(found.bytes));
    },
  );

  const take = { permission: 'dispute.open' } as const;

  app.post(
    '/console/v1/card-disputes',
    { schema: { ...contract.DisputeTake, summary: 'Open a dispute for a holder' }, config: take },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const { accountId, transactionId, reason, statement, amount, draft } = request.body;
      const actor = `staff:${person(request).staffId}`;
      const minor = amount === undefined ? undefined : fromJson(amount)?.minor;
      const dispute = {
        id: derivedId('card-dispute-request', `${actor} ${key.key}`),
        accountId,
        transactionId,
        reason: reason as DisputeReason,
        statement,
        ...(minor === undefined ? {} : { amount: minor }),
        ...(draft === undefined ? {} : { draft }),
      };
      const opened = await openDispute(context, dispute, { by: { actor } }, clock.now());
      return await answerDispute(context, reply, opened, staffAnswer, 201);
    },
  );

  app.post(
    '/console/v1/card-disputes/:id/documents',
    { schema: { ...contract.DisputeDocumentAdd, summary: 'Add a document to a dispute' }, config: take, bodyLimit: documentBodyBytes },
    async (request, reply) => {
      if ((await ourView(request.params.id)) === undefined) return sendProblem(reply, 'dispute-unknown');
      const { kind, fileName, content } = request.body;
      const document = { kind: kind as DisputeDocument, fileName, bytes: new Uint8Array(Buffer.from(content, 'base64')) };
      const by = { actor: `staff:${person(request).staffId}` };
      const added = await addDocument(context, { disputeId: request.params.id, by, document }, clock.now());
      return await answerDispute(context, reply, added, staffAnswer, 201);
    },
  );

  app.post(
    '/console/v1/card-disputes/:id/work',
    {
      schema: { ...contract.DisputeWork, summary: 'Work on a dispute: stages, facts, slips, expenses' },
      config: { permission: 'dispute.work' },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      if ((await ourView(request.params.id)) === undefined) return sendProblem(reply, 'dispute-unknown');
      const wanted = { disputeId: request.params.id, actor: `staff:${person(request).staffId}`, key: key.key };
      return await answerDispute(context, reply, await work(context, request.body, wanted, clock.now()), staffAnswer);
    },
  );

  app.post(
    '/console/v1/card-disputes/:id/decision',
    {
      schema: { ...contract.DisputeDecide, summary: 'Decide a dispute, under four eyes where the programme says so' },
      config: { permission: 'dispute.decide' },
    },
    async (request, reply) => {
      if ((await ourView(request.params.id)) === undefined) return sendProblem(reply, 'dispute-unknown');
      const wanted = { disputeId: request.params.id, staffId: person(request).staffId };
      return await answerDispute(context, reply, await decide(context, request.body, wanted, clock.now()), staffAnswer);
    },
  );
}
