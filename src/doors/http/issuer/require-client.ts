// The API client of a request: by its bearer key and the scope that a route needs.

import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';

import { callerOf, type ApiCaller, type Scope } from '../../../modules/api-clients/index.ts';
import type { Deps } from '../deps.ts';
import { sendProblem } from '../problems/problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    apiCaller?: ApiCaller;
  }
}

/** Hook that lets only clients pass whose key has the scope; it runs before a body is read. */
export function requireClient(deps: Deps, scope: Scope): onRequestAsyncHookHandler {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const given = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined) return sendProblem(reply, 'api-key-missing');
    const caller = await callerOf(deps.database, deps.keys, given, deps.clock.now());
    if (caller === undefined || caller.programme !== deps.programme.programme) return sendProblem(reply, 'api-key-unknown');
    if (!caller.scopes.includes(scope)) return sendProblem(reply, 'scope-missing', { scope });
    request.apiCaller = caller;
    // A stream ends with the key that opened it.
    request.streamGuard = {
      topics: [],
      holds: async () => (await callerOf(deps.database, deps.keys, given, deps.clock.now())) !== undefined,
    };
    return undefined;
  };
}

/** The client that `requireClient` let pass. */
export function clientOf(request: FastifyRequest): ApiCaller {
  if (request.apiCaller === undefined) throw new Error('bug: a route of the issuer API without requireClient');
  return request.apiCaller;
}

/** Who acts, as it is written down: the client behind the request. */
export const actorOf = (request: FastifyRequest): string => `client:${clientOf(request).clientId}`;
