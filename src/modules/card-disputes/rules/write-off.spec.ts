// When the bank bears a failed chargeback, row by row.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { State } from './state.ts';
import { judgeSecondPerson, judgeWriteOff, type Facts } from './write-off.ts';

const sent = Temporal.Instant.from('2026-03-01T08:00:00Z');
const failed: State = {
  reason: 'fraud',
  status: 'open',
  outcome: null,
  because: null,
  stage: 're-presentment',
  chargebackFailed: true,
  writeOffAskedBy: null,
};
const facts: Facts = { smsSentAt: sent, reportedAt: sent, lateReasonGood: null, cardPresent: true, cardUnsigned: null };
const told = (outcome: { kind: string; reason?: string; value?: unknown }): unknown => outcome.reason ?? outcome.value ?? 'done';

const rows: [rule: string, state: Partial<State>, facts: Partial<Facts>, answer: string][] = [
  ['a fraud that was reported in time', {}, {}, 'done'],
  ['reported two days after the SMS, to the second', {}, { reportedAt: sent.add({ hours: 48 }) }, 'done'],
  ['reported a second later', {}, { reportedAt: sent.add({ hours: 48, seconds: 1 }) }, 'dispute-reported-late'],
  ['late, and staff saw no good reason', {}, { reportedAt: sent.add({ hours: 90 }), lateReasonGood: false }, 'dispute-reported-late'],
  ['late with a good reason', {}, { reportedAt: sent.add({ hours: 90 }), lateReasonGood: true }, 'done'],
  ['late, but no SMS was sent', {}, { smsSentAt: null, reportedAt: sent.add({ hours: 900 }) }, 'done'],
  ['late, but it is no fraud', { reason: 'not-received' }, { reportedAt: sent.add({ hours: 900 }) }, 'done'],
  ['an unsigned card used in person', {}, { cardUnsigned: true }, 'dispute-card-unsigned'],
  ['an unsigned card used at a distance', {}, { cardUnsigned: true, cardPresent: false }, 'done'],
  ['a signed card used in person', {}, { cardUnsigned: false }, 'done'],
  ['an unsigned card, but it is no fraud', { reason: 'duplicate' }, { cardUnsigned: true }, 'done'],
  ['while the chargeback may still succeed', { chargebackFailed: false }, {}, 'dispute-chargeback-not-over'],
  ['a closed dispute', { status: 'closed', outcome: 'lost' }, {}, 'dispute-closed'],
  ['one that waits for documents', { status: 'incomplete' }, {}, 'dispute-incomplete'],
];
for (const [rule, state, changed, answer] of rows) {
  test(`written off? ${rule}: ${answer}`, () => {
    assert.equal(told(judgeWriteOff({ ...failed, ...state }, { ...facts, ...changed }, 2)), answer);
  });
}

const pairs: [rule: string, askedBy: string | null, fourEyes: boolean, answer: string][] = [
  ['the first person asks', null, true, 'asked'],
  ['the same person does not confirm', 'salma', true, 'same-person'],
  ['a second person confirms', 'huda', true, 'confirmed'],
  ['where one is enough, one is enough', null, false, 'confirmed'],
];
for (const [rule, writeOffAskedBy, fourEyes, answer] of pairs) {
  test(rule, () => assert.equal(told(judgeSecondPerson({ ...failed, writeOffAskedBy }, 'salma', fourEyes)), answer));
}
