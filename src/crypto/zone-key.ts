// Keys that travel between two parties: wrapped under a zone master key that both have, with a check value.

import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';

import { done, refused, type Outcome } from '../kernel/refusal.ts';
import { blockBytes, decryptBlocks, encryptBlocks, keyCheckValue, type BlockAlgorithm } from './block-cipher.ts';
import { concat } from './bytes.ts';

/** Blocks each for itself, or chained from zeros. The two sides agree on one. */
export type WrapMode = 'ecb' | 'cbc';

export type ZoneMasterKey = { readonly algorithm: BlockAlgorithm; readonly key: Uint8Array; readonly mode: WrapMode };

export type UnwrapRefusal =
  | 'length' // not a key of that algorithm in whole blocks
  | 'check-value' // the key that comes out is not the one that was sent
  | 'weak'; // a TDES key whose first two parts are the same: it is single DES

const keyLengths = { tdes: [16, 24], aes: [16, 32] } as const satisfies Readonly<Record<BlockAlgorithm, readonly number[]>>;

function cbcName({ algorithm, key }: ZoneMasterKey): string {
  return algorithm === 'aes' ? `aes-${key.length * 8}-cbc` : key.length === 16 ? 'des-ede-cbc' : 'des-ede3-cbc';
}

/** The key as it is sent; key and master key of lengths that do not go together are a bug. */
export function wrapKey(master: ZoneMasterKey, key: Uint8Array): Uint8Array {
  if (key.length % blockBytes[master.algorithm] !== 0) throw new Error('bug: the key does not fill blocks');
  if (master.mode === 'ecb') return encryptBlocks(master.algorithm, master.key, key);
  const cipher = createCipheriv(cbcName(master), master.key, new Uint8Array(blockBytes[master.algorithm])).setAutoPadding(false);
  return concat(cipher.update(key), cipher.final());
}

/**
 * The key that was sent. It is taken only if its check value is the given one.
 * @param algorithm what the new key is for
 * @param checkValue 3 bytes, from the same message
 */
export function unwrapKey(
  master: ZoneMasterKey,
  algorithm: BlockAlgorithm,
  wrapped: Uint8Array,
  checkValue: Uint8Array,
): Outcome<Uint8Array, UnwrapRefusal> {
  const lengths: readonly number[] = keyLengths[algorithm];
  if (!lengths.includes(wrapped.length) || wrapped.length % blockBytes[master.algorithm] !== 0) return refused('length');
  const key = unwrap(master, wrapped);
  const own = keyCheckValue(algorithm, key);
  if (own.length !== checkValue.length || !timingSafeEqual(own, checkValue)) return refused('check-value');
  if (algorithm === 'tdes' && timingSafeEqual(withoutParity(key.subarray(0, 8)), withoutParity(key.subarray(8, 16))))
    return refused('weak');
  return done(key);
}

function unwrap(master: ZoneMasterKey, wrapped: Uint8Array): Uint8Array {
  if (master.mode === 'ecb') return decryptBlocks(master.algorithm, master.key, wrapped);
  const decipher = createDecipheriv(cbcName(master), master.key, new Uint8Array(blockBytes[master.algorithm])).setAutoPadding(false);
  return concat(decipher.update(wrapped), decipher.final());
}

// The lowest bit of each byte of a DES key is parity and no part of the key.
const withoutParity = (key: Uint8Array): Uint8Array => key.map((byte) => byte & 0xfe);
