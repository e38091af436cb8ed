// Master keys in a file: the default, for one machine whose disk and backups are trusted with them.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { concat, fromBase64url, toBase64url, utf8 } from '../../crypto/bytes.ts';
import { KeyFault } from './fault.ts';
import { createPrivate, readPrivate, replacePrivate } from './private-files.ts';

/** Where the master keys are and what can be done with them; they never leave it. */
export type MasterKeys = {
  readonly backing: 'file' | 'pkcs11';
  /** Reads again which keys there are. */
  refresh(): void;
  current(): string;
  /** AES-256-GCM under the named master key, bound to a purpose; KeyFault `key-unknown` where it is not here. */
  wrap(id: string, purpose: string, key: Uint8Array): Uint8Array;
  unwrap(id: string, purpose: string, wrapped: Uint8Array): Uint8Array;
  /** Makes another master key and makes it the current one. */
  renew(): string;
  /** Forgets a master key for good. */
  drop(id: string): void;
};

type Kept = { current: string; keys: Record<string, string> };

const newKey = (): string => toBase64url(randomBytes(32));
export const newMasterKeyId = (): string => randomBytes(8).toString('hex');

function parse(path: string, value: unknown): Kept {
  const { current, keys } = value as Kept;
  const sound =
    typeof current === 'string' &&
    typeof keys === 'object' &&
    typeof keys[current] === 'string' &&
    Object.values(keys).every((key) => fromBase64url(key)?.length === 32);
  if (!sound) throw new KeyFault('key-file-broken', `${path} has not the form of a master-key file: restore it from its backup`);
  return { current, keys };
}

/** Opens the folder's master-key file, or makes one at the first start. */
export function masterKeysInFile(folder: string): MasterKeys {
  const path = join(folder, 'master-keys.json');
  const read = (): Kept => {
    const found = readPrivate(path);
    if (found !== undefined) return parse(path, found);
    const id = newMasterKeyId();
    createPrivate(path, { current: id, keys: { [id]: newKey() } });
    return parse(path, readPrivate(path));
  };
  let kept = read();

  const keyOf = (id: string): Uint8Array => {
    const key = fromBase64url(kept.keys[id] ?? '');
    if (key?.length !== 32) throw new KeyFault('key-unknown', `the master key ${id} is not in ${path}`);
    return key;
  };

  return {
    backing: 'file',
    refresh: () => void (kept = read()),
    current: () => kept.current,
    wrap(id, purpose, key) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(id), nonce).setAAD(utf8(purpose));
      return concat(nonce, cipher.update(key), cipher.final(), cipher.getAuthTag());
    },
    unwrap(id, purpose, wrapped) {
      const key = keyOf(id);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, 12), { authTagLength: 16 }).setAAD(utf8(purpose));
        decipher.setAuthTag(wrapped.subarray(wrapped.length - 16));
        return concat(decipher.update(wrapped.subarray(12, wrapped.length - 16)), decipher.final());
      } catch (error) {
        throw new KeyFault('key-mismatch', `a key in the ring does not open under the master key ${id}`, { cause: error });
      }
    },
    renew() {
      kept = read();
      const id = newMasterKeyId();
      kept = { current: id, keys: { ...kept.keys, [id]: newKey() } };
      replacePrivate(path, kept);
      return id;
    },
    drop(id) {
      kept = read();
      if (id === kept.current) throw new Error('bug: the current master key cannot be dropped');
      const { [id]: _, ...keys } = kept.keys;
      kept = { current: kept.current, keys };
      replacePrivate(path, kept);
    },
  };
}
