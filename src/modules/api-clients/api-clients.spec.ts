// API keys against a real database.

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import { statement } from '../../postgres/database.ts';
import { testDeps } from '../../testing/deps.ts';
import * as apiClients from './index.ts';

async function client(
  t: TestContext,
  scopes: readonly apiClients.Scope[] = apiClients.allScopes,
): Promise<{ deps: Awaited<ReturnType<typeof testDeps>>; key: string; caller: apiClients.ApiCaller }> {
  const deps = await testDeps(t);
  const made = await apiClients.createClient(
    deps.database,
    deps.keys,
    { programme: 'oman-token', name: 'web bank', scopes },
    deps.clock.now(),
  );
  assert.equal(made.kind, 'done');
  const { key } = (made as { value: apiClients.FreshKey }).value;
  const caller = await apiClients.callerOf(deps.database, deps.keys, key, deps.clock.now());
  assert.ok(caller);
  return { deps, key, caller };
}

test('a key names its client, and is nowhere in the database', async (t) => {
  const { deps, key, caller } = await client(t, ['operations:read']);
  assert.deepEqual([caller.name, caller.programme, caller.scopes], ['web bank', 'oman-token', ['operations:read']]);
  const rows = await deps.database.query<{ text: string }>(statement('test_keys', `SELECT row_to_json(k)::text AS text FROM api_keys k`));
  assert.equal(
    rows.some(({ text }) => text.includes(key.slice(20))),
    false,
  );
  for (const bad of ['', 'ramz_live_', `${key}x`, key.toLowerCase(), `ramz_live_${'A'.repeat(43)}`]) {
    assert.equal(await apiClients.callerOf(deps.database, deps.keys, bad, deps.clock.now()), undefined, bad);
  }
  const again = await apiClients.createClient(
    deps.database,
    deps.keys,
    { programme: 'oman-token', name: 'web bank', scopes: [] },
    deps.clock.now(),
  );
  assert.deepEqual(again, { kind: 'refused', reason: 'client-name-taken' });
});

test('after a rotation both keys work until the overlap is over, and two rotations at once make one key', async (t) => {
  const { deps, key, caller } = await client(t);
  const rotate = () => apiClients.rotateKey(deps.database, deps.keys, caller, { overlapSeconds: 60 }, deps.clock.now());
  const outcomes = await Promise.all(Array.from({ length: 8 }, rotate));
  const made = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.value] : []));
  assert.equal(made.length, 1);
  const works = async (wanted: string): Promise<boolean> =>
    (await apiClients.callerOf(deps.database, deps.keys, wanted, deps.clock.now())) !== undefined;
  assert.deepEqual([await works(key), await works(made[0]?.key ?? '')], [true, true]);
  deps.clock.advance(61);
  assert.deepEqual([await works(key), await works(made[0]?.key ?? '')], [false, true]);
});

test('a key makes none that can do more, and the last key that lasts cannot be revoked', async (t) => {
  const { deps, caller } = await client(t, ['operations:read', 'keys:write']);
  const more = await apiClients.rotateKey(
    deps.database,
    deps.keys,
    caller,
    { scopes: ['operations:write'], overlapSeconds: 0 },
    deps.clock.now(),
  );
  assert.deepEqual(more, { kind: 'refused', reason: 'scope-missing', figures: { scope: 'operations:write' } });
  assert.deepEqual(await apiClients.revokeKey(deps.database, caller, caller.keyId, deps.clock.now()), {
    kind: 'refused',
    reason: 'last-key',
  });
  const next = await apiClients.rotateKey(deps.database, deps.keys, caller, { overlapSeconds: 3600 }, deps.clock.now());
  assert.equal(next.kind, 'done');
  assert.equal((await apiClients.revokeKey(deps.database, caller, caller.keyId, deps.clock.now())).kind, 'done');
  assert.deepEqual(await apiClients.revokeKey(deps.database, { clientId: caller.keyId }, caller.keyId, deps.clock.now()), {
    kind: 'refused',
    reason: 'api-key-unknown',
  });
  assert.equal((await apiClients.keysOf(deps.database, caller.clientId, deps.clock.now())).length, 1);
});
