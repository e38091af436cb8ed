// Liveness, readiness and figures, for whoever runs the process.

import type {} from '@fastify/swagger';

import type { Metrics } from '../../telemetry/metrics.ts';
import type { App } from './create-app.ts';

export type Readiness = {
  /** Throws, or never comes, while the database does not answer. */
  ping(): Promise<void>;
  /** True from the moment at which the process began to stop. */
  isStopping(): boolean;
};

const pingMs = 2000;

async function answers(ping: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), pingMs)));
  try {
    return await Promise.race([ping().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Adds `GET /health/live` (the process answers; never asks the database, so that its absence restarts nobody),
 * `GET /health/ready` (200, or 503 with Retry-After while the database is away or the process stops) and `GET /metrics`.
 */
export function registerHealth(app: App, readiness: Readiness, metrics: Metrics): void {
  app.get(
    '/health/live',
    { schema: { tags: ['operations'], summary: 'Whether the process answers' } },
    async (_request, reply) => await reply.header('cache-control', 'no-store').send({ status: 'live' }),
  );
  app.get('/health/ready', { schema: { tags: ['operations'], summary: 'Whether requests can be served now' } }, async (_request, reply) => {
    const stopping = readiness.isStopping();
    const database = stopping ? undefined : await answers(readiness.ping);
    const ready = !stopping && database === true;
    if (!ready) void reply.status(503).header('retry-after', stopping ? '10' : '2');
    return await reply
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not-ready', reason: ready ? undefined : stopping ? 'stopping' : 'database-unavailable' });
  });
  app.get(
    '/metrics',
    { schema: { tags: ['operations'], summary: 'Figures for Prometheus' } },
    async (_request, reply) =>
      await reply
        .header('content-type', metrics.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.text()),
  );
}
