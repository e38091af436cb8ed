// The acts of staff that change what approves for a customer, as they run in the transaction of the request behind them.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { changeMobile, contactsOf, markMobileVerified, type MobileRefusal } from '../customers/index.ts';
import { assign, retire, tokenOf, tokensBySerial, type HardToken } from '../hard-tokens/index.ts';
import type { KeyStore } from '../keys/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed, type Programmes } from '../programmes/index.ts';
import { deregister, devicesOf, type SoftTokenContext } from '../soft-tokens/index.ts';
import type { ActExecutor, ActExecutors, ActWanted } from './requests.ts';
import { mobileCheck, type MobileCheckRow } from './store-cases.ts';

/** TK-27: the soft token is dead at once, pending approvals included. Notice and evidence of the token are written with it. */
export function deregisterSoftToken(softTokens: SoftTokenContext): ActExecutor {
  return {
    async check(tx, { customerId }) {
      return (await devicesOf(tx, customerId)).length === 0 ? refused('no-soft-token') : done(undefined);
    },
    async execute(tx, { customerId, payload, by }, now) {
      const reason = payload['lost'] === 'yes' ? 'lost' : 'staff';
      const ended = await deregister(softTokens, tx, { customerId, actor: `staff:${by}`, reason }, now);
      return ended === 0 ? refused('no-soft-token') : done({ ended: String(ended) });
    },
  };
}

/** The one device in stock with this serial number. */
async function deviceInStock(
  tx: Session,
  { programme, payload }: Pick<ActWanted, 'programme' | 'payload'>,
): Promise<Outcome<HardToken, 'token-unknown' | 'token-not-in-stock' | 'serial-ambiguous'>> {
  const known = await tokensBySerial(tx, programme, payload['serial'] ?? '');
  const [device, another] = known.filter(({ status }) => status === 'in-stock');
  if (another !== undefined) return refused('serial-ambiguous');
  if (device !== undefined) return done(device);
  return refused(known.length === 0 ? 'token-unknown' : 'token-not-in-stock');
}

const serialEnd = (serial: string): string => serial.slice(-4);

/** TK-30: gives a device of the stock to a customer; the one that they had before is withdrawn in the same act. */
export function assignHardToken(keys: KeyStore, programmes: Programmes): ActExecutor {
  return {
    async check(tx, act) {
      const device = await deviceInStock(tx, act);
      return device.kind === 'refused' ? device : done(undefined);
    },
    async execute(tx, act, now) {
      const { customerId } = act;
      const programme = programmeNamed(programmes, act.programme);
      const device = await deviceInStock(tx, act);
      if (device.kind === 'refused') return device;
      const { validUntil } = device.value;
      if (validUntil !== null && Temporal.Instant.compare(validUntil, now) <= 0) return refused('token-expired');
      const before = await tokenOf(tx, customerId);
      if (before !== undefined) {
        await retire(tx, before.id, 'replaced', now);
        const values = { serialEnd: serialEnd(before.serial) };
        await notify(tx, { programme, customerId, event: 'hard-token-withdrawn', values }, now);
      }
      const assigned = await assign(tx, keys, { tokenId: device.value.id, customerId, programme }, now);
      // A refusal after the withdrawal would leave half of the act: the whole transaction goes, and the page asks again.
      if (assigned.kind === 'refused' && before !== undefined) throw new Error(`an assignment became impossible: ${assigned.reason}`);
      if (assigned.kind === 'refused') return assigned;
      const { id, serial } = assigned.value;
      await notify(tx, { programme, customerId, event: 'hard-token-assigned', values: { serialEnd: serialEnd(serial) } }, now);
      return done({ tokenId: id, serial });
    },
  };
}

/** All acts that a programme may put under four eyes. */
export function staffActs(context: { keys: KeyStore; programmes: Programmes; softTokens: SoftTokenContext }): ActExecutors {
  return {
    'hard-token.assign': assignHardToken(context.keys, context.programmes),
    'soft-token.deregister': deregisterSoftToken(context.softTokens),
    'mobile.verify': verifyMobile,
  };
}

/** The check behind an act, if it ended with a match and is this customer's. */
async function matchedCheck(
  tx: Session,
  { customerId, payload }: Pick<ActWanted, 'customerId' | 'payload'>,
): Promise<MobileCheckRow | undefined> {
  const check = await mobileCheck(tx, payload['checkId'] ?? '');
  return check !== undefined && check.matchedAt !== null && check.customerId === customerId ? check : undefined;
}

/** Records that a number was proved at a branch; the proof is the check that ended with a match. */
export const verifyMobile: ActExecutor = {
  async check(tx, act) {
    return (await matchedCheck(tx, act)) === undefined ? refused('check-unknown') : done(undefined);
  },
  async execute(tx, act, now) {
    const check = await matchedCheck(tx, act);
    if (check === undefined) return refused('check-unknown');
    const marked = await markMobileVerified(tx, { customerId: act.customerId, mobile: check.mobile }, now);
    return marked.kind === 'refused' ? marked : done({});
  },
};

/**
 * TK-29: another number of record, proved at the branch. It ends the soft token's registration, and both the old and the
 * new number are told.
 */
export async function changeMobileAtBranch(
  softTokens: SoftTokenContext,
  tx: Session,
  change: { customerId: string; mobile: string; staffId: string },
  now: Temporal.Instant,
): Promise<Outcome<{ oldMobile: string }, MobileRefusal>> {
  const { customerId, mobile, staffId } = change;
  const before = await contactsOf(tx, customerId);
  if (before === undefined) return refused('customer-unknown');
  const changed = await changeMobile(tx, { customerId, mobile, verified: true }, now);
  if (changed.kind === 'refused') return changed;
  const programme = programmeNamed(softTokens.programmes, before.programme);
  const values = { mobileEnd: mobile.slice(-4) };
  await notify(tx, { programme, customerId, event: 'mobile-change', values, also: { mobile: changed.value.oldMobile } }, now);
  await deregister(softTokens, tx, { customerId, actor: `staff:${staffId}`, reason: 'number-changed' }, now);
  return changed;
}
