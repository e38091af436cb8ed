// All SQL of the webhooks.

import { statement, type Session } from '../../postgres/database.ts';

export type EndpointRow = {
  readonly id: string;
  readonly programme: string;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
  readonly status: 'active' | 'disabled';
  readonly disabledReason: 'by-client' | 'failing' | null;
  readonly failingSince: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
};

const columns = `id, programme, url, description, event_types AS "eventTypes", status, disabled_reason AS "disabledReason",
  failing_since AS "failingSince", created_at AS "createdAt", changed_at AS "changedAt"`;

const insert = statement(
  'webhook_endpoint_insert',
  `INSERT INTO webhook_endpoints (id, programme, url, description, event_types, secret, status, created_at, changed_at)
   SELECT $1, $2, $3, $4, $5, $6, 'active', $7, $7
   WHERE (SELECT count(*) FROM webhook_endpoints WHERE programme = $2 AND status <> 'deleted') < $8
   RETURNING ${columns}`,
);

export async function insertEndpoint(
  db: Session,
  row: { id: string; programme: string; url: string; description: string; eventTypes: readonly string[]; secret: Uint8Array },
  now: Temporal.Instant,
  endpointsMax: number,
): Promise<EndpointRow | undefined> {
  const values = [row.id, row.programme, row.url, row.description, row.eventTypes, row.secret, now, endpointsMax];
  return (await db.query<EndpointRow>(insert, values))[0];
}

const all = statement(
  'webhook_endpoints_of',
  `SELECT ${columns} FROM webhook_endpoints WHERE programme = $1 AND status <> 'deleted' ORDER BY id`,
);

export async function endpointsOf(db: Session, programme: string): Promise<EndpointRow[]> {
  return await db.query<EndpointRow>(all, [programme]);
}

const change = statement(
  'webhook_endpoint_change',
  `UPDATE webhook_endpoints SET
     url = coalesce($3, url), description = coalesce($4, description), event_types = coalesce($5, event_types),
     status = CASE $6::boolean WHEN true THEN 'active' WHEN false THEN 'disabled' ELSE status END,
     disabled_reason = CASE $6::boolean WHEN true THEN NULL WHEN false THEN 'by-client' ELSE disabled_reason END,
     failing_since = CASE WHEN $6::boolean THEN NULL ELSE failing_since END,
     changed_at = $7
   WHERE programme = $1 AND id = $2 AND status <> 'deleted' RETURNING ${columns}`,
);

export type EndpointChange = { url?: string; description?: string; eventTypes?: readonly string[]; active?: boolean };

export async function updateEndpoint(
  db: Session,
  programme: string,
  id: string,
  { url, description, eventTypes, active }: EndpointChange,
  now: Temporal.Instant,
): Promise<EndpointRow | undefined> {
  const values = [programme, id, url ?? null, description ?? null, eventTypes ?? null, active ?? null, now];
  return (await db.query<EndpointRow>(change, values))[0];
}

const remove = statement(
  'webhook_endpoint_delete',
  `WITH gone AS (
     UPDATE webhook_endpoints SET status = 'deleted', disabled_reason = NULL, changed_at = $3
     WHERE programme = $1 AND id = $2 AND status <> 'deleted' RETURNING id),
   dropped AS (
     UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, last_answer = 'endpoint-deleted'
     WHERE endpoint_id IN (SELECT id FROM gone) AND status = 'pending')
   SELECT id FROM gone`,
);

export async function deleteEndpoint(db: Session, programme: string, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await db.query(remove, [programme, id, now])).length === 1;
}

const secrets = statement(
  'webhook_endpoint_rotate',
  `UPDATE webhook_endpoints SET previous_secret = $5, previous_secret_until = $4, secret = $3, changed_at = $6
   WHERE programme = $1 AND id = $2 AND status <> 'deleted' AND secret = $7 RETURNING id`,
);

const currentSecret = statement(
  'webhook_endpoint_secret',
  `SELECT secret FROM webhook_endpoints WHERE programme = $1 AND id = $2 AND status <> 'deleted'`,
);

export async function secretOf(db: Session, programme: string, id: string): Promise<Uint8Array | undefined> {
  return (await db.query<{ secret: Uint8Array }>(currentSecret, [programme, id]))[0]?.secret;
}

/** Puts a new secret in the place of `current`; false where it was changed meanwhile. */
export async function replaceSecret(
  db: Session,
  place: { programme: string; id: string; current: Uint8Array },
  next: { secret: Uint8Array; previous: Uint8Array; previousUntil: Temporal.Instant },
  now: Temporal.Instant,
): Promise<boolean> {
  const values = [place.programme, place.id, next.secret, next.previousUntil, next.previous, now, place.current];
  return (await db.query(secrets, values)).length === 1;
}

// Without an endpoint that wants them nothing is written: most installations have none.
const emit = statement(
  'webhook_emit',
  `WITH told AS (
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
       AS t (id, programme, type, object, body, place)),
   wanted AS (
     SELECT t.id AS event_id, e.id AS endpoint_id, t.object, t.place FROM told AS t
     JOIN webhook_endpoints AS e ON e.programme = t.programme AND e.status = 'active'
       AND (e.event_types = '{}' OR t.type = ANY (e.event_types))),
   written AS (
     INSERT INTO webhook_events (id, programme, type, object, body, created_at)
     SELECT id, programme, type, object, body, $6 FROM told WHERE id IN (SELECT event_id FROM wanted))
   INSERT INTO webhook_deliveries (event_id, endpoint_id, object, status, next_attempt_at, created_at)
   SELECT event_id, endpoint_id, object, 'pending', $6, $6 FROM wanted ORDER BY place`,
);

export type EventRow = { id: string; programme: string; type: string; object: string; body: string };

export async function insertEvents(tx: Session, events: readonly EventRow[], now: Temporal.Instant): Promise<void> {
  await tx.query(emit, [
    events.map(({ id }) => id),
    events.map(({ programme }) => programme),
    events.map(({ type }) => type),
    events.map(({ object }) => object),
    events.map(({ body }) => body),
    now,
  ]);
}

export type DeliveryRow = {
  readonly position: bigint;
  readonly eventId: string;
  readonly endpointId: string;
  readonly programme: string;
  readonly attempts: number;
  readonly createdAt: Temporal.Instant;
  readonly body: string;
  readonly url: string;
  readonly secret: Uint8Array;
  readonly previousSecret: Uint8Array | null;
  readonly previousSecretUntil: Temporal.Instant | null;
};

// Only the first of an object's line is taken: the next one waits until it was told or given up.
const claim = statement(
  'webhook_claim',
  `WITH taken AS (
     UPDATE webhook_deliveries SET attempts = attempts + 1, next_attempt_at = $2
     WHERE position IN (
       SELECT d.position FROM webhook_deliveries AS d JOIN webhook_endpoints AS e ON e.id = d.endpoint_id AND e.status = 'active'
       WHERE d.status = 'pending' AND d.next_attempt_at <= $1 AND NOT EXISTS (
         SELECT FROM webhook_deliveries AS p
         WHERE p.endpoint_id = d.endpoint_id AND p.object = d.object AND p.status = 'pending' AND p.position < d.position)
       ORDER BY d.next_attempt_at, d.position LIMIT $3 FOR UPDATE OF d SKIP LOCKED)
     RETURNING position, event_id, endpoint_id, attempts, created_at)
   SELECT t.position, t.event_id AS "eventId", t.endpoint_id AS "endpointId", t.attempts, t.created_at AS "createdAt", v.body,
     e.programme, e.url, e.secret, e.previous_secret AS "previousSecret", e.previous_secret_until AS "previousSecretUntil"
   FROM taken AS t JOIN webhook_events AS v ON v.id = t.event_id JOIN webhook_endpoints AS e ON e.id = t.endpoint_id`,
);

export async function claimDeliveries(
  db: Session,
  now: Temporal.Instant,
  leaseUntil: Temporal.Instant,
  limit: number,
): Promise<DeliveryRow[]> {
  return await db.query<DeliveryRow>(claim, [now, leaseUntil, limit]);
}

const delivered = statement(
  'webhook_delivered',
  `WITH told AS (
     UPDATE webhook_deliveries SET status = 'delivered', delivered_at = $2, next_attempt_at = NULL, last_answer = $3
     WHERE position = $1 AND status = 'pending' RETURNING endpoint_id)
   UPDATE webhook_endpoints SET failing_since = NULL WHERE id IN (SELECT endpoint_id FROM told) AND failing_since IS NOT NULL`,
);

export async function markDelivered(db: Session, position: bigint, now: Temporal.Instant, answer: string): Promise<void> {
  await db.query(delivered, [position, now, answer]);
}

// $3 null: given up. The endpoint's bad time begins with its first failure and ends its service at $6.
const failed = statement(
  'webhook_failed',
  `WITH missed AS (
     UPDATE webhook_deliveries SET status = CASE WHEN $3::timestamptz IS NULL THEN 'failed' ELSE 'pending' END,
       next_attempt_at = $3, last_answer = $4
     WHERE position = $1 AND status = 'pending' RETURNING endpoint_id)
   UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, $2),
     status = CASE WHEN $5::boolean OR failing_since <= $6 THEN 'disabled' ELSE status END,
     disabled_reason = CASE WHEN $5::boolean OR failing_since <= $6 THEN 'failing' ELSE disabled_reason END
   WHERE id IN (SELECT endpoint_id FROM missed) AND status = 'active'`,
);

export async function markFailed(
  db: Session,
  position: bigint,
  outcome: { nextAttemptAt: Temporal.Instant | null; answer: string; endpointGone: boolean; disableWhenFailingSince: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  const { nextAttemptAt, answer, endpointGone, disableWhenFailingSince } = outcome;
  await db.query(failed, [position, now, nextAttemptAt, answer, endpointGone, disableWhenFailingSince]);
}

const history = statement(
  'webhook_deliveries_of',
  `SELECT d.position, d.event_id AS "eventId", v.type, d.object, d.status, d.attempts, d.last_answer AS "lastAnswer",
     d.next_attempt_at AS "nextAttemptAt", d.created_at AS "createdAt", d.delivered_at AS "deliveredAt"
   FROM webhook_deliveries AS d JOIN webhook_events AS v ON v.id = d.event_id JOIN webhook_endpoints AS e ON e.id = d.endpoint_id
   WHERE e.programme = $1 AND d.endpoint_id = $2 AND ($3::bigint IS NULL OR d.position < $3) ORDER BY d.position DESC LIMIT $4`,
);

export type DeliveryView = {
  readonly position: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly object: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  /** HTTP status or the reason for which there was none. */
  readonly lastAnswer: string | null;
  readonly nextAttemptAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly deliveredAt: Temporal.Instant | null;
};

/** Deliveries to an endpoint, newest first; `before` is the position of the last one seen. */
export async function deliveriesOf(
  db: Session,
  programme: string,
  endpointId: string,
  page: { before: bigint | null; limit: number },
): Promise<DeliveryView[]> {
  return await db.query<DeliveryView>(history, [programme, endpointId, page.before, page.limit]);
}

const sweep = statement(
  'webhook_sweep',
  `DELETE FROM webhook_events AS v WHERE v.created_at < $1
     AND NOT EXISTS (SELECT FROM webhook_deliveries AS d WHERE d.event_id = v.id AND d.status = 'pending') RETURNING v.id`,
);

export async function deleteEventsBefore(db: Session, before: Temporal.Instant): Promise<number> {
  return (await db.query(sweep, [before])).length;
}

const anyEndpointStatement = statement(
  'webhooks_any_endpoint',
  `SELECT EXISTS (SELECT 1 FROM webhook_endpoints WHERE status = 'active') AS found`,
);

/** Whether any endpoint is told of events at all: who makes many at once need not make them for nobody. */
export async function hasEndpoints(db: Session): Promise<boolean> {
  return (await db.query<{ found: boolean }>(anyEndpointStatement))[0]?.found === true;
}
