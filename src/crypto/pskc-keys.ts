// How a PSKC container (RFC 6030 section 6) protects its values: pre-shared keys, passphrases, and the MAC over ciphertext.

import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

import { done, refused, type Outcome } from '../kernel/refusal.ts';
import type { XmlElement } from './xml.ts';

export const pskcNamespace = 'urn:ietf:params:xml:ns:keyprov:pskc';
const xencNamespace = 'http://www.w3.org/2001/04/xmlenc#';

/** What the vendor sent apart from the file. */
export type PskcSecrets = { readonly preSharedKey?: Uint8Array; readonly passphrase?: string };

export type PskcProtectionRefusal =
  | 'key-missing' // the file is encrypted, and neither key nor passphrase was given
  | 'key-transport-unsupported' // certificates, or something else that is neither a named key nor a passphrase
  | 'key-length' // the key does not fit the cipher
  | 'derivation-unsupported' // not PBKDF2 with HMAC-SHA-1, -256 or -512, or parameters out of bounds
  | 'cipher-unsupported' // not AES-128, -192 or -256 in CBC; triple DES among them
  | 'wrong-key' // what came out cannot be a key or a value
  | 'mac-unsupported' // not HMAC-SHA-1 or HMAC-SHA-256
  | 'mac-missing' // an encrypted value without a MAC: CBC alone can be altered
  | 'mac-mismatch' // the value was altered, or the key is wrong
  | 'value-malformed'; // not base64, or empty

/** The only child of that name, undefined where there is none. Some vendors leave the PBKDF2 parameters without a namespace. */
export function child(element: XmlElement | undefined, name: string, namespace: string = pskcNamespace): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name && candidate.namespace === namespace);
}

function anyChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** Strict base64 with the line breaks that XML brings; undefined where it is not, or empty. */
export function base64(text: string | undefined): Uint8Array | undefined {
  const joined = (text ?? '').replace(/\s+/g, '');
  if (joined === '' || joined.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(joined)) return undefined;
  return new Uint8Array(Buffer.from(joined, 'base64'));
}

const ciphers: Readonly<Record<string, { name: string; keyBytes: number }>> = {
  [`${xencNamespace}aes128-cbc`]: { name: 'aes-128-cbc', keyBytes: 16 },
  [`${xencNamespace}aes192-cbc`]: { name: 'aes-192-cbc', keyBytes: 24 },
  [`${xencNamespace}aes256-cbc`]: { name: 'aes-256-cbc', keyBytes: 32 },
};

/** The IV and ciphertext of an EncryptedDataType, and what it decrypts to. Padding as XML Encryption 1.0 section 5.2. */
function decrypt(element: XmlElement, key: Uint8Array): Outcome<{ plain: Uint8Array; protectedBytes: Uint8Array }, PskcProtectionRefusal> {
  const algorithm = child(element, 'EncryptionMethod', xencNamespace)?.attributes.get('Algorithm') ?? '';
  const cipher = Object.hasOwn(ciphers, algorithm) ? ciphers[algorithm] : undefined;
  if (cipher === undefined) return refused('cipher-unsupported');
  if (key.length !== cipher.keyBytes) return refused('key-length');
  const value = base64(child(child(element, 'CipherData', xencNamespace), 'CipherValue', xencNamespace)?.text);
  if (value === undefined || value.length < 32 || value.length % 16 !== 0) return refused('value-malformed');
  const decipher = createDecipheriv(cipher.name, key, value.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(value.subarray(16)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > 16 || padding >= padded.length) return refused('wrong-key');
  return done({ plain: new Uint8Array(padded.subarray(0, padded.length - padding)), protectedBytes: value });
}

const pseudoRandomFunctions: readonly [RegExp, string][] = [
  [/^$|hmac-?sha-?1$/i, 'sha1'],
  [/hmac-?sha-?256$/i, 'sha256'],
  [/hmac-?sha-?512$/i, 'sha512'],
];

function derive(derivedKey: XmlElement, passphrase: string): Outcome<Uint8Array, PskcProtectionRefusal> {
  const method = anyChild(derivedKey, 'KeyDerivationMethod');
  const parameters = anyChild(method, 'PBKDF2-params');
  const salt = base64(anyChild(anyChild(parameters, 'Salt'), 'Specified')?.text);
  const iterations = Number(anyChild(parameters, 'IterationCount')?.text.trim());
  const keyBytes = Number(anyChild(parameters, 'KeyLength')?.text.trim());
  const named = anyChild(parameters, 'PRF')?.attributes.get('Algorithm') ?? '';
  const digest = pseudoRandomFunctions.find(([pattern]) => pattern.test(named))?.[1];
  if (method?.attributes.get('Algorithm')?.endsWith('#pbkdf2') !== true || salt === undefined || digest === undefined)
    return refused('derivation-unsupported');
  // A million rounds are half a second; a file that asks for more would hold up the server.
  if (!Number.isInteger(iterations) || iterations < 1 || iterations > 1_000_000 || ![16, 24, 32].includes(keyBytes))
    return refused('derivation-unsupported');
  return done(new Uint8Array(pbkdf2Sync(passphrase, salt, iterations, keyBytes, digest)));
}

const macs: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#hmac-sha1': 'sha1',
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256': 'sha256',
};

/** Reads one protected value (BinaryDataType and its kin): the bytes, or undefined where the element has none. */
export type ReadValue = (element: XmlElement | undefined) => Outcome<Uint8Array | undefined, PskcProtectionRefusal>;

/** Prepares the container's keys and gives the reader of its values. */
export function openProtection(container: XmlElement, secrets: PskcSecrets): Outcome<ReadValue, PskcProtectionRefusal> {
  const encryption = child(container, 'EncryptionKey');
  let key: Uint8Array | undefined;
  if (encryption !== undefined) {
    const derivedKey = anyChild(encryption, 'DerivedKey');
    if (derivedKey !== undefined) {
      if (secrets.passphrase === undefined) return refused('key-missing');
      const derived = derive(derivedKey, secrets.passphrase);
      if (derived.kind === 'refused') return derived;
      key = derived.value;
    } else if (anyChild(encryption, 'KeyName') !== undefined) {
      if (secrets.preSharedKey === undefined) return refused('key-missing');
      key = secrets.preSharedKey;
    } else {
      return refused('key-transport-unsupported');
    }
  }

  const macMethod = child(container, 'MACMethod');
  let mac: { digest: string; key: Uint8Array } | undefined;
  if (macMethod !== undefined && key !== undefined) {
    const algorithm = macMethod.attributes.get('Algorithm') ?? '';
    const digest = Object.hasOwn(macs, algorithm) ? macs[algorithm] : undefined;
    if (digest === undefined || child(macMethod, 'MACKeyReference') !== undefined) return refused('mac-unsupported');
    const macKey = child(macMethod, 'MACKey');
    if (macKey === undefined) {
      // RFC 6030 section 6.1.1: without a key of its own the MAC is under the encryption key.
      mac = { digest, key };
    } else {
      const opened = decrypt(macKey, key);
      if (opened.kind === 'refused') return opened;
      if (opened.value.plain.length < 16) return refused('wrong-key');
      mac = { digest, key: opened.value.plain };
    }
  }

  return done((element) => {
    if (element === undefined) return done(undefined);
    const encrypted = child(element, 'EncryptedValue');
    if (encrypted === undefined) return done(undefined);
    if (key === undefined) return refused('key-missing');
    const given = base64(child(element, 'ValueMAC')?.text);
    if (mac === undefined || given === undefined) return refused('mac-missing');
    const opened = decrypt(encrypted, key);
    // The MAC is over IV and ciphertext (RFC 6030 section 6.1.1), so it is judged before anything that came out.
    const value = base64(child(child(encrypted, 'CipherData', xencNamespace), 'CipherValue', xencNamespace)?.text);
    if (value !== undefined) {
      const expected = createHmac(mac.digest, mac.key).update(value).digest();
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refused('mac-mismatch');
    }
    return opened.kind === 'refused' ? opened : done(opened.value.plain);
  });
}
