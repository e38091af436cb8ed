// A customer's call: opened, answered, a code read out, ended (RB-02, TK-27).

import { answerCall, checkCallCode, currentCall, endCall, openCall, sendCallCode, type CallRow } from '../../../modules/staff/index.ts';
import * as contract from '../contracts/console/customers.ts';
import type { App } from '../create-app.ts';
import { sendRefusal } from '../problems/problem.ts';
import type { ConsoleDeps } from './deps.ts';
import { person } from './guard.ts';

function callAnswer(call: CallRow) {
  const { id, customerId, reason, questions, attempts, attemptsMax, openedAt, expiresAt, verifiedAt, codeMatchedAt } = call;
  return {
    id,
    customerId,
    reason,
    questions: [...questions],
    attempts,
    attemptsMax,
    openedAt: openedAt.toString(),
    expiresAt: expiresAt.toString(),
    verified: verifiedAt !== null,
    codeMatched: codeMatchedAt !== null,
  };
}

export function callRoutes(app: App, { staff: context, clock }: ConsoleDeps): void {
  const config = { permission: 'call.take' } as const;

  app.post('/console/v1/customers/:id/calls', { schema: contract.CallOpen, config }, async (request, reply) => {
    const wanted = { customerId: request.params.id, staffId: person(request).staffId, reason: request.body.reason };
    const outcome = await openCall(context, wanted, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : reply.status(201).send(callAnswer(outcome.value));
  });

  app.get('/console/v1/calls/current', { schema: contract.CallCurrent, config }, async (request) => {
    const call = await currentCall(context, person(request).staffId, clock.now());
    return { call: call === undefined ? null : callAnswer(call) };
  });

  app.post('/console/v1/calls/:id/answers', { schema: contract.CallAnswer, config }, async (request, reply) => {
    const wanted = { callId: request.params.id, staffId: person(request).staffId, answers: request.body.answers };
    const outcome = await answerCall(context, wanted, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : outcome.value;
  });

  app.post('/console/v1/calls/:id/code', { schema: contract.CallCodeSend, config }, async (request, reply) => {
    const outcome = await sendCallCode(context, { callId: request.params.id, staffId: person(request).staffId }, clock.now());
    if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
    const { maskedTo, expiresAt, resendAt } = outcome.value;
    return reply.status(201).send({ maskedTo, expiresAt: expiresAt.toString(), resendAt: resendAt.toString() });
  });

  app.post('/console/v1/calls/:id/code/check', { schema: contract.CallCodeCheck, config }, async (request, reply) => {
    const wanted = { callId: request.params.id, staffId: person(request).staffId, code: request.body.code };
    const outcome = await checkCallCode(context, wanted, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : outcome.value;
  });

  app.post('/console/v1/calls/:id/end', { schema: contract.CallEnd, config }, async (request, reply) => {
    await endCall(context, { callId: request.params.id, staffId: person(request).staffId }, clock.now());
    return reply.status(204).send(null);
  });
}
