// Builds every page application by itself: web/<app> into dist/web/<app>, so that no application carries another one's code.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type InlineConfig, type Manifest, type Plugin } from 'vite';

const web = dirname(fileURLToPath(import.meta.url));
const apps = ['bank', 'token', 'console', 'handset', 'kiosk'] as const;

// React Aria ships its own words in some thirty languages. Ours are four; it has no Persian and no Kazakh, where it falls back to English
// (the pages give their own labels for what is read aloud).
const languagesKept = new Set(['ar-AE', 'en-US']);

function dropForeignWords(): Plugin {
  return {
    name: 'ramz:drop-foreign-words',
    enforce: 'pre',
    load(id) {
      const match =
        /\/(?:react-aria|react-stately|react-aria-components|@react-aria|@react-stately)\/.*\/(?:intl|intl\/.+)\/([a-z]{2}-[A-Z]{2})\.(?:js|mjs|cjs)$/.exec(
          id.split('?')[0] ?? '',
        );
      if (match === null || languagesKept.has(match[1] ?? '')) return null;
      return 'export default {};';
    },
  };
}

/** The build of one application: hashed names, nothing inline (the content security policy allows no inline script). */
export function pages(app: string): InlineConfig {
  return {
    configFile: false,
    root: join(web, app),
    logLevel: 'warn',
    plugins: [dropForeignWords(), react()],
    build: {
      outDir: join(web, '..', 'dist', 'web', app),
      emptyOutDir: true,
      target: 'es2023',
      manifest: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1500,
    },
  };
}

/** The service worker of an application: one file at its root, with the list of what to keep for offline use compiled in. */
function serviceWorker(app: string): InlineConfig {
  const outDir = join(web, '..', 'dist', 'web', app);
  const manifest = JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8')) as Manifest;
  const files = new Set<string>();
  for (const chunk of Object.values(manifest)) {
    files.add(chunk.file);
    for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  }
  return {
    configFile: false,
    root: join(web, app),
    logLevel: 'warn',
    publicDir: false,
    define: { PRECACHE: JSON.stringify([...files].sort().map((file) => `/${file}`)) },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(web, app, 'service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  };
}

/** Builds the named applications that exist; all of them without names. */
export async function buildPages(names: readonly string[] = apps): Promise<void> {
  for (const app of names) {
    if (!existsSync(join(web, app, 'index.html'))) continue;
    await build(pages(app));
    if (existsSync(join(web, app, 'service-worker.ts'))) await build(serviceWorker(app));
  }
}

// `vite build --config web/vite.config.ts` builds all; RAMZ_PAGES=bank,token builds those two.
export default defineConfig({
  root: web,
  builder: {
    buildApp: async (builder) => {
      const named = process.env['RAMZ_PAGES'];
      await buildPages(named === undefined ? apps : named.split(','));
      // vite builds by itself what nobody built; there is nothing at this root.
      for (const environment of Object.values(builder.environments)) environment.isBuilt = true;
    },
  },
});
