// The bank's side of the soft-token protocol (docs/soft-token-protocol.md): keys, chains, proofs, codes and frames.

import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  hash,
  hkdfSync,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';

import { concat, readU32, toBase64url, u32, u64, utf8, uuidBytes, uuidText } from './bytes.ts';
import { decodeDetails, encodeDetails, type Details } from './details.ts';
import { keyLabels, messageLabels, ratchetLabel, suite, type FrameType, type MessageLabel } from './labels.ts';

export * from './labels.ts';
export { messageBytes, messageText, type Factor, type MessageKind, type Messages } from './messages.ts';

/** The keys that one agreement gives a device; each is 32 bytes. `online`, `offline` and `otp` are S_0 of their chains. */
export type DeviceKeys = { readonly [K in keyof typeof keyLabels]: Uint8Array };

const none = new Uint8Array(0);

// Nothing outside asks for a Buffer; a plain view of the same bytes keeps deepEqual and JSON free of surprises.
const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return plain(mac.digest());
};

/** One key: HKDF-SHA-256 of the shared secret, `info = label ‖ 0x00 ‖ deviceId`. */
export function deriveKey(which: keyof typeof keyLabels, sharedSecret: Uint8Array, salt: Uint8Array, deviceId: string): Uint8Array {
  const info = concat(utf8(keyLabels[which]), Uint8Array.of(0), uuidBytes(deviceId));
  return new Uint8Array(hkdfSync('sha256', sharedSecret, salt, info, 32));
}

/**
 * All keys of a device from one agreement.
 * @param salt 16 bytes: registrationId, activationId or rekeyId
 */
export function deriveKeys(sharedSecret: Uint8Array, salt: Uint8Array, deviceId: string): DeviceKeys {
  const names = Object.keys(keyLabels) as (keyof typeof keyLabels)[];
  return Object.fromEntries(names.map((name) => [name, deriveKey(name, sharedSecret, salt, deviceId)])) as DeviceKeys;
}

/** A key pair for one agreement: 32-byte scalar, 65-byte uncompressed point. */
export type EphemeralPair = { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };

export function createEphemeral(): EphemeralPair {
  const ecdh = createECDH('prime256v1');
  const publicKey = plain(ecdh.generateKeys());
  // OpenSSL drops leading zero bytes of the scalar: one pair in 256 would have 31 bytes.
  return { privateKey: padded(ecdh.getPrivateKey()), publicKey };
}

const padded = (bytes: Uint8Array): Uint8Array => concat(new Uint8Array(32 - bytes.length), bytes);

/** The shared secret (x coordinate, 32 bytes); undefined when the other side's key is not a point of the curve. */
export function agree(privateKey: Uint8Array, otherPublicKey: Uint8Array): Uint8Array | undefined {
  if (otherPublicKey.length !== 65 || otherPublicKey[0] !== 4) return undefined;
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  try {
    return plain(ecdh.computeSecret(otherPublicKey));
  } catch {
    return undefined;
  }
}

/** One step of a chain: `S_{n+1} = SHA-256("ramz/1/ratchet" ‖ S_n)`. */
export function stepChain(state: Uint8Array): Uint8Array {
  return plain(hash('sha256', concat(utf8(ratchetLabel), state), 'buffer'));
}

/** The chain's state at index `to`, from its state at index `from`; about half a microsecond a step. A chain never goes back. */
export function stepChainTo(state: Uint8Array, from: number, to: number): Uint8Array {
  if (!Number.isSafeInteger(to - from) || to < from) throw new Error('bug: a chain only steps forward');
  const label = utf8(ratchetLabel);
  const block = new Uint8Array(label.length + 32);
  block.set(label);
  block.set(state, label.length);
  for (let index = from; index < to; index += 1) block.set(hash('sha256', block, 'buffer'), label.length);
  return block.slice(label.length);
}

const stepsAtOnce = 20_000;

/**
 * The same for a way that may be long (a chain that steps with the time and was not used for months): lets others run
 * every 20,000 steps, about 30 ms.
 */
export async function stepChainPatiently(state: Uint8Array, from: number, to: number): Promise<Uint8Array> {
  let current = state;
  for (let at = from; at < to; at += stepsAtOnce) {
    if (at > from) await new Promise<void>((resolve) => setImmediate(resolve));
    current = stepChainTo(current, at, Math.min(to, at + stepsAtOnce));
  }
  return current;
}

/** `A_n = HMAC(F, S_n ‖ HMAC(K_p, S_n))`: nothing without the phone's key, the chain's state and the factor, together. */
export function authenticationKey(factorKey: Uint8Array, possession: Uint8Array, state: Uint8Array): Uint8Array {
  return hmac(factorKey, state, hmac(possession, state));
}

const zero = Uint8Array.of(0);
const labelBytes = new Map<string, Uint8Array>(Object.values(messageLabels).map((label) => [label, concat(utf8(label), zero)]));
const labelled = (label: MessageLabel): Uint8Array => labelBytes.get(label) ?? concat(utf8(label), zero);

/** `HMAC(A_n, label ‖ 0x00 ‖ message)`, 32 bytes. */
export function proof(key: Uint8Array, label: MessageLabel, message: Uint8Array): Uint8Array {
  return hmac(key, labelled(label), message);
}

/** Compares in constant time; bytes of another length are wrong. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether the phone's proof is the one that the bank computes. */
export function proofIsRight(key: Uint8Array, label: MessageLabel, message: Uint8Array, given: Uint8Array): boolean {
  return sameBytes(proof(key, label, message), given);
}

/** What the bank answers to a registration: `HMAC(K_c, "ramz/1/confirm")`. */
export function confirmation(confirmKey: Uint8Array): Uint8Array {
  return hmac(confirmKey, utf8(keyLabels.confirm));
}

/** Dynamic truncation of RFC 4226 section 5.3 over any HMAC, modulo 10^digits, leading zeros kept. */
export function truncate(mac: Uint8Array, digits: number): string {
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  return ((readU32(mac, offset) & 0x7fff_ffff) % 10 ** digits).toString().padStart(digits, '0');
}

/** The eight digits for one operation (TK-19). `message` is that of the kind `offline`, `key` the A_m of the offline chain. */
export function offlineCode(key: Uint8Array, message: Uint8Array): string {
  return truncate(proof(key, messageLabels.offline, message), 8);
}

/** The eight digits of 'Generate OTP' (TK-20); `key` is the A_n of the otp chain at the same index. */
export function nonFinancialCode(key: Uint8Array, index: number): string {
  return truncate(proof(key, messageLabels.otp, u64(index)), 8);
}

/** Compares two codes in constant time; what is not the same number of digits is wrong. */
export function sameCode(expected: string, given: string): boolean {
  return sameBytes(utf8(expected), utf8(given.toWellFormed()));
}

/** `b64u(SHA-256(65-byte public key))`: names an installation of the app. */
export function installationId(publicKey: Uint8Array): string {
  return toBase64url(hash('sha256', publicKey, 'buffer'));
}

// SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480), up to the point itself.
const spkiHead = Uint8Array.from(Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'));

const keysKept = 20_000;
const publicKeys = new Map<string, KeyObject>();

/** The key object of a 65-byte point, kept for the next time; undefined when it is not a point of the curve. */
export function publicKeyOf(point: Uint8Array): KeyObject | undefined {
  if (point.length !== 65 || point[0] !== 4) return undefined;
  const name = Buffer.from(point.buffer, point.byteOffset, point.byteLength).toString('latin1');
  const known = publicKeys.get(name);
  if (known !== undefined) return known;
  try {
    const key = createPublicKey({ key: Buffer.from(concat(spkiHead, point)), format: 'der', type: 'spki' });
    const oldest = publicKeys.keys().next();
    if (publicKeys.size >= keysKept && oldest.done !== true) publicKeys.delete(oldest.value);
    publicKeys.set(name, key);
    return key;
  } catch {
    return undefined;
  }
}

/** Whether `signature` (raw r ‖ s, 64 bytes) is the installation's over `label ‖ 0x00 ‖ message`. */
export function signatureIsRight(publicKey: Uint8Array, label: MessageLabel, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const key = publicKeyOf(publicKey);
  return key !== undefined && verify('sha256', concat(labelled(label), message), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** First four bytes of SHA-256(deviceId): tells a phone whether a code is meant for it, and nobody else anything. */
export function keyRef(deviceId: string): Uint8Array {
  return plain(hash('sha256', uuidBytes(deviceId), 'buffer')).slice(0, 4);
}

/**
 * Seals the plaintext of a coloured QR for one device.
 * @param nonce 12 random bytes, never used twice under one key
 */
export function sealFrame(
  type: FrameType,
  deviceId: string,
  transportKey: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array {
  const head = concat(Uint8Array.of(suite, type), keyRef(deviceId));
  const cipher = createCipheriv('aes-256-gcm', transportKey, nonce).setAAD(head);
  return concat(head, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

/** Opens a frame of the wanted type; undefined when it is another type's, another device's, altered or cut. */
export function openFrame(type: FrameType, deviceId: string, transportKey: Uint8Array, frame: Uint8Array): Uint8Array | undefined {
  if (frame.length < 34) return undefined;
  const head = concat(Uint8Array.of(suite, type), keyRef(deviceId));
  if (!sameBytes(frame.subarray(0, 6), head)) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', transportKey, frame.subarray(6, 18)).setAAD(head);
  decipher.setAuthTag(frame.subarray(frame.length - 16));
  try {
    return concat(decipher.update(frame.subarray(18, frame.length - 16)), decipher.final() ?? none);
  } catch {
    return undefined;
  }
}

/** What an activation code carries. `expiresAtS` is in unix seconds. */
export type ActivationOffer = { readonly activationId: string; readonly serverKey: Uint8Array; readonly expiresAtS: number };

/** `activationId (16) ‖ serverKey (65) ‖ u32 expiry`, 85 bytes. */
export function encodeActivation({ activationId, serverKey, expiresAtS }: ActivationOffer): Uint8Array {
  if (serverKey.length !== 65) throw new Error('bug: a server key has 65 bytes');
  return concat(uuidBytes(activationId), serverKey, u32(expiresAtS));
}

export function decodeActivation(plaintext: Uint8Array): ActivationOffer | undefined {
  if (plaintext.length !== 85) return undefined;
  return { activationId: uuidText(plaintext.subarray(0, 16)), serverKey: plaintext.slice(16, 81), expiresAtS: readU32(plaintext, 81) };
}

/** What an operation's code carries; `index` is that of the offline chain. */
export type OperationOffer = { readonly operationId: string; readonly index: number; readonly details: Details };

/** `operationId (16) ‖ u32 index ‖ details`. */
export function encodeOperation({ operationId, index, details }: OperationOffer): Uint8Array {
  return concat(uuidBytes(operationId), u32(index), encodeDetails(details));
}

export function decodeOperation(plaintext: Uint8Array): OperationOffer | undefined {
  if (plaintext.length < 21) return undefined;
  const details = decodeDetails(plaintext.subarray(20));
  if (details === undefined) return undefined;
  return { operationId: uuidText(plaintext.subarray(0, 16)), index: readU32(plaintext, 16), details };
}
