// Applications by API: the bank's branch system, an electronic identity service, kiosks of others; and the published terms and fees.

import Type from 'typebox';

import { applicationOfAccount } from '../../../modules/card-applications/index.ts';
import { requestKey } from '../bank/operations.ts';
import { applyFor, askForProof, checkIdentity, feeSchedule, takeProof, waitingPage } from '../card-application-acts.ts';
import { applicationAnswer, termsListAnswer, termsTextAnswer } from '../card-application-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { applicationOfDoor, cardProgrammeOfDoor } from '../card-scope.ts';
import {
  ApplicationAnswer,
  ApplicationFor,
  ApplicationPage,
  applyProblems,
  documentProblems,
  FeeSchedule,
  FeeScheduleQuery,
  IdentityCheck,
  IdentityDemand,
  IdentityProof,
  TermsList,
  TermsQuery,
  TermsText,
  TermsTextQuery,
} from '../contracts/card-applications.ts';
import { pageQuery } from '../contracts/money.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { actorOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Card applications'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
export function registerIssuerApplicationRoutes(app: App, deps: CardDeps): void {
  const { database, clock } = deps;
  const reader = requireClient(deps, 'card-applications:read');
  const writer = requireClient(deps, 'card-applications:write');
  const cardsReader = requireClient(deps, 'cards:read');

  app.post(
    '/v1/card-applications',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Apply for a card, for a customer or for a person who becomes one',
        description: 'Exactly one of customerId and person. The same Idempotency-Key with the same body gives the same application.',
        body: ApplicationFor,
        response: { 200: ApplicationAnswer, 201: ApplicationAnswer, ...problems(...auth, ...applyProblems) },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const taken = await applyFor(deps, request.body, { channel: 'api', actor: actorOf(request), request: key });
      if (taken.kind === 'refused') return sendRefusal(reply, taken);
      return await reply.status(taken.value.existed ? 200 : 201).send(taken.value.answer);
    },
  );

  app.get(
    '/v1/card-applications',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Applications that wait for the proof of identity, oldest first',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: ApplicationPage, ...problems(...auth, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const page = await waitingPage(deps, request.query);
      return page.kind === 'refused' ? sendRefusal(reply, page) : page.value;
    },
  );

  app.get(
    '/v1/card-applications/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'One application',
        params: IdParams,
        response: { 200: ApplicationAnswer, ...problems(...auth, 'application-unknown') },
      },
    },
    async (request, reply) => {
      const found = await applicationOfDoor(deps, request.params.id);
      return found === undefined ? sendProblem(reply, 'application-unknown') : await applicationAnswer(database, deps, found);
    },
  );

  app.post(
    '/v1/card-applications/:id/identity-checks',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A check of identity was done: on line by an identity service, or in person at a branch',
        params: IdParams,
        body: IdentityCheck,
        response: { 200: ApplicationAnswer, ...problems(...auth, 'application-unknown', 'application-decided', ...documentProblems) },
      },
    },
    async (request, reply) => {
      const checked = await checkIdentity(deps, request.params.id, request.body, actorOf(request));
      return checked.kind === 'refused' ? sendRefusal(reply, checked) : checked.value;
    },
  );

  app.post(
    '/v1/card-accounts/:id/identity-demands',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Ask for a proof of identity before the next activation or load',
        params: IdParams,
        body: IdentityDemand,
        response: { 204: Type.Null(), ...problems(...auth, 'card-account-unknown', 'account-closed', 'identity-demanded') },
      },
    },
    async (request, reply) => {
      const asked = await askForProof(deps, request.params.id, request.body, actorOf(request));
      return asked.kind === 'refused' ? sendRefusal(reply, asked) : await reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/card-accounts/:id/identity-proofs',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'The proof that was asked for: the document of the application',
        params: IdParams,
        body: IdentityProof,
        response: { 200: ApplicationAnswer, ...problems(...auth, 'card-account-unknown', 'nothing-demanded', ...documentProblems) },
      },
    },
    async (request, reply) => {
      const taken = await takeProof(deps, request.params.id, request.body, actorOf(request));
      if (taken.kind === 'refused') return sendRefusal(reply, taken);
      const found = await applicationOfAccount(database, request.params.id);
      return found === undefined ? sendProblem(reply, 'card-account-unknown') : await applicationAnswer(database, deps, found);
    },
  );

  app.get(
    '/v1/card-terms',
    {
      onRequest: cardsReader,
      schema: {
        tags,
        summary: 'Published versions of the terms',
        querystring: TermsQuery,
        response: { 200: TermsList, ...problems(...auth, 'product-unknown') },
      },
    },
    async (request, reply) => {
      const programme = cardProgrammeOfDoor(deps, request.query.programme);
      return programme === undefined ? sendProblem(reply, 'product-unknown') : termsListAnswer(programme, clock.now());
    },
  );

  app.get(
    '/v1/card-terms/:version',
    {
      onRequest: cardsReader,
      schema: {
        tags,
        summary: 'The text of one version',
        params: Type.Object({ version: Type.String({ pattern: '^[a-z0-9.-]{1,40}$' }) }),
        querystring: TermsTextQuery,
        response: { 200: TermsText, ...problems(...auth, 'product-unknown', 'terms-unknown') },
      },
    },
    async (request, reply) => {
      const programme = cardProgrammeOfDoor(deps, request.query.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      const text = termsTextAnswer(programme, request.params.version, request.query.language === 'ar' ? 'ar' : 'en', clock.now());
      return text ?? sendProblem(reply, 'terms-unknown');
    },
  );

  app.get(
    '/v1/card-fee-schedules',
    {
      onRequest: cardsReader,
      schema: {
        tags,
        summary: 'The fees of a day; of today where none is given',
        querystring: FeeScheduleQuery,
        response: { 200: FeeSchedule, ...problems(...auth, 'product-unknown', 'not-found') },
      },
    },
    async (request, reply) => {
      const schedule = feeSchedule(deps, request.query);
      return schedule.kind === 'refused' ? sendRefusal(reply, schedule) : schedule.value;
    },
  );
}
