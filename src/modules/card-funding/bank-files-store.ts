// SQL of files to other banks and of payouts. Lock order: the account's lock (wallets) first, then loads and payouts by id.

import { statement, type Session } from '../../postgres/database.ts';

export type BankFileRow = {
  readonly id: string;
  readonly kind: 'collections' | 'payouts';
  readonly programme: string;
  readonly messageId: string;
  readonly entries: number;
  readonly currency: string;
  readonly total: bigint;
  readonly content: string;
  readonly madeAt: Temporal.Instant;
};

// One maker of files at a time, so that no order goes into two.
const lockStatement = statement('card_bank_file_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 7264631))`);

export async function lockFiles(tx: Session, programme: string): Promise<void> {
  await tx.query(lockStatement, [programme]);
}

export type WaitingCollection = {
  readonly id: string;
  readonly reference: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly mandateId: string;
};

const waitingCollectionsStatement = statement(
  'card_collections_waiting',
  `SELECT l.id, l.reference, l.amount, l.currency, l.mandate_id AS "mandateId"
   FROM card_loads l JOIN card_accounts a ON a.id = l.account_id
   WHERE l.status = 'requested' AND a.programme = $1 ORDER BY l.id LIMIT $2 FOR UPDATE OF l`,
);

export async function waitingCollections(tx: Session, programme: string, limit: number): Promise<WaitingCollection[]> {
  return await tx.query<WaitingCollection>(waitingCollectionsStatement, [programme, limit]);
}

const sendCollectionsStatement = statement(
  'card_collections_send',
  `UPDATE card_loads l SET status = 'sent', file_id = $2 WHERE l.id = ANY ($1::uuid[]) AND l.status = 'requested' RETURNING l.id`,
);

export async function sendCollections(tx: Session, ids: readonly string[], fileId: string): Promise<number> {
  return (await tx.query(sendCollectionsStatement, [ids, fileId])).length;
}

const insertFileStatement = statement(
  'card_bank_file_insert',
  `INSERT INTO card_bank_files (id, kind, programme, message_id, entries, currency, total, content, made_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export async function insertFile(tx: Session, file: BankFileRow): Promise<void> {
  const { id, kind, programme, messageId, entries, currency, total, content, madeAt } = file;
  await tx.query(insertFileStatement, [id, kind, programme, messageId, entries, currency, total, content, madeAt]);
}

const fileColumns = `f.id, f.kind, f.programme, f.message_id AS "messageId", f.entries, f.currency, f.total, f.content, f.made_at AS "madeAt"`;
const fileStatement = statement('card_bank_file', `SELECT ${fileColumns} FROM card_bank_files f WHERE f.id = $1`);
const filesStatement = statement(
  'card_bank_files',
  `SELECT ${fileColumns} FROM card_bank_files f WHERE f.programme = ANY ($1::text[]) ORDER BY f.made_at DESC, f.id DESC LIMIT $2`,
);

export async function bankFile(db: Session, id: string): Promise<BankFileRow | undefined> {
  return (await db.query<BankFileRow>(fileStatement, [id]))[0];
}

/** Newest first. */
export async function bankFiles(db: Session, programmes: readonly string[], limit: number): Promise<BankFileRow[]> {
  return await db.query<BankFileRow>(filesStatement, [programmes, limit]);
}

export type PayoutStatus = 'ordered' | 'sent' | 'paid' | 'returned';

export type Payout = {
  readonly id: string;
  readonly accountId: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly toAccountId: string | null;
  readonly toIban: string | null;
  readonly toName: string | null;
  readonly status: PayoutStatus;
  readonly reference: string | null;
  readonly fileId: string | null;
  readonly returnReason: string | null;
  readonly orderedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
};

const payoutColumns = `p.id, p.account_id AS "accountId", p.currency, p.amount, p.to_account_id AS "toAccountId", p.to_iban AS "toIban",
  p.to_name AS "toName", p.status, p.reference, p.file_id AS "fileId", p.return_reason AS "returnReason", p.ordered_at AS "orderedAt",
  p.ended_at AS "endedAt"`;

const insertPayoutStatement = statement(
  'card_payout_insert',
  `INSERT INTO card_payouts (id, account_id, currency, amount, to_account_id, to_iban, to_name, status, reference, ordered_at, ended_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);

export async function insertPayout(
  tx: Session,
  payout: Omit<Payout, 'fileId' | 'returnReason' | 'orderedAt' | 'endedAt'>,
  now: Temporal.Instant,
): Promise<void> {
  const { id, accountId, currency, amount, toAccountId, toIban, toName, status, reference } = payout;
  await tx.query(insertPayoutStatement, [
    id,
    accountId,
    currency,
    amount,
    toAccountId,
    toIban,
    toName,
    status,
    reference,
    now,
    status === 'paid' ? now : null,
  ]);
}

const payoutsStatement = statement('card_payouts_of', `SELECT ${payoutColumns} FROM card_payouts p WHERE p.account_id = $1 ORDER BY p.id`);

export async function payoutsOf(db: Session, accountId: string): Promise<Payout[]> {
  return await db.query<Payout>(payoutsStatement, [accountId]);
}

const waitingPayoutsStatement = statement(
  'card_payouts_waiting',
  `SELECT ${payoutColumns} FROM card_payouts p JOIN card_accounts a ON a.id = p.account_id
   WHERE p.status = 'ordered' AND a.programme = $1 ORDER BY p.id LIMIT $2 FOR UPDATE OF p`,
);

export async function waitingPayouts(tx: Session, programme: string, limit: number): Promise<Payout[]> {
  return await tx.query<Payout>(waitingPayoutsStatement, [programme, limit]);
}

const sendPayoutsStatement = statement(
  'card_payouts_send',
  `UPDATE card_payouts p SET status = 'sent', file_id = $2 WHERE p.id = ANY ($1::uuid[]) AND p.status = 'ordered' RETURNING p.id`,
);

export async function sendPayouts(tx: Session, ids: readonly string[], fileId: string): Promise<number> {
  return (await tx.query(sendPayoutsStatement, [ids, fileId])).length;
}

const payoutsOfReferencesStatement = statement(
  'card_payouts_by_reference',
  `SELECT ${payoutColumns} FROM card_payouts p WHERE p.reference = ANY ($1::text[]) ORDER BY p.id`,
);

export async function payoutsOfReferences(db: Session, references: readonly string[]): Promise<Payout[]> {
  return await db.query<Payout>(payoutsOfReferencesStatement, [references]);
}

const endPayoutStatement = statement(
  'card_payout_end',
  `UPDATE card_payouts p SET status = $3, return_reason = $4, ended_at = $5
   WHERE p.id = $1 AND p.status = ANY ($2::text[]) RETURNING ${payoutColumns}`,
);

/** Ends a payout where it stands at one of `from`; undefined where somebody else was first. */
export async function endPayout(
  tx: Session,
  id: string,
  from: readonly PayoutStatus[],
  to: 'paid' | 'returned',
  reason: string | null,
  now: Temporal.Instant,
): Promise<Payout | undefined> {
  return (await tx.query<Payout>(endPayoutStatement, [id, from, to, reason, now]))[0];
}
