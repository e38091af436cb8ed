// Writes soft-token.json from fixed inputs. Run it only when the protocol changes: a suite's vectors never do.

import { createECDH, sign, createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { fromHex, toBase64url, toHex, u64 } from '../bytes.ts';
import { encodeDetails } from '../details.ts';
import * as protocol from '../soft-token.ts';

const scalar = (start: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, index) => start + index);
const pair = (privateKey: Uint8Array): protocol.EphemeralPair => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  return { privateKey, publicKey: new Uint8Array(ecdh.getPublicKey()) };
};

const server = pair(scalar(0x10));
const client = pair(scalar(0x40));
const installation = pair(scalar(0x70));
const deviceId = '01890a5d-ac96-774b-bcce-b302099a8057';
const otherDeviceId = '01890a5d-ac96-774b-bcce-b302099a8058';
const saltId = '01890a5d-ac96-7b1b-9d2f-0c3f5b6a7d8e';
const operationId = '01890a5d-ac97-7c3d-8e4f-5a6b7c8d9e0f';
const salt = fromHex(saltId.replaceAll('-', ''));
const secret = protocol.agree(server.privateKey, client.publicKey) ?? new Uint8Array();
const keys = protocol.deriveKeys(secret, salt, deviceId);
const nonce = fromHex('000102030405060708090a0b');
const hexes = (values: Record<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toHex(value)]));

const transfer = {
  kind: 'transfer-customer',
  amount: '12500',
  currency: 'OMR',
  from: '0101000000001234',
  payee: 'سالم بن ناصر الحارثي',
  to: '0101000000005678',
  reference: 'إيجار مارس',
};
const spelt = { kind: 'address-change', address: '12 Al Qurum Street, Muscat', 'a-field-without-code': 'Қазақстан' };

const serverKey = toBase64url(server.publicKey);
const clientKey = toBase64url(client.publicKey);
const messages: { [K in protocol.MessageKind]: protocol.Messages[K] } = {
  registration: { registrationId: saltId, deviceId, serverKey, clientKey },
  signIn: { deviceId, factor: 'knowledge', index: 3 },
  decision: { deviceId, operationId, decision: 'approve', factor: 'biometry', index: 4, details: transfer },
  activation: { deviceId, activationId: saltId, index: 5, serverKey, clientKey },
  rekey: { deviceId, rekeyId: saltId, index: 6, serverKey, clientKey },
  biometry: { deviceId, enabled: true, index: 7, rekeyId: saltId, serverKey, clientKey },
  state: { deviceId, at: 1_772_352_000 },
  offline: { deviceId, operationId, index: 2, details: transfer },
};

const jwk = {
  kty: 'EC',
  crv: 'P-256',
  d: toBase64url(installation.privateKey),
  x: toBase64url(installation.publicKey.slice(1, 33)),
  y: toBase64url(installation.publicKey.slice(33)),
};
const signingKey = createPrivateKey({ key: jwk, format: 'jwk' });
const signed = (label: string, message: Uint8Array): string =>
  toHex(sign('sha256', Buffer.concat([Buffer.from(`${label}\0`), message]), { key: signingKey, dsaEncoding: 'ieee-p1363' }));

const proofs = (Object.keys(messages) as protocol.MessageKind[]).map((kind) => {
  const values = messages[kind];
  const chain = kind === 'offline' ? 'offline' : 'online';
  const factor = 'factor' in values ? values.factor : 'knowledge';
  const index = 'index' in values ? values.index : undefined;
  const label = protocol.messageLabels[kind];
  const bytes = protocol.messageBytes(kind, values);
  const row = { kind, values, label, text: protocol.messageText(kind, values), signature: signed(label, bytes) };
  if (index === undefined) return row;
  const state = protocol.stepChainTo(keys[chain], 0, index);
  const key = protocol.authenticationKey(keys[factor], keys.possession, state);
  return {
    ...row,
    chain,
    factor,
    index,
    state: toHex(state),
    authenticationKey: toHex(key),
    proof: toHex(protocol.proof(key, label, bytes)),
  };
});

const codes = [0, 1, 2, 119].map((index) => {
  const state = protocol.stepChainTo(keys.otp, 0, index);
  const key = protocol.authenticationKey(keys.knowledge, keys.possession, state);
  return { index, message: toHex(u64(index)), state: toHex(state), code: protocol.nonFinancialCode(key, index) };
});
const offline = [0, 1, 2, 40].map((index) => {
  const key = protocol.authenticationKey(keys.knowledge, keys.possession, protocol.stepChainTo(keys.offline, 0, index));
  return { index, code: protocol.offlineCode(key, protocol.messageBytes('offline', { deviceId, operationId, index, details: transfer })) };
});

const activation = protocol.encodeActivation({ activationId: saltId, serverKey: server.publicKey, expiresAtS: 1_772_352_120 });
const operation = protocol.encodeOperation({ operationId, index: 2, details: transfer });
const vectors = {
  about: 'Fixed inputs and every value that suite 1 of docs/soft-token-protocol.md derives from them. Bytes are hexadecimal.',
  agreement: {
    server: hexes(server),
    client: hexes(client),
    sharedSecret: toHex(secret),
    saltId,
    deviceId,
  },
  installation: {
    ...hexes(installation),
    installationId: protocol.installationId(installation.publicKey),
    signatures: 'any valid ECDSA signature is right; these are examples to verify',
  },
  keys: hexes(keys),
  confirmation: toHex(protocol.confirmation(keys.confirm)),
  chain: {
    start: toHex(keys.online),
    states: [0, 1, 2, 3, 1000].map((index) => ({ index, state: toHex(protocol.stepChainTo(keys.online, 0, index)) })),
  },
  messages: proofs,
  nonFinancialCodes: codes,
  offlineCodes: { operationId, details: transfer, codes: offline },
  details: [transfer, spelt, {}].map((details) => ({ details, compact: toHex(encodeDetails(details)) })),
  frames: [
    {
      type: 1,
      nonce: toHex(nonce),
      plaintext: toHex(activation),
      frame: toHex(protocol.sealFrame(1, deviceId, keys.transport, nonce, activation)),
    },
    {
      type: 2,
      nonce: toHex(nonce),
      plaintext: toHex(operation),
      frame: toHex(protocol.sealFrame(2, deviceId, keys.transport, nonce, operation)),
    },
  ],
  foreignFrame: { otherDeviceId, frame: toHex(protocol.sealFrame(2, otherDeviceId, keys.transport, nonce, operation)) },
};

writeFileSync(new URL('./soft-token.json', import.meta.url), `${JSON.stringify(vectors, undefined, 2)}\n`);
