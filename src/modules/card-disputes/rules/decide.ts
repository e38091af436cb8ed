// What each act makes of a dispute: how it stands afterwards, which steps its money takes, and what the holder is told.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { Step } from './liability.ts';
import { judgeDecision, judgeOpen, judgeStage, silence, type StageRefusal } from './stages.ts';
import { fraudReasons, type DisputeOutcome, type Ending, type Stage, type State } from './state.ts';
import { isReportedLate, judgeSecondPerson, judgeWriteOff, type Facts, type WriteOffRefusal } from './write-off.ts';

/** Names of the acts, as the history and the evidence keep them. */
export type Act =
  | 'opened'
  | 'submitted'
  | 'document-added'
  | 'chargeback'
  | 're-presentment'
  | 'pre-arbitration'
  | 'arbitration'
  | 'won'
  | 'lost'
  | 'chargeback-failed'
  | 'write-off-asked'
  | 'write-off-turned-down'
  | 'written-off'
  | 'denied'
  | 'made-by-holder'
  | 'withdrawn'
  | 'referred-to-merchant'
  | 'refused'
  | 'facts-recorded'
  | 'slip-requested'
  | 'expense-posted';

/** What the holder is told; 'closed' says the outcome (PC-53). */
export type Notice = 'received' | 'documents-needed' | 'credited' | 'debited' | 'closed';

export type Change = {
  readonly act: Act;
  readonly state: State;
  readonly steps: readonly Step[];
  readonly notices: readonly Notice[];
};

export type DisputeRefusal = StageRefusal | WriteOffRefusal | 'dispute-facts-differ' | 'dispute-not-draft';

const change = (act: Act, state: State, steps: readonly Step[] = [], notices: readonly Notice[] = []): Outcome<Change, never> =>
  done({ act, state, steps, notices });

function close(
  act: Act,
  state: State,
  outcome: DisputeOutcome,
  because: Ending,
  steps: readonly Step[],
  notices: readonly Notice[] = ['closed'],
): Outcome<Change, never> {
  return change(act, { ...state, status: 'closed', outcome, because, writeOffAskedBy: null }, steps, notices);
}

/** The form is handed in, or a document came: held until complete (PC-29); the quality of goods goes to the merchant (PC-52). */
export function submit(state: State, missing: number): Outcome<Change, 'dispute-not-draft'> {
  if (state.status !== 'draft' && state.status !== 'incomplete') return refused('dispute-not-draft');
  const act = state.status === 'draft' ? 'submitted' : 'document-added';
  if (missing > 0) return change(act, { ...state, status: 'incomplete' }, [], state.status === 'draft' ? ['documents-needed'] : []);
  if (state.reason === 'quality') return close('referred-to-merchant', state, 'referred-to-merchant', 'quality-of-goods', ['deny']);
  return change(act, { ...state, status: 'open' }, [], ['received']);
}

/** PC-30, PC-53: a chargeback gives the credit, a re-presentment takes it back with notice after the fact. */
export function beginStage(state: State, stage: Stage): Outcome<Change, StageRefusal> {
  const judged = judgeStage(state, stage);
  if (judged.kind === 'refused') return judged;
  const next = { ...state, stage };
  if (stage === 'chargeback') return change(stage, next, ['give-credit'], ['credited']);
  if (stage === 're-presentment') return change(stage, next, ['take-back'], ['debited']);
  return change(stage, next);
}

/**
 * The scheme's way is at its end against the holder. About fraud it is then between bank and holder; everything else is lost.
 * `credited`: whether the holder has the money now, and so is told that it is debited again.
 */
function fail(state: State, credited: boolean): Outcome<Change, never> {
  const failed = { ...state, chargebackFailed: true };
  if (fraudReasons.includes(state.reason)) return change('chargeback-failed', failed, ['take-back'], credited ? ['debited'] : []);
  return close('lost', failed, 'lost', 'scheme-refused', ['deny']);
}

/** The scheme's decision, or the acquirer's acceptance. */
export function takeDecision(state: State, decision: 'won' | 'lost', credited: boolean): Outcome<Change, StageRefusal> {
  const judged = judgeDecision(state);
  if (judged.kind === 'refused') return judged;
  return decision === 'won' ? close('won', state, 'won', 'scheme-decided', ['recover']) : fail(state, credited);
}

/** A stage's last day is over without an answer; undefined where silence says nothing. */
export function takeSilence(state: State, credited: boolean): Change | undefined {
  if (state.status !== 'open' || state.stage === null || state.chargebackFailed) return undefined;
  const meaning = silence[state.stage];
  if (meaning === null) return undefined;
  const outcome = meaning === 'won' ? close('won', state, 'won', 'acquirer-did-not-answer', ['recover']) : fail(state, credited);
  return outcome.kind === 'done' ? outcome.value : undefined;
}

/** PC-32, PC-51, four eyes: asked for by one, confirmed by another. */
export function writeOff(
  state: State,
  facts: Facts,
  by: string,
  figures: { readonly fraudReportDaysAfterSms: number; readonly staffFourEyes: boolean },
): Outcome<Change, WriteOffRefusal> {
  const judged = judgeWriteOff(state, facts, figures.fraudReportDaysAfterSms);
  if (judged.kind === 'refused') return judged;
  const second = judgeSecondPerson(state, by, figures.staffFourEyes);
  if (second.kind === 'refused') return second;
  if (second.value === 'asked') return change('write-off-asked', { ...state, writeOffAskedBy: by });
  return close('written-off', state, 'won', 'written-off', ['write-off']);
}

export function turnDownWriteOff(state: State): Outcome<Change, 'dispute-closed' | 'dispute-incomplete' | 'dispute-stage-wrong'> {
  const open = judgeOpen(state);
  if (open.kind === 'refused') return open;
  if (state.writeOffAskedBy === null) return refused('dispute-stage-wrong');
  return change('write-off-turned-down', { ...state, writeOffAskedBy: null });
}

/** Why staff may deny: each ground must be what was recorded. */
export const denials = ['reported-late', 'card-unsigned', 'neglect', 'not-eligible'] as const;
export type Denial = (typeof denials)[number];

/** Staff end a dispute against the holder: before a chargeback it is refused, after a failed one it is lost. */
export function deny(
  state: State,
  because: Denial,
  facts: Facts,
  fraudReportDaysAfterSms: number,
): Outcome<Change, 'dispute-closed' | 'dispute-incomplete' | 'dispute-chargeback-not-over' | 'dispute-facts-differ'> {
  const open = judgeOpen(state);
  if (open.kind === 'refused') return open;
  if (state.stage !== null && !state.chargebackFailed) return refused('dispute-chargeback-not-over');
  const isSo = {
    'reported-late': isReportedLate(facts, fraudReportDaysAfterSms) && facts.lateReasonGood === false,
    'card-unsigned': facts.cardPresent && facts.cardUnsigned === true,
    neglect: true,
    'not-eligible': true,
  } satisfies Record<Denial, boolean>;
  if (!isSo[because]) return refused('dispute-facts-differ');
  return state.stage === null ? close('refused', state, 'refused', because, ['deny']) : close('denied', state, 'lost', because, ['deny']);
}

/** PC-33: the holder did make it. At any time after it was complete, also after a favourable end. */
export function madeByHolder(state: State): Outcome<Change, 'dispute-closed' | 'dispute-incomplete'> {
  if (state.status === 'draft' || state.status === 'incomplete') return refused('dispute-incomplete');
  if (state.status === 'closed' && state.outcome !== 'won') return refused('dispute-closed');
  return close('made-by-holder', state, 'lost', 'made-by-holder', ['deny']);
}

export function withdraw(state: State): Outcome<Change, 'dispute-closed'> {
  if (state.status === 'closed') return refused('dispute-closed');
  return close('withdrawn', state, 'withdrawn', 'by-holder', ['deny'], state.status === 'draft' ? [] : ['closed']);
}

/** PC-52: the charge stays. */
export function refer(state: State): Outcome<Change, StageRefusal> {
  const open = judgeOpen(state);
  if (open.kind === 'refused') return open;
  if (state.stage !== null) return refused('dispute-stage-wrong');
  return close('referred-to-merchant', state, 'referred-to-merchant', 'quality-of-goods', ['deny']);
}

/** The days for documents are over (PC-29), or the written notice of a loss did not come in time (PC-34). */
export function refuseFor(state: State, because: 'documents-missing' | 'not-confirmed-in-writing'): Change | undefined {
  if (state.status === 'closed') return undefined;
  if (because === 'documents-missing' && state.status !== 'incomplete') return undefined;
  const outcome = close('refused', state, 'refused', because, ['deny']);
  return outcome.kind === 'done' ? outcome.value : undefined;
}
