// What a closing paid out and another bank gave back, or could not pay because its account was closed: to another account of the same holder.

import type { Currency } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { accountHeldBy } from '../accounts/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { applyTransfers, derivedId, internalAccount } from '../ledger/index.ts';
import { accountOf, lockAccounts } from '../wallets/index.ts';
import { insertPayout, payoutsOf, type Payout } from './bank-files-store.ts';
import { payoutsChart } from './bank-files.ts';
import { judgeDestination, settleClosing, type ClosingRefusal, type PayTo } from './closing.ts';
import * as store from './closing-store.ts';
import type { FundingContext } from './context.ts';
import { referenceOf } from './loads.ts';
import { tellHolder } from './tell.ts';

export type RedirectRefusal = ClosingRefusal | 'closing-unknown';

/** The payout that follows a returned one: there is one, so that what came back is sent once. */
const againIdOf = (payoutId: string): string => derivedId('card-payout-again', payoutId);

type Destination = { readonly toAccountId: string | null; readonly toIban: string | null; readonly toName: string | null };

/** It waits in `card-payouts` since it left the wallet: to an account here it is booked now, elsewhere it goes with the next file. */
async function sendAgain(tx: Session, returned: Payout, to: Destination, now: Temporal.Instant): Promise<void> {
  const id = againIdOf(returned.id);
  const { accountId, amount } = returned;
  const currency = returned.currency as Currency;
  const here = to.toAccountId !== null;
  const state = { status: here ? 'paid' : 'ordered', reference: here ? null : referenceOf(id) } as const;
  await insertPayout(tx, { id, accountId, currency, amount, ...to, ...state }, now);
  if (to.toAccountId === null) return;
  const legs = [{ debitAccountId: await internalAccount(tx, payoutsChart, currency, now), creditAccountId: to.toAccountId, amount }];
  const [paid] = await applyTransfers(tx, [{ kind: 'transfer', id, currency, code: 'card-payout', reference: returned.id, legs }], now);
  if (paid?.kind !== 'done') throw new Error(`bug: a payout was refused by the ledger: ${paid?.reason ?? 'no outcome'}`);
}

/**
 * PC-37: names another account of the same holder for a closing. What another bank returned is sent there, once each; what waits because its
 * account was closed is paid there, and so is what follows; the holder is told where it goes now. The same again changes nothing.
 * Refusals in order: card-account-unknown, closing-unknown, then those of a closing's destination.
 * @returns how many returned payouts were sent again, and what was paid out of the wallet now
 */
export async function redirectClosing(
  tx: Session,
  context: FundingContext,
  wanted: { readonly accountId: string; readonly payTo: PayTo; readonly reason: string; readonly actor: string },
  now: Temporal.Instant,
): Promise<Outcome<{ readonly sentAgain: number; readonly paidOut: bigint }, RedirectRefusal>> {
  const { accountId, payTo, reason, actor } = wanted;
  await lockAccounts(tx, [accountId]);
  const account = await accountOf(tx, accountId);
  if (account === undefined) return refused('card-account-unknown');
  const closing = await store.closing(tx, accountId);
  if (closing === undefined) return refused('closing-unknown');
  const judged = await judgeDestination(tx, context, account, payTo);
  if (judged.kind === 'refused') return judged;
  const { toAccountId, toIban, toName, shown } = judged.value;
  if (toAccountId !== null && (await accountHeldBy(tx, account.customerId, toAccountId))?.status !== 'open')
    return refused('account-closed');
  const differs = closing.toAccountId !== toAccountId || closing.toIban !== toIban;
  if (differs) await store.redirectClosing(tx, accountId, { toAccountId, toIban, toName });

  const payouts = await payoutsOf(tx, accountId);
  const known = new Set(payouts.map(({ id }) => id));
  const again = payouts.filter(({ id, status }) => status === 'returned' && !known.has(againIdOf(id)));
  for (const payout of again) await sendAgain(tx, payout, { toAccountId, toIban, toName }, now);
  const { paidOut } = await settleClosing(tx, context, account, now);
  if (differs || again.length > 0) {
    await tellHolder(tx, context, account, 'card-payout-redirected', { accountEnd: shown.slice(-4) }, now);
    const body = { accountId, reason, to: toAccountId ?? toIban, sentAgain: again.map(({ id }) => id), paidOut: String(paidOut) };
    const { customerId } = account;
    await appendEvidence(tx, [{ kind: 'card-closing-redirected', subject: accountId, customerId, actor, body }], now);
  }
  return done({ sentAgain: again.length, paidOut });
}
