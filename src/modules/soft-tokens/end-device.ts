// The end of a soft token: deregistered, replaced, number changed, or no longer eligible (TK-14, TK-27, TK-29, TK-04).

import type { Session } from '../../postgres/database.ts';
import { end } from '../authenticators/index.ts';
import type { SoftTokenContext } from './context.ts';
import { eraseDevice, selectLiveDevices, type DeviceRow } from './device-store.ts';
import { endOffers } from './offer-store.ts';
import { tell } from './news.ts';
import { endRegistrationsOf } from './registration-store.ts';

export type EndReason = 'replaced' | 'lost' | 'removed' | 'number-changed' | 'joint-account' | 'staff';

/** Ends one device in the caller's transaction: keys erased, phone free, offers over. Tells nobody. */
export async function endDevice(tx: Session, device: DeviceRow, reason: EndReason, now: Temporal.Instant): Promise<void> {
  await end(tx, device.id, reason, now);
  await endOffers(tx, device.id);
  await eraseDevice(tx, device.id, device.installationId);
}

/**
 * Ends every soft token of a customer, what waits for it included, and tells the customer. Gives how many there were.
 * A hard token is left as it was: a suspended one becomes active again only by the customer's switch or at a branch.
 */
export async function deregister(
  context: SoftTokenContext,
  tx: Session,
  { customerId, actor, reason }: { customerId: string; actor: string; reason: EndReason },
  now: Temporal.Instant,
): Promise<number> {
  const devices = await selectLiveDevices(tx, customerId);
  // Operations before devices: the order in which decisions take their locks.
  if (devices.some(({ authenticatorStatus }) => authenticatorStatus === 'active')) await context.cancelPending(tx, customerId, now);
  await endRegistrationsOf(tx, customerId);
  for (const device of devices) {
    await endDevice(tx, device, reason, now);
    await tell(
      context,
      tx,
      'token-deregistered',
      { programme: device.programme, customerId, tokenId: device.id, actor, body: { reason } },
      now,
    );
  }
  return devices.length;
}
