// Card accounts by API: wallets, and why issuer or scheme acted (PC-36).

import Type, { type Static } from 'typebox';

import { issuerActsOf } from '../../../modules/cards/index.ts';
import { accountsOfHolder, walletsOf, type CardAccount as Account } from '../../../modules/wallets/index.ts';
import { walletAnswer } from '../card-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardAccountOfDoor, isOfDoor } from '../card-scope.ts';
import { CardAccount, CardAccountPage, CardAccountQuery, IssuerActList } from '../contracts/issuer/cards.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Cards'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

export function registerIssuerCardAccountRoutes(app: App, deps: CardDeps): void {
  const { database } = deps;
  const reader = requireClient(deps, 'cards:read');

  async function accountAnswer(account: Account): Promise<Static<typeof CardAccount>> {
    const { id, customerId, product, status, currency, termsVersion, statusReason, closedAt } = account;
    return {
      accountId: id,
      customerId,
      programme: account.programme,
      product,
      status,
      ...(statusReason === null ? {} : { statusReason }),
      currency,
      termsVersion,
      renewsByDefault: !account.renewalOptedOut,
      openedAt: account.openedAt.toString(),
      ...(closedAt === null ? {} : { closedAt: closedAt.toString() }),
      wallets: (await walletsOf(database, id)).map(walletAnswer),
    };
  }

  app.get(
    '/v1/card-accounts',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Card accounts of a main holder',
        querystring: CardAccountQuery,
        response: { 200: CardAccountPage, ...problems(...auth) },
      },
    },
    async (request) => {
      const accounts = (await accountsOfHolder(database, request.query.customerId)).filter((account) => isOfDoor(deps, account));
      return { accounts: await Promise.all(accounts.map(accountAnswer)) };
    },
  );

  app.get(
    '/v1/card-accounts/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'One card account with its wallets',
        params: IdParams,
        response: { 200: CardAccount, ...problems(...auth, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      const account = await cardAccountOfDoor(deps, request.params.id);
      return account === undefined ? sendProblem(reply, 'card-account-unknown') : await accountAnswer(account);
    },
  );

  app.get(
    '/v1/card-accounts/:id/issuer-acts',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Why issuer or scheme acted on an account and its cards (PC-36): for auditors',
        params: IdParams,
        response: { 200: IssuerActList, ...problems(...auth, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      if ((await cardAccountOfDoor(deps, request.params.id)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const acts = await issuerActsOf(database, request.params.id);
      return {
        acts: acts.map(({ cardId, act, reason, note, actor, at }) => ({
          ...(cardId === null ? {} : { cardId }),
          act,
          reason,
          note,
          actor,
          at: at.toString(),
        })),
      };
    },
  );
}
