// Changing how the bank reaches a customer. Who may ask for it is decided by the caller's approval, not here.

import type { Session } from '../../postgres/database.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { isLanguage } from './customer.ts';
import { isEmail, toMobile } from './rules/mobile.ts';
import * as store from './store.ts';

export type MobileRefusal = 'customer-unknown' | 'mobile-malformed' | 'mobile-unchanged' | 'mobile-taken';

/**
 * Gives the customer another number of record (RB-03: one that serves nobody else).
 * Runs in the caller's transaction, because the end of the soft token belongs to the same act (TK-29).
 * @param change.mobile E.164
 * @param change.verified whether possession of the new number was proved; else it must be verified again
 * @returns the number before, for the notification that goes to the old one
 */
export async function changeMobile(
  tx: Session,
  change: { customerId: string; mobile: string; verified?: boolean },
  now: Temporal.Instant,
): Promise<Outcome<{ oldMobile: string }, MobileRefusal>> {
  const before = await store.customer(tx, change.customerId);
  if (before === undefined || before.closedAt !== null) return refused('customer-unknown');
  if (toMobile(change.mobile, '+0') !== change.mobile) return refused('mobile-malformed');
  if (before.mobile === change.mobile) return refused('mobile-unchanged');
  await store.lockMobile(tx, before.programme, change.mobile);
  const changed = await store.updateMobile(tx, change.customerId, change.mobile, change.verified === true ? now : null, now);
  if (!changed) return refused('mobile-taken');
  return done({ oldMobile: before.mobile });
}

/** Records that the number of record was proved to be the customer's; refused where it is another by now. */
export async function markMobileVerified(
  tx: Session,
  change: { customerId: string; mobile: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'mobile-changed-meanwhile'>> {
  const marked = await store.updateMobileVerified(tx, change.customerId, change.mobile, now);
  return marked ? done(undefined) : refused('mobile-changed-meanwhile');
}

/** @returns the address before, for the notification that goes to the old one */
export async function changeEmail(
  tx: Session,
  change: { customerId: string; email: string },
): Promise<Outcome<{ oldEmail: string | null }, 'customer-unknown' | 'email-malformed'>> {
  if (!isEmail(change.email)) return refused('email-malformed');
  const before = await store.customer(tx, change.customerId);
  if (before === undefined || !(await store.updateEmail(tx, change.customerId, change.email))) return refused('customer-unknown');
  return done({ oldEmail: before.email });
}

/** Postal address, at most 400 characters. */
export async function changeAddress(
  tx: Session,
  change: { customerId: string; address: string },
): Promise<Outcome<undefined, 'customer-unknown' | 'address-malformed'>> {
  const address = change.address.trim();
  if (address === '' || address.length > 400) return refused('address-malformed');
  return (await store.updateAddress(tx, change.customerId, address)) ? done(undefined) : refused('customer-unknown');
}

/** The language of pages and messages; the programme must offer it. */
export async function setLanguage(
  tx: Session,
  change: { customerId: string; language: string; offered: readonly string[] },
): Promise<Outcome<undefined, 'customer-unknown' | 'language-not-offered'>> {
  if (!isLanguage(change.language) || !change.offered.includes(change.language)) return refused('language-not-offered');
  return (await store.updateLanguage(tx, change.customerId, change.language)) ? done(undefined) : refused('customer-unknown');
}

/** Corrects who the customer is: name in their script, name in Latin letters, or date of birth (ISO). */
export async function correctIdentity(
  tx: Session,
  change: { customerId: string; field: 'name' | 'name-latin' | 'birth-date'; value: string },
): Promise<Outcome<undefined, 'customer-unknown' | 'value-malformed'>> {
  const { customerId, field } = change;
  const value = change.value.normalize('NFC').replace(/\s+/g, ' ').trim();
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  if (field === 'birth-date' ? !isDate : value === '' || value.length > 120) return refused('value-malformed');
  const row = {
    name: field === 'name' ? value : null,
    nameLatin: field === 'name-latin' ? value : null,
    birthDate: field === 'birth-date' ? value : null,
  };
  return (await store.updateIdentity(tx, customerId, row)) ? done(undefined) : refused('customer-unknown');
}

/** Deletes a contact that the bank need not have. @returns the e-mail address before, for the notification that goes to it */
export async function deleteContact(
  tx: Session,
  change: { customerId: string; field: 'email' | 'address' },
): Promise<Outcome<{ oldEmail: string | null }, 'customer-unknown'>> {
  const before = await store.customer(tx, change.customerId);
  if (before === undefined) return refused('customer-unknown');
  const isDeleted = await (change.field === 'email' ? store.deleteEmailRow : store.deleteAddressRow)(tx, change.customerId);
  return isDeleted ? done({ oldEmail: change.field === 'email' ? before.email : null }) : refused('customer-unknown');
}
