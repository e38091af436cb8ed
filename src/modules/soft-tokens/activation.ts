// Activation in the web bank and the app: an offer in a coloured QR, committed by the registered phone (TK-12 … TK-15).

import { randomBytes } from 'node:crypto';

import { toBase64url, uuidBytes } from '../../crypto/bytes.ts';
import {
  agree,
  authenticationKey,
  confirmation,
  createEphemeral,
  deriveKeys,
  encodeActivation,
  frameTypes,
  messageBytes,
  messageLabels,
  proofIsRight,
  sameBytes,
  sealFrame,
  stepChain,
  type DeviceKeys,
} from '../../crypto/soft-token.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { activate } from '../authenticators/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import type { SoftTokenContext } from './context.ts';
import { replaceDeviceKeys, selectDevice, selectLiveDevices } from './device-store.ts';
import { endDevice } from './end-device.ts';
import { tell } from './news.ts';
import { commitOffer, endOffers, insertOffer, selectOffer, type OfferRow } from './offer-store.ts';
import type { ProofRefusal } from './prove-online.ts';
import { proveOne } from './prove-one.ts';
import { openSecrets, sealKeys } from './secrets.ts';

export type Activation = { readonly activationId: string; readonly frame: Uint8Array; readonly expiresAt: Temporal.Instant };

/**
 * Makes a code for the customer's registered phone; an earlier one is over at once (TK-12).
 * Refusal: nothing-to-activate, where no phone is registered and waiting.
 */
export async function startActivation(
  context: SoftTokenContext,
  customerId: string,
  now: Temporal.Instant,
): Promise<Outcome<Activation, 'nothing-to-activate'>> {
  return await context.database.transaction(async (tx) => {
    const device = (await selectLiveDevices(tx, customerId)).find(({ authenticatorStatus }) => authenticatorStatus === 'registered');
    if (device === undefined || device.secrets === null) return refused('nothing-to-activate');
    const { activationSeconds } = programmeNamed(context.programmes, device.programme).softToken;
    const expiresAt = now.add({ seconds: activationSeconds });
    const activationId = context.newId();
    const pair = createEphemeral();
    const serverPrivate = context.keys.seal(
      { tenant: device.programme, customer: customerId, row: activationId, column: 'server_private' },
      pair.privateKey,
    );
    await endOffers(tx, device.id, 'activation');
    await insertOffer(
      tx,
      { id: activationId, purpose: 'activation', customerId, deviceId: device.id, serverKey: pair.publicKey, serverPrivate, expiresAt },
      now,
    );
    const { transport } = openSecrets(context.keys, device, device.secrets);
    const plaintext = encodeActivation({
      activationId,
      serverKey: pair.publicKey,
      expiresAtS: Math.floor(expiresAt.epochMilliseconds / 1000),
    });
    return done({ activationId, expiresAt, frame: sealFrame(frameTypes.activation, device.id, transport, randomBytes(12), plaintext) });
  });
}

/** How an activation of this customer stands, for the page that waits; undefined for another customer's. */
export async function readActivation(
  context: SoftTokenContext,
  customerId: string,
  id: string,
  now: Temporal.Instant,
): Promise<OfferRow | undefined> {
  const offer = await selectOffer(context.database, id);
  if (offer === undefined || offer.customerId !== customerId || offer.purpose !== 'activation') return undefined;
  const over = offer.state === 'open' && Temporal.Instant.compare(offer.expiresAt, now) <= 0;
  return over ? { ...offer, state: 'ended' } : offer;
}

export type KeyCommit = {
  readonly clientKey: Uint8Array;
  readonly index: number;
  readonly proof: Uint8Array;
  readonly newProof: Uint8Array;
  readonly signature: Uint8Array;
};

export type CommitRefusal = ProofRefusal | 'offer-unknown' | 'offer-over' | 'client-key-invalid';

/** An offer that this device may commit, or why not; a commit that was already made is recognised by its client key. */
export function judgeOffer(
  offer: OfferRow | undefined,
  purpose: OfferRow['purpose'],
  deviceId: string,
  clientKey: Uint8Array,
  now: Temporal.Instant,
): 'open' | 'repeated' | 'offer-unknown' | 'offer-over' {
  if (offer === undefined || offer.deviceId !== deviceId || offer.purpose !== purpose) return 'offer-unknown';
  if (offer.state === 'committed' && offer.clientKey !== null && sameBytes(offer.clientKey, clientKey)) return 'repeated';
  return offer.state === 'open' && Temporal.Instant.compare(offer.expiresAt, now) > 0 ? 'open' : 'offer-over';
}

/**
 * Commits an activation from the signed-in phone. In one transaction: old phone revoked, hard token suspended, what waited
 * for them cancelled, customer told (TK-13, TK-14, TK-03). A refusal changes nothing but the count of tries.
 */
export async function commitActivation(
  context: SoftTokenContext,
  deviceId: string,
  activationId: string,
  commit: KeyCommit,
  now: Temporal.Instant,
): Promise<Outcome<{ confirmation: Uint8Array; activatedAt: Temporal.Instant }, CommitRefusal>> {
  const { database, keys, events } = context;
  const offer = await selectOffer(database, activationId);
  const judged = judgeOffer(offer, 'activation', deviceId, commit.clientKey, now);
  if (offer === undefined || judged === 'offer-unknown' || judged === 'offer-over')
    return refused(judged === 'offer-over' ? 'offer-over' : 'offer-unknown');
  if (judged === 'repeated') return done({ confirmation: offer.confirmation ?? new Uint8Array(0), activatedAt: offer.committedAt ?? now });
  const device = await selectDevice(database, deviceId);
  if (device === undefined || device.secrets === null || offer.serverPrivate === null) return refused('device-deregistered');
  const privateKey = keys.open(
    { tenant: device.programme, customer: offer.customerId, row: offer.id, column: 'server_private' },
    offer.serverPrivate,
  );
  const shared = agree(privateKey, commit.clientKey);
  if (shared === undefined) return refused('client-key-invalid');
  const fresh = deriveKeys(shared, uuidBytes(activationId), deviceId);
  const fields = {
    deviceId,
    activationId,
    index: commit.index,
    serverKey: toBase64url(offer.serverKey),
    clientKey: toBase64url(commit.clientKey),
  };
  const confirmed = confirmation(fresh.confirm);

  const outcome = await database.transaction(async (tx) => {
    await context.holdPending(tx, offer.customerId);
    const proved = await proveOne(
      context,
      tx,
      {
        kind: 'activation',
        deviceId,
        factor: 'knowledge',
        index: commit.index,
        message: fields,
        proof: commit.proof,
        signature: commit.signature,
        also: () =>
          proofIsRight(
            authenticationKey(fresh.knowledge, fresh.possession, fresh.online),
            messageLabels.activation,
            messageBytes('activation', fields),
            commit.newProof,
          ),
      },
      now,
    );
    if (proved.kind === 'refused') return proved;
    if (!(await commitOffer(tx, activationId, commit.clientKey, confirmed, now))) return refused('offer-over' as const);
    await switchOver(context, tx, device, fresh, now);
    return done(confirmed);
  });
  if (outcome.kind === 'refused') return outcome;
  events.publish(`activation:${activationId}`, `token:${offer.customerId}`);
  return done({ confirmation: outcome.value, activatedAt: now });
}

async function switchOver(
  context: SoftTokenContext,
  tx: Session,
  device: { id: string; customerId: string; programme: string; platform: string; model: string },
  fresh: DeviceKeys,
  now: Temporal.Instant,
): Promise<void> {
  const { id, customerId, programme, platform, model } = device;
  // Operations before devices: the order in which decisions take their locks.
  await context.cancelPending(tx, customerId, now);
  const replaced = (await selectLiveDevices(tx, customerId)).filter((other) => other.id !== id);
  for (const old of replaced) await endDevice(tx, old, 'replaced', now);
  const changed = await activate(tx, customerId, id, now);
  if (changed === undefined) throw new Error('bug: a registered device could not be activated');
  if (!(await replaceDeviceKeys(tx, id, sealKeys(context.keys, device, fresh, stepChain(fresh.online)), now)))
    throw new Error('bug: an activated device had no keys');
  const body = { platform, model, replaced: replaced.map((old) => old.id), suspended: changed.suspended.map((other) => other.id) };
  await tell(context, tx, 'token-activated', { programme, customerId, tokenId: id, actor: `device:${id}`, body }, now);
}
