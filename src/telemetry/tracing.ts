// Traces by OpenTelemetry, sent only where OTEL_EXPORTER_OTLP_ENDPOINT says where to.

import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Database } from '../postgres/database.ts';

export type Tracing = {
  /** A span for each request of a door, named by the route's pattern. */
  watch(app: FastifyInstance, door: string): void;
  /** The same database with a span for each statement (its name, never its values) and each transaction. */
  traced(database: Database): Database;
  close(): Promise<void>;
};

const silent: Tracing = { watch: () => undefined, traced: (database) => database, close: async () => await Promise.resolve() };

/** Starts the exporter; without an endpoint nothing is loaded and nothing is done. */
export async function openTracing(endpoint: string | undefined): Promise<Tracing> {
  if (endpoint === undefined) return silent;
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  process.env['OTEL_SERVICE_NAME'] ??= 'ramz';
  // Traces alone: figures are read from /metrics, logs from the standard error.
  process.env['OTEL_METRICS_EXPORTER'] ??= 'none';
  process.env['OTEL_LOGS_EXPORTER'] ??= 'none';
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  const tracer = trace.getTracer('ramz');
  const spans = new WeakMap<FastifyRequest, Span>();

  async function within<T>(name: string, work: () => Promise<T>): Promise<T> {
    // Without a request around it (a job that looks for work every second) a statement would be a trace of its own.
    if (trace.getActiveSpan() === undefined) return await work();
    return await tracer.startActiveSpan(name, { kind: SpanKind.CLIENT, attributes: { 'db.system.name': 'postgresql' } }, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
        throw error;
      } finally {
        span.end();
      }
    });
  }

  return {
    watch(app, door) {
      app.addHook('onRequest', (request, _reply, next) => {
        const parent = propagation.extract(context.active(), request.headers);
        const route = request.routeOptions.url ?? 'unknown';
        const attributes = { 'http.request.method': request.method, 'http.route': route, 'ramz.door': door };
        const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
        spans.set(request, span);
        context.with(trace.setSpan(parent, span), next);
      });
      app.addHook('onResponse', (request, reply, next) => {
        const span = spans.get(request);
        span?.setAttribute('http.response.status_code', reply.statusCode);
        if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
        span?.end();
        next();
      });
    },
    traced: (database) => ({
      ...database,
      query: async (statement, values) => await within(statement.name, async () => await database.query(statement, values)),
      transaction: async (work) =>
        await within(
          'transaction',
          async () =>
            await database.transaction(
              async (tx) =>
                await work({
                  query: async (statement, values) => await within(statement.name, async () => await tx.query(statement, values)),
                }),
            ),
        ),
    }),
    close: async () => await sdk.shutdown().catch(() => undefined),
  };
}
