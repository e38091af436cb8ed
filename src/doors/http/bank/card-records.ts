// Transactions, holds and statements of the signed-in holder, and the same live.

import Type from 'typebox';

import { topicOfAccount } from '../../../modules/card-funding/index.ts';
import { walletsOf } from '../../../modules/wallets/index.ts';
import { walletAnswer } from '../card-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { registerCardRecords, transactionPage } from '../card-records.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { openStream } from '../event-stream.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { ownCardAccount } from './card-funding.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

/** Of a live list: what a page shows without asking for more. */
const liveMax = 25;

export function registerBankRecordRoutes(app: App, deps: CardDeps): void {
  registerCardRecords(app, deps, {
    prefix: '/bank/v1',
    tags: ['Cards'],
    guard: { preHandler: requireCustomer(deps) },
    guardProblems: ['not-signed-in'],
    find: async (request, id) => await ownCardAccount(deps, request, id),
  });

  app.get(
    '/bank/v1/card-accounts/:id/activity',
    {
      preHandler: requireCustomer(deps, { passive: true }),
      schema: {
        tags: ['Cards'],
        summary: 'Wallets, holds and the newest transactions, live (server-sent events)',
        params: Type.Object({ id: Uuid }),
        response: problems('not-signed-in', 'card-account-unknown', 'too-many-streams'),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { customerId } = sessionOf(request);
      if ((await ownCardAccount(deps, request, id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      await openStream(request, reply, {
        deps,
        owner: `customer:${customerId}`,
        topics: [topicOfAccount(id), `customer:${customerId}`],
        event: 'activity',
        read: async () => {
          const account = await ownCardAccount(deps, request, id);
          if (account === undefined) return undefined;
          const wallets = (await walletsOf(deps.database, id)).map(walletAnswer);
          return { status: account.status, wallets, ...(await transactionPage(deps, account, { limit: liveMax })) };
        },
      });
      return reply;
    },
  );
}
