// What the parts of the phone share: the store, the way to the bank, the session in memory, and indexes claimed before use.
import type { Details } from '../../../src/crypto/details.ts';
import type { MessageLabel } from '../../../src/crypto/labels.ts';
import { toBase64url } from '../../../src/crypto/bytes.ts';
import { type Bytes, authenticationKey, proof, sign, stepChain } from './primitives.ts';
import type { Chain, DeviceRecord, Operation, PhoneRecord, Store } from './store.ts';
import { type Answer, type Call, type Transport, ask } from './transport.ts';

export type Factor = 'knowledge' | 'biometry';
export type DeviceStatus = 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
export type BiometryState = 'off' | 'on' | 'password-first';

/** What the bank said at sign-in. */
export type Online = {
  readonly token: string;
  readonly expiresAt: string;
  readonly status: DeviceStatus;
  readonly biometry: BiometryState;
  readonly push: boolean;
  readonly customer: { readonly name: string; readonly language: string };
  readonly pending: readonly string[];
};

/** In memory only, from sign-in to leaving the app. Without `online` the app is open but the bank has not judged the password. */
export type Session = {
  readonly factor: Factor;
  readonly factorKey: Bytes;
  readonly password?: string;
  online?: Online;
};

export type Scanned = { readonly operationId: string; readonly details: Details; readonly code: string; readonly frame: string };

export type PhoneContext = {
  readonly store: Store;
  readonly transport: Transport;
  /** Unix milliseconds. */
  readonly clock: () => number;
  session: Session | undefined;
  /** Operations as they were shown: what is signed is what stands here. */
  readonly shown: Map<string, Operation>;
  /** Codes made from frames in this session, so that a second look at the same picture needs no second index. */
  readonly scanned: Map<string, Scanned>;
  readonly otpCodes: Map<number, string>;
};

export function bug(text: string): never {
  throw new Error(`bug: ${text}`);
}

export const b64u = toBase64url;

/** The bank's word for a wrong factor: password, touch or face, never told apart. */
export const wrongFactor = 'wrong-password';

/** Forgets everything of the session. */
export function endSession(context: PhoneContext): void {
  context.session?.factorKey.fill(0);
  context.session = undefined;
  context.shown.clear();
  context.scanned.clear();
  context.otpCodes.clear();
}

/** Changes the record, which must exist. */
export async function change(context: PhoneContext, update: (record: PhoneRecord) => PhoneRecord): Promise<void> {
  await context.store.update((record) => ({ record: update(record ?? bug('nothing is stored yet')), result: undefined }));
}

/** Changes the device's record; nothing happens where the device is gone or another one by now. */
export async function changeDevice(context: PhoneContext, deviceId: string, update: (device: DeviceRecord) => DeviceRecord): Promise<void> {
  await context.store.update((record) =>
    record?.device?.deviceId === deviceId
      ? { record: { ...record, device: update(record.device) }, result: undefined }
      : { record, result: undefined },
  );
}

export type Claimed = { readonly device: DeviceRecord; readonly index: number; readonly state: Bytes };
type ChainName = 'online' | 'offline' | 'otp';

/** Whose chain an index is taken of: the keys in use, or those of an activation whose answer was lost. */
export type Place = 'device' | 'activation';

function taken(
  device: DeviceRecord,
  chain: ChainName,
  wanted: number | undefined,
): { readonly device: DeviceRecord; readonly claimed: Claimed } | undefined {
  const kept: Chain = device[chain];
  const index = wanted ?? kept.index;
  if (index < kept.index) return undefined;
  const state = stepChain(kept.state, kept.index, index);
  const after: Chain = { index: index + 1, state: stepChain(state, index, index + 1) };
  return { device: { ...device, [chain]: after }, claimed: { device, index, state } };
}

/**
 * Takes an index of a chain for one use: the state after it is stored before the state at it is given out. Without `wanted`
 * the next one. Undefined where there is no device or the index was used already.
 */
export async function claim(
  context: PhoneContext,
  chain: ChainName,
  wanted?: number,
  place: Place = 'device',
): Promise<Claimed | undefined> {
  return context.store.update((record) => {
    if (record === undefined) return { record, result: undefined };
    if (place === 'device') {
      const result = record.device && taken(record.device, chain, wanted);
      return result === undefined ? { record, result } : { record: { ...record, device: result.device }, result: result.claimed };
    }
    const { activation } = record;
    const result = activation && taken(activation.device, chain, wanted);
    if (activation === undefined || result === undefined) return { record, result: undefined };
    return { record: { ...record, activation: { ...activation, device: result.device } }, result: result.claimed };
  });
}

/** The proof and the signature of a message at a claimed index. */
export async function prove(
  record: PhoneRecord,
  claimed: Claimed,
  factorKey: Bytes,
  label: MessageLabel,
  message: Bytes,
): Promise<{ readonly proof: string; readonly signature: string }> {
  const key = await authenticationKey(factorKey, claimed.device.possession, claimed.state);
  return {
    proof: b64u(await proof(key, label, message)),
    signature: b64u(await sign(record.installation.privateKey, label, message)),
  };
}

/** A call inside the session; where the bank says that it is over, the customer signs in again. */
export async function askSigned<T>(context: PhoneContext, call: Omit<Call, 'token'>): Promise<Answer<T>> {
  const token = context.session?.online?.token;
  const answer = await ask<T>(context.transport, token === undefined ? call : { ...call, token });
  if (answer.kind === 'refused' && answer.reason === 'session-over' && context.session !== undefined) delete context.session.online;
  return answer;
}
