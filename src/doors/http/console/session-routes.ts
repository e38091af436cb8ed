// Sign-in, the session, and a person's own passkeys.

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply } from 'fastify';

import {
  beginInvitedEnrolment,
  beginOwnEnrolment,
  beginSignIn,
  completeEnrolment,
  idleSeconds,
  member,
  passkeysOf,
  permissionsOf,
  removePasskey,
  signIn,
  signOut,
  type Role,
} from '../../../modules/staff/index.ts';
import * as contract from '../contracts/console/session.ts';
import type { App } from '../create-app.ts';
import { sendRefusal } from '../problems/problem.ts';
import type { ConsoleDeps } from './deps.ts';
import { cookieName, person } from './guard.ts';

const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

const personAnswer = (staff: { id: string; userName: string; name: string; roles: readonly Role[] }) => ({
  staffId: staff.id,
  userName: staff.userName,
  name: staff.name,
  roles: [...staff.roles],
  permissions: permissionsOf(staff.roles),
});

export function sessionRoutes(app: App, deps: ConsoleDeps): void {
  const { staff: context, clock } = deps;
  const open = { permission: 'public' } as const;

  app.post(
    '/console/v1/sign-in/begin',
    { schema: contract.SignInBegin, config: open },
    async () => await beginSignIn(context, clock.now()),
  );

  app.post('/console/v1/sign-in/complete', { schema: contract.SignInComplete, config: open }, async (request, reply) => {
    const { challengeId } = request.body;
    const response = request.body.response as unknown as AuthenticationResponseJSON;
    const outcome = await signIn(context, { challengeId, response }, clock.now());
    if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
    const staff = await member(context.db, outcome.value.staffId);
    if (staff === undefined) throw new Error('bug: a session without a person');
    void reply.setCookie(cookieName, outcome.value.secret, cookie);
    return personAnswer(staff);
  });

  app.post('/console/v1/enrolment/begin', { schema: contract.EnrolBegin, config: open }, async (request, reply) => {
    const outcome = await beginInvitedEnrolment(context, request.body.secret, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : outcome.value;
  });

  async function complete(
    reply: FastifyReply,
    body: { challengeId: string; name: string; response: unknown },
    staffId: string | null,
  ): Promise<FastifyReply> {
    const response = body.response as RegistrationResponseJSON;
    const outcome = await completeEnrolment(context, { challengeId: body.challengeId, name: body.name, response, staffId }, clock.now());
    if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
    return reply.status(201).send({ passkeyId: outcome.value.passkeyId });
  }

  app.post('/console/v1/enrolment/complete', { schema: contract.EnrolComplete, config: open }, async (request, reply) => {
    return await complete(reply, request.body, null);
  });

  app.get('/console/v1/session', { schema: contract.SessionRead, config: { permission: 'own.session' } }, (request) => {
    const { staffId, ...staff } = person(request);
    const { programme } = deps;
    return {
      person: personAnswer({ id: staffId, ...staff }),
      idleSeconds: idleSeconds(context),
      programme: {
        name: programme.programme,
        title: programme.title,
        timeZone: programme.timeZone,
        currency: programme.currency,
        callerTriesMax: programme.staff.callerTriesMax,
        codeDigits: programme.smsCode.digits,
      },
    };
  });

  app.post('/console/v1/session/end', { schema: contract.SessionEnd, config: { permission: 'own.session' } }, async (request, reply) => {
    await signOut(context, person(request), clock.now());
    return reply.clearCookie(cookieName, cookie).status(204).send(null);
  });

  const own = { permission: 'own.passkeys' } as const;

  app.get('/console/v1/passkeys', { schema: contract.Passkeys, config: own }, async (request) => {
    const passkeys = await passkeysOf(context.db, person(request).staffId);
    return {
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
        id,
        name,
        createdAt: createdAt.toString(),
        lastUsedAt: lastUsedAt?.toString() ?? null,
      })),
    };
  });

  app.post('/console/v1/passkeys/begin', { schema: contract.OwnEnrolBegin, config: own }, async (request) => {
    const { staffId, userName, name } = person(request);
    return await beginOwnEnrolment(context, { staffId, userName, name }, clock.now());
  });

  app.post('/console/v1/passkeys', { schema: contract.EnrolComplete, config: own }, async (request, reply) => {
    return await complete(reply, request.body, person(request).staffId);
  });

  app.delete('/console/v1/passkeys/:id', { schema: contract.PasskeyRemove, config: own }, async (request, reply) => {
    const outcome = await removePasskey(context, { passkeyId: request.params.id, staffId: person(request).staffId }, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : reply.status(204).send(null);
  });
}
