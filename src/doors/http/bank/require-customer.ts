// The signed-in customer of a request: by the session cookie alone.

import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';

import { useSession } from '../../../modules/web-bank/index.ts';
import type { Deps } from '../deps.ts';
import { sendProblem } from '../problems/problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    bankSession?: BankSession;
  }
}

export type BankSession = {
  readonly customerId: string;
  readonly programme: string;
  readonly sessionId: string;
  readonly deviceId: string | null;
  readonly label: string;
  readonly sharedComputer: boolean;
  readonly idleSeconds: number;
  readonly idleEndsAt: Temporal.Instant;
  readonly createdAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
};

// The prefix makes the browser insist on https (or localhost), on this host alone and on the path '/'.
export const sessionCookie = '__Host-ramz-bank';
export const deviceCookie = '__Host-ramz-bank-browser';

/**
 * Hook that lets only signed-in customers pass; others get 401 `not-signed-in`.
 * @param passive for what a page asks by itself, such as an event stream: it does not put off the idle end
 */
export function requireCustomer(deps: Deps, { passive = false }: { passive?: boolean } = {}): preHandlerAsyncHookHandler {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const token = request.cookies[sessionCookie];
    const session =
      token === undefined ? undefined : await useSession(deps.database, deps.keys, { token, active: !passive }, deps.clock.now());
    if (session === undefined || session.programme !== deps.programme.programme) return sendProblem(reply, 'not-signed-in');
    const { id, customerId, programme, deviceId, label, sharedComputer, idleSeconds, idleEndsAt, createdAt, endsAt } = session;
    request.bankSession = {
      customerId,
      programme,
      sessionId: id,
      deviceId,
      label,
      sharedComputer,
      idleSeconds,
      idleEndsAt,
      createdAt,
      endsAt,
    };
    const { keys, clock, database } = deps;
    request.streamGuard = {
      topics: [topicOfSession(id)],
      holds: async () => (await useSession(database, keys, { token: token ?? '', active: false }, clock.now())) !== undefined,
    };
    return undefined;
  };
}

/** What is published when a session ends, so that its open pages end with it. */
export const topicOfSession = (sessionId: string): string => `session:${sessionId}`;

/** The session that `requireCustomer` let pass. */
export function sessionOf(request: FastifyRequest): BankSession {
  if (request.bankSession === undefined) throw new Error('bug: a route of the web bank without requireCustomer');
  return request.bankSession;
}
