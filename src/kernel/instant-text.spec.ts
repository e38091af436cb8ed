// The quick text of an instant is the one of Temporal.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import fc from 'fast-check';

import { instantText } from './instant-text.ts';

test('it is what Temporal writes, for whole seconds and for parts of one', () => {
  const seconds = fc.integer({ min: -62_000_000_000, max: 250_000_000_000 });
  const nanoseconds = fc.constantFrom(0n, 1n, 1_000_000n, 999_999_999n);
  fc.assert(
    fc.property(seconds, nanoseconds, (second, nanosecond) => {
      const instant = Temporal.Instant.fromEpochNanoseconds(BigInt(second) * 1_000_000_000n + nanosecond);
      assert.equal(instantText(instant), instant.toString());
    }),
  );
});
