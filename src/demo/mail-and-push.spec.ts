// E-mail and Web Push against real servers: TLS, repetitions, refusals, outages, subscriptions that are gone.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import * as messaging from '../modules/messaging/index.ts';
import { statement } from '../postgres/database.ts';
import { messageWorld as world } from '../testing/message-world.ts';
import { omanToken, testFolder } from '../testing/messages.ts';
import { openMailDrop } from './mail-drop.ts';
import { openPushService } from './push-service.ts';

const programme = omanToken();

test('an e-mail goes over TLS with its language, names the domain as text, and has the same id at every attempt', async (t) => {
  const w = await world(t);
  const drop = await openMailDrop({ port: 0, folder: testFolder(t) });
  const email = messaging.smtp({ url: `smtp://127.0.0.1:${drop.port}`, timeoutMs: 2000 });
  t.after(async () => {
    email.close();
    await drop.close();
  });
  await w.event();
  const lossy: messaging.Transport = { send: async (message) => (await email.send(message), { kind: 'later', reason: 'answer-lost' }) };
  await w.drain({ email: lossy });
  w.clock.advance(4);
  await w.drain({ email });
  const mails = drop.inbox('salim@mail.example');
  assert.equal(mails.length, 2);
  assert.equal(mails[0]?.messageId, mails[1]?.messageId);
  assert.equal(mails[0]?.secure, true);
  assert.equal(mails[0]?.attachments, 0);
  assert.match(mails[0]?.subject ?? '', /تفعيل التطبيق/);
  assert.ok(mails[0]?.text.includes('bank.ramz.example'));
  assert.doesNotMatch(mails[0]?.text ?? '', /https?:|www\.|<a/);
  assert.deepEqual(await w.statuses('email'), ['sent']);
});

test('a mailbox that does not exist fails at once; a server that is away leaves the mail in the outbox', async (t) => {
  const w = await world(t);
  const folder = testFolder(t);
  const codes = [550, 451];
  const drop = await openMailDrop({ port: 0, folder, refuse: () => codes.shift() });
  const { port } = drop;
  const email = messaging.smtp({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 2000 });
  t.after(() => email.close());
  await w.event();
  await w.drain({ email });
  assert.deepEqual(await w.statuses('email'), ['failed smtp-550']);
  w.clock.advance(1);
  await w.event();
  await w.drain({ email });
  assert.deepEqual(await w.statuses('email'), ['queued smtp-451', 'failed smtp-550']);
  await drop.close();
  email.close();
  const fresh = messaging.smtp({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 2000 });
  t.after(() => fresh.close());
  for (let round = 0; round < 20; round += 1) {
    w.clock.advance(4);
    await w.drain({ email: fresh });
  }
  assert.match((await w.statuses('email'))[0] ?? '', /^queued/);
  const again = await openMailDrop({ port, folder });
  t.after(async () => await again.close());
  w.clock.advance(4);
  await w.drain({ email: fresh });
  assert.equal((await w.statuses('email'))[0], 'sent');
  assert.equal(again.inbox('salim@mail.example').length, 1);
});

test('a push carries an opaque id, encrypted for one phone; a subscription that is gone is forgotten', async (t) => {
  const w = await world(t);
  const folder = testFolder(t);
  const service = await openPushService({ port: 0, folder });
  t.after(async () => await service.close());
  const vapid = messaging.openVapid(join(folder, 'keys'), 'mailto:security@ramzbank.example');
  assert.equal(statSync(join(folder, 'keys', 'vapid.json')).mode & 0o777, 0o600);
  assert.equal(messaging.openVapid(join(folder, 'keys'), 'mailto:x@y.example').publicKey, vapid.publicKey);
  const subscription = service.subscribe();
  const subscriptions = new Map([['device-1', subscription]]);
  const push = messaging.webPush({
    vapid,
    clock: w.clock,
    allowPrivate: true,
    timeoutMs: 2000,
    subscriptionOf: async (deviceId) => subscriptions.get(deviceId),
    forget: async (deviceId) => void subscriptions.delete(deviceId),
  });
  const send = async () => {
    const message = {
      programme,
      customerId: w.customerId,
      channel: 'push',
      template: 'approval-waiting',
      language: 'ar',
      to: 'device-1',
    } as const;
    await messaging.enqueue(
      w.database,
      [{ ...message, values: { id: '0198-opaque' }, uselessAt: w.clock.now().add({ seconds: 90 }) }],
      w.clock.now(),
    );
    await w.drain({ push });
    const [row] = await w.database.query<{ status: string; failure: string | null }>(
      statement('spec_push', `SELECT status, failure FROM messages WHERE channel = 'push' ORDER BY created_at DESC, id DESC LIMIT 1`),
    );
    w.clock.advance(1);
    return `${row?.status} ${row?.failure ?? ''}`;
  };
  assert.equal(await send(), 'sent ');
  const [received] = service.received(subscription.endpoint);
  assert.deepEqual([received?.payload, received?.ttlSeconds, received?.urgency], ['0198-opaque', 90, 'high']);
  service.remove(subscription.endpoint);
  assert.equal(await send(), 'failed push-service-410');
  assert.equal(subscriptions.size, 0);
  assert.equal(await send(), 'failed no-subscription');
});

test('a push endpoint inside the own network is never called', async (t) => {
  const w = await world(t);
  const folder = testFolder(t);
  const service = await openPushService({ port: 0, folder });
  t.after(async () => await service.close());
  const subscription = service.subscribe();
  const push = messaging.webPush({
    vapid: messaging.openVapid(folder, 'mailto:a@b.example'),
    clock: w.clock,
    allowPrivate: false,
    subscriptionOf: async () => subscription,
    forget: async () => undefined,
  });
  const message = { id: 'x', to: 'device-1', sender: '', text: 'id', uselessAt: null };
  assert.deepEqual(await push.send(message), { kind: 'never', reason: 'address-malformed' });
  assert.deepEqual(service.received(subscription.endpoint), []);
});
