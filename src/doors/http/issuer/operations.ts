// Operations by API: create, watch, confirm by code, cancel, prove.

import { Readable } from 'node:stream';

import Type, { type Static } from 'typebox';

import { toBase64url } from '../../../crypto/bytes.ts';
import { customer } from '../../../modules/customers/index.ts';
import { exportOperation } from '../../../modules/evidence/index.ts';
import {
  cancelOperation,
  createOperation,
  operation as readOperation,
  renewQr,
  viewOperation,
  viewOperations,
  type OperationStatus,
  type OperationView,
} from '../../../modules/operations/index.ts';
import { createProblems, paramsFit, refuseCreation, requestKey } from '../bank/operations.ts';
import { CodeRequest, QrAnswer } from '../contracts/bank/operations.ts';
import { ClientOperationAnswer, ClientOperationCreate, ClientOperationList, ClientOperationQuery } from '../contracts/issuer/api.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { idInCursor, toPage } from '../cursor.ts';
import { openStream } from '../event-stream.ts';
import { operationAnswer } from '../operation-answer.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { refuse } from '../refusals.ts';
import type { ApprovalDeps } from '../token/deps.ts';
import { clientOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Operations'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

const answerOf = (view: OperationView): Static<typeof ClientOperationAnswer> => ({
  customerId: view.operation.customerId,
  ...operationAnswer(view),
});

export function registerOperationRoutes(app: App, deps: ApprovalDeps): void {
  const { operations, clock, database, programme } = deps;
  const reader = requireClient(deps, 'operations:read');
  const writer = requireClient(deps, 'operations:write');

  /** An operation of the client's programme; whose customer it is the operation itself says. */
  async function find(id: string): Promise<OperationView | undefined> {
    const found = await readOperation(database, id);
    if (found === undefined || found.programme !== programme.programme) return undefined;
    return await viewOperation(operations, database, found.customerId, id, clock.now());
  }

  app.post(
    '/v1/operations',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Ask for an operation',
        description:
          'The customer approves it with their token. Send an Idempotency-Key: the same request makes one operation, however often it comes.',
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ description: '1 to 100 visible characters; required' })) }),
        body: ClientOperationCreate,
        response: { 201: ClientOperationAnswer, ...problems(...auth, 'customer-unknown', ...createProblems) },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const { customerId, kind, params } = request.body;
      const person = await customer(database, customerId);
      if (person === undefined || person.programme !== programme.programme || person.closedAt !== null)
        return sendProblem(reply, 'customer-unknown');
      if (!paramsFit(deps, reply, kind, params)) return reply;
      const now = clock.now();
      const order = {
        programme: programme.programme,
        customerId,
        kind,
        params,
        initiator: `client:${clientOf(request).clientId}`,
        request: key,
      };
      const created = await createOperation(operations, order, now);
      if (created.kind === 'refused') return refuseCreation(reply, created);
      const view = created.value;
      return await reply.status(201).header('location', `/v1/operations/${view.operation.id}`).send(answerOf(view));
    },
  );

  app.get(
    '/v1/operations',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Operations of a customer, newest first',
        querystring: ClientOperationQuery,
        response: { 200: ClientOperationList, ...problems(...auth, 'customer-unknown', 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { customerId, status, cursor, limit = 25 } = request.query;
      const before = idInCursor(cursor);
      if (before === undefined) return sendProblem(reply, 'cursor-unknown');
      if ((await customer(database, customerId))?.programme !== programme.programme) return sendProblem(reply, 'customer-unknown');
      const views = await viewOperations(
        operations,
        database,
        {
          customerId,
          limit: limit + 1,
          ...(before === null ? {} : { before }),
          ...(status === undefined ? {} : { status: status as OperationStatus }),
        },
        clock.now(),
      );
      const page = toPage(views, limit, ({ operation }) => [operation.id]);
      return { operations: page.rows.map(answerOf), ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.get(
    '/v1/operations/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'One operation',
        params: IdParams,
        response: { 200: ClientOperationAnswer, ...problems(...auth, 'operation-unknown') },
      },
    },
    async (request, reply) => {
      const view = await find(request.params.id);
      return view === undefined ? sendProblem(reply, 'operation-unknown') : answerOf(view);
    },
  );

  app.get(
    '/v1/operations/:id/events',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'The same, live (server-sent events)',
        description: 'Each event `operation` carries the operation; the stream ends with its last state.',
        params: IdParams,
        response: problems(...auth, 'operation-unknown', 'too-many-streams'),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const first = await find(id);
      if (first === undefined) return sendProblem(reply, 'operation-unknown');
      await openStream(request, reply, {
        deps,
        // A customer has six streams, however many customers a client serves.
        owner: `client:${clientOf(request).clientId}:${first.operation.customerId}`,
        topics: [`operation:${id}`, `token:${first.operation.customerId}`],
        event: 'operation',
        read: async () => {
          const view = await find(id);
          return view === undefined ? undefined : answerOf(view);
        },
        isLast: (state) => (state as { status: string }).status !== 'pending',
      });
      return reply;
    },
  );

  app.post(
    '/v1/operations/:id/cancel',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Cancel a pending operation',
        params: IdParams,
        response: { 200: ClientOperationAnswer, ...problems(...auth, 'operation-unknown', 'operation-decided') },
      },
    },
    async (request, reply) => {
      const view = await find(request.params.id);
      if (view === undefined) return sendProblem(reply, 'operation-unknown');
      const { id, customerId } = view.operation;
      const outcome = await cancelOperation(
        operations,
        { customerId, operationId: id, actor: `client:${clientOf(request).clientId}` },
        clock.now(),
      );
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const after = await find(id);
      return after === undefined ? sendProblem(reply, 'operation-unknown') : answerOf(after);
    },
  );

  app.post(
    '/v1/operations/:id/qr',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A fresh coloured QR of a pending operation',
        description: 'Draw the payload as three QR codes in the colour planes of one picture. The one before is worth nothing from now on.',
        params: IdParams,
        response: { 200: QrAnswer, ...problems(...auth, 'operation-unknown', 'operation-decided', 'method-not-allowed', 'token-locked') },
      },
    },
    async (request, reply) => {
      const view = await find(request.params.id);
      if (view === undefined) return sendProblem(reply, 'operation-unknown');
      const outcome = await renewQr(operations, { customerId: view.operation.customerId, operationId: view.operation.id }, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const { frame, index, expiresAt } = outcome.value;
      return { payload: toBase64url(frame), index, expiresAt: expiresAt.toString() };
    },
  );

  app.post(
    '/v1/operations/:id/code',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Approve by a code that the customer typed',
        params: IdParams,
        body: CodeRequest,
        response: {
          200: ClientOperationAnswer,
          ...problems(
            ...auth,
            'operation-unknown',
            'operation-decided',
            'wrong-code',
            'too-many-attempts',
            'token-locked',
            'hard-token-locked',
            'method-not-allowed',
          ),
        },
      },
    },
    async (request, reply) => {
      const view = await find(request.params.id);
      if (view === undefined) return sendProblem(reply, 'operation-unknown');
      const entry = { customerId: view.operation.customerId, operationId: view.operation.id, code: request.body.code };
      const outcome = await deps.codeEntries.submit({ entry, now: clock.now() });
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const after = await find(view.operation.id);
      return after === undefined ? sendProblem(reply, 'operation-unknown') : answerOf(after);
    },
  );

  app.get(
    '/v1/operations/:id/evidence',
    {
      onRequest: requireClient(deps, 'evidence:read'),
      schema: {
        tags,
        summary: 'The proof of an operation',
        description: 'A file of JSON lines that `./ramz evidence verify FILE` checks with the public key alone.',
        params: IdParams,
        response: problems(...auth, 'operation-unknown'),
      },
    },
    async (request, reply) => {
      const view = await find(request.params.id);
      const file = view === undefined ? undefined : await exportOperation(database, deps.keys, view.operation.id, clock.now());
      if (view === undefined || file === undefined) return sendProblem(reply, 'operation-unknown');
      return await reply
        .header('content-type', 'application/jsonl; charset=utf-8')
        .header('content-disposition', `attachment; filename="ramz-evidence-${view.operation.id}.jsonl"`)
        .send(Readable.from(file));
    },
  );
}
