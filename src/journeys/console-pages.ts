// What the tests of the console's pages share: the built pages, their texts, an authenticator in the browser, and a look at each page.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

import type { Page } from 'playwright-core';

import { ensurePages, pagesFolder } from '../cli/pages.ts';
import { accessibilityFindings, type PageLanguage } from '../testing/browser.ts';

/** Where screens are kept to be looked at; nowhere without the setting. */
const shots = process.env['RAMZ_SHOTS'];

/** The console's built pages as a copy: whoever builds them anew meanwhile must not take these away. */
export async function pagesCopy(t: TestContext): Promise<string> {
  await ensurePages(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'ramz-pages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(pagesFolder, 'console'), folder, { recursive: true });
  return folder;
}

export type Says = (key: string, values?: Readonly<Record<string, string>>) => string;

/** The texts of the console in a language, with their values filled in. */
export function textsOf(language: PageLanguage): Says {
  const file = new URL(`../../web/console/messages/${language}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), texts[key] ?? `no text ${key}`);
}

/** Chromium's own authenticator: resident keys, user verified. */
export async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
}

/** No accessibility finding, and nothing wider than the screen. */
export async function looksRight(page: Page, name: string): Promise<void> {
  assert.deepEqual(await accessibilityFindings(page), [], name);
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.ok(overflow <= 0, `${name} is ${overflow} px wider than the screen`);
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}
