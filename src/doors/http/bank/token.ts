// Token services of the signed-in customer: summary, activate, enable, switch, deregister (TK-12, TK-26, TK-27, TK-31, TK-32).

import Type from 'typebox';
import type { Static } from 'typebox';

import { toBase64url } from '../../../crypto/bytes.ts';
import { toLatinDigits } from '../../../kernel/digits.ts';
import {
  confirmSwitchToHard,
  deregister,
  deviceStatus,
  enableSoftToken,
  readActivation,
  startActivation,
  startSwitchToHard,
  switchToSoft,
  tokenSummary,
} from '../../../modules/soft-tokens/index.ts';
import type { App } from '../create-app.ts';
import { ActivationAnswer, SwitchConfirmation, SwitchStarted, TokenSummary } from '../contracts/bank/token.ts';
import { Uuid } from '../contracts/token/messages.ts';
import { openStream } from '../event-stream.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { refuse } from '../refusals.ts';
import type { ApprovalDeps } from '../token/deps.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const IdParams = Type.Object({ id: Uuid });

/** The summary of a customer's tokens, for the bank door and the issuer API. */
export async function summaryAnswer(deps: ApprovalDeps, customerId: string): Promise<Static<typeof TokenSummary>> {
  const { active, missingStep, eligible, soft, waiting, hard } = await tokenSummary(deps.database, customerId);
  return {
    active,
    ...(missingStep === undefined ? {} : { missingStep }),
    eligible,
    ...(eligible ? {} : { ineligibleBecause: 'joint-account' }),
    ...(soft === undefined
      ? {}
      : {
          soft: {
            deviceId: soft.id,
            status: deviceStatus(soft),
            platform: soft.platform,
            model: soft.model,
            registeredAt: soft.createdAt.toString(),
            ...(soft.activatedAt === null ? {} : { activatedAt: soft.activatedAt.toString() }),
          },
        }),
    ...(waiting === undefined
      ? {}
      : {
          waiting: { deviceId: waiting.id, platform: waiting.platform, model: waiting.model, registeredAt: waiting.createdAt.toString() },
        }),
    ...(hard === undefined || hard.status === 'in-stock' || hard.status === 'retired'
      ? {}
      : { hard: { tokenId: hard.id, serial: hard.serial, kind: hard.kind, status: hard.status } }),
    contactCentre: deps.programme.contact.centre,
  };
}

export function registerBankTokenRoutes(app: App, deps: ApprovalDeps): void {
  const signedIn = requireCustomer(deps);
  const watching = requireCustomer(deps, { passive: true });
  const { softTokens, clock } = deps;

  app.get(
    '/bank/v1/token',
    {
      preHandler: signedIn,
      schema: { summary: 'How the customer’s tokens stand', response: { 200: TokenSummary, ...problems('not-signed-in') } },
    },
    async (request) => {
      return await summaryAnswer(deps, sessionOf(request).customerId);
    },
  );

  app.post(
    '/bank/v1/token/activations',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Make a coloured QR code for the registered phone',
        response: { 201: ActivationAnswer, ...problems('not-signed-in', 'nothing-to-activate') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const started = await startActivation(softTokens, customer.customerId, clock.now());
      if (started.kind === 'refused') return refuse(reply, started);
      const { activationId, frame, expiresAt } = started.value;
      return await reply.status(201).send({ activationId, state: 'open', payload: toBase64url(frame), expiresAt: expiresAt.toString() });
    },
  );

  const activationState = async (customerId: string, id: string): Promise<Static<typeof ActivationAnswer> | undefined> => {
    const offer = await readActivation(softTokens, customerId, id, clock.now());
    if (offer === undefined) return undefined;
    const { state, expiresAt, committedAt } = offer;
    return {
      activationId: id,
      state,
      expiresAt: expiresAt.toString(),
      ...(committedAt === null ? {} : { committedAt: committedAt.toString() }),
    };
  };

  app.get(
    '/bank/v1/token/activations/:id',
    {
      preHandler: signedIn,
      schema: {
        summary: 'State of an activation',
        params: IdParams,
        response: { 200: ActivationAnswer, ...problems('not-signed-in', 'activation-unknown') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      return (await activationState(customer.customerId, request.params.id)) ?? sendProblem(reply, 'activation-unknown');
    },
  );

  app.get(
    '/bank/v1/token/activations/:id/events',
    { preHandler: watching, schema: { summary: 'The same, live (server-sent events)', params: IdParams } },
    async (request, reply) => {
      const customer = sessionOf(request);
      const { id } = request.params;
      await openStream(request, reply, {
        deps,
        owner: `customer:${customer.customerId}`,
        topics: [`activation:${id}`],
        event: 'activation',
        read: async () => await activationState(customer.customerId, id),
        isLast: (state) => (state as { state: string }).state !== 'open',
      });
      return reply;
    },
  );

  app.post(
    '/bank/v1/token/switch-to-hard',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Switch to the hard token: sends a one-time password by SMS',
        response: {
          200: SwitchStarted,
          ...problems('not-signed-in', 'no-hard-token', 'hard-token-locked', 'hard-token-active', 'too-soon', 'too-many-sends'),
        },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const sent = await startSwitchToHard(softTokens, customer.customerId, clock.now());
      if (sent.kind === 'refused') return refuse(reply, sent);
      const { maskedTo, expiresAt, resendAt } = sent.value;
      return { maskedTo, expiresAt: expiresAt.toString(), resendAt: resendAt.toString() };
    },
  );

  app.post(
    '/bank/v1/token/switch-to-hard/confirmation',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Confirm the switch with the one-time password',
        body: SwitchConfirmation,
        response: {
          200: TokenSummary,
          ...problems(
            'not-signed-in',
            'no-hard-token',
            'hard-token-locked',
            'wrong-code',
            'code-expired',
            'code-used',
            'too-many-attempts',
          ),
        },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const code = toLatinDigits(request.body.code).replace(/\s/g, '');
      const outcome = await confirmSwitchToHard(softTokens, customer.customerId, code, clock.now());
      return outcome.kind === 'refused' ? refuse(reply, outcome) : await summaryAnswer(deps, customer.customerId);
    },
  );

  app.post(
    '/bank/v1/token/switch-to-soft',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Switch back to the soft token',
        response: { 200: TokenSummary, ...problems('not-signed-in', 'no-soft-token', 'soft-token-active') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const outcome = await switchToSoft(softTokens, customer.customerId, clock.now());
      return outcome.kind === 'refused' ? refuse(reply, outcome) : await summaryAnswer(deps, customer.customerId);
    },
  );

  app.post(
    '/bank/v1/token/enable',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Lift the lock after wrong codes',
        response: { 200: TokenSummary, ...problems('not-signed-in', 'token-not-locked') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const outcome = await enableSoftToken(softTokens, customer.customerId, clock.now());
      return outcome.kind === 'refused' ? refuse(reply, outcome) : await summaryAnswer(deps, customer.customerId);
    },
  );

  app.post(
    '/bank/v1/token/deregistration',
    {
      preHandler: signedIn,
      schema: {
        summary: 'Deregister the soft token: it is dead at once',
        response: { 200: TokenSummary, ...problems('not-signed-in', 'no-soft-token') },
      },
    },
    async (request, reply) => {
      const customer = sessionOf(request);
      const { customerId } = customer;
      const ended = await deps.database.transaction(
        async (tx) => await deregister(softTokens, tx, { customerId, actor: `customer:${customerId}`, reason: 'lost' }, clock.now()),
      );
      if (ended === 0) return sendProblem(reply, 'no-soft-token');
      deps.events.publish(`token:${customerId}`);
      return await summaryAnswer(deps, customerId);
    },
  );
}
