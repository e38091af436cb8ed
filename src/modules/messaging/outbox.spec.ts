// The outbox: what is queued, what is kept of it, and what a customer finds of it later.

import assert from 'node:assert/strict';
import test from 'node:test';

import { statement } from '../../postgres/database.ts';
import { fixedClock } from '../../testing/clock.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { omanToken, testCustomer } from '../../testing/messages.ts';
import { enqueue, messagesOf, notify } from './index.ts';

const programme = omanToken();
const now = fixedClock().now();

test('a notice goes by SMS and e-mail to the contacts of record, and besides to the old ones that are given', async (t) => {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const customerId = await testCustomer(database, keys, { mobile: '+96892345678', email: 'salim@mail.example', language: 'ar' }, now);
  const values = { mobileEnd: '5678' };
  assert.equal(await database.transaction((tx) => notify(tx, { programme, customerId, event: 'token-activated' }, now)), 2);
  const also = { mobile: '+96891111111', email: 'salim@mail.example' };
  assert.equal(await database.transaction((tx) => notify(tx, { programme, customerId, event: 'mobile-change', values, also }, now)), 3);
  const { messages } = await messagesOf(database, customerId);
  const sent = messages.map(({ template, channel, recipient }) => `${template} ${channel} ${recipient}`).sort();
  assert.deepEqual(sent, [
    'mobile-change email salim@mail.example',
    'mobile-change sms +96891111111',
    'mobile-change sms +96892345678',
    'token-activated email salim@mail.example',
    'token-activated sms +96892345678',
  ]);
  assert.match(
    messages.find(({ template, channel }) => template === 'token-activated' && channel === 'sms')?.text ?? '',
    /تم تفعيل تطبيقك/,
  );
});

test('nothing is queued when the transaction of the event is rolled back', async (t) => {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const customerId = await testCustomer(database, keys, {}, now);
  const failing = database.transaction(async (tx) => {
    await notify(tx, { programme, customerId, event: 'password-changed' }, now);
    throw new Error('the event did not happen');
  });
  await assert.rejects(failing, /did not happen/);
  assert.deepEqual((await messagesOf(database, customerId)).messages, []);
});

test('a code is sealed in the outbox and masked in what the customer finds', async (t) => {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const customerId = await testCustomer(database, keys, { language: 'en' }, now);
  const message = { programme, customerId, channel: 'sms', template: 'switch-code', language: 'en', values: {} } as const;
  await enqueue(database, [{ ...message, secrets: { keys, values: { code: '048213' } } }], now);
  const [raw] = await database.query<{ row: string }>(statement('spec_raw', `SELECT m::text AS row FROM messages AS m`));
  assert.doesNotMatch(raw?.row ?? '', /048213|303438323133/);
  const { messages } = await messagesOf(database, customerId);
  assert.match(messages[0]?.text ?? '', /^•••••• is your code to switch to the hard token/);
});

test('a message whose template misses a value is refused as a bug where it is made', async (t) => {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const customerId = await testCustomer(database, keys, {}, now);
  await assert.rejects(notify(database, { programme, customerId, event: 'not-mine-case' }, now), /case/);
});

test('messages come in pages, newest first, and are found by a part of their text', async (t) => {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const customerId = await testCustomer(database, keys, { language: 'en' }, now);
  for (let index = 0; index < 7; index += 1) {
    const values = {
      kind: 'transfer-customer',
      amount: String(1000 + index),
      currency: 'OMR',
      payee: `Payee ${index}`,
      reference: `R${index}`,
    };
    await notify(database, { programme, customerId, event: 'operation-executed', values }, now.add({ seconds: index }));
  }
  const first = await messagesOf(database, customerId, { limit: 10 });
  assert.equal(first.messages.length, 10);
  assert.match(first.messages[0]?.text ?? '', /1\.006 OMR to Payee 6/);
  const second = await messagesOf(database, customerId, { limit: 10, cursor: first.next });
  assert.equal(second.messages.length, 4);
  assert.equal(second.next, undefined);
  const found = await messagesOf(database, customerId, { limit: 3, text: 'PAYEE 2' });
  assert.deepEqual(found.messages.map(({ channel }) => channel).sort(), ['email', 'sms']);
});
