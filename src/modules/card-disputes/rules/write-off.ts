// Who bears what the scheme did not give back: the bank writes it off, unless the holder's own conduct speaks against it.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import { fraudReasons, type State } from './state.ts';

export type Facts = {
  /** When the SMS about the transaction left; null where none was sent. */
  readonly smsSentAt: Temporal.Instant | null;
  /** When the holder told of it. */
  readonly reportedAt: Temporal.Instant | null;
  /** What staff recorded of a late report; null while nobody has looked. */
  readonly lateReasonGood: boolean | null;
  readonly cardPresent: boolean;
  /** What staff recorded of the card's signature; null while nobody has looked. */
  readonly cardUnsigned: boolean | null;
};

/** PC-32: more than the programme's days after the SMS was sent; without an SMS nothing is late. */
export function isReportedLate({ smsSentAt, reportedAt }: Facts, fraudReportDaysAfterSms: number): boolean {
  if (smsSentAt === null || reportedAt === null) return false;
  return Temporal.Instant.compare(reportedAt, smsSentAt.add({ hours: 24 * fraudReportDaysAfterSms })) > 0;
}

export type WriteOffRefusal =
  | 'dispute-closed'
  | 'dispute-incomplete'
  | 'dispute-chargeback-not-over'
  | 'dispute-reported-late'
  | 'dispute-card-unsigned'
  | 'same-person';

/** PC-32, PC-51: whether what the scheme did not give back may be written off. */
export function judgeWriteOff(state: State, facts: Facts, fraudReportDaysAfterSms: number): Outcome<undefined, WriteOffRefusal> {
  if (state.status === 'closed') return refused('dispute-closed');
  if (state.status !== 'open') return refused('dispute-incomplete');
  if (!state.chargebackFailed) return refused('dispute-chargeback-not-over');
  if (fraudReasons.includes(state.reason)) {
    if (isReportedLate(facts, fraudReportDaysAfterSms) && facts.lateReasonGood !== true) return refused('dispute-reported-late');
    if (facts.cardPresent && facts.cardUnsigned === true) return refused('dispute-card-unsigned');
  }
  return done(undefined);
}

/** Four eyes: the first person asks, another one confirms; where the programme wants one person, the first word is enough. */
export function judgeSecondPerson(state: State, by: string, fourEyes: boolean): Outcome<'asked' | 'confirmed', 'same-person'> {
  if (!fourEyes) return done('confirmed');
  if (state.writeOffAskedBy === null) return done('asked');
  return state.writeOffAskedBy === by ? refused('same-person') : done('confirmed');
}
