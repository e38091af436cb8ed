// Opening the web bank to a customer: a user name and a password of their own (the first of the four steps of TK-06).

import { brokenConstraint, type Database, type Session } from '../../postgres/database.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { customer } from '../customers/index.ts';
import { hashPassword } from './hash.ts';
import { judgePassword, normalisePassword, type PasswordRefusal } from './rules/password.ts';
import { insertUser, selectUser } from './store.ts';

export type EnrolRefusal = PasswordRefusal | 'customer-unknown' | 'user-name-malformed' | 'user-name-taken' | 'already-enrolled';

/** One spelling of a user name: what people type with capitals or a space at the end is the same name. */
export function normaliseUserName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Whether the customer has a user name in the web bank. */
export async function isEnrolled(db: Session, customerId: string): Promise<boolean> {
  return (await selectUser(db, customerId)) !== undefined;
}

/** The customer's user name, or undefined where they are not enrolled. */
export async function userNameOf(db: Session, customerId: string): Promise<string | undefined> {
  return (await selectUser(db, customerId))?.userName;
}

/** Enrols a customer. The caller has verified who they are and tells them by a notice. */
export async function enrol(
  db: Database,
  wanted: { customerId: string; userName: string; password: string },
  now: Temporal.Instant,
): Promise<Outcome<{ userName: string }, EnrolRefusal>> {
  const { customerId } = wanted;
  const userName = normaliseUserName(wanted.userName);
  const person = await customer(db, customerId);
  if (person === undefined || person.closedAt !== null) return refused('customer-unknown');
  if (!/^[a-z0-9][a-z0-9._-]{2,31}$/.test(userName)) return refused('user-name-malformed');
  const bad = judgePassword(wanted.password, [person.name, person.nameLatin, person.mobile, userName]);
  if (bad !== undefined) return bad;
  const passwordHash = await hashPassword(normalisePassword(wanted.password));
  try {
    await insertUser(db, { customerId, programme: person.programme, userName, passwordHash }, now);
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === 'web_bank_users_name') return refused('user-name-taken');
    if (constraint === 'web_bank_users_pkey') return refused('already-enrolled');
    throw error;
  }
  return done({ userName });
}
