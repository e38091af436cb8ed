// Scheme stages: which message may follow which, by when, and what silence means.

import { businessDayAfter, dayAt, endOfDay, type Calendar } from '../../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { Stage, State } from './state.ts';

/** The stage that each message begins, and the one that it must follow. */
const follows = {
  chargeback: null,
  're-presentment': 'chargeback',
  'pre-arbitration': 're-presentment',
  arbitration: 'pre-arbitration',
} as const satisfies Record<Stage, Stage | null>;

/** Who has to act while a stage lasts: its silence ends the dispute for the other side. An arbitration has no silence. */
export const silence = {
  chargeback: 'won',
  're-presentment': 'failed',
  'pre-arbitration': 'won',
  arbitration: null,
} as const satisfies Record<Stage, 'won' | 'failed' | null>;

export type StageRefusal = 'dispute-closed' | 'dispute-incomplete' | 'dispute-stage-wrong' | 'dispute-not-for-scheme';

/** Whether a dispute may be changed by those who work on it. */
export function judgeOpen(state: State): Outcome<undefined, 'dispute-closed' | 'dispute-incomplete'> {
  if (state.status === 'closed') return refused('dispute-closed');
  if (state.status !== 'open') return refused('dispute-incomplete');
  return done(undefined);
}

/** Whether this message can begin its stage now (PC-30). */
export function judgeStage(state: State, next: Stage): Outcome<undefined, StageRefusal> {
  const open = judgeOpen(state);
  if (open.kind === 'refused') return open;
  if (state.reason === 'quality') return refused('dispute-not-for-scheme');
  if (state.chargebackFailed || state.stage !== follows[next]) return refused('dispute-stage-wrong');
  return done(undefined);
}

/** Whether the scheme's decision can be taken: only while one of its stages lasts. */
export function judgeDecision(state: State): Outcome<undefined, StageRefusal> {
  const open = judgeOpen(state);
  if (open.kind === 'refused') return open;
  return state.stage === null || state.chargebackFailed ? refused('dispute-stage-wrong') : done(undefined);
}

/** The last day of a stage that begins today, in business days. */
export function stageDueOn(
  calendar: Calendar,
  stageDays: Readonly<Record<Stage, number>>,
  stage: Stage,
  now: Temporal.Instant,
): Temporal.PlainDate {
  return businessDayAfter(calendar, dayAt(calendar.timeZone, now), stageDays[stage]);
}

/** Whether a last day is over: it ends at 24:00. */
export function isOver(timeZone: string, dueOn: Temporal.PlainDate, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, endOfDay(timeZone, dueOn)) >= 0;
}
