// Approving and rejecting in the app over HTTP (TK-16, TK-17, TK-21).

import Type from 'typebox';

import { numberToMatch, waitingForPhone, operation as readOperation, type Operation } from '../../../modules/operations/index.ts';
import { sessionDevice } from '../../../modules/soft-tokens/index.ts';
import type { App } from '../create-app.ts';
import { DecisionAnswer, DecisionRequest, TokenOperation, TokenOperations, Uuid } from '../contracts/token/messages.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { refuse } from '../refusals.ts';
import { bearerOf, bytesOf } from './bytes.ts';
import type { ApprovalDeps } from './deps.ts';
import { requireDevice } from './sessions.ts';

const IdParams = Type.Object({ id: Uuid });

const shown = (deps: ApprovalDeps, operation: Operation) => ({
  operationId: operation.id,
  kind: operation.kind,
  class: operation.class,
  status: operation.status,
  details: { ...operation.details },
  createdAt: operation.createdAt.toString(),
  expiresAt: operation.expiresAt.toString(),
  numberMatching: numberToMatch(deps.operations, operation) !== undefined,
});

export function registerTokenOperationRoutes(app: App, deps: ApprovalDeps): void {
  const { operations, clock, database } = deps;

  app.get(
    '/token/v1/operations',
    {
      schema: {
        summary: 'What waits for this phone',
        response: { 200: TokenOperations, ...problems('session-over', 'device-ended', 'password-locked') },
      },
    },
    async (request, reply) => {
      const device = await requireDevice(deps, request, reply);
      if (device === undefined) return reply;
      const waiting =
        device.authenticatorStatus === 'active' ? await waitingForPhone(operations, database, device.customerId, clock.now()) : [];
      return { operations: waiting.map((operation) => shown(deps, operation)) };
    },
  );

  app.get(
    '/token/v1/operations/:id',
    {
      schema: {
        summary: 'One operation, with the details that will be signed and executed',
        params: IdParams,
        response: {
          200: TokenOperation,
          ...problems('session-over', 'device-ended', 'password-locked', 'activation-needed', 'operation-unknown'),
        },
      },
    },
    async (request, reply) => {
      const [device, operation] = await Promise.all([requireDevice(deps, request, reply), readOperation(database, request.params.id)]);
      if (device === undefined) return reply;
      if (device.authenticatorStatus !== 'active') return sendProblem(reply, 'activation-needed');
      if (operation === undefined || operation.customerId !== device.customerId) return sendProblem(reply, 'operation-unknown');
      return shown(deps, operation);
    },
  );

  app.post(
    '/token/v1/operations/:id/decision',
    {
      schema: {
        summary: 'Approve or reject exactly the details that were shown',
        params: IdParams,
        body: DecisionRequest,
        response: {
          200: DecisionAnswer,
          ...problems(
            'session-over',
            'device-ended',
            'password-locked',
            'operation-unknown',
            'operation-decided',
            'details-changed',
            'number-differs',
            'too-many-attempts',
            'activation-needed',
            'token-locked',
            'wrong-password',
            'signature-wrong',
            'stale-index',
            'biometry-off',
          ),
        },
      },
    },
    async (request, reply) => {
      // The proof judges the device itself: its state need not be read before.
      const deviceId = sessionDevice(deps.keys, bearerOf(request.headers.authorization), clock.now());
      if (deviceId === undefined) return sendProblem(reply, 'session-over');
      const { decision, factor, index, details, proof, signature, notMine, match } = request.body;
      const outcome = await deps.decisions.submit({
        decision: {
          deviceId,
          operationId: request.params.id,
          decision,
          factor,
          index,
          details,
          proof: bytesOf(proof),
          signature: bytesOf(signature),
          notMine: decision === 'reject' && notMine === true,
          ...(match === undefined ? {} : { match }),
        },
        now: clock.now(),
      });
      return outcome.kind === 'refused' ? refuse(reply, outcome) : outcome.value;
    },
  );
}
