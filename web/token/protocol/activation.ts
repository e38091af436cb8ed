// Activation: all keys anew out of the scanned code, stored as pending, committed with old and new proof (TK-12 … TK-15).
import { fromBase64url } from '../../../src/crypto/bytes.ts';
import { messageLabels } from '../../../src/crypto/labels.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { type PhoneContext, askSigned, b64u, bug, change, claim, prove } from './context.ts';
import {
  type ActivationOffer,
  type Bytes,
  authenticationKey,
  blind,
  confirmationIsRight,
  createEphemeral,
  deriveKeys,
  proof,
  stepChain,
  unblind,
} from './primitives.ts';
import type { ActivationRecord, DeviceRecord } from './store.ts';
import { type Answer, answered, declined } from './transport.ts';

export type Activated = { readonly activatedAt: string };

/** Derives the new keys for an offer and stores them as pending; the old ones stay in use until the bank has spoken. */
export async function prepareActivation(context: PhoneContext, offer: ActivationOffer, password: string): Promise<boolean> {
  const device = (await context.store.read())?.device ?? bug('no device to activate');
  const ephemeral = await createEphemeral();
  const keys = await deriveKeys(ephemeral.privateKey, offer.serverKey, offer.activationId, device.deviceId);
  if (keys === undefined) return false;
  const nowS = Math.floor(context.clock() / 1000);
  const renewed: DeviceRecord = {
    deviceId: device.deviceId,
    possession: keys.possession,
    transport: keys.transport,
    knowledge: await blind(keys.knowledge, password),
    biometry: { kind: 'none' },
    online: { index: 0, state: keys.online },
    offline: { index: 0, state: keys.offline },
    otp: { index: 0, state: keys.otp },
    otpEpochS: nowS,
    otpStepS: device.otpStepS,
  };
  keys.biometry.fill(0);
  keys.knowledge.fill(0);
  const activation: ActivationRecord = {
    activationId: offer.activationId,
    serverKey: b64u(offer.serverKey),
    clientKey: b64u(ephemeral.publicKey),
    expiresAtS: offer.expiresAtS,
    device: renewed,
    confirm: keys.confirm,
  };
  await change(context, (record) => ({ ...record, activation }));
  return true;
}

/** Forgets the pending keys: the bank has not taken them. */
export async function dropActivation(context: PhoneContext): Promise<void> {
  await change(context, ({ activation, ...rest }) => (void activation, rest));
}

/** Puts the pending keys in place of the old ones; index 0 of the online chain was the new proof's. */
export async function promoteActivation(context: PhoneContext, activation: ActivationRecord, activatedAtS: number): Promise<void> {
  await change(context, (record) => {
    if (record.activation?.activationId !== activation.activationId) return record;
    const { activation: _done, rekey: _rekey, ...rest } = record;
    const { device } = activation;
    const { index, state } = device.online;
    const online = index > 0 ? device.online : { index: 1, state: stepChain(state, 0, 1) };
    return { ...rest, device: { ...device, online, otpEpochS: activatedAtS, activatedAtS } };
  });
}

/**
 * Commits the pending activation. A refusal leaves the old keys as they were; when the answer is lost the new ones stay pending
 * until the next sign-in or the next scanned picture shows which the bank knows. `password` is that of `prepareActivation`.
 */
export async function finishActivation(context: PhoneContext, oldFactorKey: Bytes, password: string): Promise<Answer<Activated>> {
  const record = await context.store.read();
  const activation = record?.activation;
  const claimed = activation === undefined ? undefined : await claim(context, 'online');
  if (record === undefined || activation === undefined || claimed === undefined) return declined('no-activation');
  const { activationId, serverKey, clientKey, device } = activation;
  const { index } = claimed;
  const message = messageBytes('activation', { deviceId: device.deviceId, activationId, index, serverKey, clientKey });
  const proofs = await prove(record, claimed, oldFactorKey, messageLabels.activation, message);
  const newKnowledge = await unblind(device.knowledge, password);
  const newKey = await authenticationKey(newKnowledge, device.possession, device.online.state);
  const newProof = b64u(await proof(newKey, messageLabels.activation, message));
  const answer = await askSigned<{ confirmation: string; activatedAt: string }>(context, {
    method: 'POST',
    path: `/token/v1/activations/${activationId}`,
    body: { clientKey, index, ...proofs, newProof },
  });
  if (answer.kind === 'unreachable' || (answer.kind === 'refused' && answer.reason === 'session-over')) return answer;
  if (answer.kind === 'refused') {
    await dropActivation(context);
    return answer;
  }
  const confirmation = fromBase64url(answer.value.confirmation);
  if (confirmation === undefined || !(await confirmationIsRight(activation.confirm, confirmation))) {
    await dropActivation(context);
    return declined('keys-not-agreed');
  }
  await promoteActivation(context, activation, Math.floor(Date.parse(answer.value.activatedAt) / 1000));
  return answered({ activatedAt: answer.value.activatedAt });
}
