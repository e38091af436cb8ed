// The soft-token protocol against its vectors, and the vectors against WebCrypto, which shares no code with us.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { fromHex, toHex, utf8 } from './bytes.ts';
import * as protocol from './soft-token.ts';
import vectors from './vectors/soft-token.json' with { type: 'json' };

const { subtle } = globalThis.crypto;
const { deviceId, saltId } = vectors.agreement;
const salt = fromHex(saltId.replaceAll('-', ''));
const secret = fromHex(vectors.agreement.sharedSecret);
const keys = protocol.deriveKeys(secret, salt, deviceId);
const hex = async (bytes: Promise<ArrayBuffer>): Promise<string> => toHex(new Uint8Array(await bytes));
const subtleMac = async (key: Uint8Array, data: Uint8Array): Promise<Uint8Array> => {
  const imported = await subtle.importKey('raw', key as Uint8Array<ArrayBuffer>, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', imported, data as Uint8Array<ArrayBuffer>));
};
const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe('keys', () => {
  test('both sides of an agreement have the same secret', () => {
    const { server, client, sharedSecret } = vectors.agreement;
    assert.equal(toHex(protocol.agree(fromHex(server.privateKey), fromHex(client.publicKey)) ?? new Uint8Array()), sharedSecret);
    assert.equal(toHex(protocol.agree(fromHex(client.privateKey), fromHex(server.publicKey)) ?? new Uint8Array()), sharedSecret);
  });

  test('a new pair agrees with another new pair', () => {
    for (let round = 0; round < 300; round += 1) {
      const [one, two] = [protocol.createEphemeral(), protocol.createEphemeral()];
      assert.equal(one.privateKey.length, 32);
      assert.deepEqual(protocol.agree(one.privateKey, two.publicKey), protocol.agree(two.privateKey, one.publicKey));
    }
  });

  test('a point that is not on the curve makes no secret', () => {
    const off = fromHex(vectors.agreement.client.publicKey);
    off[64] = (off[64] ?? 0) ^ 1;
    for (const point of [off, new Uint8Array(65), Uint8Array.of(0), fromHex(`02${vectors.agreement.client.publicKey.slice(2, 66)}`)]) {
      assert.equal(protocol.agree(fromHex(vectors.agreement.server.privateKey), point), undefined);
      assert.equal(protocol.publicKeyOf(point), undefined);
    }
  });

  test('the vectors hold, and WebCrypto derives the same keys', async () => {
    const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
    for (const [name, label] of Object.entries(protocol.keyLabels)) {
      const info = Buffer.concat([Buffer.from(`${label}\0`), Buffer.from(deviceId.replaceAll('-', ''), 'hex')]);
      const wanted = vectors.keys[name as keyof typeof vectors.keys];
      assert.equal(toHex(keys[name as keyof typeof keys]), wanted);
      assert.equal(await hex(subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, base, 256)), wanted, name);
    }
    assert.equal(toHex(protocol.confirmation(keys.confirm)), vectors.confirmation);
  });

  test('every label is another one', () => {
    const labels = [...Object.values(protocol.keyLabels), ...Object.values(protocol.messageLabels), protocol.ratchetLabel];
    assert.equal(new Set(labels).size, labels.length);
  });
});

describe('chains', () => {
  test('steps are those of the vectors, one by one or at once', async () => {
    let state: Uint8Array = fromHex(vectors.chain.start);
    for (let index = 0; index <= 3; index += 1) {
      assert.equal(toHex(state), vectors.chain.states[index]?.state);
      const next = await subtle.digest('SHA-256', Buffer.concat([Buffer.from('ramz/1/ratchet'), state]));
      state = protocol.stepChain(state);
      assert.equal(toHex(state), toHex(new Uint8Array(next)));
    }
    for (const row of vectors.chain.states) assert.equal(toHex(protocol.stepChainTo(keys.online, 0, row.index)), row.state);
    const half = protocol.stepChainTo(keys.online, 0, 400);
    assert.equal(toHex(protocol.stepChainTo(half, 400, 1000)), vectors.chain.states[4]?.state);
  });

  test('a chain never goes back', () => {
    assert.throws(() => protocol.stepChainTo(keys.online, 5, 4), /only steps forward/);
  });

  test('stepping leaves the state that was given as it was', () => {
    const before = toHex(keys.online);
    protocol.stepChainTo(keys.online, 0, 3);
    assert.equal(toHex(keys.online), before);
  });
});

describe('messages', () => {
  for (const row of vectors.messages) {
    test(`${row.kind}: text, proof and signature are those of the vectors`, async () => {
      const kind = row.kind as protocol.MessageKind;
      const label = protocol.messageLabels[kind];
      const message = protocol.messageBytes(kind, row.values as never);
      assert.equal(protocol.messageText(kind, row.values as never), row.text);
      assert.equal(label, row.label);
      const publicKey = fromHex(vectors.installation.publicKey);
      assert.equal(protocol.signatureIsRight(publicKey, label, message, fromHex(row.signature)), true);
      const imported = await subtle.importKey('raw', publicKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
      const data = Buffer.concat([Buffer.from(`${row.label}\0`), Buffer.from(row.text)]);
      assert.equal(await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, fromHex(row.signature), data), true);
      if (row.chain === undefined) return;
      const state = protocol.stepChainTo(keys[row.chain as 'online'], 0, row.index ?? 0);
      const key = protocol.authenticationKey(keys[row.factor as protocol.Factor], keys.possession, state);
      assert.equal(toHex(key), row.authenticationKey);
      const factor = keys[row.factor as protocol.Factor];
      assert.equal(toHex(await subtleMac(factor, joined(state, await subtleMac(keys.possession, state)))), row.authenticationKey);
      assert.equal(toHex(await subtleMac(key, data)), row.proof);
      assert.equal(protocol.proofIsRight(key, label, message, fromHex(row.proof ?? '')), true);
      assert.equal(protocol.proofIsRight(key, label, message, fromHex(row.proof ?? '').subarray(1)), false);
      assert.equal(protocol.proofIsRight(key, label, utf8(`${row.text} `), fromHex(row.proof ?? '')), false);
    });
  }

  test('a signature under another label, of another key or in another form is wrong', () => {
    const [registration, signIn] = vectors.messages;
    assert.ok(registration !== undefined && signIn !== undefined);
    const publicKey = fromHex(vectors.installation.publicKey);
    const message = utf8(registration.text);
    const signature = fromHex(registration.signature);
    assert.equal(protocol.signatureIsRight(publicKey, protocol.messageLabels.state, message, signature), false);
    assert.equal(protocol.signatureIsRight(fromHex(vectors.agreement.server.publicKey), 'ramz/1/registration', message, signature), false);
    assert.equal(protocol.signatureIsRight(publicKey, 'ramz/1/registration', message, fromHex(signIn.signature)), false);
    assert.equal(protocol.signatureIsRight(publicKey, 'ramz/1/registration', message, signature.subarray(1)), false);
    assert.equal(protocol.signatureIsRight(publicKey, 'ramz/1/registration', message, new Uint8Array(64)), false);
  });

  test('fields that the protocol does not name are not signed, a missing one is a bug', () => {
    const values = { deviceId, at: 5, extra: 'x' };
    assert.equal(protocol.messageText('state', values), `{"at":5,"deviceId":"${deviceId}","suite":1,"v":1}`);
    assert.throws(() => protocol.messageText('state', { deviceId } as never), /has no at/);
  });
});

describe('codes', () => {
  test('Generate-OTP codes are those of the vectors', () => {
    for (const row of vectors.nonFinancialCodes) {
      const key = protocol.authenticationKey(keys.knowledge, keys.possession, protocol.stepChainTo(keys.otp, 0, row.index));
      assert.equal(protocol.nonFinancialCode(key, row.index), row.code);
      assert.match(row.code, /^\d{8}$/);
    }
  });

  test('offline codes are those of the vectors, and each detail is in the code', () => {
    const { operationId, details, codes } = vectors.offlineCodes;
    for (const { index, code } of codes) {
      const key = protocol.authenticationKey(keys.knowledge, keys.possession, protocol.stepChainTo(keys.offline, 0, index));
      const of = (changed: Record<string, string>): string =>
        protocol.offlineCode(key, protocol.messageBytes('offline', { deviceId, operationId, index, details: { ...details, ...changed } }));
      assert.equal(of({}), code);
      for (const name of Object.keys(details)) assert.notEqual(of({ [name]: 'changed' }), code, name);
    }
  });

  test('truncation is that of RFC 4226 section 5.4', () => {
    const mac = fromHex('1f8698690e02ca16618550ef7f19da8e945b555a');
    assert.equal(protocol.truncate(mac, 6), '872921');
    assert.equal(protocol.truncate(mac, 8), '57872921');
  });

  test('codes are compared whole', () => {
    assert.equal(protocol.sameCode('01234567', '01234567'), true);
    for (const wrong of ['1234567', '012345678', '01234568', '', '\ud800']) assert.equal(protocol.sameCode('01234567', wrong), false);
  });
});

describe('frames', () => {
  for (const row of vectors.frames) {
    const type = row.type as protocol.FrameType;
    test(`a frame of type ${type} is that of the vectors, and WebCrypto opens it`, async () => {
      const frame = fromHex(row.frame);
      assert.equal(toHex(protocol.sealFrame(type, deviceId, keys.transport, fromHex(row.nonce), fromHex(row.plaintext))), row.frame);
      assert.equal(toHex(protocol.openFrame(type, deviceId, keys.transport, frame) ?? new Uint8Array()), row.plaintext);
      const key = await subtle.importKey('raw', fromHex(vectors.keys.transport), 'AES-GCM', false, ['decrypt']);
      const opened = subtle.decrypt({ name: 'AES-GCM', iv: frame.slice(6, 18), additionalData: frame.slice(0, 6) }, key, frame.slice(18));
      assert.equal(await hex(opened), row.plaintext);
    });

    test(`no altered bit of a frame of type ${type} opens`, () => {
      for (let at = 0; at < row.frame.length / 2; at += 1) {
        const frame = fromHex(row.frame);
        frame[at] = (frame[at] ?? 0) ^ 1;
        assert.equal(protocol.openFrame(type, deviceId, keys.transport, frame), undefined, `byte ${at}`);
      }
      assert.equal(protocol.openFrame(type, deviceId, keys.transport, fromHex(row.frame).subarray(0, 33)), undefined);
    });
  }

  test('an activation frame has 119 bytes and reads back', () => {
    assert.equal((vectors.frames[0]?.frame.length ?? 0) / 2, 119);
    const offer = protocol.decodeActivation(fromHex(vectors.frames[0]?.plaintext ?? ''));
    assert.deepEqual(offer, { activationId: saltId, serverKey: fromHex(vectors.agreement.server.publicKey), expiresAtS: 1_772_352_120 });
    assert.equal(protocol.decodeActivation(new Uint8Array(84)), undefined);
  });

  test('an operation frame reads back with its details', () => {
    const offer = protocol.decodeOperation(fromHex(vectors.frames[1]?.plaintext ?? ''));
    const { operationId, details } = vectors.offlineCodes;
    assert.deepEqual(offer, { operationId, index: 2, details });
    assert.equal(protocol.decodeOperation(new Uint8Array(20)), undefined);
  });

  test("another device's frame and a frame of another type do not open", () => {
    assert.equal(protocol.openFrame(2, deviceId, keys.transport, fromHex(vectors.foreignFrame.frame)), undefined);
    assert.equal(protocol.openFrame(1, deviceId, keys.transport, fromHex(vectors.frames[1]?.frame ?? '')), undefined);
  });
});
