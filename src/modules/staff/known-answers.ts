// What the bank knows of a customer that a caller can be asked, in the form that answers are compared in.

import type { Session } from '../../postgres/database.ts';
import { accountsOf, cardsOf, entriesOf } from '../accounts/index.ts';
import { civilIdOf, customer } from '../customers/index.ts';
import type { KeyStore } from '../keys/index.ts';
import type { KnownAnswers } from './rules/call.ts';

const entriesLookedAt = 50;

/** The right answers. They stay in this process: no answer, right or wrong, is ever sent to a page or kept. */
export async function knownAnswers(db: Session, keys: KeyStore, customerId: string): Promise<KnownAnswers> {
  const found = await customer(db, customerId);
  if (found === undefined) return {};
  const civilNumber = await civilIdOf(db, keys, customerId);
  const card = (await cardsOf(db, customerId)).find(({ status }) => status === 'active');
  const credit = await lastCredit(db, customerId);
  return {
    'birth-date': found.birthDate,
    ...(civilNumber === undefined ? {} : { 'civil-number': civilNumber }),
    ...(card === undefined ? {} : { 'card-last-four': card.lastFour }),
    ...(credit === undefined ? {} : { 'last-credit': credit.toString() }),
  };
}

/** The newest money that came in, in minor units. Accounts with a second holder are left out: that one knows it too. */
async function lastCredit(db: Session, customerId: string): Promise<bigint | undefined> {
  let newest: { at: Temporal.Instant; amount: bigint } | undefined;
  for (const account of await accountsOf(db, customerId)) {
    if (account.joint) continue;
    const entries = (await entriesOf(db, customerId, account.id, { limit: entriesLookedAt })) ?? [];
    const credit = entries.find(({ amount }) => amount > 0n);
    if (credit !== undefined && (newest === undefined || Temporal.Instant.compare(credit.at, newest.at) > 0)) newest = credit;
  }
  return newest?.amount;
}
