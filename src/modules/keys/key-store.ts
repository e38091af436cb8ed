// The key store: seals secrets for their owner, makes keyed digests, signs evidence. Synchronous, from keys in memory.

import { createHash, createHmac, createPublicKey, sign } from 'node:crypto';

import { toHex } from '../../crypto/bytes.ts';
import { envelopeKeyId, openEnvelope, sealEnvelope, type Owner } from '../../crypto/envelope.ts';
import { KeyFault } from './fault.ts';
import { masterKeysInFile, type MasterKeys } from './master-file.ts';
import type { Pkcs11Settings } from './master-pkcs11.ts';
import { privateFolder, fileVersion } from './private-files.ts';
import { readRing, ringPath } from './ring.ts';

export type KeyStore = {
  /** Seals a secret for one owner: format (1) ‖ data key id (4) ‖ nonce (12) ‖ ciphertext ‖ tag (16). */
  seal(owner: Owner, plaintext: Uint8Array): Uint8Array;
  /** Opens what was sealed for this owner. KeyFault `key-mismatch` for another owner or changed bytes, `key-unknown`. */
  open(owner: Owner, sealed: Uint8Array): Uint8Array;
  /** HMAC-SHA-256 (32 bytes) under a key of its own: finds or compares a secret without keeping it. Stable for ever. */
  digest(purpose: string, bytes: Uint8Array | string): Uint8Array;
  /** Ed25519 signature (64 bytes) of the evidence key. */
  sign(bytes: Uint8Array): Uint8Array;
  readonly publicKeyPem: string;
  /** First 16 hexadecimal digits of SHA-256 over the evidence key's SubjectPublicKeyInfo. */
  readonly keyId: string;
  /** Which keys are in use; no secrets. */
  state(): { readonly backing: 'file' | 'pkcs11'; readonly masterKeyId: string; readonly dataKeyId: string; readonly dataKeys: number };
};

/**
 * `folder` holds the key ring and, unless `pkcs11` is given, the master keys. Back both up, apart from the database.
 * With `pkcs11` the master key stays on the token and the folder holds wrapped keys only.
 */
export type KeyStoreSettings = { readonly folder: string; readonly pkcs11?: Pkcs11Settings };

export async function openMasterKeys({ folder, pkcs11 }: KeyStoreSettings): Promise<MasterKeys> {
  privateFolder(folder);
  if (pkcs11 === undefined) return masterKeysInFile(folder);
  // Loaded only where it is asked for: pkcs11js is an optional native library.
  const { masterKeysOnToken } = await import('./master-pkcs11.ts');
  return await masterKeysOnToken(pkcs11);
}

// A running server starts to seal under a new data key this soon after a rotation; it opens its values at once.
const currentKeyAgeMaxMs = 2000;

/** Opens the store; makes its keys at the first start. Throws KeyFault where the files are open to others or broken. */
export async function openKeyStore(settings: KeyStoreSettings): Promise<KeyStore> {
  const masters = await openMasterKeys(settings);
  const path = ringPath(settings.folder);
  let ring = readRing(settings.folder, masters);
  let looked = performance.now();

  /** Reads the ring again when its file was replaced since. */
  const refresh = (): void => {
    looked = performance.now();
    if (fileVersion(path) !== ring.fileVersion) ring = readRing(settings.folder, masters, ring);
  };

  const { digestKey, evidenceKey } = ring;
  const publicKey = createPublicKey(evidenceKey);
  const keyId = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);

  return {
    seal(owner, plaintext) {
      if (performance.now() - looked > currentKeyAgeMaxMs) refresh();
      const key = ring.dataKeys.get(ring.currentDataKey);
      if (key === undefined) throw new Error('bug: the ring has no current data key');
      return sealEnvelope(key, Buffer.from(ring.currentDataKey, 'hex'), owner, plaintext);
    },
    open(owner, sealed) {
      const id = envelopeKeyId(sealed);
      if (id === undefined) throw new KeyFault('key-mismatch', `${owner.column} of ${owner.row} is not a sealed value`);
      const name = toHex(id);
      if (!ring.dataKeys.has(name)) refresh();
      const key = ring.dataKeys.get(name);
      if (key === undefined)
        throw new KeyFault(
          'key-unknown',
          `${owner.column} of ${owner.row} was sealed under the data key ${name}, which is not in the ring`,
        );
      const plaintext = openEnvelope(key, owner, sealed);
      if (plaintext === undefined)
        throw new KeyFault('key-mismatch', `${owner.column} of ${owner.row} was changed or belongs to another row`);
      return plaintext;
    },
    digest(purpose, bytes) {
      return new Uint8Array(createHmac('sha256', digestKey).update(`${purpose}\0`).update(bytes).digest());
    },
    sign: (bytes) => new Uint8Array(sign(null, bytes, evidenceKey)),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }),
    keyId,
    state: () => ({
      backing: masters.backing,
      masterKeyId: masters.current(),
      dataKeyId: ring.currentDataKey,
      dataKeys: ring.dataKeys.size,
    }),
  };
}
