// The clock as a value, so that time is read once per command at a door and passed on.

export type Clock = { now(): Temporal.Instant };

/** The machine's clock, to the millisecond. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
};
