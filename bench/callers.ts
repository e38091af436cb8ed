// Many callers at once, each asking again when it is answered; their rate and how long they waited.

export type Measured = { readonly perSecond: number; readonly calls: number; readonly p50Ms: number; readonly p99Ms: number };

/** A process that has just started runs its first thousands of requests several times slower, until they are compiled. */
const warmSeconds = 4;

/**
 * Runs `call` from so many callers for so long, after four seconds that warm up and are not counted.
 * @param call gets a running number; what it throws ends the bench
 */
export async function measure(settings: { callers: number; seconds: number; call: (nth: number) => Promise<void> }): Promise<Measured> {
  const { callers, seconds, call } = settings;
  const started = performance.now();
  const counted = started + warmSeconds * 1000;
  const until = counted + seconds * 1000;
  const waits: number[] = [];
  let nth = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let begun = performance.now(); begun < until; begun = performance.now()) {
        nth += 1;
        await call(nth - 1);
        const ended = performance.now();
        if (ended >= counted && ended < until) waits.push(ended - begun);
      }
    }),
  );
  waits.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 100) / 100;
  return { perSecond: Math.round(waits.length / seconds), calls: waits.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}
