// Touch or face instead of the app password (TK-25): K_b wrapped under the output of the platform's authenticator.
import { fromBase64url } from '../../../src/crypto/bytes.ts';
import { messageLabels } from '../../../src/crypto/labels.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { type BiometryState, type PhoneContext, askSigned, b64u, changeDevice, claim, prove } from './context.ts';
import { type Bytes, createEphemeral, deriveKeys, prfWrappingKey, unblind, unwrap, wrap } from './primitives.ts';
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
  if (kept.kind !== 'enrolled') return 'biometry-off';
  if (kept.passwordFirst) return 'password-needed';
  const secret = await authenticator.unlock(kept.credentialId);
  if (secret === undefined) return 'biometry-refused';
  return (await unwrap(await prfWrappingKey(secret), kept.wrapped)) ?? 'biometry-refused';
}

/** The authenticator's secret: of the credential that the phone knows, or of a new one. */
async function secretOf(
  kept: BiometryKey,
  authenticator: BiometricAuthenticator,
): Promise<{ readonly credentialId: Bytes; readonly secret: Bytes } | undefined> {
  const { credentialId } = kept;
  const secret = credentialId === undefined ? undefined : await authenticator.unlock(credentialId);
  return credentialId !== undefined && secret !== undefined ? { credentialId, secret } : authenticator.enrol();
}

type Prepared = { readonly agreement: { rekeyId: string; serverKey: string; clientKey: string }; readonly next: BiometryKey };

/** Agrees on a new K_b with the bank and lays it under the authenticator's secret at once; nothing is stored yet. */
async function prepare(
  context: PhoneContext,
  kept: BiometryKey,
  deviceId: string,
  authenticator: BiometricAuthenticator,
): Promise<Answer<Prepared>> {
  const made = await secretOf(kept, authenticator);
  if (made === undefined) return declined('biometry-refused');
  const offered = await askSigned<{ rekeyId: string; serverKey: string }>(context, { method: 'POST', path: '/token/v1/rekeys' });
  if (offered.kind !== 'done') return offered;
  const { rekeyId, serverKey } = offered.value;
  const point = fromBase64url(serverKey);
  const ephemeral = await createEphemeral();
  const keys = point && (await deriveKeys(ephemeral.privateKey, point, rekeyId, deviceId));
  if (keys === undefined) return declined('keys-not-agreed');
  const wrapped = await wrap(await prfWrappingKey(made.secret), keys.biometry);
  for (const key of [keys.biometry, keys.knowledge]) key.fill(0);
  const next: BiometryKey = { kind: 'enrolled', passwordFirst: false, credentialId: made.credentialId, wrapped };
  return answered({ agreement: { rekeyId, serverKey, clientKey: b64u(ephemeral.publicKey) }, next });
}

/**
 * Switches sign-in by touch or face on or off; both need the app password, which the bank judges. Switching on makes a new
 * K_b, so that a copy of the phone from before is worth nothing; switching off forgets it on both sides.
 */
export async function setBiometry(
  context: PhoneContext,
  given: { readonly enabled: boolean; readonly password: string; readonly authenticator?: BiometricAuthenticator },
): Promise<Answer<{ biometry: BiometryState }>> {
  const record = await context.store.read();
  if (record?.device === undefined) return declined('not-registered');
  if (context.session?.online === undefined) return declined('signed-out');
  const { deviceId, biometry: kept } = record.device;
  let agreement = { rekeyId: '', serverKey: '', clientKey: '' };
  let next: BiometryKey = kept.credentialId === undefined ? { kind: 'none' } : { kind: 'none', credentialId: kept.credentialId };
  if (given.enabled) {
    if (given.authenticator === undefined) return declined('biometry-refused');
    const prepared = await prepare(context, kept, deviceId, given.authenticator);
    if (prepared.kind !== 'done') return prepared;
    ({ agreement, next } = prepared.value);
  }
  const claimed = await claim(context, 'online');
  if (claimed === undefined) return declined('not-registered');
  const { index } = claimed;
  const { rekeyId, serverKey, clientKey } = agreement;
  const message = messageBytes('biometry', { deviceId, enabled: given.enabled, index, rekeyId, serverKey, clientKey });
  const knowledge = await unblind(claimed.device.knowledge, given.password);
  const proofs = await prove(record, claimed, knowledge, messageLabels.biometry, message);
  knowledge.fill(0);
  const answer = await askSigned<{ biometry: BiometryState }>(context, {
    method: 'POST',
    path: '/token/v1/biometry',
    body: { enabled: given.enabled, index, ...(given.enabled ? { rekeyId, clientKey } : {}), ...proofs },
  });
  if (answer.kind !== 'done') return answer;
  await changeDevice(context, deviceId, (device) => ({ ...device, biometry: next }));
  return answered({ biometry: answer.value.biometry });
}
