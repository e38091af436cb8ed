// Web Push (RFC 8030): wakes the app on a phone. The payload is an opaque id and nothing else.

import { createECDH, randomBytes } from 'node:crypto';

import type { Clock } from '../../../kernel/clock.ts';
import { OutwardFault, post } from '../../../outward/post.ts';
import type { Attempt, Transport } from '../deliver.ts';
import { areSubscriptionKeys, encryptPush } from '../rules/push-encryption.ts';
import type { Vapid } from './vapid.ts';

/** A browser's subscription as PushSubscription.toJSON() gives it, its keys beside the endpoint. */
export type PushSubscription = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

export type WebPushSettings = {
  readonly vapid: Vapid;
  readonly clock: Clock;
  /** The subscription of a device, or undefined where it has none (any more). */
  subscriptionOf(deviceId: string): Promise<PushSubscription | undefined>;
  /** The push service said that this subscription is gone (404, 410): it is to be forgotten. */
  forget(deviceId: string, endpoint: string): Promise<void>;
  /** Also push services in private networks and by http: for tests and the demo on one machine. */
  readonly allowPrivate: boolean;
  readonly timeoutMs?: number;
};

const defaultLifeSeconds = 600;

function judge(status: number): Attempt {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const reason = `push-service-${status}`;
  // 429 and 5xx pass; every other answer would come again.
  return status === 429 || status >= 500 ? { kind: 'later', reason } : { kind: 'never', reason };
}

/** The transport of the channel 'push'; a message's recipient is the id of the device. */
export function webPush(settings: WebPushSettings): Transport {
  const { vapid, clock, allowPrivate, timeoutMs = 10_000 } = settings;
  return {
    async send({ to, text, uselessAt }) {
      const subscription = await settings.subscriptionOf(to);
      if (subscription === undefined) return { kind: 'never', reason: 'no-subscription' };
      if (!areSubscriptionKeys(subscription)) return { kind: 'never', reason: 'subscription-malformed' };
      const now = clock.now();
      const pair = createECDH('prime256v1');
      pair.generateKeys();
      const body = encryptPush(Buffer.from(text), subscription, { privateKey: pair.getPrivateKey(), salt: randomBytes(16) });
      const lifeSeconds = uselessAt === null ? defaultLifeSeconds : Math.ceil((uselessAt.epochMilliseconds - now.epochMilliseconds) / 1000);
      const headers = {
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        ttl: String(Math.max(0, lifeSeconds)),
        urgency: 'high',
        authorization: vapid.authorization(subscription.endpoint, now),
      };
      try {
        const { status } = await post(subscription.endpoint, { headers, body, timeoutMs, allowPrivate });
        if (status === 404 || status === 410) await settings.forget(to, subscription.endpoint);
        return judge(status);
      } catch (error) {
        if (!(error instanceof OutwardFault)) throw error;
        return error.reason.startsWith('address') ? { kind: 'never', reason: error.reason } : { kind: 'later', reason: error.reason };
      }
    },
  };
}
