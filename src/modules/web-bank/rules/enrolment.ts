// Which step of an enrolment comes now, and what may be chosen as user name and password.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import { judgePassword, type PasswordRefusal } from './password.ts';

export type EnrolmentState = 'awaiting-code' | 'code-verified' | 'completed' | 'ended';

/** One spelling of a user name: what people type with capitals or a space at the end is the same name. */
export function normaliseUserName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** The state as it is told: what was not finished in its time has ended. */
export function stateAt(row: { state: EnrolmentState; expiresAt: Temporal.Instant }, now: Temporal.Instant): EnrolmentState {
  const isOpen = row.state === 'awaiting-code' || row.state === 'code-verified';
  return isOpen && Temporal.Instant.compare(row.expiresAt, now) <= 0 ? 'ended' : row.state;
}

/** Why the wanted step does not come now; undefined where it does. */
export function judgeStep(
  row: { state: EnrolmentState; expiresAt: Temporal.Instant },
  wanted: 'awaiting-code' | 'code-verified',
  now: Temporal.Instant,
): 'enrolment-over' | 'wrong-step' | undefined {
  const state = stateAt(row, now);
  if (state === 'ended' || state === 'completed') return 'enrolment-over';
  return state === wanted ? undefined : 'wrong-step';
}

export type ChoiceRefusal = PasswordRefusal | 'user-name-malformed';

/**
 * The user name in its one spelling, where name and password may be used.
 * @param person words of the customer that must not be in the password
 */
export function readChoice(
  person: { name: string; nameLatin: string; mobile: string },
  wanted: { userName: string; password: string },
): Outcome<{ userName: string }, ChoiceRefusal> {
  const userName = normaliseUserName(wanted.userName);
  if (!/^[a-z0-9][a-z0-9._-]{2,31}$/.test(userName)) return refused('user-name-malformed');
  const bad = judgePassword(wanted.password, [person.name, person.nameLatin, person.mobile, userName]);
  return bad ?? done({ userName });
}
