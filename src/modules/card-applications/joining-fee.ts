// The joining fee: posted once, when the account is loaded for the first time (PC-25).

import type { Session } from '../../postgres/database.ts';
import { chargeFees, type FeesContext } from '../card-fees/index.ts';
import { applicationOfAccount } from './store.ts';

/** Charges it with the id of the application, so that every later call moves nothing. Call it after a load, under the account's lock. */
export async function chargeJoiningFee(tx: Session, context: FeesContext, accountId: string, now: Temporal.Instant): Promise<void> {
  const application = await applicationOfAccount(tx, accountId);
  if (application === undefined) return;
  await chargeFees(tx, context, [{ id: application.id, accountId, cardId: application.cardId, fee: 'joining', occurredAt: now }], now);
}
