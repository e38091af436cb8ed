// Registration, the steps after the identity: SMS from the phone, one-time password, app password, keys (TK-08 … TK-11, TK-23).

import { toBase64url, uuidBytes } from '../../crypto/bytes.ts';
import {
  agree,
  confirmation,
  createEphemeral,
  deriveKeys,
  messageBytes,
  messageLabels,
  sameBytes,
  signatureIsRight,
  type DeviceKeys,
} from '../../crypto/soft-token.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import { register } from '../authenticators/index.ts';
import { verifyCode } from '../one-time-codes/index.ts';
import type { SoftTokenContext } from './context.ts';
import { bindInstallation, insertDevice, replaceSecrets, selectDevice, selectLiveDevices } from './device-store.ts';
import { endDevice } from './end-device.ts';
import { tell } from './news.ts';
import { markCodeVerified, markCompleted, markSmsArrived, selectRegistration, type RegistrationRow } from './registration-store.ts';
import { openSecrets, sealKeys, sealSecrets } from './secrets.ts';
import { sendRegistrationCode } from './start-registration.ts';

/** The registration that a bearer secret belongs to; undefined when the two do not fit. */
export async function openRegistration(context: SoftTokenContext, id: string, token: string): Promise<RegistrationRow | undefined> {
  const row = await selectRegistration(context.database, id);
  if (row === undefined) return undefined;
  return sameBytes(row.tokenDigest, context.keys.digest('registration-token', token)) ? row : undefined;
}

/**
 * TK-08: an SMS that a phone sent to the bank. Only the right text from the number of record moves a registration on;
 * anything else changes nothing. Gives whether it did. Runs in the transaction that records the SMS as heard.
 */
export async function takeInboundSms(
  context: SoftTokenContext,
  tx: Session,
  { from, text }: { from: string; text: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const wanted = text.trim().toUpperCase().replace(/\s+/g, ' ');
  const sender = from.startsWith('+') ? from : `+${from}`;
  const row = await markSmsArrived(tx, wanted, sender, now);
  if (row === undefined) return false;
  // Too many messages: the registration waits, and the customer asks for the code again later.
  await sendRegistrationCode(context, tx, row, now);
  return true;
}

export type StepRefusal = 'registration-over' | 'wrong-step';

function stepRefusal(row: RegistrationRow, wanted: RegistrationRow['state'], now: Temporal.Instant): StepRefusal | undefined {
  if (row.state === 'ended' || row.state === 'completed' || Temporal.Instant.compare(row.expiresAt, now) <= 0) return 'registration-over';
  return row.state === wanted ? undefined : 'wrong-step';
}

/** Sends the one-time password again. Refusals: code-too-soon, code-too-many-sends, or the step is another. */
export async function resendCode(
  context: SoftTokenContext,
  row: RegistrationRow,
  now: Temporal.Instant,
): Promise<Outcome<RegistrationRow, StepRefusal | 'code-too-soon' | 'code-too-many-sends'>> {
  const wrong = stepRefusal(row, 'awaiting-code', now);
  if (wrong !== undefined) return refused(wrong);
  const sent = await context.database.transaction(async (tx) => await sendRegistrationCode(context, tx, row, now));
  if (sent.kind === 'refused') return sent;
  return done({ ...row, codeExpiresAt: sent.value.expiresAt, codeResendAt: sent.value.resendAt, maskedTo: sent.value.maskedTo });
}

export type CodeRefusal = StepRefusal | 'wrong-code' | 'expired' | 'used' | 'too-many-attempts';

/**
 * Takes the one-time password and answers with the bank's half of the key agreement.
 * The code may be used once; an answer that was lost is given again by the state of the registration.
 */
export async function enterCode(
  context: SoftTokenContext,
  row: RegistrationRow,
  code: string,
  now: Temporal.Instant,
): Promise<Outcome<{ deviceId: string; serverKey: Uint8Array }, CodeRefusal>> {
  const wrong = stepRefusal(row, 'awaiting-code', now);
  if (wrong !== undefined) return refused(wrong);
  const checked = await verifyCode(context.database, context.keys, { purpose: 'token-registration', subjectId: row.id, code }, now);
  if (checked.kind === 'refused') return checked;
  const pair = createEphemeral();
  const sealed = context.keys.seal(
    { tenant: row.programme, customer: row.customerId, row: row.id, column: 'server_private' },
    pair.privateKey,
  );
  const moved = await context.database.transaction(async (tx) => await markCodeVerified(tx, row.id, pair.publicKey, sealed, now));
  return moved ? done({ deviceId: row.deviceId, serverKey: pair.publicKey }) : refused('registration-over');
}

export type CompletionRefusal =
  | StepRefusal
  | 'signature-wrong'
  | 'client-key-invalid'
  | 'phone-carries-another-customer'
  | 'device-deregistered';

/**
 * The phone's half: keys are agreed, and the token is *registered*, not yet active (TK-11); or, for a reset, the device
 * gets a new knowledge key and is unlocked (TK-23).
 */
export async function completeRegistration(
  context: SoftTokenContext,
  row: RegistrationRow,
  { clientKey, signature }: { clientKey: Uint8Array; signature: Uint8Array },
  now: Temporal.Instant,
): Promise<Outcome<{ deviceId: string; confirmation: Uint8Array }, CompletionRefusal>> {
  const wrong = stepRefusal(row, 'code-verified', now);
  if (wrong !== undefined) return refused(wrong);
  const { serverKey, serverPrivate, deviceId } = row;
  if (serverKey === null || serverPrivate === null) throw new Error('bug: a verified registration has no server key');
  const message = messageBytes('registration', {
    registrationId: row.id,
    deviceId,
    serverKey: toBase64url(serverKey),
    clientKey: toBase64url(clientKey),
  });
  if (!signatureIsRight(row.installationKey, messageLabels.registration, message, signature)) return refused('signature-wrong');
  const privateKey = context.keys.open(
    { tenant: row.programme, customer: row.customerId, row: row.id, column: 'server_private' },
    serverPrivate,
  );
  const shared = agree(privateKey, clientKey);
  if (shared === undefined) return refused('client-key-invalid');
  const keys = deriveKeys(shared, uuidBytes(row.id), deviceId);
  const refusal = await context.database.transaction<CompletionRefusal | undefined>(async (tx) => {
    const stored =
      row.purpose === 'register' ? await storeDevice(context, tx, row, keys, now) : await storeReset(context, tx, row, keys, now);
    if (stored !== undefined) return stored;
    if (!(await markCompleted(tx, row.id, now))) throw new RolledBack('registration-over' as const);
    return undefined;
  });
  if (refusal !== undefined) return refused(refusal);
  context.events.publish(`registration:${row.id}`, `token:${row.customerId}`);
  return done({ deviceId, confirmation: confirmation(keys.confirm) });
}

async function storeDevice(
  context: SoftTokenContext,
  tx: Session,
  row: RegistrationRow,
  keys: DeviceKeys,
  now: Temporal.Instant,
): Promise<undefined> {
  const { customerId, programme, installationId, installationKey, deviceId } = row;
  for (const device of await selectLiveDevices(tx, customerId)) {
    if (device.authenticatorStatus === 'registered') await endDevice(tx, device, 'replaced', now);
  }
  if (!(await bindInstallation(tx, { installationId, customerId, publicKey: installationKey }, now)))
    throw new RolledBack('phone-carries-another-customer' as const);
  await register(tx, { id: deviceId, customerId, kind: 'soft', status: 'registered' }, now);
  const owner = { id: deviceId, customerId, programme };
  const { platform, model, system, screenLock, language } = row;
  const sealed = sealKeys(context.keys, owner, keys, keys.online);
  await insertDevice(tx, { ...owner, installationId, installationKey, platform, model, system, screenLock, language, ...sealed }, now);
  await tell(
    context,
    tx,
    'token-registered',
    {
      programme,
      customerId,
      tokenId: deviceId,
      actor: `device:${deviceId}`,
      body: { platform, model, system, installation: installationId },
    },
    now,
  );
  return undefined;
}

async function storeReset(
  context: SoftTokenContext,
  tx: Session,
  row: RegistrationRow,
  keys: DeviceKeys,
  now: Temporal.Instant,
): Promise<'device-deregistered' | undefined> {
  const device = await selectDevice(tx, row.deviceId);
  if (device === undefined || device.secrets === null) return 'device-deregistered';
  const secrets = openSecrets(context.keys, device, device.secrets);
  const sealed = sealSecrets(context.keys, device, { ...secrets, knowledge: keys.knowledge });
  if (!(await replaceSecrets(tx, device.id, sealed, true))) return 'device-deregistered';
  const about = { programme: row.programme, customerId: row.customerId, tokenId: device.id, actor: `device:${device.id}` };
  await tell(context, tx, 'password-reset', about, now);
  if (device.passwordLockedAt !== null) await tell(context, tx, 'token-unlocked', { ...about, body: { by: 'password-reset' } }, now);
  return undefined;
}
