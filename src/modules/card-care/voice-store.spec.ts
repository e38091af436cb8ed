// Tries of callers that come at once: as many as the programme says, and more without the guard.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { statement } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { connectAll, range } from '../../testing/race.ts';
import { claimTry } from './voice-store.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const window = { windowStart: now.subtract({ seconds: 86_400 }), max: 3 };

test('of 64 tries at once three are claimed; without the condition all are', async (t) => {
  const { database } = await testDatabase(t, 40);
  await connectAll(database);
  const caller = new Uint8Array(32).fill(7);
  const claimed = await Promise.all(range(64).map(async () => await claimTry(database, caller, window, now)));
  assert.deepEqual(
    claimed.filter((tries) => tries !== undefined).sort((a, b) => a - b),
    [1, 2, 3],
  );
  const unguarded = statement(
    'test_voice_try_unguarded',
    `INSERT INTO voice_tries (caller_digest, window_started_at, tries) SELECT $1, $2, 1 WHERE $3::timestamptz IS NOT NULL AND $4::integer > 0
     ON CONFLICT (caller_digest) DO UPDATE SET tries = voice_tries.tries + 1 RETURNING tries`,
  );
  const other = new Uint8Array(32).fill(8);
  const all = await Promise.all(range(64).map(async () => await claimTry(database, other, window, now, unguarded)));
  assert.equal(all.filter((tries) => tries !== undefined).length, 64);
});

test('a window that is over gives new tries', async (t) => {
  const { database } = await testDatabase(t);
  const caller = new Uint8Array(32).fill(9);
  for (const expected of [1, 2, 3, undefined]) assert.equal(await claimTry(database, caller, window, now), expected);
  const later = now.add({ seconds: 86_401 });
  assert.equal(await claimTry(database, caller, { ...window, windowStart: later.subtract({ seconds: 86_400 }) }, later), 1);
});
