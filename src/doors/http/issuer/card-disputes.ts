// Disputes for the bank's systems: the queue, opening on behalf of a holder, and the messages of the scheme.

import Type from 'typebox';

import { stages } from '../../../modules/card-disputes/index.ts';
import { requestKey } from '../bank/operations.ts';
import type { CardDeps } from '../card-deps.ts';
import { queuePage, sendDocument, takeDispute, takeDocument, work } from '../card-dispute-acts.ts';
import { answerDispute, staffAnswer } from '../card-dispute-answer.ts';
import { disputeOfDoor } from '../card-scope.ts';
import {
  DisputeList,
  DisputeOpen,
  DocumentAdd,
  documentBodyBytes,
  documentProblems,
  Expense,
  openProblems,
  QueueQuery,
  SchemeDecision,
  SchemeMessage,
  StaffDispute,
} from '../contracts/card-disputes.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { actorOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const DocumentParams = Type.Object({ id: Uuid, documentId: Uuid });
const tags = ['Card disputes'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const stageProblems = ['dispute-unknown', 'dispute-closed', 'dispute-incomplete', 'dispute-stage-wrong', 'dispute-not-for-scheme'] as const;

export function registerIssuerDisputeRoutes(app: App, deps: CardDeps): void {
  const { cards: context } = deps;
  const reader = requireClient(deps, 'disputes:read');
  const writer = requireClient(deps, 'disputes:write');

  app.get(
    '/v1/card-disputes',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Disputes of all card programmes, newest first; drafts are not shown',
        querystring: QueueQuery,
        response: { 200: DisputeList, ...problems(...auth, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const page = await queuePage(deps, request.query, request.query.limit ?? 25);
      return page.kind === 'refused' ? sendRefusal(reply, page) : page.value;
    },
  );

  app.post(
    '/v1/card-disputes',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Dispute a transaction on behalf of its holder, as a branch or the contact centre takes it',
        body: DisputeOpen,
        response: { 201: StaffDispute, ...problems(...auth, ...openProblems) },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const taken = await takeDispute(deps, request.body, { by: actorOf(request), key: key.key });
      return await answerDispute(context, reply, taken, staffAnswer, 201);
    },
  );

  app.get(
    '/v1/card-disputes/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'A dispute with its three tracks, its documents and its history',
        params: IdParams,
        response: { 200: StaffDispute, ...problems(...auth, 'dispute-unknown') },
      },
    },
    async (request, reply) => {
      const view = await disputeOfDoor(deps, request.params.id);
      return view === undefined ? sendProblem(reply, 'dispute-unknown') : staffAnswer(view);
    },
  );

  app.post(
    '/v1/card-disputes/:id/documents',
    {
      onRequest: writer,
      bodyLimit: documentBodyBytes,
      schema: {
        tags,
        summary: 'Add a document',
        params: IdParams,
        body: DocumentAdd,
        response: { 201: StaffDispute, ...problems(...auth, 'body-too-large', ...documentProblems) },
      },
    },
    async (request, reply) => {
      const added = await takeDocument(deps, request.params.id, request.body, actorOf(request));
      return await answerDispute(context, reply, added, staffAnswer, 201);
    },
  );

  app.get(
    '/v1/card-disputes/:id/documents/:documentId',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'A document as it was added',
        params: DocumentParams,
        response: { 200: Type.Any(), ...problems(...auth, 'document-unknown') },
      },
    },
    async (request, reply) => {
      const { id: disputeId, documentId } = request.params;
      return await sendDocument(deps, reply, { disputeId, documentId, seen: (await disputeOfDoor(deps, disputeId)) !== undefined });
    },
  );

  const words = {
    chargeback: 'The chargeback was sent: the holder gets the provisional credit',
    're-presentment': 'The acquirer presented again: the provisional credit is debited',
    'pre-arbitration': 'Pre-arbitration was begun',
    arbitration: 'Arbitration was begun',
  } as const;
  for (const stage of stages) {
    app.post(
      `/v1/card-disputes/:id/${stage}`,
      {
        onRequest: writer,
        schema: {
          tags,
          summary: words[stage],
          params: IdParams,
          body: SchemeMessage,
          response: { 200: StaffDispute, ...problems(...auth, ...stageProblems) },
        },
      },
      async (request, reply) => {
        const wanted = { disputeId: request.params.id, actor: actorOf(request), key: '' };
        return await answerDispute(context, reply, await work(deps, { act: stage, ...request.body }, wanted), staffAnswer);
      },
    );
  }

  app.post(
    '/v1/card-disputes/:id/decision',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'The scheme decided, or one side gave in',
        params: IdParams,
        body: SchemeDecision,
        response: { 200: StaffDispute, ...problems(...auth, ...stageProblems) },
      },
    },
    async (request, reply) => {
      const { decision, ...rest } = request.body;
      const wanted = { disputeId: request.params.id, actor: actorOf(request), key: '' };
      return await answerDispute(context, reply, await work(deps, { act: decision as 'won' | 'lost', ...rest }, wanted), staffAnswer);
    },
  );

  app.post(
    '/v1/card-disputes/:id/expenses',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Post an expense of the chargeback to the holder',
        params: IdParams,
        body: Expense,
        response: {
          201: StaffDispute,
          ...problems(
            ...auth,
            'idempotency-key-missing',
            'idempotency-key-reused',
            'dispute-unknown',
            'dispute-closed',
            'dispute-incomplete',
            'amount-not-positive',
            'currency-mismatch',
          ),
        },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const wanted = { disputeId: request.params.id, actor: actorOf(request), key: key.key };
      const posted = await work(deps, { act: 'expense', ...request.body }, wanted);
      return await answerDispute(context, reply, posted, staffAnswer, 201);
    },
  );
}
