// SQL of loss files. Lock order: the account's lock (wallets), the card, then the report.

import { statement, type Session } from '../../postgres/database.ts';
import type { LossKind } from './rules/loss.ts';

export type LossChannel = 'app' | 'phone' | 'voice' | 'branch' | 'kiosk' | 'post' | 'email' | 'api';
export type LossEntryKind = 'spoken' | 'app' | 'written' | 'police' | 'found' | 'late-notice' | 'neglect' | 'unsigned';

export type LossReport = {
  readonly id: string;
  readonly programme: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly customerId: string;
  readonly kind: LossKind;
  readonly happenedAt: Temporal.Instant | null;
  readonly reportedAt: Temporal.Instant;
  readonly confirmationDueAt: Temporal.Instant;
  readonly writtenAt: Temporal.Instant | null;
  readonly missedAt: Temporal.Instant | null;
};

export type LossEntry = {
  readonly id: string;
  readonly kind: LossEntryKind;
  /** When it was given or found. */
  readonly at: Temporal.Instant;
  readonly recordedAt: Temporal.Instant;
  readonly channel: LossChannel;
  readonly actor: string;
  readonly reference: string | null;
  /** SHA-256 of the document. */
  readonly documentDigest: Uint8Array | null;
  readonly reason: string | null;
};

const columns = `id, programme, account_id AS "accountId", card_id AS "cardId", customer_id AS "customerId", kind,
  happened_at AS "happenedAt", reported_at AS "reportedAt", confirmation_due_at AS "confirmationDueAt", written_at AS "writtenAt",
  missed_at AS "missedAt"`;

const insert = statement(
  'card_loss_report_insert',
  `INSERT INTO card_loss_reports (id, programme, account_id, card_id, customer_id, kind, happened_at, reported_at, confirmation_due_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export async function insertReport(tx: Session, report: Omit<LossReport, 'writtenAt' | 'missedAt'>): Promise<void> {
  await tx.query(insert, [
    report.id,
    report.programme,
    report.accountId,
    report.cardId,
    report.customerId,
    report.kind,
    report.happenedAt,
    report.reportedAt,
    report.confirmationDueAt,
  ]);
}

const byId = statement('card_loss_report', `SELECT ${columns} FROM card_loss_reports WHERE id = $1`);

export async function lossReport(db: Session, id: string): Promise<LossReport | undefined> {
  return (await db.query<LossReport>(byId, [id]))[0];
}

const ofCard = statement(
  'card_loss_reports_of_card',
  `SELECT ${columns} FROM card_loss_reports WHERE card_id = $1 ORDER BY reported_at, id`,
);

/** Reports about one card, the first one first. */
export async function lossReportsOfCard(db: Session, cardId: string): Promise<LossReport[]> {
  return await db.query<LossReport>(ofCard, [cardId]);
}

const ofAccount = statement(
  'card_loss_reports_of_account',
  `SELECT ${columns} FROM card_loss_reports WHERE account_id = $1 ORDER BY reported_at, id`,
);

export async function lossReportsOf(db: Session, accountId: string): Promise<LossReport[]> {
  return await db.query<LossReport>(ofAccount, [accountId]);
}

const page = statement(
  'card_loss_reports_page',
  `SELECT ${columns} FROM card_loss_reports
   WHERE programme = ANY ($1::text[]) AND ($2::uuid IS NULL OR id < $2) AND (NOT $3::boolean OR written_at IS NULL)
   ORDER BY id DESC LIMIT $4`,
);

/** Newest first. @property unconfirmed only those without a written notice */
export async function lossReportsPage(
  db: Session,
  wanted: { programmes: readonly string[]; beforeId: string | null; unconfirmed: boolean; limit: number },
): Promise<LossReport[]> {
  return await db.query<LossReport>(page, [wanted.programmes, wanted.beforeId, wanted.unconfirmed, wanted.limit]);
}

const entryInsert = statement(
  'card_loss_entry_insert',
  `INSERT INTO card_loss_entries (report_id, id, kind, at, recorded_at, channel, actor, reference, document_digest, reason)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export async function insertEntry(tx: Session, reportId: string, entry: LossEntry): Promise<void> {
  const { id, kind, at, recordedAt, channel, actor, reference, documentDigest, reason } = entry;
  await tx.query(entryInsert, [reportId, id, kind, at, recordedAt, channel, actor, reference, documentDigest, reason]);
}

const entries = statement(
  'card_loss_entries',
  `SELECT id, kind, at, recorded_at AS "recordedAt", channel, actor, reference, document_digest AS "documentDigest", reason
   FROM card_loss_entries WHERE report_id = $1 ORDER BY position`,
);

export async function lossEntriesOf(db: Session, reportId: string): Promise<LossEntry[]> {
  return await db.query<LossEntry>(entries, [reportId]);
}

/** A test replaces it to show what its condition is for. */
export const setWrittenStatement = statement(
  'card_loss_report_written',
  `UPDATE card_loss_reports SET written_at = $2 WHERE id = $1 AND written_at IS NULL RETURNING id`,
);

/** The first written notice counts; false where there was one. */
export async function setWritten(tx: Session, id: string, at: Temporal.Instant, with_ = setWrittenStatement): Promise<boolean> {
  return (await tx.query(with_, [id, at])).length === 1;
}

const missed = statement(
  'card_loss_reports_missed',
  `UPDATE card_loss_reports SET missed_at = $3 WHERE id IN (
     SELECT id FROM card_loss_reports WHERE programme = $1 AND written_at IS NULL AND missed_at IS NULL AND confirmation_due_at <= $2
     ORDER BY confirmation_due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
   RETURNING ${columns}`,
);

/** Marks reports whose confirmation was due until then and did not come; each is given once. */
export async function markMissed(
  tx: Session,
  programme: string,
  until: Temporal.Instant,
  limit: number,
  now: Temporal.Instant,
): Promise<LossReport[]> {
  return await tx.query<LossReport>(missed, [programme, until, now, limit]);
}
