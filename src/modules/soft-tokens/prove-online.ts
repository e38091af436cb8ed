// Judges online proofs: signature first, then a claimed try, then the proof; many devices in one set of statements.

import {
  authenticationKey,
  messageBytes,
  messageLabels,
  onlineIndexesAheadMax,
  proofIsRight,
  signatureIsRight,
  stepChain,
  stepChainTo,
  type Factor,
  type Messages,
} from '../../crypto/soft-token.ts';
import type { Session } from '../../postgres/database.ts';
import { programmeNamed } from '../programmes/index.ts';
import { claimOnline, lockPassword, settleOnline, type ClaimedOnline, type OnlineSuccess } from './attempt-store.ts';
import type { SoftTokenContext } from './context.ts';
import { selectDevices, type DeviceRow } from './device-store.ts';
import { openSecrets, openState, sealState, type Secrets } from './secrets.ts';

type OnlineKind = 'signIn' | 'decision' | 'activation' | 'rekey' | 'biometry';

/** One proof to judge. `message` holds the fields that the bank expects, never what the phone merely claims. */
export type OnlineProof = {
  [K in OnlineKind]: {
    readonly kind: K;
    readonly deviceId: string;
    readonly factor: Factor;
    readonly index: number;
    readonly message: Messages[K];
    readonly proof: Uint8Array;
    readonly signature: Uint8Array;
    /** A further condition on the same try, judged with the claimed secrets (the new keys of an activation). */
    readonly also?: (secrets: Secrets) => boolean;
  };
}[OnlineKind];

export type ProofRefusal =
  | 'device-unknown'
  | 'device-deregistered'
  | 'signature-wrong'
  | 'password-locked'
  | 'index-used'
  | 'biometry-off'
  | 'sign-in-refused';

export type ProofOutcome =
  | { readonly kind: 'right'; readonly device: DeviceRow; readonly secrets: Secrets; readonly nextState: Uint8Array }
  | {
      readonly kind: 'refused';
      readonly reason: ProofRefusal;
      readonly attemptsLeft?: number;
      readonly device?: DeviceRow;
      readonly justLocked?: boolean;
    };

const refuse = (reason: ProofRefusal, device?: DeviceRow): ProofOutcome =>
  device === undefined ? { kind: 'refused', reason } : { kind: 'refused', reason, device };

/** Why a device gave no try, told from its row as it is now. */
function whyNotClaimed(device: DeviceRow, failuresMax: number): ProofRefusal {
  if (device.secrets === null) return 'device-deregistered';
  return device.passwordFailures >= failuresMax ? 'password-locked' : 'index-used';
}

/** The ladder before a try is spent. */
function beforeClaim(
  wanted: OnlineProof,
  message: Uint8Array,
  device: DeviceRow | undefined,
  failuresMax: number,
): ProofOutcome | undefined {
  if (device === undefined) return refuse('device-unknown');
  if (device.secrets === null) return refuse('device-deregistered', device);
  // Signature before anything is counted: a stranger without the phone cannot use up somebody's tries.
  if (!signatureIsRight(device.installationKey, messageLabels[wanted.kind], message, wanted.signature))
    return refuse('signature-wrong', device);
  if (device.passwordFailures >= failuresMax) return refuse('password-locked', device);
  if (wanted.factor === 'biometry' && device.biometry !== 'on') return refuse('biometry-off', device);
  return undefined;
}

type Judged = { readonly right: boolean; readonly secrets: Secrets; readonly nextState: Uint8Array };

function judge(context: SoftTokenContext, wanted: OnlineProof, message: Uint8Array, device: DeviceRow, claimed: ClaimedOnline): Judged {
  const secrets = openSecrets(context.keys, device, claimed.secrets);
  const start = openState(context.keys, device, 'online', claimed.onlineState);
  const state = stepChainTo(start, Number(claimed.onlineIndex), wanted.index);
  const factorKey = wanted.factor === 'knowledge' ? secrets.knowledge : secrets.biometry;
  const key = authenticationKey(factorKey, secrets.possession, state);
  const proved = proofIsRight(key, messageLabels[wanted.kind], message, wanted.proof);
  const right = proved && (wanted.also === undefined || wanted.also(secrets));
  return { right, secrets, nextState: stepChain(state) };
}

/**
 * Judges proofs of different devices in the caller's transaction; outcomes in the order given. A wrong proof stays
 * counted when the transaction commits, so the caller must commit refusals too. Devices are locked in id order.
 */
export async function proveOnline(
  context: SoftTokenContext,
  tx: Session,
  proofs: readonly OnlineProof[],
  now: Temporal.Instant,
): Promise<ProofOutcome[]> {
  const devices = new Map(
    (
      await selectDevices(
        tx,
        proofs.map(({ deviceId }) => deviceId),
      )
    ).map((row) => [row.id, row]),
  );
  const failuresMax = (device: DeviceRow): number => programmeNamed(context.programmes, device.programme).softToken.passwordLockAfter;
  const messages = proofs.map(({ kind, message }) => messageBytes(kind, message as never));
  const messageAt = (place: number): Uint8Array => messages[place] ?? new Uint8Array(0);
  const outcomes: (ProofOutcome | undefined)[] = proofs.map((wanted, place) => {
    const device = devices.get(wanted.deviceId);
    return beforeClaim(wanted, messageAt(place), device, device === undefined ? 0 : failuresMax(device));
  });
  const open = proofs
    .map((wanted, index) => ({ wanted, index, device: devices.get(wanted.deviceId) }))
    .filter(({ index }) => outcomes[index] === undefined);
  const claims = open.flatMap(({ wanted, device }) =>
    device === undefined ? [] : [{ deviceId: device.id, index: wanted.index, failuresMax: failuresMax(device) }],
  );
  const claimed = new Map(claims.length === 0 ? [] : (await claimOnline(tx, claims, onlineIndexesAheadMax)).map((row) => [row.id, row]));

  const successes: OnlineSuccess[] = [];
  const usedUp: string[] = [];
  const unclaimed: { index: number; device: DeviceRow }[] = [];
  for (const { wanted, index, device } of open) {
    if (device === undefined) continue;
    const claim = claimed.get(device.id);
    if (claim === undefined) {
      unclaimed.push({ index, device });
      continue;
    }
    const { right, secrets, nextState } = judge(context, wanted, messageAt(index), device, claim);
    if (right) {
      successes.push({
        deviceId: device.id,
        index: wanted.index,
        nextState: sealState(context.keys, device, 'online', nextState),
        byPassword: wanted.factor === 'knowledge',
      });
      outcomes[index] = { kind: 'right', device, secrets, nextState };
    } else {
      const attemptsLeft = failuresMax(device) - claim.failures;
      if (attemptsLeft <= 0) usedUp.push(device.id);
      outcomes[index] = { kind: 'refused', reason: 'sign-in-refused', attemptsLeft, device, justLocked: attemptsLeft <= 0 };
    }
  }
  if (unclaimed.length > 0) {
    // Another try came between the look and the claim: look again for the reason.
    const rows = new Map(
      (
        await selectDevices(
          tx,
          unclaimed.map(({ device }) => device.id),
        )
      ).map((row) => [row.id, row]),
    );
    for (const { index, device } of unclaimed) {
      const row = rows.get(device.id) ?? device;
      outcomes[index] = refuse(whyNotClaimed(row, failuresMax(row)), row);
    }
  }
  if (successes.length > 0) {
    const moved = await settleOnline(tx, successes, now);
    if (moved.size !== successes.length) throw new Error('bug: a claimed device did not move its chain');
  }
  if (usedUp.length > 0) await lockPassword(tx, usedUp, now);
  return outcomes.map((outcome) => outcome ?? refuse('device-unknown'));
}
