// RFC 8291, appendix A: the example of the standard, byte by byte.

import assert from 'node:assert/strict';
import test from 'node:test';

import { areSubscriptionKeys, encryptPush } from './push-encryption.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const receiver = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

test('a push is encrypted as in the example of RFC 8291 appendix A', () => {
  const fresh = { privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'), salt: bytes('DGv6ra1nlYgDCS1FRnbzlw') };
  const body = encryptPush(Buffer.from('When I grow up, I want to be a watermelon'), receiver, fresh);
  assert.equal(
    body.toString('base64url'),
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4' +
      'Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('keys of another shape are no subscription', () => {
  assert.equal(areSubscriptionKeys(receiver), true);
  assert.equal(areSubscriptionKeys({ ...receiver, auth: 'AAAA' }), false);
  assert.equal(areSubscriptionKeys({ ...receiver, p256dh: receiver.auth }), false);
  assert.equal(areSubscriptionKeys({ ...receiver, p256dh: `A${receiver.p256dh.slice(1)}` }), false);
});
