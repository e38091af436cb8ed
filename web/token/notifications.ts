// Push notifications: permission, the subscription at the browser's push service, and the words that the service worker shows.
import { languageRows, currentLanguage } from '../shared/i18n/language.ts';
import type { Phone } from './protocol/phone.ts';
import { tokenTexts } from './texts.ts';

export type Permission = 'unsupported' | 'needs-install' | 'ask' | 'granted' | 'denied';

/** How notifications stand here. On iPhone they exist only once the app is on the home screen. */
export function permission(installed: boolean, ios: boolean): Permission {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis)) {
    return ios && !installed ? 'needs-install' : 'unsupported';
  }
  return Notification.permission === 'default' ? 'ask' : Notification.permission;
}

/** Leaves the notification's words in the customer's language where the service worker finds them. */
export async function leaveWords(): Promise<void> {
  if (!('caches' in globalThis)) return;
  const words = {
    title: tokenTexts.say('push.title'),
    body: tokenTexts.say('push.body'),
    lang: currentLanguage(),
    dir: languageRows[currentLanguage()].dir,
  };
  const cache = await caches.open('ramz-token-words');
  await cache.put('/words', new Response(JSON.stringify(words), { headers: { 'content-type': 'application/json' } }));
}

const subscribeWaitMs = 10_000;

async function subscription(vapidPublicKey: string): Promise<PushSubscription | undefined> {
  const registration = await navigator.serviceWorker.ready;
  const kept = await registration.pushManager.getSubscription();
  if (kept !== null) return kept;
  // Without a push service (phones without Google's, some networks) the call may never end; the app then asks by itself.
  const made = registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: vapidPublicKey });
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, subscribeWaitMs));
  return Promise.race([made, late]).catch(() => undefined);
}

/** Subscribes and tells the bank; false where the phone has no push service, or the bank was not reached. */
export async function switchOn(phone: Phone, vapidPublicKey: string): Promise<boolean> {
  await leaveWords();
  const made = (await subscription(vapidPublicKey))?.toJSON();
  const { endpoint, keys } = made ?? {};
  if (endpoint === undefined || keys?.['p256dh'] === undefined || keys['auth'] === undefined) return false;
  const answer = await phone.subscribePush({ endpoint, keys: { p256dh: keys['p256dh'], auth: keys['auth'] } });
  return answer.kind === 'done';
}
