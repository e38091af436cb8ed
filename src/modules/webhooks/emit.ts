// Tells of events: written in the transaction that makes them, delivered after it.

import { randomBytes } from 'node:crypto';

import { uuidV7 } from '../../kernel/ids.ts';
import type { Session } from '../../postgres/database.ts';
import { isEventType } from './rules/event-type.ts';
import { insertEvents } from './store.ts';

export type NewEvent = {
  readonly programme: string;
  /** 'operation.executed', 'token.locked' … */
  readonly type: string;
  /** What it is about: an operation's id, a customer's id. Events of one object are told in their order. */
  readonly object: string;
  /** Goes out as JSON: no secrets, money in minor units as strings. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** Writes events for the endpoints that want them, with one statement; without such endpoints it writes nothing. */
export async function emitAll(tx: Session, events: readonly NewEvent[], now: Temporal.Instant): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ programme, type, object, data }) => {
    if (!isEventType(type)) throw new Error(`bug: '${type}' is no name of an event`);
    const body = JSON.stringify({ type, timestamp: now.toString(), data });
    return { id: uuidV7(now.epochMilliseconds, randomBytes(10)), programme, type, object, body };
  });
  await insertEvents(tx, rows, now);
}

export async function emit(tx: Session, event: NewEvent, now: Temporal.Instant): Promise<void> {
  await emitAll(tx, [event], now);
}
