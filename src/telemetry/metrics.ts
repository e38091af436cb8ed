// Figures for Prometheus: doors, pool, outbox, tables, process. Labels are few and never name a person.

import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { Database } from '../postgres/database.ts';
import { readActivity } from './activity.ts';

export type Metrics = {
  readonly contentType: string;
  /** The page that Prometheus reads. Figures from the database are left out while it is away. */
  text(): Promise<string>;
  /** Counts and times every answered request of a door, by the route's pattern. */
  watch(app: FastifyInstance, door: string): void;
  /** Counts what the door of the card network does. Labels are names of the settings, types and response codes. */
  readonly cardNetwork: {
    answered(connection: string, mti: string, code: string, seconds: number): void;
    refused(connection: string, reason: string): void;
    lineOpened(connection: string): void;
    lineClosed(connection: string): void;
  };
};

export function openMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'ramz_' });
  const registers = [registry];

  const durations = new Histogram({
    name: 'ramz_http_request_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['door', 'method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const inFlight = new Gauge({
    name: 'ramz_http_in_flight',
    help: 'Requests being answered, event streams included.',
    labelNames: ['door'],
    registers,
  });
  const problems = new Counter({
    name: 'ramz_http_problems_total',
    help: 'Problem documents by status.',
    labelNames: ['door', 'route', 'status'],
    registers,
  });

  const cardAnswers = new Histogram({
    name: 'ramz_card_network_answer_seconds',
    help: 'Time from a card message to its answer, by type of the answer and response code (DE 39).',
    labelNames: ['connection', 'mti', 'code'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const cardRefusals = new Counter({
    name: 'ramz_card_network_refused_total',
    help: 'Lines and messages that were refused, by reason.',
    labelNames: ['connection', 'reason'],
    registers,
  });
  const cardLines = new Gauge({
    name: 'ramz_card_network_lines',
    help: 'Open lines of acquirers.',
    labelNames: ['connection'],
    registers,
  });
  // One lookup by text for each message: the label objects of a kind are made once.
  const cardSeries = new Map<string, ReturnType<typeof cardAnswers.labels>>();

  const pool = new Gauge({
    name: 'ramz_database_connections',
    help: 'Connections of this process by state.',
    labelNames: ['state'],
    registers,
  });
  const up = new Gauge({ name: 'ramz_database_up', help: '1 while the database answers.', registers });
  const outbox = new Gauge({ name: 'ramz_outbox_messages', help: 'Messages that wait to be sent.', registers });
  const outboxAge = new Gauge({
    name: 'ramz_outbox_oldest_seconds',
    help: 'How long the next message in the outbox has been due.',
    registers,
  });
  const pending = new Gauge({ name: 'ramz_operations_pending', help: 'Operations that wait for an approval.', registers });
  const written = new Gauge({
    name: 'ramz_rows_written',
    help: "Rows inserted since the database's statistics began: operations, ledger transfers, evidence, messages.",
    labelNames: ['table'],
    registers,
  });
  const unsigned = new Gauge({
    name: 'ramz_evidence_unsigned_seconds',
    help: 'Age of the newest signed head of the evidence chains.',
    registers,
  });

  async function readDatabase(): Promise<void> {
    const { total, idle, waiting } = database.load();
    pool.set({ state: 'busy' }, total - idle);
    pool.set({ state: 'idle' }, idle);
    pool.set({ state: 'waiting' }, waiting);
    try {
      const activity = await readActivity(database);
      up.set(1);
      outbox.set(activity.outboxDepth);
      outboxAge.set(activity.outboxOldestSeconds);
      pending.set(activity.operationsPending);
      unsigned.set(activity.headAgeSeconds);
      for (const { table, rows } of activity.written) written.set({ table }, rows);
    } catch {
      // The page itself must work while the database is away: that is when it is read.
      up.set(0);
      for (const gauge of [outbox, outboxAge, pending, unsigned, written]) gauge.reset();
    }
  }

  return {
    contentType: registry.contentType,
    async text() {
      await readDatabase();
      return await registry.metrics();
    },
    cardNetwork: {
      answered(connection, mti, code, seconds) {
        const key = `${connection} ${mti} ${code}`;
        let series = cardSeries.get(key);
        if (series === undefined) {
          series = cardAnswers.labels({ connection, mti, code });
          cardSeries.set(key, series);
        }
        series.observe(seconds);
      },
      refused: (connection, reason) => cardRefusals.inc({ connection, reason }),
      lineOpened: (connection) => cardLines.inc({ connection }),
      lineClosed: (connection) => cardLines.dec({ connection }),
    },
    watch(app, door) {
      const ownInFlight = inFlight.labels({ door });
      // Found by one text: looking a series up by its labels costs more than counting.
      const series = new Map<string, ReturnType<typeof durations.labels>>();
      app.addHook('onRequest', (_request, _reply, next) => {
        ownInFlight.inc();
        next();
      });
      app.addHook('onResponse', (request, reply, next) => {
        ownInFlight.dec();
        // The pattern of the route, never the address: ids would make a series each.
        const labels = { door, route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) };
        const key = `${request.method} ${labels.status} ${labels.route}`;
        let own = series.get(key);
        if (own === undefined) {
          own = durations.labels({ ...labels, method: request.method });
          series.set(key, own);
        }
        own.observe(reply.elapsedTime / 1000);
        if (reply.statusCode >= 400) problems.inc(labels);
        next();
      });
      app.addHook('onRequestAbort', (_request, next) => {
        ownInFlight.dec();
        next();
      });
    },
  };
}
