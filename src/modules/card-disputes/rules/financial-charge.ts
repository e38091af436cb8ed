// Financial charges on what the holder owed all along: simple interest by the day, exact, rounded once.

import { divide } from '../../../kernel/rate.ts';

/**
 * PC-33: interest on an amount from the transaction's day up to the day of the charge, in minor units. 365 days make a year; the
 * product is divided once, half to even.
 */
export function financialCharge(amount: bigint, perYearPpm: number, from: Temporal.PlainDate, to: Temporal.PlainDate): bigint {
  const days = BigInt(Math.max(0, from.until(to, { largestUnit: 'days' }).days));
  return divide(amount * BigInt(perYearPpm) * days, 365_000_000n, 'half-even');
}
