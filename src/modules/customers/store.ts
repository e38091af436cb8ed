// All SQL of the customers.

import { statement, type Session } from '../../postgres/database.ts';
import { gathered } from '../../postgres/gathered.ts';
import type { Customer } from './customer.ts';

const columns = `id, programme, number, name, name_latin AS "nameLatin", language, birth_date AS "birthDate", mobile,
  mobile_verified_at AS "mobileVerifiedAt", mobile_changed_at AS "mobileChangedAt", email, address,
  created_at AS "createdAt", closed_at AS "closedAt"`;

const byId = statement('customer_by_id', `SELECT ${columns} FROM customers WHERE id = ANY ($1::uuid[])`);

/** Those of these customers that there are, by their ids. */
export async function customersById(db: Session, ids: readonly string[]): Promise<Map<string, Customer>> {
  return new Map((await db.query<Customer>(byId, [ids])).map((row) => [row.id, row]));
}

const oneById = gathered<Customer>(customersById);

export async function customer(db: Session, id: string): Promise<Customer | undefined> {
  return await oneById(db, id);
}

const byNumber = statement('customer_by_number', `SELECT ${columns} FROM customers WHERE programme = $1 AND number = $2`);

export async function customerByNumber(db: Session, programme: string, number: string): Promise<Customer | undefined> {
  const [row] = await db.query<Customer>(byNumber, [programme, number]);
  return row;
}

const byMobile = statement(
  'customer_by_mobile',
  `SELECT ${columns} FROM customers WHERE programme = $1 AND mobile = $2 AND closed_at IS NULL`,
);

export async function customerByMobile(db: Session, programme: string, mobile: string): Promise<Customer | undefined> {
  const [row] = await db.query<Customer>(byMobile, [programme, mobile]);
  return row;
}

const byCivilIdDigest = statement('customer_by_civil_id', `SELECT ${columns} FROM customers WHERE programme = $1 AND civil_id_digest = $2`);

export async function customerByCivilIdDigest(db: Session, programme: string, digest: Uint8Array): Promise<Customer | undefined> {
  const [row] = await db.query<Customer>(byCivilIdDigest, [programme, digest]);
  return row;
}

// $3 is a pattern whose % and _ the caller escaped.
const search = statement(
  'customers_search',
  `SELECT ${columns} FROM customers
   WHERE programme = $1 AND (
     number = $2 OR mobile = $4 OR civil_id_digest = $5 OR lower(email) = lower($2)
     OR lower(name_latin) LIKE $3 OR name ILIKE $3)
   ORDER BY name_latin, id LIMIT $6`,
);

export async function searchRows(
  db: Session,
  values: { programme: string; text: string; pattern: string; mobile: string | null; civilIdDigest: Uint8Array; limit: number },
): Promise<Customer[]> {
  const { programme, text, pattern, mobile, civilIdDigest, limit } = values;
  return await db.query<Customer>(search, [programme, text, pattern, mobile, civilIdDigest, limit]);
}

const page = statement(
  'customers_page',
  `SELECT ${columns} FROM customers WHERE programme = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
);

export async function customersAfter(db: Session, programme: string, afterId: string | null, limit: number): Promise<Customer[]> {
  return await db.query<Customer>(page, [programme, afterId, limit]);
}

const insert = statement(
  'customer_insert',
  `INSERT INTO customers (id, programme, number, name, name_latin, language, civil_id_sealed, civil_id_digest, birth_date, mobile,
     mobile_verified_at, email, address, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
);

export type NewCustomerRow = {
  id: string;
  programme: string;
  number: string;
  name: string;
  nameLatin: string;
  language: string;
  civilIdSealed: Uint8Array;
  civilIdDigest: Uint8Array;
  birthDate: string;
  mobile: string;
  mobileVerifiedAt: Temporal.Instant | null;
  email: string | null;
  address: string;
};

export async function insertCustomer(db: Session, row: NewCustomerRow, now: Temporal.Instant): Promise<void> {
  await db.query(insert, [
    row.id,
    row.programme,
    row.number,
    row.name,
    row.nameLatin,
    row.language,
    row.civilIdSealed,
    row.civilIdDigest,
    row.birthDate,
    row.mobile,
    row.mobileVerifiedAt,
    row.email,
    row.address,
    now,
  ]);
}

const civilId = statement('customer_civil_id', `SELECT programme, civil_id_sealed AS sealed FROM customers WHERE id = $1`);

export async function sealedCivilId(db: Session, id: string): Promise<{ programme: string; sealed: Uint8Array } | undefined> {
  const [row] = await db.query<{ programme: string; sealed: Uint8Array }>(civilId, [id]);
  return row;
}

const lockNumber = statement('customer_lock_mobile', `SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 7264621))`);

/** Puts all changes to one number in a line until the transaction ends, so that the second sees the first. */
export async function lockMobile(tx: Session, programme: string, mobile: string): Promise<void> {
  await tx.query(lockNumber, [programme, mobile]);
}

const setMobile = statement(
  'customer_set_mobile',
  `UPDATE customers AS c SET mobile = $2, mobile_changed_at = $3, mobile_verified_at = $4
   WHERE c.id = $1 AND c.closed_at IS NULL AND c.mobile <> $2
     AND NOT EXISTS (SELECT FROM customers AS o WHERE o.programme = c.programme AND o.mobile = $2 AND o.closed_at IS NULL)
   RETURNING c.id`,
);

export async function updateMobile(
  tx: Session,
  id: string,
  mobile: string,
  verifiedAt: Temporal.Instant | null,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(setMobile, [id, mobile, now, verifiedAt])).length === 1;
}

const setVerified = statement(
  'customer_set_mobile_verified',
  `UPDATE customers SET mobile_verified_at = $3 WHERE id = $1 AND mobile = $2 AND closed_at IS NULL RETURNING id`,
);

export async function updateMobileVerified(tx: Session, id: string, mobile: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(setVerified, [id, mobile, now])).length === 1;
}

const setEmail = statement('customer_set_email', `UPDATE customers SET email = $2 WHERE id = $1 AND closed_at IS NULL RETURNING id`);

export async function updateEmail(tx: Session, id: string, email: string): Promise<boolean> {
  return (await tx.query(setEmail, [id, email])).length === 1;
}

const setAddress = statement('customer_set_address', `UPDATE customers SET address = $2 WHERE id = $1 AND closed_at IS NULL RETURNING id`);

export async function updateAddress(tx: Session, id: string, address: string): Promise<boolean> {
  return (await tx.query(setAddress, [id, address])).length === 1;
}

const setLanguageRow = statement(
  'customer_set_language',
  `UPDATE customers SET language = $2 WHERE id = $1 AND closed_at IS NULL RETURNING id`,
);

export async function updateLanguage(tx: Session, id: string, language: string): Promise<boolean> {
  return (await tx.query(setLanguageRow, [id, language])).length === 1;
}

const nameUpdate = statement(
  'customer_update_name',
  `UPDATE customers SET name = coalesce($2, name), name_latin = coalesce($3, name_latin), birth_date = coalesce($4, birth_date)
   WHERE id = $1 AND closed_at IS NULL RETURNING id`,
);

/** Null leaves a column as it is. */
export async function updateIdentity(
  tx: Session,
  id: string,
  { name, nameLatin, birthDate }: { name: string | null; nameLatin: string | null; birthDate: string | null },
): Promise<boolean> {
  return (await tx.query(nameUpdate, [id, name, nameLatin, birthDate])).length === 1;
}

const emailDelete = statement(
  'customer_delete_email',
  `UPDATE customers SET email = NULL WHERE id = $1 AND closed_at IS NULL RETURNING id`,
);

export async function deleteEmailRow(tx: Session, id: string): Promise<boolean> {
  return (await tx.query(emailDelete, [id])).length === 1;
}

const addressDelete = statement(
  'customer_delete_address',
  `UPDATE customers SET address = '' WHERE id = $1 AND closed_at IS NULL RETURNING id`,
);

export async function deleteAddressRow(tx: Session, id: string): Promise<boolean> {
  return (await tx.query(addressDelete, [id])).length === 1;
}
