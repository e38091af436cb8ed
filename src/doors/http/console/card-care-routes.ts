// What staff do around cards: loss files, measures with reasons, the stop list, recalls, endings.

import Type from 'typebox';

import {
  endingOf,
  liftMeasure,
  listCard,
  recallCard,
  stopEntriesOf,
  stopList,
  takeMeasure,
  unlistCard,
} from '../../../modules/card-care/index.ts';
import { issuerActsOf, isIssuerReason, type IssuerReason } from '../../../modules/cards/index.ts';
import { topicOfCardAccount } from '../bank/cards.ts';
import { addEntry, recordDestruction, recordEnding, reportsPage, takeLossReport } from '../card-care-acts.ts';
import { endingAnswer, stopEntrySeen } from '../card-care-answers.ts';
import { cardAccountOfDoor, cardOfDoor, cardProgrammeNames } from '../card-scope.ts';
import * as contract from '../contracts/card-care.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { actorOf } from './guard.ts';

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

  app.get(
    '/console/v1/loss-reports',
    {
      config: { permission: 'card.view' },
      schema: {
        summary: 'Loss files without a written notice, newest first; with all=true those with one too',
        querystring: contract.CareQuery,
        response: { 200: contract.LossReportList, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { all = false, ...wanted } = request.query;
      const page = await reportsPage(deps, { ...wanted, unconfirmed: !all });
      return page.kind === 'refused' ? sendRefusal(reply, page) : page.value;
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
      const taken = await takeLossReport(deps, request.body, actorOf(request));
      return taken.kind === 'refused' ? sendRefusal(reply, taken) : await reply.status(201).send(taken.value);
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
      const added = await addEntry(deps, request.params.id, request.body, actorOf(request));
      return added.kind === 'refused' ? sendRefusal(reply, added) : added.value;
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
        if ((await cardOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
        const { reason, note, stopList: listed = false } = request.body;
        const order = {
          cardId: request.params.id,
          reason: reasonOf(reason),
          note,
          actor: actorOf(request),
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
      if ((await cardOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const { reason, note } = request.body;
      const order = { cardId: request.params.id, reason: reasonOf(reason), note, actor: actorOf(request) };
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
        summary: 'Ask for a card back: it stops working at once',
        params,
        body: contract.NoteFor,
        response: { 200: contract.MeasureAnswer, ...problems(...lifeProblems) },
      },
    },
    async (request, reply) => {
      if ((await cardOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const recall = { cardId: request.params.id, note: request.body.note, actor: actorOf(request) };
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
      if ((await cardOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const { reason, note } = request.body;
      const wish = { cardId: request.params.id, reason: reasonOf(reason), note, actor: actorOf(request) };
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
      if ((await cardOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-unknown');
      const wish = { cardId: request.params.id, note: request.body.note, actor: actorOf(request) };
      const outcome = await database.transaction(async (tx) => await unlistCard(tx, cards, wish, clock.now()));
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );

  app.get(
    '/console/v1/card-stop-list',
    {
      config: { permission: 'card.reasons-read' },
      schema: {
        summary: 'Cards on the stop list with the reasons, oldest first; with all=true those that were taken off it too',
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
      const found = await cardOfDoor(deps, request.params.id);
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
      const recorded = await recordDestruction(deps, request.params.id, request.body, actorOf(request));
      return recorded.kind === 'refused' ? sendRefusal(reply, recorded) : recorded.value;
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
        response: { 201: contract.EndingAnswer, ...problems(...signedIn, ...contract.endingProblems) },
      },
    },
    async (request, reply) => {
      const recorded = await recordEnding(deps, request.params.id, request.body, actorOf(request));
      return recorded.kind === 'refused' ? sendRefusal(reply, recorded) : await reply.status(201).send(recorded.value);
    },
  );
}
