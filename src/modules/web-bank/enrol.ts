// Opening the web bank to a customer: a user name and a password of their own (the first of the four steps of TK-06).

import { brokenConstraint, type Database, type Session } from '../../postgres/database.ts';
import { refused, type Outcome, type Refused } from '../../kernel/refusal.ts';
import { customer } from '../customers/index.ts';
import { hashPassword } from './hash.ts';
import { readChoice, type ChoiceRefusal } from './rules/enrolment.ts';
import { normalisePassword } from './rules/password.ts';
import { insertUser, selectUser } from './store.ts';

export type EnrolRefusal = ChoiceRefusal | 'customer-unknown' | 'user-name-taken' | 'already-enrolled';

/** Whether the customer has a user name in the web bank. */
export async function isEnrolled(db: Session, customerId: string): Promise<boolean> {
  return (await selectUser(db, customerId)) !== undefined;
}

/** The customer's user name, or undefined where they are not enrolled. */
export async function userNameOf(db: Session, customerId: string): Promise<string | undefined> {
  return (await selectUser(db, customerId))?.userName;
}

/** What a failed insert of a user means; anything else is a fault and thrown on. */
export function whyNotStored(error: unknown): Refused<'user-name-taken' | 'already-enrolled'> {
  const constraint = brokenConstraint(error);
  if (constraint === 'web_bank_users_name') return refused('user-name-taken');
  if (constraint === 'web_bank_users_pkey') return refused('already-enrolled');
  throw error;
}

/** Enrols a customer. The caller has verified who they are and tells them by a notice. */
export async function enrol(
  db: Database,
  wanted: { customerId: string; userName: string; password: string },
  now: Temporal.Instant,
): Promise<Outcome<{ userName: string }, EnrolRefusal>> {
  const { customerId } = wanted;
  const person = await customer(db, customerId);
  if (person === undefined || person.closedAt !== null) return refused('customer-unknown');
  const choice = readChoice(person, wanted);
  if (choice.kind === 'refused') return choice;
  const passwordHash = await hashPassword(normalisePassword(wanted.password));
  try {
    await insertUser(db, { customerId, programme: person.programme, userName: choice.value.userName, passwordHash }, now);
  } catch (error) {
    return whyNotStored(error);
  }
  return choice;
}
