// The text of an instant, as Temporal writes it, in less time.

let last: { readonly nanoseconds: bigint; readonly text: string } = { nanoseconds: 0n, text: '1970-01-01T00:00:00Z' };

/** ISO 8601 in UTC, the same as `instant.toString()`. Networks send whole seconds, and many messages carry the same one. */
export function instantText(instant: Temporal.Instant): string {
  const nanoseconds = instant.epochNanoseconds;
  if (nanoseconds === last.nanoseconds) return last.text;
  const isWhole = nanoseconds % 1_000_000_000n === 0n;
  const text = isWhole ? `${new Date(instant.epochMilliseconds).toISOString().slice(0, -5)}Z` : instant.toString();
  last = { nanoseconds, text };
  return text;
}
