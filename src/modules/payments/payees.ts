// Whom a transfer would go to, for the page to show before it is asked for.

import type { Session } from '../../postgres/database.ts';
import { findAccount } from '../accounts/index.ts';

export type Payee = { readonly number: string; readonly iban: string; readonly name: string; readonly currency: string };

/** Whom a transfer to this number or IBAN would go to, for the page to show before it is asked for. Rate-limit the door. */
export async function resolvePayee(db: Session, programme: string, typed: string): Promise<Payee | undefined> {
  const found = await findAccount(db, programme, typed);
  if (found === undefined || found.status === 'closed') return undefined;
  const { number, iban, holderName, currency } = found;
  return { number, iban, name: holderName, currency };
}
