// Codes without a network: what a scanned picture says and its eight digits (TK-19), and 'Generate OTP' (TK-20).
import type { Details } from '../../../src/crypto/details.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { whenOnline } from './session.ts';
import { finishActivation, prepareActivation, promoteActivation, type Activated } from './activation.ts';
import { type PhoneContext, b64u, claim, endSession } from './context.ts';
import {
  type ActivationOffer,
  authenticationKey,
  decodeActivation,
  decodeOperation,
  frameType,
  nonFinancialCode,
  offlineCode,
  openFrame,
  unblind,
} from './primitives.ts';
import { type Answer, answered, declined } from './transport.ts';

export type ScannedFrame =
  | { readonly kind: 'activation'; readonly activationId: string; readonly expiresAtS: number }
  | { readonly kind: 'operation'; readonly operationId: string; readonly details: Details; readonly code: string };

const offers = new WeakMap<PhoneContext, ActivationOffer>();

/**
 * Reads a scanned frame. For an operation the code is made at once; its index is gone after that, and only this session
 * remembers the code. Refusals: 'signed-out', 'not-a-frame', 'foreign-frame',
 * 'altered-frame', 'frame-used' (renew the picture on the page).
 */
export async function scanFrame(context: PhoneContext, frame: Uint8Array): Promise<Answer<ScannedFrame>> {
  const session = context.session;
  if (session === undefined) return declined('signed-out');
  let record = await context.store.read();
  if (record?.device === undefined) return declined('not-registered');
  const type = frameType(frame, record.device.deviceId);
  if (type === 'not-a-frame') return declined('not-a-frame');
  if (type === 'foreign') return declined('foreign-frame');
  let plaintext = await openFrame(record.device.transport, frame);
  const { activation } = record;
  if (plaintext === undefined && activation !== undefined) {
    // A commit whose answer was lost: a frame under the new key is the bank's word that it was taken.
    plaintext = await openFrame(activation.device.transport, frame);
    if (plaintext !== undefined) {
      await promoteActivation(context, activation, activation.device.otpEpochS);
      record = (await context.store.read()) ?? record;
      if (session.password !== undefined && record.device !== undefined) {
        context.session = { ...session, factorKey: await unblind(record.device.knowledge, session.password) };
      }
    }
  }
  if (plaintext === undefined) return declined('altered-frame');
  if (type === 1) {
    const offer = decodeActivation(plaintext);
    if (offer === undefined) return declined('altered-frame');
    offers.set(context, offer);
    return answered({ kind: 'activation', activationId: offer.activationId, expiresAtS: offer.expiresAtS });
  }
  const offer = decodeOperation(plaintext);
  if (offer === undefined) return declined('altered-frame');
  const { operationId, index, details } = offer;
  const name = b64u(frame);
  const before = context.scanned.get(name);
  if (before !== undefined) return answered({ kind: 'operation', operationId, details, code: before.code });
  const claimed = await claim(context, 'offline', index);
  if (claimed === undefined) return declined('frame-used');
  const factorKey = context.session?.factorKey ?? session.factorKey;
  const key = await authenticationKey(factorKey, claimed.device.possession, claimed.state);
  const code = await offlineCode(key, messageBytes('offline', { deviceId: claimed.device.deviceId, operationId, index, details }));
  context.scanned.set(name, { operationId, details, code, frame: name });
  return answered({ kind: 'operation', operationId, details, code });
}

/** Activates with the code scanned last. The session goes on with the new keys once the customer signs in again. */
export async function commitActivation(context: PhoneContext): Promise<Answer<Activated>> {
  const session = context.session;
  if (session === undefined) return declined('signed-out');
  if (session.factor !== 'knowledge' || session.password === undefined) return declined('password-needed');
  const pending = (await context.store.read())?.activation;
  const offer = offers.get(context);
  if (offer === undefined && pending === undefined) return declined('no-activation');
  if (offer !== undefined && pending?.activationId !== offer.activationId) {
    if (!(await prepareActivation(context, offer, session.password))) return declined('keys-not-agreed');
  }
  const { password } = session;
  const answer = await whenOnline(context, () => finishActivation(context, session.factorKey, password));
  if (answer.kind === 'unreachable') return answer;
  offers.delete(context);
  if (answer.kind === 'refused') return answer;
  const device = (await context.store.read())?.device;
  endSession(context);
  if (device !== undefined) context.session = { factor: 'knowledge', factorKey: await unblind(device.knowledge, password), password };
  return answer;
}

export type Otp = {
  readonly code: string;
  /** Unix seconds until which the code is the current one. */
  readonly validUntilS: number;
  readonly stepSeconds: number;
};

/**
 * An eight-digit code for non-financial requests, made without network. A step's code is made once; a second one asked for in
 * the same step is the step after it, which the bank's window still takes. Refusals: 'signed-out', 'otp-wait' with `seconds`, 'clock-behind'.
 */
export async function otp(context: PhoneContext, now: number = context.clock()): Promise<Answer<Otp>> {
  const session = context.session;
  if (session === undefined) return declined('signed-out');
  const device = (await context.store.read())?.device;
  if (device === undefined) return declined('not-registered');
  const { otpEpochS, otpStepS } = device;
  const current = Math.floor((now / 1000 - otpEpochS) / otpStepS);
  if (current < 0) return declined('clock-behind');
  const validUntilS = otpEpochS + (current + 1) * otpStepS;
  const made = context.otpCodes.get(current);
  if (made !== undefined) return answered({ code: made, validUntilS, stepSeconds: otpStepS });
  const index = Math.max(current, device.otp.index);
  if (index > current + 1) return declined('otp-wait', { seconds: (index - current - 1) * otpStepS });
  const claimed = await claim(context, 'otp', index);
  if (claimed === undefined) return declined('otp-wait', { seconds: otpStepS });
  const key = await authenticationKey(session.factorKey, claimed.device.possession, claimed.state);
  const code = await nonFinancialCode(key, index);
  context.otpCodes.set(index, code);
  return answered({ code, validUntilS: otpEpochS + (index + 1) * otpStepS, stepSeconds: otpStepS });
}
