// Disputes in the web bank: the holder opens them, adds documents, and sees how they stand.

import Type from 'typebox';

import { cardProgrammeNamed } from '../../../modules/card-programmes/index.ts';
import {
  addDocument,
  disputesOfHolder,
  disputeView,
  openDispute,
  requestSlip,
  submitDispute,
  withdrawDispute,
  type DisputeView,
} from '../../../modules/card-disputes/index.ts';
import type { CardDeps } from '../card-deps.ts';
import { disputeOf, documentIn, sendDocument } from '../card-dispute-acts.ts';
import { answerDispute, holderAnswer, summaryAnswer } from '../card-dispute-answer.ts';
import {
  DisputeList,
  DisputeOpen,
  DisputeQuery,
  DocumentAdd,
  documentBodyBytes,
  documentProblems,
  HolderDispute,
  openProblems,
} from '../contracts/card-disputes.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { idInCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { languageOf, sendProblem } from '../problems/problem.ts';
import { inWords } from './dispute-words.ts';
import { requestKey } from './operations.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';
import type { FastifyRequest } from 'fastify';

const IdParams = Type.Object({ id: Uuid });
const DocumentParams = Type.Object({ id: Uuid, documentId: Uuid });
const tags = ['Disputes'];
export function registerBankDisputeRoutes(app: App, deps: CardDeps): void {
  const { cards: context, clock, database } = deps;
  const preHandler = requireCustomer(deps);
  const answerFor = (request: FastifyRequest) => (view: DisputeView) => {
    const { timeZone } = cardProgrammeNamed(context.cardProgrammes, view.dispute.programme);
    return holderAnswer(view, inWords(languageOf(request), timeZone, view.dispute));
  };
  const whoseOf = (request: FastifyRequest, disputeId: string) => {
    const { customerId } = sessionOf(request);
    return { disputeId, holderId: customerId, by: { actor: `customer:${customerId}` } };
  };

  app.get(
    '/bank/v1/card-disputes',
    {
      preHandler,
      schema: {
        tags,
        summary: 'Own disputes, newest first',
        querystring: DisputeQuery,
        response: { 200: DisputeList, ...problems('not-signed-in', 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const before = idInCursor(cursor);
      if (before === undefined) return sendProblem(reply, 'cursor-unknown');
      const rows = await disputesOfHolder(database, sessionOf(request).customerId, { before, limit: limit + 1 });
      const page = toPage(rows, limit, ({ dispute }) => [dispute.id]);
      return { disputes: page.rows.map(summaryAnswer), ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.post(
    '/bank/v1/card-disputes',
    {
      preHandler,
      schema: {
        tags,
        summary: 'Dispute a transaction',
        body: DisputeOpen,
        response: { 201: HolderDispute, ...problems('not-signed-in', ...openProblems) },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const dispute = disputeOf(request.body, { by: sessionOf(request).customerId, key: key.key });
      const opened = await openDispute(context, dispute, whoseOf(request, dispute.id), clock.now());
      return await answerDispute(context, reply, opened, answerFor(request), 201);
    },
  );

  app.get(
    '/bank/v1/card-disputes/:id',
    {
      preHandler,
      schema: {
        tags,
        summary: 'A dispute: how it stands, what is missing, by when',
        params: IdParams,
        response: { 200: HolderDispute, ...problems('not-signed-in', 'dispute-unknown') },
      },
    },
    async (request, reply) => {
      const view = await disputeView(context, request.params.id, clock.now(), sessionOf(request).customerId);
      return view === undefined ? sendProblem(reply, 'dispute-unknown') : answerFor(request)(view);
    },
  );

  app.post(
    '/bank/v1/card-disputes/:id/documents',
    {
      preHandler,
      bodyLimit: documentBodyBytes,
      schema: {
        tags,
        summary: 'Add a document; the last one that was missing opens the dispute',
        params: IdParams,
        body: DocumentAdd,
        response: { 201: HolderDispute, ...problems('not-signed-in', 'body-too-large', ...documentProblems) },
      },
    },
    async (request, reply) => {
      const added = await addDocument(context, { ...whoseOf(request, request.params.id), document: documentIn(request.body) }, clock.now());
      return await answerDispute(context, reply, added, answerFor(request), 201);
    },
  );

  app.get(
    '/bank/v1/card-disputes/:id/documents/:documentId',
    {
      preHandler,
      schema: {
        tags,
        summary: 'A document as it was added',
        params: DocumentParams,
        response: { 200: Type.Any(), ...problems('not-signed-in', 'document-unknown') },
      },
    },
    async (request, reply) => {
      const { id: disputeId, documentId } = request.params;
      const view = await disputeView(context, disputeId, clock.now(), sessionOf(request).customerId);
      return await sendDocument(deps, reply, { disputeId, documentId, seen: view !== undefined });
    },
  );

  const act = { params: IdParams, tags };
  app.post(
    '/bank/v1/card-disputes/:id/submission',
    {
      preHandler,
      schema: {
        ...act,
        summary: 'Hand a draft in',
        response: { 200: HolderDispute, ...problems('not-signed-in', 'dispute-unknown', 'dispute-not-draft', ...openProblems) },
      },
    },
    async (request, reply) => {
      const submitted = await submitDispute(context, whoseOf(request, request.params.id), clock.now());
      return await answerDispute(context, reply, submitted, answerFor(request));
    },
  );

  app.post(
    '/bank/v1/card-disputes/:id/withdrawal',
    {
      preHandler,
      schema: {
        ...act,
        summary: 'Withdraw a dispute: the charge stays',
        response: { 200: HolderDispute, ...problems('not-signed-in', 'dispute-unknown', 'dispute-closed') },
      },
    },
    async (request, reply) => {
      const withdrawn = await withdrawDispute(context, whoseOf(request, request.params.id), clock.now());
      return await answerDispute(context, reply, withdrawn, answerFor(request));
    },
  );

  app.post(
    '/bank/v1/card-disputes/:id/slip-requests',
    {
      preHandler,
      schema: {
        ...act,
        summary:
          'Ask for the slip; each request costs the fee of the schedule, returned only where the dispute ends in the holder’s favour',
        response: { 201: HolderDispute, ...problems('not-signed-in', 'idempotency-key-missing', 'dispute-unknown', 'dispute-closed') },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const asked = await requestSlip(context, { ...whoseOf(request, request.params.id), request: key.key }, clock.now());
      return await answerDispute(context, reply, asked, answerFor(request), 201);
    },
  );
}
