// Applications at a branch, proofs of identity, and personal data, as staff handle them (PC-01, PC-02, PC-40, PC-47, PC-59).

import Type from 'typebox';

import { applicationsOf } from '../../../modules/card-applications/index.ts';
import { changeData, dataFields, decideCorrection, waitingRequestRows } from '../../../modules/card-privacy/index.ts';
import { requestKey } from '../bank/operations.ts';
import { applyFor, askForProof, checkIdentity, takeProof, waitingPage } from '../card-application-acts.ts';
import { applicationAnswer } from '../card-application-answers.ts';
import { dataRequestAnswer, personalData, shownOf } from '../card-privacy-answers.ts';
import { cardProgrammeNames } from '../card-scope.ts';
import * as applications from '../contracts/card-applications.ts';
import * as privacy from '../contracts/card-privacy.ts';
import { pageQuery } from '../contracts/money.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { idInCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { actorOf } from './guard.ts';

const params = Type.Object({ id: Uuid });
const Page = Type.Object(pageQuery, { additionalProperties: false });
const signedIn = ['not-signed-in', 'not-permitted'] as const;
const changeProblems = [
  ...signedIn,
  'customer-unknown',
  'path-not-allowed',
  'proof-needed',
  'document-mismatch',
  'value-malformed',
  'email-malformed',
  'address-malformed',
  'field-needed',
] as const;
const { ApplicationAnswer, applyProblems, documentProblems } = applications;

export function consolePersonRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, cards, clock, programme: holders } = deps;
  const branch = { permission: 'card.application' } as const;

  app.get(
    '/console/v1/card-applications',
    {
      config: branch,
      schema: {
        summary: 'Applications that wait for the proof of identity, oldest first',
        querystring: Page,
        response: { 200: applications.ApplicationPage, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const page = await waitingPage(deps, request.query);
      return page.kind === 'refused' ? sendRefusal(reply, page) : page.value;
    },
  );

  app.get(
    '/console/v1/customers/:id/card-applications',
    {
      config: { permission: 'customer.view' },
      schema: {
        summary: 'Applications of a customer',
        params,
        response: { 200: applications.ApplicationList, ...problems(...signedIn, 'customer-unknown') },
      },
    },
    async (request) => {
      const found = (await applicationsOf(database, request.params.id)).filter((one) => cardProgrammeNames(deps).includes(one.programme));
      return { applications: await Promise.all(found.map(async (one) => await applicationAnswer(database, deps, one))) };
    },
  );

  app.post(
    '/console/v1/card-applications',
    {
      config: branch,
      schema: {
        summary: 'Take an application at a branch',
        body: applications.ApplicationFor,
        response: { 200: ApplicationAnswer, 201: ApplicationAnswer, ...problems(...signedIn, ...applyProblems) },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      // Who applies at a branch stands before staff with the document.
      const asked = { channel: 'branch', actor: actorOf(request), request: key, seenInPerson: true } as const;
      const taken = await applyFor(deps, request.body, asked);
      if (taken.kind === 'refused') return sendRefusal(reply, taken);
      return await reply.status(taken.value.existed ? 200 : 201).send(taken.value.answer);
    },
  );

  app.post(
    '/console/v1/card-applications/:id/identity-checks',
    {
      config: branch,
      schema: {
        summary: 'Record a check of the identity',
        params,
        body: applications.IdentityCheck,
        response: { 200: ApplicationAnswer, ...problems(...signedIn, 'application-unknown', 'application-decided', ...documentProblems) },
      },
    },
    async (request, reply) => {
      const checked = await checkIdentity(deps, request.params.id, request.body, actorOf(request));
      return checked.kind === 'refused' ? sendRefusal(reply, checked) : checked.value;
    },
  );

  app.post(
    '/console/v1/card-accounts/:id/identity-demands',
    {
      config: { permission: 'card.contact' },
      schema: {
        summary: 'Demand a proof of identity before activation or loads',
        params,
        body: applications.IdentityDemand,
        response: { 204: Type.Null(), ...problems(...signedIn, 'card-account-unknown', 'account-closed', 'identity-demanded') },
      },
    },
    async (request, reply) => {
      const asked = await askForProof(deps, request.params.id, request.body, actorOf(request));
      return asked.kind === 'refused' ? sendRefusal(reply, asked) : await reply.status(204).send(null);
    },
  );

  app.post(
    '/console/v1/card-accounts/:id/identity-proofs',
    {
      config: branch,
      schema: {
        summary: 'Record the proof of identity that was demanded',
        params,
        body: applications.IdentityProof,
        response: { 204: Type.Null(), ...problems(...signedIn, 'card-account-unknown', 'nothing-demanded', ...documentProblems) },
      },
    },
    async (request, reply) => {
      const taken = await takeProof(deps, request.params.id, request.body, actorOf(request));
      return taken.kind === 'refused' ? sendRefusal(reply, taken) : await reply.status(204).send(null);
    },
  );

  app.get(
    '/console/v1/customers/:id/personal-data',
    {
      config: { permission: 'card.privacy-read' },
      schema: {
        summary: 'The personal data held of a customer',
        params,
        response: { 200: privacy.PersonalData, ...problems(...signedIn, 'customer-unknown') },
      },
    },
    async (request, reply) => (await personalData(deps, request.params.id)) ?? sendProblem(reply, 'customer-unknown'),
  );

  app.post(
    '/console/v1/customers/:id/data-changes',
    {
      config: { permission: 'card.privacy' },
      schema: {
        summary: 'Change or delete data of a customer on the path that it needs',
        params,
        body: privacy.DataChangeFor,
        response: { 204: Type.Null(), ...problems(...changeProblems) },
      },
    },
    async (request, reply) => {
      const { act, value } = request.body;
      const change = {
        ...shownOf(request.body),
        programme: holders.programme,
        customerId: request.params.id,
        act: act === 'delete' ? 'delete' : 'correct',
        field: dataFields.find((known) => known === request.body.field) ?? 'name',
        actor: actorOf(request),
        ...(value === undefined ? {} : { value }),
      } as const;
      const outcome = await database.transaction(async (tx) => await changeData(tx, cards, change, clock.now()));
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );

  app.get(
    '/console/v1/data-requests',
    {
      config: { permission: 'card.privacy-read' },
      schema: {
        summary: 'Requests to correct or delete data that wait, oldest first',
        querystring: Page,
        response: { 200: privacy.DataRequestList, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const after = idInCursor(cursor);
      if (after === undefined) return sendProblem(reply, 'cursor-unknown');
      const page = toPage(await waitingRequestRows(database, holders.programme, after, limit + 1), limit, ({ id }) => [id]);
      return {
        requests: page.rows.map((row) => dataRequestAnswer(deps, row, true)),
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    },
  );

  app.post(
    '/console/v1/data-requests/:id/decision',
    {
      config: { permission: 'card.privacy' },
      schema: {
        summary: 'Decide a request for correction',
        params,
        body: privacy.DataDecision,
        response: { 200: privacy.DataRequestAnswer, ...problems(...changeProblems, 'request-unknown', 'request-decided') },
      },
    },
    async (request, reply) => {
      const { decision, reason, shown } = request.body;
      const wanted = {
        programme: holders.programme,
        requestId: request.params.id,
        decision: decision === 'refuse' ? 'refuse' : 'carry-out',
        reason,
        actor: actorOf(request),
        ...(shown === undefined ? {} : { shown: shownOf(shown) }),
      } as const;
      const outcome = await decideCorrection(cards, wanted, clock.now());
      return outcome.kind === 'refused'
        ? sendRefusal(reply, outcome)
        : dataRequestAnswer(deps, { ...outcome.value, valueSealed: null }, false);
    },
  );
}
