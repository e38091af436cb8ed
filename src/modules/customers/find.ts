// Finding a customer by what a person, a form or a caller gives.

import type { Session } from '../../postgres/database.ts';
import { toLatinDigits } from '../../kernel/digits.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Contacts, Customer } from './customer.ts';
import { toMobile } from './rules/mobile.ts';
import * as store from './store.ts';

/** Contacts of record, or undefined where the customer is not known. */
export async function contactsOf(db: Session, customerId: string): Promise<Contacts | undefined> {
  const found = await store.customer(db, customerId);
  return found === undefined ? undefined : contactsFrom(found);
}

/** Of several customers with one statement; who does not exist is left out. */
export async function contactsOfAll(db: Session, customerIds: readonly string[]): Promise<Map<string, Contacts>> {
  const found = await store.customersById(db, [...new Set(customerIds)]);
  return new Map([...found].map(([id, row]) => [id, contactsFrom(row)]));
}

const contactsFrom = ({ id, programme, name, nameLatin, language, mobile, email }: Customer): Contacts => ({
  customerId: id,
  programme,
  name,
  nameLatin,
  language,
  mobile,
  email,
});

/** The digest under which a civil id is kept, bound to its programme. */
export function civilIdDigest(keys: KeyStore, programme: string, civilId: string): Uint8Array {
  return keys.digest('customers/civil-id', `${programme} ${toLatinDigits(civilId).replace(/\s/g, '')}`);
}

/** The customer with this civil id, compared by its keyed digest. */
export async function customerByCivilId(db: Session, keys: KeyStore, programme: string, civilId: string): Promise<Customer | undefined> {
  return await store.customerByCivilIdDigest(db, programme, civilIdDigest(keys, programme, civilId));
}

/** The civil id in clear, for staff who compare it with a document. */
export async function civilIdOf(db: Session, keys: KeyStore, customerId: string): Promise<string | undefined> {
  const row = await store.sealedCivilId(db, customerId);
  if (row === undefined) return undefined;
  const owner = { tenant: row.programme, customer: customerId, row: customerId, column: 'civil_id' };
  return new TextDecoder().decode(keys.open(owner, row.sealed));
}

/**
 * Customers that fit one line of text: a customer number, mobile number, civil id or e-mail address in full,
 * or any part of the name.
 * @param query.limit at most this many, in the order of their names
 */
export async function searchCustomers(
  db: Session,
  keys: KeyStore,
  query: { programme: string; text: string; countryCode: string; limit: number },
): Promise<Customer[]> {
  const text = query.text.trim();
  if (text === '') return [];
  const latin = toLatinDigits(text).replace(/^#/, '');
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const mobile = /\d/.test(latin) ? (toMobile(text, query.countryCode) ?? null) : null;
  return await store.searchRows(db, {
    programme: query.programme,
    text: latin,
    pattern,
    mobile,
    civilIdDigest: civilIdDigest(keys, query.programme, latin),
    limit: query.limit,
  });
}
