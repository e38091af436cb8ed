// Billers: whom bills can be paid to, as data of the installation.

import type { Currency } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { internalAccount } from '../ledger/index.ts';
import { putBiller, type Biller } from './store.ts';

export type NewBiller = Omit<Biller, 'ledgerAccountId' | 'status'>;

/** Adds a biller with a clearing account of its own in the ledger, or renews its texts and opens it again. */
export async function openBiller(tx: Session, biller: NewBiller, currency: Currency, now: Temporal.Instant): Promise<void> {
  // A pattern that is none would refuse every bill only when one is paid: say it now.
  new RegExp(`^(?:${biller.referencePattern})$`);
  const ledgerAccountId = await internalAccount(tx, `bill-clearing:${biller.id}`, currency, now);
  await putBiller(tx, { ...biller, ledgerAccountId });
}
