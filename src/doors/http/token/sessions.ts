// Sign-in, state and settings of the app over HTTP (TK-14, TK-20, TK-22, TK-24, TK-25).

import Type, { type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toBase64url } from '../../../crypto/bytes.ts';
import { customer as readCustomer } from '../../../modules/customers/index.ts';
import { waitingForPhone } from '../../../modules/operations/index.ts';
import { programmeNamed } from '../../../modules/programmes/index.ts';
import {
  commitActivation,
  commitRekey,
  device as readDevice,
  keepPushSubscription,
  offerRekey,
  readState,
  sessionDevice,
  signIn,
  switchBiometry,
  type DeviceRow,
  type KeyCommit,
} from '../../../modules/soft-tokens/index.ts';
import type { App } from '../create-app.ts';
import {
  ActivationCommit,
  ActivationDone,
  BiometryAnswer,
  BiometryRequest,
  PushSubscription,
  RekeyDone,
  RekeyOffer,
  SignInAnswer,
  SignInRequest,
  StateAnswer,
  StateRequest,
  Uuid,
} from '../contracts/token/messages.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { refuse } from '../refusals.ts';
import { bearerOf, bytesOf } from './bytes.ts';
import type { ApprovalDeps } from './deps.ts';

const IdParams = Type.Object({ id: Uuid });

/** The device of the request's session; answers by itself where there is none, it has ended, or its password is locked. */
export async function requireDevice(deps: ApprovalDeps, request: FastifyRequest, reply: FastifyReply): Promise<DeviceRow | undefined> {
  const id = sessionDevice(deps.keys, bearerOf(request.headers.authorization), deps.clock.now());
  if (id === undefined) {
    sendProblem(reply, 'session-over');
    return undefined;
  }
  const device = await readDevice(deps.database, id);
  if (device === undefined || device.secrets === null) {
    sendProblem(reply, 'device-ended');
    return undefined;
  }
  if (device.passwordLockedAt !== null) {
    sendProblem(reply, 'password-locked');
    return undefined;
  }
  return device;
}

/** The commit of an activation or of a change of the password, in bytes. */
function commitOf({ clientKey, index, proof, newProof, signature }: Static<typeof ActivationCommit>): KeyCommit {
  return { clientKey: bytesOf(clientKey), index, proof: bytesOf(proof), newProof: bytesOf(newProof), signature: bytesOf(signature) };
}

const proofProblems = [
  'device-unknown',
  'device-ended',
  'signature-wrong',
  'password-locked',
  'stale-index',
  'biometry-off',
  'wrong-password',
] as const;

export function registerSessionRoutes(app: App, deps: ApprovalDeps): void {
  const { softTokens, operations, clock, database } = deps;

  app.post(
    '/token/v1/sign-ins',
    {
      schema: {
        summary: 'Sign in with the app password or biometry',
        body: SignInRequest,
        response: { 200: SignInAnswer, ...problems(...proofProblems) },
      },
    },
    async (request, reply) => {
      const now = clock.now();
      const { deviceId, factor, index, proof, signature } = request.body;
      const outcome = await signIn(
        softTokens,
        deps.signIns,
        { deviceId, factor, index, proof: bytesOf(proof), signature: bytesOf(signature) },
        now,
      );
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const { sessionToken, expiresAt, device, status } = outcome.value;
      const [customer, waiting] = await Promise.all([
        readCustomer(database, device.customerId),
        status === 'active' ? waitingForPhone(operations, database, device.customerId, now) : [],
      ]);
      const { otpStepSeconds } = programmeNamed(deps.programmes, device.programme).softToken;
      return {
        sessionToken,
        expiresAt: expiresAt.toString(),
        device: { deviceId, status, biometry: device.biometry, push: device.push !== null },
        customer: { name: customer?.name ?? '', language: customer?.language ?? device.language },
        otp: { epoch: device.otpEpoch.toString(), stepSeconds: otpStepSeconds },
        pending: waiting.map(({ id }) => id),
      };
    },
  );

  app.post(
    '/token/v1/states',
    {
      schema: {
        summary: 'State of a phone that is not signed in',
        body: StateRequest,
        response: { 200: StateAnswer, ...problems('device-unknown', 'signature-wrong', 'clock-wrong') },
      },
    },
    async (request, reply) => {
      const now = clock.now();
      const { deviceId, at, signature } = request.body;
      const outcome = await readState(softTokens, { deviceId, at, signature: bytesOf(signature) }, now);
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const { status, device } = outcome.value;
      const pending = status === 'active' ? (await waitingForPhone(operations, database, device.customerId, now)).length : 0;
      return { status, pending };
    },
  );

  app.post(
    '/token/v1/activations/:id',
    {
      schema: {
        summary: 'Commit the activation whose coloured QR was scanned',
        params: IdParams,
        body: ActivationCommit,
        response: {
          200: ActivationDone,
          ...problems('session-over', 'activation-unknown', 'activation-expired', 'key-invalid', ...proofProblems),
        },
      },
    },
    async (request, reply) => {
      const device = await requireDevice(deps, request, reply);
      if (device === undefined) return reply;
      const commit = commitOf(request.body);
      const outcome = await commitActivation(softTokens, device.id, request.params.id, commit, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      return { confirmation: toBase64url(outcome.value.confirmation), activatedAt: outcome.value.activatedAt.toString() };
    },
  );

  app.post(
    '/token/v1/rekeys',
    {
      schema: {
        summary: 'Ask for the bank’s half of a new knowledge key',
        response: { 200: RekeyOffer, ...problems('session-over', 'device-ended') },
      },
    },
    async (request, reply) => {
      const device = await requireDevice(deps, request, reply);
      if (device === undefined) return reply;
      const offer = await offerRekey(softTokens, device.id, clock.now());
      if (offer.kind === 'refused') return refuse(reply, offer);
      return { rekeyId: offer.value.rekeyId, serverKey: toBase64url(offer.value.serverKey) };
    },
  );

  app.post(
    '/token/v1/rekeys/:id',
    {
      schema: {
        summary: 'Change the app password',
        params: IdParams,
        body: ActivationCommit,
        response: {
          200: RekeyDone,
          ...problems('session-over', 'activation-unknown', 'activation-expired', 'key-invalid', ...proofProblems),
        },
      },
    },
    async (request, reply) => {
      const device = await requireDevice(deps, request, reply);
      if (device === undefined) return reply;
      const commit = commitOf(request.body);
      const outcome = await commitRekey(softTokens, device.id, request.params.id, commit, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      return { confirmation: toBase64url(outcome.value.confirmation) };
    },
  );

  app.post(
    '/token/v1/biometry',
    {
      schema: {
        summary: 'Switch sign-in by touch or face',
        body: BiometryRequest,
        response: {
          200: BiometryAnswer,
          ...problems('session-over', 'activation-unknown', 'activation-expired', 'key-invalid', ...proofProblems),
        },
      },
    },
    async (request, reply) => {
      const device = await requireDevice(deps, request, reply);
      if (device === undefined) return reply;
      const { enabled, index, rekeyId, clientKey, proof, signature } = request.body;
      const agreement = rekeyId === undefined || clientKey === undefined ? undefined : { rekeyId, clientKey: bytesOf(clientKey) };
      const outcome = await switchBiometry(
        softTokens,
        { deviceId: device.id, enabled, index, agreement, proof: bytesOf(proof), signature: bytesOf(signature) },
        clock.now(),
      );
      return outcome.kind === 'refused' ? refuse(reply, outcome) : outcome.value;
    },
  );

  app.post(
    '/token/v1/push-subscriptions',
    {
      schema: {
        summary: 'Where this phone may be woken',
        body: PushSubscription,
        response: { 204: Type.Null(), ...problems('session-over', 'device-ended') },
      },
    },
    async (request, reply) => {
      const device = await requireDevice(deps, request, reply);
      if (device === undefined) return reply;
      const kept = await keepPushSubscription(softTokens, device.id, request.body);
      return kept.kind === 'refused' ? refuse(reply, kept) : await reply.status(204).send(null);
    },
  );
}
