// News for open pages: topics that changed, within this process at once and to other processes over NOTIFY.

import { randomBytes } from 'node:crypto';

import { statement, type Database } from './database.ts';

const channel = 'ramz_events';
const flushMs = 25;
// NOTIFY carries at most 8,000 bytes; a topic has at most 60.
const topicsPerNotice = 100;

const notify = statement('events_notify', `SELECT pg_notify('${channel}', $1)`);

export type Events = {
  /**
   * Says that something changed. Call it after the commit: it carries no data, listeners read anew. Notices to other
   * processes are gathered and sent outside of any transaction, because commits with a NOTIFY in them wait in one line.
   */
  publish(...topics: readonly string[]): void;
  /** Calls `heard` at each change of the topic until the returned function is called. */
  subscribe(topic: string, heard: () => void): () => void;
  close(): Promise<void>;
};

/** Opens the bus. Best effort by design: a listener also reads anew from time to time. */
export async function openEvents(database: Database): Promise<Events> {
  const listeners = new Map<string, Set<() => void>>();
  const self = randomBytes(6).toString('hex');
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const tell = (topic: string): void => {
    for (const heard of listeners.get(topic) ?? []) heard();
  };
  const flush = (): void => {
    timer = undefined;
    const topics = [...waiting];
    waiting.clear();
    for (let at = 0; at < topics.length; at += topicsPerNotice) {
      // Lost where the database is away: listeners read anew by themselves.
      database.query(notify, [[self, ...topics.slice(at, at + topicsPerNotice)].join(' ')]).catch(() => undefined);
    }
  };
  const stop = await database.listen(channel, (payload) => {
    const [from, ...topics] = payload.split(' ');
    if (from !== self) topics.forEach(tell);
  });

  return {
    publish(...topics) {
      for (const topic of topics) {
        tell(topic);
        waiting.add(topic);
      }
      timer ??= setTimeout(flush, flushMs);
    },
    subscribe(topic, heard) {
      const set = listeners.get(topic) ?? new Set();
      set.add(heard);
      listeners.set(topic, set);
      return () => {
        set.delete(heard);
        if (set.size === 0) listeners.delete(topic);
      };
    },
    async close() {
      clearTimeout(timer);
      await stop();
    },
  };
}
