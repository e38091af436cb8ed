// What the database tells about the work that waits and the work that was done; cheap enough to ask every few seconds.

import { statement, type Session } from '../postgres/database.ts';

export type Activity = {
  readonly outboxDepth: number;
  readonly outboxOldestSeconds: number;
  readonly operationsPending: number;
  readonly headAgeSeconds: number;
  readonly written: readonly { readonly table: string; readonly rows: number }[];
};

// The clock of the database is right here: ages of its own rows, for a figure on a screen, no decision.
const waiting = statement(
  'telemetry_waiting',
  `SELECT
     (SELECT count(*)::int FROM messages WHERE status = 'queued') AS "outboxDepth",
     (SELECT coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(next_attempt_at))), 0)::float8 FROM messages WHERE status = 'queued') AS "outboxOldestSeconds",
     (SELECT count(*)::int FROM operations WHERE status = 'pending') AS "operationsPending",
     (SELECT coalesce(extract(epoch FROM clock_timestamp() - max(signed_at)), 0)::float8 FROM evidence_heads) AS "headAgeSeconds"`,
);

const written = statement(
  'telemetry_written',
  `SELECT relname AS table, n_tup_ins::float8 AS rows FROM pg_stat_user_tables
   WHERE relname IN ('operations', 'ledger_transfers', 'evidence_records', 'messages', 'webhook_deliveries') ORDER BY relname`,
);

export async function readActivity(db: Session): Promise<Activity> {
  const [row] = await db.query<Omit<Activity, 'written'>>(waiting);
  if (row === undefined) throw new Error('bug: a query without FROM gives one row');
  return { ...row, written: await db.query(written) };
}
