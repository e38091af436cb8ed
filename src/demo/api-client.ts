// The demo's program that uses the issuer API: its key lies in the demo folder, for people who try the API.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { allScopes, createClient } from '../modules/api-clients/index.ts';
import type { KeyStore } from '../modules/keys/index.ts';
import type { Programme } from '../modules/programmes/index.ts';
import type { Database } from '../postgres/database.ts';

/** Makes the client once and writes its key to `<folder>/api-key`, readable by its owner alone. */
export async function seedApiClient(
  database: Database,
  keys: KeyStore,
  programme: Programme,
  folder: string,
  now: Temporal.Instant,
): Promise<void> {
  const made = await createClient(database, keys, { programme: programme.programme, name: 'demo', scopes: allScopes }, now);
  if (made.kind === 'refused') return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'api-key'), `${made.value.key}\n`, { mode: 0o600 });
}
