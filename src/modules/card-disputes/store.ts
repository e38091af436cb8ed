// All SQL over disputes. A dispute's row is locked after the wallets of its account.

import { isCurrency } from '../../kernel/money.ts';
import { statement, type Session } from '../../postgres/database.ts';
import type { Part } from './rules/liability.ts';
import type { State } from './rules/state.ts';
import type { Facts } from './rules/write-off.ts';

export type DisputeRow = State &
  Facts & {
    readonly id: string;
    readonly programme: string;
    readonly accountId: string;
    readonly transactionId: string;
    readonly cardId: string | null;
    readonly customerId: string;
    readonly statement: string;
    /** ISO dates; last days, which end at 24:00. */
    readonly documentsDueOn: string | null;
    readonly stageDueOn: string | null;
    readonly chargebackFailedAt: Temporal.Instant | null;
    readonly lateReasonNote: string | null;
    readonly cardUnsignedNote: string | null;
    readonly writeOffAskedAt: Temporal.Instant | null;
    readonly writeOffNote: string | null;
    readonly slipRequests: number;
    readonly occurredAt: Temporal.Instant;
    readonly postedOn: string;
    readonly merchantName: string;
    readonly windowEndsAt: Temporal.Instant;
    readonly createdAt: Temporal.Instant;
    readonly submittedAt: Temporal.Instant | null;
    readonly closedAt: Temporal.Instant | null;
    /** How many acts its history has. */
    readonly acts: number;
  };

const columns = `d.id, d.programme, d.account_id AS "accountId", d.transaction_id AS "transactionId", d.card_id AS "cardId",
  d.customer_id AS "customerId", d.reason, d.statement, d.status, d.outcome, d.because, d.documents_due_on AS "documentsDueOn", d.stage,
  d.stage_due_on AS "stageDueOn", d.chargeback_failed_at AS "chargebackFailedAt", d.chargeback_failed_at IS NOT NULL AS "chargebackFailed",
  d.reported_at AS "reportedAt", d.sms_sent_at AS "smsSentAt", d.late_reason_good AS "lateReasonGood", d.late_reason_note AS "lateReasonNote",
  d.card_unsigned AS "cardUnsigned", d.card_unsigned_note AS "cardUnsignedNote", d.write_off_asked_by AS "writeOffAskedBy",
  d.write_off_asked_at AS "writeOffAskedAt", d.write_off_note AS "writeOffNote", d.slip_requests AS "slipRequests",
  d.occurred_at AS "occurredAt", d.posted_on AS "postedOn", d.card_present AS "cardPresent", d.merchant_name AS "merchantName",
  d.window_ends_at AS "windowEndsAt", d.created_at AS "createdAt", d.submitted_at AS "submittedAt", d.closed_at AS "closedAt", d.acts`;

/** How the running disputes of one transaction are kept to one; exported for the test that drops it. */
export const oneRunningIndex = 'card_disputes_one_running';

const insertStatement = statement(
  'card_disputes_insert',
  `INSERT INTO card_disputes (id, programme, account_id, transaction_id, card_id, customer_id, reason, statement, status, occurred_at, posted_on,
     card_present, merchant_name, window_ends_at, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING id`,
);

export type NewDispute = Pick<
  DisputeRow,
  | 'id'
  | 'programme'
  | 'accountId'
  | 'transactionId'
  | 'cardId'
  | 'customerId'
  | 'reason'
  | 'statement'
  | 'occurredAt'
  | 'postedOn'
  | 'cardPresent'
  | 'merchantName'
  | 'windowEndsAt'
>;

/** False where the transaction has a running dispute already. */
export async function insert(tx: Session, dispute: NewDispute, now: Temporal.Instant): Promise<boolean> {
  const { id, programme, accountId, transactionId, cardId, customerId, reason, occurredAt, postedOn, cardPresent } = dispute;
  const values = [
    id,
    programme,
    accountId,
    transactionId,
    cardId,
    customerId,
    reason,
    dispute.statement,
    occurredAt,
    postedOn,
    cardPresent,
  ];
  return (await tx.query(insertStatement, [...values, dispute.merchantName.slice(0, 140), dispute.windowEndsAt, now])).length === 1;
}

const updateStatement = statement(
  'card_disputes_update',
  `UPDATE card_disputes SET status = $2, outcome = $3, because = $4, documents_due_on = $5, stage = $6, stage_due_on = $7,
     chargeback_failed_at = $8, reported_at = $9, sms_sent_at = $10, late_reason_good = $11, late_reason_note = $12, card_unsigned = $13,
     card_unsigned_note = $14, write_off_asked_by = $15, write_off_asked_at = $16, write_off_note = $17, slip_requests = $18,
     submitted_at = $19, closed_at = $20, acts = $21
   WHERE id = $1`,
);

/** Writes how a dispute stands; the caller holds its row. */
export async function update(tx: Session, row: DisputeRow): Promise<void> {
  await tx.query(updateStatement, [
    row.id,
    row.status,
    row.outcome,
    row.because,
    row.documentsDueOn,
    row.stage,
    row.stageDueOn,
    row.chargebackFailedAt,
    row.reportedAt,
    row.smsSentAt,
    row.lateReasonGood,
    row.lateReasonNote,
    row.cardUnsigned,
    row.cardUnsignedNote,
    row.writeOffAskedBy,
    row.writeOffAskedAt,
    row.writeOffNote,
    row.slipRequests,
    row.submittedAt,
    row.closedAt,
    row.acts,
  ]);
}

const placeStatement = statement(
  'card_disputes_place',
  `SELECT account_id AS "accountId", customer_id AS "customerId", programme FROM card_disputes WHERE id = $1`,
);
export async function placeOf(db: Session, id: string): Promise<Pick<DisputeRow, 'accountId' | 'customerId' | 'programme'> | undefined> {
  return (await db.query<Pick<DisputeRow, 'accountId' | 'customerId' | 'programme'>>(placeStatement, [id]))[0];
}

const oneStatement = statement('card_disputes_one', `SELECT ${columns} FROM card_disputes d WHERE d.id = $1`);
export async function one(db: Session, id: string): Promise<DisputeRow | undefined> {
  return (await db.query<DisputeRow>(oneStatement, [id]))[0];
}

const lockStatement = statement('card_disputes_lock', `SELECT ${columns} FROM card_disputes d WHERE d.id = $1 FOR UPDATE`);
export async function lock(tx: Session, id: string): Promise<DisputeRow> {
  const [row] = await tx.query<DisputeRow>(lockStatement, [id]);
  if (row === undefined) throw new Error('bug: a dispute that was there is gone');
  return row;
}

const ofTransactionStatement = statement(
  'card_disputes_of_transaction',
  `SELECT ${columns} FROM card_disputes d WHERE d.account_id = $1 AND d.transaction_id = $2 ORDER BY d.id`,
);
export async function ofTransaction(db: Session, accountId: string, transactionId: string): Promise<DisputeRow[]> {
  return await db.query<DisputeRow>(ofTransactionStatement, [accountId, transactionId]);
}

const ofAccountStatement = statement(
  'card_disputes_of_account',
  `SELECT ${columns} FROM card_disputes d WHERE d.account_id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3`,
);
export async function ofAccounts(db: Session, accountIds: readonly string[], before: string | null, limit: number): Promise<DisputeRow[]> {
  return await db.query<DisputeRow>(ofAccountStatement, [accountIds, before, limit]);
}

export type QueueFilter = {
  readonly programmes: readonly string[];
  readonly status: string | null;
  readonly stage: string | null;
  readonly reason: string | null;
  /** Only what a member of staff has to act on: not charged back yet, re-presented, or failed with the scheme. */
  readonly waiting: boolean;
  /** Only those whose write-off waits for a second person. */
  readonly writeOffAsked: boolean;
  /** Only those whose day ends on or before this one. */
  readonly dueBy: string | null;
};

const queueStatement = statement(
  'card_disputes_queue',
  `SELECT ${columns} FROM card_disputes d
   WHERE d.programme = ANY ($1::text[]) AND d.status <> 'draft' AND ($2::text IS NULL OR d.status = $2) AND ($3::text IS NULL OR d.stage = $3)
     AND ($4::text IS NULL OR d.reason = $4)
     AND (NOT $5::boolean OR (d.status = 'open' AND (d.stage IS NULL OR d.stage = 're-presentment' OR d.chargeback_failed_at IS NOT NULL)))
     AND (NOT $6::boolean OR d.write_off_asked_by IS NOT NULL)
     AND ($7::date IS NULL OR d.stage_due_on <= $7 OR (d.status = 'incomplete' AND d.documents_due_on <= $7))
     AND ($8::uuid IS NULL OR d.id < $8)
   ORDER BY d.id DESC LIMIT $9`,
);
export async function queue(db: Session, filter: QueueFilter, before: string | null, limit: number): Promise<DisputeRow[]> {
  const { programmes, status, stage, reason, waiting, writeOffAsked, dueBy } = filter;
  return await db.query<DisputeRow>(queueStatement, [programmes, status, stage, reason, waiting, writeOffAsked, dueBy, before, limit]);
}

const dueStatement = statement(
  'card_disputes_due',
  `SELECT d.id FROM card_disputes d
   WHERE d.programme = $1 AND d.id > $3 AND (
     (d.status = 'incomplete' AND d.documents_due_on <= $2) OR
     (d.status = 'open' AND d.stage_due_on <= $2 AND d.chargeback_failed_at IS NULL AND d.stage <> 'arbitration') OR
     (d.status IN ('incomplete', 'open') AND d.reason = 'lost-or-stolen'))
   ORDER BY d.id LIMIT $4`,
);
/** Disputes for which a last day may be over at the end of `day`. */
export async function due(db: Session, programme: string, day: string, after: string, limit: number): Promise<string[]> {
  return (await db.query<{ id: string }>(dueStatement, [programme, day, after, limit])).map(({ id }) => id);
}

const partColumns = `p.dispute_id AS "disputeId", p.part, p.role, p.source_id AS "sourceId", p.currency, p.original, p.vat_amount AS "vatAmount",
  p.vat_ppm AS "vatPpm", p.recovered, p.denied, p.written_off AS "writtenOff", p.remaining, p.credited`;

const partsStatement = statement(
  'card_dispute_parts',
  `SELECT ${partColumns} FROM card_dispute_parts p WHERE p.dispute_id = ANY ($1::uuid[]) ORDER BY p.dispute_id, p.part`,
);
export async function parts(db: Session, disputeIds: readonly string[]): Promise<Map<string, Part[]>> {
  const found = new Map<string, Part[]>(disputeIds.map((id) => [id, []]));
  for (const { disputeId, ...part } of await db.query<Part & { disputeId: string }>(partsStatement, [disputeIds])) {
    if (!isCurrency(part.currency)) throw new Error(`bug: a dispute in ${String(part.currency)}`);
    found.get(disputeId)?.push(part);
  }
  return found;
}

const writePartsStatement = statement(
  'card_dispute_parts_write',
  `INSERT INTO card_dispute_parts AS p (dispute_id, part, role, source_id, currency, original, vat_amount, vat_ppm, recovered, denied, written_off,
     remaining, credited)
   SELECT $1, * FROM unnest($2::smallint[], $3::text[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::integer[], $9::bigint[],
     $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])
   ON CONFLICT (dispute_id, part) DO UPDATE SET recovered = excluded.recovered, denied = excluded.denied, written_off = excluded.written_off,
     remaining = excluded.remaining, credited = excluded.credited`,
);
export async function writeParts(tx: Session, disputeId: string, rows: readonly Part[]): Promise<void> {
  await tx.query(writePartsStatement, [
    disputeId,
    rows.map(({ part }) => part),
    rows.map(({ role }) => role),
    rows.map(({ sourceId }) => sourceId),
    rows.map(({ currency }) => currency),
    rows.map(({ original }) => original),
    rows.map(({ vatAmount }) => vatAmount),
    rows.map(({ vatPpm }) => vatPpm),
    rows.map(({ recovered }) => recovered),
    rows.map(({ denied }) => denied),
    rows.map(({ writtenOff }) => writtenOff),
    rows.map(({ remaining }) => remaining),
    rows.map(({ credited }) => credited),
  ]);
}

export type ActRow = {
  readonly seq: number;
  readonly act: string;
  readonly actor: string;
  readonly note: string;
  readonly data: Readonly<Record<string, string>>;
  readonly at: Temporal.Instant;
};

const insertActStatement = statement(
  'card_dispute_act_insert',
  `INSERT INTO card_dispute_acts (dispute_id, seq, act, actor, note, data, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
export async function insertAct(tx: Session, disputeId: string, act: ActRow): Promise<void> {
  await tx.query(insertActStatement, [disputeId, act.seq, act.act, act.actor, act.note, JSON.stringify(act.data), act.at]);
}

const actsStatement = statement(
  'card_dispute_acts',
  `SELECT seq, act, actor, note, data, at FROM card_dispute_acts WHERE dispute_id = $1 ORDER BY seq`,
);
export async function acts(db: Session, disputeId: string): Promise<ActRow[]> {
  return await db.query<ActRow>(actsStatement, [disputeId]);
}
