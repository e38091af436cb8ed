// Settings of a signed-in app: biometric sign-in and the push subscription (TK-25, TK-36).

import { randomBytes } from 'node:crypto';

import { toBase64url, uuidBytes } from '../../crypto/bytes.ts';
import { agree, confirmation, deriveKey } from '../../crypto/soft-token.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { judgeOffer, type CommitRefusal } from './activation.ts';
import type { SoftTokenContext } from './context.ts';
import { replaceSecrets, savePush, selectDevice, setBiometry, type Biometry, type PushKeys } from './device-store.ts';
import { tell } from './news.ts';
import { commitOffer, selectOffer } from './offer-store.ts';
import { proveOne } from './prove-one.ts';
import { sealSecrets } from './secrets.ts';

export type BiometrySwitch = {
  readonly deviceId: string;
  readonly enabled: boolean;
  readonly index: number;
  /** With `enabled`: the key offer and the phone's half, from which both sides make a new K_b. */
  readonly agreement: { readonly rekeyId: string; readonly clientKey: Uint8Array } | undefined;
  readonly proof: Uint8Array;
  readonly signature: Uint8Array;
};

type Agreed = {
  readonly biometry: Uint8Array;
  readonly confirmation: Uint8Array;
  readonly fields: { rekeyId: string; serverKey: string; clientKey: string };
};

async function agreeOnBiometry(
  context: SoftTokenContext,
  { deviceId, agreement }: BiometrySwitch,
  now: Temporal.Instant,
): Promise<Outcome<Agreed, CommitRefusal>> {
  if (agreement === undefined) return refused('offer-unknown');
  const { rekeyId, clientKey } = agreement;
  const offer = await selectOffer(context.database, rekeyId);
  const judged = judgeOffer(offer, 'rekey', deviceId, clientKey, now);
  if (offer === undefined || judged === 'offer-unknown') return refused('offer-unknown');
  if (judged !== 'open' || offer.serverPrivate === null) return refused('offer-over');
  const device = await selectDevice(context.database, deviceId);
  if (device === undefined || device.secrets === null) return refused('device-deregistered');
  const owner = { tenant: device.programme, customer: device.customerId, row: rekeyId, column: 'server_private' };
  const shared = agree(context.keys.open(owner, offer.serverPrivate), clientKey);
  if (shared === undefined) return refused('client-key-invalid');
  const salt = uuidBytes(rekeyId);
  return done({
    biometry: deriveKey('biometry', shared, salt, deviceId),
    confirmation: confirmation(deriveKey('confirm', shared, salt, deviceId)),
    fields: { rekeyId, serverKey: toBase64url(offer.serverKey), clientKey: toBase64url(clientKey) },
  });
}

/**
 * Switches sign-in by touch or face on or off; either needs the app password. Switching on agrees on a new K_b, so that what
 * a phone held before never signs in; switching off replaces it by random bytes that nobody has.
 */
export async function switchBiometry(
  context: SoftTokenContext,
  wanted: BiometrySwitch,
  now: Temporal.Instant,
): Promise<Outcome<{ biometry: Biometry }, CommitRefusal>> {
  const { deviceId, enabled, index, proof, signature } = wanted;
  const off = {
    biometry: new Uint8Array(randomBytes(32)),
    confirmation: new Uint8Array(0),
    fields: { rekeyId: '', serverKey: '', clientKey: '' },
  };
  const agreed = enabled ? await agreeOnBiometry(context, wanted, now) : done(off);
  if (agreed.kind === 'refused') return agreed;
  const { fields } = agreed.value;
  return await context.database.transaction<Outcome<{ biometry: Biometry }, CommitRefusal>>(async (tx) => {
    const message = { deviceId, enabled, index, ...fields };
    const proved = await proveOne(context, tx, { kind: 'biometry', deviceId, factor: 'knowledge', index, message, proof, signature }, now);
    if (proved.kind === 'refused') return proved;
    const { device, secrets } = proved.value;
    const clientKey = wanted.agreement?.clientKey;
    if (enabled && clientKey !== undefined && !(await commitOffer(tx, fields.rekeyId, clientKey, agreed.value.confirmation, now))) {
      return refused('offer-over');
    }
    await replaceSecrets(tx, deviceId, sealSecrets(context.keys, device, { ...secrets, biometry: agreed.value.biometry }), false);
    const biometry: Biometry = enabled ? 'on' : 'off';
    await setBiometry(tx, deviceId, biometry);
    const { programme, customerId } = device;
    await tell(
      context,
      tx,
      'biometry-switched',
      { programme, customerId, tokenId: deviceId, actor: `device:${deviceId}`, body: { biometry }, values: { state: biometry } },
      now,
    );
    return done({ biometry });
  });
}

/** Keeps where a phone may be woken; any push service that speaks RFC 8030 will do. */
export async function keepPushSubscription(
  context: SoftTokenContext,
  deviceId: string,
  push: PushKeys,
): Promise<Outcome<undefined, 'device-deregistered'>> {
  const device = await selectDevice(context.database, deviceId);
  if (device === undefined || device.secrets === null) return refused('device-deregistered');
  return (await savePush(context.database, deviceId, push)) ? done(undefined) : refused('device-deregistered');
}
