// Delivery of webhooks: signed as Standard Webhooks says, at least once each, in order for each object.

import { Webhook } from 'standardwebhooks';

import type { Clock } from '../../kernel/clock.ts';
import { OutwardFault, post } from '../../outward/post.ts';
import type { Database } from '../../postgres/database.ts';
import type { KeyStore } from '../keys/index.ts';
import { openSecret } from './endpoint.ts';
import { failingHoursMax, retryMs } from './rules/retry.ts';
import * as store from './store.ts';

export type WebhookSettings = {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly clock: Clock;
  /** Also http and private addresses: for tests and a demo on one machine. */
  readonly allowPrivate: boolean;
  readonly timeoutMs?: number;
  /** In [0, 1); for the jitter of the waits. */
  readonly random?: () => number;
};

const leaseMs = 60_000;

function signatures(keys: KeyStore, row: store.DeliveryRow, now: Temporal.Instant): string {
  const { programme, endpointId, secret, previousSecret, previousSecretUntil } = row;
  const stillGood = previousSecretUntil !== null && Temporal.Instant.compare(now, previousSecretUntil) < 0;
  const sealed = previousSecret !== null && stillGood ? [secret, previousSecret] : [secret];
  const date = new Date(now.epochMilliseconds);
  return sealed.map((one) => new Webhook(openSecret(keys, programme, endpointId, one)).sign(row.eventId, date, row.body)).join(' ');
}

async function call(settings: WebhookSettings, row: store.DeliveryRow): Promise<{ taken: boolean; answer: string }> {
  const { keys, clock, allowPrivate, timeoutMs = 15_000 } = settings;
  const now = clock.now();
  try {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Ramz-Webhooks/1',
      'webhook-id': row.eventId,
      'webhook-timestamp': String(Math.floor(now.epochMilliseconds / 1000)),
      'webhook-signature': signatures(keys, row, now),
    };
    const { status } = await post(row.url, { headers, body: row.body, timeoutMs, allowPrivate });
    return { taken: status >= 200 && status < 300, answer: String(status) };
  } catch (error) {
    if (error instanceof OutwardFault) return { taken: false, answer: error.reason };
    throw error;
  }
}

async function deliver(settings: WebhookSettings, row: store.DeliveryRow): Promise<void> {
  const { database, clock, random = Math.random } = settings;
  const { taken, answer } = await call(settings, row);
  const now = clock.now();
  if (taken) return await store.markDelivered(database, row.position, now, answer);
  const waitMs = retryMs(row.attempts, random());
  const outcome = {
    nextAttemptAt: waitMs === undefined ? null : now.add({ milliseconds: waitMs }),
    answer,
    // 410: the receiver says that nothing will ever listen there again.
    endpointGone: answer === '410',
    disableWhenFailingSince: now.subtract({ hours: failingHoursMax }),
  };
  await store.markFailed(database, row.position, outcome, now);
}

/**
 * One round: claims up to `limit` due deliveries and tells each once, all at the same time.
 * @returns how many were claimed
 */
export async function deliverWebhooks(settings: WebhookSettings, limit = 32): Promise<number> {
  const now = settings.clock.now();
  const rows = await store.claimDeliveries(settings.database, now, now.add({ milliseconds: leaseMs }), limit);
  const results = await Promise.allSettled(rows.map((row) => deliver(settings, row)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return rows.length;
}

/** Forgets events of more than 30 days ago that nobody waits for; gives their number. */
export async function sweepWebhooks(database: Database, now: Temporal.Instant): Promise<number> {
  return await store.deleteEventsBefore(database, now.subtract({ hours: 30 * 24 }));
}
