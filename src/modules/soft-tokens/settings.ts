// Settings of a signed-in app: biometric sign-in and the push subscription (TK-25, TK-36).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { SoftTokenContext } from './context.ts';
import { savePush, selectDevice, setBiometry, type Biometry, type PushKeys } from './device-store.ts';
import { tell } from './news.ts';
import { proveOnline, type ProofRefusal } from './prove-online.ts';
import { tellLocks } from './sign-in.ts';

/** Switches sign-in by touch or face on or off; either needs the app password. */
export async function switchBiometry(
  context: SoftTokenContext,
  {
    deviceId,
    enabled,
    index,
    proof,
    signature,
  }: { deviceId: string; enabled: boolean; index: number; proof: Uint8Array; signature: Uint8Array },
  now: Temporal.Instant,
): Promise<Outcome<{ biometry: Biometry }, ProofRefusal>> {
  return await context.database.transaction(async (tx) => {
    const [proved] = await proveOnline(
      context,
      tx,
      [{ kind: 'biometry', deviceId, factor: 'knowledge', index, message: { deviceId, enabled, index }, proof, signature }],
      now,
    );
    if (proved === undefined) throw new Error('bug: a proof without an outcome');
    if (proved.kind === 'refused') {
      await tellLocks(context, tx, [proved], now);
      return proved.attemptsLeft === undefined
        ? refused(proved.reason)
        : refused(proved.reason, { attemptsLeft: Math.max(0, proved.attemptsLeft) });
    }
    const biometry: Biometry = enabled ? 'on' : 'off';
    await setBiometry(tx, deviceId, biometry);
    const { programme, customerId } = proved.device;
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
