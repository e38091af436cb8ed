// Operations of the signed-in customer: create, watch, confirm by code, cancel, report, prove.

import { hash } from 'node:crypto';
import { Readable } from 'node:stream';

import Type from 'typebox';
import { Value } from 'typebox/value';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toBase64url } from '../../../crypto/bytes.ts';
import { exportOperation } from '../../../modules/evidence/index.ts';
import {
  cancelOperation,
  createOperation,
  renewQr,
  reportNotMine,
  viewOperation,
  viewOperations,
} from '../../../modules/operations/index.ts';
import type { App } from '../create-app.ts';
import { CodeRequest, OperationAnswer, OperationCreate, OperationList, QrAnswer, ReportAnswer } from '../contracts/bank/operations.ts';
import { Uuid } from '../contracts/token/messages.ts';
import { openStream } from '../event-stream.ts';
import { operationAnswer } from '../operation-answer.ts';
import { problems } from '../problems/contract.ts';
import { sendNamedRefusal, sendProblem } from '../problems/problem.ts';
import { isTokenRefusal, refuse } from '../refusals.ts';
import type { ApprovalDeps } from '../token/deps.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const IdParams = Type.Object({ id: Uuid });
const pageSize = 20;

export const createProblems = [
  'operation-kind-unknown',
  'params-malformed',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'registration-needed',
  'activation-needed',
  'hard-token-needed',
  'hard-token-only',
  'soft-token-only',
  'hard-token-locked',
  'token-locked',
  'password-locked',
  'insufficient-funds',
  'operation-refused',
] as const;

/** The request's Idempotency-Key; undefined (and answered) where it is missing or malformed. */
export function idempotencyKey(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && /^[\x21-\x7e]{1,100}$/.test(key)) return key;
  sendProblem(reply, 'idempotency-key-missing');
  return undefined;
}

/** The request's Idempotency-Key with a digest of what it asks; undefined (and answered) where the key is missing or malformed. */
export function requestKey(request: FastifyRequest, reply: FastifyReply): { key: string; digest: Uint8Array } | undefined {
  const key = idempotencyKey(request, reply);
  return key === undefined ? undefined : { key, digest: hash('sha256', JSON.stringify(request.body ?? null), 'buffer') };
}

/** Tells a refusal of createOperation: the engine's by its problem, an executor's by its own name. */
export function refuseCreation(
  reply: FastifyReply,
  refusal: { kind: 'refused'; reason: string; figures?: Readonly<Record<string, string | number>> },
): FastifyReply {
  return isTokenRefusal(refusal.reason) ? refuse(reply, { ...refusal, reason: refusal.reason }) : sendNamedRefusal(reply, refusal);
}

/** Whether the parameters have the shape that the kind's executor asks for; answers where they do not. */
export function paramsFit(deps: ApprovalDeps, reply: FastifyReply, kind: string, params: unknown): boolean {
  const executor = deps.operations.executors.get(kind);
  if (executor === undefined) {
    sendProblem(reply, 'operation-kind-unknown');
    return false;
  }
  const [first] = Value.Errors(executor.params, params);
  if (first === undefined) return true;
  sendProblem(reply, 'params-malformed', { field: `params${first.instancePath}` });
  return false;
}

export function registerBankOperationRoutes(app: App, deps: ApprovalDeps): void {
  const signedIn = requireCustomer(deps);
  const watching = requireCustomer(deps, { passive: true });
  const { operations, clock, database } = deps;

  app.post(
    '/bank/v1/operations',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Ask for an operation',
        body: OperationCreate,
        response: { 201: OperationAnswer, ...problems('not-signed-in', ...createProblems) },
      },
    },
    async (request, reply) => {
      const { customerId, programme } = sessionOf(request);
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const { kind, params } = request.body;
      if (!paramsFit(deps, reply, kind, params)) return reply;
      const now = clock.now();
      const created = await createOperation(operations, { customerId, programme, kind, params, initiator: 'bank', request: key }, now);
      if (created.kind === 'refused') return refuseCreation(reply, created);
      return await reply.status(201).send(operationAnswer(created.value));
    },
  );

  app.get(
    '/bank/v1/operations',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Own operations, newest first',
        querystring: Type.Object({ cursor: Type.Optional(Uuid) }),
        response: { 200: OperationList, ...problems('not-signed-in') },
      },
    },
    async (request) => {
      const customer = sessionOf(request);
      const { cursor } = request.query;
      const views = await viewOperations(
        operations,
        database,
        { customerId: customer.customerId, limit: pageSize + 1, ...(cursor === undefined ? {} : { before: cursor }) },
        clock.now(),
      );
      const shown = views.slice(0, pageSize).map(operationAnswer);
      const last = shown.at(-1);
      return { operations: shown, ...(views.length > pageSize && last !== undefined ? { next: last.operationId } : {}) };
    },
  );

  app.get(
    '/bank/v1/operations/:id',
    {
      preHandler: signedIn,
      schema: {
        summary: 'One operation',
        params: IdParams,
        response: { 200: OperationAnswer, ...problems('not-signed-in', 'operation-unknown') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const view = await viewOperation(operations, database, customer.customerId, request.params.id, clock.now());
      return view === undefined ? sendProblem(reply, 'operation-unknown') : operationAnswer(view);
    },
  );

  app.get(
    '/bank/v1/operations/:id/events',
    { preHandler: watching, schema: { summary: 'The same, live (server-sent events)', params: IdParams } },
    async (request, reply) => {
      const customer = sessionOf(request);
      const { customerId } = customer;
      const { id } = request.params;
      await openStream(request, reply, {
        deps,
        owner: `customer:${customerId}`,
        topics: [`operation:${id}`, `token:${customerId}`],
        event: 'operation',
        read: async () => {
          const view = await viewOperation(operations, database, customerId, id, clock.now());
          return view === undefined ? undefined : operationAnswer(view);
        },
        isLast: (state) => (state as { status: string }).status !== 'pending',
      });
      return reply;
    },
  );

  app.post(
    '/bank/v1/operations/:id/cancel',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Cancel a pending operation',
        params: IdParams,
        response: { 200: OperationAnswer, ...problems('not-signed-in', 'operation-unknown', 'operation-decided') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const { customerId } = customer;
      const now = clock.now();
      const outcome = await cancelOperation(
        operations,
        { customerId, operationId: request.params.id, actor: `customer:${customerId}` },
        now,
      );
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const view = await viewOperation(operations, database, customerId, request.params.id, now);
      return view === undefined ? sendProblem(reply, 'operation-unknown') : operationAnswer(view);
    },
  );

  app.post(
    '/bank/v1/operations/:id/qr',
    {
      preHandler: signedIn,
      schema: {
        summary: 'A fresh coloured QR of a pending operation; the one before is worth nothing from now on',
        params: IdParams,
        response: {
          200: QrAnswer,
          ...problems('not-signed-in', 'operation-unknown', 'operation-decided', 'method-not-allowed', 'token-locked'),
        },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const outcome = await renewQr(operations, { customerId: customer.customerId, operationId: request.params.id }, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const { frame, index, expiresAt } = outcome.value;
      return { payload: toBase64url(frame), index, expiresAt: expiresAt.toString() };
    },
  );

  app.post(
    '/bank/v1/operations/:id/code',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Approve by a code: of a scanned QR, of Generate OTP where the class allows it, or of the hard token',
        params: IdParams,
        body: CodeRequest,
        response: {
          200: OperationAnswer,
          ...problems(
            'not-signed-in',
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
      const customer = sessionOf(request);
      const { customerId } = customer;
      const now = clock.now();
      const outcome = await deps.codeEntries.submit({
        entry: { customerId, operationId: request.params.id, code: request.body.code },
        now,
      });
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const view = await viewOperation(operations, database, customerId, request.params.id, now);
      return view === undefined ? sendProblem(reply, 'operation-unknown') : operationAnswer(view);
    },
  );

  app.post(
    '/bank/v1/operations/:id/report',
    {
      preHandler: signedIn,
      schema: {
        summary: 'This was not me',
        params: IdParams,
        response: { 200: ReportAnswer, ...problems('not-signed-in', 'operation-unknown') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const outcome = await reportNotMine(operations, { customerId: customer.customerId, operationId: request.params.id }, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      return { operationId: request.params.id, caseNumber: outcome.value.caseNumber };
    },
  );

  app.get(
    '/bank/v1/operations/:id/evidence',
    { preHandler: signedIn, schema: { summary: 'The proof of an operation, a file that anyone can verify', params: IdParams } },
    async (request, reply) => {
      const customer = sessionOf(request);
      const { id } = request.params;
      const view = await viewOperation(operations, database, customer.customerId, id, clock.now());
      if (view === undefined) return sendProblem(reply, 'operation-unknown');
      const file = await exportOperation(database, deps.keys, id, clock.now());
      if (file === undefined) return sendProblem(reply, 'operation-unknown');
      return await reply
        .header('content-type', 'application/jsonl; charset=utf-8')
        .header('content-disposition', `attachment; filename="ramz-evidence-${id}.jsonl"`)
        .send(Readable.from(file));
    },
  );
}
