// SQL of loads. Lock order: the account's lock (wallets) first; loads of a file by id.

import { statement, type Session } from '../../postgres/database.ts';

export type LoadSource = 'account' | 'mandate' | 'cash';
export type LoadStatus = 'asked' | 'requested' | 'sent' | 'posted' | 'returned' | 'cancelled';

export type Load = {
  readonly id: string;
  readonly accountId: string;
  readonly source: LoadSource;
  readonly amount: bigint;
  readonly currency: string;
  readonly status: LoadStatus;
  readonly fromAccountId: string | null;
  readonly mandateId: string | null;
  readonly acceptor: string | null;
  readonly receipt: string | null;
  /** Of a collection: what the other bank is told. */
  readonly reference: string | null;
  readonly fileId: string | null;
  readonly returnReason: string | null;
  readonly day: string;
  readonly month: string;
  readonly askedAt: Temporal.Instant;
  readonly postedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
};

const columns = `l.id, l.account_id AS "accountId", l.source, l.amount, l.currency, l.status, l.from_account_id AS "fromAccountId",
  l.mandate_id AS "mandateId", l.acceptor, l.receipt, l.reference, l.file_id AS "fileId", l.return_reason AS "returnReason", l.day, l.month,
  l.asked_at AS "askedAt", l.posted_at AS "postedAt", l.ended_at AS "endedAt"`;

export type NewLoad = Pick<Load, 'id' | 'accountId' | 'source' | 'amount' | 'currency' | 'status' | 'day' | 'month'> &
  Partial<Pick<Load, 'fromAccountId' | 'mandateId' | 'acceptor' | 'receipt' | 'reference'>>;

/** The primary key and the receipt say once: a repetition inserts nothing. */
export const insertLoadStatement = statement(
  'card_load_insert',
  `INSERT INTO card_loads (id, account_id, source, amount, currency, status, from_account_id, mandate_id, acceptor, receipt, reference, day, month, asked_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING id`,
);

/** False where a load of this id, reference or receipt is there already. */
export async function insertLoad(tx: Session, load: NewLoad, now: Temporal.Instant): Promise<boolean> {
  const { id, accountId, source, amount, currency, status, day, month } = load;
  const { fromAccountId = null, mandateId = null, acceptor = null, receipt = null, reference = null } = load;
  const values = [id, accountId, source, amount, currency, status, fromAccountId, mandateId, acceptor, receipt, reference, day, month, now];
  return (await tx.query(insertLoadStatement, values)).length === 1;
}

const byIdStatement = statement('card_load_by_id', `SELECT ${columns} FROM card_loads l WHERE l.id = $1`);

export async function load(db: Session, id: string): Promise<Load | undefined> {
  return (await db.query<Load>(byIdStatement, [id]))[0];
}

const byReceiptStatement = statement(
  'card_load_by_receipt',
  `SELECT ${columns} FROM card_loads l WHERE l.acceptor = $1 AND l.receipt = $2`,
);

export async function loadOfReceipt(db: Session, acceptor: string, receipt: string): Promise<Load | undefined> {
  return (await db.query<Load>(byReceiptStatement, [acceptor, receipt]))[0];
}

const byReferencesStatement = statement(
  'card_loads_by_reference',
  `SELECT ${columns} FROM card_loads l WHERE l.reference = ANY ($1::text[]) ORDER BY l.id`,
);

export async function loadsOfReferences(db: Session, references: readonly string[]): Promise<Load[]> {
  return await db.query<Load>(byReferencesStatement, [references]);
}

const usageStatement = statement(
  'card_load_usage',
  `SELECT count(*) FILTER (WHERE l.day = $2)::integer AS "dayCount", coalesce(sum(l.amount) FILTER (WHERE l.day = $2), 0)::bigint AS "daySum",
     count(*)::integer AS "monthCount", coalesce(sum(l.amount), 0)::bigint AS "monthSum"
   FROM card_loads l WHERE l.account_id = $1 AND l.month = $3 AND l.status NOT IN ('cancelled', 'returned') AND l.id IS DISTINCT FROM $4`,
);

export type Usage = { readonly dayCount: number; readonly daySum: bigint; readonly monthCount: number; readonly monthSum: bigint };

/** What counts for a day and its month, one load left out where it is counted already. */
export async function usage(db: Session, accountId: string, day: string, month: string, without: string | null): Promise<Usage> {
  const [row] = await db.query<Usage>(usageStatement, [accountId, day, month, without]);
  return row ?? { dayCount: 0, daySum: 0n, monthCount: 0, monthSum: 0n };
}

const onTheWayStatement = statement(
  'card_load_on_the_way',
  `SELECT coalesce(sum(l.amount), 0)::bigint AS total FROM card_loads l
   WHERE l.account_id = $1 AND l.status IN ('asked', 'requested', 'sent') AND l.id IS DISTINCT FROM $2`,
);

export async function onTheWay(db: Session, accountId: string, without: string | null): Promise<bigint> {
  return (await db.query<{ total: bigint }>(onTheWayStatement, [accountId, without]))[0]?.total ?? 0n;
}

export const moveLoadStatement = statement(
  'card_load_move',
  `UPDATE card_loads l SET status = $3, reference = coalesce($4, l.reference), return_reason = coalesce($5, l.return_reason),
     posted_at = CASE WHEN $3 = 'posted' THEN $6 ELSE l.posted_at END,
     ended_at = CASE WHEN $3 IN ('posted', 'returned', 'cancelled') THEN $6 ELSE l.ended_at END
   WHERE l.id = $1 AND l.status = ANY ($2::text[]) RETURNING ${columns}`,
);

/**
 * Moves a load on where it stands at one of `from`; undefined where it does not: somebody else was first.
 * @param move for a test that shows what the statement's condition is for
 */
export async function moveLoad(
  tx: Session,
  id: string,
  from: readonly LoadStatus[],
  to: LoadStatus,
  more: { readonly reference?: string; readonly returnReason?: string },
  now: Temporal.Instant,
  move = moveLoadStatement,
): Promise<Load | undefined> {
  return (await tx.query<Load>(move, [id, from, to, more.reference ?? null, more.returnReason ?? null, now]))[0];
}

const ofAccountStatement = statement(
  'card_loads_of_account',
  `SELECT ${columns} FROM card_loads l WHERE l.account_id = $1 AND ($2::timestamptz IS NULL OR (l.asked_at, l.id) < ($2, $3::uuid)) ORDER BY l.asked_at DESC, l.id DESC LIMIT $4`,
);

/** `before`: time and id of the last one of the page before. */
export type LoadPage = { readonly before?: readonly [askedAt: string, id: string]; readonly limit: number };

const pageValues = (accountId: string, { before, limit }: LoadPage): unknown[] => [
  accountId,
  before?.[0] ?? null,
  before?.[1] ?? null,
  limit,
];

/** Newest first. */
export async function loadsOf(db: Session, accountId: string, page: LoadPage): Promise<Load[]> {
  return await db.query<Load>(ofAccountStatement, pageValues(accountId, page));
}

const collectionsStatement = statement(
  'card_load_collections',
  `SELECT ${columns} FROM card_loads l WHERE l.account_id = $1 AND l.source = 'mandate' AND ($2::timestamptz IS NULL OR (l.asked_at, l.id) < ($2, $3::uuid))
   ORDER BY l.asked_at DESC, l.id DESC LIMIT $4`,
);

/** PC-45: each collection that was asked for under a mandate of the account. */
export async function collectionsOf(db: Session, accountId: string, page: LoadPage): Promise<Load[]> {
  return await db.query<Load>(collectionsStatement, pageValues(accountId, page));
}
