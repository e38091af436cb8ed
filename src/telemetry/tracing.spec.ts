// Traces go where the setting says, name statements and never their values; without the setting nothing is done.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { test } from 'node:test';

import { statement } from '../postgres/database.ts';
import { testDatabase } from '../testing/database.ts';
import { rootFolder } from '../cli/settings.ts';
import { openTracing } from './tracing.ts';

test('without an endpoint the database is the same one and no hook is added', async (t) => {
  const { database } = await testDatabase(t);
  const tracing = await openTracing(undefined);
  assert.equal(tracing.traced(database), database);
  await tracing.close();
});

test('with an endpoint a request and its statements arrive there, without values', { timeout: 60_000 }, async (t) => {
  const { database, url } = await testDatabase(t);
  await database.query(statement('spec_warm', 'SELECT 1'));
  const received: Buffer[] = [];
  const collector = createServer((request: IncomingMessage, response) => {
    request.on('data', (part: Buffer) => received.push(part));
    request.on('end', () => response.writeHead(200).end());
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  t.after(() => collector.close());
  const { port } = collector.address() as { port: number };
  // A process of its own: the exporter is global to a process.
  const program = `
    const { default: fastify } = await import('fastify');
    const { openDatabase, statement } = await import('./src/postgres/database.ts');
    const { openTracing } = await import('./src/telemetry/tracing.ts');
    const tracing = await openTracing(process.env.OTEL_EXPORTER_OTLP_ENDPOINT);
    const pool = openDatabase(process.env.SPEC_URL, 2);
    const database = tracing.traced(pool);
    const app = fastify();
    tracing.watch(app, 'bank');
    app.get('/things/:id', async () => await database.transaction(async (tx) => await tx.query(statement('spec_named', 'SELECT $1::text AS value'), ['a-secret-value'])));
    await app.inject('/things/1');
    await app.close();
    await tracing.close();
    await pool.end();`;
  const environment: NodeJS.ProcessEnv = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, SPEC_URL: url };
  delete environment['NODE_TEST_CONTEXT'];
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: rootFolder,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  const text = Buffer.concat(received).toString('latin1');
  assert.match(text, /GET \/things\/:id/);
  assert.match(text, /spec_named/);
  assert.doesNotMatch(text, /a-secret-value/);
});
