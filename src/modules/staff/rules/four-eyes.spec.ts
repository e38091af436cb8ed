// Who may be the second person.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mayDecide, type RequestState } from './four-eyes.ts';
import type { Role } from './permissions.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const waiting: RequestState = {
  action: 'hard-token.assign',
  askedBy: 'salma',
  status: 'waiting',
  expiresAt: now.add({ seconds: 60 }),
};

const rows: [title: string, change: Partial<RequestState>, person: string, roles: Role[], answer: string][] = [
  ['a colleague of the branch approves', {}, 'badr', ['branch'], 'done'],
  ['a supervisor approves', {}, 'huda', ['supervisor'], 'done'],
  ['whoever asked never approves', {}, 'salma', ['branch', 'supervisor'], 'same-person'],
  ['an auditor never approves', {}, 'noor', ['auditor'], 'not-permitted'],
  ['the contact centre has no say in an assignment', {}, 'ali', ['contact-centre'], 'not-permitted'],
  ['the contact centre has one in a deregistration', { action: 'soft-token.deregister' }, 'ali', ['contact-centre'], 'done'],
  ['operations has none', { action: 'soft-token.deregister' }, 'omar', ['operations'], 'not-permitted'],
  ['at its expiry it is over', { expiresAt: now }, 'badr', ['branch'], 'request-expired'],
  ['a decided one stays decided', { status: 'refused' }, 'badr', ['branch'], 'request-decided'],
];

for (const [title, change, id, roles, answer] of rows) {
  test(title, () => {
    const outcome = mayDecide({ ...waiting, ...change }, { id, roles }, now);
    assert.equal(outcome.kind === 'done' ? 'done' : outcome.reason, answer);
  });
}
