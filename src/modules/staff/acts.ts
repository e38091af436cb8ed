// The acts of staff that change what approves for a customer, as they run in the transaction of the request behind them.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { changeMobile, contactsOf, markMobileVerified, type MobileRefusal } from '../customers/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { deregister, devicesOf, type SoftTokenContext } from '../soft-tokens/index.ts';
import type { ActExecutor } from './requests.ts';
import { mobileCheck } from './store-cases.ts';

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

/** Records that a number was proved at a branch; the proof is the check that ended with a match. */
export const verifyMobile: ActExecutor = {
  async check(tx, act) {
    const check = await mobileCheck(tx, act.payload['checkId'] ?? '');
    return check?.matchedAt == null || check.customerId !== act.customerId ? refused('check-unknown') : done(undefined);
  },
  async execute(tx, { customerId, payload }, now) {
    const check = await mobileCheck(tx, payload['checkId'] ?? '');
    if (check?.matchedAt == null || check.customerId !== customerId) return refused('check-unknown');
    const marked = await markMobileVerified(tx, { customerId, mobile: check.mobile }, now);
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
