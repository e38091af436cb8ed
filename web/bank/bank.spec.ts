// The web bank in a real browser against its door: viewing, activation, approval by push and by code, and what helps when a phone is lost.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { ensurePages, pagesFolder } from '../../src/cli/pages.ts';
import { registerBankDoor } from '../../src/doors/http/bank/index.ts';
import { registerBankOperationRoutes } from '../../src/doors/http/bank/operations.ts';
import { registerBankTokenRoutes } from '../../src/doors/http/bank/token.ts';
import { createApp } from '../../src/doors/http/create-app.ts';
import { allowStreams } from '../../src/doors/http/event-stream.ts';
import { servePages } from '../../src/doors/http/pages.ts';
import { handOut } from '../../src/journeys/hard-tokens.ts';
import { openWorld, value, type Person, type World } from '../../src/journeys/world.ts';
import {
  accessibilityFindings,
  launchBrowser,
  layoutShift,
  newContext,
  type PageLanguage,
  type Screen,
} from '../../src/testing/browser.ts';

/** Where screens are kept to be looked at; nowhere without the setting. */
const shots = process.env['RAMZ_SHOTS'];

type Values = Readonly<Record<string, string>>;

type Visitor = {
  readonly page: Page;
  /** A text of the pages in this visitor's language; values that are not given stay out of the comparison. */
  readonly say: (key: string, values?: Values) => string;
  readonly press: (key: string, values?: Values) => Promise<void>;
  readonly follow: (key: string) => Promise<void>;
  /** Waits for a heading, then looks at the page: no accessibility finding, no line wider than the screen. */
  readonly at: (heading: string | RegExp) => Promise<void>;
  readonly signIn: (person: Person) => Promise<void>;
};

async function openPages(t: TestContext, world: World): Promise<string> {
  await ensurePages(() => undefined);
  const app = await createApp({ deps: world.deps, door: 'bank', cookiePaths: ['/bank/v1/'] });
  allowStreams(app);
  registerBankDoor(app, world.deps);
  registerBankOperationRoutes(app, world.deps);
  registerBankTokenRoutes(app, world.deps);
  await servePages(app, join(pagesFolder, 'bank'));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(() => app.close());
  return `http://localhost:${new URL(address).port}`;
}

async function visit(t: TestContext, origin: string, language: PageLanguage, screen: Screen = 'phone'): Promise<Visitor> {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const context = await newContext(browser, { language, screen });
  // The language is this browser's own choice, whatever the customer's profile says.
  await context.addInitScript((chosen) => localStorage.setItem('ramz-language', chosen), language);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.clock.install();
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) broken.push(message.text());
  });
  t.after(() => assert.deepEqual(broken, [], 'errors in the page'));
  const texts = JSON.parse(await readFile(new URL(`messages/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
  const say = (key: string, values: Values = {}): string => {
    let text = texts[key] ?? assert.fail(`no text ${key}`);
    for (const [name, given] of Object.entries(values)) text = text.replace(`{${name}}`, given);
    return text;
  };
  const main = page.locator('main');
  let seen = 0;
  const press = async (key: string, values?: Values): Promise<void> => {
    await page.getByRole('button', { name: say(key, values), exact: true }).click();
  };
  const at = async (heading: string | RegExp): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    if (shots !== undefined) {
      seen += 1;
      await page.screenshot({ path: join(shots, `bank-${language}-${screen}-${t.name.slice(0, 5)}-${seen}.png`) });
    }
    assert.deepEqual(await accessibilityFindings(page), [], `accessibility of ${String(heading)}`);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
      false,
      `${String(heading)} is wider than the screen`,
    );
  };
  return {
    page,
    say,
    press,
    at,
    async follow(key) {
      await main
        .getByRole('link', { name: say(key) })
        .first()
        .click();
    },
    async signIn({ userName, password }) {
      await page.goto(origin);
      await at(say('signIn.title'));
      await page.getByLabel(say('signIn.userName')).fill(userName);
      await page.getByLabel(say('signIn.password'), { exact: true }).fill(password);
      await press('signIn.go');
      await page
        .getByRole('heading', { level: 1, name: /./ })
        .and(page.locator(`:not(:text-is("${say('signIn.title')}"))`))
        .waitFor();
      await page.locator('a.account-card').first().waitFor();
    },
  };
}

/** Fills in a transfer up to its review; the amount is typed in the digits given. */
async function fillTransfer({ page, say, press, follow }: Visitor, from: Person, to: Person, amount: string): Promise<void> {
  await follow('overview.quick.customer');
  await page.getByText(from.accounts[0]?.number ?? '').click();
  await press('continue');
  await page.getByLabel(say('pay.payee.label')).fill(to.accounts[0]?.number ?? '');
  await press('continue');
  await page.getByText('Huda Al Balushi').waitFor();
  await press('pay.check.yes');
  await page.getByLabel(say('pay.amount.label')).fill(amount);
  await press('continue');
  await page.getByRole('heading', { level: 1, name: say('pay.review.title') }).waitFor();
}

/** Presses the review's one button and gives the operation that came of it. */
async function submit({ page }: Visitor): Promise<string> {
  const created = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/bank/v1/operations'),
  );
  await page.locator('main .button-primary').click();
  const { operationId } = (await (await created).json()) as { operationId: string };
  return operationId;
}

const huda = { name: 'هدى البلوشي', nameLatin: 'Huda Al Balushi' };

for (const language of ['ar', 'en'] as const) {
  test(`TK-01 TK-02 TK-36 TK-37 accounts are seen without a token, a payment asks for one and points at the free app (${language})`, async (t) => {
    const world = await openWorld(t);
    const [salim, payee] = [await world.person(), await world.person(huda)];
    const visitor = await visit(t, await openPages(t, world), language);
    const { page, say, at, follow } = visitor;
    await visitor.signIn(salim);
    await at(/./);
    await page.locator('a.account-card', { hasText: salim.accounts[0]?.number ?? '' }).click();
    await page.locator('.list-item').first().waitFor();
    await page.goBack();
    await fillTransfer(visitor, salim, payee, language === 'ar' ? '١٢٫٥' : '12.5');
    await at(say('pay.review.title'));
    await page.locator('main .button-primary').click();
    await page.getByRole('alert').waitFor();
    await follow('token.title');
    await at(say('token.title'));
    await page.getByText(say('token.free')).waitFor();
    await page.locator('main a.list-item').last().click();
    await at(say('token.install.title'));
    await page.getByText(say('token.free')).waitFor();
    for (const phone of ['iphone', 'android', 'huawei'])
      await page.getByRole('tab', { name: say(`install.${phone}`), exact: true }).click();
    await follow('nav.service');
    await page.getByRole('link', { name: world.programme.contact.centre }).waitFor();
  });

  test(`TK-12 TK-13 a registered phone is activated by the coloured code, and the page moves on by itself (${language})`, async (t) => {
    const world = await openWorld(t);
    const salim = await world.person();
    const { phone } = world.phone();
    value(
      await phone.register({
        platform: 'android',
        screenLock: 'yes',
        mobile: salim.mobile,
        cardNumber: salim.cardNumber,
        cardPin: salim.cardPin,
        language,
        model: 'Pixel 9',
        system: 'Android 16',
      }),
    );
    value(await phone.enterCode(await world.codeOf(salim.mobile)));
    value(await phone.choosePassword('739251'));
    value(await phone.signIn({ password: '739251' }));

    const visitor = await visit(t, await openPages(t, world), language, 'desktop');
    const { page, say, at, press } = visitor;
    await visitor.signIn(salim);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('nav.service') })
      .first()
      .click();
    await at(say('nav.service'));
    await visitor.follow('token.title');
    await at(say('token.title'));
    await visitor.follow('token.activate.title');
    await at(say('token.activate.title'));
    await press('go');
    const made = page.waitForResponse((response) => response.url().endsWith('/token/activations'));
    await press('token.activate.generate');
    const { payload } = (await (await made).json()) as { payload: string };
    await page.getByRole('img', { name: say('token.activate.label') }).waitFor();
    await at(say('token.activate.title'));
    const scanned = value(await phone.scanFrame(Buffer.from(payload, 'base64url')));
    assert.equal(scanned.kind, 'activation');
    value(await phone.commitActivation());
    await at(say('token.activate.done'));
  });

  test(`TK-16 TK-33 TK-37 the page waits with the time passing, and shows what the phone decided by itself (${language})`, async (t) => {
    const world = await openWorld(t);
    const [salim, payee] = [await world.person(), await world.person(huda)];
    const { phone } = await world.activated(salim);
    const visitor = await visit(t, await openPages(t, world), language);
    const { page, say, at } = visitor;
    await visitor.signIn(salim);
    await fillTransfer(visitor, salim, payee, '12.5');
    const operationId = await submit(visitor);
    await at(say('approval.title.soft'));
    await page.getByRole('timer').waitFor();
    await page.getByText(say('approval.why.title')).click();
    await page.getByText(say('approval.why.permission')).waitFor();
    await page.getByText(say('approval.why.coverage')).waitFor();
    value(await phone.operation(operationId));
    value(await phone.decide(operationId, 'approve'));
    await at(/Huda Al Balushi/);
    await page.getByText(say('outcome.executed.payment.text')).waitFor();
    const download = page.waitForEvent('download');
    await visitor.follow('outcome.proof');
    assert.match((await download).suggestedFilename(), new RegExp(operationId));
  });

  test(`TK-19 after 90 seconds the coloured code appears by itself and its 8 digits complete the payment (${language})`, async (t) => {
    const world = await openWorld(t);
    const [salim, payee] = [await world.person(), await world.person(huda)];
    const { store, password } = await world.activated(salim);
    const visitor = await visit(t, await openPages(t, world), language);
    const { page, say, at, press } = visitor;
    await visitor.signIn(salim);
    await fillTransfer(visitor, salim, payee, '12.5');
    await submit(visitor);
    await at(say('approval.title.soft'));
    assert.equal(await page.getByRole('img', { name: say('approval.qr.label') }).count(), 0);
    const made = page.waitForResponse((response) => response.url().endsWith('/qr'));
    world.deps.clock.advance(91);
    await page.clock.fastForward(91_000);
    const { payload } = (await (await made).json()) as { payload: string };
    await page.getByRole('img', { name: say('approval.qr.label') }).waitFor();
    await page.getByText(say('approval.push.title')).waitFor();
    const away = world.offlinePhone(store);
    value(await away.signIn({ password }));
    const scanned = value(await away.scanFrame(Buffer.from(payload, 'base64url')));
    assert.ok(scanned.kind === 'operation');
    const field = page.locator('.field-otp input');
    await field.fill('00000000' === scanned.code ? '11111111' : '00000000');
    await press('approval.code.payment');
    await page.getByRole('alert').waitFor();
    // Digits as an Arabic keyboard writes them.
    await field.fill(scanned.code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))));
    await press('approval.code.payment');
    await at(/Huda Al Balushi/);
  });

  test(`TK-21 a payment rejected in the app ends on the page too, and can be reported (${language})`, async (t) => {
    const world = await openWorld(t);
    const [salim, payee] = [await world.person(), await world.person(huda)];
    const { phone } = await world.activated(salim);
    const visitor = await visit(t, await openPages(t, world), language);
    const { page, say, at, press } = visitor;
    await visitor.signIn(salim);
    await fillTransfer(visitor, salim, payee, '12.5');
    const operationId = await submit(visitor);
    await at(say('approval.title.soft'));
    value(await phone.operation(operationId));
    value(await phone.decide(operationId, 'reject'));
    await at(say('outcome.rejected.payment.title'));
    await page.getByText(say('outcome.rejected.payment.text')).waitFor();
    await press('notMine.go');
    await press('notMine.ask.go');
    await page.getByText(say('notMine.done.title')).waitFor();
  });

  test(`TK-27 a lost phone's token is deregistered in the web bank; sign-in suffices (${language})`, async (t) => {
    const world = await openWorld(t);
    const salim = await world.person();
    await world.activated(salim);
    const visitor = await visit(t, await openPages(t, world), language);
    const { say, at, press, page } = visitor;
    await visitor.signIn(salim);
    await page
      .getByRole('navigation')
      .last()
      .getByRole('link', { name: say('nav.service') })
      .click();
    await visitor.follow('token.title');
    await at(say('token.title'));
    await visitor.follow('token.deregister.title');
    await at(say('token.deregister.title'));
    await press('go');
    await press('submit');
    await at(say('token.deregister.done'));
    await visitor.follow('token.back');
    await page.getByText(say('token.steps.title')).waitFor();
  });
}

test('TK-31 TK-32 the page switches to the hard token by an SMS code and back to the soft token', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  await handOut(world, salim);
  await world.activated(salim);
  const visitor = await visit(t, await openPages(t, world), 'ar');
  const { say, at, press, page } = visitor;
  await visitor.signIn(salim);
  await page
    .getByRole('navigation')
    .last()
    .getByRole('link', { name: say('nav.service') })
    .click();
  await visitor.follow('token.title');
  await visitor.follow('token.hard.title');
  await at(say('token.hard.title'));
  await press('go');
  await page.locator('.field-otp input').fill(await world.codeOf(salim.mobile));
  await press('token.hard.submit');
  await at(say('token.hard.done'));
  await visitor.follow('token.back');
  await visitor.follow('token.soft.title');
  await press('go');
  await press('submit');
  await at(say('token.soft.done'));
});

for (const language of ['ar', 'en', 'fa', 'kk'] as const) {
  test(`every page is in order on a phone and at a desk (${language})`, async (t) => {
    const world = await openWorld(t);
    const salim = await world.person();
    await world.activated(salim);
    const origin = await openPages(t, world);
    for (const screen of ['phone', 'desktop'] as const) {
      const visitor = await visit(t, origin, language, screen);
      await visitor.signIn(salim);
      const pages: readonly (readonly [path: string, heading: string])[] = [
        ['/pay', 'pay.title'],
        ['/pay/transfer-own', 'pay.from.title'],
        ['/activity', 'activity.title'],
        ['/service/token/enable', 'token.enable.title'],
        ['/service/token/soft', 'token.soft.title'],
        ['/service/address', 'service.address.title'],
        ['/service/statement', 'service.statement.title'],
        ['/service/email', 'service.email.title'],
        ['/service/mobile', 'service.mobile.title'],
        ['/messages', 'messages.title'],
        ['/profile', 'profile.title'],
        ['/nowhere', 'notFound.title'],
      ];
      for (const [path, heading] of pages) {
        await visitor.page.goto(`${origin}${path}`);
        await visitor.at(visitor.say(heading));
        assert.equal(await visitor.page.getByRole('alert').count(), 0, `${path} has no error`);
        assert.ok((await layoutShift(visitor.page)) < 0.02, `${path} jumps`);
      }
    }
  });
}

test('when the bank is away the page says so, and goes on when it is back', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const visitor = await visit(t, await openPages(t, world), 'en');
  await visitor.signIn(salim);
  await visitor.page.route('**/bank/v1/operations', (route) => route.fulfill({ status: 503, body: '' }));
  await visitor.page.getByRole('link', { name: visitor.say('overview.all') }).click();
  await visitor.page.getByText('The bank is away for a moment').waitFor();
  await visitor.page.unroute('**/bank/v1/operations');
  await visitor.page.getByRole('button', { name: 'Try again' }).click();
  await visitor.page.getByText(visitor.say('activity.empty.title')).waitFor();
});

test('an idle visit is warned, then ended', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const visitor = await visit(t, await openPages(t, world), 'en');
  await visitor.signIn(salim);
  await visitor.page.clock.fastForward(250_000);
  await visitor.page.getByRole('alertdialog').getByText(visitor.say('idle.text')).waitFor();
  await visitor.page.clock.fastForward(60_000);
  await visitor.page.getByText(visitor.say('signIn.ended')).waitFor();
});
