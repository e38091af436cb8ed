// Disputes for the bank's systems: the queue, opening on behalf of a holder, and the messages of the scheme.

import Type from 'typebox';

import { fromJson } from '../../../kernel/money.ts';
import type { DisputeDocument, DisputeReason } from '../../../modules/card-programmes/index.ts';
import {
  addDocument,
  disputeQueue,
  disputeView,
  documentOf,
  openDispute,
  stages,
  type DisputeView,
} from '../../../modules/card-disputes/index.ts';
import { derivedId } from '../../../modules/ledger/index.ts';
import { documentBodyBytes, documentProblems, openProblems } from '../bank/card-disputes.ts';
import { requestKey } from '../bank/operations.ts';
import { work } from '../card-dispute-acts.ts';
import { answerDispute, staffAnswer, summaryAnswer } from '../card-dispute-answer.ts';
import type { CardDeps } from '../card-deps.ts';
import {
  DisputeList,
  DisputeOpen,
  DocumentAdd,
  Expense,
  QueueQuery,
  SchemeDecision,
  SchemeMessage,
  StaffDispute,
} from '../contracts/card-disputes.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { clientOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const DocumentParams = Type.Object({ id: Uuid, documentId: Uuid });
const tags = ['Card disputes'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const stageProblems = ['dispute-unknown', 'dispute-closed', 'dispute-incomplete', 'dispute-stage-wrong', 'dispute-not-for-scheme'] as const;

export function registerIssuerDisputeRoutes(app: App, deps: CardDeps): void {
  const { cards: context, clock, database, programme } = deps;
  const reader = requireClient(deps, 'disputes:read');
  const writer = requireClient(deps, 'disputes:write');
  const ours = [...context.cardProgrammes.values()].filter(({ holders }) => holders === programme.programme);

  async function ourView(id: string): Promise<DisputeView | undefined> {
    const view = await disputeView(context, id, clock.now());
    return view !== undefined && ours.some(({ programme: name }) => name === view.dispute.programme) ? view : undefined;
  }

  app.get(
    '/v1/card-disputes',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Disputes of the first card programme, newest first; drafts are not shown',
        querystring: QueueQuery,
        response: { 200: DisputeList, ...problems(...auth, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25, status, stage, reason, waiting, writeOffAsked, dueBy } = request.query;
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
      const { accountId, transactionId, reason, statement, amount, draft } = request.body;
      const actor = `client:${clientOf(request).clientId}`;
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
      const view = await ourView(request.params.id);
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
      if ((await ourView(request.params.id)) === undefined) return sendProblem(reply, 'dispute-unknown');
      const { kind, fileName, content } = request.body;
      const document = { kind: kind as DisputeDocument, fileName, bytes: new Uint8Array(Buffer.from(content, 'base64')) };
      const by = { actor: `client:${clientOf(request).clientId}` };
      const added = await addDocument(context, { disputeId: request.params.id, by, document }, clock.now());
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
      const { id, documentId } = request.params;
      const found = (await ourView(id)) === undefined ? undefined : await documentOf(context, id, documentId);
      if (found === undefined) return sendProblem(reply, 'document-unknown');
      return await reply.header('content-type', found.mediaType).header('content-disposition', 'attachment').send(Buffer.from(found.bytes));
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
        if ((await ourView(request.params.id)) === undefined) return sendProblem(reply, 'dispute-unknown');
        const wanted = { disputeId: request.params.id, actor: `client:${clientOf(request).clientId}`, key: '' };
        return await answerDispute(context, reply, await work(context, { act: stage, ...request.body }, wanted, clock.now()), staffAnswer);
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
      if ((await ourView(request.params.id)) === undefined) return sendProblem(reply, 'dispute-unknown');
      const { decision, ...rest } = request.body;
      const wanted = { disputeId: request.params.id, actor: `client:${clientOf(request).clientId}`, key: '' };
      const act = { act: decision as 'won' | 'lost', ...rest };
      return await answerDispute(context, reply, await work(context, act, wanted, clock.now()), staffAnswer);
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
      if ((await ourView(request.params.id)) === undefined) return sendProblem(reply, 'dispute-unknown');
      const wanted = { disputeId: request.params.id, actor: `client:${clientOf(request).clientId}`, key: key.key };
      const posted = await work(context, { act: 'expense', ...request.body }, wanted, clock.now());
      return await answerDispute(context, reply, posted, staffAnswer, 201);
    },
  );
}
