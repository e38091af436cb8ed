// Acts on disputes: given how it stands, what follows.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import * as decide from './decide.ts';
import { take, type Part } from './liability.ts';
import { stages, type State } from './state.ts';
import type { Facts } from './write-off.ts';

const draft: State = {
  reason: 'fraud',
  status: 'draft',
  outcome: null,
  because: null,
  stage: null,
  chargebackFailed: false,
  writeOffAskedBy: null,
};
const open: State = { ...draft, status: 'open' };
const sent = Temporal.Instant.from('2026-03-01T08:00:00Z');
const facts: Facts = { smsSentAt: sent, reportedAt: sent, lateReasonGood: null, cardPresent: true, cardUnsigned: null };
const figures = { fraudReportDaysAfterSms: 2, staffFourEyes: true };

type Told = { kind: string; reason?: string; value?: decide.Change };
/** 'open stage | steps | notices', or the refusal. */
function tell(outcome: Told | decide.Change | undefined): string {
  if (outcome === undefined) return 'nothing';
  const change = 'act' in outcome ? outcome : outcome.value;
  if (change === undefined) return (outcome as Told).reason ?? '';
  const { state, steps, notices } = change;
  const standing = state.status === 'closed' ? `${state.outcome}: ${state.because}` : `${state.status} ${state.stage ?? '-'}`;
  return `${standing} | ${steps.join(' ')} | ${notices.join(' ')}`;
}

const rows: [rule: string, outcome: Told | decide.Change | undefined, told: string][] = [
  ['a form without its documents is held', decide.submit(draft, 2), 'incomplete - |  | documents-needed'],
  ['a complete form is open', decide.submit(draft, 0), 'open - |  | received'],
  ['one document of two', decide.submit({ ...draft, status: 'incomplete' }, 1), 'incomplete - |  | '],
  ['the last document opens it', decide.submit({ ...draft, status: 'incomplete' }, 0), 'open - |  | received'],
  [
    'quality goes to the merchant',
    decide.submit({ ...draft, reason: 'quality' }, 0),
    'referred-to-merchant: quality-of-goods | deny | closed',
  ],
  ['an open one is not handed in again', decide.submit(open, 0), 'dispute-not-draft'],
  ['a chargeback credits', decide.beginStage(open, 'chargeback'), 'open chargeback | give-credit | credited'],
  [
    'a re-presentment debits',
    decide.beginStage({ ...open, stage: 'chargeback' }, 're-presentment'),
    'open re-presentment | take-back | debited',
  ],
  [
    'pre-arbitration moves nothing',
    decide.beginStage({ ...open, stage: 're-presentment' }, 'pre-arbitration'),
    'open pre-arbitration |  | ',
  ],
  ['won is kept', decide.takeDecision({ ...open, stage: 'chargeback' }, 'won', true), 'won: scheme-decided | recover | closed'],
  [
    'a lost fraud is then between bank and holder',
    decide.takeDecision({ ...open, stage: 'arbitration' }, 'lost', false),
    'open arbitration | take-back | ',
  ],
  [
    'it is debited where it was still credited',
    decide.takeDecision({ ...open, stage: 'chargeback' }, 'lost', true),
    'open chargeback | take-back | debited',
  ],
  [
    'anything else that is lost is lost',
    decide.takeDecision({ ...open, reason: 'duplicate', stage: 'arbitration' }, 'lost', false),
    'lost: scheme-refused | deny | closed',
  ],
  ['there is no decision without a stage', decide.takeDecision(open, 'won', false), 'dispute-stage-wrong'],
  [
    'an acquirer who is silent has lost',
    decide.takeSilence({ ...open, stage: 'chargeback' }, true),
    'won: acquirer-did-not-answer | recover | closed',
  ],
  ['a bank that is silent has lost', decide.takeSilence({ ...open, stage: 're-presentment' }, false), 'open re-presentment | take-back | '],
  ['an arbitration has no silence', decide.takeSilence({ ...open, stage: 'arbitration' }, false), 'nothing'],
  [
    'what failed already does not fail again',
    decide.takeSilence({ ...open, stage: 're-presentment', chargebackFailed: true }, false),
    'nothing',
  ],
  [
    'one asks for the write-off',
    decide.writeOff({ ...open, stage: 're-presentment', chargebackFailed: true }, facts, 'salma', figures),
    'open re-presentment |  | ',
  ],
  [
    'another confirms it',
    decide.writeOff({ ...open, stage: 're-presentment', chargebackFailed: true, writeOffAskedBy: 'salma' }, facts, 'huda', figures),
    'won: written-off | write-off | closed',
  ],
  [
    'an unsigned card is not written off',
    decide.writeOff({ ...open, stage: 're-presentment', chargebackFailed: true }, { ...facts, cardUnsigned: true }, 'salma', figures),
    'dispute-card-unsigned',
  ],
  [
    'it is turned down by another',
    decide.turnDownWriteOff({ ...open, stage: 're-presentment', writeOffAskedBy: 'salma' }),
    'open re-presentment |  | ',
  ],
  ['nothing to turn down', decide.turnDownWriteOff(open), 'dispute-stage-wrong'],
  ['before a chargeback staff refuse', decide.deny(open, 'not-eligible', facts, 2), 'refused: not-eligible | deny | closed'],
  ['while the scheme has it they wait', decide.deny({ ...open, stage: 'chargeback' }, 'neglect', facts, 2), 'dispute-chargeback-not-over'],
  [
    'an unsigned card must be on record',
    decide.deny({ ...open, stage: 're-presentment', chargebackFailed: true }, 'card-unsigned', facts, 2),
    'dispute-facts-differ',
  ],
  [
    'a late report needs the finding of staff',
    decide.deny(
      { ...open, stage: 're-presentment', chargebackFailed: true },
      'reported-late',
      { ...facts, reportedAt: sent.add({ hours: 99 }) },
      2,
    ),
    'dispute-facts-differ',
  ],
  [
    'with it the charge stays',
    decide.deny(
      { ...open, stage: 're-presentment', chargebackFailed: true },
      'reported-late',
      { ...facts, reportedAt: sent.add({ hours: 99 }), lateReasonGood: false },
      2,
    ),
    'lost: reported-late | deny | closed',
  ],
  ['made by the holder', decide.madeByHolder({ ...open, stage: 'chargeback' }), 'lost: made-by-holder | deny | closed'],
  [
    'made by the holder, found after the win',
    decide.madeByHolder({ ...open, status: 'closed', outcome: 'won' }),
    'lost: made-by-holder | deny | closed',
  ],
  ['what was lost is not lost again', decide.madeByHolder({ ...open, status: 'closed', outcome: 'lost' }), 'dispute-closed'],
  ['the holder withdraws', decide.withdraw({ ...open, stage: 'chargeback' }), 'withdrawn: by-holder | deny | closed'],
  ['a draft goes without a word', decide.withdraw(draft), 'withdrawn: by-holder | deny | '],
  ['staff refer to the merchant', decide.refer(open), 'referred-to-merchant: quality-of-goods | deny | closed'],
  ['not after a chargeback', decide.refer({ ...open, stage: 'chargeback' }), 'dispute-stage-wrong'],
  [
    'documents that do not come',
    decide.refuseFor({ ...draft, status: 'incomplete' }, 'documents-missing'),
    'refused: documents-missing | deny | closed',
  ],
  ['an open one misses none', decide.refuseFor(open, 'documents-missing'), 'nothing'],
  [
    'no written notice',
    decide.refuseFor({ ...open, stage: 'chargeback' }, 'not-confirmed-in-writing'),
    'refused: not-confirmed-in-writing | deny | closed',
  ],
];
for (const [rule, outcome, told] of rows) test(rule, () => assert.equal(tell(outcome), told));

test('whatever is done in whatever order, a closed dispute has nothing left and an open one keeps its sum', () => {
  const acts: ((state: State, part: Part) => Told | decide.Change | undefined)[] = [
    (state) => decide.submit(state, 0),
    ...stages.map((stage) => (state: State) => decide.beginStage(state, stage)),
    (state, part) => decide.takeDecision(state, 'won', part.credited > 0n),
    (state, part) => decide.takeDecision(state, 'lost', part.credited > 0n),
    (state, part) => decide.takeSilence(state, part.credited > 0n),
    (state) => decide.writeOff(state, facts, 'salma', figures),
    (state) => decide.writeOff(state, facts, 'huda', figures),
    (state) => decide.deny(state, 'neglect', facts, 2),
    decide.madeByHolder,
    decide.withdraw,
  ];
  fc.assert(
    fc.property(
      fc.constantFrom<State['reason']>('fraud', 'duplicate'),
      fc.array(fc.nat({ max: acts.length - 1 }), { maxLength: 14 }),
      (reason, chosen) => {
        let state: State = { ...draft, reason };
        let part: Part = {
          part: 0,
          role: 'transaction',
          sourceId: 's',
          currency: 'OMR',
          original: 500n,
          vatAmount: 0n,
          vatPpm: 0,
          recovered: 0n,
          denied: 0n,
          writtenOff: 0n,
          remaining: 500n,
          credited: 0n,
        };
        for (const which of chosen) {
          const outcome = acts[which]?.(state, part);
          if (outcome === undefined || ('kind' in outcome && outcome.kind === 'refused')) continue;
          const change = 'act' in outcome ? outcome : (outcome.value as decide.Change);
          state = change.state;
          for (const step of change.steps) part = take(part, step).part;
          assert.equal(part.original, part.recovered + part.denied + part.writtenOff + part.remaining);
          assert.equal(state.status === 'closed', part.remaining === 0n);
          assert.equal(state.status === 'closed', state.outcome !== null);
          if (state.outcome === 'won') assert.equal(part.credited, 500n);
          if (state.status === 'closed' && state.outcome !== 'won') assert.equal(part.credited, 0n);
        }
      },
    ),
    { numRuns: 500 },
  );
});
