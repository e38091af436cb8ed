// A client's own API keys: list, rotate, revoke.

import Type from 'typebox';

import { isScope, keysOf, revokeKey, rotateKey } from '../../../modules/api-clients/index.ts';
import { ApiKeyList, FreshKeyAnswer, KeyRotation } from '../contracts/issuer/api.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import type { Deps } from '../deps.ts';
import { problems } from '../problems/contract.ts';
import { sendRefusal } from '../problems/problem.ts';
import { clientOf, requireClient } from './require-client.ts';

const tags = ['API keys'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const overlapSecondsDefault = 86_400;

export function registerKeyRoutes(app: App, deps: Deps): void {
  const { database, clock, keys } = deps;
  const owner = requireClient(deps, 'keys:write');

  app.get(
    '/v1/keys',
    { onRequest: owner, schema: { tags, summary: "The client's keys that work", response: { 200: ApiKeyList, ...problems(...auth) } } },
    async (request) => {
      const { clientId, keyId, name } = clientOf(request);
      const rows = await keysOf(database, clientId, clock.now());
      return {
        clientId,
        name,
        keys: rows.map(({ id, head, scopes, createdAt, endsAt, lastUsedAt }) => ({
          keyId: id,
          head,
          scopes,
          createdAt: createdAt.toString(),
          ...(endsAt === null ? {} : { endsAt: endsAt.toString() }),
          ...(lastUsedAt === null ? {} : { lastUsedAt: lastUsedAt.toString() }),
          current: id === keyId,
        })),
      };
    },
  );

  app.post(
    '/v1/keys/rotate',
    {
      onRequest: owner,
      schema: {
        tags,
        summary: 'Make a new key; the calling one works on for the overlap',
        body: KeyRotation,
        response: { 201: FreshKeyAnswer, ...problems(...auth) },
      },
    },
    async (request, reply) => {
      const { overlapSeconds = overlapSecondsDefault, scopes } = request.body;
      const outcome = await rotateKey(database, keys, clientOf(request), { overlapSeconds, scopes: scopes?.filter(isScope) }, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      const { keyId, key, scopes: given, oldEndsAt } = outcome.value;
      return await reply.status(201).send({ keyId, key, scopes: [...given], oldKeyEndsAt: oldEndsAt.toString() });
    },
  );

  app.delete(
    '/v1/keys/:id',
    {
      onRequest: owner,
      schema: {
        tags,
        summary: 'Revoke a key at once',
        params: Type.Object({ id: Uuid }),
        response: { 204: Type.Null(), ...problems(...auth, 'last-key') },
      },
    },
    async (request, reply) => {
      const outcome = await revokeKey(database, clientOf(request), request.params.id, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );
}
