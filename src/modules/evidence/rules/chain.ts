// The arithmetic of the chains: record hash, link hash, origin, and the statement that is signed.

import { createHash } from 'node:crypto';

import canonicalize from 'canonicalize';

import { concat, toHex, u64, utf8 } from '../../../crypto/bytes.ts';

/** What is hashed: one record, whole. Times are RFC 3339 in UTC. */
export type EvidenceRecord = {
  readonly v: 1;
  readonly kind: string;
  /** The operation or object that the record is about. */
  readonly subject: string;
  readonly customer?: string;
  readonly actor: string;
  readonly at: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Place of a chain: how many records it had, and the link hash of the last (hexadecimal). */
export type ChainHead = { readonly chain: number; readonly count: number; readonly head: string };

/** What the bank signs from time to time. */
export type HeadStatement = {
  readonly v: 1;
  readonly number: number;
  readonly at: string;
  readonly keyId: string;
  /** SHA-256 (hexadecimal) of the statement before, so that a statement cannot be taken away either; empty for the first. */
  readonly previous: string;
  readonly chains: readonly ChainHead[];
};

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** RFC 8785 text of a value; what JSON cannot say (undefined at the top, a function) is a bug. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('bug: not a JSON value');
  return text;
}

export function recordHash(text: string): Uint8Array {
  return sha256(utf8(text));
}

/** link = SHA-256(link before ‖ u64 seq ‖ record hash). */
export function linkHash(previous: Uint8Array, seq: number | bigint, record: Uint8Array): Uint8Array {
  return sha256(concat(previous, u64(seq), record));
}

/** The link 'before the first record' of a chain: its name, hashed, so that two chains can never be exchanged. */
export function chainOrigin(chain: number): Uint8Array {
  return sha256(utf8(`ramz/1/evidence/chain/${chain}`));
}

/** The bytes that the evidence key signs. */
export function signedBytes(statement: string): Uint8Array {
  return concat(utf8('ramz/1/evidence/head'), new Uint8Array(1), utf8(statement));
}

export const hashText = (hash: Uint8Array): string => toHex(hash);
