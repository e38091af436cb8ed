// The handset in a real browser: a phone of one's own, the app in it registered with what lies in the wallet and the SMS inbox.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openServer } from '../../src/journeys/server.ts';
import { accessibilityFindings, launchBrowser, newContext } from '../../src/testing/browser.ts';

/** Where screens are kept to be looked at; nowhere without the setting. */
const shots = process.env['RAMZ_SHOTS'];

const textsOf = (application: 'handset' | 'token', language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(`../${application}/messages/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;

async function looksRight(page: Page, name: string): Promise<void> {
  assert.deepEqual(await accessibilityFindings(page), [], name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${name} is ${overflow} px wider than the screen`);
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
}

for (const language of ['en', 'ar'] as const) {
  test(`the app on a demo phone is registered with its own wallet and SMS (${language})`, async (t) => {
    const { origins, people } = await openServer(t);
    const browser = await launchBrowser();
    t.after(() => browser.close());
    const context = await newContext(browser, { language });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await context.addInitScript((chosen) => localStorage.setItem('ramz-language', chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const say = textsOf('handset', language);
    const app = textsOf('token', language);
    const own = (key: string): string => say[key] ?? assert.fail(`no text ${key}`);
    const its = (key: string): string => app[key] ?? assert.fail(`no text ${key}`);

    await page.goto(origins.handset);
    await page.getByText(own('choose.title')).waitFor();
    await looksRight(page, `handset-people-${language}`);
    await page.getByRole('link', { name: /Aisha/ }).click();
    await page.waitForURL(/^http:\/\/aisha\.localhost:/);
    const part = (name: string) => page.getByRole('tab', { name: own(`part.${name}`) });
    const frame = page.frameLocator('iframe');
    const aisha = people.find(({ nameLatin }) => nameLatin.startsWith('Aisha')) ?? assert.fail('nobody is called Aisha');

    await part('wallet').click();
    await page.getByText(aisha.card.cardPin, { exact: true }).waitFor();
    await looksRight(page, `handset-wallet-${language}`);

    await part('token').click();
    await frame
      .getByRole('button', { name: its('start.register') })
      .or(frame.getByRole('link', { name: its('start.register') }))
      .click();
    await frame.getByLabel(its('identity.mobile')).fill(aisha.mobile);
    await frame.getByLabel(its('identity.card'), { exact: true }).fill(aisha.card.cardNumber);
    await frame.getByLabel(its('identity.pin'), { exact: true }).fill(aisha.card.cardPin);
    const lock = frame.getByText(its('lock.yes'));
    if (await lock.isVisible()) await lock.click();
    await frame.getByRole('button', { name: its('identity.act'), exact: true }).click();
    await frame.getByLabel(its('code.label')).waitFor();

    await part('messages').click();
    const copy = page.locator('.bubble .copy').first();
    await copy.waitFor();
    await looksRight(page, `handset-messages-${language}`);
    await copy.click();
    await page.getByText(own('copied')).waitFor();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(code, /^\d{6}$/);

    // The app went on living behind the messages: the code is typed into the page that asked for it.
    await part('token').click();
    await frame.getByLabel(its('code.label')).fill(code);
    await frame
      .getByRole('button', { name: its('code.act'), exact: true })
      .or(frame.getByLabel(its('password.new')))
      .first()
      .click();
    await frame.getByLabel(its('password.new')).fill('Nizwa-739');
    await frame.getByLabel(its('password.repeat')).fill('Nizwa-739');
    await frame.getByRole('button', { name: its('password.act'), exact: true }).click();
    await frame.getByRole('heading', { name: its('registered.title') }).waitFor();
    await looksRight(page, `handset-registered-${language}`);

    // The same phone in a window of its own has the same token; another phone has none.
    const window = await context.newPage();
    await window.goto(origins.token.replace('localhost', 'aisha.localhost'));
    await window.getByRole('heading', { name: its('signIn.title') }).waitFor();
    await window.goto(origins.token.replace('localhost', 'emma.localhost'));
    await window.getByRole('heading', { name: its('start.title') }).waitFor();
  });
}
