// What a kiosk's devices and the bank say to each other through a page that must not read it: keys, sealed reads, proofs.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync, timingSafeEqual } from 'node:crypto';

import { concat, utf8 } from './bytes.ts';

/** Bytes of the key that a machine shares with the bank. */
export const kioskKeyLength = 32;

const purposes = ['sign-on', 'card', 'pin', 'document', 'blank', 'note'] as const;
export type KioskPurpose = (typeof purposes)[number];

export type KioskKeys = Readonly<Record<KioskPurpose, Uint8Array>>;

/** One key for each purpose, so that what a device said for one can never be taken for another (HKDF, RFC 5869). */
export function kioskKeys(deviceKey: Uint8Array): KioskKeys {
  if (deviceKey.length !== kioskKeyLength) throw new Error('bug: a kiosk key has 32 bytes');
  const derive = (purpose: KioskPurpose): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', deviceKey, new Uint8Array(0), `ramz/kiosk/${purpose}`, 32));
  return Object.fromEntries(purposes.map((purpose) => [purpose, derive(purpose)])) as KioskKeys;
}

const nonceLength = 12;
const tagLength = 16;

/** Seals JSON for the other side, bound to `context` (a visit, a card): AES-256-GCM, nonce ‖ ciphertext ‖ tag in base64url. */
export function sealForKiosk(keys: KioskKeys, purpose: KioskPurpose, context: string, value: object): string {
  const nonce = randomFillSync(new Uint8Array(nonceLength));
  const cipher = createCipheriv('aes-256-gcm', keys[purpose], nonce).setAAD(utf8(context));
  const sealed = concat(nonce, cipher.update(utf8(JSON.stringify(value))), cipher.final(), cipher.getAuthTag());
  return Buffer.from(sealed).toString('base64url');
}

/** The JSON; undefined where the key, the purpose or the context is another one, or a bit was changed. */
export function openOfKiosk(keys: KioskKeys, purpose: KioskPurpose, context: string, sealed: string): Record<string, unknown> | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= nonceLength + tagLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keys[purpose], bytes.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(utf8(context))
    .setAuthTag(bytes.subarray(-tagLength));
  try {
    const text = concat(decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final());
    const value: unknown = JSON.parse(new TextDecoder().decode(text));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** HMAC-SHA-256 in base64url over the parts, kept apart by JSON. */
export function kioskProof(keys: KioskKeys, purpose: 'sign-on' | 'note', parts: readonly string[]): string {
  return createHmac('sha256', keys[purpose]).update(JSON.stringify(parts)).digest('base64url');
}

export function isKioskProof(keys: KioskKeys, purpose: 'sign-on' | 'note', parts: readonly string[], proof: string): boolean {
  const given = Buffer.from(proof, 'base64url');
  const wanted = Buffer.from(kioskProof(keys, purpose, parts), 'base64url');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
