// DE 7, 12, 13 and 14: times that come without a year, and the month to which a card is valid.

const twoDigits = (text: string, at: number): number => Number(text.slice(at, at + 2));

/**
 * DE 7, MMDDhhmmss in UTC. The year is the one that brings it nearest to `now`: a message of 31 December that comes on 1 January is of
 * last year. Undefined for a day or an hour that does not exist.
 */
export function readTransmissionTime(text: string, now: Temporal.Instant): Temporal.Instant | undefined {
  if (text.length !== 10) return undefined;
  const { year } = now.toZonedDateTimeISO('UTC');
  let nearest: Temporal.Instant | undefined;
  for (const candidate of [year - 1, year, year + 1]) {
    const at = instantOf(candidate, text);
    if (at === undefined) continue;
    const distance = Math.abs(at.epochMilliseconds - now.epochMilliseconds);
    if (nearest === undefined || distance < Math.abs(nearest.epochMilliseconds - now.epochMilliseconds)) nearest = at;
  }
  return nearest;
}

function instantOf(year: number, text: string): Temporal.Instant | undefined {
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((at) => twoDigits(text, at)) as [number, number, number, number, number];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const made = new Date(milliseconds);
  // Date rolls 31 February over into March; a day that does not exist is refused instead.
  if (!Number.isFinite(milliseconds) || made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return undefined;
  return Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

/** DE 7 of a moment. */
export function writeTransmissionTime(at: Temporal.Instant): string {
  const iso = at.toString({ smallestUnit: 'second' });
  return `${iso.slice(5, 7)}${iso.slice(8, 10)}${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}`;
}

/** DE 14, YYMM: the card is valid to the end of that month. Years are of this century. */
export function readExpiry(text: string): { readonly year: number; readonly month: number } | undefined {
  if (text.length !== 4) return undefined;
  const month = twoDigits(text, 2);
  return month >= 1 && month <= 12 ? { year: 2000 + twoDigits(text, 0), month } : undefined;
}
