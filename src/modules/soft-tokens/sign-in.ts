// Signing in to the app, and the state that a phone may ask for before it (TK-06, TK-14, TK-22).

import { fromBase64url, toBase64url, u32, uuidBytes, uuidText, concat, readU32 } from '../../crypto/bytes.ts';
import { messageBytes, messageLabels, sameBytes, signatureIsRight, type Factor } from '../../crypto/soft-token.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { createBatcher, type Batcher } from '../../postgres/batcher.ts';
import type { KeyStore } from '../keys/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import type { SoftTokenContext } from './context.ts';
import { selectDevice, type DeviceRow } from './device-store.ts';
import { proveOnline, type OnlineProof, type ProofOutcome, type ProofRefusal } from './prove-online.ts';
import { refusalOfProof, tellLocks } from './prove-one.ts';
import { deviceStatus, type DeviceStatus } from './rules/device-status.ts';

export type SignIn = {
  readonly deviceId: string;
  readonly factor: Factor;
  readonly index: number;
  readonly proof: Uint8Array;
  readonly signature: Uint8Array;
};

export type SignedIn = {
  readonly sessionToken: string;
  readonly expiresAt: Temporal.Instant;
  readonly device: DeviceRow;
  readonly status: DeviceStatus;
};

const purpose = 'token-session';
const textOf = (deviceId: string, expiresS: number): Uint8Array => concat(uuidBytes(deviceId), u32(expiresS));

/** A session of the app: device and end, under the bank's keyed digest. It only reads; every act has a proof of its own. */
function mintSession(keys: KeyStore, deviceId: string, expiresS: number): string {
  const body = textOf(deviceId, expiresS);
  return toBase64url(concat(body, keys.digest(purpose, body)));
}

/** The device of a session token; undefined when it was altered or is over. */
export function sessionDevice(keys: KeyStore, token: string, now: Temporal.Instant): string | undefined {
  const bytes = fromBase64url(token);
  if (bytes?.length !== 52) return undefined;
  const body = bytes.subarray(0, 20);
  if (!sameBytes(keys.digest(purpose, body), bytes.subarray(20))) return undefined;
  return readU32(body, 16) * 1000 > now.epochMilliseconds ? uuidText(body.subarray(0, 16)) : undefined;
}

type Item = { readonly proof: OnlineProof; readonly now: Temporal.Instant };

/** The batcher of sign-ins: one transaction for those that came together. */
export function createSignIns(context: SoftTokenContext): Batcher<Item, ProofOutcome> {
  return createBatcher<Item, ProofOutcome>({
    key: ({ proof }) => proof.deviceId,
    lanes: 1,
    sizeMax: 64,
    work: async (items) => {
      const [first] = items;
      if (first === undefined) return [];
      return await context.database.transaction(async (tx) => {
        const outcomes = await proveOnline(
          context,
          tx,
          items.map(({ proof }) => proof),
          first.now,
        );
        await tellLocks(context, tx, outcomes, first.now);
        return outcomes;
      });
    },
  });
}

/**
 * Signs a phone in.
 * Refusals: those of a proof; a wrong password and a wrong biometry answer the same `sign-in-refused` with attemptsLeft.
 */
export async function signIn(
  context: SoftTokenContext,
  batcher: Batcher<Item, ProofOutcome>,
  { deviceId, factor, index, proof, signature }: SignIn,
  now: Temporal.Instant,
): Promise<Outcome<SignedIn, ProofRefusal>> {
  const outcome = await batcher.submit({
    proof: { kind: 'signIn', deviceId, factor, index, message: { deviceId, factor, index }, proof, signature },
    now,
  });
  if (outcome.kind === 'refused') return refusalOfProof(outcome);
  const { device } = outcome;
  const { sessionSeconds } = programmeNamed(context.programmes, device.programme).softToken;
  const expiresS = Math.floor(now.epochMilliseconds / 1000) + sessionSeconds;
  // The row was read before the success cleared the count.
  const current: DeviceRow = {
    ...device,
    passwordLockedAt: null,
    biometry: device.biometry === 'password-first' && factor === 'knowledge' ? 'on' : device.biometry,
  };
  return done({
    sessionToken: mintSession(context.keys, deviceId, expiresS),
    expiresAt: Temporal.Instant.fromEpochMilliseconds(expiresS * 1000),
    device: current,
    status: deviceStatus(current),
  });
}

const stateWindowS = 120;

/**
 * The state of a phone that is not signed in, by its signature alone; changes nothing.
 * Refusals: device-unknown, signature-wrong, clock-wrong (the phone's clock is more than 120 s off).
 */
export async function readState(
  context: SoftTokenContext,
  { deviceId, at, signature }: { deviceId: string; at: number; signature: Uint8Array },
  now: Temporal.Instant,
): Promise<Outcome<{ status: DeviceStatus; device: DeviceRow }, 'device-unknown' | 'signature-wrong' | 'clock-wrong'>> {
  const device = await selectDevice(context.database, deviceId);
  if (device === undefined) return refused('device-unknown');
  if (!signatureIsRight(device.installationKey, messageLabels.state, messageBytes('state', { deviceId, at }), signature))
    return refused('signature-wrong');
  if (Math.abs(now.epochMilliseconds / 1000 - at) > stateWindowS) return refused('clock-wrong');
  return done({ status: deviceStatus(device), device });
}
