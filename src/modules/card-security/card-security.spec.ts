// Card security: keys made once and sealed, numbers, verification values, PIN blocks, key changes.

import assert from 'node:assert/strict';
import test from 'node:test';

import { keyCheckValue } from '../../crypto/block-cipher.ts';
import { toHex } from '../../crypto/bytes.ts';
import { isCardNumber } from '../../crypto/card-number.ts';
import { wrapKey } from '../../crypto/zone-key.ts';
import { statement } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { localConnection, openCardSecurity } from './index.ts';
import { combineComponents, isGoodPin, withOddParity } from './rules/key-forms.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const owner = { cardId: '018f2b3c-0000-7000-8000-000000000001', accountId: '018f2b3c-0000-7000-8000-000000000002' };
const product = { numberPrefix: '95120010' };

test('keys are made at the first start, stand sealed in the database, and are the same at the next start and in another process', async (t) => {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const all = await Promise.all([1, 2, 3, 4].map(async () => await openCardSecurity(database, keys, now)));
  const [first] = all;
  assert.ok(first);
  for (const other of all) assert.deepEqual(other.keys(), first.keys());
  assert.equal(first.keys().length, 6);
  const again = await openCardSecurity(database, keys, now);
  const pan = first.drawNumber(product);
  assert.equal(again.cvv2(pan, '2029-03-31'), first.cvv2(pan, '2029-03-31'));
  const rows = await database.query<{ text: string }>(statement('all_keys', `SELECT encode(key_sealed, 'hex') AS text FROM card_keys`));
  for (const { text } of rows) assert.ok(text.length > 32 + 2 * 33 - 2, 'longer than a bare key: head, nonce and tag are there');
});

test('a number has 16 digits, the prefix of its product and a check digit; a PIN is none of the obvious ones', async (t) => {
  const { database } = await testDatabase(t);
  const security = await openCardSecurity(database, await testKeys(t), now);
  const drawn = new Set<string>();
  for (let count = 0; count < 500; count += 1) {
    const pan = security.drawNumber(product);
    assert.match(pan, /^95120010\d{8}$/);
    assert.ok(isCardNumber(pan));
    drawn.add(pan);
    assert.ok(isGoodPin(security.drawPin(4), 4));
  }
  assert.ok(drawn.size > 490);
  for (const pin of ['1111', '1234', '4321', '8901', '12', '123456', '12a4']) assert.equal(isGoodPin(pin, 4), false, pin);
  assert.equal(isGoodPin('1357', 4), true);
});

test('a PIN block is judged under the key of its connection alone, in formats 0, 3 and 4', async (t) => {
  const { database } = await testDatabase(t);
  const security = await openCardSecurity(database, await testKeys(t), now);
  const pan = security.drawNumber(product);
  const pinSealed = security.sealPvv(owner, pan, '4071');
  const judge = (block: Uint8Array, format: 0 | 3 | 4, connection: string = localConnection): string =>
    security.verifyPinBlock({ owner, pan, block, format, connection, pinSealed });
  for (const format of [0, 3, 4] as const) {
    const right = security.encipherPinBlock({ pan, pin: '4071', format, connection: localConnection });
    const wrong = security.encipherPinBlock({ pan, pin: '4072', format, connection: localConnection });
    assert.ok(right && wrong);
    assert.equal(judge(right, format), 'right');
    assert.equal(judge(wrong, format), 'wrong');
    assert.equal(judge(right, format, 'scheme'), 'key-unknown');
    assert.equal(judge(new Uint8Array(right.length), format), 'malformed');
    assert.equal(judge(right.slice(1), format), 'malformed');
  }
  assert.equal(security.verifyPin(owner, pan, '4071', pinSealed), 'right');
  assert.equal(security.verifyPin(owner, pan, '4072', pinSealed), 'wrong');
  assert.equal(security.verifyPin(owner, pan, 'x', pinSealed), 'wrong');
});

test('a sealed number or PIN opens for its own card alone', async (t) => {
  const { database } = await testDatabase(t);
  const security = await openCardSecurity(database, await testKeys(t), now);
  const pan = security.drawNumber(product);
  const other = { ...owner, cardId: '018f2b3c-0000-7000-8000-000000000003' };
  assert.equal(security.openNumber(owner, security.sealNumber(owner, pan)), pan);
  assert.throws(() => security.openNumber(other, security.sealNumber(owner, pan)), { code: 'key-mismatch' });
  assert.throws(() => security.verifyPin(other, pan, '4071', security.sealPvv(owner, pan, '4071')), { code: 'key-mismatch' });
  assert.equal(security.verifyCvv2(pan, '2029-03-31', security.cvv2(pan, '2029-03-31')), true);
  assert.equal(security.verifyCvv2(pan, '2029-04-30', security.cvv2(pan, '2029-03-31')), false);
  assert.notEqual(security.cvv(pan, '2029-03-31', '221'), security.cvv(pan, '2030-03-31', '221'));
});

test('a key change takes the new key by its check value, reads blocks under the key before for a while, and refuses another check value', async (t) => {
  const { database } = await testDatabase(t);
  const security = await openCardSecurity(database, await testKeys(t), now);
  const connection = 'scheme';
  const parts = [1, 2, 3].map((seed) => withOddParity(Uint8Array.from({ length: 16 }, (_, index) => (index * 37 + seed * 71) & 255)));
  const master = combineComponents(parts);
  assert.ok(master);
  const checkValue = toHex(keyCheckValue('tdes', master));
  const zmk = { connection, algorithm: 'tdes', components: parts } as const;
  assert.deepEqual(await security.importZmk(database, { ...zmk, checkValue: '000000' }, now), {
    kind: 'refused',
    reason: 'wrong-check-value',
  });
  assert.equal((await security.importZmk(database, { ...zmk, checkValue }, now)).kind, 'done');
  assert.deepEqual(await security.importZmk(database, { ...zmk, components: parts.slice(0, 1), checkValue }, now), {
    kind: 'refused',
    reason: 'key-malformed',
  });

  const pan = security.drawNumber(product);
  const pinSealed = security.sealPvv(owner, pan, '4071');
  const judge = (block: Uint8Array): string => security.verifyPinBlock({ owner, pan, block, format: 0, connection, pinSealed });
  const change = async (key: Uint8Array, value = toHex(keyCheckValue('tdes', key))): Promise<string> => {
    const wrapped = wrapKey({ algorithm: 'tdes', key: master, mode: 'ecb' }, key);
    const outcome = await security.importZpk(database, { connection, algorithm: 'tdes', wrapped, checkValue: value }, now);
    return outcome.kind === 'refused' ? outcome.reason : outcome.value.checkValue;
  };
  const keyOf = (seed: number): Uint8Array => withOddParity(Uint8Array.from({ length: 16 }, (_, index) => (index * seed + 5) & 255));
  assert.equal(await change(keyOf(11), '123456'), 'wrong-check-value');
  assert.equal(await change(keyOf(11), 'not hex'), 'wrong-check-value');
  assert.match(await change(keyOf(11)), /^[0-9A-F]{6}$/);
  const before = security.encipherPinBlock({ pan, pin: '4071', format: 0, connection });
  assert.ok(before);
  assert.equal(judge(before), 'right');
  assert.match(await change(keyOf(13)), /^[0-9A-F]{6}$/);
  const after = security.encipherPinBlock({ pan, pin: '4071', format: 0, connection });
  assert.ok(after);
  assert.notDeepEqual(after, before);
  assert.equal(judge(after), 'right');
  assert.equal(judge(before), 'right', 'a message that was under way');
  assert.equal(
    (await security.importZpk(database, { connection: 'nowhere', algorithm: 'tdes', wrapped: after, checkValue: '123456' }, now)).kind,
    'refused',
  );
  const renewed = await security.renewZpk(database, { connection, algorithm: 'tdes' }, now);
  assert.equal(renewed.kind, 'done');
  assert.notEqual(judge(before), 'right', 'two changes ago');
  const kept = await database.query<{ count: number }>(
    statement('keys_kept', `SELECT count(*)::integer AS count FROM card_keys WHERE connection = 'scheme' AND key_sealed IS NOT NULL`),
  );
  assert.equal(kept[0]?.count, 2, 'an old key is erased');
});
