// All SQL of the messages.

import { statement, type Session } from '../../postgres/database.ts';
import type { MessageRow } from './message.ts';

const columns = `id, programme, customer_id AS "customerId", channel, template, language, recipient, sender, values, secrets,
  useless_at AS "uselessAt", status, attempts, failure, created_at AS "createdAt", sent_at AS "sentAt", delivered_at AS "deliveredAt"`;

export type NewRow = Pick<
  MessageRow,
  'id' | 'programme' | 'customerId' | 'channel' | 'template' | 'language' | 'recipient' | 'sender' | 'values' | 'secrets' | 'uselessAt'
>;

const insert = statement(
  'messages_insert',
  `INSERT INTO messages (id, programme, customer_id, channel, template, language, recipient, sender, values, secrets, useless_at,
     status, next_attempt_at, created_at)
   SELECT n.*, 'queued', $12, $12
   FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[],
     $10::bytea[], $11::timestamptz[]) AS n`,
);

export async function insertMessages(tx: Session, rows: readonly NewRow[], now: Temporal.Instant): Promise<void> {
  await tx.query(insert, [
    rows.map(({ id }) => id),
    rows.map(({ programme }) => programme),
    rows.map(({ customerId }) => customerId),
    rows.map(({ channel }) => channel),
    rows.map(({ template }) => template),
    rows.map(({ language }) => language),
    rows.map(({ recipient }) => recipient),
    rows.map(({ sender }) => sender),
    rows.map(({ values }) => JSON.stringify(values)),
    rows.map(({ secrets }) => secrets),
    rows.map(({ uselessAt }) => uselessAt),
    now,
  ]);
}

// The claim sets next_attempt_at to the end of the lease: a process that dies leaves the message to the next one.
const claim = statement(
  'messages_claim',
  `UPDATE messages SET attempts = attempts + 1, next_attempt_at = $2
   WHERE id IN (
     SELECT id FROM messages WHERE status = 'queued' AND next_attempt_at <= $1 AND channel = ANY ($3)
     ORDER BY next_attempt_at LIMIT $4 FOR UPDATE SKIP LOCKED)
   RETURNING ${columns}`,
);

/** Takes due messages for one attempt each. Until `leaseUntil` nobody else takes them. */
export async function claimDue(
  db: Session,
  wanted: { now: Temporal.Instant; leaseUntil: Temporal.Instant; channels: readonly string[]; limit: number },
): Promise<MessageRow[]> {
  return await db.query<MessageRow>(claim, [wanted.now, wanted.leaseUntil, wanted.channels, wanted.limit]);
}

const sent = statement(
  'message_sent',
  `UPDATE messages SET status = 'sent', sent_at = $2, next_attempt_at = NULL, secrets = NULL, failure = NULL
   WHERE id = $1 AND status = 'queued' RETURNING id`,
);

export async function markSent(db: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(sent, [id, now])).length === 1;
}

const retry = statement('message_retry', `UPDATE messages SET next_attempt_at = $2, failure = $3 WHERE id = $1 AND status = 'queued'`);

export async function markRetry(db: Session, id: string, at: Temporal.Instant, failure: string): Promise<void> {
  await db.query(retry, [id, at, failure]);
}

const giveBack = statement(
  'message_give_back',
  `UPDATE messages SET next_attempt_at = $2, attempts = attempts - 1 WHERE id = $1 AND status = 'queued' AND attempts > 0`,
);

/** The other side was not there at all: the attempt does not count. */
export async function markWaiting(db: Session, id: string, at: Temporal.Instant): Promise<void> {
  await db.query(giveBack, [id, at]);
}

const ended = statement(
  'message_ended',
  `UPDATE messages SET status = $2, next_attempt_at = NULL, secrets = NULL, failure = $3 WHERE id = $1 AND status = 'queued'`,
);

export async function markEnded(db: Session, id: string, status: 'failed' | 'expired', failure: string): Promise<void> {
  await db.query(ended, [id, status, failure]);
}

const expire = statement(
  'messages_expire',
  `UPDATE messages SET status = 'expired', next_attempt_at = NULL, secrets = NULL, failure = 'too-late'
   WHERE status = 'queued' AND useless_at <= $1 RETURNING id`,
);

/** Ends queued messages that nobody needs any more and erases their secrets; gives their number. */
export async function expireUseless(db: Session, now: Temporal.Instant): Promise<number> {
  return (await db.query(expire, [now])).length;
}

// A receipt that came first is waiting under the same provider id without a message.
const part = statement(
  'message_receipt_expect',
  `INSERT INTO message_receipts (provider_id, message_id, state, reported_at) SELECT unnest($2::text[]), $1, 'waiting', $3
   ON CONFLICT (provider_id) DO UPDATE SET message_id = excluded.message_id`,
);

export async function expectReceipts(db: Session, messageId: string, providerIds: readonly string[], now: Temporal.Instant): Promise<void> {
  await db.query(part, [messageId, providerIds, now]);
}

const report = statement(
  'message_receipt_report',
  `INSERT INTO message_receipts (provider_id, state, reason, reported_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (provider_id) DO UPDATE SET state = excluded.state, reason = excluded.reason, reported_at = excluded.reported_at
   RETURNING message_id AS "messageId"`,
);

export async function reportReceipt(
  db: Session,
  receipt: { providerId: string; state: 'delivered' | 'undelivered'; reason: string | null },
  now: Temporal.Instant,
): Promise<string | undefined> {
  const [row] = await db.query<{ messageId: string | null }>(report, [receipt.providerId, receipt.state, receipt.reason, now]);
  return row?.messageId ?? undefined;
}

const lock = statement('message_lock', `SELECT id FROM messages WHERE id = $1 FOR UPDATE`);

// All parts delivered: delivered. One part not: the text did not arrive as a whole.
const settle = statement(
  'message_settle',
  `UPDATE messages AS m SET
     status = CASE WHEN r.undelivered > 0 THEN 'failed' ELSE 'delivered' END,
     delivered_at = CASE WHEN r.undelivered > 0 THEN NULL ELSE $2::timestamptz END,
     failure = r.reason
   FROM (SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'undelivered') AS undelivered,
           count(*) AS parts, min(reason) FILTER (WHERE state = 'undelivered') AS reason
         FROM message_receipts WHERE message_id = $1) AS r
   WHERE m.id = $1 AND m.status = 'sent' AND r.parts > 0 AND (r.waiting = 0 OR r.undelivered > 0)`,
);

/** Receipts of two parts may come at once: each takes the message first, so that the later one sees the earlier. */
export async function settleByReceipts(tx: Session, messageId: string, now: Temporal.Instant): Promise<void> {
  await tx.query(lock, [messageId]);
  await tx.query(settle, [messageId, now]);
}

const heard = statement(
  'inbound_message_once',
  `INSERT INTO inbound_messages AS i (digest, sender, recipient, received_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (digest) DO UPDATE SET received_at = excluded.received_at WHERE i.received_at < $5 RETURNING digest`,
);

/** Whether this SMS is heard for the first time since `since`. */
export async function hearOnce(
  tx: Session,
  sms: { digest: Uint8Array; sender: string; recipient: string },
  now: Temporal.Instant,
  since: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(heard, [sms.digest, sms.sender, sms.recipient, now, since])).length === 1;
}

const forget = statement('inbound_messages_forget', `DELETE FROM inbound_messages WHERE received_at < $1`);

export async function forgetInbound(db: Session, before: Temporal.Instant): Promise<void> {
  await db.query(forget, [before]);
}

const ofCustomer = statement(
  'messages_of_customer',
  `SELECT ${columns} FROM messages WHERE customer_id = $1 AND channel <> 'push' AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
);

export async function messagesBefore(db: Session, customerId: string, before: string | null, limit: number): Promise<MessageRow[]> {
  return await db.query<MessageRow>(ofCustomer, [customerId, before, limit]);
}

const counts = statement(
  'messages_counts',
  `SELECT channel, count(*)::integer AS queued, min(created_at) AS oldest FROM messages WHERE status = 'queued' GROUP BY channel`,
);

export async function queuedCounts(db: Session): Promise<{ channel: string; queued: number; oldest: Temporal.Instant }[]> {
  return await db.query(counts);
}

const smsAbout = statement(
  'messages_sms_about',
  `SELECT min(sent_at) AS at FROM messages
   WHERE customer_id = ANY ($1::uuid[]) AND channel = 'sms' AND values ->> 'reference' = ANY ($2::text[]) AND sent_at IS NOT NULL`,
);

/** When the first SMS about one of these things left: messages carry what they are about in `values.reference`. */
export async function smsSentAt(
  db: Session,
  customerIds: readonly string[],
  references: readonly string[],
): Promise<Temporal.Instant | null> {
  return (await db.query<{ at: Temporal.Instant | null }>(smsAbout, [customerIds, references]))[0]?.at ?? null;
}
