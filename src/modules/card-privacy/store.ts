// SQL of disclosures, requests about data, changes by staff, and erasures.

import { statement, type Session } from '../../postgres/database.ts';
import type { SealedColumn } from '../keys/index.ts';
import type { ChangePath, DataField } from './rules/changes.ts';

export type Disclosure = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly recipientClass: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly categories: readonly string[];
  readonly reference: string;
  readonly actor: string;
  readonly at: Temporal.Instant;
};

const disclosureColumns = `id, programme, customer_id AS "customerId", recipient_class AS "recipientClass", recipient, purpose, categories, reference,
  actor, at`;

const disclosureInsert = statement(
  'card_disclosure_insert',
  `INSERT INTO card_disclosures (id, programme, customer_id, recipient_class, recipient, purpose, categories, reference, actor, at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export async function insertDisclosure(tx: Session, row: Disclosure): Promise<void> {
  const { id, programme, customerId, recipientClass, recipient, purpose, categories, reference, actor, at } = row;
  await tx.query(disclosureInsert, [id, programme, customerId, recipientClass, recipient, purpose, categories, reference, actor, at]);
}

const disclosures = statement(
  'card_disclosures_of',
  `SELECT ${disclosureColumns} FROM card_disclosures WHERE customer_id = $1 ORDER BY at DESC, id DESC LIMIT 200`,
);

/** Newest first, at most 200. */
export async function disclosuresOf(db: Session, customerId: string): Promise<Disclosure[]> {
  return await db.query<Disclosure>(disclosures, [customerId]);
}

export type DataRequest = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly act: 'correct' | 'delete';
  readonly field: DataField;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Temporal.Instant;
  readonly status: 'waiting' | 'done' | 'refused';
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly decisionReason: string | null;
};

export type DataRequestRow = DataRequest & { readonly valueSealed: Uint8Array | null };

const requestColumns = `id, programme, customer_id AS "customerId", act, field, value_sealed AS "valueSealed", reason, asked_by AS "askedBy",
  asked_at AS "askedAt", status, decided_by AS "decidedBy", decided_at AS "decidedAt", decision_reason AS "decisionReason"`;

const requestInsert = statement(
  'card_data_request_insert',
  `INSERT INTO card_data_requests (id, programme, customer_id, act, field, value_sealed, reason, asked_by, asked_at, status)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')`,
);

export async function insertRequest(
  tx: Session,
  row: Pick<DataRequestRow, 'id' | 'programme' | 'customerId' | 'act' | 'field' | 'valueSealed' | 'reason' | 'askedBy' | 'askedAt'>,
): Promise<void> {
  const { id, programme, customerId, act, field, valueSealed, reason, askedBy, askedAt } = row;
  await tx.query(requestInsert, [id, programme, customerId, act, field, valueSealed, reason, askedBy, askedAt]);
}

const requestById = statement('card_data_request', `SELECT ${requestColumns} FROM card_data_requests WHERE id = $1`);

export async function dataRequestRow(db: Session, id: string): Promise<DataRequestRow | undefined> {
  return (await db.query<DataRequestRow>(requestById, [id]))[0];
}

const requestsOfCustomer = statement(
  'card_data_requests_of',
  `SELECT ${requestColumns} FROM card_data_requests WHERE customer_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 100`,
);

export async function dataRequestRowsOf(db: Session, customerId: string): Promise<DataRequestRow[]> {
  return await db.query<DataRequestRow>(requestsOfCustomer, [customerId]);
}

const requestsWaiting = statement(
  'card_data_requests_waiting',
  `SELECT ${requestColumns} FROM card_data_requests WHERE programme = $1 AND status = 'waiting' AND ($2::uuid IS NULL OR id > $2)
   ORDER BY id LIMIT $3`,
);

/** Oldest first. */
export async function waitingRequestRows(db: Session, programme: string, afterId: string | null, limit: number): Promise<DataRequestRow[]> {
  return await db.query<DataRequestRow>(requestsWaiting, [programme, afterId, limit]);
}

const requestDecide = statement(
  'card_data_request_decide',
  `UPDATE card_data_requests SET status = $2, decided_by = $3, decided_at = $4, decision_reason = $5, value_sealed = NULL
   WHERE id = $1 AND status = 'waiting' RETURNING id`,
);

/** Decided once; the value that was asked for is erased with it. */
export async function decideRequestRow(
  tx: Session,
  decision: { id: string; status: 'done' | 'refused'; by: string; reason: string },
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(requestDecide, [decision.id, decision.status, decision.by, now, decision.reason])).length === 1;
}

export type DataChange = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly field: DataField;
  readonly path: ChangePath;
  readonly reference: string;
  readonly documentDigest: Uint8Array | null;
  readonly requestId: string | null;
  readonly actor: string;
  readonly at: Temporal.Instant;
};

const changeInsert = statement(
  'card_data_change_insert',
  `INSERT INTO card_data_changes (id, programme, customer_id, field, path, reference, document_digest, request_id, actor, at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export async function insertChange(tx: Session, row: DataChange): Promise<void> {
  const { id, programme, customerId, field, path, reference, documentDigest, requestId, actor, at } = row;
  await tx.query(changeInsert, [id, programme, customerId, field, path, reference, documentDigest, requestId, actor, at]);
}

const changes = statement(
  'card_data_changes_of',
  `SELECT id, programme, customer_id AS "customerId", field, path, reference, document_digest AS "documentDigest", request_id AS "requestId", actor, at
   FROM card_data_changes WHERE customer_id = $1 ORDER BY at DESC, id DESC LIMIT 100`,
);

export async function dataChangesOf(db: Session, customerId: string): Promise<DataChange[]> {
  return await db.query<DataChange>(changes, [customerId]);
}

const due = statement(
  'card_data_erasure_due',
  `SELECT id FROM card_accounts a WHERE programme = $1 AND closed_at <= $2
     AND NOT EXISTS (SELECT 1 FROM card_data_erasures e WHERE e.account_id = a.id)
   ORDER BY id LIMIT $3`,
);

/** Closed accounts whose data reached the end of their time. */
export async function erasureDue(tx: Session, programme: string, closedUntil: Temporal.Instant, limit: number): Promise<string[]> {
  return (await tx.query<{ id: string }>(due, [programme, closedUntil, limit])).map(({ id }) => id);
}

const erased = statement(
  'card_data_erasure_insert',
  `INSERT INTO card_data_erasures (account_id, erased_at) SELECT unnest($1::uuid[]), $2 ON CONFLICT DO NOTHING RETURNING account_id AS "accountId"`,
);

export async function insertErasures(tx: Session, accountIds: readonly string[], now: Temporal.Instant): Promise<string[]> {
  return (await tx.query<{ accountId: string }>(erased, [accountIds, now])).map(({ accountId }) => accountId);
}

/** What a rotation of the keys has to seal again. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'card_data_requests',
    column: 'value_sealed',
    id: 'id',
    ownerColumns: ['customer_id'],
    ownerOf: (row) => ({ tenant: 'card-privacy', customer: String(row['customer_id']), row: row.id, column: 'value' }),
  },
];
