// The phone's cryptography against the vectors that the bank's side is held to as well.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fromHex, toBase64url, toHex } from '../../../src/crypto/bytes.ts';
import { decodeDetails } from '../../../src/crypto/details.ts';
import { type MessageLabel, messageLabels } from '../../../src/crypto/labels.ts';
import { type MessageKind, type Messages, messageBytes, messageText } from '../../../src/crypto/messages.ts';
import * as phone from './primitives.ts';

type Vectors = {
  agreement: { server: { publicKey: string }; client: { privateKey: string; publicKey: string }; saltId: string; deviceId: string };
  installation: { privateKey: string; publicKey: string };
  keys: Record<string, string>;
  confirmation: string;
  chain: { start: string; states: { index: number; state: string }[] };
  messages: {
    kind: MessageKind;
    values: never;
    label: MessageLabel;
    text: string;
    factor?: 'knowledge' | 'biometry';
    state?: string;
    authenticationKey?: string;
    proof?: string;
  }[];
  nonFinancialCodes: { index: number; code: string }[];
  offlineCodes: { operationId: string; details: Record<string, string>; codes: { index: number; code: string }[] };
  frames: { type: number; plaintext: string; frame: string }[];
  foreignFrame: { frame: string };
};

const vectors = JSON.parse(await readFile(new URL('../../../src/crypto/vectors/soft-token.json', import.meta.url), 'utf8')) as Vectors;

/** A private key of the vectors, as WebCrypto takes it. */
async function privateKey(pair: { privateKey: string; publicKey: string }, name: 'ECDH' | 'ECDSA'): Promise<CryptoKey> {
  const point = fromHex(pair.publicKey);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: toBase64url(fromHex(pair.privateKey)),
    x: toBase64url(point.slice(1, 33)),
    y: toBase64url(point.slice(33)),
  };
  return crypto.subtle.importKey('jwk', jwk, { name, namedCurve: 'P-256' }, false, name === 'ECDH' ? ['deriveKey'] : ['sign']);
}

const { deviceId, saltId } = vectors.agreement;
const client = await privateKey(vectors.agreement.client, 'ECDH');
const keys = (await phone.deriveKeys(client, fromHex(vectors.agreement.server.publicKey), saltId, deviceId))!;

describe('soft-token protocol of the phone', () => {
  test('an agreement gives the keys of the vectors; possession, transport and confirm cannot be read out', async () => {
    for (const name of ['knowledge', 'biometry', 'online', 'offline', 'otp'] as const)
      assert.equal(toHex(keys[name]), vectors.keys[name], name);
    for (const name of ['possession', 'transport', 'confirm'] as const) {
      assert.equal(keys[name].extractable, false, name);
      await assert.rejects(crypto.subtle.exportKey('raw', keys[name]), name);
    }
    assert.ok(await phone.confirmationIsRight(keys.confirm, fromHex(vectors.confirmation)));
    assert.equal(await phone.confirmationIsRight(keys.confirm, new Uint8Array(32)), false);
  });

  test('a point that is not on the curve gives no keys', async () => {
    const off = fromHex(vectors.agreement.server.publicKey);
    off[64]! ^= 1;
    assert.equal(await phone.deriveKeys(client, off, saltId, deviceId), undefined);
  });

  test('a chain steps forward as the vectors do, and never back', () => {
    const start = fromHex(vectors.chain.start);
    for (const { index, state } of vectors.chain.states) assert.equal(toHex(phone.stepChain(start, 0, index)), state);
    assert.throws(() => phone.stepChain(start, 3, 2));
  });

  for (const vector of vectors.messages) {
    test(`${vector.kind}: text and proof are those of the vectors`, async () => {
      assert.equal(messageText(vector.kind, vector.values as Messages[typeof vector.kind]), vector.text);
      if (vector.state === undefined) return;
      const factor = vector.factor === 'biometry' ? keys.biometry : keys.knowledge;
      const key = await phone.authenticationKey(factor, keys.possession, fromHex(vector.state));
      assert.equal(toHex(key), vector.authenticationKey);
      const message = messageBytes(vector.kind, vector.values as Messages[typeof vector.kind]);
      assert.equal(toHex(await phone.proof(key, vector.label, message)), vector.proof);
    });
  }

  test('a signature is one of the installation over label and message', async () => {
    const installation = await privateKey(vectors.installation, 'ECDSA');
    const message = messageBytes('state', { deviceId, at: 1_700_000_000 });
    const signature = await phone.sign(installation, messageLabels.state, message);
    assert.equal(signature.length, 64);
    const { signatureIsRight } = await import('../../../src/crypto/soft-token.ts');
    assert.ok(signatureIsRight(fromHex(vectors.installation.publicKey), messageLabels.state, message, signature));
  });

  test('codes of Generate OTP are those of the vectors', async () => {
    for (const { index, code } of vectors.nonFinancialCodes) {
      const key = await phone.authenticationKey(keys.knowledge, keys.possession, phone.stepChain(keys.otp, 0, index));
      assert.equal(await phone.nonFinancialCode(key, index), code);
    }
  });

  test('offline codes are those of the vectors', async () => {
    const { operationId, details, codes } = vectors.offlineCodes;
    for (const { index, code } of codes) {
      const key = await phone.authenticationKey(keys.knowledge, keys.possession, phone.stepChain(keys.offline, 0, index));
      assert.equal(await phone.offlineCode(key, messageBytes('offline', { deviceId, operationId, index, details })), code);
    }
  });

  test('frames open with the key of this device; altered and foreign ones do not', async () => {
    for (const { type, plaintext, frame } of vectors.frames) {
      const bytes = fromHex(frame);
      assert.equal(phone.frameType(bytes, deviceId), type);
      assert.equal(toHex((await phone.openFrame(keys.transport, bytes))!), plaintext);
      bytes[bytes.length - 20]! ^= 1;
      assert.equal(await phone.openFrame(keys.transport, bytes), undefined);
    }
    assert.equal(phone.frameType(fromHex(vectors.foreignFrame.frame), deviceId), 'foreign');
    assert.equal(phone.frameType(new Uint8Array(20), deviceId), 'not-a-frame');
    const operation = phone.decodeOperation(fromHex(vectors.frames.find(({ type }) => type === 2)!.plaintext))!;
    assert.ok(Object.keys(operation.details).length > 0);
    assert.equal(decodeDetails(new Uint8Array(0)), undefined);
  });

  test('every password opens what lies on the phone, and nothing there tells which one was right', async () => {
    const blinded = await phone.blind(keys.knowledge, 'Oman-2731');
    assert.deepEqual(await phone.unblind(blinded, 'Oman-2731'), keys.knowledge);
    const wrong = await phone.unblind(blinded, 'Oman-2732');
    assert.equal(wrong.length, 32);
    assert.notDeepEqual(wrong, keys.knowledge);
    assert.deepEqual(Object.keys(blinded).sort(), ['masked', 'salt'], 'no tag, hash or check value');
  });

  test('digits of every keyboard are one password', async () => {
    const blinded = await phone.blind(keys.knowledge, '۲۷۳۱۸۶');
    assert.deepEqual(await phone.unblind(blinded, '273186'), keys.knowledge);
  });

  test('the mask is that of Argon2id as the bank side would compute it', async () => {
    const { hashRaw } = await import('@node-rs/argon2');
    const salt = new Uint8Array(16).fill(7);
    const expected = await hashRaw('Oman-2731', {
      salt,
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
      outputLen: 32,
    });
    assert.equal(toHex(await phone.passwordMask('Oman-2731', salt)), expected.toString('hex'));
  });
});
