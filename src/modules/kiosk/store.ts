// All SQL of kiosks. Lock order: visit or deposit first, then what other modules lock.

import { statement, type Session } from '../../postgres/database.ts';
import type { KnownBy } from './rules/visit.ts';

export type KioskRow = {
  readonly id: string;
  readonly programme: string;
  readonly name: string;
  readonly place: string;
  readonly keySealed: Uint8Array;
  readonly cardsLeft: number;
  readonly closedAt: Temporal.Instant | null;
};

const kioskColumns = `id, programme, name, place, key_sealed AS "keySealed", cards_left AS "cardsLeft", closed_at AS "closedAt"`;

const insertKioskSql = statement(
  'kiosk_insert',
  `INSERT INTO kiosks (id, programme, name, place, key_sealed, cards_left, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT DO NOTHING RETURNING id`,
);
/** False where the name or the id is there already. */
export async function insertKiosk(db: Session, row: Omit<KioskRow, 'closedAt'>, now: Temporal.Instant): Promise<boolean> {
  const values = [row.id, row.programme, row.name, row.place, row.keySealed, row.cardsLeft, now];
  return (await db.query(insertKioskSql, values)).length === 1;
}

const kioskByIdSql = statement('kiosk_by_id', `SELECT ${kioskColumns} FROM kiosks WHERE id = $1`);
export async function selectKiosk(db: Session, id: string): Promise<KioskRow | undefined> {
  return (await db.query<KioskRow>(kioskByIdSql, [id]))[0];
}

const kioskByNameSql = statement('kiosk_by_name', `SELECT ${kioskColumns} FROM kiosks WHERE programme = $1 AND name = $2`);
export async function selectKioskByName(db: Session, programme: string, name: string): Promise<KioskRow | undefined> {
  return (await db.query<KioskRow>(kioskByNameSql, [programme, name]))[0];
}

const kiosksSql = statement('kiosks_all', `SELECT ${kioskColumns} FROM kiosks WHERE closed_at IS NULL ORDER BY name`);
export async function selectKiosks(db: Session): Promise<KioskRow[]> {
  return await db.query<KioskRow>(kiosksSql);
}

const takeCardSql = statement(
  'kiosk_take_card',
  `UPDATE kiosks SET cards_left = cards_left - 1 WHERE id = $1 AND cards_left > 0 RETURNING cards_left AS "cardsLeft"`,
);
/** One blank card leaves the dispenser; false where it is empty. */
export async function takeBlank(db: Session, kioskId: string): Promise<boolean> {
  return (await db.query(takeCardSql, [kioskId])).length === 1;
}

const fillSql = statement('kiosk_fill', `UPDATE kiosks SET cards_left = $2 WHERE id = $1 RETURNING id`);
export async function updateBlanks(db: Session, kioskId: string, cardsLeft: number): Promise<boolean> {
  return (await db.query(fillSql, [kioskId, cardsLeft])).length === 1;
}

const insertSignOnSql = statement(
  'kiosk_sign_on_insert',
  `WITH gone AS (DELETE FROM kiosk_sign_ons WHERE ends_at < $3)
   INSERT INTO kiosk_sign_ons (digest, kiosk_id, signed_on_at, ends_at) VALUES ($1, $2, $3, $4)`,
);
export async function insertSignOn(
  db: Session,
  row: { digest: Uint8Array; kioskId: string; endsAt: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  await db.query(insertSignOnSql, [row.digest, row.kioskId, now, row.endsAt]);
}

const signOnSql = statement(
  'kiosk_of_sign_on',
  `SELECT ${kioskColumns
    .split(', ')
    .map((column) => `k.${column}`)
    .join(', ')}
   FROM kiosk_sign_ons s JOIN kiosks k ON k.id = s.kiosk_id WHERE s.digest = $1 AND s.ends_at > $2 AND k.closed_at IS NULL`,
);
export async function selectSignedOn(db: Session, digest: Uint8Array, now: Temporal.Instant): Promise<KioskRow | undefined> {
  return (await db.query<KioskRow>(signOnSql, [digest, now]))[0];
}

export type VisitRow = {
  readonly id: string;
  readonly kioskId: string;
  readonly language: string;
  readonly knownBy: KnownBy;
  readonly customerId: string | null;
  readonly accountId: string | null;
  readonly cardId: string | null;
  readonly document: Readonly<Record<string, string>> | null;
  readonly beganAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
};

const visitColumns = `id, kiosk_id AS "kioskId", language, known_by AS "knownBy", customer_id AS "customerId", account_id AS "accountId",
  card_id AS "cardId", document, began_at AS "beganAt", used_at AS "usedAt", ended_at AS "endedAt"`;

const beginSql = statement(
  'kiosk_visit_begin',
  `INSERT INTO kiosk_visits (id, kiosk_id, language, began_at, used_at) VALUES ($1, $2, $3, $4, $4)`,
);
const endOthersSql = statement(
  'kiosk_visits_end_others',
  `UPDATE kiosk_visits SET ended_at = $2, end_reason = 'next-visit' WHERE kiosk_id = $1 AND ended_at IS NULL`,
);
/** A new visit; who stood there before is gone. */
export async function beginVisit(
  tx: Session,
  row: { id: string; kioskId: string; language: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(endOthersSql, [row.kioskId, now]);
  await tx.query(beginSql, [row.id, row.kioskId, row.language, now]);
}

const visitSql = statement('kiosk_visit', `SELECT ${visitColumns} FROM kiosk_visits WHERE id = $1 AND kiosk_id = $2`);
export async function selectVisit(db: Session, kioskId: string, id: string): Promise<VisitRow | undefined> {
  return (await db.query<VisitRow>(visitSql, [id, kioskId]))[0];
}

const touchSql = statement(
  'kiosk_visit_touch',
  `UPDATE kiosk_visits SET used_at = greatest(used_at, $3) WHERE id = $1 AND kiosk_id = $2 AND ended_at IS NULL AND used_at > $4
   RETURNING ${visitColumns}`,
);
/** Puts off the idle end of a visit that was last used after `idleSince`; undefined where it is over. */
export async function touchVisit(
  db: Session,
  kioskId: string,
  id: string,
  idleSince: Temporal.Instant,
  now: Temporal.Instant,
): Promise<VisitRow | undefined> {
  return (await db.query<VisitRow>(touchSql, [id, kioskId, now, idleSince]))[0];
}

const knowSql = statement(
  'kiosk_visit_know',
  `UPDATE kiosk_visits SET known_by = $3, customer_id = $4, account_id = $5, card_id = $6, document = $7
   WHERE id = $1 AND kiosk_id = $2 AND ended_at IS NULL RETURNING ${visitColumns}`,
);
export async function updateKnown(
  db: Session,
  kioskId: string,
  id: string,
  known: Pick<VisitRow, 'knownBy' | 'customerId' | 'accountId' | 'cardId' | 'document'>,
): Promise<VisitRow | undefined> {
  const { knownBy, customerId, accountId, cardId, document } = known;
  return (await db.query<VisitRow>(knowSql, [id, kioskId, knownBy, customerId, accountId, cardId, document]))[0];
}

const endSql = statement(
  'kiosk_visit_end',
  `UPDATE kiosk_visits SET ended_at = $4, end_reason = $3, document = NULL WHERE id = $1 AND kiosk_id = $2 AND ended_at IS NULL RETURNING id`,
);
export async function endVisit(
  db: Session,
  kioskId: string,
  id: string,
  reason: 'finished' | 'idle' | 'abandoned' | 'card-kept',
  now: Temporal.Instant,
): Promise<boolean> {
  return (await db.query(endSql, [id, kioskId, reason, now])).length === 1;
}

export type DepositRow = {
  readonly id: string;
  readonly kioskId: string;
  readonly visitId: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly currency: string;
  readonly status: 'open' | 'posted' | 'empty' | 'held';
  readonly refusal: string | null;
  /** Minor units of the journal. */
  readonly taken: bigint;
  readonly notes: number;
};

const depositSelect = `SELECT d.id, d.kiosk_id AS "kioskId", d.visit_id AS "visitId", d.account_id AS "accountId", d.card_id AS "cardId",
  d.currency, d.status, d.refusal, coalesce(n.taken, 0)::bigint AS taken, coalesce(n.notes, 0)::integer AS notes
  FROM kiosk_deposits d LEFT JOIN LATERAL
  (SELECT sum(value) AS taken, count(*) AS notes FROM kiosk_notes WHERE deposit_id = d.id) n ON true`;

const openDepositSql = statement(
  'kiosk_deposit_open',
  `INSERT INTO kiosk_deposits (id, kiosk_id, visit_id, account_id, card_id, currency, opened_at, noted_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (id) DO NOTHING`,
);
export async function openDeposit(
  db: Session,
  row: Pick<DepositRow, 'id' | 'kioskId' | 'visitId' | 'accountId' | 'cardId' | 'currency'>,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(openDepositSql, [row.id, row.kioskId, row.visitId, row.accountId, row.cardId, row.currency, now]);
}

const depositLockSql = statement('kiosk_deposit_lock', `${depositSelect} WHERE d.id = $1 AND d.kiosk_id = $2`);
const lockSql = statement('kiosk_deposit_for_update', `SELECT id FROM kiosk_deposits WHERE id = $1 AND kiosk_id = $2 FOR UPDATE`);
/** The deposit, locked: its notes and its end are one after the other. */
export async function lockDeposit(tx: Session, kioskId: string, id: string): Promise<DepositRow | undefined> {
  // The sum is read after the lock is held, so that it holds every note that came before.
  if ((await tx.query(lockSql, [id, kioskId])).length === 0) return undefined;
  return (await tx.query<DepositRow>(depositLockSql, [id, kioskId]))[0];
}

const noteSql = statement(
  'kiosk_note_insert',
  `INSERT INTO kiosk_notes (id, deposit_id, kiosk_id, value, taken_at) VALUES ($1, $2, $3, $4, $5)`,
);
const notedSql = statement('kiosk_deposit_noted', `UPDATE kiosk_deposits SET noted_at = $2 WHERE id = $1`);
export async function insertNote(
  tx: Session,
  row: { id: string; depositId: string; kioskId: string; value: bigint },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(noteSql, [row.id, row.depositId, row.kioskId, row.value, now]);
  await tx.query(notedSql, [row.depositId, now]);
}

export type NoteRow = { readonly id: string; readonly depositId: string; readonly value: bigint };
const noteByIdSql = statement('kiosk_note', `SELECT id, deposit_id AS "depositId", value FROM kiosk_notes WHERE id = $1 AND kiosk_id = $2`);
export async function selectNote(db: Session, kioskId: string, id: string): Promise<NoteRow | undefined> {
  return (await db.query<NoteRow>(noteByIdSql, [id, kioskId]))[0];
}

const endDepositSql = statement(
  'kiosk_deposit_end',
  `UPDATE kiosk_deposits SET status = $2, refusal = $3, ended_at = $4 WHERE id = $1 AND status = 'open' RETURNING id`,
);
export async function endDeposit(
  tx: Session,
  id: string,
  status: 'posted' | 'empty' | 'held',
  refusal: string | null,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(endDepositSql, [id, status, refusal, now])).length === 1;
}

const leftSql = statement(
  'kiosk_deposits_left',
  `SELECT id, kiosk_id AS "kioskId" FROM kiosk_deposits WHERE status = 'open' AND noted_at <= $1 ORDER BY noted_at LIMIT 100`,
);
/** Deposits that nobody has touched since: a power cut, or a person who walked away. */
export async function depositsLeft(db: Session, since: Temporal.Instant): Promise<{ id: string; kioskId: string }[]> {
  return await db.query(leftSql, [since]);
}

const receiptSql = statement(
  'kiosk_receipt_insert',
  `INSERT INTO kiosk_receipts (id, kiosk_id, visit_id, act, channel, figures, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (id) DO NOTHING RETURNING id`,
);
/** False where this receipt was made before. */
export async function insertReceipt(
  tx: Session,
  row: { id: string; kioskId: string; visitId: string; act: string; channel: 'print' | 'sms' | 'email'; figures: object },
  now: Temporal.Instant,
): Promise<boolean> {
  const values = [row.id, row.kioskId, row.visitId, row.act, row.channel, row.figures, now];
  return (await tx.query(receiptSql, values)).length === 1;
}

const expectedSql = statement(
  'kiosk_cash_expected',
  `SELECT coalesce(sum(n.value), 0)::bigint AS expected FROM kiosk_notes n
   WHERE n.kiosk_id = $1 AND n.taken_at > coalesce((SELECT max(counted_at) FROM kiosk_cash_counts WHERE kiosk_id = $1), '-infinity')`,
);
export async function cashExpected(db: Session, kioskId: string): Promise<bigint> {
  return (await db.query<{ expected: bigint }>(expectedSql, [kioskId]))[0]?.expected ?? 0n;
}

const countSql = statement(
  'kiosk_cash_count_insert',
  `INSERT INTO kiosk_cash_counts (id, kiosk_id, counted_by, expected, counted, counted_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);
export async function insertCount(
  tx: Session,
  row: { id: string; kioskId: string; countedBy: string; expected: bigint; counted: bigint },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(countSql, [row.id, row.kioskId, row.countedBy, row.expected, row.counted, now]);
}

const printSql = statement(
  'kiosk_card_print_insert',
  `INSERT INTO kiosk_card_prints (card_id, kiosk_id, visit_id, printed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING card_id`,
);
/** False where the card was printed before. */
export async function insertPrint(
  tx: Session,
  row: { cardId: string; kioskId: string; visitId: string },
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(printSql, [row.cardId, row.kioskId, row.visitId, now])).length === 1;
}

const forgivePinSql = statement(
  'kiosk_pin_right',
  `UPDATE cards SET pin_failures = 0 WHERE id = $1 AND pin_status = 'set' AND pin_failures < $2 RETURNING id`,
);
/** PC-09: a right PIN ends the row of wrong ones; false where the tries ran out meanwhile. */
export async function forgivePinFailures(tx: Session, cardId: string, triesMax: number): Promise<boolean> {
  return (await tx.query(forgivePinSql, [cardId, triesMax])).length === 1;
}
