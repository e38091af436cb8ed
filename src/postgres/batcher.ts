// Gathers concurrent commands into micro-batches, so that one transaction and one commit serve many callers.

/** One batch's work: outcomes in the order of the items. A throw sends each item through on its own. */
export type BatchWork<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

export type Batcher<Item, Result> = {
  /** Resolves after the commit of the batch that the item was in. */
  submit(item: Item): Promise<Result>;
  /** Resolves when nothing is waiting or under way. */
  drain(): Promise<void>;
};

type Waiting<Item, Result> = { item: Item; key: string; resolve: (result: Result) => void; reject: (error: unknown) => void };

/**
 * Makes a batcher.
 * @param key items with the same key are never in one batch or in two batches at once: they keep their order of arrival
 * @param lanes batches under way at once; a key always runs in the same lane
 * @param sizeMax most items of one batch
 */
export function createBatcher<Item, Result>(settings: {
  readonly key: (item: Item) => string;
  readonly work: BatchWork<Item, Result>;
  readonly lanes: number;
  readonly sizeMax: number;
}): Batcher<Item, Result> {
  const { key, work, lanes, sizeMax } = settings;
  const queues: Waiting<Item, Result>[][] = Array.from({ length: lanes }, () => []);
  const busy = new Set<number>();
  const idle: (() => void)[] = [];

  const laneOf = (text: string): number => {
    let hash = 0;
    for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
    return (hash >>> 0) % lanes;
  };

  const runBatch = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('bug: a batch answered another number of items than it got');
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) {
        only.reject(error);
        return;
      }
      // The batch was rolled back as a whole: each goes alone, so that only the one at fault fails.
      for (const single of batch) await runBatch([single]);
    }
  };

  const runLane = async (lane: number): Promise<void> => {
    const queue = queues[lane] ?? [];
    // One turn of the event loop lets requests that arrived together be gathered.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const keys = new Set<string>();
      const batch: Waiting<Item, Result>[] = [];
      const later: Waiting<Item, Result>[] = [];
      for (const waiting of queue.splice(0)) {
        if (batch.length < sizeMax && !keys.has(waiting.key)) batch.push(waiting);
        else later.push(waiting);
        keys.add(waiting.key);
      }
      queue.push(...later);
      await runBatch(batch);
    }
    busy.delete(lane);
    if (busy.size === 0) idle.splice(0).forEach((resolve) => resolve());
  };

  return {
    submit(item) {
      return new Promise<Result>((resolve, reject) => {
        const text = key(item);
        const lane = laneOf(text);
        queues[lane]?.push({ item, key: text, resolve, reject });
        if (busy.has(lane)) return;
        busy.add(lane);
        void runLane(lane);
      });
    },
    async drain() {
      if (busy.size > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}
