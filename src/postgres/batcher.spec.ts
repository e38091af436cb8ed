// What a batch promises: order per key, its own answer for each, failures that stay with the one at fault.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { createBatcher } from './batcher.ts';

type Item = { readonly key: string; readonly value: number };

test('requests that arrive together share a batch, and each gets its own answer', async () => {
  const sizes: number[] = [];
  const batcher = createBatcher<Item, number>({
    key: ({ key }) => key,
    lanes: 1,
    sizeMax: 64,
    work: async (items) => {
      sizes.push(items.length);
      await sleep(1);
      return items.map(({ value }) => value * 2);
    },
  });
  const answers = await Promise.all(Array.from({ length: 50 }, (_, value) => batcher.submit({ key: `k${value}`, value })));
  assert.deepEqual(
    answers,
    Array.from({ length: 50 }, (_, value) => value * 2),
  );
  assert.deepEqual(sizes, [50]);
});

test('items of one key never share a batch and run in the order of their arrival', async () => {
  const seen: number[] = [];
  let running = 0;
  const batcher = createBatcher<Item, number>({
    key: ({ key }) => key,
    lanes: 4,
    sizeMax: 8,
    work: async (items) => {
      assert.equal(new Set(items.map(({ key }) => key)).size, items.length);
      const own = items.filter(({ key }) => key === 'same');
      running += own.length;
      assert.ok(running <= 1, 'two batches hold the same key at once');
      await sleep(1);
      seen.push(...own.map(({ value }) => value));
      running -= own.length;
      return items.map(({ value }) => value);
    },
  });
  await Promise.all(Array.from({ length: 30 }, (_, value) => batcher.submit({ key: value % 3 === 0 ? 'same' : `other${value}`, value })));
  assert.deepEqual(seen, [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
});

test('a batch that fails runs each item alone, so that only the one at fault fails', async () => {
  let calls = 0;
  const batcher = createBatcher<Item, number>({
    key: ({ key }) => key,
    lanes: 2,
    sizeMax: 64,
    work: async (items) => {
      calls += 1;
      await sleep(1);
      if (items.some(({ value }) => value === 7)) throw new Error('seven');
      return items.map(({ value }) => value);
    },
  });
  const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, value) => batcher.submit({ key: `k${value}`, value })));
  assert.deepEqual(
    answers.map(({ status }, value) => (status === 'rejected' ? value : -1)).filter((value) => value >= 0),
    [7],
  );
  assert.ok(calls > 2);
});

test('drain waits for what is under way', async () => {
  let done = 0;
  const batcher = createBatcher<Item, number>({
    key: ({ key }) => key,
    lanes: 2,
    sizeMax: 2,
    work: async (items) => {
      await sleep(5);
      done += items.length;
      return items.map(({ value }) => value);
    },
  });
  const all = Array.from({ length: 9 }, (_, value) => batcher.submit({ key: `k${value}`, value }));
  await batcher.drain();
  assert.equal(done, 9);
  await Promise.all(all);
});
