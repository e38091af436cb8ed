// Delivery: due messages are claimed, sent by the transport of their channel, and marked. At least once each.

import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../postgres/database.ts';
import type { KeyStore } from '../keys/index.ts';
import { secretsOwner, type MessageRow } from './message.ts';
import { ageMaxHours, attemptsMax, awayMs, backoffMs } from './rules/backoff.ts';
import { render, type Values } from './render.ts';
import * as store from './store.ts';
import type { Channel } from './rules/template.ts';

/** A message as a transport gets it. */
export type Outgoing = {
  readonly id: string;
  readonly to: string;
  readonly sender: string;
  readonly subject?: string;
  /** The text; of a push the opaque id that is its whole payload. */
  readonly text: string;
  /** Nobody needs it after this time. */
  readonly uselessAt: Temporal.Instant | null;
};

/** What became of one attempt. `reason` is kept with the message: a code, never the text. */
export type Attempt =
  /** The other side has taken it over; with ids where receipts will follow. */
  | { readonly kind: 'sent'; readonly receiptIds?: readonly string[] }
  /** The other side is not there: does not count as an attempt. */
  | { readonly kind: 'away'; readonly reason: string }
  /** It said 'not now'. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs?: number }
  /** It said 'never'. */
  | { readonly kind: 'never'; readonly reason: string };

export type Transport = { send(message: Outgoing): Promise<Attempt> };

export type DeliverySettings = {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly transports: Partial<Readonly<Record<Channel, Transport>>>;
  /** In [0, 1); for the jitter of the waits. */
  readonly random?: () => number;
  /** Longer than any transport takes for one round: what is not marked by then is sent again. */
  readonly leaseMs?: number;
};

function outgoing(keys: KeyStore, row: MessageRow): Outgoing {
  const { id, channel, template, language, recipient, sender, uselessAt } = row;
  const shared = { id, to: recipient, sender, uselessAt };
  if (channel === 'push') return { ...shared, text: row.values['id'] ?? '' };
  const opened = row.secrets === null ? '{}' : new TextDecoder().decode(keys.open(secretsOwner(row), row.secrets));
  const secrets = JSON.parse(opened) as Values;
  return { ...shared, ...render({ channel, template, language, values: { ...row.values, ...secrets } }) };
}

async function attempt({ keys, transports }: DeliverySettings, row: MessageRow): Promise<Attempt> {
  const transport = transports[row.channel];
  if (transport === undefined) return { kind: 'away', reason: 'no-transport' };
  try {
    return await transport.send(outgoing(keys, row));
  } catch (error) {
    // The error's text could hold the message: only its code is kept.
    return { kind: 'later', reason: `fault: ${(error as { code?: string }).code ?? (error as Error).name}` };
  }
}

async function deliver(settings: DeliverySettings, row: MessageRow): Promise<void> {
  const { database, clock, random = Math.random } = settings;
  const begun = clock.now();
  const tooOld = Temporal.Instant.compare(row.createdAt.add({ hours: ageMaxHours }), begun) <= 0;
  if (row.uselessAt !== null && Temporal.Instant.compare(row.uselessAt, begun) <= 0)
    return await store.markEnded(database, row.id, 'expired', 'too-late');
  if (tooOld) return await store.markEnded(database, row.id, 'failed', 'too-old');
  const result = await attempt(settings, row);
  const now = clock.now();
  if (result.kind === 'sent') {
    const { receiptIds = [] } = result;
    await database.transaction(async (tx) => {
      // Receipts before messages, as in receiveReceipt: two orders would lock each other.
      if (receiptIds.length > 0) await store.expectReceipts(tx, row.id, receiptIds, now);
      await store.markSent(tx, row.id, now);
      if (receiptIds.length > 0) await store.settleByReceipts(tx, row.id, now);
    });
  } else if (result.kind === 'never') await store.markEnded(database, row.id, 'failed', result.reason);
  else if (result.kind === 'away') await store.markWaiting(database, row.id, now.add({ milliseconds: awayMs(random()) }));
  else if (row.attempts >= attemptsMax) await store.markEnded(database, row.id, 'failed', result.reason);
  else {
    const waitMs = Math.max(result.afterMs ?? 0, backoffMs(row.attempts, random()));
    await store.markRetry(database, row.id, now.add({ milliseconds: waitMs }), result.reason);
  }
}

/**
 * One round of delivery: claims up to `limit` due messages and tries each once, all at the same time.
 * @returns how many were claimed; as many as `limit` means that more may be due
 */
export async function deliverDue(settings: DeliverySettings, limit = 64): Promise<number> {
  const { database, clock, transports, leaseMs = 120_000 } = settings;
  const now = clock.now();
  const channels = Object.keys(transports);
  const rows = await store.claimDue(database, { now, leaseUntil: now.add({ milliseconds: leaseMs }), channels, limit });
  const results = await Promise.allSettled(rows.map((row) => deliver(settings, row)));
  // What could not be marked stays claimed until its lease ends, and is then tried again.
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return rows.length;
}

/** Ends messages that nobody needs any more and forgets old inbound SMS. */
export async function sweepMessages(database: Database, now: Temporal.Instant): Promise<number> {
  await store.forgetInbound(database, now.subtract({ hours: 24 }));
  return await store.expireUseless(database, now);
}

/** How much is queued in each channel and since when; for metrics and readiness. */
export async function outboxState(database: Database): Promise<{ channel: string; queued: number; oldest: Temporal.Instant }[]> {
  return await store.queuedCounts(database);
}
