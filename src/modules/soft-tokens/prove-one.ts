// One proof with all that follows from it, and the words of a refused one.

import { done, refused, type Outcome, type Refused } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import type { SoftTokenContext } from './context.ts';
import { tell } from './news.ts';
import { proveOnline, type OnlineProof, type ProofOutcome, type ProofRefusal } from './prove-online.ts';

type Right = Extract<ProofOutcome, { kind: 'right' }>;

/** A refused proof as a door tells it: the reason, and how many tries are left where one was spent. */
export function refusalOfProof({ reason, attemptsLeft }: Extract<ProofOutcome, { kind: 'refused' }>): Refused<ProofRefusal> {
  return attemptsLeft === undefined ? refused(reason) : refused(reason, { attemptsLeft: Math.max(0, attemptsLeft) });
}

/** Sends the news of locks that wrong proofs have just caused. */
export async function tellLocks(
  context: SoftTokenContext,
  tx: Session,
  outcomes: readonly ProofOutcome[],
  now: Temporal.Instant,
): Promise<void> {
  for (const outcome of outcomes) {
    if (outcome.kind !== 'refused' || outcome.justLocked !== true || outcome.device === undefined) continue;
    const { programme, customerId, id } = outcome.device;
    const about = {
      programme,
      customerId,
      tokenId: id,
      actor: `device:${id}`,
      body: { because: 'app-password' },
      values: { cause: 'password' },
    };
    await tell(context, tx, 'token-locked', about, now);
  }
}

/** Judges one proof in the caller's transaction and tells of the lock that it may have caused. Commit a refusal too: it was counted. */
export async function proveOne(
  context: SoftTokenContext,
  tx: Session,
  wanted: OnlineProof,
  now: Temporal.Instant,
): Promise<Outcome<Right, ProofRefusal>> {
  const [proved] = await proveOnline(context, tx, [wanted], now);
  if (proved === undefined) throw new Error('bug: a proof without an outcome');
  if (proved.kind === 'right') return done(proved);
  await tellLocks(context, tx, [proved], now);
  return refusalOfProof(proved);
}
