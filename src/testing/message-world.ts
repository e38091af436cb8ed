// A customer, an outbox and what a test asks of them.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import * as messaging from '../modules/messaging/index.ts';
import { fixedClock } from './clock.ts';
import { testDatabase } from './database.ts';
import { testKeys } from './keys.ts';
import { omanToken, testCustomer } from './messages.ts';

const programme = omanToken();
export const mobile = '+96892345678';

/** Waits at most 8 s for something that another process, or the network, brings about. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 8000;
  while (!(await holds())) {
    if (performance.now() > deadline) assert.fail(`not in time: ${what}`);
    await sleep(15);
  }
}

/** One customer with a number and an e-mail address; `drain` runs one round of delivery. */
export async function messageWorld(t: TestContext, language: 'ar' | 'en' = 'ar') {
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
