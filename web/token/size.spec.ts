// What the app makes a phone load before its first screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ensurePages, pagesFolder } from '../../src/cli/pages.ts';

type Chunk = { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[] };

const kilobytesMax = 150;

test('at most 150 kB of compressed script come before the first screen, the longest language included', async () => {
  await ensurePages(() => undefined);
  const folder = join(pagesFolder, 'token');
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const compressed = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined || wanted.has(chunk.file)) return;
    wanted.add(chunk.file);
    chunk.imports?.forEach(add);
  };
  Object.entries(manifest).forEach(([name, chunk]) => chunk.isEntry === true && add(name));
  const texts = ['ar', 'en', 'fa', 'kk'].map((language) =>
    ['messages', '../shared/messages'].reduce(
      (sum, place) => sum + compressed(manifest[`${place}/${language}.json`]?.file ?? assert.fail(`no chunk of ${place}/${language}`)),
      0,
    ),
  );
  const bytes = [...wanted].reduce((sum, file) => sum + compressed(file), 0) + Math.max(...texts);
  assert.ok(bytes <= kilobytesMax * 1000, `${Math.round(bytes / 1000)} kB`);
  assert.ok(![...wanted].some((file) => /argon2|zxing|scan/.test(file)), 'the scanner and Argon2id come later');
});
