// Makes an HTTP door: problem documents, security headers, limits and parsing that every door shares.

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { DatabaseFault } from '../../postgres/database.ts';
import type { Deps, DoorName } from './deps.ts';
import { securityHeaders, type ContentSecurityPolicy } from './headers.ts';
import { JsonFault, readJson } from './json-body.ts';
import { ProblemDocument } from './problems/contract.ts';
import { sendProblem } from './problems/problem.ts';
import type { ProblemReason } from './problems/table.ts';
import { sourceOf, tokenBuckets } from './rate-limit.ts';
import { isSameOrigin } from './same-origin.ts';

export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;

declare module 'fastify' {
  interface FastifyInstance {
    languages: { offered: readonly string[]; fallback: string };
    /** Origins under which browsers know this door. */
    ownOrigins(): readonly string[];
    /** Answers a path that has no route with the page application, where it is one for pages. */
    pageFallback: { answer?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined };
  }
}

export type AppSettings = {
  deps: Deps;
  door: DoorName;
  /** Paths whose requests carry the door's cookie, as prefixes: '/bank/v1/'. Anything that changes there must come from our own pages. */
  cookiePaths?: readonly string[];
  camera?: boolean;
  contentSecurityPolicy?: ContentSecurityPolicy;
  /** 64 KiB where nothing else is said; a route may set its own. */
  bodyLimitBytes?: number;
};

type Failure = Error & {
  code?: string;
  statusCode?: number;
  validation?: { instancePath: string; keyword: string; params?: { additionalProperties?: string[]; requiredProperties?: string[] } }[];
  validationContext?: string;
};

const parseFailures: Readonly<Record<string, ProblemReason>> = {
  'malformed-json': 'malformed-json',
  'json-too-deep': 'json-too-deep',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-content-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_BAD_URL: 'malformed-request',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
};

/** The fields that broke a schema, as 'body/mobile', each with the rule that it broke; never the value. */
function brokenFields(failure: Failure): { field: string; rule: string }[] {
  const where = failure.validationContext ?? 'body';
  const fields = new Map<string, string>();
  for (const { instancePath, keyword, params } of failure.validation ?? []) {
    const names = params?.additionalProperties ?? params?.requiredProperties;
    for (const path of names?.map((name) => `${instancePath}/${name}`) ?? [instancePath]) {
      const rule = keyword === 'boolean' ? 'additionalProperties' : keyword;
      if (!fields.has(path) && fields.size < 20) fields.set(path.slice(0, 200), rule);
    }
  }
  return [...fields].map(([path, rule]) => ({ field: `${where}${path}`, rule }));
}

function answerFailure(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (failure.validation !== undefined) {
    const errors = brokenFields(failure);
    return sendProblem(reply, 'invalid-request', { field: errors[0]?.field ?? '' }, { errors });
  }
  const known = parseFailures[failure.code ?? ''];
  if (known !== undefined) return sendProblem(reply, known);
  if (failure instanceof DatabaseFault) return sendProblem(reply, 'database-unavailable', { retryAfterSeconds: 2 });
  if (failure.statusCode !== undefined && failure.statusCode >= 400 && failure.statusCode < 500)
    return sendProblem(reply, 'malformed-request');
  const id = randomUUID();
  request.log.error({ err: failure, problemId: id, method: request.method, route: request.routeOptions.url }, 'a request failed');
  return sendProblem(reply, 'internal', { problemId: id }, { instance: `urn:uuid:${id}` });
}

/** Makes the app of a door. Routes are added by the caller, then `listen`. */
export async function createApp(settings: AppSettings): Promise<App> {
  const { deps, door, cookiePaths = [], camera = false, contentSecurityPolicy, bodyLimitBytes = 65_536 } = settings;
  const publicOrigin = deps.settings.origins[door];
  const app = fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    trustProxy: deps.settings.trustedProxies.length > 0 ? [...deps.settings.trustedProxies] : false,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    keepAliveTimeout: 60_000,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (failure, request, reply) => {
      answerFailure(failure, request, reply);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(TypeBoxValidatorCompiler as unknown as Parameters<typeof app.setValidatorCompiler>[0]);
  app.addSchema(ProblemDocument);
  app.decorate('languages', { offered: deps.programme.languages, fallback: deps.programme.defaultLanguage });
  app.decorate('ownOrigins', (): readonly string[] => {
    if (publicOrigin !== undefined) return [publicOrigin];
    const address = app.server.address();
    const port = address !== null && typeof address === 'object' ? `:${address.port}` : '';
    return [`http://localhost${port}`, `http://127.0.0.1${port}`];
  });
  app.decorate('pageFallback', {});
  // Reads the contracts of the routes as they are added; the document itself is made when somebody asks for it.
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Ramz', version: '1' } },
    refResolver: { buildLocalReference: (json) => json['$id'] as string },
  });
  if (cookiePaths.length > 0) await app.register(cookie);

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, readJson(body as string));
    } catch (failure) {
      done(failure instanceof JsonFault ? failure : (failure as Error));
    }
  });

  const headers = securityHeaders({ https: publicOrigin?.startsWith('https://') === true, camera, contentSecurityPolicy });
  const { requestsPerSecondMax } = deps.settings;
  const bucket = requestsPerSecondMax > 0 ? tokenBuckets(requestsPerSecondMax, requestsPerSecondMax * 2) : undefined;
  app.addHook('onRequest', (request, reply, next) => {
    void reply.headers(headers);
    // By the clock that set the deadlines in the answers: pages correct their own clocks by it.
    void reply.header('date', new Date(deps.clock.now().epochMilliseconds).toUTCString());
    const taken = bucket?.take(sourceOf(request.ip), performance.now());
    if (taken !== undefined && !taken.allowed) {
      sendProblem(reply, 'too-many-requests', { retryAfterSeconds: taken.retryAfterSeconds });
      return;
    }
    if (cookiePaths.some((path) => request.url.startsWith(path)) && !isSameOrigin(request, app.ownOrigins())) {
      sendProblem(reply, 'foreign-origin');
      return;
    }
    next();
  });
  // What an API answers is one customer's and of this moment: nobody keeps it.
  app.addHook('onSend', (request, reply, payload, next) => {
    if (!reply.hasHeader('cache-control') && /^\/(?:[a-z]+\/)?v1\//.test(request.url)) void reply.header('cache-control', 'no-store');
    next(null, payload);
  });

  app.setErrorHandler((failure, request, reply) => answerFailure(failure as Failure, request, reply));
  app.setNotFoundHandler((request, reply) => app.pageFallback.answer?.(request, reply) ?? sendProblem(reply, 'not-found'));
  return app;
}
