// Master keys on a PKCS#11 token: AES-256, not extractable; the token wraps and unwraps data keys, and sees no rows.

import { randomBytes } from 'node:crypto';

import type pkcs11js from 'pkcs11js';

import { concat, utf8 } from '../../crypto/bytes.ts';
import { KeyFault } from './fault.ts';
import { newMasterKeyId, type MasterKeys } from './master-file.ts';

/** Which token to use. The PIN comes from the environment or a file, never from the command line. */
export type Pkcs11Settings = {
  /** Path of the vendor's library, such as /usr/lib/softhsm/libsofthsm2.so. */
  readonly library: string;
  readonly tokenLabel: string;
  readonly pin: string;
  /** Keys of this name on the token are ours. */
  readonly keyLabel?: string;
};

type Library = typeof pkcs11js;

async function loadLibrary(): Promise<Library> {
  try {
    const loaded = (await import('pkcs11js')) as Library & { default?: Library };
    return loaded.default ?? loaded;
  } catch (error) {
    throw new KeyFault(
      'pkcs11-unavailable',
      'pkcs11js is not installed: run `npm install --include=optional` (it needs a C++ compiler), or use the key folder',
      {
        cause: error,
      },
    );
  }
}

// One initialisation per library and process: C_Initialize a second time is an error of its own.
const opened = new Map<string, pkcs11js.PKCS11>();

const trimmed = (text: string): string => text.replace(/[\s\0]+$/, '');

/** Opens the token and finds its master keys; makes the first one at the first start. */
export async function masterKeysOnToken(settings: Pkcs11Settings): Promise<MasterKeys> {
  const library = await loadLibrary();
  const label = settings.keyLabel ?? 'ramz-master';
  let token = opened.get(settings.library);
  if (token === undefined) {
    token = new library.PKCS11();
    try {
      token.load(settings.library);
      token.C_Initialize();
    } catch (error) {
      throw new KeyFault('pkcs11-unavailable', `the PKCS#11 library ${settings.library} does not load`, { cause: error });
    }
    opened.set(settings.library, token);
  }
  const device = token;

  const slot = device.C_GetSlotList(true).find((candidate) => trimmed(device.C_GetTokenInfo(candidate).label) === settings.tokenLabel);
  if (slot === undefined) throw new KeyFault('pkcs11-unavailable', `no token is labelled ${settings.tokenLabel}`);
  let session: pkcs11js.Handle;
  try {
    session = device.C_OpenSession(slot, library.CKF_SERIAL_SESSION | library.CKF_RW_SESSION);
    device.C_Login(session, library.CKU_USER, settings.pin);
  } catch (error) {
    if (!/ALREADY_LOGGED_IN/.test(String(error)))
      throw new KeyFault('pkcs11-unavailable', `the token ${settings.tokenLabel} refused the PIN or the session`, { cause: error });
    session = device.C_OpenSession(slot, library.CKF_SERIAL_SESSION | library.CKF_RW_SESSION);
  }

  const call = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new KeyFault('pkcs11-refused', `the token refused to ${what}`, { cause: error });
    }
  };

  // The id on the token is `order (4) ‖ id (8)`: the greatest order is the current key, whoever made it.
  const find = (): { handle: pkcs11js.Handle; order: number; id: string }[] =>
    call('list its keys', () => {
      device.C_FindObjectsInit(session, [
        { type: library.CKA_CLASS, value: library.CKO_SECRET_KEY },
        { type: library.CKA_LABEL, value: label },
      ]);
      const handles: pkcs11js.Handle[] = [];
      try {
        for (let handle = device.C_FindObjects(session); handle; handle = device.C_FindObjects(session)) handles.push(handle);
      } finally {
        device.C_FindObjectsFinal(session);
      }
      return handles
        .map((handle) => {
          const [attribute] = device.C_GetAttributeValue(session, handle, [{ type: library.CKA_ID }]);
          const bytes = attribute?.value as Buffer;
          return { handle, order: bytes.readUInt32BE(0), id: bytes.subarray(4).toString('hex') };
        })
        .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    });

  const make = (order: number): string => {
    const id = newMasterKeyId();
    const ckaId = Buffer.alloc(12);
    ckaId.writeUInt32BE(order);
    ckaId.write(id, 4, 'hex');
    call('make a key', () =>
      device.C_GenerateKey(session, { mechanism: library.CKM_AES_KEY_GEN }, [
        { type: library.CKA_CLASS, value: library.CKO_SECRET_KEY },
        { type: library.CKA_KEY_TYPE, value: library.CKK_AES },
        { type: library.CKA_VALUE_LEN, value: 32 },
        { type: library.CKA_LABEL, value: label },
        { type: library.CKA_ID, value: ckaId },
        { type: library.CKA_TOKEN, value: true },
        { type: library.CKA_PRIVATE, value: true },
        { type: library.CKA_SENSITIVE, value: true },
        { type: library.CKA_EXTRACTABLE, value: false },
        { type: library.CKA_ENCRYPT, value: true },
        { type: library.CKA_DECRYPT, value: true },
      ]),
    );
    return id;
  };

  let keys = find();
  if (keys.length === 0) {
    make(1);
    keys = find();
  }

  const handleOf = (id: string): pkcs11js.Handle => {
    const known = keys.find((key) => key.id === id) ?? (keys = find()).find((key) => key.id === id);
    if (known === undefined) throw new KeyFault('key-unknown', `the master key ${id} is not on the token ${settings.tokenLabel}`);
    return known.handle;
  };
  const gcm = (nonce: Uint8Array, purpose: string): pkcs11js.Mechanism => {
    const parameter: pkcs11js.AesGCM = {
      type: library.CK_PARAMS_AES_GCM,
      iv: Buffer.from(nonce),
      ivBits: 96,
      aad: Buffer.from(utf8(purpose)),
      tagBits: 128,
    };
    return { mechanism: library.CKM_AES_GCM, parameter };
  };

  return {
    backing: 'pkcs11',
    refresh: () => void (keys = find()),
    current: () => keys.at(-1)?.id ?? '',
    wrap(id, purpose, key) {
      const handle = handleOf(id);
      const nonce = randomBytes(12);
      return call('wrap a key', () => {
        device.C_EncryptInit(session, gcm(nonce, purpose), handle);
        return concat(nonce, device.C_Encrypt(session, Buffer.from(key), Buffer.alloc(key.length + 32)));
      });
    },
    unwrap(id, purpose, wrapped) {
      const handle = handleOf(id);
      try {
        device.C_DecryptInit(session, gcm(wrapped.subarray(0, 12), purpose), handle);
        return new Uint8Array(device.C_Decrypt(session, Buffer.from(wrapped.subarray(12)), Buffer.alloc(wrapped.length)));
      } catch (error) {
        throw new KeyFault('key-mismatch', `a key in the ring does not open under the master key ${id}`, { cause: error });
      }
    },
    renew() {
      keys = find();
      const id = make((keys.at(-1)?.order ?? 0) + 1);
      keys = find();
      return id;
    },
    drop(id) {
      if (id === keys.at(-1)?.id) throw new Error('bug: the current master key cannot be dropped');
      const handle = handleOf(id);
      call('destroy a key', () => device.C_DestroyObject(session, handle));
      keys = find();
    },
  };
}
