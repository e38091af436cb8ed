// The phone's signature in an approval record is judged from the record alone.

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';

import { checkApprovalProof } from './approval-proof.ts';
import { canonical } from './chain.ts';

const details = { kind: 'transfer-customer', amount: '12500', currency: 'OMR', payee: 'سالم', to: '1001' };
const operationId = '0192f0c1-0000-7000-8000-000000000001';

function approval(change: { details?: object; operationId?: string; decision?: string } = {}): Record<string, unknown> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]);
  const message = canonical({ v: 1, suite: 1, deviceId: 'd', operationId, decision: 'approve', factor: 'knowledge', index: 3, details });
  const label = 'ramz/1/decision';
  const signature = sign('sha256', Buffer.concat([Buffer.from(label), Buffer.of(0), Buffer.from(message)]), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return {
    operationId,
    details,
    decision: 'approve',
    authenticator: { kind: 'soft-push', id: 'd', installationKey: point.toString('base64url') },
    label,
    message,
    signature: signature.toString('base64url'),
    ...change,
  };
}

const cases: [rule: string, body: Record<string, unknown>, answer: string][] = [
  ['the details that the phone signed verify', approval(), 'verified'],
  [
    'the details in another order of fields verify',
    approval({ details: Object.fromEntries(Object.entries(details).reverse()) }),
    'verified',
  ],
  ['a decision in the other tense verifies', approval({ decision: 'approved' }), 'verified'],
  ['another amount does not', approval({ details: { ...details, amount: '99999' } }), 'other-details'],
  ['another operation does not', approval({ operationId: '0192f0c1-0000-7000-8000-000000000002' }), 'other-details'],
  ['another decision does not', approval({ decision: 'rejected' }), 'other-details'],
  [
    'a message changed after it was signed does not',
    { ...approval(), message: String(approval()['message']).replace('12500', '12501') },
    'wrong-signature',
  ],
  ['the signature of another phone does not', { ...approval(), signature: approval()['signature'] }, 'wrong-signature'],
  ['another label does not', { ...approval(), label: 'ramz/1/sign-in' }, 'wrong-signature'],
  ['a key that is none is told', { ...approval(), authenticator: { installationKey: 'AAAA' } }, 'unreadable'],
  [
    'an approval by code has no signature',
    { operationId, details, decision: 'approve', authenticator: { kind: 'hard-token', id: 't' } },
    'none',
  ],
];

for (const [rule, body, answer] of cases) {
  test(rule, () => assert.equal(checkApprovalProof(body), answer));
}
