// Sign-in, and what it opens: pending operations, approving and rejecting, the signed question for news.
import { messageLabels } from '../../../src/crypto/labels.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { promoteActivation } from './activation.ts';
import {
  type DeviceStatus,
  type Factor,
  type Online,
  type PhoneContext,
  type Place,
  askSigned,
  b64u,
  change,
  changeDevice,
  claim,
  endSession,
  prove,
  wrongFactor,
} from './context.ts';
import { type BiometricAuthenticator, biometryKey } from './biometry.ts';
import { type Bytes, sign, unblind } from './primitives.ts';
import type { DeviceRecord, Operation, PhoneRecord } from './store.ts';
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
  const { expiresAt, status, biometry, push, customer, pending: waiting } = online;
  return { online: true, expiresAt, status, biometry, push, customer, pending: waiting };
}

/** Proves the factor to the bank once, with the keys in use or with those of an activation whose answer was lost. */
async function present(
  context: PhoneContext,
  factor: Factor,
  factorKey: Bytes,
  place: Place = 'device',
): Promise<Answer<Online & { epochS: number }>> {
  const record = await context.store.read();
  const wanted = place === 'activation' ? Math.max(1, record?.activation?.device.online.index ?? 1) : undefined;
  const claimed = await claim(context, 'online', wanted, place);
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
  const { status, biometry, push } = answer.value.device;
  await changeDevice(context, device.deviceId, (kept) => {
    const known = { ...kept, otpEpochS: epochS, otpStepS: otp.stepSeconds };
    const woken = factor === 'knowledge' && kept.biometry.kind === 'enrolled' ? { ...kept.biometry, passwordFirst: false } : kept.biometry;
    return { ...known, biometry: woken };
  });
  return answered({ token: sessionToken, expiresAt, status, biometry, push, customer, pending, epochS });
}

/** The factor of this sign-in, or why there is none. */
async function factorOf(device: DeviceRecord, given: SignInWith): Promise<{ factor: Factor; factorKey: Bytes } | string> {
  if ('password' in given) return { factor: 'knowledge', factorKey: await unblind(device.knowledge, given.password) };
  const key = await biometryKey(device.biometry, given.biometry);
  return typeof key === 'string' ? key : { factor: 'biometry', factorKey: key };
}

/**
 * A password and keys that may have changed at the bank while its answer was lost: the newer keys are tried first. What the bank
 * does not know is forgotten once the other is proved right.
 */
async function presentAny(
  context: PhoneContext,
  record: PhoneRecord,
  password: string,
  oldKey: Bytes,
): Promise<{ answer: Answer<Online & { epochS: number }>; factorKey: Bytes }> {
  const { activation, rekey } = record;
  if (activation !== undefined) {
    const factorKey = await unblind(activation.device.knowledge, password);
    const answer = await present(context, 'knowledge', factorKey, 'activation');
    if (answer.kind === 'done') await promoteActivation(context, activation, answer.value.epochS);
    if (answer.kind === 'done') return { answer, factorKey };
    if (answer.kind === 'unreachable') return { answer, factorKey: oldKey };
  }
  if (rekey !== undefined) {
    const factorKey = await unblind(rekey, password);
    const answer = await present(context, 'knowledge', factorKey);
    if (answer.kind === 'done')
      await change(context, ({ rekey: known, ...rest }) =>
        known && rest.device ? { ...rest, device: { ...rest.device, knowledge: known } } : rest,
      );
    if (answer.kind !== 'refused' || answer.reason !== wrongFactor)
      return { answer, factorKey: answer.kind === 'done' ? factorKey : oldKey };
  }
  const answer = await present(context, 'knowledge', oldKey);
  if (answer.kind === 'done' && (activation ?? rekey) !== undefined) {
    await change(context, ({ activation: one, rekey: other, ...rest }) => (void one, void other, rest));
  }
  return { answer, factorKey: oldKey };
}

/**
 * Opens the app. Without network every password opens it; with network the bank judges. Refusals: the bank's, 'not-registered',
 * 'biometry-off', 'biometry-refused', 'password-needed' (touch or face after a reset).
 */
export async function signIn(context: PhoneContext, given: SignInWith): Promise<Answer<SignedIn>> {
  endSession(context);
  const record = await context.store.read();
  if (record?.device === undefined) return declined('not-registered');
  const found = await factorOf(record.device, given);
  if (typeof found === 'string') return declined(found);
  const { factor } = found;
  const { answer, factorKey } =
    'password' in given
      ? await presentAny(context, record, given.password, found.factorKey)
      : { answer: await present(context, factor, found.factorKey), factorKey: found.factorKey };
  if (answer.kind === 'refused') return answer;
  const session = { factor, factorKey, ...('password' in given ? { password: given.password } : {}) };
  if (answer.kind === 'unreachable') {
    context.session = session;
    return answered({ online: false });
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

/** Does what needs the bank; where the session has run out in the meantime, the same factor opens another and it is done once more. */
export async function whenOnline<T>(context: PhoneContext, act: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const connected = await connect(context);
  if (connected.kind !== 'done') return connected;
  const answer = await act();
  if (answer.kind !== 'refused' || answer.reason !== 'session-over') return answer;
  const again = await connect(context);
  return again.kind === 'done' ? act() : again;
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
  options: { readonly notMine?: boolean; readonly match?: string } = {},
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
    const match = options.match !== undefined && decision === 'approve' ? { match: options.match } : {};
    return askSigned<DecisionAnswer>(context, {
      method: 'POST',
      path: `/token/v1/operations/${operationId}/decision`,
      body: { decision, factor, index, details, ...proofs, ...notMine, ...match },
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
  return whenOnline(context, () => askSigned(context, { method: 'POST', path: '/token/v1/push-subscriptions', body: subscription }));
}
