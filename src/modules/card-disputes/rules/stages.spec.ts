// The order of the scheme's messages, and their last days.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOver, judgeDecision, judgeStage, stageDueOn } from './stages.ts';
import type { Stage, State } from './state.ts';

const open: State = {
  reason: 'fraud',
  status: 'open',
  outcome: null,
  because: null,
  stage: null,
  chargebackFailed: false,
  writeOffAskedBy: null,
};
const told = (outcome: { kind: string; reason?: string }): string => outcome.reason ?? 'done';

const rows: [rule: string, change: Partial<State>, next: Stage, answer: string][] = [
  ['an open dispute is charged back', {}, 'chargeback', 'done'],
  ['one that waits for documents is not', { status: 'incomplete' }, 'chargeback', 'dispute-incomplete'],
  ['a draft is not', { status: 'draft' }, 'chargeback', 'dispute-incomplete'],
  ['a closed one is not', { status: 'closed', outcome: 'won' }, 'chargeback', 'dispute-closed'],
  ['the quality of goods is no matter of the scheme', { reason: 'quality' }, 'chargeback', 'dispute-not-for-scheme'],
  ['nothing is charged back twice', { stage: 'chargeback' }, 'chargeback', 'dispute-stage-wrong'],
  ['a chargeback can be re-presented', { stage: 'chargeback' }, 're-presentment', 'done'],
  ['what was not charged back cannot', {}, 're-presentment', 'dispute-stage-wrong'],
  ['a re-presentment can go to pre-arbitration', { stage: 're-presentment' }, 'pre-arbitration', 'done'],
  ['a chargeback cannot go there at once', { stage: 'chargeback' }, 'pre-arbitration', 'dispute-stage-wrong'],
  ['a pre-arbitration can go to arbitration', { stage: 'pre-arbitration' }, 'arbitration', 'done'],
  ['a failed chargeback goes nowhere', { stage: 're-presentment', chargebackFailed: true }, 'pre-arbitration', 'dispute-stage-wrong'],
];
for (const [rule, change, next, answer] of rows) test(rule, () => assert.equal(told(judgeStage({ ...open, ...change }, next)), answer));

test('the scheme decides while a stage lasts', () => {
  assert.equal(told(judgeDecision({ ...open, stage: 'arbitration' })), 'done');
  assert.equal(told(judgeDecision(open)), 'dispute-stage-wrong');
  assert.equal(told(judgeDecision({ ...open, stage: 're-presentment', chargebackFailed: true })), 'dispute-stage-wrong');
});

const calendar = { timeZone: 'Asia/Muscat', weekendDays: [5, 6], holidays: ['2026-03-10'] };
const days = { chargeback: 3, 're-presentment': 1, 'pre-arbitration': 1, arbitration: 1 };
const dues: [now: string, stage: Stage, due: string][] = [
  ['2026-03-04T08:00:00Z', 'chargeback', '2026-03-09'],
  ['2026-03-05T08:00:00Z', 'chargeback', '2026-03-11'],
  ['2026-03-05T21:00:00Z', 're-presentment', '2026-03-08'],
];
for (const [now, stage, due] of dues) {
  test(`${stage} that begins at ${now} is due on ${due}: no Friday, Saturday or holiday counts`, () => {
    assert.equal(stageDueOn(calendar, days, stage, Temporal.Instant.from(now)).toString(), due);
  });
}

test('a last day ends at 24:00 in Muscat', () => {
  const day = Temporal.PlainDate.from('2026-03-09');
  assert.equal(isOver('Asia/Muscat', day, Temporal.Instant.from('2026-03-09T19:59:59Z')), false);
  assert.equal(isOver('Asia/Muscat', day, Temporal.Instant.from('2026-03-09T20:00:00Z')), true);
});
