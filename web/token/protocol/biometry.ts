// Touch or face instead of the app password (TK-25): K_b wrapped under the output of the platform's authenticator.
import { messageLabels } from '../../../src/crypto/labels.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { type BiometryState, type PhoneContext, askSigned, changeDevice, claim, prove } from './context.ts';
import { type Bytes, prfWrappingKey, unblind, unwrap, wrap } from './primitives.ts';
import type { BiometryKey } from './store.ts';
import { type Answer, answered, declined } from './transport.ts';

/** The phone's finger or face reader with a secret of 32 bytes behind it: WebAuthn PRF in a browser. Both ask the person. */
export type BiometricAuthenticator = {
  /** Makes a credential; undefined where the person or the system declined. */
  enrol(): Promise<{ readonly credentialId: Bytes; readonly secret: Bytes } | undefined>;
  /** The secret of a credential made before; undefined where the person or the system declined. */
  unlock(credentialId: Bytes): Promise<Bytes | undefined>;
};

/** K_b for a sign-in by touch or face, or why there is none. */
export async function biometryKey(
  kept: BiometryKey,
  authenticator: BiometricAuthenticator,
): Promise<Bytes | 'biometry-off' | 'biometry-refused' | 'password-needed'> {
  if (kept.kind !== 'enrolled' || !kept.on) return 'biometry-off';
  if (kept.passwordFirst) return 'password-needed';
  const secret = await authenticator.unlock(kept.credentialId);
  if (secret === undefined) return 'biometry-refused';
  return (await unwrap(await prfWrappingKey(secret), kept.wrapped)) ?? 'biometry-refused';
}

/** Moves K_b under the authenticator's secret: enrols it, or wakes the credential of an earlier time. */
async function enrolled(
  kept: BiometryKey,
  authenticator: BiometricAuthenticator,
): Promise<BiometryKey | 'biometry-refused' | 'biometry-lost'> {
  if (kept.kind === 'enrolled') {
    const key = await biometryKey({ ...kept, on: true, passwordFirst: false }, authenticator);
    return typeof key === 'string' ? 'biometry-refused' : { ...kept, on: true };
  }
  const bytes = await unwrap(kept.wrappingKey, kept.wrapped);
  if (bytes === undefined) return 'biometry-lost';
  const made = await authenticator.enrol();
  if (made === undefined) return 'biometry-refused';
  const wrapped = await wrap(await prfWrappingKey(made.secret), bytes);
  bytes.fill(0);
  return { kind: 'enrolled', on: true, passwordFirst: false, credentialId: made.credentialId, wrapped };
}

/**
 * Switches sign-in by touch or face on or off; both need the app password, which the bank judges. From the first time on,
 * K_b lies under the authenticator's secret only.
 */
export async function setBiometry(
  context: PhoneContext,
  given: { readonly enabled: boolean; readonly password: string; readonly authenticator?: BiometricAuthenticator },
): Promise<Answer<{ biometry: BiometryState }>> {
  const record = await context.store.read();
  if (record?.device === undefined) return declined('not-registered');
  if (context.session?.online === undefined) return declined('signed-out');
  const { deviceId } = record.device;
  let next = record.device.biometry;
  if (given.enabled) {
    if (given.authenticator === undefined) return declined('biometry-refused');
    const made = await enrolled(next, given.authenticator);
    if (typeof made === 'string') return declined(made);
    next = made;
  } else if (next.kind === 'enrolled') next = { ...next, on: false };
  const claimed = await claim(context, 'online');
  if (claimed === undefined) return declined('not-registered');
  const message = messageBytes('biometry', { deviceId, enabled: given.enabled, index: claimed.index });
  const knowledge = await unblind(claimed.device.knowledge, given.password);
  const proofs = await prove(record, claimed, knowledge, messageLabels.biometry, message);
  knowledge.fill(0);
  const answer = await askSigned<{ biometry: BiometryState }>(context, {
    method: 'POST',
    path: '/token/v1/biometry',
    body: { enabled: given.enabled, index: claimed.index, ...proofs },
  });
  if (answer.kind !== 'done') return answer;
  await changeDevice(context, deviceId, (device) => ({ ...device, biometry: next }));
  return answered({ biometry: answer.value.biometry });
}
