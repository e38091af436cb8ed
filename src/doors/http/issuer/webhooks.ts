// Webhook endpoints by API: add, change, remove, test, and see what was told.

import { randomUUID } from 'node:crypto';

import type { FastifyReply } from 'fastify';
import Type, { type Static } from 'typebox';

import type { Refused } from '../../../kernel/refusal.ts';
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  deliveriesOf,
  emit,
  endpointsOf,
  rotateSecret,
  type Endpoint,
  type EndpointRefusal,
} from '../../../modules/webhooks/index.ts';
import {
  DeliveryList,
  DeliveryQuery,
  EndpointAnswer,
  EndpointChange,
  EndpointCreate,
  EndpointCreated,
  EndpointList,
  SecretAnswer,
} from '../contracts/issuer/webhooks.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ProblemReason } from '../problems/table.ts';
import { requireClient } from './require-client.ts';

const tags = ['Webhooks'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const IdParams = Type.Object({ id: Uuid });

type Refusal = EndpointRefusal | 'endpoint-unknown' | 'changed-meanwhile';

const problemsOfRefusals = {
  'address-malformed': 'endpoint-url-refused',
  'address-private': 'endpoint-url-refused',
  'event-type-malformed': 'event-type-unknown',
  'too-many-endpoints': 'too-many-endpoints',
  'endpoint-unknown': 'endpoint-unknown',
  'changed-meanwhile': 'request-in-progress',
} as const satisfies Record<Refusal, ProblemReason>;

const refuse = (reply: FastifyReply, { reason, figures }: Refused<Refusal>): FastifyReply =>
  sendProblem(reply, problemsOfRefusals[reason], figures);

function answerOf(endpoint: Endpoint): Static<typeof EndpointAnswer> {
  const { id, url, description, eventTypes, status, disabledReason, failingSince, createdAt } = endpoint;
  return {
    endpointId: id,
    url,
    description,
    eventTypes: [...eventTypes],
    active: status === 'active',
    ...(disabledReason === null ? {} : { disabledBecause: disabledReason }),
    ...(failingSince === null ? {} : { failingSince: failingSince.toString() }),
    createdAt: createdAt.toString(),
  };
}

export function registerWebhookRoutes(app: App, deps: Deps): void {
  const { database, keys, clock } = deps;
  const { programme } = deps.programme;
  const settings = { allowPrivate: deps.settings.allowPrivateWebhooks === true };
  const reader = requireClient(deps, 'webhooks:read');
  const writer = requireClient(deps, 'webhooks:write');

  app.get(
    '/v1/webhooks',
    { onRequest: reader, schema: { tags, summary: 'Webhook endpoints', response: { 200: EndpointList, ...problems(...auth) } } },
    async () => ({
      endpoints: (await endpointsOf(database, programme)).map(answerOf),
    }),
  );

  app.post(
    '/v1/webhooks',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Add a webhook endpoint',
        description: 'Events are signed as Standard Webhooks says, told at least once, and in order for each operation.',
        body: EndpointCreate,
        response: { 201: EndpointCreated, ...problems(...auth, 'endpoint-url-refused', 'event-type-unknown', 'too-many-endpoints') },
      },
    },
    async (request, reply) => {
      const outcome = await createEndpoint(database, keys, { programme, ...request.body }, settings, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      return await reply.status(201).send({ ...answerOf(outcome.value.endpoint), secret: outcome.value.secret });
    },
  );

  app.patch(
    '/v1/webhooks/:id',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Change a webhook endpoint',
        params: IdParams,
        body: EndpointChange,
        response: { 200: EndpointAnswer, ...problems(...auth, 'endpoint-unknown', 'endpoint-url-refused', 'event-type-unknown') },
      },
    },
    async (request, reply) => {
      const outcome = await changeEndpoint(database, programme, request.params.id, request.body, settings, clock.now());
      return outcome.kind === 'refused' ? refuse(reply, outcome) : answerOf(outcome.value);
    },
  );

  app.delete(
    '/v1/webhooks/:id',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Remove a webhook endpoint',
        params: IdParams,
        response: { 204: Type.Null(), ...problems(...auth, 'endpoint-unknown') },
      },
    },
    async (request, reply) => {
      const removed = await deleteEndpoint(database, programme, request.params.id, clock.now());
      return removed ? await reply.status(204).send(null) : sendProblem(reply, 'endpoint-unknown');
    },
  );

  app.post(
    '/v1/webhooks/:id/secret',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Give an endpoint a new secret; for a day both sign',
        params: IdParams,
        response: { 201: SecretAnswer, ...problems(...auth, 'endpoint-unknown', 'request-in-progress') },
      },
    },
    async (request, reply) => {
      const outcome = await rotateSecret(database, keys, programme, request.params.id, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      return await reply.status(201).send({ secret: outcome.value.secret, previousUntil: outcome.value.previousUntil.toString() });
    },
  );

  app.post(
    '/v1/webhooks/test',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Send the event endpoint.test to the endpoints that want it',
        response: { 202: Type.Object({ testId: Uuid }), ...problems(...auth) },
      },
    },
    async (_request, reply) => {
      const testId = randomUUID();
      await emit(database, { programme, type: 'endpoint.test', object: testId, data: { testId } }, clock.now());
      return await reply.status(202).send({ testId });
    },
  );

  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'What was told to an endpoint, newest first',
        params: IdParams,
        querystring: DeliveryQuery,
        response: { 200: DeliveryList, ...problems(...auth, 'endpoint-unknown', 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined || (place[0] !== undefined && !/^\d{1,18}$/.test(place[0]))) return sendProblem(reply, 'cursor-unknown');
      if (!(await endpointsOf(database, programme)).some(({ id }) => id === request.params.id))
        return sendProblem(reply, 'endpoint-unknown');
      const rows = await deliveriesOf(database, programme, request.params.id, {
        before: place[0] === undefined ? null : BigInt(place[0]),
        limit: limit + 1,
      });
      const page = toPage(rows, limit, ({ position }) => [position.toString()]);
      return {
        deliveries: page.rows.map(({ eventId, type, object, status, attempts, lastAnswer, nextAttemptAt, createdAt, deliveredAt }) => ({
          eventId,
          type,
          object,
          status,
          attempts,
          ...(lastAnswer === null ? {} : { lastAnswer }),
          ...(nextAttemptAt === null || status !== 'pending' ? {} : { nextAttemptAt: nextAttemptAt.toString() }),
          createdAt: createdAt.toString(),
          ...(deliveredAt === null ? {} : { deliveredAt: deliveredAt.toString() }),
        })),
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    },
  );
}
