// When a webhook that was not taken is told again, and when its endpoint is given up.

const [second, minute, hour] = [1000, 60_000, 3_600_000];

/** Waits before the next attempt, as Standard Webhooks advises: ten attempts in a little more than three days. */
export const retryWaitsMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** An endpoint that has taken nothing for so long is disabled. */
export const failingHoursMax = 5 * 24;

/**
 * The wait after a failed attempt, with up to a tenth added by chance; undefined where it was the last one.
 * @param attempts made so far, from 1
 * @param random in [0, 1)
 */
export function retryMs(attempts: number, random: number): number | undefined {
  const wait = retryWaitsMs[attempts - 1];
  return wait === undefined ? undefined : Math.round(wait * (1 + random / 10));
}
