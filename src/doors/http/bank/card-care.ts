// What a holder tells of a card: its loss, its destruction, the end of the account.

import Type from 'typebox';

import {
  addToFile,
  claimDestruction,
  confirmInWriting,
  endingOf,
  lossReport,
  lossReportsOf,
  noticeEnding,
  reportLoss,
} from '../../../modules/card-care/index.ts';
import { card } from '../../../modules/cards/index.ts';
import { accountOf, accountsOfHolder } from '../../../modules/wallets/index.ts';
import {
  destructionAnswer,
  documentOfNotice,
  endingAnswer,
  lossKindOf,
  lossReportAnswer,
  payToOf,
  statementDocument,
} from '../card-care-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import {
  DestructionAnswer,
  EndingAnswer,
  endingProblems,
  LossReportAnswer,
  LossReportList,
  OwnEnding,
  OwnLossReport,
  OwnPoliceReport,
  OwnWrittenNotice,
} from '../contracts/card-care.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { topicOfCardAccount } from './cards.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Card care'];

export function registerBankCareRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, events } = deps;
  const signedIn = { preHandler: requireCustomer(deps) };

  app.post(
    '/bank/v1/cards/:id/loss-report',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Report a card as lost, stolen or misused, or its PIN as known to others; it is blocked at once',
        description:
          'With a statement the report is confirmed in writing; without one the written notice is due by the time in the answer.',
        params: IdParams,
        body: OwnLossReport,
        response: { 201: LossReportAnswer, ...problems('not-signed-in', 'card-unknown', 'time-in-future') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const found = await card(database, request.params.id);
      if (found === undefined || (found.customerId !== customerId && found.holderId !== customerId))
        return sendProblem(reply, 'card-unknown');
      const { kind, happenedAt, statement } = request.body;
      const now = clock.now();
      const wish = {
        cardId: found.id,
        kind: lossKindOf(kind),
        channel: 'app',
        actor: `customer:${customerId}`,
        ...(happenedAt === undefined ? {} : { happenedAt: Temporal.Instant.from(happenedAt) }),
        ...(statement === undefined ? {} : { writtenNotice: statementDocument(statement) }),
      } as const;
      const outcome = await reportLoss(cards, wish, now);
      if (outcome.kind === 'refused')
        return outcome.reason === 'time-in-future' ? sendProblem(reply, 'time-in-future') : sendProblem(reply, 'card-unknown');
      events.publish(topicOfCardAccount(found.accountId));
      return await reply.status(201).send(await lossReportAnswer(database, outcome.value, now, false));
    },
  );

  app.get(
    '/bank/v1/loss-reports',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Reports about the cards of the own accounts',
        response: { 200: LossReportList, ...problems('not-signed-in') },
      },
    },
    async (request) => {
      const accounts = await accountsOfHolder(database, sessionOf(request).customerId);
      const reports = (await Promise.all(accounts.map(async ({ id }) => await lossReportsOf(database, id)))).flat();
      const now = clock.now();
      return { reports: await Promise.all(reports.map(async (one) => await lossReportAnswer(database, one, now, false))) };
    },
  );

  app.post(
    '/bank/v1/loss-reports/:id/written-notice',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Confirm a report in writing',
        params: IdParams,
        body: OwnWrittenNotice,
        response: { 200: LossReportAnswer, ...problems('not-signed-in', 'report-unknown', 'already-confirmed') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const now = clock.now();
      const document = statementDocument(request.body.statement);
      const notice = { reportId: request.params.id, channel: 'app', document, actor: `customer:${customerId}`, customerId } as const;
      const outcome = await confirmInWriting(cards, notice, now);
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return await lossReportAnswer(database, outcome.value.report, now, false);
    },
  );

  app.post(
    '/bank/v1/loss-reports/:id/police-report',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Add the number of the police report',
        params: IdParams,
        body: OwnPoliceReport,
        response: { 200: LossReportAnswer, ...problems('not-signed-in', 'report-unknown') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const now = clock.now();
      const document = documentOfNotice(request.body);
      const added = {
        reportId: request.params.id,
        kind: 'police',
        channel: 'app',
        document,
        actor: `customer:${customerId}`,
        customerId,
      } as const;
      const outcome = await addToFile(cards, added, now);
      if (outcome.kind === 'refused') return sendProblem(reply, 'report-unknown');
      const report = await lossReport(database, request.params.id);
      return report === undefined ? sendProblem(reply, 'report-unknown') : await lossReportAnswer(database, report, now, false);
    },
  );

  app.post(
    '/bank/v1/cards/:id/destruction-claim',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Say that a card is destroyed; charges stay the own until staff confirm it',
        params: IdParams,
        response: { 201: DestructionAnswer, ...problems('not-signed-in', 'card-unknown', 'already-claimed') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const outcome = await claimDestruction(
        cards,
        { cardId: request.params.id, customerId, actor: `customer:${customerId}` },
        clock.now(),
      );
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return await reply.status(201).send(destructionAnswer(outcome.value, false));
    },
  );

  app.post(
    '/bank/v1/card-accounts/:id/ending',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'End the account by written notice; it takes effect when the destruction of all cards is confirmed',
        params: IdParams,
        body: OwnEnding,
        response: { 201: EndingAnswer, ...problems('not-signed-in', 'invalid-request', ...endingProblems) },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const payTo = payToOf(request.body.payTo);
      if (payTo === undefined) return sendProblem(reply, 'invalid-request', { field: 'body/payTo' });
      const { reference = '', digest } = statementDocument(request.body.statement);
      const notice = {
        accountId: request.params.id,
        customerId,
        givenBy: 'holder',
        reference,
        payTo,
        actor: `customer:${customerId}`,
      } as const;
      const outcome = await noticeEnding(cards, digest === undefined ? notice : { ...notice, digest }, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(201).send(endingAnswer(outcome.value));
    },
  );

  app.get(
    '/bank/v1/card-accounts/:id/ending',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'What the ending of an account waits for, and what is due then',
        params: IdParams,
        response: { 200: EndingAnswer, ...problems('not-signed-in', 'ending-unknown') },
      },
    },
    async (request, reply) => {
      const account = await accountOf(database, request.params.id);
      const view = account?.customerId === sessionOf(request).customerId ? await endingOf(database, request.params.id) : undefined;
      return view === undefined ? sendProblem(reply, 'ending-unknown') : endingAnswer(view);
    },
  );
}
