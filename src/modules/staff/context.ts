// What the use-cases of this module work with, put together once in main.

import { randomBytes } from 'node:crypto';

import { uuidV7 } from '../../kernel/ids.ts';
import type { Database } from '../../postgres/database.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programmes } from '../programmes/index.ts';

export type StaffContext = {
  readonly db: Database;
  readonly keys: KeyStore;
  readonly programmes: Programmes;
  /** Where the console is opened, asked at each use: a door without a public origin knows its port only once it listens. */
  site(): Site;
};

/** WebAuthn binds a passkey to a host (`rpId`) and its use to one of the origins. */
export type Site = { readonly name: string; readonly rpId: string; readonly origins: readonly string[] };

export function newId(now: Temporal.Instant): string {
  return uuidV7(now.epochMilliseconds, randomBytes(10));
}

/** 256 random bits as text for a cookie or a link; only its keyed digest is kept. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
