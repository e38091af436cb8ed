// The page of figures: what it counts, and that it works while the database is away.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fastify from 'fastify';

import { DatabaseFault } from '../postgres/database.ts';
import { testDatabase } from '../testing/database.ts';
import { openMetrics } from './metrics.ts';

test('requests are counted by the pattern of their route, never by their address', async (t) => {
  const { database } = await testDatabase(t);
  const metrics = openMetrics(database);
  const app = fastify();
  t.after(async () => await app.close());
  metrics.watch(app, 'bank');
  app.get('/things/:id', async (_request, reply) => await reply.status(404).send({}));
  await app.inject('/things/secret-id-1');
  await app.inject('/things/secret-id-2');
  await app.inject('/nowhere/secret-id-3');
  const text = await metrics.text();
  assert.match(text, /ramz_http_request_seconds_count\{door="bank",route="\/things\/:id",status="404",method="GET"\} 2/);
  assert.match(text, /ramz_http_problems_total\{door="bank",route="\/things\/:id",status="404"\} 2/);
  assert.match(text, /ramz_http_in_flight\{door="bank"\} 0/);
  assert.doesNotMatch(text, /secret-id/);
});

test('the outbox, the operations and the evidence are figures', async (t) => {
  const { database } = await testDatabase(t);
  const text = await openMetrics(database).text();
  for (const line of [
    /ramz_database_up 1/,
    /ramz_outbox_messages 0/,
    /ramz_operations_pending 0/,
    /ramz_evidence_unsigned_seconds 0/,
    /ramz_rows_written\{table="operations"\}/,
  ])
    assert.match(text, line);
});

test('while the database is away the page says so and nothing else about it', async (t) => {
  const { database } = await testDatabase(t);
  const metrics = openMetrics({ ...database, query: async () => await Promise.reject(new DatabaseFault('away')) });
  const text = await metrics.text();
  assert.match(text, /ramz_database_up 0/);
  assert.doesNotMatch(text, /ramz_rows_written\{/);
});
