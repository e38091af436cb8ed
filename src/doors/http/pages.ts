// Serves a built page application: hashed files for ever, the page itself fresh each time, any other path as the page.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import files from '@fastify/static';

import type { App } from './create-app.ts';

/** Paths that belong to machines: a wrong one is a problem document, never the page. */
const apiPath = /^\/(?:(?:bank|token|console|handset|kiosk)\/)?v1(?:\/|$)|^\/(?:health|metrics|docs|openapi\.json)/;

/**
 * Adds the pages of `folder` (made by the build) to a door. Call it after all routes.
 * Without the folder the door still serves its API, and says how to build the pages.
 */
export async function servePages(app: App, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(files, {
      root: folder,
      index: 'index.html',
      dotfiles: 'ignore',
      etag: true,
      lastModified: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        // Names under assets/ carry a digest of their content.
        const hashed = path.slice(folder.length).includes('/assets/');
        void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.pageFallback.answer = (request, reply) => {
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || apiPath.test(request.url)) return undefined;
    if (built) return reply.sendFile('index.html');
    return reply
      .status(503)
      .header('content-type', 'text/plain; charset=utf-8')
      .send('The pages are not built yet: run ./ramz start, or npm run pages.\n');
  };
}
