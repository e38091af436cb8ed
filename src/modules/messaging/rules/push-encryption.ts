// Encryption of a push for one browser: RFC 8291 over the aes128gcm coding of RFC 8188.

import { createCipheriv, createECDH, hkdfSync } from 'node:crypto';

/** Keys of a push subscription, base64url as browsers give them. */
export type SubscriptionKeys = { readonly p256dh: string; readonly auth: string };

const recordSize = 4096;
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const derive = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

/** Whether keys have the form of P-256 point and 16-byte secret; the point itself is judged by the encryption. */
export function areSubscriptionKeys({ p256dh, auth }: SubscriptionKeys): boolean {
  return /^[\w-]{86,88}={0,2}$/.test(p256dh) && bytes(p256dh).length === 65 && bytes(p256dh)[0] === 4 && bytes(auth).length === 16;
}

/**
 * The body of the push request: header (salt, record size, sender's key) and one encrypted record.
 * @param fresh.privateKey 32 random bytes: a P-256 private key used for this message alone
 * @param fresh.salt 16 random bytes
 * @throws where p256dh is no point of P-256
 */
export function encryptPush(plaintext: Uint8Array, keys: SubscriptionKeys, fresh: { privateKey: Uint8Array; salt: Uint8Array }): Buffer {
  if (plaintext.length > recordSize - 103) throw new Error('bug: a push carries an id, not a letter');
  const sender = createECDH('prime256v1');
  sender.setPrivateKey(fresh.privateKey);
  const senderPublic = sender.getPublicKey();
  const receiverPublic = bytes(keys.p256dh);
  const shared = sender.computeSecret(receiverPublic);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiverPublic, senderPublic]);
  const inputKey = derive(shared, bytes(keys.auth), info, 32);
  const contentKey = derive(inputKey, fresh.salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(inputKey, fresh.salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', contentKey, nonce);
  // The byte 2 says that this record is the last one (RFC 8188 section 2).
  const record = Buffer.concat([cipher.update(plaintext), cipher.update(Uint8Array.of(2)), cipher.final(), cipher.getAuthTag()]);
  const header = Buffer.alloc(21);
  Buffer.from(fresh.salt).copy(header);
  header.writeUInt32BE(recordSize, 16);
  header.writeUInt8(senderPublic.length, 20);
  return Buffer.concat([header, senderPublic, record]);
}
