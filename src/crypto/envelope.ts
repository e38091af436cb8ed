// AES-256-GCM around one value, bound to its owner: format (1) ‖ key id (4) ‖ nonce (12) ‖ ciphertext ‖ tag (16).

import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';

import { concat, utf8 } from './bytes.ts';

/** Whom and what a sealed value belongs to. A value moved to another customer, row or column does not open. */
export type Owner = { readonly tenant: string; readonly customer: string; readonly row: string; readonly column: string };

/** The only format so far; it stands first in each sealed value and in what is authenticated. */
export const envelopeFormat = 1;

const headLength = 5;
const nonceLength = 12;
const tagLength = 16;

// JSON keeps the parts apart: ('ab', 'c') and ('a', 'bc') are different owners.
const authenticated = (head: Uint8Array, { tenant, customer, row, column }: Owner): Uint8Array =>
  concat(head, utf8(JSON.stringify([tenant, customer, row, column])));

/** @param keyId 4 bytes that will find the key again */
export function sealEnvelope(key: KeyObject | Uint8Array, keyId: Uint8Array, owner: Owner, plaintext: Uint8Array): Uint8Array {
  if (keyId.length !== 4) throw new Error('bug: a key id has 4 bytes');
  const head = concat(Uint8Array.of(envelopeFormat), keyId);
  const nonce = randomFillSync(new Uint8Array(nonceLength));
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(authenticated(head, owner));
  return concat(head, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

/** The key id of a sealed value; undefined when it has not this format. */
export function envelopeKeyId(sealed: Uint8Array): Uint8Array | undefined {
  return sealed[0] === envelopeFormat && sealed.length >= headLength + nonceLength + tagLength ? sealed.slice(1, headLength) : undefined;
}

/** The plaintext; undefined when the key or the owner is another one, or a bit was changed. */
export function openEnvelope(key: KeyObject | Uint8Array, owner: Owner, sealed: Uint8Array): Uint8Array | undefined {
  if (envelopeKeyId(sealed) === undefined) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(headLength, headLength + nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(authenticated(sealed.subarray(0, headLength), owner)).setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    return concat(decipher.update(sealed.subarray(headLength + nonceLength, sealed.length - tagLength)), decipher.final());
  } catch {
    return undefined;
  }
}
