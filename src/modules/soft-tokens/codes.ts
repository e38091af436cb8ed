// Codes that the app makes without a network: for one operation from a scanned QR, or 'Generate OTP' (TK-19, TK-20, TK-26).

import { randomBytes } from 'node:crypto';

import type { Details } from '../../crypto/details.ts';
import {
  authenticationKey,
  encodeOperation,
  frameTypes,
  messageBytes,
  nonFinancialCode,
  offlineCode,
  sameCode,
  sealFrame,
  stepChain,
  stepChainPatiently,
} from '../../crypto/soft-token.ts';
import type { Session } from '../../postgres/database.ts';
import { programmeNamed, type Programme } from '../programmes/index.ts';
import { advanceOtp, claimCode, lockCode, settleCode, takeOfflinePlace, type ClaimedCode } from './attempt-store.ts';
import type { SoftTokenContext } from './context.ts';
import { selectDevice, selectDevices, type DeviceRow } from './device-store.ts';
import { tell } from './news.ts';
import { openSecrets, openState, sealState, type Secrets } from './secrets.ts';

export type OperationQr = {
  readonly deviceId: string;
  readonly index: number;
  readonly frame: Uint8Array;
  readonly sealedState: Uint8Array;
};

/**
 * Takes the next place of the device's offline chain for one operation and seals its details for that phone.
 * Undefined where the device has ended, or another QR took the place at the same moment (the caller tries again).
 */
export async function makeOperationQr(
  context: SoftTokenContext,
  tx: Session,
  { deviceId, operationId, details }: { deviceId: string; operationId: string; details: Details },
): Promise<OperationQr | undefined> {
  const device = await selectDevice(tx, deviceId);
  if (device === undefined || device.secrets === null || device.offlineState === null) return undefined;
  const state = openState(context.keys, device, 'offline', device.offlineState);
  const next = sealState(context.keys, device, 'offline', stepChain(state));
  if (!(await takeOfflinePlace(tx, deviceId, device.offlineIndex, next))) return undefined;
  const index = Number(device.offlineIndex);
  const { transport } = openSecrets(context.keys, device, device.secrets);
  const frame = sealFrame(frameTypes.operation, deviceId, transport, randomBytes(12), encodeOperation({ operationId, index, details }));
  return { deviceId, index, frame, sealedState: context.keys.seal(qrOwner(device, operationId), state) };
}

const qrOwner = ({ programme, customerId }: { programme: string; customerId: string }, operationId: string) => ({
  tenant: programme,
  customer: customerId,
  row: operationId,
  column: 'qr_state',
});

/** A code that was typed into the web bank. `qr` is what the operation's page showed last; `otp`: whether Generate OTP is allowed. */
export type TypedCode = {
  readonly deviceId: string;
  readonly operationId: string;
  readonly details: Details;
  readonly code: string;
  readonly qr: { readonly index: number; readonly sealedState: Uint8Array } | undefined;
  readonly otpAllowed: boolean;
};

export type CodeOutcome =
  | { readonly kind: 'right'; readonly method: 'soft-offline' | 'soft-otp'; readonly device: DeviceRow }
  | { readonly kind: 'refused'; readonly reason: 'code-locked' | 'wrong-code' | 'device-deregistered'; readonly attemptsLeft?: number };

type FoundOtp = { readonly otpIndex: number; readonly nextState: Uint8Array };

/** The keys whose codes count: the password's, and that of touch or face where it is switched on. */
const factorsOf = (device: DeviceRow, { knowledge, biometry }: Secrets): Uint8Array[] =>
  device.biometry === 'on' ? [knowledge, biometry] : [knowledge];

function isOfflineCode(context: SoftTokenContext, typed: TypedCode, device: DeviceRow, secrets: Secrets): boolean {
  if (typed.qr === undefined) return false;
  const state = context.keys.open(qrOwner(device, typed.operationId), typed.qr.sealedState);
  const { deviceId, operationId, details } = typed;
  const message = messageBytes('offline', { deviceId, operationId, index: typed.qr.index, details });
  return factorsOf(device, secrets).some((factor) =>
    sameCode(offlineCode(authenticationKey(factor, secrets.possession, state), message), typed.code),
  );
}

async function findOtp(
  context: SoftTokenContext,
  typed: TypedCode,
  device: DeviceRow,
  claimed: ClaimedCode,
  secrets: Secrets,
  programme: Programme,
  now: Temporal.Instant,
): Promise<FoundOtp | undefined> {
  const { otpStepSeconds, otpWindowSteps } = programme.softToken;
  const current = Math.floor((now.epochMilliseconds - claimed.otpEpoch.epochMilliseconds) / 1000 / otpStepSeconds);
  const from = Math.max(Number(claimed.otpIndex), current - otpWindowSteps);
  if (from > current + otpWindowSteps) return undefined;
  let state = await stepChainPatiently(openState(context.keys, device, 'otp', claimed.otpState), Number(claimed.otpIndex), from);
  let found: FoundOtp | undefined;
  for (let index = from; index <= current + otpWindowSteps; index += 1) {
    const next = stepChain(state);
    const right = factorsOf(device, secrets).some((factor) =>
      sameCode(nonFinancialCode(authenticationKey(factor, secrets.possession, state), index), typed.code),
    );
    if (right) found ??= { otpIndex: index, nextState: next };
    state = next;
  }
  return found;
}

/**
 * Judges typed codes of different devices in the caller's transaction, outcomes in the order given. A wrong one stays
 * counted when the transaction commits. A financial operation never reaches the check of Generate OTP.
 */
export async function judgeCodes(
  context: SoftTokenContext,
  tx: Session,
  codes: readonly TypedCode[],
  now: Temporal.Instant,
): Promise<CodeOutcome[]> {
  const devices = new Map(
    (
      await selectDevices(
        tx,
        codes.map(({ deviceId }) => deviceId),
      )
    ).map((row) => [row.id, row]),
  );
  const programmeOf = (device: DeviceRow): Programme => programmeNamed(context.programmes, device.programme);
  const claims = [...devices.values()].map((device) => ({ deviceId: device.id, failuresMax: programmeOf(device).softToken.codeLockAfter }));
  const claimed = new Map((await claimCode(tx, claims)).map((row) => [row.id, row]));
  const right: string[] = [];
  const usedUp: string[] = [];
  const outcomes: CodeOutcome[] = [];
  for (const typed of codes) {
    const device = devices.get(typed.deviceId);
    const claim = claimed.get(typed.deviceId);
    if (device === undefined || device.secrets === null) {
      outcomes.push({ kind: 'refused', reason: 'device-deregistered' });
      continue;
    }
    if (claim === undefined) {
      outcomes.push({ kind: 'refused', reason: 'code-locked' });
      continue;
    }
    const programme = programmeOf(device);
    const secrets = openSecrets(context.keys, device, claim.secrets);
    const offline = isOfflineCode(context, typed, device, secrets);
    const otp = typed.otpAllowed && !offline ? await findOtp(context, typed, device, claim, secrets, programme, now) : undefined;
    const spent =
      otp !== undefined && (await advanceOtp(tx, device.id, otp.otpIndex + 1, sealState(context.keys, device, 'otp', otp.nextState)));
    if (offline || spent) {
      right.push(device.id);
      outcomes.push({ kind: 'right', method: offline ? 'soft-offline' : 'soft-otp', device });
      continue;
    }
    const attemptsLeft = programme.softToken.codeLockAfter - claim.failures;
    if (attemptsLeft <= 0) usedUp.push(device.id);
    outcomes.push({ kind: 'refused', reason: 'wrong-code', attemptsLeft: Math.max(0, attemptsLeft) });
  }
  await settleCode(tx, right);
  for (const id of usedUp.length > 0 ? await lockCode(tx, usedUp, now) : []) {
    const device = devices.get(id);
    if (device === undefined) continue;
    await tell(
      context,
      tx,
      'token-locked',
      {
        programme: device.programme,
        customerId: device.customerId,
        tokenId: id,
        actor: `customer:${device.customerId}`,
        body: { because: 'codes' },
        values: { cause: 'codes' },
      },
      now,
    );
  }
  return outcomes;
}
