// What tests of messages start from: the programme of the repository, a folder, a customer.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { uuidV7 } from '../kernel/ids.ts';
import type { Database } from '../postgres/database.ts';
import { openCustomer, type Language } from '../modules/customers/index.ts';
import type { KeyStore } from '../modules/keys/index.ts';
import { loadProgrammes, programmeNamed, type Programme } from '../modules/programmes/index.ts';

type After = { after(work: () => Promise<void> | void): void };

export const omanToken = (): Programme => programmeNamed(loadProgrammes(join(import.meta.dirname, '../../programmes')), 'oman-token');

/** A folder that goes when the test ends. */
export function testFolder(t: After): string {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let made = 0;

/** Opens a customer of `oman-token` and gives the id. */
export async function testCustomer(
  database: Database,
  keys: KeyStore,
  wanted: { mobile?: string; email?: string; language?: Language },
  now: Temporal.Instant,
): Promise<string> {
  made += 1;
  const id = uuidV7(now.epochMilliseconds + made, crypto.getRandomValues(new Uint8Array(10)));
  const number = String(1_000_000 + made);
  const person = { name: 'سالم الحارثي', nameLatin: 'Salim Al Harthy', birthDate: '1984-05-11', civilId: `9${number}` };
  const outcome = await openCustomer(
    database,
    keys,
    {
      id,
      programme: 'oman-token',
      number,
      ...person,
      language: 'ar',
      mobile: `+9689${number}`,
      email: `c${number}@mail.example`,
      ...wanted,
    },
    now,
  );
  if (outcome.kind !== 'done') throw new Error(`the test's customer was refused: ${outcome.reason}`);
  return id;
}
