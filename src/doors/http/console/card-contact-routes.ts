// Attempts to reach holders, and defaults on other products of the bank, as staff handle them (PC-49, PC-57).

import Type from 'typebox';

import { actOnDefault, contactAttemptsOf, defaultActs, defaultFlags } from '../../../modules/card-care/index.ts';
import { logAttempt } from '../card-care-acts.ts';
import { attemptRow, defaultAnswer } from '../card-care-answers.ts';
import { cardAccountOfDoor } from '../card-scope.ts';
import * as contract from '../contracts/card-care.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { idInCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { actorOf } from './guard.ts';

const params = Type.Object({ id: Uuid });
const signedIn = ['not-signed-in', 'not-permitted'] as const;

export function consoleContactRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, cards, clock, programme } = deps;
  const care = { permission: 'card.care' } as const;
  const contact = { permission: 'card.contact' } as const;
  app.get(
    '/console/v1/card-accounts/:id/contact-attempts',
    {
      config: contact,
      schema: {
        summary: 'Attempts to reach the holder, newest first',
        params,
        response: { 200: contract.ContactAttemptList, ...problems(...signedIn, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      return { attempts: (await contactAttemptsOf(database, request.params.id)).map(attemptRow) };
    },
  );

  app.post(
    '/console/v1/card-accounts/:id/contact-attempts',
    {
      config: contact,
      schema: {
        summary: 'Record an attempt to reach the holder; as many in vain as the programme says freeze the account, contact lifts it',
        params,
        body: contract.ContactAttemptFor,
        response: { 201: contract.ContactAttemptAnswer, ...problems(...signedIn, 'card-account-unknown', 'card-account-closed') },
      },
    },
    async (request, reply) => {
      const logged = await logAttempt(deps, request.params.id, request.body, actorOf(request));
      return logged.kind === 'refused' ? sendRefusal(reply, logged) : await reply.status(201).send(logged.value);
    },
  );

  app.get(
    '/console/v1/card-defaults',
    {
      config: care,
      schema: {
        summary: 'Defaults on other products that wait for staff, newest first; with all=true the decided ones too',
        querystring: contract.CareQuery,
        response: { 200: contract.DefaultList, ...problems(...signedIn, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { limit = 25, cursor, all = false } = request.query;
      const beforeId = idInCursor(cursor);
      if (beforeId === undefined) return sendProblem(reply, 'cursor-unknown');
      const wanted = { programme: programme.programme, decided: all, beforeId, limit: limit + 1 };
      const page = toPage(await defaultFlags(database, wanted), limit, ({ id }) => [id]);
      return { flags: page.rows.map((flag) => defaultAnswer(flag)), ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.post(
    '/console/v1/card-defaults/:id/act',
    {
      config: care,
      schema: {
        summary: 'Decide what a default elsewhere means for the cards',
        params,
        body: contract.DefaultDecision,
        response: { 200: contract.DefaultAnswer, ...problems(...signedIn, 'flag-unknown', 'flag-decided') },
      },
    },
    async (request, reply) => {
      const act = defaultActs.find((known) => known === request.body.act) ?? 'none';
      const { reason } = request.body;
      const decision = {
        programme: programme.programme,
        flagId: request.params.id,
        act,
        reason,
        actor: actorOf(request),
      };
      const outcome = await actOnDefault(cards, decision, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : defaultAnswer(outcome.value.flag, outcome.value.cardIds);
    },
  );
}
