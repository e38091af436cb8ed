// Payouts of a closing that came back, or that wait for an account: sent to another account of the same holder.

import Type from 'typebox';

import { closingOf, redirectClosing, topicOfAccount } from '../../../modules/card-funding/index.ts';
import { RolledBack } from '../../../postgres/database.ts';
import type { CardDeps } from '../card-deps.ts';
import { payoutAnswers } from '../card-funding-answers.ts';
import { cardAccountOfDoor } from '../card-scope.ts';
import { payoutProblems } from '../contracts/card-care.ts';
import { ClosingAnswer, ClosingRequest } from '../contracts/card-funding.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { actorOf, requireClient } from './require-client.ts';

export function registerIssuerPayoutRoutes(app: App, deps: CardDeps): void {
  const { cards, clock, database, events } = deps;
  app.post(
    '/v1/card-accounts/:id/closing/destination',
    {
      onRequest: requireClient(deps, 'cards:write'),
      schema: {
        tags: ['Card funding'],
        summary: 'Name another account of the same holder for a closing: what came back from another bank, and what waits, is paid there',
        params: Type.Object({ id: Uuid }),
        body: Type.Object(
          {
            payTo: ClosingRequest.properties.payTo,
            reason: Type.String({ minLength: 3, maxLength: 300, pattern: '\\S', description: 'why; kept in the evidence' }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            sentAgain: Type.Integer({ description: 'returned payouts that were sent again now' }),
            payouts: ClosingAnswer.properties.payouts,
          }),
          ...problems('api-key-missing', 'api-key-unknown', 'scope-missing', 'closing-unknown', ...payoutProblems),
        },
      },
    },
    async (request, reply) => {
      const { id: accountId } = request.params;
      if ((await cardAccountOfDoor(deps, accountId)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const wanted = { accountId, ...request.body, actor: actorOf(request) };
      const redirected = await database.transaction<Awaited<ReturnType<typeof redirectClosing>>>(async (tx) => {
        const outcome = await redirectClosing(tx, cards, wanted, clock.now());
        if (outcome.kind === 'refused') throw new RolledBack(outcome);
        return outcome;
      });
      if (redirected.kind === 'refused') return sendRefusal(reply, redirected);
      events.publish(topicOfAccount(accountId));
      const closing = await closingOf(database, accountId);
      return { sentAgain: redirected.value.sentAgain, payouts: payoutAnswers(closing, (id) => id) };
    },
  );
}
