// The fuzz target for a bounded number of cases; longer by hand: node src/iso8583/fuzz.ts --seconds 60.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fuzz } from './fuzz.ts';

test('thousands of spoilt messages neither throw, nor hang, nor show a card number', () => {
  const { cases, done, refused } = fuzz(20_261_121, (count) => count >= 4_000);
  assert.equal(cases, 4_000);
  assert.ok(done > 400, `only ${done} of ${cases} were read`);
  assert.ok(Object.keys(refused).length > 10, Object.keys(refused).join(' '));
});
