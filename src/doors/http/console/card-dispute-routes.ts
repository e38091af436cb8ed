// The queue of disputes: staff take them, add documents, work through the scheme's stages, and decide under four eyes.

import { requestKey } from '../bank/operations.ts';
import { decide, queuePage, sendDocument, takeDispute, takeDocument, work } from '../card-dispute-acts.ts';
import { answerDispute, staffAnswer } from '../card-dispute-answer.ts';
import { disputeOfDoor } from '../card-scope.ts';
import { documentBodyBytes } from '../contracts/card-disputes.ts';
import * as contract from '../contracts/console/cards.ts';
import type { App } from '../create-app.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { actorOf, person } from './guard.ts';

export function consoleDisputeRoutes(app: App, deps: ConsoleCardDeps): void {
  const { cards: context } = deps;
  const read = { permission: 'dispute.read' } as const;

  app.get(
    '/console/v1/card-disputes',
    {
      schema: { ...contract.Disputes, summary: 'The queue of disputes of all card programmes, newest first; drafts are not shown' },
      config: read,
    },
    async (request, reply) => {
      const page = await queuePage(deps, request.query, request.query.limit ?? 50);
      return page.kind === 'refused' ? sendRefusal(reply, page) : page.value;
    },
  );

  app.get(
    '/console/v1/card-disputes/:id',
    { schema: { ...contract.DisputeRead, summary: 'One dispute with its three tracks and its history' }, config: read },
    async (request, reply) => {
      const view = await disputeOfDoor(deps, request.params.id);
      return view === undefined ? sendProblem(reply, 'dispute-unknown') : staffAnswer(view);
    },
  );

  app.get(
    '/console/v1/card-disputes/:id/documents/:documentId',
    { schema: { ...contract.DisputeDocument, summary: 'Fetch a document of a dispute' }, config: read },
    async (request, reply) => {
      const { id: disputeId, documentId } = request.params;
      return await sendDocument(deps, reply, { disputeId, documentId, seen: (await disputeOfDoor(deps, disputeId)) !== undefined });
    },
  );

  const take = { permission: 'dispute.open' } as const;

  app.post(
    '/console/v1/card-disputes',
    { schema: { ...contract.DisputeTake, summary: 'Open a dispute for a holder' }, config: take },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const taken = await takeDispute(deps, request.body, { by: actorOf(request), key: key.key });
      return await answerDispute(context, reply, taken, staffAnswer, 201);
    },
  );

  app.post(
    '/console/v1/card-disputes/:id/documents',
    { schema: { ...contract.DisputeDocumentAdd, summary: 'Add a document to a dispute' }, config: take, bodyLimit: documentBodyBytes },
    async (request, reply) => {
      const added = await takeDocument(deps, request.params.id, request.body, actorOf(request));
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
      const wanted = { disputeId: request.params.id, actor: actorOf(request), key: key.key };
      return await answerDispute(context, reply, await work(deps, request.body, wanted), staffAnswer);
    },
  );

  app.post(
    '/console/v1/card-disputes/:id/decision',
    {
      schema: {
        ...contract.DisputeDecide,
        summary: 'Decide who bears a disputed amount; a write-off under four eyes where the programme says so',
      },
      config: { permission: 'dispute.decide' },
    },
    async (request, reply) => {
      const wanted = { disputeId: request.params.id, staffId: person(request).staffId };
      return await answerDispute(context, reply, await decide(deps, request.body, wanted), staffAnswer);
    },
  );
}
