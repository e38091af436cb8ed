// The bank's identity towards push services (RFC 8292): a key made at the first start, and signed tokens.

import { createECDH, createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class VapidFault extends Error {
  readonly code = 'vapid-key-invalid';
}

export type Vapid = {
  /** What browsers want as `applicationServerKey`: base64url of the uncompressed point. */
  readonly publicKey: string;
  /** The Authorization header for the push service of an endpoint. */
  authorization(endpoint: string, now: Temporal.Instant): string;
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function makeKey(file: string): { publicKey: string; privateKey: string } {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // A private key may begin with zero bytes that Node leaves out; the file always holds 32.
  const privateKey = pair.getPrivateKey().toString('hex').padStart(64, '0');
  const made = { publicKey, privateKey: Buffer.from(privateKey, 'hex').toString('base64url') };
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(draft, file);
  return made;
}

function readKey(file: string): { publicKey: string; privateKey: string } | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as { publicKey: string; privateKey: string };
  } catch (cause) {
    throw new VapidFault(`${file} is damaged. Restore it from a backup; with a new key every phone must allow notifications again.`, {
      cause,
    });
  }
}

function privateKeyOf({ publicKey, privateKey }: { publicKey: string; privateKey: string }, file: string): KeyObject {
  try {
    const point = Buffer.from(publicKey, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
    return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: privateKey }, format: 'jwk' });
  } catch (cause) {
    throw new VapidFault(`${file} holds no P-256 key.`, { cause });
  }
}

/**
 * Opens the key in `folder`/vapid.json, made with mode 0600 where there is none.
 * @param subject how a push service reaches the bank: `mailto:…` or `https://…`
 */
export function openVapid(folder: string, subject: string): Vapid {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'vapid.json');
  const stored = readKey(file) ?? makeKey(file);
  const key = privateKeyOf(stored, file);
  const tokens = new Map<string, { header: string; until: number }>();
  return {
    publicKey: stored.publicKey,
    authorization(endpoint, now) {
      const audience = new URL(endpoint).origin;
      const seconds = Math.floor(now.epochMilliseconds / 1000);
      const known = tokens.get(audience);
      if (known !== undefined && seconds < known.until && seconds > known.until - 7200) return known.header;
      // RFC 8292: at most 24 h ahead. Used for one hour, so a clock that differs by hours does no harm.
      const content = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: audience, exp: seconds + 12 * 3600, sub: subject })}`;
      const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
      const header = `vapid t=${content}.${signature}, k=${stored.publicKey}`;
      if (tokens.size > 200) tokens.clear();
      tokens.set(audience, { header, until: seconds + 3600 });
      return header;
    },
  };
}
