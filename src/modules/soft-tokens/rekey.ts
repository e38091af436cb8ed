// Change of the app password: the bank and the phone agree on a new knowledge key, under the old and the new proof (TK-24).

import { toBase64url, uuidBytes } from '../../crypto/bytes.ts';
import {
  agree,
  authenticationKey,
  confirmation,
  createEphemeral,
  deriveKey,
  messageBytes,
  messageLabels,
  proofIsRight,
  stepChainTo,
  type Messages,
} from '../../crypto/soft-token.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { judgeOffer, type CommitRefusal, type KeyCommit } from './activation.ts';
import type { SoftTokenContext } from './context.ts';
import { replaceSecrets, selectDevice, type DeviceRow } from './device-store.ts';
import { tell } from './news.ts';
import { commitOffer, endOffers, insertOffer, selectOffer } from './offer-store.ts';
import { proveOne } from './prove-one.ts';
import { openState, sealSecrets, type Secrets } from './secrets.ts';

const offerSeconds = 300;

/** Offers the bank's half of a new knowledge key to a signed-in device; good for 300 seconds. */
export async function offerRekey(
  context: SoftTokenContext,
  deviceId: string,
  now: Temporal.Instant,
): Promise<Outcome<{ rekeyId: string; serverKey: Uint8Array }, 'device-deregistered'>> {
  return await context.database.transaction(async (tx) => {
    const device = await selectDevice(tx, deviceId);
    if (device === undefined || device.secrets === null) return refused('device-deregistered');
    const rekeyId = context.newId();
    const pair = createEphemeral();
    const serverPrivate = context.keys.seal(
      { tenant: device.programme, customer: device.customerId, row: rekeyId, column: 'server_private' },
      pair.privateKey,
    );
    await endOffers(tx, deviceId, 'rekey');
    await insertOffer(
      tx,
      {
        id: rekeyId,
        purpose: 'rekey',
        customerId: device.customerId,
        deviceId,
        serverKey: pair.publicKey,
        serverPrivate,
        expiresAt: now.add({ seconds: offerSeconds }),
      },
      now,
    );
    return done({ rekeyId, serverKey: pair.publicKey });
  });
}

/** The proof with the new knowledge key at the same index as the old one's. */
function provesNewKey(
  context: SoftTokenContext,
  device: DeviceRow,
  knowledge: Uint8Array,
  fields: Messages['rekey'],
  newProof: Uint8Array,
): (secrets: Secrets) => boolean {
  return ({ possession }) => {
    if (device.onlineState === null || fields.index < Number(device.onlineIndex)) return false;
    const state = stepChainTo(openState(context.keys, device, 'online', device.onlineState), Number(device.onlineIndex), fields.index);
    return proofIsRight(authenticationKey(knowledge, possession, state), messageLabels.rekey, messageBytes('rekey', fields), newProof);
  };
}

/** Commits the change; the same commit again gets the same answer. A wrong current password counts as a try. */
export async function commitRekey(
  context: SoftTokenContext,
  deviceId: string,
  rekeyId: string,
  commit: KeyCommit,
  now: Temporal.Instant,
): Promise<Outcome<{ confirmation: Uint8Array }, CommitRefusal>> {
  const { database, keys } = context;
  const offer = await selectOffer(database, rekeyId);
  const judged = judgeOffer(offer, 'rekey', deviceId, commit.clientKey, now);
  if (offer === undefined || judged === 'offer-unknown' || judged === 'offer-over')
    return refused(judged === 'offer-over' ? 'offer-over' : 'offer-unknown');
  if (judged === 'repeated') return done({ confirmation: offer.confirmation ?? new Uint8Array(0) });
  const device = await selectDevice(database, deviceId);
  if (device === undefined || device.secrets === null || offer.serverPrivate === null) return refused('device-deregistered');
  const privateKey = keys.open(
    { tenant: device.programme, customer: device.customerId, row: rekeyId, column: 'server_private' },
    offer.serverPrivate,
  );
  const shared = agree(privateKey, commit.clientKey);
  if (shared === undefined) return refused('client-key-invalid');
  const knowledge = deriveKey('knowledge', shared, uuidBytes(rekeyId), deviceId);
  const confirmed = confirmation(deriveKey('confirm', shared, uuidBytes(rekeyId), deviceId));
  const fields = {
    deviceId,
    rekeyId,
    index: commit.index,
    serverKey: toBase64url(offer.serverKey),
    clientKey: toBase64url(commit.clientKey),
  };

  return await database.transaction(async (tx) => {
    const proved = await proveOne(
      context,
      tx,
      {
        kind: 'rekey',
        deviceId,
        factor: 'knowledge',
        index: commit.index,
        message: fields,
        proof: commit.proof,
        signature: commit.signature,
        also: provesNewKey(context, device, knowledge, fields, commit.newProof),
      },
      now,
    );
    if (proved.kind === 'refused') return proved;
    if (!(await commitOffer(tx, rekeyId, commit.clientKey, confirmed, now))) return refused('offer-over' as const);
    await replaceSecrets(tx, deviceId, sealSecrets(keys, device, { ...proved.value.secrets, knowledge }), false);
    await tell(
      context,
      tx,
      'password-changed',
      { programme: device.programme, customerId: device.customerId, tokenId: deviceId, actor: `device:${deviceId}` },
      now,
    );
    return done({ confirmation: confirmed });
  });
}
