// API keys: shown once, kept as a digest, scoped, rotated with an overlap, revoked at once.

import { hash, randomBytes } from 'node:crypto';

import { brokenConstraint, type Database, type Session } from '../../postgres/database.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { KeyStore } from '../keys/index.ts';
import { isScope, within, type Scope } from './rules/scopes.ts';
import * as store from './store.ts';

// The head makes a leaked key easy to find by scanners and people.
const head = 'ramz_live_';
const shape = /^ramz_live_[A-Za-z0-9_-]{43}$/;

export type ApiCaller = {
  readonly clientId: string;
  readonly keyId: string;
  readonly programme: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
};

/** A key as it is shown, once. */
export type FreshKey = { readonly keyId: string; readonly key: string; readonly head: string; readonly scopes: readonly Scope[] };

const newId = (now: Temporal.Instant): string => uuidV7(now.epochMilliseconds, randomBytes(10));

function digestOf(keys: KeyStore, key: string): Uint8Array {
  return keys.digest('api-clients/key', key);
}

const digestsKeptMax = 1000;
const keptDigests = new WeakMap<KeyStore, Map<string, Uint8Array>>();

/** As `digestOf`, remembered by a plain digest of the key: a busy system sends one key thousands of times a second. */
function keptDigestOf(keys: KeyStore, key: string): Uint8Array {
  let known = keptDigests.get(keys);
  if (known === undefined) keptDigests.set(keys, (known = new Map()));
  const name = hash('sha256', key, 'base64');
  let digest = known.get(name);
  if (digest === undefined) {
    if (known.size >= digestsKeptMax) known.clear();
    known.set(name, (digest = digestOf(keys, key)));
  }
  return digest;
}

const usedMarkedMs = 60_000;

async function issue(db: Session, keys: KeyStore, clientId: string, scopes: readonly Scope[], now: Temporal.Instant): Promise<FreshKey> {
  const key = `${head}${randomBytes(32).toString('base64url')}`;
  const keyId = newId(now);
  const shown = key.slice(0, head.length + 6);
  await store.insertKey(db, { id: keyId, clientId, head: shown, digest: digestOf(keys, key), scopes }, now);
  return { keyId, key, head: shown, scopes };
}

/** Makes a client with its first key. */
export async function createClient(
  database: Database,
  keys: KeyStore,
  wanted: { programme: string; name: string; scopes: readonly Scope[] },
  now: Temporal.Instant,
): Promise<Outcome<FreshKey & { clientId: string }, 'client-name-taken'>> {
  const clientId = newId(now);
  try {
    return await database.transaction(async (tx) => {
      await store.insertClient(tx, { id: clientId, programme: wanted.programme, name: wanted.name }, now);
      return done({ clientId, ...(await issue(tx, keys, clientId, wanted.scopes, now)) });
    });
  } catch (error) {
    if (brokenConstraint(error) === 'api_clients_name') return refused('client-name-taken');
    throw error;
  }
}

/** Who sends this key; undefined for a key that is malformed, unknown, revoked or over: all one answer. */
export async function callerOf(db: Session, keys: KeyStore, key: string, now: Temporal.Instant): Promise<ApiCaller | undefined> {
  if (!shape.test(key)) return undefined;
  const row = await store.selectKeyByDigest(db, keptDigestOf(keys, key), now);
  if (row === undefined) return undefined;
  if (row.lastUsedAt === null || now.epochMilliseconds - row.lastUsedAt.epochMilliseconds > usedMarkedMs)
    await store.markUsed(db, row.id, now);
  return { clientId: row.clientId, keyId: row.id, programme: row.programme, name: row.name, scopes: row.scopes.filter(isScope) };
}

/**
 * Makes another key for the client, and lets the calling one work for `overlapSeconds` more.
 * @param wanted.scopes at most those of the calling key
 */
export async function rotateKey(
  database: Database,
  keys: KeyStore,
  caller: ApiCaller,
  wanted: { scopes?: readonly Scope[] | undefined; overlapSeconds: number },
  now: Temporal.Instant,
): Promise<Outcome<FreshKey & { oldEndsAt: Temporal.Instant }, 'scope-missing' | 'api-key-unknown'>> {
  const scopes = wanted.scopes ?? caller.scopes;
  if (!within(scopes, caller.scopes))
    return refused('scope-missing', { scope: scopes.find((scope) => !caller.scopes.includes(scope)) ?? '' });
  const oldEndsAt = now.add({ seconds: wanted.overlapSeconds });
  return await database.transaction(async (tx) => {
    await store.lock(tx, caller.clientId);
    // Conditional: of two rotations of one key at once the second finds it ending already.
    if (!(await store.markEnding(tx, caller.keyId, oldEndsAt, now))) return refused('api-key-unknown');
    return done({ ...(await issue(tx, keys, caller.clientId, scopes, now)), oldEndsAt });
  });
}

/** Revokes a key of the client at once. The last one that lasts is refused. */
export async function revokeKey(
  database: Database,
  caller: Pick<ApiCaller, 'clientId'>,
  keyId: string,
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'api-key-unknown' | 'last-key'>> {
  return await database.transaction(async (tx) => {
    await store.lock(tx, caller.clientId);
    if (await store.markRevoked(tx, caller.clientId, keyId, now)) return done(undefined);
    const own = await store.selectKeys(tx, caller.clientId, now);
    return refused(own.some(({ id }) => id === keyId) ? 'last-key' : 'api-key-unknown');
  });
}
