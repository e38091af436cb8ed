// What `ramz evidence verify` says to a person, and what it ends with.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { appendEvidence, exportOperation } from '../modules/evidence/index.ts';
import { testDatabase } from '../testing/database.ts';
import { rootFolder } from './settings.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const operationId = '0192f0c1-0000-7000-8000-000000000001';

/** The body of an approval on a phone, signed by a key of its own. */
function approval(): object {
  const phone = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = phone.publicKey.export({ format: 'jwk' });
  const details = { amount: '12500', currency: 'OMR', kind: 'transfer-customer', payee: 'Salim \u001b[31mAl Harthy', to: '20001111' };
  const message = JSON.stringify({
    decision: 'approve',
    details,
    deviceId: 'd1',
    factor: 'knowledge',
    index: 4,
    operationId,
    suite: 1,
    v: 1,
  });
  const label = 'ramz/1/decision';
  const signed = Buffer.concat([Buffer.from(label), Buffer.of(0), Buffer.from(message)]);
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]);
  return {
    operationId,
    details,
    authenticator: { kind: 'soft-push', id: 'd1', installationKey: point.toString('base64url') },
    decision: 'approve',
    decidedAt: now.toString(),
    message,
    label,
    signature: sign('sha256', signed, { key: phone.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}

test('a file is told whole or not whole, with what was shown, by whom and with which proof', async (t) => {
  const { database } = await testDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'ramz-verify-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signer = {
    sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }),
    keyId: 'k1',
  };
  await database.transaction(
    async (tx) =>
      void (await appendEvidence(tx, [{ kind: 'approval', subject: operationId, actor: 'customer:c1', body: approval() }], now)),
  );
  const lines = await exportOperation(database, signer, operationId, now);
  assert.ok(lines);
  const text = (await Array.fromAsync(lines)).join('');
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const key = file('key.pem', signer.publicKeyPem);
  const stranger = file('stranger.pem', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
  // Without a database, a data folder or a network: the file and the key are all there is.
  const verify = (...given: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', 'evidence', 'verify', ...given], {
      cwd: rootFolder,
      env: { PATH: process.env['PATH'] ?? '', RAMZ_DATA: join(folder, 'nothing') },
      encoding: 'utf8',
    });

  const whole = verify(file('whole.jsonl', text), '--public-key', key);
  assert.equal(whole.status, 0, whole.stdout);
  for (const told of [
    /shown {3}amount: 12500/,
    /with {4}soft-push d1/,
    /who {5}customer:c1/,
    /2026-03-01T08:00:00Z/,
    /phone's signature over these details is right/,
    /VERIFIED/,
  ]) {
    assert.match(whole.stdout, told);
  }
  assert.equal(whole.stdout.includes('\u001b'), false, 'a name in the file steers no terminal');

  assert.match(verify(join(folder, 'whole.jsonl')).stdout, /compare it with the one that the bank publishes/);
  assert.equal(verify(join(folder, 'whole.jsonl'), '--public-key', stranger).status, 1);
  assert.equal(verify(join(folder, 'whole.jsonl'), '--public-key', join(folder, 'whole.jsonl')).status, 65);

  const altered = verify(file('altered.jsonl', text.replace('"amount":"12500"', '"amount":"99500"')), '--public-key', key);
  assert.equal(altered.status, 1);
  assert.match(altered.stdout, /ALTERED: chain \d+: record 1 was altered/);
  assert.match(altered.stdout, /PROOF: .*other details/);
  assert.match(altered.stdout, /NOT VERIFIED/);
});
