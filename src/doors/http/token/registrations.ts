// Registration and reset of the app password over HTTP (TK-05 … TK-11, TK-23).

import Type from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toBase64url } from '../../../crypto/bytes.ts';
import { toLatinDigits } from '../../../kernel/digits.ts';
import {
  completeRegistration,
  enterCode,
  openRegistration,
  resendCode,
  startRegistration,
  type RegistrationRow,
} from '../../../modules/soft-tokens/index.ts';
import { programmeNamed } from '../../../modules/programmes/index.ts';
import type { App } from '../create-app.ts';
import {
  RegistrationAnswer,
  RegistrationCode,
  RegistrationCompletion,
  RegistrationDone,
  RegistrationOffer,
  RegistrationRequest,
  RegistrationState,
  Uuid,
} from '../contracts/token/messages.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import { refuse } from '../refusals.ts';
import { bearerOf, bytesOf } from './bytes.ts';
import type { ApprovalDeps } from './deps.ts';

const IdParams = Type.Object({ id: Uuid });

/** Phones write numbers with spaces and in any digits; what is looked up has neither. */
const compact = (text: string): string => toLatinDigits(text).replace(/\s/g, '');

function stateOf(deps: ApprovalDeps, row: RegistrationRow) {
  const { contact, softToken } = programmeNamed(deps.programmes, row.programme);
  const over =
    (row.state === 'awaiting-sms' || row.state === 'awaiting-code' || row.state === 'code-verified') &&
    Temporal.Instant.compare(row.expiresAt, deps.clock.now()) <= 0;
  const { codeExpiresAt, codeResendAt, maskedTo } = row;
  return {
    registrationId: row.id,
    purpose: row.purpose,
    state: over ? ('ended' as const) : row.state,
    expiresAt: row.expiresAt.toString(),
    ...(row.state === 'awaiting-sms' && row.smsText !== null ? { sms: { to: contact.smsInbound, body: row.smsText } } : {}),
    ...(row.state === 'awaiting-code' && codeExpiresAt !== null && codeResendAt !== null
      ? { code: { maskedTo: maskedTo ?? '', expiresAt: codeExpiresAt.toString(), resendAt: codeResendAt.toString() } }
      : {}),
    ...(row.state === 'code-verified' && row.serverKey !== null
      ? { offer: { deviceId: row.deviceId, serverKey: toBase64url(row.serverKey) } }
      : {}),
    passwordRule: { lengthMin: softToken.passwordLengthMin, lengthMax: softToken.passwordLengthMax },
    contactCentre: contact.centre,
  };
}

export function registerRegistrationRoutes(app: App, deps: ApprovalDeps): void {
  const { softTokens, clock } = deps;

  /** The registration of the bearer secret; a wrong secret and an unknown id are told alike. */
  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<RegistrationRow | undefined> => {
    const { id } = request.params as { id: string };
    const row = await openRegistration(softTokens, id, bearerOf(request.headers.authorization));
    if (row === undefined) sendProblem(reply, 'registration-unknown');
    return row;
  };

  app.post(
    '/token/v1/registrations',
    {
      schema: {
        summary: 'Start a registration or a reset of the app password',
        body: RegistrationRequest,
        response: {
          201: RegistrationAnswer,
          ...problems(
            'identity-mismatch',
            'too-many-tries',
            'enrolment-needed',
            'joint-account',
            'foreign-number',
            'screen-lock-needed',
            'phone-of-another-customer',
            'nothing-to-reset',
            'too-soon',
            'too-many-sends',
            'key-invalid',
          ),
        },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const started = await startRegistration(
        softTokens,
        deps.programme,
        {
          ...body,
          model: body.model ?? '',
          system: body.system ?? '',
          mobile: compact(body.mobile),
          cardNumber: compact(body.cardNumber),
          installationKey: bytesOf(body.installationKey),
          source: request.ip,
        },
        clock.now(),
      );
      if (started.kind === 'refused') return refuse(reply, started);
      return await reply.status(201).send({ ...stateOf(deps, started.value.row), registrationToken: started.value.token });
    },
  );

  app.get(
    '/token/v1/registrations/:id',
    {
      schema: {
        summary: 'State of a registration',
        params: IdParams,
        response: { 200: RegistrationState, ...problems('registration-unknown') },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      return row === undefined ? reply : stateOf(deps, row);
    },
  );

  app.post(
    '/token/v1/registrations/:id/codes',
    {
      schema: {
        summary: 'Send the one-time password again',
        params: IdParams,
        response: {
          200: RegistrationState,
          ...problems('registration-unknown', 'registration-expired', 'wrong-step', 'too-soon', 'too-many-sends'),
        },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      if (row === undefined) return reply;
      const sent = await resendCode(softTokens, row, clock.now());
      return sent.kind === 'refused' ? refuse(reply, sent) : stateOf(deps, sent.value);
    },
  );

  app.post(
    '/token/v1/registrations/:id/code',
    {
      schema: {
        summary: 'Enter the one-time password',
        params: IdParams,
        body: RegistrationCode,
        response: {
          200: RegistrationOffer,
          ...problems(
            'registration-unknown',
            'registration-expired',
            'wrong-step',
            'wrong-code',
            'code-expired',
            'code-used',
            'too-many-attempts',
          ),
        },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      if (row === undefined) return reply;
      const entered = await enterCode(softTokens, row, request.body.code, clock.now());
      if (entered.kind === 'refused') return refuse(reply, entered);
      return { deviceId: entered.value.deviceId, serverKey: toBase64url(entered.value.serverKey) };
    },
  );

  app.post(
    '/token/v1/registrations/:id/completion',
    {
      schema: {
        summary: 'Agree on the keys of the device: the token is registered, not yet active',
        params: IdParams,
        body: RegistrationCompletion,
        response: {
          200: RegistrationDone,
          ...problems(
            'registration-unknown',
            'registration-expired',
            'wrong-step',
            'signature-wrong',
            'key-invalid',
            'phone-of-another-customer',
            'device-ended',
          ),
        },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      if (row === undefined) return reply;
      const { clientKey, signature } = request.body;
      const finished = await completeRegistration(
        softTokens,
        row,
        { clientKey: bytesOf(clientKey), signature: bytesOf(signature) },
        clock.now(),
      );
      if (finished.kind === 'refused') return refuse(reply, finished);
      return { deviceId: finished.value.deviceId, confirmation: toBase64url(finished.value.confirmation) };
    },
  );
}
