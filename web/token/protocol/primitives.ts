// The phone's cryptography (docs/soft-token-protocol.md, suite 1), on WebCrypto; Argon2id comes as WebAssembly when first needed.
import { sha256 } from '@noble/hashes/sha2.js';
import { normaliseAppPassword } from '../../../src/crypto/app-password.ts';
import { concat, readU32, u64, utf8, uuidBytes, uuidText } from '../../../src/crypto/bytes.ts';
import { type Details, decodeDetails } from '../../../src/crypto/details.ts';
import { type FrameType, type MessageLabel, keyLabels, messageLabels, ratchetLabel, suite } from '../../../src/crypto/labels.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

const hmacSha256 = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const;
const p256 = { name: 'ECDH', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export function xor(left: Uint8Array, right: Uint8Array): Bytes {
  const result = new Uint8Array(left.length);
  for (let index = 0; index < left.length; index += 1) result[index] = left[index]! ^ right[index]!;
  return result;
}

/** The installation's key pair: made once, signs, never leaves WebCrypto. */
export async function createInstallation(): Promise<{ privateKey: CryptoKey; publicKey: Bytes }> {
  const pair = await crypto.subtle.generateKey(signing, false, ['sign', 'verify']);
  return { privateKey: pair.privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)) };
}

/** The phone's half of a key agreement. */
export type Ephemeral = { readonly privateKey: CryptoKey; readonly publicKey: Bytes };

export async function createEphemeral(): Promise<Ephemeral> {
  const pair = await crypto.subtle.generateKey(p256, false, ['deriveKey']);
  return { privateKey: pair.privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)) };
}

/** What one agreement gives: keys that cannot be read as WebCrypto keys, the others as bytes. */
export type DeviceKeys = {
  readonly possession: CryptoKey;
  readonly transport: CryptoKey;
  readonly knowledge: Bytes;
  readonly biometry: Bytes;
  readonly confirm: CryptoKey;
  readonly online: Bytes;
  readonly offline: Bytes;
  readonly otp: Bytes;
};

/** ECDH, then HKDF for each key; the shared secret stays inside WebCrypto. Undefined when the bank's key is no point. */
export async function deriveKeys(
  ephemeral: CryptoKey,
  serverKey: Uint8Array,
  saltId: string,
  deviceId: string,
): Promise<DeviceKeys | undefined> {
  let secret: CryptoKey;
  try {
    const server = await crypto.subtle.importKey('raw', new Uint8Array(serverKey), p256, false, []);
    secret = await crypto.subtle.deriveKey({ name: 'ECDH', public: server }, ephemeral, 'HKDF', false, ['deriveKey', 'deriveBits']);
  } catch {
    return undefined;
  }
  const hkdf = (label: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: uuidBytes(saltId),
    info: concat(utf8(label), Uint8Array.of(0), uuidBytes(deviceId)),
  });
  const bytes = async (label: string) => new Uint8Array(await crypto.subtle.deriveBits(hkdf(label), secret, 256));
  const mac = (label: string) => crypto.subtle.deriveKey(hkdf(label), secret, hmacSha256, false, ['sign']);
  return {
    possession: await mac(keyLabels.possession),
    transport: await crypto.subtle.deriveKey(hkdf(keyLabels.transport), secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt']),
    knowledge: await bytes(keyLabels.knowledge),
    biometry: await bytes(keyLabels.biometry),
    confirm: await mac(keyLabels.confirm),
    online: await bytes(keyLabels.online),
    offline: await bytes(keyLabels.offline),
    otp: await bytes(keyLabels.otp),
  };
}

async function hmac(key: CryptoKey | Uint8Array, message: Bytes): Promise<Bytes> {
  const imported =
    key instanceof Uint8Array
      ? await crypto.subtle.importKey('raw', new Uint8Array(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
      : key;
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}

/** Whether the bank's confirmation is that of K_c. */
export async function confirmationIsRight(confirm: CryptoKey, given: Uint8Array): Promise<boolean> {
  const expected = await hmac(confirm, utf8(keyLabels.confirm));
  return given.length === expected.length && expected.every((byte, index) => byte === given[index]);
}

/** Steps a chain, synchronously: it happens inside the transaction that stores the result. `to` must not be before `from`. */
export function stepChain(state: Uint8Array, from: number, to: number): Bytes {
  if (!Number.isSafeInteger(to - from) || to < from) throw new Error('bug: a chain only steps forward');
  const label = utf8(ratchetLabel);
  const block = new Uint8Array(label.length + 32);
  block.set(label);
  block.set(state, label.length);
  for (let index = from; index < to; index += 1) block.set(sha256(block), label.length);
  return block.slice(label.length);
}

/** `A_n = HMAC(F, S_n ‖ HMAC(K_p, S_n))`. */
export async function authenticationKey(factor: Uint8Array, possession: CryptoKey, state: Bytes): Promise<Bytes> {
  return hmac(factor, concat(state, await hmac(possession, state)));
}

const labelled = (label: MessageLabel, message: Uint8Array): Bytes => concat(utf8(label), Uint8Array.of(0), message);

export async function proof(key: Uint8Array, label: MessageLabel, message: Uint8Array): Promise<Bytes> {
  return hmac(key, labelled(label, message));
}

/** ECDSA of the installation over `label ‖ 0x00 ‖ message`: 64 bytes, r ‖ s. */
export async function sign(installation: CryptoKey, label: MessageLabel, message: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, installation, labelled(label, message)));
}

/** RFC 4226 section 5.3, eight digits, leading zeros kept. */
function eightDigits(mac: Uint8Array): string {
  return ((readU32(mac, mac[mac.length - 1]! & 0x0f) & 0x7fff_ffff) % 100_000_000).toString().padStart(8, '0');
}

export async function offlineCode(key: Uint8Array, message: Uint8Array): Promise<string> {
  return eightDigits(await proof(key, messageLabels.offline, message));
}

export async function nonFinancialCode(key: Uint8Array, index: number): Promise<string> {
  return eightDigits(await proof(key, messageLabels.otp, u64(index)));
}

/** The mask that lies over K_k: Argon2id with 19,456 KiB, 2 passes, 1 lane; 60–400 ms on a phone. */
export async function passwordMask(password: string, salt: Uint8Array): Promise<Bytes> {
  const { argon2id } = await import('./argon2.ts');
  const mask = await argon2id({
    password: normaliseAppPassword(password),
    salt,
    memorySize: 19_456,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(mask);
}

/** K_k as it may lie on the phone: under a fresh salt's mask, without tag, hash or check value. */
export type Blinded = { readonly masked: Bytes; readonly salt: Bytes };

export async function blind(knowledge: Uint8Array, password: string): Promise<Blinded> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { masked: xor(knowledge, await passwordMask(password, salt)), salt };
}

/** Every password opens it; only the bank can say whether what came out is K_k. */
export async function unblind(blinded: Blinded, password: string): Promise<Bytes> {
  return xor(blinded.masked, await passwordMask(password, blinded.salt));
}

export function keyRef(deviceId: string): Uint8Array {
  return sha256(uuidBytes(deviceId)).subarray(0, 4);
}

/** What a frame says of itself before it is opened. */
export function frameType(frame: Uint8Array, deviceId: string): FrameType | 'foreign' | 'not-a-frame' {
  if (frame.length < 34 || frame[0] !== suite || (frame[1] !== 1 && frame[1] !== 2)) return 'not-a-frame';
  const ours = keyRef(deviceId);
  if (!ours.every((byte, index) => byte === frame[2 + index])) return 'foreign';
  return frame[1];
}

/** Opens a frame with K_t; undefined when it is altered or another key's. */
export async function openFrame(transport: CryptoKey, frame: Uint8Array): Promise<Bytes | undefined> {
  try {
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: frame.slice(6, 18), additionalData: frame.slice(0, 6) },
      transport,
      frame.slice(18),
    );
    return new Uint8Array(opened);
  } catch {
    return undefined;
  }
}

export type ActivationOffer = { readonly activationId: string; readonly serverKey: Bytes; readonly expiresAtS: number };

export function decodeActivation(plaintext: Uint8Array): ActivationOffer | undefined {
  if (plaintext.length !== 85) return undefined;
  return { activationId: uuidText(plaintext.subarray(0, 16)), serverKey: plaintext.slice(16, 81), expiresAtS: readU32(plaintext, 81) };
}

export type OperationOffer = { readonly operationId: string; readonly index: number; readonly details: Details };

export function decodeOperation(plaintext: Uint8Array): OperationOffer | undefined {
  if (plaintext.length < 21) return undefined;
  const details = decodeDetails(plaintext.subarray(20));
  if (details === undefined) return undefined;
  return { operationId: uuidText(plaintext.subarray(0, 16)), index: readU32(plaintext, 16), details };
}

/** Wraps K_b under the key that WebAuthn PRF gives. */
export async function wrap(key: CryptoKey, bytes: Bytes): Promise<{ readonly nonce: Bytes; readonly sealed: Bytes }> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  return { nonce, sealed: new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, bytes)) };
}

export async function unwrap(key: CryptoKey, wrapped: { readonly nonce: Bytes; readonly sealed: Bytes }): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: wrapped.nonce }, key, wrapped.sealed));
  } catch {
    return undefined;
  }
}

/** The wrapping key that the output of WebAuthn PRF gives. */
export async function prfWrappingKey(prfOutput: Bytes): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', prfOutput, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('ramz/1/phone/biometry') };
  return crypto.subtle.deriveKey(hkdf, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
