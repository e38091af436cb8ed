// The phone's conduct: what is stored before what is sent, lost answers, wrong passwords, codes without a network.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { fromBase64url, toBase64url, uuidBytes } from '../../../src/crypto/bytes.ts';
import * as bank from '../../../src/crypto/soft-token.ts';
import type { BiometricAuthenticator } from './biometry.ts';
import { createMemoryStore, createPhone } from './phone.ts';
import type { Call, Transport } from './transport.ts';

const b64u = toBase64url;
const bytes = (text: unknown): Uint8Array => fromBase64url(String(text))!;

/** The other end of the line: the bank's cryptography and just enough memory to answer one phone. */
function createLine() {
  let installation: Uint8Array = new Uint8Array();
  let offer: { id: string; pair: bank.EphemeralPair } = { id: '', pair: bank.createEphemeral() };
  let keys: bank.DeviceKeys | undefined;
  const deviceId = randomUUID();
  const used = { online: new Set<number>() };
  const twice: number[] = [];
  const calls: Call[] = [];
  let activation: { id: string; pair: bank.EphemeralPair } | undefined;
  let down: 'no' | 'before' | 'after' = 'no';
  const problem = (reason: string, status = 403) => ({
    status,
    body: { type: `https://ramz.dev/problems/${reason}`, title: reason, attemptsLeft: 4 },
  });
  const check = <K extends bank.MessageKind>(
    label: bank.MessageLabel,
    kind: K,
    values: bank.Messages[K],
    body: Record<string, unknown>,
    factor: 'knowledge' | 'biometry',
  ) => {
    const message = bank.messageBytes(kind, values);
    assert.ok(bank.signatureIsRight(installation, label, message, bytes(body['signature'])), 'signature');
    const index = Number(body['index']);
    if (used.online.has(index)) {
      twice.push(index);
      return false;
    }
    used.online.add(index);
    const key = bank.authenticationKey(keys![factor], keys!.possession, bank.stepChainTo(keys!.online, 0, index));
    return bank.proofIsRight(key, label, message, bytes(body['proof']));
  };
  const details = {
    kind: 'transfer-customer',
    amount: '12500',
    currency: 'OMR',
    payee: 'سالم',
    to: '0101000000005678',
    from: '0101000000001234',
  };
  const operationId = randomUUID();
  const answer = (call: Call): { status: number; body: unknown } => {
    const body = call.body as Record<string, unknown>;
    const path = call.path.replace('/token/v1', '');
    if (path === '/registrations') {
      installation = bytes(body['installationKey']);
      offer = { id: randomUUID(), pair: bank.createEphemeral() };
      return {
        status: 201,
        body: {
          registrationId: offer.id,
          registrationToken: 'token',
          purpose: body['purpose'],
          state: 'awaiting-code',
          expiresAt: '2026-01-01T00:00:00Z',
          passwordRule: { lengthMin: 6, lengthMax: 12 },
          contactCentre: '+968 2400 0000',
        },
      };
    }
    if (path.endsWith('/code')) return { status: 200, body: { deviceId, serverKey: b64u(offer.pair.publicKey) } };
    if (path.endsWith('/completion')) {
      const message = bank.messageBytes('registration', {
        registrationId: offer.id,
        deviceId,
        serverKey: b64u(offer.pair.publicKey),
        clientKey: String(body['clientKey']),
      });
      assert.ok(bank.signatureIsRight(installation, bank.messageLabels.registration, message, bytes(body['signature'])));
      const fresh = bank.deriveKeys(bank.agree(offer.pair.privateKey, bytes(body['clientKey']))!, uuidBytes(offer.id), deviceId);
      keys = keys === undefined ? fresh : { ...keys, knowledge: fresh.knowledge };
      return { status: 200, body: { deviceId, confirmation: b64u(bank.confirmation(fresh.confirm)) } };
    }
    if (path === '/sign-ins') {
      const factor = body['factor'] as 'knowledge' | 'biometry';
      if (!check(bank.messageLabels.signIn, 'signIn', { deviceId, factor, index: Number(body['index']) }, body, factor))
        return problem('wrong-password');
      return {
        status: 200,
        body: {
          sessionToken: 'session',
          expiresAt: '2026-01-01T00:00:00Z',
          device: { deviceId, status: 'active', biometry: 'off', push: false },
          customer: { name: 'Aisha', language: 'en' },
          otp: { epoch: '2026-01-01T00:00:00Z', stepSeconds: 30 },
          pending: [operationId],
        },
      };
    }
    if (path === '/operations')
      return {
        status: 200,
        body: {
          operations: [{ operationId, kind: details.kind, class: 'financial', status: 'pending', details, createdAt: '', expiresAt: '' }],
        },
      };
    if (path.endsWith('/decision')) {
      const factor = body['factor'] as 'knowledge' | 'biometry';
      const right = check(
        bank.messageLabels.decision,
        'decision',
        { deviceId, operationId, decision: 'approve', factor, index: Number(body['index']), details },
        body,
        factor,
      );
      return right ? { status: 200, body: { operationId, status: 'executed' } } : problem('wrong-password');
    }
    if (path.startsWith('/activations/') && activation !== undefined) {
      const serverKey = b64u(activation.pair.publicKey);
      const clientKey = String(body['clientKey']);
      const values = { deviceId, activationId: activation.id, index: Number(body['index']), serverKey, clientKey };
      const message = bank.messageBytes('activation', values);
      assert.ok(bank.signatureIsRight(installation, bank.messageLabels.activation, message, bytes(body['signature'])));
      assert.equal(call.token, 'session');
      if (!check(bank.messageLabels.activation, 'activation', values, body, 'knowledge')) return problem('wrong-password');
      const fresh = bank.deriveKeys(bank.agree(activation.pair.privateKey, bytes(clientKey))!, uuidBytes(activation.id), deviceId);
      const key = bank.authenticationKey(fresh.knowledge, fresh.possession, fresh.online);
      assert.ok(bank.proofIsRight(key, bank.messageLabels.activation, message, bytes(body['newProof'])), 'new proof at index 0');
      keys = fresh;
      used.online = new Set([0]);
      return { status: 200, body: { confirmation: b64u(bank.confirmation(fresh.confirm)), activatedAt: '2026-01-01T00:00:00Z' } };
    }
    if (path === '/rekeys') {
      offer = { id: randomUUID(), pair: bank.createEphemeral() };
      return { status: 200, body: { rekeyId: offer.id, serverKey: b64u(offer.pair.publicKey) } };
    }
    if (path.startsWith('/rekeys/')) {
      const clientKey = String(body['clientKey']);
      const index = Number(body['index']);
      const values = { deviceId, rekeyId: offer.id, index, serverKey: b64u(offer.pair.publicKey), clientKey };
      if (!check(bank.messageLabels.rekey, 'rekey', values, body, 'knowledge')) return problem('wrong-password');
      const fresh = bank.deriveKeys(bank.agree(offer.pair.privateKey, bytes(clientKey))!, uuidBytes(offer.id), deviceId);
      const key = bank.authenticationKey(fresh.knowledge, keys!.possession, bank.stepChainTo(keys!.online, 0, index));
      assert.ok(bank.proofIsRight(key, bank.messageLabels.rekey, bank.messageBytes('rekey', values), bytes(body['newProof'])));
      keys = { ...keys!, knowledge: fresh.knowledge };
      return { status: 200, body: { confirmation: b64u(bank.confirmation(fresh.confirm)) } };
    }
    if (path === '/biometry') {
      const enabled = Boolean(body['enabled']);
      const index = Number(body['index']);
      const serverKey = enabled ? b64u(offer.pair.publicKey) : '';
      const values = {
        deviceId,
        enabled,
        index,
        rekeyId: enabled ? offer.id : '',
        serverKey,
        clientKey: typeof body['clientKey'] === 'string' ? body['clientKey'] : '',
      };
      if (!check(bank.messageLabels.biometry, 'biometry', values, body, 'knowledge')) return problem('wrong-password');
      const shared = enabled ? bank.agree(offer.pair.privateKey, bytes(values.clientKey))! : new Uint8Array(randomBytes(32));
      keys = { ...keys!, biometry: bank.deriveKeys(shared, uuidBytes(offer.id), deviceId).biometry };
      return { status: 200, body: { biometry: values.enabled ? 'on' : 'off' } };
    }
    if (path.startsWith('/activations/')) return problem('activation-expired', 409);
    throw new Error(`bug: no answer to ${path}`);
  };
  const transport: Transport = async (call) => {
    calls.push(call);
    if (down === 'before') throw new Error('no network');
    const reply = answer(call);
    if (down === 'after') throw new Error('the answer was lost');
    return reply;
  };
  return {
    transport,
    calls,
    twice,
    deviceId,
    operationId,
    details,
    break: (how: 'no' | 'before' | 'after') => (down = how),
    expire: () => (activation = undefined),
    activationFrame() {
      activation = { id: randomUUID(), pair: bank.createEphemeral() };
      const plaintext = bank.encodeActivation({
        activationId: activation.id,
        serverKey: activation.pair.publicKey,
        expiresAtS: 2_000_000_000,
      });
      return bank.sealFrame(1, deviceId, keys!.transport, randomBytes(12), plaintext);
    },
    operationFrame: (index: number, to = deviceId) =>
      bank.sealFrame(2, to, keys!.transport, randomBytes(12), bank.encodeOperation({ operationId, index, details })),
    offlineCode: (index: number) =>
      bank.offlineCode(
        bank.authenticationKey(keys!.knowledge, keys!.possession, bank.stepChainTo(keys!.offline, 0, index)),
        bank.messageBytes('offline', { deviceId, operationId, index, details }),
      ),
    otpCode: (index: number) =>
      bank.nonFinancialCode(bank.authenticationKey(keys!.knowledge, keys!.possession, bank.stepChainTo(keys!.otp, 0, index)), index),
  };
}

const identity = {
  platform: 'android',
  screenLock: 'yes',
  mobile: '+96892345678',
  cardNumber: '4000000000000002',
  cardPin: '2731',
  language: 'en',
} as const;

async function registered() {
  const line = createLine();
  const store = createMemoryStore();
  const phone = createPhone({ store, transport: line.transport });
  assert.equal((await phone.register(identity)).kind, 'done');
  assert.equal((await phone.enterCode('123456')).kind, 'done');
  assert.equal((await phone.choosePassword('Muscat-27')).kind, 'done');
  return { line, store, phone };
}

async function activated() {
  const made = await registered();
  await made.phone.signIn({ password: 'Muscat-27' });
  assert.equal((await made.phone.scanFrame(made.line.activationFrame())).kind, 'done');
  assert.equal((await made.phone.commitActivation()).kind, 'done');
  return made;
}

describe('the phone', () => {
  test('registers, activates and approves with what it showed', async () => {
    const { phone, line } = await activated();
    const list = await phone.pending();
    assert.ok(list.kind === 'done' && list.value[0]?.operationId === line.operationId);
    const decision = await phone.decide(line.operationId, 'approve');
    assert.ok(decision.kind === 'done' && decision.value.status === 'executed');
  });

  test('does not sign an operation that it has not shown', async () => {
    const { phone } = await activated();
    const decision = await phone.decide(randomUUID(), 'approve');
    assert.ok(decision.kind === 'refused' && decision.reason === 'not-shown');
  });

  test('a trivial app password is refused before the bank is asked', async () => {
    const line = createLine();
    const phone = createPhone({ store: createMemoryStore(), transport: line.transport });
    await phone.register(identity);
    await phone.enterCode('123456');
    const answer = await phone.choosePassword('123456');
    assert.ok(answer.kind === 'refused' && answer.reason === 'password-trivial');
    assert.equal(line.calls.length, 2);
  });

  test('a completion whose answer was lost is asked for again with the same key', async () => {
    const line = createLine();
    const phone = createPhone({ store: createMemoryStore(), transport: line.transport });
    await phone.register(identity);
    await phone.enterCode('123456');
    line.break('before');
    assert.equal((await phone.choosePassword('Muscat-27')).kind, 'unreachable');
    line.break('no');
    assert.equal((await phone.choosePassword('Muscat-27')).kind, 'done');
    const [first, second] = line.calls.filter((call) => call.path.endsWith('/completion'));
    assert.deepEqual((first!.body as { clientKey: string }).clientKey, (second!.body as { clientKey: string }).clientKey);
    assert.equal((await phone.signIn({ password: 'Muscat-27' })).kind, 'done');
  });

  test('a wrong password is told only by the bank', async () => {
    const { phone, line } = await registered();
    const wrong = await phone.signIn({ password: 'Muscat-28' });
    assert.ok(wrong.kind === 'refused' && wrong.reason === 'wrong-password' && wrong.figures['attemptsLeft'] === 4);
    line.break('before');
    const offline = await phone.signIn({ password: 'Muscat-28' });
    assert.ok(offline.kind === 'done' && !offline.value.online, 'without network every password opens the app');
  });

  test('an index whose answer was lost is never used again', async () => {
    const { phone, line, store } = await activated();
    line.break('after');
    const before = (await store.read())!.device!.online.index;
    await phone.signIn({ password: 'Muscat-27' });
    assert.equal((await store.read())!.device!.online.index, before + 1);
    line.break('no');
    const again = await phone.signIn({ password: 'Muscat-27' });
    assert.equal(again.kind, 'done');
    assert.deepEqual(line.twice, []);
  });

  test('an activation whose answer was lost is finished at the next sign-in', async () => {
    const { phone, line, store } = await registered();
    await phone.signIn({ password: 'Muscat-27' });
    await phone.scanFrame(line.activationFrame());
    line.break('after');
    assert.equal((await phone.commitActivation()).kind, 'unreachable');
    line.break('no');
    const later = createPhone({ store, transport: line.transport });
    const answer = await later.signIn({ password: 'Muscat-27' });
    assert.ok(answer.kind === 'done' && answer.value.online);
    assert.equal((await later.standing()).device?.activated, true);
  });

  test('an activation that never arrived is forgotten at the next sign-in with the old keys', async () => {
    const { phone, line, store } = await registered();
    await phone.signIn({ password: 'Muscat-27' });
    await phone.scanFrame(line.activationFrame());
    line.break('before');
    assert.equal((await phone.commitActivation()).kind, 'unreachable');
    line.break('no');
    assert.equal((await phone.signIn({ password: 'Muscat-27' })).kind, 'done');
    assert.equal((await store.read())!.activation, undefined);
  });

  test('an activation whose answer was lost is finished by the first picture under the new key', async () => {
    const { phone, line } = await registered();
    await phone.signIn({ password: 'Muscat-27' });
    await phone.scanFrame(line.activationFrame());
    line.break('after');
    await phone.commitActivation();
    const scanned = await phone.scanFrame(line.operationFrame(0));
    assert.ok(scanned.kind === 'done' && scanned.value.kind === 'operation');
    assert.equal(scanned.value.code, line.offlineCode(0));
  });

  test('a refused activation leaves the old keys in use', async () => {
    const { phone, line, store } = await registered();
    await phone.signIn({ password: 'Muscat-27' });
    await phone.scanFrame(line.activationFrame());
    line.expire();
    const refusedAnswer = await phone.commitActivation();
    assert.ok(refusedAnswer.kind === 'refused' && refusedAnswer.reason === 'activation-expired');
    assert.equal((await store.read())!.activation, undefined);
    assert.equal((await phone.signIn({ password: 'Muscat-27' })).kind, 'done');
  });

  test('an offline code is the bank’s for that index; a picture seen twice gives it again, an older index none', async () => {
    const { phone, line, store } = await activated();
    line.break('before');
    await phone.signIn({ password: 'Muscat-27' });
    const frame = line.operationFrame(3);
    for (let look = 0; look < 2; look += 1) {
      const scanned = await phone.scanFrame(frame);
      assert.ok(scanned.kind === 'done' && scanned.value.kind === 'operation');
      assert.equal(scanned.value.code, line.offlineCode(3));
      assert.deepEqual(scanned.value.details, line.details);
    }
    assert.equal((await store.read())!.device!.offline.index, 4, 'the state at the used index is gone');
    const older = await phone.scanFrame(line.operationFrame(2));
    assert.ok(older.kind === 'refused' && older.reason === 'frame-used');
    await phone.signIn({ password: 'Muscat-28' });
    const wrong = await phone.scanFrame(line.operationFrame(4));
    assert.ok(
      wrong.kind === 'done' && wrong.value.kind === 'operation' && wrong.value.code !== line.offlineCode(4),
      'a wrong password gives a wrong code',
    );
  });

  test('pictures of other devices, altered ones and other bytes are refused', async () => {
    const { phone, line } = await activated();
    const altered = line.operationFrame(0);
    altered[30]! ^= 1;
    for (const [frame, reason] of [
      [altered, 'altered-frame'],
      [line.operationFrame(0, randomUUID()), 'foreign-frame'],
      [new Uint8Array(60), 'not-a-frame'],
    ] as const) {
      const scanned = await phone.scanFrame(frame);
      assert.ok(scanned.kind === 'refused' && scanned.reason === reason, reason);
    }
  });

  test('Generate OTP: one code a step, the next step’s when asked twice, then a wait', async () => {
    const { line, store } = await activated();
    const epochMs = Date.parse('2026-01-01T00:00:00Z');
    const at = epochMs + 1000 * 30 * 1000 + 5000;
    const fresh = async () => {
      const phone = createPhone({ store, transport: line.transport, clock: () => at });
      line.break('before');
      await phone.signIn({ password: 'Muscat-27' });
      return phone;
    };
    const phone = await fresh();
    const first = await phone.otp();
    assert.ok(first.kind === 'done' && first.value.code === line.otpCode(1000));
    assert.equal(first.value.validUntilS * 1000, epochMs + 1001 * 30 * 1000);
    assert.deepEqual(await phone.otp(), first, 'within a session the code of the step stays');
    const second = await (await fresh()).otp();
    assert.ok(second.kind === 'done' && second.value.code === line.otpCode(1001));
    const third = await (await fresh()).otp();
    assert.ok(third.kind === 'refused' && third.reason === 'otp-wait');
  });

  test('a new app password works from then on, the old one no longer', async () => {
    const { phone } = await activated();
    await phone.signIn({ password: 'Muscat-27' });
    assert.equal((await phone.changePassword('Muscat-27', 'Salalah-9')).kind, 'done');
    assert.equal((await phone.signIn({ password: 'Muscat-27' })).kind, 'refused');
    assert.equal((await phone.signIn({ password: 'Salalah-9' })).kind, 'done');
  });

  test('a change of password whose answer was lost: the new one works', async () => {
    const { phone, line } = await activated();
    await phone.signIn({ password: 'Muscat-27' });
    const calls = line.calls.length;
    const changing = phone.changePassword('Muscat-27', 'Salalah-9');
    while (line.calls.length === calls) await new Promise((resolve) => setImmediate(resolve));
    line.break('after');
    assert.equal((await changing).kind, 'unreachable');
    line.break('no');
    assert.equal((await phone.signIn({ password: 'Salalah-9' })).kind, 'done');
    assert.equal((await phone.signIn({ password: 'Salalah-9' })).kind, 'done');
  });

  test('a forgotten password is replaced, the possession stays', async () => {
    const { phone, store } = await activated();
    const secret = new Uint8Array(randomBytes(32));
    const authenticator: BiometricAuthenticator = {
      enrol: async () => ({ credentialId: new Uint8Array(4), secret }),
      unlock: async () => secret,
    };
    await phone.signIn({ password: 'Muscat-27' });
    await phone.setBiometry({ enabled: true, password: 'Muscat-27', authenticator });
    const before = (await store.read())!.device!;
    assert.equal((await phone.resetPassword(identity)).kind, 'done');
    await phone.enterCode('123456');
    assert.equal((await phone.choosePassword('Salalah-9')).kind, 'done');
    assert.equal((await store.read())!.device!.possession, before.possession);
    const touch = await phone.signIn({ biometry: authenticator });
    assert.ok(touch.kind === 'refused' && touch.reason === 'password-needed', 'after a reset the password comes first');
    assert.equal((await phone.signIn({ password: 'Salalah-9' })).kind, 'done');
    assert.equal((await phone.signIn({ biometry: authenticator })).kind, 'done');
  });

  test('touch or face signs in with K_b, which then lies under the authenticator’s secret only', async () => {
    const { phone, store } = await activated();
    let willing = true;
    const secret = new Uint8Array(randomBytes(32));
    const authenticator: BiometricAuthenticator = {
      enrol: async () => ({ credentialId: new Uint8Array(4), secret }),
      unlock: async () => (willing ? secret : undefined),
    };
    await phone.signIn({ password: 'Muscat-27' });
    const wrong = await phone.setBiometry({ enabled: true, password: 'Muscat-28', authenticator });
    assert.ok(wrong.kind === 'refused' && wrong.reason === 'wrong-password');
    assert.equal((await store.read())!.device!.biometry.kind, 'none');
    assert.equal((await phone.setBiometry({ enabled: true, password: 'Muscat-27', authenticator })).kind, 'done');
    assert.equal((await store.read())!.device!.biometry.kind, 'enrolled');
    assert.equal((await phone.signIn({ biometry: authenticator })).kind, 'done');
    const activation = await phone.commitActivation();
    assert.ok(activation.kind === 'refused' && activation.reason === 'password-needed', 'an activation rests on the password');
    willing = false;
    const declinedAnswer = await phone.signIn({ biometry: authenticator });
    assert.ok(declinedAnswer.kind === 'refused' && declinedAnswer.reason === 'biometry-refused');
    willing = true;
    await phone.signIn({ password: 'Muscat-27' });
    assert.equal((await phone.setBiometry({ enabled: false, password: 'Muscat-27' })).kind, 'done');
    const off = await phone.signIn({ biometry: authenticator });
    assert.ok(off.kind === 'refused' && off.reason === 'biometry-off');
  });

  test('removal leaves nothing behind', async () => {
    const { phone, store } = await activated();
    await phone.remove();
    assert.equal(await store.read(), undefined);
    const answer = await phone.signIn({ password: 'Muscat-27' });
    assert.ok(answer.kind === 'refused' && answer.reason === 'not-registered');
  });
});
