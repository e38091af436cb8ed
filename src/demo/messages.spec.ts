// The whole way of a message against real servers: SMPP, SMTP and Web Push, with outages, receipts and SMS of customers.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { connectSms } from '../doors/sms/index.ts';
import * as messaging from '../modules/messaging/index.ts';
import { statement } from '../postgres/database.ts';
import { fixedClock, type FixedClock } from '../testing/clock.ts';
import { testDatabase } from '../testing/database.ts';
import { testKeys } from '../testing/keys.ts';
import { omanToken, testCustomer, testFolder } from '../testing/messages.ts';
import { openMailDrop } from './mail-drop.ts';
import { openPushService } from './push-service.ts';
import { openSmsCentre, type SmsCentre, type SmsCentreSettings } from './sms-centre.ts';

const programme = omanToken();
const mobile = '+96892345678';

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!(await holds())) {
    if (Date.now() > deadline) assert.fail(`not in time: ${what}`);
    await sleep(15);
  }
}

async function world(t: TestContext, language: 'ar' | 'en' = 'ar') {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const clock = fixedClock();
  const customerId = await testCustomer(database, keys, { mobile, email: 'salim@mail.example', language }, clock.now());
  const inbound = messaging.openInbound(database, clock);
  const event = (wanted: Partial<messaging.Notice> = {}) =>
    messaging.notify(database, { programme, customerId, event: 'token-activated', ...wanted }, clock.now());
  const code = (digits: string) =>
    messaging.enqueue(
      database,
      [
        {
          programme,
          customerId,
          channel: 'sms',
          template: 'registration-code',
          language: 'ar',
          values: { host: 'app.bank.example' },
          secrets: { keys, values: { code: digits } },
          uselessAt: clock.now().add({ seconds: 180 }),
        },
      ],
      clock.now(),
    );
  const statuses = async (channel: string): Promise<string[]> => {
    const { messages } = await messaging.messagesOf(database, customerId, { limit: 500 });
    return messages
      .filter((message) => message.channel === channel)
      .map(({ status, failure }) => (failure === null ? status : `${status} ${failure}`));
  };
  const drain = async (transports: messaging.DeliverySettings['transports']) =>
    await messaging.deliverDue({ database, keys, clock, transports, random: () => 0.5 });
  return { database, keys, clock, customerId, inbound, event, code, statuses, drain };
}

async function sms(
  t: TestContext,
  { inbound, clock }: { inbound: messaging.Inbound; clock: FixedClock },
  settings: Partial<SmsCentreSettings> = {},
) {
  const folder = testFolder(t);
  let centre: SmsCentre = await openSmsCentre({ port: 0, folder, receiptDelayMs: 5, ...settings });
  const { port } = centre;
  const url = `smpp://ramz:secret@127.0.0.1:${port}`;
  const log: string[] = [];
  const connection = connectSms({
    url,
    inbound,
    clock,
    countryCode: '+968',
    reconnectBaseMs: 20,
    answerTimeoutMs: 2000,
    enquireEveryMs: 200,
    log: (event, detail) => log.push(`${event} ${detail}`),
  });
  t.after(async () => {
    await connection.close();
    await centre.close();
  });
  await until('bound', () => connection.isBound());
  return {
    connection,
    log,
    centre: () => centre,
    stop: async () => await centre.close(),
    restart: async () => void (centre = await openSmsCentre({ port, folder, receiptDelayMs: 5, ...settings })),
  };
}

test('an Arabic SMS of several parts arrives whole, and its receipts mark the message delivered', async (t) => {
  const w = await world(t);
  const { connection, centre } = await sms(t, w);
  await w.event({ event: 'token-deregistered' });
  assert.equal(await w.drain({ sms: connection }), 1);
  await until('delivered', async () => (await w.statuses('sms'))[0] === 'delivered');
  const [arrived] = centre().inbox(mobile);
  assert.ok((arrived?.parts ?? 0) > 1, 'one part only');
  assert.equal(arrived?.from, 'RamzBank');
  const { messages } = await messaging.messagesOf(w.database, w.customerId);
  assert.equal(arrived?.text, messages.find(({ channel }) => channel === 'sms')?.text);
  assert.match(arrived?.text ?? '', /تم إلغاء تسجيل التطبيق على هاتفك/);
});

test('a code arrives in the form that phones fill in, and nothing is kept of it afterwards', async (t) => {
  const w = await world(t);
  const { connection, centre } = await sms(t, w);
  await w.code('048213');
  await w.drain({ sms: connection });
  await until('delivered', async () => (await w.statuses('sms'))[0] === 'delivered');
  const [arrived] = centre().inbox(mobile);
  assert.match(arrived?.text ?? '', /^\u2066048213\u2069 /);
  assert.equal(arrived?.text.split('\n').at(-1), '@app.bank.example #048213');
  const [raw] = await w.database.query<{ secrets: Uint8Array | null }>(statement('spec_secrets', 'SELECT secrets FROM messages'));
  assert.equal(raw?.secrets, null);
});

test('while the SMS centre is away nothing is lost and no attempt is used up; when it is back all arrive', async (t) => {
  const w = await world(t, 'en');
  const { connection, centre, stop, restart, log } = await sms(t, w);
  await stop();
  await until('lost', () => !connection.isBound());
  for (let index = 0; index < 20; index += 1) await w.event({ event: 'password-changed' });
  for (let round = 0; round < 30; round += 1) {
    assert.equal(await w.drain({ sms: connection }), 20);
    w.clock.advance(4);
  }
  assert.deepEqual(new Set(await w.statuses('sms')), new Set(['queued']));
  await restart();
  await until('bound again', () => connection.isBound());
  await w.drain({ sms: connection });
  await until('all delivered', async () => (await w.statuses('sms')).every((status) => status === 'delivered'));
  assert.equal(centre().inbox(mobile).length, 20);
  assert.ok(log.some((line) => line.startsWith('lost')));
});

test('a process that dies between sending and marking leads to a second SMS, never to none', async (t) => {
  const w = await world(t);
  const { connection, centre } = await sms(t, w);
  await w.event({ event: 'password-changed' });
  const dying = { ...w.database, transaction: async () => await Promise.reject(new Error('killed')) };
  const settings = { database: dying, keys: w.keys, clock: w.clock, transports: { sms: connection } };
  await assert.rejects(messaging.deliverDue(settings), /killed/);
  assert.deepEqual(await w.statuses('sms'), ['queued']);
  assert.equal(await w.drain({ sms: connection }), 0, 'taken by two at once');
  w.clock.advance(61);
  assert.equal(await w.drain({ sms: connection }), 1);
  await until('delivered', async () => (await w.statuses('sms'))[0] === 'delivered');
  assert.equal(centre().inbox(mobile).length, 2);
});

test('two processes deliver each message once', async (t) => {
  const w = await world(t, 'en');
  const { connection, centre } = await sms(t, w);
  for (let index = 0; index < 40; index += 1) await w.event({ event: 'password-changed' });
  const rounds = await Promise.all(Array.from({ length: 8 }, () => messaging.deliverDue({ ...w, transports: { sms: connection } }, 10)));
  assert.equal(
    rounds.reduce((sum, count) => sum + count),
    40,
  );
  await until('all delivered', async () => (await w.statuses('sms')).every((status) => status === 'delivered'));
  assert.equal(centre().inbox(mobile).length, 40);
});

test('a throttling centre is given a pause; a refused destination is not tried again; other errors come back later', async (t) => {
  const w = await world(t);
  const answers = [0x58, 0x08, 0x0b];
  const { connection, log } = await sms(t, w, { judge: () => answers.shift() ?? 0 });
  await w.event({ event: 'password-changed' });
  await w.drain({ sms: connection });
  assert.ok(log.includes('throttled 0x58'));
  const [throttled] = await w.database.query<{ attempts: number }>(
    statement('spec_attempts', `SELECT attempts FROM messages WHERE channel = 'sms'`),
  );
  assert.equal(throttled?.attempts, 0);
  w.clock.advance(4);
  await w.drain({ sms: connection });
  assert.deepEqual(await w.statuses('sms'), ['queued smpp-0x8']);
  w.clock.advance(4);
  await w.drain({ sms: connection });
  assert.deepEqual(await w.statuses('sms'), ['failed smpp-0xb']);
});

test('an undelivered receipt marks the message failed with the reason of the network', async (t) => {
  const w = await world(t);
  const { connection } = await sms(t, w, { receiptOf: () => 'UNDELIV' });
  await w.event({ event: 'password-changed' });
  await w.drain({ sms: connection });
  await until('failed', async () => (await w.statuses('sms'))[0] === 'failed network-UNDELIV-011');
});

test('a receipt that comes before the message is marked sent is not lost', async (t) => {
  const w = await world(t);
  await w.event({ event: 'password-changed' });
  const early: messaging.Transport = {
    async send() {
      await w.inbound.receiveReceipt({ receiptId: 'r-1', state: 'delivered', reason: null });
      return { kind: 'sent', receiptIds: ['r-1'] };
    },
  };
  await w.drain({ sms: early });
  assert.deepEqual(await w.statuses('sms'), ['delivered']);
});

test('a code that nobody needs any more is not sent, and its secret is erased', async (t) => {
  const w = await world(t);
  await w.code('048213');
  await w.code('048214');
  w.clock.advance(180);
  assert.equal(await messaging.sweepMessages(w.database, w.clock.now()), 2);
  assert.deepEqual(await w.statuses('sms'), ['expired too-late', 'expired too-late']);
  const rows = await w.database.query<{ secrets: Uint8Array | null }>(statement('spec_secrets', 'SELECT secrets FROM messages'));
  assert.ok(rows.every(({ secrets }) => secrets === null));
});

test('attempts that fail are counted, wait longer each time, and end', async (t) => {
  const w = await world(t);
  await w.event({ event: 'password-changed' });
  let sent = 0;
  const failing: messaging.Transport = {
    send: async () => ((sent += 1), await Promise.reject(Object.assign(new Error('secret text'), { code: 'EBROKEN' }))),
  };
  for (let minute = 0; minute < 240; minute += 1) {
    await w.drain({ sms: failing });
    w.clock.advance(15);
    if (!(await w.statuses('sms'))[0]?.startsWith('queued')) break;
  }
  assert.equal(sent, 12);
  assert.deepEqual(await w.statuses('sms'), ['failed fault: EBROKEN']);
});

test("a customer's SMS reaches its handler once, in any script and length, although the centre repeats it", async (t) => {
  const w = await world(t);
  const heard: string[] = [];
  let failures = 1;
  w.inbound.onInboundSms(async (received, tx) => {
    await tx.query(statement('spec_one', 'SELECT 1'));
    if (failures > 0) {
      failures -= 1;
      throw new Error('the database was away for a moment');
    }
    heard.push(`${received.from} ${received.to} ${received.text}`);
  });
  const { centre, log } = await sms(t, w);
  await centre().send(mobile, '90909', 'RAMZ 7F3K-22QX');
  assert.deepEqual(heard, [`${mobile} 90909 RAMZ 7F3K-22QX`]);
  assert.ok(log.some((line) => line.startsWith('inbound-failed')));
  await centre().send(mobile, '90909', 'RAMZ 7F3K-22QX');
  assert.equal(heard.length, 1, 'the repetition was heard');
  w.clock.advance(301);
  await centre().send(mobile, '90909', 'RAMZ 7F3K-22QX');
  assert.equal(heard.length, 2);
  const long = 'رمز '.repeat(60).trim();
  await centre().send(mobile, '90909', long);
  assert.equal(heard.at(-1), `${mobile} 90909 ${long}`);
  assert.equal(
    centre()
      .inbox(mobile)
      .filter(({ direction }) => direction === 'out').length,
    4,
  );
});

test('a wrong password for the SMS centre is reported and nothing is sent', async (t) => {
  const w = await world(t);
  const centre = await openSmsCentre({ port: 0, folder: testFolder(t), user: { name: 'ramz', password: 'right' } });
  const log: string[] = [];
  const settings = {
    inbound: w.inbound,
    clock: w.clock,
    countryCode: '+968',
    log: (event: string, detail: string) => void log.push(`${event} ${detail}`),
  };
  const connection = connectSms({ url: `smpp://ramz:wrong@127.0.0.1:${centre.port}`, ...settings });
  t.after(async () => {
    await connection.close();
    await centre.close();
  });
  await until('refused', () => log.includes('refused bind-0xe'));
  assert.equal(connection.isBound(), false);
  assert.doesNotMatch(log.join(), /wrong/);
});

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

test('what the demo servers hold survives a restart, in files for the owner alone', async (t) => {
  const folder = testFolder(t);
  const first = await openSmsCentre({ port: 0, folder });
  const sending = first.send(mobile, '90909', 'hello');
  assert.equal(first.inbox(mobile)[0]?.text, 'hello');
  await first.close();
  await sending;
  const second = await openSmsCentre({ port: 0, folder });
  t.after(async () => await second.close());
  assert.equal(second.inbox(mobile)[0]?.text, 'hello');
  assert.equal(statSync(join(folder, 'sms.jsonl')).mode & 0o777, 0o600);
});
