// What the scheme moved and nobody could be charged with: read by the bank's systems, and asked to be resolved.

import Type from 'typebox';

import type { CardDeps } from '../card-deps.ts';
import { ResolveAsk, SuspenseAnswer, SuspenseList, suspenseProblems, SuspenseQuery } from '../contracts/suspense.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { problemsOfSuspense, resolveItem, suspenseAnswer, suspensePage } from '../suspense-acts.ts';
import { clientOf, requireClient } from './require-client.ts';

const tags = ['Clearing'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

export function registerIssuerSuspenseRoutes(app: App, deps: CardDeps): void {
  app.get(
    '/v1/suspense',
    {
      onRequest: requireClient(deps, 'clearing:read'),
      schema: {
        tags,
        summary: 'What waits in suspense because no card could be charged or credited with it, newest first',
        querystring: SuspenseQuery,
        response: { 200: SuspenseList, ...problems(...auth, 'cursor-unknown') },
      },
    },
    async (request, reply) => (await suspensePage(deps, request.query)) ?? sendProblem(reply, 'cursor-unknown'),
  );

  app.post(
    '/v1/suspense/:id/resolutions',
    {
      onRequest: requireClient(deps, 'clearing:write'),
      schema: {
        tags,
        summary: 'Asks to settle an item on a card or to give it back to the scheme; under four eyes a person agrees in the console',
        params: Type.Object({ id: Uuid }),
        body: ResolveAsk,
        response: { 200: SuspenseAnswer, 201: SuspenseAnswer, ...problems(...auth, ...suspenseProblems) },
      },
    },
    async (request, reply) => {
      const actor = `client:${clientOf(request).clientId}`;
      const outcome = await resolveItem(deps, { itemId: request.params.id, act: request.body, actor });
      if (outcome.kind === 'refused') return sendProblem(reply, problemsOfSuspense[outcome.reason]);
      return await reply.status(outcome.value.existed ? 200 : 201).send(suspenseAnswer(outcome.value.item));
    },
  );
}
