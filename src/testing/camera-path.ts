// From one screen to another browser's camera: the page's picture, worsened as cameras do, played as video to the app's scanner.

import { execFile } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, Page } from 'playwright-core';

import { securityHeaders } from '../doors/http/headers.ts';
import { cameraArguments, launchBrowser } from './browser.ts';

const run = promisify(execFile);
const web = join(import.meta.dirname, '..', '..', 'web');

/** What happens to the picture between the screen and the camera's chip: ffmpeg's filters, or the screenshot's own JPEG quality. */
export type Disturbance = { readonly name: string; readonly filter?: string; readonly jpegQuality?: number };

const brightness = (factor: number): string =>
  `format=rgb24,lutrgb=r='clip(val*${factor},0,255)':g='clip(val*${factor},0,255)':b='clip(val*${factor},0,255)'`;
const turn = (degrees: number): string => `rotate=${degrees}*PI/180:ow=rotw(${degrees}*PI/180):oh=roth(${degrees}*PI/180):fillcolor=gray`;

export const disturbances: readonly Disturbance[] = [
  { name: 'plain' },
  { name: 'JPEG quality 60', jpegQuality: 60 },
  { name: '30 % darker', filter: brightness(0.7) },
  { name: '30 % brighter', filter: brightness(1.3) },
  { name: 'turned by 10 degrees', filter: turn(10) },
  { name: 'half scale', filter: 'scale=iw/2:ih/2' },
];

export type Seen = { readonly frame: Uint8Array; readonly readMs: number; readonly waitedMs: number };

export type CameraPath = {
  /** Shows the frame, films it under the disturbance and gives what the scanner read within `patienceMs`. */
  scan(frame: Uint8Array, disturbance: Disturbance, patienceMs?: number): Promise<Seen | undefined>;
  close(): Promise<void>;
};

/** Side of the picture on the page, in CSS pixels; the camera is 1280 × 720. */
const pictureSide = 560;

/** Turns a picture into two seconds of a camera's film. */
export async function film(picture: string, target: string, filter?: string): Promise<void> {
  const place = 'scale=w=min(iw\\,1200):h=min(ih\\,700):force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2:color=gray';
  const filters = [...(filter === undefined ? [] : [filter]), place, 'format=yuvj420p'].join(',');
  await run('ffmpeg', [
    '-y',
    '-loglevel',
    'error',
    '-loop',
    '1',
    '-i',
    picture,
    '-t',
    '0.4',
    '-r',
    '10',
    '-vf',
    filters,
    '-q:v',
    '3',
    '-f',
    'mjpeg',
    target,
  ]);
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** Serves a folder with the headers that the doors send, so that the scanner runs under the same policy. */
async function serveFolder(folder: string): Promise<{ server: Server; origin: string }> {
  const headers = securityHeaders({ https: false, camera: true });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    readFile(join(folder, path)).then(
      (content) => response.writeHead(200, { ...headers, 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('bug: no port');
  return { server, origin: `http://localhost:${address.port}` };
}

async function buildPages(folder: string): Promise<void> {
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  await build({
    configFile: false,
    root: join(web, 'testing'),
    logLevel: 'error',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: ['picture.html', 'camera.html'].map((name) => join(web, 'testing', name)) },
    },
  });
}

/** Builds the two pages, starts the two browsers. Needs chromium and ffmpeg. */
export async function openCameraPath(): Promise<CameraPath> {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-camera-'));
  await buildPages(join(folder, 'pages'));
  const { server, origin } = await serveFolder(join(folder, 'pages'));
  const browsers: Browser[] = [];
  const open = async (page: string, extraArguments: readonly string[] = []): Promise<Page> => {
    const browser = await launchBrowser(extraArguments);
    browsers.push(browser);
    const opened = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await opened.goto(`${origin}/${page}`);
    return opened;
  };
  const camera = join(folder, 'camera.mjpeg');
  const screen = await open('picture.html');
  let phone: Page | undefined;

  return {
    async scan(frame, { filter, jpegQuality }, patienceMs = 8000) {
      await screen.evaluate(([bytes, side]) => (globalThis as unknown as { show(bytes: number[], side: number): void }).show(bytes, side), [
        [...frame],
        pictureSide,
      ] as [number[], number]);
      const svg = screen.locator('svg[data-coloured-qr]');
      const picture = join(folder, jpegQuality === undefined ? 'screen.png' : 'screen.jpeg');
      await writeFile(picture, await svg.screenshot(jpegQuality === undefined ? {} : { type: 'jpeg', quality: jpegQuality }));
      await film(picture, `${camera}.next`, filter);
      renameSync(`${camera}.next`, camera);
      // The browser opens the film anew with each getUserMedia.
      phone ??= await open('camera.html', cameraArguments(camera));
      const seen = await phone.evaluate(
        (wait) =>
          (
            globalThis as unknown as { scan(wait: number): Promise<{ frame: number[]; readMs: number; waitedMs: number } | undefined> }
          ).scan(wait),
        patienceMs,
      );
      return seen === undefined ? undefined : { ...seen, frame: Uint8Array.from(seen.frame) };
    },
    async close() {
      for (const browser of browsers) await browser.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
