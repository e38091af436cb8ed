// Reads of single rows, asked for by many requests at once, gathered into one statement.

import { DatabaseFault, type Session } from './database.ts';

/** Reads the rows of these keys; keys without a row are left out of the map. */
export type LoadMany<Value> = (db: Session, keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

type Waiting<Value> = {
  readonly key: string;
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (error: unknown) => void;
};

type Queue<Value> = { waiting: Waiting<Value>[]; running: number };

/** Statements of one kind under way at once: while one runs, what is asked for gathers. */
const lanes = 1;
/**
 * Gathered statements of all kinds under way at once. More would not be answered sooner (a small machine's database has two
 * processors), only with fewer keys in each.
 */
const turnsMax = 2;

let turnsTaken = 0;
const turnsWaiting: (() => void)[] = [];

/** Waits for a turn; the queue is emptied only then, so that it holds all that came meanwhile. */
async function takeTurn(): Promise<void> {
  if (turnsTaken < turnsMax) turnsTaken += 1;
  else await new Promise<void>((resolve) => turnsWaiting.push(resolve));
}

function giveTurn(): void {
  const next = turnsWaiting.shift();
  if (next === undefined) turnsTaken -= 1;
  else next();
}
const keysMax = 256;

/**
 * Makes a reader of one row out of a reader of many. What is asked for in one turn of the event loop, and while such a
 * statement is under way, goes in one statement: a busy server sends fewer and larger ones, an idle one waits for nothing.
 * Each caller sees all that was committed before it asked. Inside a transaction nothing is gathered.
 * A statement that fails for another reason than an absent database is repeated key by key: a malformed key fails alone.
 */
export function gathered<Value>(load: LoadMany<Value>): (db: Session, key: string) => Promise<Value | undefined> {
  const queues = new WeakMap<Session, Queue<Value>>();

  const loadAll = async (db: Session, batch: readonly Waiting<Value>[]): Promise<void> => {
    try {
      const found = await load(db, [...new Set(batch.map(({ key }) => key))]);
      for (const { key, resolve } of batch) resolve(found.get(key));
    } catch (error) {
      const [only] = batch;
      if (only !== undefined && batch.length > 1 && !(error instanceof DatabaseFault)) {
        await Promise.all(batch.map(async (one) => await loadAll(db, [one])));
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  };

  const run = async (db: Session, queue: Queue<Value>): Promise<void> => {
    // The rest of this turn's requests are read first.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.waiting.length > 0) {
      await takeTurn();
      try {
        await loadAll(db, queue.waiting.splice(0, keysMax));
      } finally {
        giveTurn();
      }
    }
    queue.running -= 1;
  };

  return async (db, key) => {
    // Only a pool has transactions of its own; a session inside one reads at once, and alone.
    if (!('transaction' in db)) return (await load(db, [key])).get(key);
    let queue = queues.get(db);
    if (queue === undefined) {
      queue = { waiting: [], running: 0 };
      queues.set(db, queue);
    }
    const own = queue;
    return await new Promise<Value | undefined>((resolve, reject) => {
      own.waiting.push({ key, resolve, reject });
      // A queue that has just been filled has its runner already; a second one starts when the first is waiting for its answer.
      if (own.running < lanes && own.waiting.length === 1) {
        own.running += 1;
        void run(db, own);
      }
    });
  };
}
