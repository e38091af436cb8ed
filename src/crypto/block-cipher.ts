// Single blocks under TDES and AES, as card keys use them, and what is shown of a key: its check value.

import { createCipheriv, createDecipheriv, timingSafeEqual, type Cipheriv, type Decipheriv } from 'node:crypto';

import { concat } from './bytes.ts';

/** ISO/IEC 18033-3. TDES keys have 16 or 24 bytes (8 of DES alone are used twice over), AES keys 16 or 32. */
export type BlockAlgorithm = 'tdes' | 'aes';

// Node has no DES where OpenSSL leaves its legacy provider out; DES is TDES with one key in all three places.
function cipherOf(algorithm: BlockAlgorithm, key: Uint8Array): readonly [name: string, key: Uint8Array] {
  if (algorithm === 'aes') {
    if (key.length === 16) return ['aes-128-ecb', key];
    if (key.length === 32) return ['aes-256-ecb', key];
    throw new Error('bug: an AES key has 16 or 32 bytes');
  }
  if (key.length === 8) return ['des-ede-ecb', concat(key, key)];
  if (key.length === 16) return ['des-ede-ecb', key];
  if (key.length === 24) return ['des-ede3-ecb', key];
  throw new Error('bug: a TDES key has 8, 16 or 24 bytes');
}

/** Bytes of one block. */
export const blockBytes = { tdes: 8, aes: 16 } as const satisfies Readonly<Record<BlockAlgorithm, number>>;

type Ciphers = { readonly encrypt: Cipheriv; readonly decrypt: Decipheriv };

// Making a cipher costs five times what a block costs. Blocks of ECB do not depend on each other, so one that never ends serves all;
// it goes when its key goes.
const opened: Readonly<Record<BlockAlgorithm, WeakMap<Uint8Array, Ciphers>>> = { tdes: new WeakMap(), aes: new WeakMap() };

function ciphersOf(algorithm: BlockAlgorithm, key: Uint8Array): Ciphers {
  const known = opened[algorithm].get(key);
  if (known !== undefined) return known;
  const [name, bytes] = cipherOf(algorithm, key);
  const made = {
    encrypt: createCipheriv(name, bytes, null).setAutoPadding(false),
    decrypt: createDecipheriv(name, bytes, null).setAutoPadding(false),
  };
  opened[algorithm].set(key, made);
  return made;
}

/** A part of a block would wait in the cipher and spoil what comes after. */
function checkBlocks(algorithm: BlockAlgorithm, blocks: Uint8Array): void {
  if (blocks.length % blockBytes[algorithm] !== 0) throw new Error('bug: not whole blocks');
}

/** Whole blocks, each for itself (ECB); for values that are one block, or keys. The key's bytes may not be changed afterwards. */
export function encryptBlocks(algorithm: BlockAlgorithm, key: Uint8Array, plain: Uint8Array): Uint8Array {
  checkBlocks(algorithm, plain);
  return new Uint8Array(ciphersOf(algorithm, key).encrypt.update(plain));
}

export function decryptBlocks(algorithm: BlockAlgorithm, key: Uint8Array, enciphered: Uint8Array): Uint8Array {
  checkBlocks(algorithm, enciphered);
  return new Uint8Array(ciphersOf(algorithm, key).decrypt.update(enciphered));
}

export function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length !== b.length) throw new Error('bug: blocks of different lengths');
  return a.map((byte, index) => byte ^ (b[index] as number));
}

/** CMAC (NIST SP 800-38B, RFC 4493) of exactly one block under AES. */
export function aesCmacOfBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const l = encryptBlocks('aes', key, new Uint8Array(16));
  const subkey = l.map((byte, index) => ((byte << 1) | ((l[index + 1] ?? 0) >> 7)) & 0xff);
  if (((l[0] as number) & 0x80) !== 0) subkey[15] = (subkey[15] as number) ^ 0x87;
  return encryptBlocks('aes', key, xor(block, subkey));
}

/**
 * The key check value: three bytes that tell keys apart and give none away. TDES: of the enciphered zero block; AES: of its CMAC
 * (ANSI X9.24-1:2017 annex A).
 */
export function keyCheckValue(algorithm: BlockAlgorithm, key: Uint8Array): Uint8Array {
  const zeros = new Uint8Array(blockBytes[algorithm]);
  return (algorithm === 'aes' ? aesCmacOfBlock(key, zeros) : encryptBlocks('tdes', key, zeros)).slice(0, 3);
}

/** The first `count` decimal digits of a block: its digits in order, then its letters as A = 0 to F = 5 (Visa's way, in CVV and PVV). */
export function decimalize(block: Uint8Array, count: number): string {
  let digits = '';
  let letters = '';
  for (const byte of block) {
    for (const nibble of [byte >> 4, byte & 15]) {
      if (nibble < 10) digits += nibble;
      else letters += nibble - 10;
    }
  }
  return (digits + letters).slice(0, count);
}

/** Whether two codes are the same, in a time that does not tell where they differ; their length may be seen. */
export function sameCode(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}
