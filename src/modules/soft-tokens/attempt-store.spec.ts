// Claims under 64 parallel guesses, and how they fail without the guard.

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import test from 'node:test';

import { statement, type Database } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { testCustomer } from '../../testing/messages.ts';
import { register } from '../authenticators/index.ts';
import { claimCode, claimOnline, settleOnline } from './attempt-store.ts';
import { bindInstallation, insertDevice } from './device-store.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');

async function makeDevice(t: test.TestContext): Promise<{ database: Database; deviceId: string }> {
  const { database } = await testDatabase(t, 32);
  const keys = await testKeys(t);
  const customerId = await testCustomer(database, keys, {}, now);
  const deviceId = randomUUID();
  const bytes = (): Uint8Array => randomBytes(64);
  const publicKey = new Uint8Array(65).fill(4);
  await database.transaction(async (tx) => {
    await bindInstallation(tx, { installationId: 'phone', customerId, publicKey }, now);
    await register(tx, { id: deviceId, customerId, kind: 'soft', status: 'registered' }, now);
    const phone = {
      installationId: 'phone',
      installationKey: publicKey,
      platform: 'android',
      model: '',
      system: '',
      screenLock: 'yes',
      language: 'en',
    } as const;
    await insertDevice(
      tx,
      {
        id: deviceId,
        customerId,
        programme: 'oman-token',
        ...phone,
        secrets: bytes(),
        onlineState: bytes(),
        offlineState: bytes(),
        otpState: bytes(),
      },
      now,
    );
  });
  return { database, deviceId };
}

const readFailures = statement('spec_read_failures', 'SELECT password_failures AS failures FROM soft_devices WHERE id = $1');
const writeFailures = statement('spec_write_failures', 'UPDATE soft_devices SET password_failures = $2 WHERE id = $1');

test('64 guesses at once get exactly the allowed number of tries', async (t) => {
  const { database, deviceId } = await makeDevice(t);
  const claims = await Promise.all(
    Array.from(
      { length: 64 },
      async () => await database.transaction(async (tx) => await claimOnline(tx, [{ deviceId, index: 0, failuresMax: 5 }], 1000)),
    ),
  );
  assert.equal(claims.filter(({ length }) => length === 1).length, 5);
});

test('without the guard, reading the count and writing it back lets more than the allowed number through', async (t) => {
  const { database, deviceId } = await makeDevice(t);
  let tried = 0;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      const [row] = await database.query<{ failures: number }>(readFailures, [deviceId]);
      if (row === undefined || row.failures >= 5) return;
      tried += 1;
      await database.query(writeFailures, [deviceId, row.failures + 1]);
    }),
  );
  assert.ok(tried > 5, `the race was not seen: ${tried} tries`);
});

test('64 typed codes at once get exactly the allowed number of tries', async (t) => {
  const { database, deviceId } = await makeDevice(t);
  const claims = await Promise.all(Array.from({ length: 64 }, async () => await claimCode(database, [{ deviceId, failuresMax: 5 }])));
  assert.equal(claims.filter(({ length }) => length === 1).length, 5);
});

test("an index that was used is never given again, and a stranger's far index moves nothing", async (t) => {
  const { database, deviceId } = await makeDevice(t);
  const success = { deviceId, index: 3, nextState: randomBytes(32), byPassword: true };
  assert.deepEqual(await settleOnline(database, [success], now), new Set([deviceId]));
  assert.deepEqual(await settleOnline(database, [success], now), new Set());
  const claim = async (index: number): Promise<number> => (await claimOnline(database, [{ deviceId, index, failuresMax: 5 }], 1000)).length;
  assert.equal(await claim(3), 0, 'used');
  assert.equal(await claim(5000), 0, 'too far ahead');
  assert.equal(await claim(4), 1);
});
