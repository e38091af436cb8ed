// Real Chromium for page tests: one browser, contexts by language and size, and the accessibility check.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

export const screens = {
  phone: { width: 360, height: 780 },
  desktop: { width: 1280, height: 900 },
  kiosk: { width: 1080, height: 1920 },
} as const;

export type Screen = keyof typeof screens;

const languageTags = { ar: 'ar-OM', en: 'en-GB', fa: 'fa-IR', kk: 'kk-KZ' } as const;

export type PageLanguage = keyof typeof languageTags;

/** Where Chromium is; RAMZ_CHROMIUM names another. */
export const chromiumPath = process.env['RAMZ_CHROMIUM'] ?? '/usr/bin/chromium';

const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--mute-audio',
];

/** Chromium's flags that make a file (MJPEG or Y4M) its camera, without asking. */
export function cameraArguments(file: string): string[] {
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** Starts a browser; close it in the test's `after`. */
export function launchBrowser(extraArguments: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: [...quietArguments, ...extraArguments] });
}

/** Starts a browser that keeps its storage in a folder, as a phone does. */
export function launchPhone(folder: string, options: ContextOptions = {}, extraArguments: readonly string[] = []): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    args: [...quietArguments, ...extraArguments],
    ...contextOptions({ screen: 'phone', ...options }),
  });
}

export type ContextOptions = {
  readonly language?: PageLanguage;
  readonly screen?: Screen;
  readonly dark?: boolean;
  readonly extra?: BrowserContextOptions;
};

function contextOptions({ language = 'en', screen = 'desktop', dark = false, extra = {} }: ContextOptions): BrowserContextOptions {
  return {
    locale: languageTags[language],
    timezoneId: 'Asia/Muscat',
    viewport: screens[screen],
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(screen === 'phone' ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
    ...extra,
  };
}

/** A visitor of their own: cookies and storage apart from every other context. */
export function newContext(browser: Browser, options: ContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext(contextOptions(options));
}

export type Finding = { readonly rule: string; readonly impact: string; readonly targets: readonly string[]; readonly help: string };

let axe: string | undefined;

/** Runs axe-core (WCAG 2.2 A and AA, best practices) over the page; an empty list is what a test wants. */
export async function accessibilityFindings(page: Page): Promise<readonly Finding[]> {
  axe ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated through the debugger, which the page's content security policy does not touch.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // React Aria announces 'pending' by an element that names a button which may be gone a moment later; it is never shown.
    const context = { exclude: ['[data-live-announcer]'] };
    type Result = { violations: { id: string; impact: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] };
    const { violations } = await (globalThis as unknown as { axe: { run(context: object): Promise<Result> } }).axe.run(context);
    return violations.map((one) => ({
      rule: one.id,
      impact: one.impact,
      help: one.help,
      targets: one.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    }));
  });
}

/** The sum of the layout shifts since the page began (Cumulative Layout Shift without windows). */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
            if (!shift.hadRecentInput) sum += shift.value;
          }
        });
        // Node's types of the observer do not know what browsers observe.
        observer.observe({ type: 'layout-shift' as 'mark', buffered: true });
        setTimeout(() => {
          observer.disconnect();
          resolve(sum);
        }, 50);
      }),
  );
}
