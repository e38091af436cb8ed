// When a message is tried again.

/** After so many answered but failed attempts a message is dead. With the waits below that is about 47 minutes. */
export const attemptsMax = 12;

/** A message that could not even be offered (the other side away all the time) is dead after this. */
export const ageMaxHours = 72;

const baseMs = 2000;
const longestMs = 15 * 60 * 1000;

/**
 * The wait after a failed attempt: 2 s, doubled each time, at most 15 min, of which a random half is taken off,
 * so that many messages do not come back in the same moment.
 * @param attempts failed so far, from 1
 * @param random in [0, 1)
 */
export function backoffMs(attempts: number, random: number): number {
  const whole = Math.min(longestMs, baseMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(whole * (1 - random / 2));
}

/** The wait while the other side is away: 1 to 3 s. It is no attempt. */
export function awayMs(random: number): number {
  return Math.round(1000 + random * 2000);
}
