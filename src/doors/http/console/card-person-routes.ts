// Applications at a branch, proofs of identity, and personal data, as staff handle them (PC-01, PC-02, PC-40, PC-47, PC-59).

import Type from 'typebox';

import {
  application as readApplication,
  applicationsOf,
  applyForCard,
  demandIdentity,
  proveIdentity,
  recordIdentityCheck,
  waitingApplications,
} from '../../../modules/card-applications/index.ts';
import { changeData, dataFields, decideCorrection, waitingRequestRows } from '../../../modules/card-privacy/index.ts';
import { toMobile } from '../../../modules/customers/index.ts';
import { applyProblems } from '../bank/card-applications.ts';
import { requestKey } from '../bank/operations.ts';
import { applicationAnswer, cardProgrammeNames, cardProgrammeOfDoor, documentOf } from '../card-application-answers.ts';
import { dataRequestAnswer, personalData, shownOf } from '../card-privacy-answers.ts';
import * as applications from '../contracts/card-applications.ts';
import * as privacy from '../contracts/card-privacy.ts';
import { pageQuery } from '../contracts/money.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { cardAccountOfDoor } from '../issuer/card-accounts.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { person } from './guard.ts';

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
const { ApplicationAnswer } = applications;
const documentProblems = applyProblems.filter((reason) => /^(document|mrz|too-young|terms|consent)/.test(reason));

export function consolePersonRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, cards, clock, programme: holders } = deps;
  const branch = { permission: 'card.application' } as const;

  app.get(
    '/console/v1/card-applications',
    {
      config: branch,
      schema: {
        summary: 'Applications, newest first',
        querystring: Page,
        response: { 200: applications.ApplicationPage, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const page = toPage(await waitingApplications(database, cardProgrammeNames(deps), place[0] ?? null, limit + 1), limit, ({ id }) => [
        id,
      ]);
      const found = await Promise.all(page.rows.map(async (one) => await applicationAnswer(database, deps, one)));
      return { applications: found, ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.get(
    '/console/v1/customers/:id/card-applications',
    {
      config: { permission: 'customer.view' },
      schema: { summary: 'Applications of a customer', params, response: { 200: applications.ApplicationList, ...problems(...signedIn) } },
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
      const { customerId, person: fresh, document, product, form, printed, termsVersion, termsLanguage, consents } = request.body;
      const programme = cardProgrammeOfDoor(deps, request.body.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      if ((customerId === undefined) === (fresh === undefined)) return sendProblem(reply, 'customer-unknown');
      const mobile = fresh === undefined ? undefined : toMobile(fresh.mobile, holders.countryCode);
      if (fresh !== undefined && mobile === undefined) return sendProblem(reply, 'mobile-malformed');
      const applicant =
        fresh === undefined
          ? { customerId: customerId ?? '' }
          : { person: { ...fresh, language: fresh.language as 'ar', mobile: mobile ?? '' } };
      const outcome = await applyForCard(
        cards,
        {
          programme: programme.programme,
          product,
          channel: 'branch',
          actor: `staff:${person(request).staffId}`,
          applicant,
          document: documentOf(document),
          termsVersion,
          termsLanguage: termsLanguage === 'ar' ? 'ar' : 'en',
          consents,
          form: form === 'virtual' ? 'virtual' : 'physical',
          printed: printed === true,
          // Who applies at a branch stands before staff with the document.
          seenInPerson: true,
          request: key,
        },
        clock.now(),
      );
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return await reply.status(outcome.value.existed ? 200 : 201).send(await applicationAnswer(database, deps, outcome.value.application));
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
      const found = await readApplication(database, request.params.id);
      if (found === undefined || !cardProgrammeNames(deps).includes(found.programme)) return sendProblem(reply, 'application-unknown');
      const { kind, document, note = '' } = request.body;
      const check = {
        applicationId: found.id,
        kind: kind === 'online' ? 'online' : 'in-person',
        document: documentOf(document),
        note,
        actor: `staff:${person(request).staffId}`,
      } as const;
      const outcome = await recordIdentityCheck(cards, check, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await applicationAnswer(database, deps, outcome.value.application);
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
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const { step, reason } = request.body;
      const actor = `staff:${person(request).staffId}`;
      const demand = { accountId: request.params.id, step: step === 'load' ? 'load' : 'activation', reason, actor } as const;
      const outcome = await demandIdentity(cards, demand, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
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
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const proof = {
        accountId: request.params.id,
        document: documentOf(request.body.document),
        actor: `staff:${person(request).staffId}`,
      };
      const outcome = await proveIdentity(cards, proof, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
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
        actor: `staff:${person(request).staffId}`,
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
        summary: 'Requests for correction that wait',
        querystring: Page,
        response: { 200: privacy.DataRequestList, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const page = toPage(await waitingRequestRows(database, holders.programme, place[0] ?? null, limit + 1), limit, ({ id }) => [id]);
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
        actor: `staff:${person(request).staffId}`,
        ...(shown === undefined ? {} : { shown: shownOf(shown) }),
      } as const;
      const outcome = await decideCorrection(cards, wanted, clock.now());
      return outcome.kind === 'refused'
        ? sendRefusal(reply, outcome)
        : dataRequestAnswer(deps, { ...outcome.value, valueSealed: null }, false);
    },
  );
}
