// Enrolling in the web bank over HTTP: the first of the four steps of TK-06. No cookie yet; each step shows the enrolment's secret.

import Type from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Refused } from '../../../kernel/refusal.ts';
import {
  completeEnrolment,
  enrolmentStateAt,
  openEnrolment,
  resendEnrolmentCode,
  startEnrolment,
  verifyEnrolmentCode,
  type EnrolmentCodeRefusal,
  type EnrolmentCompletionRefusal,
  type EnrolmentRow,
  type EnrolmentStartRefusal,
} from '../../../modules/web-bank/index.ts';
import {
  EnrolmentAnswer,
  EnrolmentCode,
  EnrolmentCompletion,
  EnrolmentDone,
  EnrolmentRequest,
  EnrolmentState,
} from '../contracts/bank/enrolment.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import type { Deps } from '../deps.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ProblemReason } from '../problems/table.ts';
import { sourceOf } from '../rate-limit.ts';
import { bearerOf } from '../token/bytes.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Enrolment'];

type EnrolmentRefusal = EnrolmentStartRefusal | EnrolmentCodeRefusal | EnrolmentCompletionRefusal;

const problemsOfRefusals = {
  'too-many-tries': 'too-many-tries',
  'identity-not-matched': 'identity-mismatch',
  'already-enrolled': 'already-enrolled',
  'code-too-soon': 'too-soon',
  'code-too-many-sends': 'too-many-sends',
  'enrolment-over': 'enrolment-expired',
  'wrong-step': 'wrong-step',
  'wrong-code': 'wrong-code',
  expired: 'code-expired',
  used: 'code-used',
  'too-many-attempts': 'too-many-attempts',
  'user-name-malformed': 'user-name-malformed',
  'user-name-taken': 'user-name-taken',
  'too-many-choices': 'too-many-choices',
  'password-too-short': 'password-too-short',
  'password-too-long': 'password-too-long',
  'password-common': 'password-common',
  'password-like-name': 'password-like-name',
} as const satisfies Record<EnrolmentRefusal, ProblemReason>;

function refuse(reply: FastifyReply, { reason, figures }: Refused<EnrolmentRefusal>): FastifyReply {
  return sendProblem(reply, problemsOfRefusals[reason], figures);
}

const compact = (text: string): string => text.replace(/\s/g, '');

function stateOf({ programme, clock }: Deps, row: EnrolmentRow) {
  const state = enrolmentStateAt(row, clock.now());
  const { codeExpiresAt, codeResendAt, maskedTo } = row;
  return {
    enrolmentId: row.id,
    state,
    expiresAt: row.expiresAt.toString(),
    ...(state === 'awaiting-code' && codeExpiresAt !== null && codeResendAt !== null
      ? {
          code: {
            maskedTo: maskedTo ?? '',
            digits: programme.smsCode.digits,
            expiresAt: codeExpiresAt.toString(),
            resendAt: codeResendAt.toString(),
          },
        }
      : {}),
  };
}

export function registerEnrolmentRoutes(app: App, deps: Deps): void {
  const { clock } = deps;

  /** The enrolment of the bearer secret; a wrong secret and an unknown id are told alike. */
  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<EnrolmentRow | undefined> => {
    const { id } = request.params as { id: string };
    const row = await openEnrolment(deps, { id, token: bearerOf(request.headers.authorization) });
    if (row === undefined) sendProblem(reply, 'enrolment-unknown');
    return row;
  };

  app.post(
    '/bank/v1/enrolments',
    {
      schema: {
        tags,
        summary: 'Start an enrolment: a one-time password goes to the number of record',
        description: 'Number, card and card PIN must match one customer. The answer never tells which of them did not.',
        body: EnrolmentRequest,
        response: {
          201: EnrolmentAnswer,
          ...problems('identity-mismatch', 'too-many-tries', 'already-enrolled', 'too-soon', 'too-many-sends', 'foreign-origin'),
        },
      },
    },
    async (request, reply) => {
      const { mobile, cardNumber, cardPin } = request.body;
      const asked = { mobile: compact(mobile), cardNumber: compact(cardNumber), cardPin, source: sourceOf(request.ip) };
      const started = await startEnrolment(deps, asked, clock.now());
      if (started.kind === 'refused') return refuse(reply, started);
      return await reply.status(201).send({ ...stateOf(deps, started.value.row), enrolmentToken: started.value.token });
    },
  );

  app.get(
    '/bank/v1/enrolments/:id',
    {
      schema: {
        tags,
        summary: 'State of an enrolment',
        params: IdParams,
        response: { 200: EnrolmentState, ...problems('enrolment-unknown') },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      return row === undefined ? reply : stateOf(deps, row);
    },
  );

  app.post(
    '/bank/v1/enrolments/:id/codes',
    {
      schema: {
        tags,
        summary: 'Send the one-time password again',
        params: IdParams,
        response: {
          200: EnrolmentState,
          ...problems('enrolment-unknown', 'enrolment-expired', 'wrong-step', 'too-soon', 'too-many-sends', 'foreign-origin'),
        },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      if (row === undefined) return reply;
      const sent = await resendEnrolmentCode(deps, row, clock.now());
      return sent.kind === 'refused' ? refuse(reply, sent) : stateOf(deps, sent.value);
    },
  );

  app.post(
    '/bank/v1/enrolments/:id/code',
    {
      schema: {
        tags,
        summary: 'Enter the one-time password',
        params: IdParams,
        body: EnrolmentCode,
        response: {
          200: EnrolmentState,
          ...problems(
            'enrolment-unknown',
            'enrolment-expired',
            'wrong-step',
            'wrong-code',
            'code-expired',
            'code-used',
            'too-many-attempts',
            'foreign-origin',
          ),
        },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      if (row === undefined) return reply;
      const entered = await verifyEnrolmentCode(deps, row, request.body.code, clock.now());
      return entered.kind === 'refused' ? refuse(reply, entered) : stateOf(deps, entered.value);
    },
  );

  app.post(
    '/bank/v1/enrolments/:id/completion',
    {
      schema: {
        tags,
        summary: 'Choose user name and password: the web bank is open',
        params: IdParams,
        body: EnrolmentCompletion,
        response: {
          200: EnrolmentDone,
          ...problems(
            'enrolment-unknown',
            'enrolment-expired',
            'wrong-step',
            'already-enrolled',
            'user-name-malformed',
            'user-name-taken',
            'too-many-choices',
            'password-too-short',
            'password-too-long',
            'password-common',
            'password-like-name',
            'foreign-origin',
          ),
        },
      },
    },
    async (request, reply) => {
      const row = await open(request, reply);
      if (row === undefined) return reply;
      const finished = await completeEnrolment(deps, row, request.body, clock.now());
      return finished.kind === 'refused' ? refuse(reply, finished) : finished.value;
    },
  );
}
