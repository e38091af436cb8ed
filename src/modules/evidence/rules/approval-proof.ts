// Checks the phone's own signature over the shown details, from the fields of an approval record alone.

import { createPublicKey, verify } from 'node:crypto';

import { concat, fromBase64url, utf8 } from '../../../crypto/bytes.ts';
import { canonical } from './chain.ts';

type Body = Record<string, unknown>;

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export type ProofAnswer = 'verified' | 'none' | 'wrong-signature' | 'other-details' | 'unreadable';

/**
 * What an approval's body says for itself:
 * `verified` the installation key signed a message with exactly these details, operation and decision;
 * `none` it was approved with an authenticator that does not sign (a code); the bank's word, in the chain, is the proof.
 */
export function checkApprovalProof(body: Body): ProofAnswer {
  const authenticator = isObject(body['authenticator']) ? body['authenticator'] : {};
  const signature = text(body['signature']);
  if (signature === undefined) return 'none';
  const key = fromBase64url(text(authenticator['installationKey']) ?? '');
  const message = text(body['message']);
  const label = text(body['label']);
  const raw = fromBase64url(signature);
  if (key?.length !== 65 || key[0] !== 4 || message === undefined || label === undefined || raw?.length !== 64) return 'unreadable';

  const publicKey = createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from(key.subarray(1, 33)).toString('base64url'),
      y: Buffer.from(key.subarray(33)).toString('base64url'),
    },
    format: 'jwk',
  });
  const signed = concat(utf8(label), new Uint8Array(1), utf8(message));
  if (!verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)) return 'wrong-signature';

  let fields: unknown;
  try {
    fields = JSON.parse(message);
  } catch {
    return 'unreadable';
  }
  if (!isObject(fields)) return 'unreadable';
  // What the phone signed must be what the bank says that it showed and did (dynamic linking, TK-16).
  const decisions: Record<string, string> = { approved: 'approve', rejected: 'reject' };
  const decision = text(body['decision']) ?? '';
  const same =
    canonical(fields['details'] ?? null) === canonical(body['details'] ?? null) &&
    fields['operationId'] === body['operationId'] &&
    (fields['decision'] === undefined || fields['decision'] === decision || fields['decision'] === decisions[decision]);
  return same ? 'verified' : 'other-details';
}
