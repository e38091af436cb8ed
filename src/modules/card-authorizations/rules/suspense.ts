// What staff may do about an item in suspense: ask for it, agree to what another asked for, turn it down.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

export type SuspenseState = {
  readonly status: 'open' | 'asked' | 'matched' | 'returned';
  readonly act: 'match' | 'return' | null;
  readonly targetCardId: string | null;
  readonly askedBy: string | null;
};

export type SuspenseWish =
  | { readonly act: 'match'; readonly cardId: string }
  | { readonly act: 'return' }
  /** Takes back what was asked for. */
  | { readonly act: 'turn-down' };

export type SuspenseStep = 'ask' | 'resolve' | 'turn-down' | 'unchanged';

export type SuspenseJudgement = 'suspense-resolved' | 'suspense-asked-otherwise' | 'suspense-not-asked';

/**
 * The step that a wish comes to. The same wish again is `unchanged`, also after it was done. Refusals in order: `suspense-resolved` (otherwise
 * than wished), `suspense-not-asked` (nothing is there to turn down), `suspense-asked-otherwise` (another wish waits: it is turned down first).
 * @param by.isPerson under four eyes only a person agrees, and another than the one who asked
 */
export function judgeSuspense(
  state: SuspenseState,
  wish: SuspenseWish,
  by: { readonly actor: string; readonly isPerson: boolean },
  fourEyes: boolean,
): Outcome<SuspenseStep, SuspenseJudgement> {
  const isSame = wish.act === state.act && (wish.act !== 'match' || wish.cardId === state.targetCardId);
  if (state.status === 'matched' || state.status === 'returned') return isSame ? done('unchanged') : refused('suspense-resolved');
  if (wish.act === 'turn-down') return state.status === 'asked' ? done('turn-down') : refused('suspense-not-asked');
  if (state.status === 'open') return done(fourEyes ? 'ask' : 'resolve');
  if (!isSame) return refused('suspense-asked-otherwise');
  return done(!fourEyes || (by.isPerson && by.actor !== state.askedBy) ? 'resolve' : 'unchanged');
}
