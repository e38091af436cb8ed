// A key store in a folder of its own, gone after the test.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openKeyStore, type KeyStore } from '../modules/keys/index.ts';

type After = { after(work: () => Promise<void> | void): void };

export async function testKeys(t: After): Promise<KeyStore> {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-keys-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return await openKeyStore({ folder });
}
