// Tries of callers are claimed in one statement each; without its condition more would pass.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { statement } from '../../postgres/database.ts';
import { fixedClock } from '../../testing/clock.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { testCustomer } from '../../testing/messages.ts';
import { connectAll, range } from '../../testing/race.ts';
import { claimCallerTry, claimFailureRow } from './store-cases.ts';

const max = 3;

test('64 tries at once about one customer: as many as the programme allows get past the claim, and only those', async (t) => {
  const { database } = await testDatabase(t, 32);
  const { now } = fixedClock();
  const customerId = await testCustomer(database, await testKeys(t), {}, now());
  await connectAll(database);
  const limits = { max, windowStart: now().subtract({ hours: 24 }) };
  const claims = await Promise.all(range(64).map(() => claimCallerTry(database, customerId, limits, now())));
  assert.deepEqual(new Set(claims.filter((count) => count !== undefined)), new Set([1, 2, 3]));
  assert.equal(claims.filter((count) => count === undefined).length, 64 - max);
});

test('a window that is over starts anew', async (t) => {
  const { database } = await testDatabase(t);
  const clock = fixedClock();
  const customerId = await testCustomer(database, await testKeys(t), {}, clock.now());
  const claim = async () =>
    await claimCallerTry(database, customerId, { max, windowStart: clock.now().subtract({ hours: 24 }) }, clock.now());
  for (const wanted of [1, 2, 3, undefined]) assert.equal(await claim(), wanted);
  clock.advance(86_400);
  assert.equal(await claim(), 1);
});

test('the guard is the condition in the statement: without it all 64 would pass', async (t) => {
  const { database } = await testDatabase(t, 32);
  const { now } = fixedClock();
  const customerId = await testCustomer(database, await testKeys(t), {}, now());
  await connectAll(database);
  const unguarded = statement(
    'staff_caller_claim_unguarded',
    claimFailureRow.text.replace(/WHERE f\.failures < \$4[^\n]*/, 'WHERE $4::integer > 0'),
  );
  const windowStart = now().subtract({ hours: 24 });
  const claims = await Promise.all(range(64).map(() => database.query(unguarded, [customerId, now(), windowStart, max])));
  assert.equal(claims.filter((rows) => rows.length === 1).length, 64);
});
