// Webhooks against a real database and real HTTP servers.

import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import test, { type TestContext } from 'node:test';

import { Webhook } from 'standardwebhooks';

import { statement } from '../../postgres/database.ts';
import { fixedClock } from '../../testing/clock.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  deliverWebhooks,
  deliveriesOf,
  emit,
  emitAll,
  endpointsMax,
  endpointsOf,
  rotateSecret,
  sweepWebhooks,
} from './index.ts';

const programme = 'oman-token';
const open = { allowPrivate: true };

type Heard = { headers: IncomingHttpHeaders; body: string };

async function receiver(t: TestContext, answers: (number | 'silent')[] = []) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const status = answers.shift() ?? 204;
      heard.push({ headers: request.headers, body });
      if (status !== 'silent') response.writeHead(status, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { heard, url: `http://127.0.0.1:${(server.address() as { port: number }).port}/hooks` };
}

async function world(t: TestContext) {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const clock = fixedClock();
  const add = async (url: string, eventTypes: string[] = []) => {
    const outcome = await createEndpoint(database, keys, { programme, url, eventTypes }, open, clock.now());
    if (outcome.kind !== 'done') assert.fail(outcome.reason);
    return outcome.value;
  };
  const tell = async (type: string, object: string) => await emit(database, { programme, type, object, data: { id: object } }, clock.now());
  const round = async () => await deliverWebhooks({ database, keys, clock, allowPrivate: true, timeoutMs: 300, random: () => 0 });
  const statuses = async (id: string) =>
    (await deliveriesOf(database, programme, id, { before: null, limit: 100 }))
      .reverse()
      .map(({ status, lastAnswer }) => `${status} ${lastAnswer ?? ''}`.trim());
  return { database, keys, clock, add, tell, round, statuses };
}

test('an event is signed as Standard Webhooks says, and goes to the endpoints that want its type', async (t) => {
  const w = await world(t);
  const [all, some] = [await receiver(t), await receiver(t)];
  const { secret } = await w.add(all.url);
  await w.add(some.url, ['operation.rejected']);
  await w.tell('operation.executed', 'o-1');
  await w.tell('operation.rejected', 'o-2');
  assert.equal(await w.round(), 3);
  assert.deepEqual(all.heard.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort(), [
    'operation.executed',
    'operation.rejected',
  ]);
  assert.deepEqual(
    some.heard.map(({ body }) => JSON.parse(body) as unknown),
    [{ type: 'operation.rejected', timestamp: '2026-03-01T08:00:00Z', data: { id: 'o-2' } }],
  );
  const [first] = all.heard;
  const headers = first?.headers as Record<string, string>;
  // The library judges the timestamp by the machine's clock; only the signature is of interest here.
  const expected = new Webhook(secret).sign(
    headers['webhook-id'] ?? '',
    new Date(Number(headers['webhook-timestamp']) * 1000),
    first?.body ?? '',
  );
  assert.equal(headers['webhook-signature'], expected);
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
});

test('the secret stands nowhere in clear, and after a rotation both sign for a day', async (t) => {
  const w = await world(t);
  const target = await receiver(t);
  const { endpoint, secret } = await w.add(target.url);
  const [raw] = await w.database.query<{ row: string }>(statement('spec_raw', 'SELECT e::text AS row FROM webhook_endpoints AS e'));
  assert.equal(raw?.row.includes(Buffer.from(secret.slice(6), 'base64').toString('hex')), false);
  const rotated = await rotateSecret(w.database, w.keys, programme, endpoint.id, w.clock.now());
  if (rotated.kind !== 'done') assert.fail(rotated.reason);
  const count = async () => {
    await w.tell('operation.executed', 'o-1');
    await w.round();
    const signatures = String(target.heard.at(-1)?.headers['webhook-signature']).split(' ');
    const { headers, body } = target.heard.at(-1) ?? assert.fail();
    const sign = (one: string) =>
      new Webhook(one).sign(String(headers['webhook-id']), new Date(Number(headers['webhook-timestamp']) * 1000), body);
    return [rotated.value.secret, secret].filter((one) => signatures.includes(sign(one))).length;
  };
  assert.equal(await count(), 2);
  w.clock.advance(24 * 3600);
  assert.equal(await count(), 1);
});

test("one object's events are told in order, and a failure holds up that object alone", async (t) => {
  const w = await world(t);
  const target = await receiver(t, [500]);
  const { endpoint } = await w.add(target.url);
  await w.tell('operation.created', 'o-1');
  await w.round();
  await w.tell('operation.executed', 'o-1');
  await w.tell('operation.created', 'o-2');
  assert.equal(await w.round(), 1);
  assert.deepEqual(await w.statuses(endpoint.id), ['pending 500', 'pending', 'delivered 204']);
  w.clock.advance(5);
  assert.equal(await w.round(), 1);
  assert.equal(await w.round(), 1);
  assert.deepEqual(await w.statuses(endpoint.id), ['delivered 204', 'delivered 204', 'delivered 204']);
  const told = target.heard
    .map(({ body }) => JSON.parse(body) as { type: string; data: { id: string } })
    .map(({ type, data }) => `${data.id} ${type}`);
  assert.deepEqual(told, ['o-1 operation.created', 'o-2 operation.created', 'o-1 operation.created', 'o-1 operation.executed']);
  assert.equal(target.heard[0]?.headers['webhook-id'], target.heard[2]?.headers['webhook-id']);
});

test('a redirect, a silent server and a server that is away count as failures; ten attempts end it', async (t) => {
  const w = await world(t);
  const target = await receiver(t, [302, 'silent']);
  const { endpoint } = await w.add(target.url);
  await w.tell('operation.created', 'o-1');
  await w.round();
  assert.deepEqual(await w.statuses(endpoint.id), ['pending 302']);
  w.clock.advance(5);
  await w.round();
  assert.deepEqual(await w.statuses(endpoint.id), ['pending timeout']);
  const away = await w.add('http://127.0.0.1:9/');
  await w.tell('operation.created', 'o-2');
  let attempts = 0;
  for (let hour = 0; hour < 24 * 4; hour += 1) {
    for (let beat = 0; beat < 4; beat += 1) {
      await w.round();
      w.clock.advance(900);
    }
    attempts += 1;
  }
  assert.ok(attempts > 0);
  assert.deepEqual(await w.statuses(away.endpoint.id), ['failed unreachable']);
  const [delivery] = await deliveriesOf(w.database, programme, away.endpoint.id, { before: null, limit: 1 });
  assert.equal(delivery?.attempts, 10);
});

test('an endpoint that fails for five days, or says 410, is disabled; what was written waits until it is active again', async (t) => {
  const w = await world(t);
  const target = await receiver(t, [410, 204]);
  const { endpoint } = await w.add(target.url);
  await w.tell('operation.created', 'o-1');
  await w.tell('operation.created', 'o-2');
  await deliverWebhooks({ ...w, allowPrivate: true }, 1);
  assert.deepEqual(
    (await endpointsOf(w.database, programme)).map(({ status, disabledReason }) => [status, disabledReason]),
    [['disabled', 'failing']],
  );
  assert.equal(await w.round(), 0);
  await w.tell('operation.executed', 'o-1');
  const changed = await changeEndpoint(w.database, programme, endpoint.id, { active: true }, open, w.clock.now());
  assert.equal(changed.kind === 'done' && changed.value.status, 'active');
  w.clock.advance(6);
  assert.equal(await w.round(), 2);
  assert.deepEqual(await w.statuses(endpoint.id), ['delivered 204', 'delivered 204']);

  const dead = await w.add('http://127.0.0.1:9/');
  for (let day = 0; day < 7; day += 1) {
    await w.tell('operation.created', `d-${day}`);
    await w.round();
    w.clock.advance(86_400);
  }
  assert.equal((await endpointsOf(w.database, programme)).find(({ id }) => id === dead.endpoint.id)?.disabledReason, 'failing');
});

test('a process that dies between telling and marking tells again with the same id', async (t) => {
  const w = await world(t);
  const target = await receiver(t);
  await w.add(target.url);
  await w.tell('operation.created', 'o-1');
  const dying = {
    ...w.database,
    query: async <Row>(wanted: Parameters<typeof w.database.query>[0], values?: readonly unknown[]): Promise<Row[]> => {
      if (wanted.name.startsWith('webhook_delivered')) throw new Error('killed');
      return await w.database.query<Row>(wanted, values);
    },
  };
  await assert.rejects(deliverWebhooks({ ...w, database: dying, allowPrivate: true }), /killed/);
  assert.equal(await w.round(), 0);
  w.clock.advance(61);
  assert.equal(await w.round(), 1);
  assert.deepEqual(new Set(target.heard.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.equal(target.heard.length, 2);
});

test('several processes at once tell each event once', async (t) => {
  const w = await world(t);
  const target = await receiver(t);
  await w.add(target.url);
  const events = Array.from({ length: 60 }, (_, index) => ({ programme, type: 'operation.created', object: `o-${index}`, data: {} }));
  await emitAll(w.database, events, w.clock.now());
  const counts = await Promise.all(Array.from({ length: 8 }, () => deliverWebhooks({ ...w, allowPrivate: true }, 10)));
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    60,
  );
  assert.equal(target.heard.length, 60);
});

test('nothing is written where nobody wants it, or where the transaction is rolled back', async (t) => {
  const w = await world(t);
  await w.tell('operation.created', 'o-1');
  const target = await receiver(t);
  await w.add(target.url, ['token.locked']);
  await w.tell('operation.created', 'o-2');
  const failing = w.database.transaction(async (tx) => {
    await emit(tx, { programme, type: 'token.locked', object: 'c-1', data: {} }, w.clock.now());
    throw new Error('it did not happen');
  });
  await assert.rejects(failing, /did not happen/);
  assert.equal(await w.round(), 0);
  const [rows] = await w.database.query<{ events: number }>(
    statement('spec_count', 'SELECT count(*)::integer AS events FROM webhook_events'),
  );
  assert.equal(rows?.events, 0);
  await assert.rejects(emit(w.database, { programme, type: 'Not A Type', object: 'x', data: {} }, w.clock.now()), /no name of an event/);
});

test('addresses inside the own network are refused when given and when called', async (t) => {
  const w = await world(t);
  const target = await receiver(t);
  const closed = { allowPrivate: false };
  for (const [url, reason] of [
    [target.url, 'address-malformed'],
    ['https://127.0.0.1/', 'address-private'],
    ['https://metadata.internal/', 'address-private'],
    ['what', 'address-malformed'],
  ] as const) {
    const outcome = await createEndpoint(w.database, w.keys, { programme, url }, closed, w.clock.now());
    assert.deepEqual(outcome, { kind: 'refused', reason }, url);
  }
  const { endpoint } = await w.add(target.url);
  await w.tell('operation.created', 'o-1');
  await deliverWebhooks({ ...w, allowPrivate: false });
  assert.equal(target.heard.length, 0);
  assert.deepEqual(await w.statuses(endpoint.id), ['pending address-malformed']);
});

test('endpoints are limited in number, belong to their programme, and stop for good when they are removed', async (t) => {
  const w = await world(t);
  const target = await receiver(t);
  const { endpoint } = await w.add(target.url);
  const other = await changeEndpoint(w.database, 'another', endpoint.id, { active: false }, open, w.clock.now());
  assert.deepEqual(other, { kind: 'refused', reason: 'endpoint-unknown' });
  assert.equal(await deleteEndpoint(w.database, 'another', endpoint.id, w.clock.now()), false);
  await w.tell('operation.created', 'o-1');
  assert.equal(await deleteEndpoint(w.database, programme, endpoint.id, w.clock.now()), true);
  assert.equal(await w.round(), 0);
  assert.deepEqual(await endpointsOf(w.database, programme), []);
  for (let index = 0; index < endpointsMax; index += 1) await w.add(target.url);
  const more = await createEndpoint(w.database, w.keys, { programme, url: target.url }, open, w.clock.now());
  assert.equal(more.kind === 'refused' && more.reason, 'too-many-endpoints');
  const wrong = await createEndpoint(w.database, w.keys, { programme, url: target.url, eventTypes: ['DROP TABLE'] }, open, w.clock.now());
  assert.equal(wrong.kind === 'refused' && wrong.reason, 'event-type-malformed');
  w.clock.advance(31 * 86_400);
  assert.equal(await sweepWebhooks(w.database, w.clock.now()), 1);
});
