// The key ring: data keys, the digest key and the evidence key, each wrapped under a master key, in one file.

import { createPrivateKey, createSecretKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { join } from 'node:path';

import { fromBase64url, toBase64url } from '../../crypto/bytes.ts';
import { KeyFault } from './fault.ts';
import type { MasterKeys } from './master-file.ts';
import { createPrivate, fileVersion, readPrivate, replacePrivate } from './private-files.ts';

/** A wrapped key: base64url of what the master key `master` made of it. */
type Wrapped = { readonly master: string; readonly wrapped: string };

/** The file's form. A data key's id is four bytes in hexadecimal, as it stands in each sealed value. */
type RingFile = {
  readonly version: 1;
  readonly currentDataKey: string;
  readonly dataKeys: Readonly<Record<string, Wrapped>>;
  readonly digestKey: Wrapped;
  readonly evidenceKey: Wrapped;
};

export type Ring = {
  readonly fileVersion: string;
  readonly currentDataKey: string;
  readonly dataKeys: ReadonlyMap<string, KeyObject>;
  readonly digestKey: Uint8Array;
  readonly evidenceKey: KeyObject;
};

export const ringPath = (folder: string): string => join(folder, 'key-ring.json');

const purposeOfDataKey = (id: string): string => `ramz data key ${id}`;
const purposeOfDigestKey = 'ramz digest key';
const purposeOfEvidenceKey = 'ramz evidence key';

const wrap = (masters: MasterKeys, master: string, purpose: string, key: Uint8Array): Wrapped => ({
  master,
  wrapped: toBase64url(masters.wrap(master, purpose, key)),
});

function unwrap(masters: MasterKeys, purpose: string, { master, wrapped }: Wrapped): Uint8Array {
  const bytes = fromBase64url(wrapped);
  if (bytes === undefined) throw new KeyFault('key-file-broken', `the ${purpose} is not base64url`);
  return masters.unwrap(master, purpose, bytes);
}

function parse(path: string, value: unknown): RingFile {
  const file = value as RingFile;
  if (file.version !== 1 || typeof file.dataKeys !== 'object' || file.dataKeys[file.currentDataKey] === undefined) {
    throw new KeyFault('key-file-broken', `${path} has not the form of a key ring: restore it from its backup`);
  }
  return file;
}

function makeRing(masters: MasterKeys): RingFile {
  const master = masters.current();
  const id = randomBytes(4).toString('hex');
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    version: 1,
    currentDataKey: id,
    dataKeys: { [id]: wrap(masters, master, purposeOfDataKey(id), randomBytes(32)) },
    digestKey: wrap(masters, master, purposeOfDigestKey, randomBytes(32)),
    evidenceKey: wrap(masters, master, purposeOfEvidenceKey, privateKey.export({ format: 'der', type: 'pkcs8' })),
  };
}

/** Reads and unwraps the folder's ring; makes one at the first start. `known` spares unwrapping what is already open. */
export function readRing(folder: string, masters: MasterKeys, known?: Ring): Ring {
  const path = ringPath(folder);
  // A rotation may replace the ring and drop its old master key between our two reads: then both are read again.
  for (let tries = 1; ; tries += 1) {
    const found = readPrivate(path);
    if (found === undefined) {
      createPrivate(path, makeRing(masters));
      continue;
    }
    const version = fileVersion(path);
    const file = parse(path, found);
    try {
      masters.refresh();
      return {
        fileVersion: version,
        currentDataKey: file.currentDataKey,
        dataKeys: new Map(
          Object.entries(file.dataKeys).map(([id, key]) => [
            id,
            known?.dataKeys.get(id) ?? createSecretKey(unwrap(masters, purposeOfDataKey(id), key)),
          ]),
        ),
        digestKey: known?.digestKey ?? unwrap(masters, purposeOfDigestKey, file.digestKey),
        evidenceKey:
          known?.evidenceKey ??
          createPrivateKey({ key: Buffer.from(unwrap(masters, purposeOfEvidenceKey, file.evidenceKey)), format: 'der', type: 'pkcs8' }),
      };
    } catch (error) {
      if (tries >= 5 || !(error instanceof KeyFault) || error.code !== 'key-unknown') throw error;
    }
  }
}

/**
 * Wraps everything under the master key `master` and adds a data key, which becomes the current one.
 * The digest key and the evidence key keep their values: stored digests and published evidence depend on them.
 */
export function rewrapRing(folder: string, masters: MasterKeys, master: string): { dataKey: string; rewrapped: number } {
  const path = ringPath(folder);
  const file = parse(path, readPrivate(path));
  const again = (purpose: string, key: Wrapped): Wrapped => wrap(masters, master, purpose, unwrap(masters, purpose, key));
  const dataKeys: Record<string, Wrapped> = {};
  for (const [id, key] of Object.entries(file.dataKeys)) dataKeys[id] = again(purposeOfDataKey(id), key);
  let id = randomBytes(4).toString('hex');
  while (id in dataKeys) id = randomBytes(4).toString('hex');
  dataKeys[id] = wrap(masters, master, purposeOfDataKey(id), randomBytes(32));
  replacePrivate(path, {
    version: 1,
    currentDataKey: id,
    dataKeys,
    digestKey: again(purposeOfDigestKey, file.digestKey),
    evidenceKey: again(purposeOfEvidenceKey, file.evidenceKey),
  } satisfies RingFile);
  return { dataKey: id, rewrapped: Object.keys(file.dataKeys).length + 2 };
}
