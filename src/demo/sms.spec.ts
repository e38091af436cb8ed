// SMS against a real centre: parts, receipts, outages, deaths of processes, throttling, and SMS of customers.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

import { connectSms } from '../doors/sms/index.ts';
import * as messaging from '../modules/messaging/index.ts';
import { statement } from '../postgres/database.ts';
import type { FixedClock } from '../testing/clock.ts';
import { messageWorld as world, mobile, until } from '../testing/message-world.ts';
import { testFolder } from '../testing/messages.ts';
import { openSmsCentre, type SmsCentre, type SmsCentreSettings } from './sms-centre.ts';

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
  w.clock.advance(121);
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

test('receipts of all parts at once, for many messages at once, leave none waiting', async (t) => {
  const w = await world(t);
  const parts = ['a', 'b', 'c', 'd'];
  for (let index = 0; index < 16; index += 1) await w.event({ event: 'password-changed' });
  await w.drain({
    sms: { send: async ({ id }) => await Promise.resolve({ kind: 'sent', receiptIds: parts.map((part) => `${id}-${part}`) }) },
  });
  const { messages } = await messaging.messagesOf(w.database, w.customerId, { limit: 100 });
  const ids = messages.filter(({ channel }) => channel === 'sms').flatMap(({ id }) => parts.map((part) => `${id}-${part}`));
  await Promise.all(ids.map((receiptId) => w.inbound.receiveReceipt({ receiptId, state: 'delivered', reason: null })));
  assert.deepEqual(new Set(await w.statuses('sms')), new Set(['delivered']));
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
