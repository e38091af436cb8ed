// Sign-in, and what it opens: pending operations, approving and rejecting, the signed question for news.
import { messageLabels } from '../../../src/crypto/labels.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { finishActivation } from './activation.ts';
import {
  type DeviceStatus,
  type Factor,
  type Online,
  type PhoneContext,
  askSigned,
  b64u,
  change,
  changeDevice,
  claim,
  endSession,
  prove,
} from './context.ts';
import { type BiometricAuthenticator, biometryKey } from './biometry.ts';
import { type Bytes, sign, unblind } from './primitives.ts';
import type { Operation } from './store.ts';
import { type Answer, answered, ask, declined } from './transport.ts';

export type SignInWith = { readonly password: string } | { readonly biometry: BiometricAuthenticator };

/** `online: false`: the app is open, nobody has judged the password, and only codes for offline use can be made. */
export type SignedIn = { readonly online: false } | ({ readonly online: true } & Omit<Online, 'token'>);

type SignInAnswer = {
  sessionToken: string;
  expiresAt: string;
  device: { status: DeviceStatus; biometry: Online['biometry']; push: boolean };
  customer: { name: string; language: string };
  otp: { epoch: string; stepSeconds: number };
  pending: string[];
};

function signedIn(online: Online): SignedIn {
  const { token, ...rest } = online;
  void token;
  return { online: true, ...rest };
}

/** Proves the factor to the bank once; on success the session is online. */
async function present(context: PhoneContext, factor: Factor, factorKey: Bytes): Promise<Answer<Online>> {
  const record = await context.store.read();
  const claimed = await claim(context, 'online');
  if (record === undefined || claimed === undefined) return declined('not-registered');
  const { device, index } = claimed;
  const message = messageBytes('signIn', { deviceId: device.deviceId, factor, index });
  const proofs = await prove(record, claimed, factorKey, messageLabels.signIn, message);
  const answer = await ask<SignInAnswer>(context.transport, {
    method: 'POST',
    path: '/token/v1/sign-ins',
    body: { deviceId: device.deviceId, factor, index, ...proofs },
  });
  if (answer.kind !== 'done') return answer;
  const { sessionToken, expiresAt, customer, otp, pending } = answer.value;
  const epochS = Math.floor(Date.parse(otp.epoch) / 1000);
  await changeDevice(context, device.deviceId, (kept) => ({ ...kept, otpEpochS: epochS, otpStepS: otp.stepSeconds }));
  const { status, biometry, push } = answer.value.device;
  return answered({ token: sessionToken, expiresAt, status, biometry, push, customer, pending });
}

/**
 * Opens the app. Without network every password opens it; with network the bank judges. Refusals: the bank's, 'not-registered',
 * 'biometry-off', 'biometry-refused'.
 */
export async function signIn(context: PhoneContext, given: SignInWith): Promise<Answer<SignedIn>> {
  endSession(context);
  const record = await context.store.read();
  if (record?.device === undefined) return declined('not-registered');
  let factor: Factor;
  let factorKey: Bytes;
  if ('biometry' in given) {
    const key = await biometryKey(record.device.biometry, given.biometry);
    if (typeof key === 'string') return declined(key);
    [factor, factorKey] = ['biometry', key];
  } else {
    [factor, factorKey] = ['knowledge', await unblind(record.device.knowledge, given.password)];
    if (record.activation !== undefined) {
      // A commit whose answer was lost: ask for it again before anything else, for the bank may know only the new keys by now.
      const finished = await finishActivation(context, factorKey, given.password);
      if (finished.kind === 'done') {
        const device = (await context.store.read())?.device;
        if (device !== undefined) factorKey = await unblind(device.knowledge, given.password);
      } else if (finished.kind === 'refused' && finished.reason === 'wrong-password') return finished;
    }
  }
  let answer = await present(context, factor, factorKey);
  if ('password' in given && record.rekey !== undefined && answer.kind === 'refused' && answer.reason === 'wrong-password') {
    // A change of password whose answer was lost: the bank may have taken the new one.
    const newKey = await unblind(record.rekey, given.password);
    const second = await present(context, factor, newKey);
    if (second.kind === 'done') {
      factorKey = newKey;
      const knowledge = record.rekey;
      await changeDevice(context, record.device.deviceId, (device) => ({ ...device, knowledge }));
    }
    answer = second;
  }
  if (answer.kind === 'refused') return answer;
  const session = { factor, factorKey, ...('password' in given ? { password: given.password } : {}) };
  if (answer.kind === 'unreachable') {
    context.session = session;
    return answered({ online: false });
  }
  if (record.rekey !== undefined && factor === 'knowledge') {
    await change(context, ({ rekey, ...rest }) => (void rekey, rest));
  }
  context.session = { ...session, online: answer.value };
  return answered(signedIn(answer.value));
}

/** Brings an app that was opened without network online, with the same factor. */
export async function connect(context: PhoneContext): Promise<Answer<SignedIn>> {
  const session = context.session;
  if (session === undefined) return declined('signed-out');
  if (session.online !== undefined) return answered(signedIn(session.online));
  const answer = await present(context, session.factor, session.factorKey);
  if (answer.kind === 'refused') endSession(context);
  if (answer.kind !== 'done') return answer;
  session.online = answer.value;
  return answered(signedIn(answer.value));
}

async function whenOnline<T>(context: PhoneContext, act: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const connected = await connect(context);
  return connected.kind === 'done' ? act() : connected;
}

/** The operations that wait for this customer (TK-17). */
export async function pending(context: PhoneContext): Promise<Answer<readonly Operation[]>> {
  return whenOnline(context, async () => {
    const answer = await askSigned<{ operations: Operation[] }>(context, { method: 'GET', path: '/token/v1/operations' });
    if (answer.kind !== 'done') return answer;
    for (const operation of answer.value.operations) context.shown.set(operation.operationId, operation);
    return answered(answer.value.operations);
  });
}

export async function operation(context: PhoneContext, operationId: string): Promise<Answer<Operation>> {
  return whenOnline(context, async () => {
    const answer = await askSigned<Operation>(context, { method: 'GET', path: `/token/v1/operations/${operationId}` });
    if (answer.kind === 'done') context.shown.set(operationId, answer.value);
    return answer;
  });
}

export type DecisionAnswer = { readonly operationId: string; readonly status: string; readonly refusal?: string };

/**
 * Approves or rejects an operation that was shown: signed is what `pending` or `operation` gave, nothing else.
 * Refusals: 'not-shown', 'signed-out', the bank's.
 */
export async function decide(
  context: PhoneContext,
  operationId: string,
  decision: 'approve' | 'reject',
  options: { readonly notMine?: boolean } = {},
): Promise<Answer<DecisionAnswer>> {
  const shown = context.shown.get(operationId);
  if (shown === undefined) return declined('not-shown');
  return whenOnline(context, async () => {
    const session = context.session;
    const record = await context.store.read();
    const claimed = await claim(context, 'online');
    if (session === undefined || record === undefined || claimed === undefined) return declined('signed-out');
    const { factor, factorKey } = session;
    const { details } = shown;
    const { index, device } = claimed;
    const message = messageBytes('decision', { deviceId: device.deviceId, operationId, decision, factor, index, details });
    const proofs = await prove(record, claimed, factorKey, messageLabels.decision, message);
    const notMine = options.notMine === true && decision === 'reject' ? { notMine: true } : {};
    return askSigned<DecisionAnswer>(context, {
      method: 'POST',
      path: `/token/v1/operations/${operationId}/decision`,
      body: { decision, factor, index, details, ...proofs, ...notMine },
    });
  });
}

/** The signed question for news: how the device stands with the bank and how many operations wait. Needs no sign-in. */
export async function state(context: PhoneContext): Promise<Answer<{ status: DeviceStatus; pending: number }>> {
  const record = await context.store.read();
  if (record?.device === undefined) return declined('not-registered');
  const { deviceId } = record.device;
  const at = Math.floor(context.clock() / 1000);
  const message = messageBytes('state', { deviceId, at });
  const signature = b64u(await sign(record.installation.privateKey, messageLabels.state, message));
  return ask(context.transport, { method: 'POST', path: '/token/v1/states', body: { deviceId, at, signature } });
}

export type PushSubscriptionKeys = { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };

export async function subscribePush(context: PhoneContext, subscription: PushSubscriptionKeys): Promise<Answer<unknown>> {
  return whenOnline(context, () =>
    askSigned(context, { method: 'POST', path: '/token/v1/push-subscriptions', body: subscription }),
  );
}
