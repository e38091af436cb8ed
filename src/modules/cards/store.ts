// SQL of cards: reading them, and the statements that change one. Lock order: the account's lock (wallets), then cards by id.

import { statement, type Session, type Statement } from '../../postgres/database.ts';
import type { SealedColumn } from '../keys/index.ts';
import type { Card } from './card.ts';
import type { Controls } from './rules/controls.ts';
import type { CardStatus } from './rules/lifecycle.ts';

const columns = `c.id, c.account_id AS "accountId", c.customer_id AS "customerId", a.customer_id AS "holderId", a.programme, a.product, c.role,
  c.chain_id AS "chainId", c.replacement_for AS "replacementFor", c.number_sealed AS "numberSealed", c.last_four AS "lastFour", c.sequence,
  c.valid_from AS "validFrom", c.expires_on AS "expiresOn", c.service_code AS "serviceCode", c.form, c.status,
  c.status_reason AS "statusReason", c.pin_sealed AS "pinSealed", c.pin_status AS "pinStatus", c.pin_delivered_at AS "pinDeliveredAt",
  c.pin_failures AS "pinFailures", c.controls, c.notify, c.issued_at AS "issuedAt", c.activated_at AS "activatedAt",
  c.frozen_at AS "frozenAt", c.closed_at AS "closedAt"`;

const source = `cards c JOIN card_accounts a ON a.id = c.account_id`;

const byId = statement('card_by_id', `SELECT ${columns} FROM ${source} WHERE c.id = $1`);

/** One card; undefined where there is none. */
export async function card(db: Session, id: string): Promise<Card | undefined> {
  return (await db.query<Card>(byId, [id]))[0];
}

const byIds = statement('cards_by_id', `SELECT ${columns} FROM ${source} WHERE c.id = ANY ($1::uuid[])`);

export async function cardsById(db: Session, ids: readonly string[]): Promise<Map<string, Card>> {
  return new Map((await db.query<Card>(byIds, [ids])).map((found) => [found.id, found]));
}

const byDigest = statement('card_by_digest', `SELECT ${columns} FROM ${source} WHERE c.number_digest = $1`);

/** The card of a number's keyed digest (CardSecurity.numberDigest). */
export async function cardByDigest(db: Session, digest: Uint8Array): Promise<Card | undefined> {
  return (await db.query<Card>(byDigest, [digest]))[0];
}

const ofAccount = statement('cards_of_account', `SELECT ${columns} FROM ${source} WHERE c.account_id = $1 ORDER BY c.issued_at, c.id`);

/** All cards of an account, oldest first, closed ones too. */
export async function cardsOf(db: Session, accountId: string): Promise<Card[]> {
  return await db.query<Card>(ofAccount, [accountId]);
}

const ofHolder = statement(
  'cards_of_holder',
  `SELECT ${columns} FROM ${source} WHERE c.customer_id = $1 OR a.customer_id = $1 ORDER BY c.issued_at, c.id`,
);

/** Cards that a customer carries, and all cards of the accounts of which the customer is the main holder. */
export async function cardsOfHolder(db: Session, customerId: string): Promise<Card[]> {
  return await db.query<Card>(ofHolder, [customerId]);
}

const replacementOf = statement('card_replacement', `SELECT ${columns} FROM ${source} WHERE c.replacement_for = $1`);

/** The card that replaces this one. */
export async function replacementFor(db: Session, cardId: string): Promise<Card | undefined> {
  return (await db.query<Card>(replacementOf, [cardId]))[0];
}

const insert = statement(
  'card_insert',
  `INSERT INTO cards (id, account_id, customer_id, role, chain_id, replacement_for, number_sealed, number_digest, last_four, sequence,
                      valid_from, expires_on, service_code, status, form, pin_sealed, pin_status, controls, notify, issued_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'set', $17, $18, $19)
   ON CONFLICT DO NOTHING RETURNING id`,
);

export type NewCardRow = Omit<
  Card,
  | 'holderId'
  | 'programme'
  | 'product'
  | 'statusReason'
  | 'pinStatus'
  | 'pinDeliveredAt'
  | 'pinFailures'
  | 'activatedAt'
  | 'frozenAt'
  | 'closedAt'
> & {
  readonly numberDigest: Uint8Array;
};

/** False where the id or the number is taken, or the card before has a replacement already. */
export async function insertCard(tx: Session, row: NewCardRow): Promise<boolean> {
  const made = await tx.query(insert, [
    row.id,
    row.accountId,
    row.customerId,
    row.role,
    row.chainId,
    row.replacementFor,
    row.numberSealed,
    row.numberDigest,
    row.lastFour,
    row.sequence,
    row.validFrom,
    row.expiresOn,
    row.serviceCode,
    row.status,
    row.form,
    row.pinSealed,
    JSON.stringify(row.controls),
    row.notify,
    row.issuedAt,
  ]);
  return made.length === 1;
}

/** A test replaces it to show what its condition is for. */
export const changeStatusStatement = statement(
  'card_change_status',
  `UPDATE cards SET status = $3, status_reason = $4,
     activated_at = CASE WHEN $3 = 'active' THEN coalesce(activated_at, $5) ELSE activated_at END,
     frozen_at = CASE WHEN $3 = 'frozen' THEN coalesce(frozen_at, $5) WHEN $3 = 'active' THEN NULL ELSE frozen_at END,
     closed_at = CASE WHEN $3 = 'closed' THEN $5::timestamptz END
   WHERE id = $1 AND status = ANY ($2::text[]) RETURNING id`,
);

/** Moves a card to another state in one statement; false where it is in none of `from` any more. */
export async function changeStatus(
  tx: Session,
  change: { readonly id: string; readonly from: readonly CardStatus[]; readonly to: CardStatus; readonly reason: string | null },
  now: Temporal.Instant,
  with_: Statement = changeStatusStatement,
): Promise<boolean> {
  return (await tx.query(with_, [change.id, change.from, change.to, change.reason, now])).length === 1;
}

const setControlsStatement = statement(
  'card_set_controls',
  `UPDATE cards SET controls = $2, notify = $3 WHERE id = $1 AND status <> 'closed' RETURNING id`,
);

export async function setControls(tx: Session, cardId: string, controls: Controls, notify: boolean): Promise<boolean> {
  return (await tx.query(setControlsStatement, [cardId, JSON.stringify(controls), notify])).length === 1;
}

const countStatement = statement(
  'cards_open_of_account',
  `SELECT count(*)::integer AS count FROM cards WHERE account_id = $1 AND status <> 'closed'`,
);

export async function openCardsOf(tx: Session, accountId: string): Promise<number> {
  return (await tx.query<{ count: number }>(countStatement, [accountId]))[0]?.count ?? 0;
}

/** What a rotation of the keys has to seal again. */
export const sealedColumns: readonly SealedColumn[] = (['number_sealed', 'pin_sealed'] as const).map((column) => ({
  table: 'cards',
  column,
  id: 'id',
  ownerColumns: ['account_id'],
  ownerOf: (row) => ({ tenant: 'cards', customer: String(row['account_id']), row: row.id, column }),
}));
