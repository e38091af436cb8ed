// Attempts that freeze, and whose a charge is.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bearsCharge, failedInARow, freezesAccount } from './reach.ts';

test('only attempts since somebody was reached count', () => {
  assert.equal(failedInARow(['not-reached', 'not-reached', 'reached', 'not-reached']), 2);
  assert.equal(freezesAccount(['not-reached', 'not-reached', 'reached'], 3), false);
  assert.equal(freezesAccount(['not-reached', 'not-reached', 'not-reached'], 3), true);
  assert.equal(freezesAccount([], 1), false);
});

test('a claim leaves charges with the holder, a confirmation does not', () => {
  const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
  const destruction = { claimedAt: at('2026-11-01T00:00:00Z'), confirmedAt: at('2026-11-05T00:00:00Z') };
  assert.equal(bearsCharge(destruction, at('2026-11-03T00:00:00Z')), 'holder');
  assert.equal(bearsCharge(destruction, at('2026-11-05T00:00:00Z')), 'bank');
  assert.equal(bearsCharge({ claimedAt: at('2026-11-01T00:00:00Z'), confirmedAt: null }, at('2027-01-01T00:00:00Z')), 'holder');
});
