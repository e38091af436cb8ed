// DE 7 as an instant, remembered: thousands of messages carry the same second.

import type { Clock } from '../../kernel/clock.ts';
import { readTransmissionTime } from '../../iso8583/index.ts';

const rememberedMax = 4096;

/** The reader for `Reading.timeOf`. The year is the one that brings the time nearest to the clock's. */
export function createTimes(clock: Clock): (text: string) => Temporal.Instant | undefined {
  const known = new Map<string, Temporal.Instant | undefined>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    // Copied: the text is a slice of a whole message, which a key would keep alive.
    if (known.size >= rememberedMax) known.clear();
    const at = readTransmissionTime(text, clock.now());
    if (at !== undefined) known.set(Buffer.from(text, 'latin1').toString('latin1'), at);
    return at;
  };
}
