// Signing in and out of the web bank, and the customer's sessions and browsers.

import Type from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { customer, type Language } from '../../../modules/customers/index.ts';
import {
  changePassword,
  devicesOf,
  endSession,
  endSessions,
  lastSignInBefore,
  passwordLengthMax,
  passwordLengthMin,
  removeDevice,
  sessionsOf,
  signIn,
  useSession,
} from '../../../modules/web-bank/index.ts';
import { DeviceList, PasswordChange, ProgrammeOfBank, SessionAnswer, SessionList, SignIn } from '../contracts/bank/session.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import type { Deps } from '../deps.ts';
import { problems } from '../problems/contract.ts';
import { languageOf, sendProblem, sendRefusal } from '../problems/problem.ts';
import { sourceOf } from '../rate-limit.ts';
import { deviceCookie, requireCustomer, sessionCookie, sessionOf, topicOfSession, type BankSession } from './require-customer.ts';

const cookieRules = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const deviceCookieSeconds = 400 * 24 * 3600;
const IdParams = Type.Object({ id: Uuid });
const tags = ['Session'];

const scripts = { ar: 'arabic', fa: 'arabic', kk: 'cyrillic', en: 'latin' } as const satisfies Record<Language, string>;
const scriptOf = (language: Language): string => scripts[language];

async function sessionAnswer(deps: Deps, session: BankSession, language: Language) {
  const person = await customer(deps.database, session.customerId);
  if (person === undefined) throw new Error('bug: a session of nobody');
  const last = await lastSignInBefore(deps.database, session.customerId, session.createdAt);
  return {
    sessionId: session.sessionId,
    customerId: session.customerId,
    // In the letters that the reader of the page reads: Arabic and Persian share theirs.
    name: scriptOf(language) === scriptOf(person.language) ? person.name : person.nameLatin,
    language: person.language,
    sharedComputer: session.sharedComputer,
    idleSeconds: session.idleSeconds,
    idleWarningSeconds: deps.programme.webBank.idleWarningSeconds,
    expiresAt: session.idleEndsAt.toString(),
    endsAt: session.endsAt.toString(),
    ...(last === undefined ? {} : { lastSignInAt: last.toString() }),
  };
}

/** Where the soft-token app is: its own address, or the next port of this host as in a start without addresses. */
function appAddress({ settings }: Deps, request: FastifyRequest): string {
  return settings.origins.token ?? `${request.protocol}://${request.hostname}:${(request.port ?? 80) + 1}`;
}

function forgetCookie(reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie, cookieRules);
}

/** Ends the session whose cookie a request carries, if it lives. */
async function endOwn(deps: Deps, request: FastifyRequest): Promise<void> {
  const token = request.cookies[sessionCookie];
  if (token === undefined) return;
  const now = deps.clock.now();
  const session = await useSession(deps.database, deps.keys, { token, active: false }, now);
  if (session === undefined) return;
  await endSession(deps.database, { customerId: session.customerId, sessionId: session.id, reason: 'signed-out' }, now);
  deps.events.publish(topicOfSession(session.id));
}

export function registerSessionRoutes(app: App, deps: Deps): void {
  const { database, clock, programme } = deps;
  const customerOnly = { preHandler: requireCustomer(deps) };

  app.get(
    '/bank/v1/programme',
    { schema: { tags, summary: 'What the pages must know before anyone signs in', response: { 200: ProgrammeOfBank, ...problems() } } },
    (request) => ({
      appAddress: appAddress(deps, request),
      programme: programme.programme,
      title: programme.title[languageOf(request)],
      languages: [...programme.languages],
      defaultLanguage: programme.defaultLanguage,
      currency: programme.currency,
      timeZone: programme.timeZone,
      contactCentre: programme.contact.centre,
      shortNumber: programme.contact.shortNumber,
      email: programme.contact.email,
      domain: programme.contact.domain,
      passwordRule: { lengthMin: passwordLengthMin, lengthMax: passwordLengthMax },
    }),
  );

  app.post(
    '/bank/v1/sign-in',
    {
      schema: {
        tags,
        summary: 'Sign in',
        description: 'Sets the session cookie. A wrong password and an unknown user are answered alike.',
        body: SignIn,
        response: { 200: SessionAnswer, ...problems('sign-in-failed', 'too-many-sign-ins', 'foreign-origin') },
      },
    },
    async (request, reply) => {
      const now = clock.now();
      const outcome = await signIn(
        deps,
        {
          userName: request.body.userName,
          password: request.body.password,
          sharedComputer: request.body.sharedComputer === true,
          source: sourceOf(request.ip),
          userAgent: request.headers['user-agent'],
          deviceToken: request.cookies[deviceCookie],
        },
        now,
      );
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      // A cookie that was there before means nothing any more: neither a stranger's nor the customer's own.
      await endOwn(deps, request);
      const { sessionToken, deviceToken } = outcome.value;
      void reply.setCookie(sessionCookie, sessionToken, cookieRules);
      if (deviceToken !== undefined) void reply.setCookie(deviceCookie, deviceToken, { ...cookieRules, maxAge: deviceCookieSeconds });
      const session = await useSession(database, deps.keys, { token: sessionToken, active: false }, now);
      if (session === undefined) throw new Error('bug: a new session that does not live');
      return await sessionAnswer(deps, { ...session, sessionId: session.id }, languageOf(request));
    },
  );

  app.post(
    '/bank/v1/sign-out',
    {
      schema: { tags, summary: 'Sign out: the session ends on the server', response: { 204: Type.Null(), ...problems('foreign-origin') } },
    },
    async (request, reply) => {
      await endOwn(deps, request);
      forgetCookie(reply);
      // RB-12: the Back button shows nothing.
      return await reply.header('clear-site-data', '"cache"').status(204).send(null);
    },
  );

  app.get(
    '/bank/v1/session',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'The session; asking puts off its idle end',
        response: { 200: SessionAnswer, ...problems('not-signed-in') },
      },
    },
    async (request) => await sessionAnswer(deps, sessionOf(request), languageOf(request)),
  );

  app.get(
    '/bank/v1/sessions',
    {
      ...customerOnly,
      schema: { tags, summary: 'Where the customer is signed in', response: { 200: SessionList, ...problems('not-signed-in') } },
    },
    async (request) => {
      const { customerId, sessionId } = sessionOf(request);
      const rows = await sessionsOf(database, customerId, clock.now());
      return {
        sessions: rows.map((row) => ({
          sessionId: row.id,
          label: row.label,
          source: row.source,
          sharedComputer: row.sharedComputer,
          signedInAt: row.createdAt.toString(),
          lastUsedAt: row.lastUsedAt.toString(),
          current: row.id === sessionId,
        })),
      };
    },
  );

  app.delete(
    '/bank/v1/sessions/:id',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'End one session',
        params: IdParams,
        response: { 204: Type.Null(), ...problems('not-signed-in', 'session-unknown', 'foreign-origin') },
      },
    },
    async (request, reply) => {
      const { customerId, sessionId } = sessionOf(request);
      const ended = await endSession(database, { customerId, sessionId: request.params.id, reason: 'ended-by-customer' }, clock.now());
      if (!ended) return sendProblem(reply, 'session-unknown');
      deps.events.publish(topicOfSession(request.params.id));
      if (request.params.id === sessionId) forgetCookie(reply);
      return await reply.status(204).send(null);
    },
  );

  app.delete(
    '/bank/v1/sessions',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'End all other sessions',
        response: { 200: Type.Object({ ended: Type.Integer() }), ...problems('not-signed-in', 'foreign-origin') },
      },
    },
    async (request) => {
      const { customerId, sessionId } = sessionOf(request);
      return { ended: await endSessions(database, { customerId, reason: 'ended-by-customer', except: sessionId }, clock.now()) };
    },
  );

  app.get(
    '/bank/v1/devices',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'Browsers in which the customer has signed in',
        response: { 200: DeviceList, ...problems('not-signed-in') },
      },
    },
    async (request) => {
      const { customerId, deviceId } = sessionOf(request);
      const rows = await devicesOf(database, customerId);
      return {
        devices: rows.map((row) => ({
          deviceId: row.id,
          label: row.label,
          firstSeenAt: row.firstSeenAt.toString(),
          lastSeenAt: row.lastSeenAt.toString(),
          current: row.id === deviceId,
        })),
      };
    },
  );

  app.delete(
    '/bank/v1/devices/:id',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'Forget a browser and end its sessions',
        params: IdParams,
        response: { 204: Type.Null(), ...problems('not-signed-in', 'device-unknown', 'foreign-origin') },
      },
    },
    async (request, reply) => {
      const { customerId, deviceId } = sessionOf(request);
      const removed = await database.transaction((tx) => removeDevice(tx, { customerId, deviceId: request.params.id }, clock.now()));
      if (!removed) return sendProblem(reply, 'device-unknown');
      if (request.params.id === deviceId) forgetCookie(reply);
      return await reply.status(204).send(null);
    },
  );

  app.post(
    '/bank/v1/profile/password',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'Change the password; every other session ends',
        body: PasswordChange,
        response: {
          204: Type.Null(),
          ...problems(
            'not-signed-in',
            'password-wrong',
            'password-too-short',
            'password-too-long',
            'password-common',
            'password-like-name',
            'too-many-sign-ins',
            'foreign-origin',
          ),
        },
      },
    },
    async (request, reply) => {
      const { customerId, sessionId } = sessionOf(request);
      const outcome = await changePassword(deps, { customerId, sessionId, ...request.body }, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );
}
