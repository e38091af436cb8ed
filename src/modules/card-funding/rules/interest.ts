// Interest on what is owed: exact by day, rounded once, when it is posted (PC-21).

import { divide } from '../../../kernel/rate.ts';

/** Days of a year for interest: actual days over 365, also in leap years. */
export const daysOfYear = 365n;

export type DebtDay = { readonly debt: bigint; readonly interestPerYearPpm: number };

/** Interest of several days in minor units: Σ debt × rate ÷ 365, summed as one exact ratio and rounded half to even at the end. */
export function interestOf(days: readonly DebtDay[]): bigint {
  const numerator = days.reduce((sum, { debt, interestPerYearPpm }) => sum + debt * BigInt(interestPerYearPpm), 0n);
  return divide(numerator, 1_000_000n * daysOfYear, 'half-even');
}
