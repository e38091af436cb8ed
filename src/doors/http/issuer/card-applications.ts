// Applications by API: the bank's branch system, an electronic identity service, kiosks of others; and the published terms and fees.

import Type from 'typebox';

import { dayAt } from '../../../kernel/calendar.ts';
import {
  application as readApplication,
  applicationOfAccount,
  applyForCard,
  demandIdentity,
  proveIdentity,
  recordIdentityCheck,
  waitingApplications,
  type Application,
} from '../../../modules/card-applications/index.ts';
import { toMobile } from '../../../modules/customers/index.ts';
import { applyProblems } from '../bank/card-applications.ts';
import { requestKey } from '../bank/operations.ts';
import {
  applicationAnswer,
  cardProgrammeNames,
  cardProgrammeOfDoor,
  documentOf,
  feeScheduleAnswer,
  termsListAnswer,
  termsTextAnswer,
} from '../card-application-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import {
  ApplicationAnswer,
  ApplicationFor,
  ApplicationPage,
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
import { fromCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { cardAccountOfDoor } from './card-accounts.ts';
import { clientOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Card applications'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const documentProblems = [
  'document-kind-refused',
  'document-malformed',
  'document-expired',
  'mrz-malformed',
  'mrz-check-digit',
  'mrz-differs',
  'document-mismatch',
  'too-young',
  'terms-not-current',
  'consent-unknown',
  'consent-missing',
] as const;

export function registerIssuerApplicationRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, programme: holders } = deps;
  const reader = requireClient(deps, 'card-applications:read');
  const writer = requireClient(deps, 'card-applications:write');
  const cardsReader = requireClient(deps, 'cards:read');

  async function ours(id: string): Promise<Application | undefined> {
    const found = await readApplication(database, id);
    return found !== undefined && cardProgrammeNames(deps).includes(found.programme) ? found : undefined;
  }

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
      const { customerId, person, document, product, form, printed, termsVersion, termsLanguage, consents } = request.body;
      const programme = cardProgrammeOfDoor(deps, request.body.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      const mobile = person === undefined ? undefined : toMobile(person.mobile, holders.countryCode);
      if (person !== undefined && mobile === undefined) return sendProblem(reply, 'mobile-malformed');
      if ((customerId === undefined) === (person === undefined)) return sendProblem(reply, 'customer-unknown');
      const applicant =
        person === undefined
          ? { customerId: customerId ?? '' }
          : { person: { ...person, language: person.language as 'ar', mobile: mobile ?? '' } };
      const outcome = await applyForCard(
        cards,
        {
          programme: programme.programme,
          product,
          channel: 'api',
          actor: `client:${clientOf(request).clientId}`,
          applicant,
          document: documentOf(document),
          termsVersion,
          termsLanguage: termsLanguage === 'ar' ? 'ar' : 'en',
          consents,
          form: form === 'virtual' ? 'virtual' : 'physical',
          printed: printed === true,
          request: key,
        },
        clock.now(),
      );
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return await reply.status(outcome.value.existed ? 200 : 201).send(await applicationAnswer(database, deps, outcome.value.application));
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
      const { cursor, limit = 25 } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const rows = await waitingApplications(database, cardProgrammeNames(deps), place[0] ?? null, limit + 1);
      const page = toPage(rows, limit, ({ id }) => [id]);
      const applications = await Promise.all(page.rows.map(async (one) => await applicationAnswer(database, deps, one)));
      return { applications, ...(page.next === undefined ? {} : { next: page.next }) };
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
      const found = await ours(request.params.id);
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
      if ((await ours(request.params.id)) === undefined) return sendProblem(reply, 'application-unknown');
      const { kind, document, note = '' } = request.body;
      const check = {
        applicationId: request.params.id,
        kind: kind === 'online' ? 'online' : 'in-person',
        document: documentOf(document),
        note,
        actor: `client:${clientOf(request).clientId}`,
      } as const;
      const outcome = await recordIdentityCheck(cards, check, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await applicationAnswer(database, deps, outcome.value.application);
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
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const { step, reason } = request.body;
      const actor = `client:${clientOf(request).clientId}`;
      const demand = { accountId: request.params.id, step: step === 'load' ? 'load' : 'activation', reason, actor } as const;
      const outcome = await demandIdentity(cards, demand, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
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
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const proof = {
        accountId: request.params.id,
        document: documentOf(request.body.document),
        actor: `client:${clientOf(request).clientId}`,
      };
      const outcome = await proveIdentity(cards, proof, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      const found = await applicationOfAccount(database, proof.accountId);
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
      const programme = cardProgrammeOfDoor(deps, request.query.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      const { day } = request.query;
      const schedule = feeScheduleAnswer(
        programme,
        day === undefined ? dayAt(programme.timeZone, clock.now()) : Temporal.PlainDate.from(day),
      );
      return schedule ?? sendProblem(reply, 'not-found');
    },
  );
}
