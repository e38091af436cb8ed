// The steps of an enrolment, as a table.

import assert from 'node:assert/strict';
import test from 'node:test';

import { judgeStep, readChoice, stateAt, type EnrolmentState } from './enrolment.ts';

const before = Temporal.Instant.from('2026-03-01T08:00:00Z');
const expiresAt = before.add({ seconds: 900 });

const steps: [EnrolmentState, 'awaiting-code' | 'code-verified', Temporal.Instant, ReturnType<typeof judgeStep>][] = [
  ['awaiting-code', 'awaiting-code', before, undefined],
  ['awaiting-code', 'code-verified', before, 'wrong-step'],
  ['code-verified', 'awaiting-code', before, 'wrong-step'],
  ['code-verified', 'code-verified', before, undefined],
  ['awaiting-code', 'awaiting-code', expiresAt, 'enrolment-over'],
  ['code-verified', 'code-verified', expiresAt, 'enrolment-over'],
  ['completed', 'code-verified', before, 'enrolment-over'],
  ['ended', 'awaiting-code', before, 'enrolment-over'],
];
for (const [state, wanted, at, told] of steps) {
  test(`an enrolment that is ${state} at ${at.toString().slice(11, 16)}, asked for the step of ${wanted}: ${told ?? 'goes on'}`, () => {
    assert.equal(judgeStep({ state, expiresAt }, wanted, at), told);
  });
}

test('an enrolment that was completed stays so after its time', () => {
  assert.equal(stateAt({ state: 'completed', expiresAt }, expiresAt), 'completed');
  assert.equal(stateAt({ state: 'code-verified', expiresAt }, expiresAt), 'ended');
});

test('a user name has one spelling, and neither it nor the number may stand in the password', () => {
  const person = { name: 'هدى البلوشي', nameLatin: 'Huda Al Balushi', mobile: '+96892345678' };
  const chosen = (userName: string, password: string): unknown => {
    const outcome = readChoice(person, { userName, password });
    return outcome.kind === 'done' ? outcome.value.userName : outcome.reason;
  };
  assert.equal(chosen(' Huda.B ', 'tiled-harbour-lantern'), 'huda.b');
  assert.equal(chosen('hu da', 'tiled-harbour-lantern'), 'user-name-malformed');
  assert.equal(chosen('lantern', 'tiled-harbour-lantern'), 'password-like-name');
  assert.equal(chosen('huda', 'my-96892345678-x'), 'password-like-name');
  assert.equal(chosen('huda', 'short'), 'password-too-short');
});
