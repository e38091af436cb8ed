// Token buckets in memory: how often one source or one account may ask. Limits that guard secrets are durable and live in the modules.

import { isIPv6 } from 'node:net';

export type Bucket = {
  /** Takes one token; otherwise the seconds until there is one. */
  take(key: string, nowMs: number): { allowed: true } | { allowed: false; retryAfterSeconds: number };
};

const keysMax = 100_000;

/**
 * A bucket for each key, that holds `burst` tokens and gains `perSecond`.
 * At most 100,000 keys are kept; the ones that were quiet longest are forgotten first, which only favours them.
 */
export function tokenBuckets(perSecond: number, burst: number): Bucket {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(key, nowMs) {
      const before = buckets.get(key);
      buckets.delete(key);
      const gained = before === undefined ? burst : Math.min(burst, before.tokens + (Math.max(0, nowMs - before.atMs) / 1000) * perSecond);
      const allowed = gained >= 1;
      buckets.set(key, { tokens: allowed ? gained - 1 : gained, atMs: nowMs });
      if (buckets.size > keysMax) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return allowed ? { allowed } : { allowed, retryAfterSeconds: Math.max(1, Math.ceil((1 - gained) / perSecond)) };
    },
  };
}

/** What counts as one source: an IPv4 address, or the /64 network of an IPv6 one (which a single subscriber holds). */
export function sourceOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
