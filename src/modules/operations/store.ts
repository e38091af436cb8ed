// All SQL over operations.

import { statement, type Session } from '../../postgres/database.ts';
import { gathered } from '../../postgres/gathered.ts';
import type { Details, OperationClass, OperationRow, OperationStatus } from './executor.ts';

export type Method = 'soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token';

/** An operation with all that became of it. */
export type Operation = OperationRow & {
  /** RFC 8785 text of the details, as it was shown. */
  readonly detailsText: string;
  readonly initiator: string;
  readonly decidedAt: Temporal.Instant | null;
  readonly authenticatorId: string | null;
  readonly method: Method | null;
  readonly refusal: string | null;
  readonly posting: string | null;
  readonly codeFailures: number;
  readonly qrDeviceId: string | null;
  readonly qrIndex: bigint | null;
  readonly qrState: Uint8Array | null;
  readonly ocraQuestion: string | null;
  readonly notMineAt: Temporal.Instant | null;
};

type Row = Omit<Operation, 'details'>;

const columns = `id, programme, customer_id AS "customerId", kind, class, status, details AS "detailsText", params, hold_id AS "holdId",
  initiator, created_at AS "createdAt", expires_at AS "expiresAt", decided_at AS "decidedAt", authenticator_id AS "authenticatorId",
  method, refusal, posting, code_failures AS "codeFailures", qr_device_id AS "qrDeviceId", qr_index AS "qrIndex", qr_state AS "qrState",
  ocra_question AS "ocraQuestion", not_mine_at AS "notMineAt"`;

const toOperation = (row: Row): Operation => ({ ...row, details: JSON.parse(row.detailsText) as Details });

const insert = statement(
  'operation_insert',
  `INSERT INTO operations (id, programme, customer_id, kind, class, status, details, params, hold_id, initiator, created_at, expires_at,
     request_key, request_digest)
   SELECT id, programme, customer, kind, class, 'pending', details, params, hold, initiator, $10, expires, key, digest
   FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::uuid[], $9::text[], $11::timestamptz[],
     $12::text[], $13::bytea[])
     AS n (id, programme, customer, kind, class, details, params, hold, initiator, expires, key, digest)`,
);

/** Idempotency-Key of the request that asks for an operation, and a digest of what it asks. */
export type RequestKey = { readonly key: string; readonly digest: Uint8Array };

export type NewOperation = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly kind: string;
  readonly class: OperationClass;
  readonly detailsText: string;
  readonly params: unknown;
  readonly holdId: string | null;
  readonly initiator: string;
  readonly expiresAt: Temporal.Instant;
  readonly request: RequestKey | undefined;
};

export async function insertOperations(tx: Session, rows: readonly NewOperation[], now: Temporal.Instant): Promise<void> {
  await tx.query(insert, [
    rows.map(({ id }) => id),
    rows.map(({ programme }) => programme),
    rows.map(({ customerId }) => customerId),
    rows.map(({ kind }) => kind),
    rows.map((row) => row.class),
    rows.map(({ detailsText }) => detailsText),
    rows.map(({ params }) => JSON.stringify(params)),
    rows.map(({ holdId }) => holdId),
    rows.map(({ initiator }) => initiator),
    now,
    rows.map(({ expiresAt }) => expiresAt),
    rows.map(({ request }) => request?.key ?? null),
    rows.map(({ request }) => request?.digest ?? null),
  ]);
}

const byRequest = statement(
  'operations_by_request',
  `SELECT ${columns}, request_key AS "requestKey", request_digest AS "requestDigest" FROM operations
   WHERE (customer_id, initiator, request_key) IN (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]))`,
);
type Requested = { readonly operation: Operation; readonly digest: Uint8Array };

// Neither an initiator nor a key has a line break in it.
const requestedBy = gathered<Requested>(async (db, names) => {
  const parts = names.map((name) => name.split('\n'));
  const rows = await db.query<Row & { requestKey: string; requestDigest: Uint8Array }>(
    byRequest,
    [0, 1, 2].map((at) => parts.map((part) => part[at] ?? '')),
  );
  return new Map(
    rows.map(({ requestKey, requestDigest, ...row }) => [
      `${row.customerId}\n${row.initiator}\n${requestKey}`,
      { operation: toOperation(row), digest: requestDigest },
    ]),
  );
});

/** What an earlier request with this key made, and whether it asked the same. */
export async function selectByRequest(
  db: Session,
  { customerId, initiator, request }: { customerId: string; initiator: string; request: RequestKey },
): Promise<{ operation: Operation; same: boolean } | undefined> {
  const made = await requestedBy(db, `${customerId}\n${initiator}\n${request.key}`);
  if (made === undefined) return undefined;
  return { operation: made.operation, same: Buffer.from(made.digest).equals(request.digest) };
}

const byId = statement('operation_by_id', `SELECT ${columns} FROM operations WHERE id = ANY ($1::uuid[])`);

/** Operations by id; those that do not exist are left out. */
export async function selectOperations(db: Session, ids: readonly string[]): Promise<Map<string, Operation>> {
  return new Map((await db.query<Row>(byId, [ids])).map((row) => [row.id, toOperation(row)]));
}

const oneById = gathered<Operation>(selectOperations);

export async function selectOperation(db: Session, id: string): Promise<Operation | undefined> {
  return await oneById(db, id);
}

const page = statement(
  'operations_page',
  `SELECT ${columns} FROM operations WHERE customer_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR status = $3)
   ORDER BY id DESC LIMIT $4`,
);

/** A customer's operations, newest first, of one status or all. */
export async function selectPage(
  db: Session,
  { customerId, before, status, limit }: { customerId: string; before: string | null; status: OperationStatus | null; limit: number },
): Promise<Operation[]> {
  return (await db.query<Row>(page, [customerId, before, status, limit])).map(toOperation);
}

const pendingOf = statement(
  'operations_pending_of',
  `SELECT ${columns} FROM operations WHERE customer_id = ANY ($1::uuid[]) AND status = 'pending' ORDER BY id`,
);
const pendingOfOne = gathered<Operation[]>(async (db, customerIds) =>
  Map.groupBy((await db.query<Row>(pendingOf, [customerIds])).map(toOperation), (operation) => operation.customerId),
);

/** A customer's operations that nobody has decided, oldest first; some may be past their time. */
export async function selectPending(db: Session, customerId: string): Promise<Operation[]> {
  return (await pendingOfOne(db, customerId)) ?? [];
}

const lockPending = statement(
  'operations_lock_pending',
  `SELECT ${columns} FROM operations WHERE id = ANY($1::uuid[]) AND status = 'pending' AND expires_at > $2 ORDER BY id FOR UPDATE`,
);

/** Takes operations that still wait, in id order; a missing one was decided, has expired, or never was. */
export async function lockOpen(tx: Session, ids: readonly string[], now: Temporal.Instant): Promise<Operation[]> {
  return (await tx.query<Row>(lockPending, [ids, now])).map(toOperation);
}

const lockOfCustomer = statement(
  'operations_lock_of_customer',
  `SELECT ${columns} FROM operations WHERE customer_id = $1 AND status = 'pending' ORDER BY id FOR UPDATE`,
);

export async function lockPendingOf(tx: Session, customerId: string): Promise<Operation[]> {
  return (await tx.query<Row>(lockOfCustomer, [customerId])).map(toOperation);
}

const lockDue = statement(
  'operations_lock_due',
  `SELECT ${columns} FROM operations WHERE status = 'pending' AND expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
);

export async function lockExpired(tx: Session, now: Temporal.Instant, limit: number): Promise<Operation[]> {
  return (await tx.query<Row>(lockDue, [now, limit])).map(toOperation);
}

const decide = statement(
  'operations_decide',
  `UPDATE operations o SET status = d.status, decided_at = $7, authenticator_id = d.authenticator, method = d.method, refusal = d.refusal,
     posting = d.posting, qr_state = NULL
   FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[]) AS d (id, status, authenticator, method, refusal, posting)
   WHERE o.id = d.id AND o.status = 'pending' RETURNING o.id`,
);

export type Decided = {
  readonly id: string;
  readonly status: Exclude<OperationStatus, 'pending'>;
  readonly authenticatorId: string | null;
  readonly method: Method | null;
  readonly refusal: string | null;
  readonly posting: string | null;
};

/** Ends operations that the transaction holds; each must still be pending. */
export async function decideOperations(tx: Session, rows: readonly Decided[], now: Temporal.Instant): Promise<void> {
  const ended = await tx.query(decide, [
    rows.map(({ id }) => id),
    rows.map(({ status }) => status),
    rows.map(({ authenticatorId }) => authenticatorId),
    rows.map(({ method }) => method),
    rows.map(({ refusal }) => refusal),
    rows.map(({ posting }) => posting),
    now,
  ]);
  if (ended.length !== rows.length) throw new Error('bug: an operation that was held had been decided');
}

const claim = statement(
  'operations_claim_code',
  `UPDATE operations o SET code_failures = o.code_failures + 1
   FROM (SELECT * FROM unnest($1::uuid[], $2::integer[]) AS c (code_id, most) ORDER BY code_id) c
   WHERE o.id = c.code_id AND o.status = 'pending' AND o.expires_at > $3 AND o.code_failures < c.most
   RETURNING ${columns}`,
);

/**
 * Takes one code try on each operation before the code is looked at, and holds its row; gives the operations that gave one.
 * A missing one was decided, has expired, has no try left, or never was.
 */
export async function claimCodeTries(
  tx: Session,
  claims: readonly { id: string; triesMax: number }[],
  now: Temporal.Instant,
): Promise<Operation[]> {
  const rows = await tx.query<Row>(claim, [claims.map(({ id }) => id), claims.map(({ triesMax }) => triesMax), now]);
  return rows.map(toOperation);
}

const saveQr = statement(
  'operation_save_qr',
  `UPDATE operations SET qr_device_id = $2, qr_index = $3, qr_state = $4 WHERE id = $1 AND status = 'pending' AND expires_at > $5 RETURNING id`,
);

/** Keeps what the page's QR asks for; it takes the place of the one before. */
export async function keepQr(
  tx: Session,
  id: string,
  qr: { deviceId: string; index: number; sealedState: Uint8Array },
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(saveQr, [id, qr.deviceId, qr.index, qr.sealedState, now])).length === 1;
}

const saveQuestion = statement(
  'operation_save_question',
  `UPDATE operations SET ocra_question = $2 WHERE id = $1 AND ocra_question IS NULL AND status = 'pending'`,
);

export async function keepQuestion(tx: Session, id: string, question: string): Promise<void> {
  await tx.query(saveQuestion, [id, question]);
}

const report = statement(
  'operation_not_mine',
  `UPDATE operations SET not_mine_at = $3 WHERE id = $1 AND customer_id = $2 AND not_mine_at IS NULL RETURNING id`,
);

export async function markNotMine(tx: Session, id: string, customerId: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(report, [id, customerId, now])).length === 1;
}
