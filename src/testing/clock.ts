// A clock that stands still until a test moves it.

import type { Clock } from '../kernel/clock.ts';

export type FixedClock = Clock & {
  /** Moves the clock by a number of seconds; negative sets it back. */
  advance(seconds: number): void;
  set(instant: string): void;
};

export function fixedClock(start = '2026-03-01T08:00:00Z'): FixedClock {
  let current = Temporal.Instant.from(start);
  return {
    now: () => current,
    advance: (seconds) => {
      current = current.add({ milliseconds: Math.round(seconds * 1000) });
    },
    set: (instant) => {
      current = Temporal.Instant.from(instant);
    },
  };
}
