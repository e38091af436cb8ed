// A new app password from Settings (TK-24): a new K_k agreed with the bank, proved with the old and the new one.
import { judgeAppPassword } from '../../../src/crypto/app-password.ts';
import { fromBase64url } from '../../../src/crypto/bytes.ts';
import { messageLabels } from '../../../src/crypto/labels.ts';
import { messageBytes } from '../../../src/crypto/messages.ts';
import { type PhoneContext, askSigned, b64u, change, claim, prove } from './context.ts';
import { authenticationKey, blind, confirmationIsRight, createEphemeral, deriveKeys, proof, unblind } from './primitives.ts';
import { type Answer, answered, declined } from './transport.ts';

/** Refusals: 'password-length', 'password-characters', 'password-trivial', 'password-same', 'signed-out', the bank's. */
export async function changePassword(context: PhoneContext, current: string, next: string): Promise<Answer<undefined>> {
  const record = await context.store.read();
  if (record?.device === undefined) return declined('not-registered');
  if (context.session?.online === undefined) return declined('signed-out');
  const rule = record.passwordRule ?? { lengthMin: 6, lengthMax: 12 };
  const fault = judgeAppPassword(next, rule);
  if (fault !== undefined) return declined(fault, rule);
  if (current === next) return declined('password-same');
  const offered = await askSigned<{ rekeyId: string; serverKey: string }>(context, { method: 'POST', path: '/token/v1/rekeys' });
  if (offered.kind !== 'done') return offered;
  const { rekeyId, serverKey } = offered.value;
  const { deviceId } = record.device;
  const point = fromBase64url(serverKey);
  const ephemeral = await createEphemeral();
  const keys = point && (await deriveKeys(ephemeral.privateKey, point, rekeyId, deviceId));
  if (keys === undefined) return declined('keys-not-agreed');
  const rekey = await blind(keys.knowledge, next);
  await change(context, (kept) => ({ ...kept, rekey }));
  const claimed = await claim(context, 'online');
  if (claimed === undefined) return declined('not-registered');
  const clientKey = b64u(ephemeral.publicKey);
  const { index } = claimed;
  const message = messageBytes('rekey', { deviceId, rekeyId, index, serverKey, clientKey });
  const oldKnowledge = await unblind(claimed.device.knowledge, current);
  const proofs = await prove(record, claimed, oldKnowledge, messageLabels.rekey, message);
  oldKnowledge.fill(0);
  const newKey = await authenticationKey(keys.knowledge, claimed.device.possession, claimed.state);
  const newProof = b64u(await proof(newKey, messageLabels.rekey, message));
  const body = { clientKey, index, ...proofs, newProof };
  const answer = await askSigned<{ confirmation: string }>(context, { method: 'POST', path: `/token/v1/rekeys/${rekeyId}`, body });
  if (answer.kind === 'unreachable') return answer;
  if (answer.kind === 'refused') {
    await change(context, ({ rekey: refused, ...rest }) => (void refused, rest));
    return answer;
  }
  const confirmation = fromBase64url(answer.value.confirmation);
  if (confirmation === undefined || !(await confirmationIsRight(keys.confirm, confirmation))) return declined('keys-not-agreed');
  await change(context, ({ rekey: taken, ...rest }) => {
    void taken;
    return rest.device?.deviceId === deviceId ? { ...rest, device: { ...rest.device, knowledge: rekey } } : rest;
  });
  if (context.session?.factor === 'knowledge') {
    const { online } = context.session;
    context.session = { factor: 'knowledge', factorKey: keys.knowledge, password: next, ...(online === undefined ? {} : { online }) };
  }
  return answered(undefined);
}
