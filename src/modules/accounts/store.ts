// All SQL of the accounts module. Lock order: one row at a time, before the ledger's.

import { statement, type Session } from '../../postgres/database.ts';
import { gathered } from '../../postgres/gathered.ts';
import type { SealedColumn } from '../keys/index.ts';

export type HolderRole = 'first' | 'joint';

const insertAccountStatement = statement(
  'account_insert',
  `
  INSERT INTO accounts (id, programme, number, iban, currency, status, opened_at)
  VALUES ($1, $2, $3, $4, $5, 'open', $6) ON CONFLICT (number) DO NOTHING RETURNING id`,
);

/** False where the number is taken. */
export async function insertAccount(
  tx: Session,
  account: { id: string; programme: string; number: string; iban: string; currency: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { id, programme, number, iban, currency } = account;
  return (await tx.query(insertAccountStatement, [id, programme, number, iban, currency, now])).length === 1;
}

const insertHolderStatement = statement(
  'account_insert_holder',
  `
  INSERT INTO account_holders (account_id, customer_id, role, since)
  SELECT a.id, $2, $3, $4 FROM accounts a WHERE a.id = $1 AND a.status = 'open'
  ON CONFLICT (customer_id, account_id) DO NOTHING RETURNING account_id`,
);

/** False where the account is not open or the customer holds it already. */
export async function insertHolder(
  tx: Session,
  accountId: string,
  customerId: string,
  role: HolderRole,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(insertHolderStatement, [accountId, customerId, role, now])).length === 1;
}

const lockAccountStatement = statement('account_lock', `SELECT a.status FROM accounts a WHERE a.id = $1 FOR UPDATE`);

/** Locks the account, so that its holders do not change meanwhile; undefined where there is none. */
export async function lockAccount(tx: Session, accountId: string): Promise<'open' | 'closed' | undefined> {
  return (await tx.query<{ status: 'open' | 'closed' }>(lockAccountStatement, [accountId]))[0]?.status;
}

const holdersStatement = statement(
  'account_holders',
  `
  SELECT h.customer_id AS "customerId", h.role FROM account_holders h WHERE h.account_id = $1 ORDER BY h.role, h.since, h.customer_id`,
);

export type Holder = { readonly customerId: string; readonly role: HolderRole };

/** The first holder comes first. */
export async function holders(db: Session, accountId: string): Promise<Holder[]> {
  return await db.query<Holder>(holdersStatement, [accountId]);
}

const jointStatement = statement(
  'account_joint',
  `
  SELECT DISTINCT h.customer_id AS "customerId" FROM account_holders h JOIN accounts a ON a.id = h.account_id AND a.status = 'open'
  WHERE h.customer_id = ANY ($1::uuid[])
    AND EXISTS (SELECT 1 FROM account_holders o WHERE o.account_id = h.account_id AND o.customer_id <> h.customer_id)`,
);

const jointHolder = gathered<true>(async (db, customerIds) => {
  const rows = await db.query<{ customerId: string }>(jointStatement, [customerIds]);
  return new Map(rows.map(({ customerId }) => [customerId, true]));
});

export async function holdsJoint(db: Session, customerId: string): Promise<boolean> {
  return (await jointHolder(db, customerId)) === true;
}

const accountColumns = `a.id, a.programme, a.number, a.iban, a.currency, a.status, a.opened_at AS "openedAt", a.closed_at AS "closedAt"`;

export type AccountRow = {
  readonly id: string;
  readonly programme: string;
  readonly number: string;
  readonly iban: string;
  readonly currency: string;
  readonly status: 'open' | 'closed';
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
};

const ofCustomerStatement = statement(
  'accounts_of_customer',
  `
  SELECT ${accountColumns}, h.role,
         (SELECT count(*) FROM account_holders o WHERE o.account_id = a.id)::integer AS "holderCount"
  FROM account_holders h JOIN accounts a ON a.id = h.account_id
  WHERE h.customer_id = $1 ORDER BY a.opened_at, a.number`,
);

export async function accountsOfCustomer(
  db: Session,
  customerId: string,
): Promise<(AccountRow & { role: HolderRole; holderCount: number })[]> {
  return await db.query(ofCustomerStatement, [customerId]);
}

const heldStatement = statement(
  'account_held',
  `
  SELECT ${accountColumns} FROM accounts a JOIN account_holders h ON h.account_id = a.id WHERE h.customer_id = $1 AND a.id = $2`,
);

/** The account if the customer holds it. */
export async function heldAccount(db: Session, customerId: string, accountId: string): Promise<AccountRow | undefined> {
  return (await db.query<AccountRow>(heldStatement, [customerId, accountId]))[0];
}

const byNumberStatement = statement(
  'account_by_number',
  `SELECT ${accountColumns} FROM accounts a WHERE a.programme = $1 AND (a.number = $2 OR a.iban = $2)`,
);

export async function accountByReference(db: Session, programme: string, numberOrIban: string): Promise<AccountRow | undefined> {
  return (await db.query<AccountRow>(byNumberStatement, [programme, numberOrIban]))[0];
}

// Names stand in the customers' table: read here in the same statement, since a payment needs them all at once.
const sidesStatement = statement(
  'account_sides',
  `SELECT f.id AS "fromId", f.number AS "fromNumber", f.currency AS "fromCurrency", f.status AS "fromStatus",
          coalesce(payer.name_latin, '') AS "payerName",
          t.id AS "toId", t.number AS "toNumber", t.iban AS "toIban", t.currency AS "toCurrency", t.status AS "toStatus",
          coalesce(payee.name_latin, '') AS "payeeName",
          EXISTS (SELECT 1 FROM account_holders o WHERE o.customer_id = w.customer_id AND o.account_id = t.id) AS "toIsOwn"
   FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) WITH ORDINALITY AS w (customer_id, from_id, to_id, to_number, nth)
   LEFT JOIN account_holders fh ON fh.customer_id = w.customer_id AND fh.account_id = w.from_id
   LEFT JOIN accounts f ON f.id = fh.account_id AND f.programme = $1
   LEFT JOIN customers payer ON payer.id = w.customer_id
   LEFT JOIN accounts t ON t.programme = $1 AND t.id = coalesce(w.to_id, (SELECT n.id FROM accounts n WHERE n.number = w.to_number))
   LEFT JOIN account_holders th ON th.account_id = t.id AND th.role = 'first'
   LEFT JOIN customers payee ON payee.id = th.customer_id
   ORDER BY w.nth`,
);

export type SidesRow = {
  readonly fromId: string | null;
  readonly fromNumber: string;
  readonly fromCurrency: string;
  readonly fromStatus: 'open' | 'closed';
  readonly payerName: string;
  readonly toId: string | null;
  readonly toNumber: string;
  readonly toIban: string;
  readonly toCurrency: string;
  readonly toStatus: 'open' | 'closed';
  readonly payeeName: string;
  readonly toIsOwn: boolean;
};

/** Both accounts of each payment in the order given; `from` only where the customer holds it, `to` by id or by number. */
export async function sides(
  db: Session,
  programme: string,
  wanted: readonly { customerId: string; fromId: string; toId: string | null; toNumber: string | null }[],
): Promise<SidesRow[]> {
  return await db.query<SidesRow>(sidesStatement, [
    programme,
    wanted.map(({ customerId }) => customerId),
    wanted.map(({ fromId }) => fromId),
    wanted.map(({ toId }) => toId),
    wanted.map(({ toNumber }) => toNumber),
  ]);
}

const closeStatement = statement(
  'account_close',
  `UPDATE accounts SET status = 'closed', closed_at = $2 WHERE id = $1 AND status = 'open' RETURNING id`,
);

export async function closeAccount(tx: Session, accountId: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(closeStatement, [accountId, now])).length === 1;
}

// --- Debit cards ---

const insertCardStatement = statement(
  'debit_card_insert',
  `
  INSERT INTO debit_cards (id, programme, customer_id, account_id, number_sealed, number_digest, last_four, expires_on,
                           status, pin_verification, pin_tries_max, issued_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', $9, $10, $11)
  ON CONFLICT DO NOTHING RETURNING id`,
);

export type NewCardRow = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly numberSealed: Uint8Array;
  readonly numberDigest: Uint8Array;
  readonly lastFour: string;
  readonly expiresOn: string;
  readonly pinVerification: Uint8Array;
  readonly pinTriesMax: number;
};

/** False where the id or the number is taken. */
export async function insertCard(tx: Session, card: NewCardRow, now: Temporal.Instant): Promise<boolean> {
  const { id, programme, customerId, accountId, numberSealed, numberDigest, lastFour, expiresOn, pinVerification, pinTriesMax } = card;
  const values = [id, programme, customerId, accountId, numberSealed, numberDigest, lastFour, expiresOn, pinVerification, pinTriesMax, now];
  return (await tx.query(insertCardStatement, values)).length === 1;
}

const cardByDigestStatement = statement(
  'debit_card_by_digest',
  `
  SELECT c.id, c.customer_id AS "customerId" FROM debit_cards c
  WHERE c.programme = $1 AND c.number_digest = $2 AND c.status = 'active' AND c.expires_on >= $3::date`,
);

export async function cardByDigest(
  db: Session,
  programme: string,
  digest: Uint8Array,
  today: string,
): Promise<{ id: string; customerId: string } | undefined> {
  return (await db.query<{ id: string; customerId: string }>(cardByDigestStatement, [programme, digest, today]))[0];
}

/** Takes one try before the PIN is looked at. Where there is no card or no try left a decoy row is written instead: the same work. */
export const claimPinTryStatement = statement(
  'debit_card_claim_try',
  `
  WITH claimed AS (
    UPDATE debit_cards c SET pin_failures = c.pin_failures + 1
    WHERE c.id = $1 AND c.status = 'active' AND c.pin_failures < c.pin_tries_max
    RETURNING c.pin_verification),
  decoy AS (
    UPDATE debit_card_decoys d SET writes = d.writes + 1
    WHERE d.slot = $2 AND NOT EXISTS (SELECT 1 FROM claimed))
  SELECT pin_verification AS "pinVerification" FROM claimed`,
);

export async function claimPinTry(
  db: Session,
  cardId: string,
  decoySlot: number,
  claim = claimPinTryStatement,
): Promise<Uint8Array | undefined> {
  return (await db.query<{ pinVerification: Uint8Array }>(claim, [cardId, decoySlot]))[0]?.pinVerification;
}

const clearPinStatement = statement(
  'debit_card_clear_failures',
  `UPDATE debit_cards SET pin_failures = 0 WHERE id = $1 AND status = 'active' RETURNING id`,
);

/** A full success, or the branch: the tries count from nought again. False where the card is not active. */
export async function clearPinFailures(db: Session, cardId: string): Promise<boolean> {
  return (await db.query(clearPinStatement, [cardId])).length === 1;
}

const cardsOfStatement = statement(
  'debit_cards_of_customer',
  `
  SELECT c.id, c.account_id AS "accountId", c.last_four AS "lastFour", c.expires_on AS "expiresOn", c.status,
         c.pin_failures >= c.pin_tries_max AS "pinLocked"
  FROM debit_cards c WHERE c.customer_id = $1 ORDER BY c.issued_at, c.id`,
);

export type DebitCard = {
  readonly id: string;
  readonly accountId: string;
  readonly lastFour: string;
  /** ISO date: the last day of the month on the card. */
  readonly expiresOn: string;
  readonly status: 'active' | 'closed';
  readonly pinLocked: boolean;
};

export async function cardsOf(db: Session, customerId: string): Promise<DebitCard[]> {
  return await db.query<DebitCard>(cardsOfStatement, [customerId]);
}

/** What a rotation of the keys has to seal again. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'debit_cards',
    column: 'number_sealed',
    id: 'id',
    ownerColumns: ['programme', 'customer_id'],
    ownerOf: (row) => ({ tenant: String(row['programme']), customer: String(row['customer_id']), row: row.id, column: 'number_sealed' }),
  },
];
