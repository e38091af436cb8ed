// Applying for a card in the web bank, the terms, consents, and the fee schedule.

import Type from 'typebox';

import {
  acceptancesOf,
  acceptVersion,
  application,
  applicationsOf,
  changeConsent,
  noticesOf,
  withdrawApplication,
} from '../../../modules/card-applications/index.ts';
import { accountsOfHolder } from '../../../modules/wallets/index.ts';
import { applyAs, feeSchedule } from '../card-application-acts.ts';
import { applicationAnswer, termsListAnswer, termsTextAnswer } from '../card-application-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardProgrammeOfDoor } from '../card-scope.ts';
import {
  ApplicationAnswer,
  ApplicationList,
  applyProblems,
  ConsentChange,
  FeeSchedule,
  FeeScheduleQuery,
  OwnApplication,
  OwnTermsList,
  TermsAcceptance,
  TermsQuery,
  TermsText,
  TermsTextQuery,
} from '../contracts/card-applications.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { languageOf, sendProblem, sendRefusal } from '../problems/problem.ts';
import { requestKey } from './operations.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const IdParams = Type.Object({ id: Uuid });
const VersionParams = Type.Object({ version: Type.String({ pattern: '^[a-z0-9.-]{1,40}$' }) });
const tags = ['Card applications'];

export function registerBankApplicationRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock } = deps;
  const signedIn = { preHandler: requireCustomer(deps) };

  app.post(
    '/bank/v1/card-applications',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Apply for a card',
        body: OwnApplication,
        response: { 200: ApplicationAnswer, 201: ApplicationAnswer, ...problems('not-signed-in', ...applyProblems) },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const { customerId } = sessionOf(request);
      const asked = { channel: 'app', actor: `customer:${customerId}`, request: key } as const;
      const taken = await applyAs(deps, request.body, { customerId }, asked);
      if (taken.kind === 'refused') return sendRefusal(reply, taken);
      return await reply.status(taken.value.existed ? 200 : 201).send(taken.value.answer);
    },
  );

  app.get(
    '/bank/v1/card-applications',
    {
      ...signedIn,
      schema: { tags, summary: "The customer's applications", response: { 200: ApplicationList, ...problems('not-signed-in') } },
    },
    async (request) => {
      const all = await applicationsOf(database, sessionOf(request).customerId);
      return { applications: await Promise.all(all.map(async (one) => await applicationAnswer(database, deps, one))) };
    },
  );

  app.post(
    '/bank/v1/card-applications/:id/withdrawal',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Take back an application that waits for the proof of identity',
        params: IdParams,
        response: { 200: ApplicationAnswer, ...problems('not-signed-in', 'application-unknown', 'application-decided') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const wanted = { applicationId: request.params.id, customerId, actor: `customer:${customerId}` };
      const outcome = await withdrawApplication(cards, wanted, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      const after = (await application(database, outcome.value.id)) ?? outcome.value;
      return await applicationAnswer(database, deps, after);
    },
  );

  app.get(
    '/bank/v1/card-terms',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Published terms, and which version each of the own accounts accepted',
        querystring: TermsQuery,
        response: { 200: OwnTermsList, ...problems('not-signed-in', 'product-unknown') },
      },
    },
    async (request, reply) => {
      const programme = cardProgrammeOfDoor(deps, request.query.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      const own = (await accountsOfHolder(database, sessionOf(request).customerId)).filter((one) => one.programme === programme.programme);
      const accounts = await Promise.all(
        own.map(async ({ id }) => ({
          accountId: id,
          accepted: (await acceptancesOf(database, id)).map(({ version, how, acceptedAt }) => ({
            version,
            how,
            acceptedAt: acceptedAt.toString(),
          })),
          notices: (await noticesOf(database, id)).map(({ version, notifiedAt, holdsFrom }) => ({
            version,
            notifiedAt: notifiedAt.toString(),
            holdsFrom,
          })),
        })),
      );
      return { ...termsListAnswer(programme, clock.now()), accounts };
    },
  );

  app.get(
    '/bank/v1/card-terms/:version',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'The text of one version of the terms',
        params: VersionParams,
        querystring: TermsTextQuery,
        response: { 200: TermsText, ...problems('not-signed-in', 'product-unknown', 'terms-unknown') },
      },
    },
    async (request, reply) => {
      const programme = cardProgrammeOfDoor(deps, request.query.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      const wanted = request.query.language ?? languageOf(request);
      const text = termsTextAnswer(programme, request.params.version, wanted === 'ar' ? 'ar' : 'en', clock.now());
      return text ?? sendProblem(reply, 'terms-unknown');
    },
  );

  app.post(
    '/bank/v1/card-accounts/:id/terms-acceptances',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Accept a newer version of the terms',
        params: IdParams,
        body: TermsAcceptance,
        response: { 204: Type.Null(), ...problems('not-signed-in', 'card-account-unknown', 'terms-unknown', 'terms-accepted') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const { version, language } = request.body;
      const wanted = {
        accountId: request.params.id,
        customerId,
        version,
        language: language === 'ar' ? 'ar' : 'en',
        actor: `customer:${customerId}`,
      } as const;
      const outcome = await acceptVersion(cards, wanted, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );

  app.post(
    '/bank/v1/card-accounts/:id/consents',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Give or take back consent to a use of data',
        params: IdParams,
        body: ConsentChange,
        response: { 204: Type.Null(), ...problems('not-signed-in', 'card-account-unknown', 'consent-unknown', 'consent-missing') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const { use, given } = request.body;
      const change = { accountId: request.params.id, customerId, use, given, channel: 'app', actor: `customer:${customerId}` } as const;
      const outcome = await changeConsent(cards, change, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );

  app.get(
    '/bank/v1/card-fee-schedules',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'The fees of a day; of today where none is given',
        querystring: FeeScheduleQuery,
        response: { 200: FeeSchedule, ...problems('not-signed-in', 'product-unknown', 'not-found') },
      },
    },
    async (request, reply) => {
      const schedule = feeSchedule(deps, request.query);
      return schedule.kind === 'refused' ? sendRefusal(reply, schedule) : schedule.value;
    },
  );
}
