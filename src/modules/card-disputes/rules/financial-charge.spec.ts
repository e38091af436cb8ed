// Interest by the day, rounded once.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { financialCharge } from './financial-charge.ts';

const rows: [amount: bigint, ppm: number, from: string, to: string, charge: bigint][] = [
  [100_000n, 120_000, '2026-03-01', '2026-03-01', 0n],
  [100_000n, 120_000, '2026-03-01', '2026-03-02', 33n],
  [100_000n, 120_000, '2026-03-01', '2027-03-01', 12_000n],
  [100_000n, 120_000, '2028-02-28', '2028-03-01', 66n],
  [100_000n, 0, '2026-03-01', '2027-03-01', 0n],
  [100_000n, 120_000, '2026-03-02', '2026-03-01', 0n],
  // 45,625 × 0.12 × 1 / 365 = 15 exactly; 36,500 × 0.125 × 1 / 365 = 12.5, half to even.
  [45_625n, 120_000, '2026-03-01', '2026-03-02', 15n],
  [36_500n, 125_000, '2026-03-01', '2026-03-02', 12n],
  [109_500n, 125_000, '2026-03-01', '2026-03-02', 38n],
];
for (const [amount, ppm, from, to, charge] of rows) {
  test(`${amount} at ${ppm} ppm from ${from} to ${to} is ${charge}`, () => {
    assert.equal(financialCharge(amount, ppm, Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)), charge);
  });
}
