// The app without a network: all its files kept at the first visit, and push notifications that carry an opaque id only.
/// <reference lib="webworker" />

/** Hashed files of the build, compiled in. */
declare const PRECACHE: readonly string[];

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const named = ['/manifest.webmanifest', '/icon.svg', '/icon-192.png', '/icon-512.png', '/icon-180.png', '/old-browser.js'];
const files = [...PRECACHE, ...named];

/** One cache per build: its name is a digest of what it holds, so that files of two builds never mix. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(16);
}

const cacheName = `ramz-token-${digest(files.join('\n'))}`;
/** What the app leaves for the notification: words in the customer's language. */
const wordsCache = 'ramz-token-words';

worker.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName);
      // The page itself is fetched anew; hashed files may come from the browser's own cache.
      await cache.add(new Request('/', { cache: 'reload', headers: { accept: 'text/html' } }));
      await cache.addAll(files);
    })(),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== cacheName && name !== wordsCache) await caches.delete(name);
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('message', (event) => {
  // Sent by a page that nobody is using at the moment (see update.ts).
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/token/')) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(cacheName);
      const kept = await cache.match(request.mode === 'navigate' ? '/' : request, {
        ignoreSearch: request.mode === 'navigate',
        ignoreVary: true,
      });
      return kept ?? fetch(request);
    })(),
  );
});

type Words = { readonly title: string; readonly body: string; readonly lang: string; readonly dir: 'ltr' | 'rtl' };

const plainWords: Words = { title: 'Ramz Token', body: 'رمز · Ramz', lang: 'en', dir: 'ltr' };

worker.addEventListener('push', (event) => {
  event.waitUntil(
    (async () => {
      const kept = await (await caches.open(wordsCache)).match('/words');
      const words = kept === undefined ? plainWords : ((await kept.json()) as Words);
      // Nothing of the transaction is in the message; the id only keeps one notification per operation.
      let tag = 'ramz';
      try {
        const { id } = (event.data?.json() ?? {}) as { id?: unknown };
        if (typeof id === 'string') tag = id;
      } catch {
        // A message that is not ours to read still wakes the app.
      }
      await worker.registration.showNotification(words.title, {
        body: words.body,
        lang: words.lang,
        dir: words.dir,
        tag,
        icon: '/icon-192.png',
        badge: '/icon-192.png',
        requireInteraction: true,
      });
      for (const client of await worker.clients.matchAll({ type: 'window' })) client.postMessage('pending');
    })(),
  );
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(
    (async () => {
      const [open] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
      if (open !== undefined) {
        await open.focus();
        open.postMessage('open-pending');
      } else await worker.clients.openWindow('/approve');
    })(),
  );
});
