// Gathered reads give what single reads give, in fewer statements.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { DatabaseFault, type Database, type Session } from './database.ts';
import { gathered } from './gathered.ts';

const pool = { transaction: () => undefined } as unknown as Database;
const soon = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 5));

function counting(fail?: (keys: readonly string[]) => Error | undefined) {
  const statements: string[][] = [];
  const read = gathered<string>(async (_db, keys) => {
    statements.push([...keys]);
    await soon();
    const error = fail?.(keys);
    if (error !== undefined) throw error;
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, `row of ${key}`]));
  });
  return { statements, read };
}

test('what is asked for in one turn goes in one statement, each key once', async () => {
  const { statements, read } = counting();
  const rows = await Promise.all(['a', 'b', 'a', 'none'].map(async (key) => await read(pool, key)));
  assert.deepEqual(rows, ['row of a', 'row of b', 'row of a', undefined]);
  assert.deepEqual(statements, [['a', 'b', 'none']]);
});

test('while two statements are under way the rest gathers', async () => {
  const { statements, read } = counting();
  const asked: Promise<unknown>[] = [];
  for (let index = 0; index < 20; index += 1) {
    asked.push(read(pool, `k${index}`));
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await Promise.all(asked);
  assert.equal(statements.flat().length, 20);
  assert.ok(statements.length <= 12, `${statements.length} statements`);
});

test('nothing is gathered inside a transaction', async () => {
  const { statements, read } = counting();
  const tx: Session = { query: async () => await Promise.resolve([]) };
  await Promise.all(['a', 'b'].map(async (key) => await read(tx, key)));
  assert.deepEqual(statements, [['a'], ['b']]);
});

test('a key that breaks the statement fails alone', async () => {
  const { read } = counting((keys) => (keys.includes('bad') ? new Error('malformed') : undefined));
  const [good, bad] = await Promise.allSettled([read(pool, 'a'), read(pool, 'bad')]);
  assert.equal(good.status === 'fulfilled' && good.value, 'row of a');
  assert.equal(bad.status, 'rejected');
});

test('an absent database is told to all at once', async () => {
  const { statements, read } = counting(() => new DatabaseFault('away'));
  const outcomes = await Promise.allSettled(['a', 'b'].map(async (key) => await read(pool, key)));
  assert.ok(outcomes.every(({ status }) => status === 'rejected'));
  assert.equal(statements.length, 1);
});

test('a reader goes on after a failure', async () => {
  let broken = true;
  const { read } = counting(() => (broken ? new Error('once') : undefined));
  await assert.rejects(read(pool, 'a'));
  broken = false;
  assert.equal(await read(pool, 'a'), 'row of a');
});
