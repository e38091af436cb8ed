// The key store: what opens, what does not, and what survives a rotation. The same rules for the file and for a token.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { verify } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';

import { statement } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { KeyFault, lastRotation, openKeyStore, rotateKeys, type KeyStoreSettings, type Owner, type SealedColumn } from './index.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const owner: Owner = { tenant: 'oman-token', customer: 'c-1', row: 'r-1', column: 'hard_tokens.secret' };
const secret = new TextEncoder().encode('12345678901234567890');
const code = (wanted: string) => (error: unknown) => error instanceof KeyFault && error.code === wanted;

function temporary(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-keys-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const softHsm = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
].find(existsSync);

// SoftHSM reads its configuration once in a process: one folder for the file's tests, one token label for each test.
let softHsmFolder: string | undefined;
let tokens = 0;

function softToken(folder: string): KeyStoreSettings {
  assert.ok(softHsm !== undefined, 'SoftHSM 2 is needed for this test: apt install softhsm2');
  if (softHsmFolder === undefined) {
    softHsmFolder = mkdtempSync(join(tmpdir(), 'ramz-softhsm-'));
    mkdirSync(join(softHsmFolder, 'tokens'));
    writeFileSync(
      join(softHsmFolder, 'softhsm2.conf'),
      `directories.tokendir = ${join(softHsmFolder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`,
    );
    process.env['SOFTHSM2_CONF'] = join(softHsmFolder, 'softhsm2.conf');
    process.on('exit', () => rmSync(softHsmFolder ?? '', { recursive: true, force: true }));
    // All labels now: the library does not look for new tokens once it is loaded.
    for (let label = 1; label <= 8; label += 1) {
      execFileSync('softhsm2-util', ['--init-token', '--free', '--label', `ramz ${label}`, '--pin', '246813', '--so-pin', '135790']);
    }
  }
  tokens += 1;
  return { folder, pkcs11: { library: softHsm, tokenLabel: `ramz ${tokens}`, pin: '246813' } };
}

// Without SoftHSM on the machine the rules are held to the file alone; continuous integration installs it.
const backings = softHsm === undefined ? (['file'] as const) : (['file', 'pkcs11'] as const);

for (const backing of backings) {
  describe(`master keys in a ${backing}`, () => {
    const settingsIn = (folder: string): KeyStoreSettings => (backing === 'file' ? { folder } : softToken(folder));

    test('a sealed value opens for its owner, also after a restart', async (t) => {
      const settings = settingsIn(temporary(t));
      const sealed = (await openKeyStore(settings)).seal(owner, secret);
      const again = await openKeyStore(settings);
      assert.deepEqual(again.open(owner, sealed), secret);
      assert.equal(again.state().backing, backing);
    });

    test('a value moved to another customer, row, column or tenant does not open', async (t) => {
      const keys = await openKeyStore(settingsIn(temporary(t)));
      const sealed = keys.seal(owner, secret);
      for (const part of ['tenant', 'customer', 'row', 'column'] as const) {
        assert.throws(() => keys.open({ ...owner, [part]: 'other' }, sealed), code('key-mismatch'), part);
      }
      assert.throws(() => keys.open({ ...owner, tenant: 'oman-tokenc', customer: '-1' }, sealed), code('key-mismatch'));
    });

    test('after a rotation old values open, in a running store too, and new ones are under the new data key', async (t) => {
      const settings = settingsIn(temporary(t));
      const running = await openKeyStore(settings);
      const sealed = running.seal(owner, secret);
      const digest = running.digest('code', '123456');
      const before = running.state();
      const rotation = await rotateKeys(settings, {}, now);
      assert.notEqual(rotation.masterKeyId, before.masterKeyId);
      const restarted = await openKeyStore(settings);
      assert.equal(restarted.state().masterKeyId, rotation.masterKeyId);
      assert.equal(restarted.state().dataKeyId, rotation.dataKeyId);
      assert.deepEqual(restarted.open(owner, sealed), secret);
      // The running store meets a data key that it has never seen.
      assert.deepEqual(running.open(owner, restarted.seal(owner, secret)), secret);
      assert.deepEqual(running.open(owner, sealed), secret);
      assert.equal(running.state().dataKeyId, rotation.dataKeyId);
      assert.deepEqual(restarted.digest('code', '123456'), digest);
      assert.equal(restarted.keyId, running.keyId);
    });

    test('a dropped master key is gone: a ring from a backup does not open any more', async (t) => {
      const folder = temporary(t);
      const settings = settingsIn(folder);
      await openKeyStore(settings);
      const backup = readFileSync(join(folder, 'key-ring.json'), 'utf8');
      await rotateKeys(settings, { keepOldMaster: false }, now);
      await openKeyStore(settings);
      writeFileSync(join(folder, 'key-ring.json'), backup);
      await assert.rejects(openKeyStore(settings), code('key-unknown'));
    });

    test('the ring is of no use without its master key', async (t) => {
      const folder = temporary(t);
      await openKeyStore(settingsIn(folder));
      if (backing === 'file') {
        rmSync(join(folder, 'master-keys.json'));
        await assert.rejects(openKeyStore({ folder }), code('key-unknown'));
      } else {
        await assert.rejects(openKeyStore(settingsIn(folder)), code('key-unknown'));
      }
    });
  });
}

test('an altered, cut or foreign value does not open', async (t) => {
  const keys = await openKeyStore({ folder: temporary(t) });
  const sealed = keys.seal(owner, secret);
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Uint8Array.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 0x80;
    assert.throws(() => keys.open(owner, altered), KeyFault, `byte ${at}`);
  }
  assert.throws(() => keys.open(owner, sealed.subarray(0, 20)), code('key-mismatch'));
  const other = await openKeyStore({ folder: temporary(t) });
  assert.throws(() => other.open(owner, sealed), code('key-unknown'));
});

test('a digest depends on its purpose and on the store', async (t) => {
  const keys = await openKeyStore({ folder: temporary(t) });
  const other = await openKeyStore({ folder: temporary(t) });
  assert.deepEqual(keys.digest('card', '4000'), keys.digest('card', new TextEncoder().encode('4000')));
  assert.notDeepEqual(keys.digest('card', '4000'), keys.digest('code', '4000'));
  assert.notDeepEqual(keys.digest('card', '4000'), other.digest('card', '4000'));
});

test('evidence signatures check with the public key alone', async (t) => {
  const keys = await openKeyStore({ folder: temporary(t) });
  assert.equal(verify(null, secret, keys.publicKeyPem, keys.sign(secret)), true);
  assert.equal(verify(null, new Uint8Array(20), keys.publicKeyPem, keys.sign(secret)), false);
});

test('key files belong to their owner only, and are refused otherwise', async (t) => {
  const folder = join(temporary(t), 'keys');
  await openKeyStore({ folder });
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  for (const file of ['master-keys.json', 'key-ring.json']) {
    const path = join(folder, file);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    chmodSync(path, 0o640);
    await assert.rejects(openKeyStore({ folder }), code('key-file-open-to-others'));
    chmodSync(path, 0o600);
  }
  chmodSync(folder, 0o755);
  await assert.rejects(openKeyStore({ folder }), code('key-file-open-to-others'));
});

test('a broken key file is refused without showing what is in it', async (t) => {
  const folder = temporary(t);
  await openKeyStore({ folder });
  const path = join(folder, 'master-keys.json');
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, -5));
  await assert.rejects(
    openKeyStore({ folder }),
    (error: Error) =>
      error.cause === undefined && code('key-file-broken')(error) && !/[A-Za-z0-9_-]{30}/.test(error.message.replace(path, '')),
  );
});

test('stores that start together in one folder share their keys', async (t) => {
  const folder = temporary(t);
  const stores = await Promise.all(Array.from({ length: 8 }, async () => await openKeyStore({ folder })));
  const sealed = stores[0]?.seal(owner, secret) ?? new Uint8Array();
  for (const store of stores) assert.deepEqual(store.open(owner, sealed), secret);
});

test('a wrong PIN, a missing token and a missing library are told apart from a missing key', async (t) => {
  const settings = softHsm === undefined ? { folder: temporary(t) } : softToken(temporary(t));
  const pkcs11 = settings.pkcs11 ?? { library: '/nowhere.so', tokenLabel: 'nobody', pin: '000000' };
  for (const wrong of [
    { ...pkcs11, pin: '000000' },
    { ...pkcs11, tokenLabel: 'nobody' },
    { ...pkcs11, library: '/nowhere.so' },
  ]) {
    await assert.rejects(openKeyStore({ ...settings, pkcs11: wrong }), code('pkcs11-unavailable'));
  }
});

describe('rotation of rows', () => {
  const column: SealedColumn = {
    table: 'sealed_things',
    column: 'secret',
    id: 'id',
    ownerColumns: ['customer'],
    ownerOf: (row) => ({ tenant: 'oman-token', customer: String(row['customer']), row: row.id, column: 'sealed_things.secret' }),
  };
  const make = statement('things', 'CREATE TABLE sealed_things (id uuid PRIMARY KEY, customer text NOT NULL, secret bytea)');
  const insert = statement('thing', 'INSERT INTO sealed_things (id, customer, secret) VALUES ($1, $2, $3)');
  const all = statement('all', 'SELECT id, customer, secret AS sealed FROM sealed_things ORDER BY id');
  const idOf = (index: number): string => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;

  test('all rows come under the new key in batches while a server writes; swapped rows are named and left', async (t) => {
    const { database } = await testDatabase(t);
    const settings = { folder: temporary(t) };
    const keys = await openKeyStore(settings);
    await database.query(make);
    for (let index = 0; index < 60; index += 1) {
      const row = { id: idOf(index), customer: `c-${index}` };
      await database.query(insert, [row.id, row.customer, keys.seal(column.ownerOf(row), Buffer.from(`secret ${index}`))]);
    }
    // Two customers' values are swapped, as somebody with the database but without the keys would do it.
    await database.query(
      statement('swap', `UPDATE sealed_things a SET secret = b.secret FROM sealed_things b WHERE (a.id, b.id) IN (($1, $2), ($2, $1))`),
      [idOf(7), idOf(8)],
    );
    let batches = 0;
    const rotation = await rotateKeys(
      settings,
      {
        db: database,
        columns: [column],
        batchSize: 13,
        progress: ({ step }) => {
          if (step !== 'rows') return;
          batches += 1;
          // A running server still seals, under whichever key it knows.
          const row = { id: idOf(100 + batches), customer: 'late' };
          void database.query(insert, [row.id, row.customer, keys.seal(column.ownerOf(row), secret)]);
        },
      },
      now,
    );
    assert.deepEqual(
      rotation.broken.map(({ id }) => id),
      [idOf(7), idOf(8)],
    );
    assert.ok(rotation.resealed >= 58 && batches >= 5);
    const fresh = await openKeyStore(settings);
    const rows = await database.query<{ id: string; customer: string; sealed: Uint8Array }>(all);
    for (const row of rows) {
      const under = Buffer.from(row.sealed.subarray(1, 5)).toString('hex');
      if (row.id === idOf(7) || row.id === idOf(8)) {
        assert.throws(() => fresh.open(column.ownerOf(row), row.sealed), code('key-mismatch'));
      } else {
        fresh.open(column.ownerOf(row), row.sealed);
        if (row.customer !== 'late') assert.equal(under, rotation.dataKeyId);
      }
    }
    assert.equal((await lastRotation(database))?.dataKeyId, rotation.dataKeyId);
  });

  test('a value written while its row was sealed again is not overwritten', async (t) => {
    const { database } = await testDatabase(t);
    const settings = { folder: temporary(t) };
    const keys = await openKeyStore(settings);
    await database.query(make);
    const row = { id: idOf(1), customer: 'c' };
    await database.query(insert, [row.id, row.customer, keys.seal(column.ownerOf(row), Buffer.from('old'))]);
    const sneaky: SealedColumn = { ...column, ownerOf: (read) => column.ownerOf(read) };
    const racing = {
      query: async <Row>(wanted: { name: string; text: string }, values?: readonly unknown[]): Promise<Row[]> => {
        if (wanted.text.startsWith('UPDATE sealed_things')) {
          await database.query(statement('write', 'UPDATE sealed_things SET secret = $1'), [
            keys.seal(column.ownerOf(row), Buffer.from('new')),
          ]);
        }
        return await database.query<Row>(wanted, values);
      },
    };
    await rotateKeys(settings, { db: racing, columns: [sneaky] }, now);
    const [kept] = await database.query<{ sealed: Uint8Array }>(all);
    assert.equal(Buffer.from(keys.open(column.ownerOf(row), kept?.sealed ?? secret)).toString(), 'new');
  });

  test('two rotations do not run at once; the lock of a dead process is taken over', async (t) => {
    const folder = temporary(t);
    await openKeyStore({ folder });
    writeFileSync(join(folder, 'rotation.lock'), String(process.ppid));
    await assert.rejects(rotateKeys({ folder }, {}, now), code('rotation-running'));
    writeFileSync(join(folder, 'rotation.lock'), '4194303');
    await rotateKeys({ folder }, {}, now);
    assert.equal(existsSync(join(folder, 'rotation.lock')), false);
  });

  test('a forgotten master key is gone from the file, a kept one stays', async (t) => {
    const folder = temporary(t);
    await openKeyStore({ folder });
    const count = (): number =>
      Object.keys((JSON.parse(readFileSync(join(folder, 'master-keys.json'), 'utf8')) as { keys: object }).keys).length;
    await rotateKeys({ folder }, {}, now);
    assert.equal(count(), 1);
    await rotateKeys({ folder }, { keepOldMaster: true }, now);
    assert.equal(count(), 2);
  });
});
