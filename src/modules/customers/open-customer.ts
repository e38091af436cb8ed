// Opening a customer's record: the branch system and the demo do it, never a web page.

import { brokenConstraint, type Session } from '../../postgres/database.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Language } from './customer.ts';
import { civilIdDigest } from './find.ts';
import { isEmail, toMobile } from './rules/mobile.ts';
import { insertCustomer } from './store.ts';

export type NewCustomer = {
  id: string;
  programme: string;
  number: string;
  name: string;
  nameLatin: string;
  language: Language;
  civilId: string;
  /** ISO date. */
  birthDate: string;
  /** E.164. */
  mobile: string;
  mobileVerifiedAt?: Temporal.Instant;
  email?: string;
  address?: string;
};

export type OpenRefusal = 'mobile-malformed' | 'email-malformed' | 'mobile-taken' | 'customer-exists';

/** Writes a customer. A broken constraint ends the transaction: give this a transaction of its own where a refusal is to be survived. */
export async function openCustomer(
  db: Session,
  keys: KeyStore,
  wanted: NewCustomer,
  now: Temporal.Instant,
): Promise<Outcome<{ customerId: string }, OpenRefusal>> {
  const { id, programme } = wanted;
  if (toMobile(wanted.mobile, '+0') !== wanted.mobile) return refused('mobile-malformed');
  if (wanted.email !== undefined && !isEmail(wanted.email)) return refused('email-malformed');
  const owner = { tenant: programme, customer: id, row: id, column: 'civil_id' };
  try {
    await insertCustomer(
      db,
      {
        id,
        programme,
        number: wanted.number,
        name: wanted.name,
        nameLatin: wanted.nameLatin,
        language: wanted.language,
        civilIdSealed: keys.seal(owner, new TextEncoder().encode(wanted.civilId)),
        civilIdDigest: civilIdDigest(keys, programme, wanted.civilId),
        birthDate: wanted.birthDate,
        mobile: wanted.mobile,
        mobileVerifiedAt: wanted.mobileVerifiedAt ?? null,
        email: wanted.email ?? null,
        address: wanted.address ?? '',
      },
      now,
    );
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === 'customers_mobile') return refused('mobile-taken');
    if (constraint !== undefined) return refused('customer-exists');
    throw error;
  }
  return done({ customerId: id });
}
