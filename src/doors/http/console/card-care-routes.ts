// What staff do around cards: loss files, measures with reasons, the stop list, recalls, endings.

import Type from 'typebox';

import {
  confirmDestruction,
  claimDestruction,
  destructionWays,
  endingOf,
  liftMeasure,
  listCard,
  lossReport,
  lossReportsPage,
  noticeEnding,
  recallCard,
  reportLoss,
  stopEntriesOf,
  stopList,
  takeMeasure,
  unlistCard,
} from '../../../modules/card-care/index.ts';
import { card, issuerActsOf, isIssuerReason, type Card, type IssuerReason } from '../../../modules/cards/index.ts';
import { endingProblems } from '../bank/card-care.ts';
import { topicOfCardAccount } from '../bank/cards.ts';
import { cardProgrammeNames } from '../card-application-answers.ts';
import { addEntry } from '../card-care-acts.ts';
import {
  channelOf,
  destructionAnswer,
  documentOfNotice,
  endingAnswer,
  lossKindOf,
  lossReportAnswer,
  payToOf,
  stopEntrySeen,
} from '../card-care-answers.ts';
import * as contract from '../contracts/card-care.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { cardAccountOfDoor } from '../issuer/card-accounts.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { person } from './guard.ts';

const params = Type.Object({ id: Uuid });
const signedIn = ['not-signed-in', 'not-permitted'] as const;
const lifeProblems = [
  ...signedIn,
  'card-unknown',
  'card-closed',
  'card-suspended',
  'card-state-unfit',
  'already-listed',
  'not-listed',
] as const;

/** The schema has checked it. */
function reasonOf(text: string): IssuerReason {
  if (!isIssuerReason(text)) throw new Error(`bug: the reason '${text}' passed its schema`);
  return text;
}

export function consoleCareRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, cards, clock, events } = deps;
  const care = { permission: 'card.care' } as const;

  async function ours(id: string): Promise<Card | undefined> {
    const found = await card(database, id);
    return found !== undefined && cardProgrammeNames(deps).includes(found.programme) ? found : undefined;
  }

  app.get(
    '/console/v1/loss-reports',
    {
      config: { permission: 'card.view' },
      schema: {
        summary: 'Loss files of a card or of an account',
        querystring: contract.CareQuery,
        response: { 200: contract.LossReportList, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { limit = 25, cursor, all = false } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const now = clock.now();
      const wanted = { programmes: cardProgrammeNames(deps), beforeId: place[0] ?? null, unconfirmed: !all, limit: limit + 1 };
      const page = toPage(await lossReportsPage(database, wanted), limit, ({ id }) => [id]);
      const reports = await Promise.all(page.rows.map(async (one) => await lossReportAnswer(database, one, now, true)));
      return { reports, ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.post(
    '/console/v1/loss-reports',
    {
      config: { permission: 'card.loss' },
      schema: {
        summary: 'Record that a card was reported lost, stolen or misused; blocks it at once',
        body: contract.LossReportFor,
        response: { 201: contract.LossReportAnswer, ...problems(...signedIn, 'card-unknown', 'time-in-future') },
      },
    },
    async (request, reply) => {
      const { cardId, kind, channel, happenedAt, reference } = request.body;
      const found = await ours(cardId);
      if (found === undefined) return sendProblem(reply, 'card-unknown');
      const now = clock.now();
      const wish = {
        cardId,
        kind: lossKindOf(kind),
        channel: channelOf(channel),
        actor: `staff:${person(request).staffId}`,
        ...(happenedAt === undefined ? {} : { happenedAt: Temporal.Instant.from(happenedAt) }),
        ...(reference === undefined ? {} : { writtenNotice: documentOfNotice(request.body) }),
      };
      const outcome = await reportLoss(cards, wish, now);
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      events.publish(topicOfCardAccount(found.accountId));
      return await reply.status(201).send(await lossReportAnswer(database, outcome.value, now, true));
    },
  );

  app.post(
    '/console/v1/loss-reports/:id/entries',
    {
      config: { permission: 'card.loss' },
      schema: {
        summary: 'Add a notice, a document or a finding to a loss file',
        params,
        body: contract.LossEntryFor,
        response: { 200: contract.LossReportAnswer, ...problems(...signedIn, 'report-unknown', 'already-confirmed', 'time-in-future') },
      },
    },
    async (request, reply) => {
      const now = clock.now();
      const { body } = request;
      const isFinding = ['late-notice', 'neglect', 'unsigned'].includes(body.kind);
      if (isFinding && body.reason === undefined) return sendProblem(reply, 'invalid-request', { field: 'body/reason' });
      const outcome = await addEntry(deps, request.params.id, body, `staff:${person(request).staffId}`, now);
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      const report = await lossReport(database, request.params.id);
      return report === undefined ? sendProblem(reply, 'report-unknown') : await lossReportAnswer(database, report, now, true);
    },
  );

  for (const [path, measure, summary] of [
    ['suspension', 'suspend', 'Suspend a card with a reason code'],
    ['cancellation', 'cancel', 'Cancel a card with a reason code'],
  ] as const)
    app.post(
      `/console/v1/cards/:id/${path}`,
      {
        config: care,
        schema: { summary, params, body: contract.MeasureFor, response: { 200: contract.MeasureAnswer, ...problems(...lifeProblems) } },
      },
      async (request, reply) => {
        if ((await ours(request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
        const { reason, note, stopList: listed = false } = request.body;
        const order = {
          cardId: request.params.id,
          reason: reasonOf(reason),
          note,
          actor: `staff:${person(request).staffId}`,
          measure,
          stopList: listed,
        };
        const outcome = await takeMeasure(cards, order, clock.now());
        if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
        events.publish(topicOfCardAccount(outcome.value.accountId));
        return { cardId: outcome.value.id, status: outcome.value.status, reason };
      },
    );

  app.post(
    '/console/v1/cards/:id/resumption',
    {
      config: care,
      schema: {
        summary: 'Lift the suspension of a card',
        params,
        body: contract.MeasureFor,
        response: { 200: contract.MeasureAnswer, ...problems(...lifeProblems) },
      },
    },
    async (request, reply) => {
      if ((await ours(request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const { reason, note } = request.body;
      const order = { cardId: request.params.id, reason: reasonOf(reason), note, actor: `staff:${person(request).staffId}` };
      const outcome = await liftMeasure(cards, order, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      events.publish(topicOfCardAccount(outcome.value.accountId));
      return { cardId: outcome.value.id, status: outcome.value.status };
    },
  );

  app.post(
    '/console/v1/cards/:id/recall',
    {
      config: care,
      schema: {
        summary: 'Recall a card',
        params,
        body: contract.NoteFor,
        response: { 200: contract.MeasureAnswer, ...problems(...lifeProblems) },
      },
    },
    async (request, reply) => {
      if ((await ours(request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const recall = { cardId: request.params.id, note: request.body.note, actor: `staff:${person(request).staffId}` };
      const outcome = await recallCard(cards, recall, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return { cardId: outcome.value.id, status: outcome.value.status };
    },
  );

  app.post(
    '/console/v1/cards/:id/stop-listing',
    {
      config: care,
      schema: {
        summary: 'Put a card on the stop list',
        params,
        body: contract.MeasureFor,
        response: { 204: Type.Null(), ...problems(...lifeProblems) },
      },
    },
    async (request, reply) => {
      if ((await ours(request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const { reason, note } = request.body;
      const wish = { cardId: request.params.id, reason: reasonOf(reason), note, actor: `staff:${person(request).staffId}` };
      const outcome = await database.transaction(async (tx) => await listCard(tx, cards, wish, clock.now()));
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );

  app.post(
    '/console/v1/cards/:id/stop-lifting',
    {
      config: care,
      schema: {
        summary: 'Take a card off the stop list',
        params,
        body: contract.NoteFor,
        response: { 204: Type.Null(), ...problems(...lifeProblems) },
      },
    },
    async (request, reply) => {
      if ((await ours(request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const wish = { cardId: request.params.id, note: request.body.note, actor: `staff:${person(request).staffId}` };
      const outcome = await database.transaction(async (tx) => await unlistCard(tx, cards, wish, clock.now()));
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );

  app.get(
    '/console/v1/card-stop-list',
    {
      config: { permission: 'card.reasons-read' },
      schema: {
        summary: 'Cards that acceptors must keep',
        querystring: contract.CareQuery,
        response: { 200: contract.StopListSeen, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { limit = 25, cursor, all = false } = request.query;
      const place = cursor === undefined ? ['0'] : fromCursor(cursor, 1);
      if (place === undefined || !/^\d{1,18}$/.test(place[0] ?? '')) return sendProblem(reply, 'cursor-unknown');
      const wanted = { programmes: cardProgrammeNames(deps), after: BigInt(place[0] ?? '0'), lifted: all, limit: limit + 1 };
      const page = toPage(await stopList(database, wanted), limit, ({ position }) => [position.toString()]);
      return { entries: page.rows.map(stopEntrySeen), ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.get(
    '/console/v1/cards/:id/reasons',
    {
      config: { permission: 'card.reasons-read' },
      schema: {
        summary: 'Why bank or scheme acted on a card; for those who may know',
        params,
        response: { 200: contract.ReasonList, ...problems(...signedIn, 'card-unknown') },
      },
    },
    async (request, reply) => {
      const found = await ours(request.params.id);
      if (found === undefined) return sendProblem(reply, 'card-unknown');
      const acts = (await issuerActsOf(database, found.accountId)).filter(({ cardId }) => cardId === null || cardId === found.id);
      return {
        acts: acts.map(({ act, cardId, reason, note, actor, at }) => ({
          act,
          ...(cardId === null ? {} : { cardId }),
          reason,
          note,
          actor,
          at: at.toString(),
        })),
        stopList: (await stopEntriesOf(database, found.id)).map(stopEntrySeen),
      };
    },
  );

  app.post(
    '/console/v1/cards/:id/destruction',
    {
      config: { permission: 'card.contact' },
      schema: {
        summary: 'Record that a card was destroyed, or confirm it',
        params,
        body: contract.DestructionFor,
        response: { 200: contract.DestructionAnswer, ...problems(...signedIn, 'card-unknown', 'already-claimed', 'already-confirmed') },
      },
    },
    async (request, reply) => {
      const cardId = request.params.id;
      if ((await ours(cardId)) === undefined) return sendProblem(reply, 'card-unknown');
      const actor = `staff:${person(request).staffId}`;
      if (request.body.stage === 'claimed') {
        const outcome = await claimDestruction(cards, { cardId, actor }, clock.now());
        return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : destructionAnswer(outcome.value, false);
      }
      const how = destructionWays.find((way) => way === request.body.how);
      if (how === undefined) return sendProblem(reply, 'invalid-request', { field: 'body/how' });
      const outcome = await confirmDestruction(cards, { cardId, how, actor }, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : destructionAnswer(outcome.value, outcome.value.accountEnded);
    },
  );

  app.get(
    '/console/v1/card-accounts/:id/ending',
    {
      config: { permission: 'card.view' },
      schema: {
        summary: 'How far the ending of an account is',
        params,
        response: { 200: contract.EndingAnswer, ...problems(...signedIn, 'ending-unknown') },
      },
    },
    async (request, reply) => {
      const isOurs = (await cardAccountOfDoor(deps, request.params.id)) !== undefined;
      const view = isOurs ? await endingOf(database, request.params.id) : undefined;
      return view === undefined ? sendProblem(reply, 'ending-unknown') : endingAnswer(view);
    },
  );

  app.post(
    '/console/v1/card-accounts/:id/ending',
    {
      config: { permission: 'card.contact' },
      schema: {
        summary: 'Record the written notice that ends an account',
        params,
        body: contract.EndingFor,
        response: { 201: contract.EndingAnswer, ...problems(...signedIn, ...endingProblems) },
      },
    },
    async (request, reply) => {
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const payTo = payToOf(request.body.payTo);
      if (payTo === undefined) return sendProblem(reply, 'invalid-request', { field: 'body/payTo' });
      const { digest } = documentOfNotice(request.body);
      const { givenBy, reference } = request.body;
      const notice = {
        accountId: request.params.id,
        givenBy: givenBy === 'bank' ? 'bank' : 'holder',
        reference,
        payTo,
        actor: `staff:${person(request).staffId}`,
        ...(digest === undefined ? {} : { digest }),
      } as const;
      const outcome = await noticeEnding(cards, notice, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(201).send(endingAnswer(outcome.value));
    },
  );
}
