// Authorisations by API: what stands on an account, with the history of each.

import Type, { type Static } from 'typebox';

import { toJson } from '../../../kernel/money.ts';
import { apiCodeOf, authorization, authorizationsOf, cursorOf, type Authorization } from '../../../modules/card-authorizations/index.ts';
import type { AppliedRate } from '../../../modules/wallets/index.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardAccountOfDoor } from '../card-scope.ts';
import {
  AuthorizationList,
  AuthorizationListQuery,
  AuthorizationQuery,
  CardAuthorization,
} from '../contracts/issuer/card-authorizations.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { requireClient } from './require-client.ts';

const tags = ['Card authorisations'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

export function rateAnswer({ rate, source, at, markUpPpm }: AppliedRate): NonNullable<Static<typeof CardAuthorization>['rate']> {
  const { from, to, numerator, denominator } = rate;
  return { from, to, numerator: numerator.toString(), denominator: denominator.toString(), source, at: at.toString(), markUpPpm };
}

const present = <Value extends Record<string, unknown>>(value: Value): { [Key in keyof Value]: NonNullable<Value[Key]> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [Key in keyof Value]: NonNullable<Value[Key]> };

export function authorizationAnswer(found: Authorization): Static<typeof CardAuthorization> {
  const { approvalCode, mcc, city, country, dynamicConversion, rate, expiresAt } = found;
  return {
    authorizationId: found.id,
    accountId: found.accountId,
    cardId: found.cardId,
    status: found.status,
    outcome: apiCodeOf(found.outcome, 'bank'),
    authorized: toJson(found.authorized),
    cleared: toJson(found.cleared),
    reversed: toJson(found.reversed),
    expired: toJson(found.expired),
    held: found.held.map(toJson),
    processing: found.processing,
    channel: found.channel,
    merchantName: found.merchantName,
    verification: found.verification,
    requestedAt: found.requestedAt.toString(),
    holdPolicyVersion: found.holdPolicyVersion,
    ...present({ approvalCode, mcc, city, country, dynamicConversion }),
    ...(rate === undefined ? {} : { rate: rateAnswer(rate) }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toString() }),
    events: found.events.map(({ seq, kind, outcome, amount, holds, responseCode, at }) => ({
      seq,
      kind,
      outcome: apiCodeOf(outcome, 'bank'),
      amount: toJson(amount),
      holds: holds.map((hold) => ({ currency: hold.currency, minor: hold.amount.toString() })),
      ...(responseCode === undefined ? {} : { responseCode }),
      at: at.toString(),
    })),
  };
}

export function registerIssuerAuthorizationRoutes(app: App, deps: CardDeps): void {
  const { database } = deps;
  const reader = requireClient(deps, 'cards:read');

  app.get(
    '/v1/card-authorizations',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Authorisations of an account, newest first',
        querystring: AuthorizationListQuery,
        response: { 200: AuthorizationList, ...problems(...auth, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      const { accountId, cardId, limit = 25, cursor } = request.query;
      if ((await cardAccountOfDoor(deps, accountId)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const wanted = { limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }), ...(cardId === undefined ? {} : { cardId }) };
      const found = await authorizationsOf(database, accountId, wanted);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return {
        authorizations: shown.map(authorizationAnswer),
        ...(found.length > limit && last !== undefined ? { next: cursorOf(last) } : {}),
      };
    },
  );

  app.get(
    '/v1/card-authorizations/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'One authorisation with the history of its requests',
        params: Type.Object({ id: Uuid }),
        querystring: AuthorizationQuery,
        response: { 200: CardAuthorization, ...problems(...auth, 'card-account-unknown', 'authorization-unknown') },
      },
    },
    async (request, reply) => {
      const { accountId } = request.query;
      if ((await cardAccountOfDoor(deps, accountId)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const found = await authorization(database, accountId, request.params.id);
      return found === undefined ? sendProblem(reply, 'authorization-unknown') : authorizationAnswer(found);
    },
  );
}
