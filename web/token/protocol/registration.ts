// Registration in the app and the forgotten password: identity, SMS, one-time password, app password (TK-07 … TK-11, TK-23).
import { judgeAppPassword } from '../../../src/crypto/app-password.ts';
import { fromBase64url } from '../../../src/crypto/bytes.ts';
import { messageLabels } from '../../../src/crypto/labels.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { type PhoneContext, b64u, bug, change, endSession } from './context.ts';
import {
  type Blinded,
  blind,
  confirmationIsRight,
  createEphemeral,
  createInstallation,
  deriveKeys,
  sign,
  stepChain,
} from './primitives.ts';
import type { DeviceRecord, PhoneRecord, Platform, RegistrationRecord } from './store.ts';
import { type Answer, answered, ask, declined } from './transport.ts';

export type RegistrationRequest = {
  readonly purpose?: 'register' | 'reset-password';
  readonly platform: Platform;
  readonly model?: string;
  readonly system?: string;
  readonly screenLock: 'yes' | 'no' | 'unknown';
  readonly mobile: string;
  readonly cardNumber: string;
  readonly cardPin: string;
  readonly language: string;
};

export type RegistrationState = {
  readonly registrationId: string;
  readonly purpose: 'register' | 'reset-password';
  readonly state: 'awaiting-sms' | 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
  readonly expiresAt: string;
  readonly sms?: { readonly to: string; readonly body: string };
  readonly code?: { readonly maskedTo: string; readonly expiresAt: string; readonly resendAt: string };
  /** In the state `code-verified`: the bank's half of the key agreement, for a phone that lost the answer to its code. */
  readonly offer?: { readonly deviceId: string; readonly serverKey: string };
  readonly passwordRule: { readonly lengthMin: number; readonly lengthMax: number };
  readonly contactCentre: string;
};

/** The programme's bounds where the bank has not said them yet; the same as those of every programme so far. */
const usualRule = { lengthMin: 6, lengthMax: 12 };

async function installationOf(context: PhoneContext): Promise<PhoneRecord> {
  const kept = await context.store.read();
  if (kept !== undefined) return kept;
  const installation = await createInstallation();
  return context.store.update((record) => {
    const result: PhoneRecord = record ?? { version: 1, installation };
    return { record: result, result };
  });
}

/** Starts a registration, or with `purpose: 'reset-password'` the way back from a forgotten app password. */
export async function register(context: PhoneContext, request: RegistrationRequest): Promise<Answer<RegistrationState>> {
  const { installation, device } = await installationOf(context);
  const purpose = request.purpose ?? 'register';
  if (purpose === 'reset-password' && device === undefined) return declined('not-registered');
  const answer = await ask<RegistrationState & { registrationToken: string }>(context.transport, {
    method: 'POST',
    path: '/token/v1/registrations',
    body: { ...request, purpose, installationKey: b64u(installation.publicKey) },
  });
  if (answer.kind !== 'done') return answer;
  const { registrationToken, ...state } = answer.value;
  await change(context, (record) => ({
    ...record,
    passwordRule: state.passwordRule,
    registration: { registrationId: state.registrationId, token: registrationToken, purpose },
  }));
  return answered(state);
}

async function underWay(context: PhoneContext): Promise<RegistrationRecord | undefined> {
  return (await context.store.read())?.registration;
}

const none = declined('no-registration');

/** Forgets a registration that has ended, so that the app starts it anew. */
export async function abandonRegistration(context: PhoneContext): Promise<void> {
  await context.store.update((record) => {
    if (record === undefined) return { record, result: undefined };
    const { registration, ...rest } = record;
    void registration;
    return { record: rest, result: undefined };
  });
}

export async function registrationState(context: PhoneContext): Promise<Answer<RegistrationState>> {
  const registration = await underWay(context);
  if (registration === undefined) return none;
  const path = `/token/v1/registrations/${registration.registrationId}`;
  const answer = await ask<RegistrationState>(context.transport, { method: 'GET', path, token: registration.token });
  const offer = answer.kind === 'done' ? answer.value.offer : undefined;
  if (offer !== undefined && registration.offer === undefined) {
    await change(context, (record) =>
      record.registration?.registrationId === registration.registrationId
        ? { ...record, registration: { ...registration, offer } }
        : record,
    );
  }
  return answer;
}

export async function resendCode(context: PhoneContext): Promise<Answer<RegistrationState>> {
  const registration = await underWay(context);
  if (registration === undefined) return none;
  const path = `/token/v1/registrations/${registration.registrationId}/codes`;
  return ask<RegistrationState>(context.transport, { method: 'POST', path, token: registration.token });
}

/** Sends the one-time password; the answer carries the bank's half of the key agreement, which is kept. */
export async function enterCode(context: PhoneContext, code: string): Promise<Answer<{ deviceId: string }>> {
  const registration = await underWay(context);
  if (registration === undefined) return none;
  const answer = await ask<{ deviceId: string; serverKey: string }>(context.transport, {
    method: 'POST',
    path: `/token/v1/registrations/${registration.registrationId}/code`,
    body: { code },
    token: registration.token,
  });
  if (answer.kind !== 'done') return answer;
  const { deviceId, serverKey } = answer.value;
  await change(context, (record) => ({ ...record, registration: { ...registration, offer: { deviceId, serverKey } } }));
  return answered({ deviceId });
}

/** A reset replaces K_k and nothing else; touch or face waits until the new password was proved. */
function withNewPassword(device: DeviceRecord, knowledge: Blinded): DeviceRecord {
  const { biometry } = device;
  return { ...device, knowledge, biometry: biometry.kind === 'enrolled' ? { ...biometry, passwordFirst: true } : biometry };
}

/** Makes the keys and the device's record, with K_k under the chosen password. */
async function prepare(record: PhoneRecord, registration: RegistrationRecord, password: string, nowS: number) {
  const offer = registration.offer ?? bug('no offer');
  const serverKey = fromBase64url(offer.serverKey);
  const ephemeral = await createEphemeral();
  const keys = serverKey && (await deriveKeys(ephemeral.privateKey, serverKey, registration.registrationId, offer.deviceId));
  if (keys === undefined) return undefined;
  const knowledge = await blind(keys.knowledge, password);
  let device: DeviceRecord;
  if (registration.purpose === 'reset-password') {
    if (record.device?.deviceId !== offer.deviceId) return undefined;
    device = { ...record.device, knowledge };
  } else {
    device = {
      deviceId: offer.deviceId,
      possession: keys.possession,
      transport: keys.transport,
      knowledge,
      biometry: { kind: 'none' },
      online: { index: 1, state: stepChain(keys.online, 0, 1) },
      offline: { index: 0, state: keys.offline },
      otp: { index: 0, state: keys.otp },
      otpEpochS: nowS,
      otpStepS: 30,
    };
  }
  keys.knowledge.fill(0);
  keys.biometry.fill(0);
  return { clientKey: b64u(ephemeral.publicKey), device, confirm: keys.confirm };
}

/**
 * Sets the app password and ends the registration. The keys are stored before the bank is asked; when its answer is lost, the
 * same call again (also after a restart, with any password, which is then not used) sends the same key and gets the same answer.
 */
export async function choosePassword(context: PhoneContext, password: string): Promise<Answer<{ deviceId: string }>> {
  const record = await context.store.read();
  const registration = record?.registration;
  if (record === undefined || registration?.offer === undefined) return none;
  const fault = judgeAppPassword(password, record.passwordRule ?? usualRule);
  if (fault !== undefined) return declined(fault, { ...(record.passwordRule ?? usualRule) });
  const { offer, registrationId } = registration;
  const completion = registration.completion ?? (await prepare(record, registration, password, Math.floor(context.clock() / 1000)));
  if (completion === undefined) return declined('keys-not-agreed');
  await change(context, (kept) => ({ ...kept, registration: { ...registration, completion } }));
  const { clientKey } = completion;
  const message = messageBytes('registration', { registrationId, deviceId: offer.deviceId, serverKey: offer.serverKey, clientKey });
  const signature = b64u(await sign(record.installation.privateKey, messageLabels.registration, message));
  const answer = await ask<{ deviceId: string; confirmation: string }>(context.transport, {
    method: 'POST',
    path: `/token/v1/registrations/${registrationId}/completion`,
    body: { clientKey, signature },
    token: registration.token,
  });
  if (answer.kind === 'unreachable') return answer;
  if (answer.kind === 'refused') {
    await abandonRegistration(context);
    return answer;
  }
  const confirmation = fromBase64url(answer.value.confirmation);
  if (confirmation === undefined || !(await confirmationIsRight(completion.confirm, confirmation))) return declined('keys-not-agreed');
  endSession(context);
  await context.store.update((kept) => {
    if (kept === undefined) return { record: kept, result: undefined };
    const { registration: _done, activation, rekey: _rekey, ...rest } = kept;
    // The chains may have moved since the password was chosen: a forgotten password replaces K_k and nothing else.
    const reset = registration.purpose === 'reset-password' && rest.device !== undefined;
    const device = reset && rest.device !== undefined ? withNewPassword(rest.device, completion.device.knowledge) : completion.device;
    return { record: { ...rest, device, ...(reset && activation !== undefined ? { activation } : {}) }, result: undefined };
  });
  return answered({ deviceId: offer.deviceId });
}
