// What kind of phone this is, and what it can do, as far as the browser tells.
import type { Platform } from './protocol/store.ts';

export type Maker = 'iphone' | 'huawei' | 'android' | 'desktop';

const agent = navigator.userAgent;
const isApple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);

export function platform(): Platform {
  if (isApple) return 'ios';
  return /Android/.test(agent) ? 'android' : 'other';
}

/** For the install page: which steps to show first. */
export function maker(): Maker {
  if (isApple) return 'iphone';
  if (/HUAWEI|HONOR|HarmonyOS|OpenHarmony|HMSCore/i.test(agent)) return 'huawei';
  return /Android/.test(agent) ? 'android' : 'desktop';
}

/** Model and system in the browser's own words, for the list of devices in the bank; never trusted. */
export function describeDevice(): { readonly model: string; readonly system: string } {
  const android = /Android ([\d.]+); ([^;)]+)/.exec(agent);
  if (android !== null) return { model: (android[2] ?? '').slice(0, 80), system: `Android ${android[1] ?? ''}` };
  const apple = /OS ([\d_]+) like Mac/.exec(agent);
  if (isApple)
    return {
      model: /iPad|Macintosh/.test(agent) ? 'iPad' : 'iPhone',
      system: apple === null ? 'iOS' : `iOS ${(apple[1] ?? '').replaceAll('_', '.')}`,
    };
  const system = /\(([^;)]+)/.exec(agent)?.[1] ?? '';
  return { model: navigator.platform.slice(0, 80), system: system.slice(0, 80) };
}

/** Whether the app runs from the home screen. */
export function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches || (navigator as Navigator & { standalone?: boolean }).standalone === true;
}

/** Whether the system says that the person can be verified, which needs a screen lock (TK-38); undefined: it does not tell. */
export async function screenLockKnown(): Promise<true | undefined> {
  try {
    return (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()) ? true : undefined;
  } catch {
    return undefined;
  }
}

export type Lack = 'secure-context' | 'storage' | 'crypto' | 'wasm';

/** What this browser lacks of what the app cannot do without; undefined where all is there. */
export async function lacking(): Promise<Lack | undefined> {
  if (!globalThis.isSecureContext) return 'secure-context';
  if (typeof WebAssembly !== 'object') return 'wasm';
  if (typeof indexedDB !== 'object' || indexedDB === null) return 'storage';
  try {
    // Keys that cannot be read out, the ones that the token rests on.
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveKey']);
    const secret = await crypto.subtle.deriveKey({ name: 'ECDH', public: pair.publicKey }, pair.privateKey, 'HKDF', false, ['deriveBits']);
    await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(16), info: new Uint8Array(0) }, secret, 256);
  } catch {
    return 'crypto';
  }
  return undefined;
}

const marker = 'ramz-token-was-here';

/** Asks the browser to keep the app's storage; says so to itself, so that a later loss is noticed. */
export async function keepStorage(): Promise<boolean> {
  try {
    localStorage.setItem(marker, '1');
  } catch {
    // A browser that keeps nothing tells so elsewhere.
  }
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

export function forgetStorage(): void {
  localStorage.removeItem(marker);
}

/** Whether there was a token here whose storage the browser has cleared since. */
export function wasEvicted(): boolean {
  try {
    return localStorage.getItem(marker) !== null;
  } catch {
    return false;
  }
}
