// Card care by API: loss files, destroyed cards, endings, contact, defaults, and the stop list for scheme and acceptors.

import Type from 'typebox';

import {
  contactAttemptsOf,
  endingOf,
  exportStopList,
  flagDefault,
  lossReportsOfCard,
  stopList,
  stopListExports,
} from '../../../modules/card-care/index.ts';
import { addEntry, logAttempt, recordDestruction, recordEnding, reportsPage, takeLossReport } from '../card-care-acts.ts';
import { attemptRow, defaultAnswer, endingAnswer, liabilityAnswer, lossReportAnswer, stopEntryAnswer } from '../card-care-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardAccountOfDoor, cardOfDoor, cardProgrammeNames, cardProgrammeOfDoor, lossReportOfDoor } from '../card-scope.ts';
import * as contract from '../contracts/card-care.ts';
import { pageQuery } from '../contracts/money.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { actorOf, clientOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const Page = Type.Object(pageQuery, { additionalProperties: false });
const ReportQuery = Type.Object({ ...pageQuery, cardId: Type.Optional(Uuid) }, { additionalProperties: false });
const tags = ['Card care'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

export function registerIssuerCareRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, programme: holders } = deps;
  const reader = requireClient(deps, 'card-care:read');
  const writer = requireClient(deps, 'card-care:write');
  const stopReader = requireClient(deps, 'stop-list:read');

  app.post(
    '/v1/loss-reports',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A holder reported a card; it is blocked at once',
        body: contract.LossReportFor,
        response: { 201: contract.LossReportAnswer, ...problems(...auth, 'card-unknown', 'time-in-future') },
      },
    },
    async (request, reply) => {
      const taken = await takeLossReport(deps, request.body, actorOf(request));
      return taken.kind === 'refused' ? sendRefusal(reply, taken) : await reply.status(201).send(taken.value);
    },
  );

  app.get(
    '/v1/loss-reports',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Loss files, newest first, or those of one card',
        querystring: ReportQuery,
        response: { 200: contract.LossReportList, ...problems(...auth, 'cursor-unknown', 'card-unknown') },
      },
    },
    async (request, reply) => {
      const { cardId, ...wanted } = request.query;
      if (cardId === undefined) {
        const page = await reportsPage(deps, { ...wanted, unconfirmed: false });
        return page.kind === 'refused' ? sendRefusal(reply, page) : page.value;
      }
      if ((await cardOfDoor(deps, cardId)) === undefined) return sendProblem(reply, 'card-unknown');
      const all = await lossReportsOfCard(database, cardId);
      const now = clock.now();
      return { reports: await Promise.all(all.map(async (one) => await lossReportAnswer(database, one, now, true))) };
    },
  );

  app.get(
    '/v1/loss-reports/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'One loss file',
        params: IdParams,
        response: { 200: contract.LossReportAnswer, ...problems(...auth, 'report-unknown') },
      },
    },
    async (request, reply) => {
      const found = await lossReportOfDoor(deps, request.params.id);
      return found === undefined ? sendProblem(reply, 'report-unknown') : await lossReportAnswer(database, found, clock.now(), true);
    },
  );

  app.post(
    '/v1/loss-reports/:id/entries',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Add a written notice, a police report, a card that was found, or a finding',
        params: IdParams,
        body: contract.LossEntryFor,
        response: { 200: contract.LossReportAnswer, ...problems(...auth, 'report-unknown', 'already-confirmed', 'time-in-future') },
      },
    },
    async (request, reply) => {
      const added = await addEntry(deps, request.params.id, request.body, actorOf(request));
      return added.kind === 'refused' ? sendRefusal(reply, added) : added.value;
    },
  );

  app.get(
    '/v1/cards/:id/liability',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'On which side of the notices about a card a moment lies, and whether its destruction was confirmed by then',
        params: IdParams,
        querystring: contract.LiabilityQuery,
        response: { 200: contract.Liability, ...problems(...auth, 'card-unknown') },
      },
    },
    async (request, reply) => {
      if ((await cardOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      return await liabilityAnswer(database, request.params.id, Temporal.Instant.from(request.query.at), clock.now());
    },
  );

  app.post(
    '/v1/cards/:id/destruction',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A card is said to be destroyed, or its destruction is confirmed',
        params: IdParams,
        body: contract.DestructionFor,
        response: { 200: contract.DestructionAnswer, ...problems(...auth, 'card-unknown', 'already-claimed', 'already-confirmed') },
      },
    },
    async (request, reply) => {
      const recorded = await recordDestruction(deps, request.params.id, request.body, actorOf(request));
      return recorded.kind === 'refused' ? sendRefusal(reply, recorded) : recorded.value;
    },
  );

  app.post(
    '/v1/card-accounts/:id/ending',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A written notice ends the account, once the destruction of its cards is confirmed',
        params: IdParams,
        body: contract.EndingFor,
        response: { 201: contract.EndingAnswer, ...problems(...auth, ...contract.endingProblems) },
      },
    },
    async (request, reply) => {
      const recorded = await recordEnding(deps, request.params.id, request.body, actorOf(request));
      return recorded.kind === 'refused' ? sendRefusal(reply, recorded) : await reply.status(201).send(recorded.value);
    },
  );

  app.get(
    '/v1/card-accounts/:id/ending',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'What an ending waits for, and what is due then',
        params: IdParams,
        response: { 200: contract.EndingAnswer, ...problems(...auth, 'ending-unknown') },
      },
    },
    async (request, reply) => {
      const isOurs = (await cardAccountOfDoor(deps, request.params.id)) !== undefined;
      const view = isOurs ? await endingOf(database, request.params.id) : undefined;
      return view === undefined ? sendProblem(reply, 'ending-unknown') : endingAnswer(view);
    },
  );

  app.post(
    '/v1/card-accounts/:id/contact-attempts',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Somebody tried to reach the holder; as many in vain as the programme says freeze the account, contact lifts it',
        params: IdParams,
        body: contract.ContactAttemptFor,
        response: { 201: contract.ContactAttemptAnswer, ...problems(...auth, 'card-account-unknown', 'card-account-closed') },
      },
    },
    async (request, reply) => {
      const logged = await logAttempt(deps, request.params.id, request.body, actorOf(request));
      return logged.kind === 'refused' ? sendRefusal(reply, logged) : await reply.status(201).send(logged.value);
    },
  );

  app.get(
    '/v1/card-accounts/:id/contact-attempts',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Attempts to reach the holder, newest first',
        params: IdParams,
        response: { 200: contract.ContactAttemptList, ...problems(...auth, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      return { attempts: (await contactAttemptsOf(database, request.params.id)).map(attemptRow) };
    },
  );

  app.post(
    '/v1/customers/:id/defaults',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A holder is in default on another product of the bank; staff see it and may act',
        params: IdParams,
        body: contract.DefaultFor,
        response: { 200: contract.DefaultAnswer, 201: contract.DefaultAnswer, ...problems(...auth, 'customer-unknown') },
      },
    },
    async (request, reply) => {
      const flag = {
        programme: holders.programme,
        customerId: request.params.id,
        ...request.body,
        actor: actorOf(request),
      };
      const outcome = await flagDefault(cards, flag, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return await reply.status(outcome.value.existed ? 200 : 201).send(defaultAnswer(outcome.value.flag));
    },
  );

  app.get(
    '/v1/stop-list',
    {
      onRequest: stopReader,
      schema: {
        tags,
        summary: 'Cards that acceptors must not take, by their last four digits; reasons are not shared',
        querystring: Page,
        response: { 200: contract.StopListPage, ...problems(...auth, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const place = cursor === undefined ? ['0'] : fromCursor(cursor, 1);
      if (place === undefined || !/^\d{1,18}$/.test(place[0] ?? '')) return sendProblem(reply, 'cursor-unknown');
      const wanted = { programmes: cardProgrammeNames(deps), after: BigInt(place[0] ?? '0'), lifted: false, limit: limit + 1 };
      const page = toPage(await stopList(database, wanted), limit, ({ position }) => [position.toString()]);
      return { entries: page.rows.map(stopEntryAnswer), ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.post(
    '/v1/stop-list/exports',
    {
      onRequest: stopReader,
      schema: {
        tags,
        summary: 'The whole list with card numbers, signed, for the scheme or an acceptor',
        description: 'Numbers are in this answer alone; who got them is kept.',
        body: contract.StopExportFor,
        response: { 201: contract.StopExportAnswer, ...problems(...auth, 'product-unknown') },
      },
    },
    async (request, reply) => {
      const programme = cardProgrammeOfDoor(deps, request.body.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      const { clientId } = clientOf(request);
      const wish = { programme: programme.programme, client: clientId, recipient: request.body.recipient, actor: actorOf(request) };
      const made = await exportStopList(cards, wish, clock.now());
      void reply.header('cache-control', 'no-store');
      return await reply.status(201).send({ ...made, madeAt: made.madeAt.toString() });
    },
  );

  app.get(
    '/v1/stop-list/exports',
    {
      onRequest: stopReader,
      schema: { tags, summary: 'Who got the list when, newest first', response: { 200: contract.StopExportList, ...problems(...auth) } },
    },
    async () => {
      const rows = await stopListExports(database, cardProgrammeNames(deps), 100);
      return {
        exports: rows.map(({ exportId, recipient, entries, digest, madeAt }) => ({
          exportId,
          recipient,
          entries,
          digest,
          madeAt: madeAt.toString(),
        })),
      };
    },
  );
}
