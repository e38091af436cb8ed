// Takes the pictures of the README from the running product, on a throw-away database: `node docs/pictures/take.ts [name …]`, needs chromium and ffmpeg.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { activated, appPassword, enterApp, follow, generateActivation, register, transfer } from '../../src/journeys/page-acts.ts';
import { openStage, type Visit } from '../../src/journeys/stage.ts';
import { newContext, screens } from '../../src/testing/browser.ts';

const wanted = new Set(process.argv.slice(2));
const wide = { width: 1280, height: 820 };
const taken: string[] = [];

async function take(page: Page, name: string): Promise<void> {
  if (wanted.size > 0 && !wanted.has(name)) return;
  // No field that blinks, nothing under the pointer, no place kept for a scroll bar.
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    document.documentElement.style.scrollbarGutter = 'auto';
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    await document.fonts.ready;
  });
  await page.waitForTimeout(400);
  await page.screenshot({
    path: join(import.meta.dirname, `${name}.png`),
    scale: page.viewportSize()?.width === screens.phone.width ? 'device' : 'css',
    caret: 'hide',
  });
  taken.push(name);
}

async function settled({ page }: Visit): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
}

const stage = await openStage();
try {
  const { origins } = stage.server;
  const emma = stage.person('emma');
  const salim = stage.person('salim');
  const payee = stage.person('aisha');

  // Emma, in English, on the phone that the page 'handset' shows.
  const bank = await stage.bank(emma, 'en');
  await bank.page.setViewportSize(wide);
  const phone = await stage.phone('en');
  await phone.page.goto(origins.token.replace('localhost', 'emma.localhost'));
  await register(stage, phone, emma);
  await phone.press('signIn.act');
  await enterApp(phone);
  await phone.page.getByRole('heading', { level: 1, name: phone.say('activate.title') }).waitFor();
  await generateActivation(bank);
  await take(bank.page, 'bank-activation');
  await stage.filmCode(bank);
  await phone.press('activate.act');
  await phone.page.getByRole('heading', { level: 1, name: phone.say('activated.title') }).waitFor();
  await phone.press('result.home');
  await settled(phone);
  await take(phone.page, 'token-home');

  await transfer(stage, bank, payee, '48.750');
  await settled(bank);
  await take(bank.page, 'bank-waiting');

  const beside = await phone.context.newPage();
  await beside.setViewportSize({ width: 1280, height: 900 });
  await beside.goto(origins.handset.replace('localhost', 'emma.localhost'));
  const app = beside.frameLocator('iframe');
  await app.getByLabel(phone.say('signIn.password')).fill(appPassword);
  await app.getByRole('button', { name: phone.say('signIn.act'), exact: true }).click();
  await app
    .getByRole('link')
    .filter({ hasText: phone.say('home.approve') })
    .click();
  await app.locator('.operation').waitFor();
  await take(beside, 'handset');
  await beside.close();

  await phone.page.reload();
  await enterApp(phone);
  await phone.page.getByRole('link', { name: phone.say('home.scan') }).waitFor();
  await follow(phone, 'home.approve');
  await phone.page.locator('.operation').waitFor();
  await take(phone.page, 'token-approve');
  await phone.page.locator('.button-primary').click();
  await phone.page.getByRole('heading', { level: 1, name: phone.say('result.approved') }).waitFor();
  await bank.page.getByText(bank.say('outcome.proof')).waitFor();
  await take(bank.page, 'bank-executed');
  await follow(bank, 'nav.accounts');
  await settled(bank);
  await take(bank.page, 'bank-accounts');

  await bank.page.clock.install();
  await transfer(stage, bank, payee, '12.500');
  await bank.page.getByRole('timer').first().waitFor();
  stage.clock.advance(91);
  await bank.page.clock.fastForward(91_000);
  await bank.page.locator('svg[data-coloured-qr]').waitFor();
  await bank.page.setViewportSize({ width: 1280, height: 1250 });
  await bank.page.evaluate(() => scrollTo(0, 0));
  await take(bank.page, 'bank-coloured-qr');
  await phone.context.setOffline(true);
  await stage.filmCode(bank);
  await phone.press('result.home');
  await follow(phone, 'home.scan');
  await phone.page.locator('output.code').waitFor();
  await take(phone.page, 'token-offline-code');

  // Emma pays at a shop's terminal; the web bank shows the hold, then the posting.
  const [prepaid] = await stage.prepaid(emma);
  const shop = await stage.visit('handset', 'en', 'desktop');
  await shop.page.setViewportSize({ width: 1280, height: 900 });
  await shop.page.goto(origins.handset.replace('localhost', 'emma.localhost'));
  await shop.page.getByRole('tab', { name: shop.say('part.shop') }).click();
  await shop.see('terminal.title');
  await shop.type('terminal.amount', '3.175');
  await shop.type('terminal.pin', prepaid?.pin ?? '');
  await shop.page.locator('.terminal .button-primary').click();
  await shop.see('code.00');
  await take(shop.page, 'handset-shop');
  const cards = await stage.bank(emma, 'en');
  await cards.page.setViewportSize(wide);
  await follow(cards, 'nav.cards');
  await cards.page.locator('.card-choice').first().click();
  await cards.page.locator('.list-end .money').first().waitFor();
  await settled(cards);
  await take(cards.page, 'bank-cards');
  await shop.press('terminal.settle');
  const kiosk = await stage.visit('kiosk', 'ar', 'kiosk');
  await kiosk.page.locator('.language[lang=ar]').click();
  await kiosk.at('menu.title');
  await take(kiosk.page, 'kiosk');

  // Salim, in Arabic.
  const arabic = await activated(stage, salim, 'ar');
  await transfer(stage, arabic.bank, payee, '48.750');
  await follow(arabic.phone, 'home.approve');
  await arabic.phone.page.locator('.operation').waitFor();
  await take(arabic.phone.page, 'token-approve-ar');
  const dark = await stage.bank(salim, 'ar', 'phone', true);
  await settled(dark);
  await take(dark.page, 'bank-phone-ar-dark');

  // A member of staff with a passkey of this browser.
  const say = JSON.parse(readFileSync(new URL('../../web/console/messages/en.json', import.meta.url), 'utf8')) as Record<string, string>;
  const desk = await newContext(stage.browsers.bank, { language: 'en' });
  const page = await desk.newPage();
  await page.setViewportSize(wide);
  const debug = await desk.newCDPSession(page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const { staff } = (await (await fetch(`${origins.handset}/handset/v1/phones`)).json()) as {
    staff: { userName: string; enrol: string }[];
  };
  await page.goto(staff.find(({ userName }) => userName === 'ali')?.enrol ?? '');
  const button = (key: string) => page.getByRole('button', { name: say[key] ?? '', exact: true });
  await button('enrol.act').click();
  await button('signIn.title').click();
  await button('signIn.act').click();
  await page.getByLabel(say['customers.find'] ?? '').fill('clarke');
  await page.getByRole('row', { name: /Emma Clarke/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Emma Clarke' }).waitFor();
  await page.getByRole('tab', { name: say['customer.history'] ?? '' }).click();
  await page.locator('tbody tr').first().waitFor();
  await take(page, 'console-customer');
} finally {
  await stage.close();
}
process.stdout.write(`taken: ${taken.join(', ')}\n`);
