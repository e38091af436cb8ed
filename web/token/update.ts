// The service worker: registered at the start; a newer build takes over only while nobody is signed in.

/** Registers the worker and, where a newer one waits and `idle()` says that nothing is under way, starts the newer app. */
export async function keepOffline(idle: () => boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => undefined);
  if (registration === undefined) return;
  const hadWorker = navigator.serviceWorker.controller !== null;
  let asked = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadWorker && asked) location.reload();
  });
  const takeOver = (): void => {
    if (registration.waiting === null || !hadWorker || asked || !idle()) return;
    asked = true;
    registration.waiting.postMessage('take-over');
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', takeOver));
  takeOver();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    void registration.update().catch(() => undefined);
    takeOver();
  });
}
