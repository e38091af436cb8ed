// The queue of what waits in suspense: staff settle it on a card or give it back to the scheme, under four eyes.

import * as contract from '../contracts/console/suspense.ts';
import type { App } from '../create-app.ts';
import { sendProblem } from '../problems/problem.ts';
import { problemsOfSuspense, resolveItem, suspenseAnswer, suspensePage } from '../suspense-acts.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { person } from './guard.ts';

export function consoleSuspenseRoutes(app: App, deps: ConsoleCardDeps): void {
  app.get(
    '/console/v1/suspense',
    { schema: { ...contract.SuspenseRead, summary: 'What waits in suspense' }, config: { permission: 'suspense.read' } },
    async (request, reply) => (await suspensePage(deps, request.query)) ?? sendProblem(reply, 'cursor-unknown'),
  );

  app.post(
    '/console/v1/suspense/:id/resolution',
    {
      schema: { ...contract.SuspenseResolve, summary: 'Ask for a resolution of an item in suspense, agree to it, or turn it down' },
      config: { permission: 'suspense.resolve' },
    },
    async (request, reply) => {
      const actor = `staff:${person(request).staffId}`;
      const outcome = await resolveItem(deps, { itemId: request.params.id, act: request.body, actor });
      if (outcome.kind === 'refused') return sendProblem(reply, problemsOfSuspense[outcome.reason]);
      return suspenseAnswer(outcome.value.item);
    },
  );
}
