// When a holder who cannot be reached is frozen, and who bears charges after a card was said to be destroyed (PC-49, PC-55).

export type AttemptOutcome = 'reached' | 'not-reached';

/** PC-49: how many attempts in a row failed, newest first until somebody was reached. */
export function failedInARow(newestFirst: readonly AttemptOutcome[]): number {
  const reached = newestFirst.indexOf('reached');
  return reached === -1 ? newestFirst.length : reached;
}

/** Whether these attempts freeze the account. */
export function freezesAccount(newestFirst: readonly AttemptOutcome[], freezeAfter: number): boolean {
  return failedInARow(newestFirst) >= freezeAfter;
}

export type Destruction = { readonly claimedAt: Temporal.Instant | null; readonly confirmedAt: Temporal.Instant | null };

/** PC-55: a charge after a claimed destruction stays the holder's; one at or after the confirmed one is not theirs. */
export function bearsCharge({ confirmedAt }: Destruction, at: Temporal.Instant): 'holder' | 'bank' {
  return confirmedAt !== null && Temporal.Instant.compare(at, confirmedAt) >= 0 ? 'bank' : 'holder';
}
