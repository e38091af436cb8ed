// The app in a real browser against both doors: registered, activated by the camera, approving, scanning offline, locked, ended.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { ensurePages, pagesFolder } from '../../src/cli/pages.ts';
import { createApp } from '../../src/doors/http/create-app.ts';
import { servePages } from '../../src/doors/http/pages.ts';
import { registerTokenDoor } from '../../src/doors/http/token/index.ts';
import { toLatinDigits } from '../../src/kernel/digits.ts';
import { type Person, type World, openWorld } from '../../src/journeys/world.ts';
import { type PageLanguage, accessibilityFindings, cameraArguments, launchPhone } from '../../src/testing/browser.ts';
import { film } from '../../src/testing/camera-path.ts';
import { drawPixels, encodeColouredQr } from '../shared/coloured-qr/encode.ts';

const agents = {
  android: 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
} as const;

const password = 'Nizwa-739';

/** Where screens are kept to be looked at; nowhere without the setting. */
const shots = process.env['RAMZ_SHOTS'];

type Handset = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** A text of the app in this phone's language. */
  readonly say: (key: string, values?: Record<string, string>) => string;
  readonly press: (key: string) => Promise<void>;
  /** Waits for a heading, then looks at the page: no accessibility finding, no line wider than the screen. */
  readonly at: (key: string, values?: Record<string, string>) => Promise<void>;
  /** What the camera sees from its next opening on. */
  readonly film: (frame: Uint8Array) => Promise<void>;
  readonly enter: (typed?: string) => Promise<void>;
};

type Options = { readonly language?: PageLanguage; readonly dark?: boolean; readonly platform?: keyof typeof agents };

async function openApp(t: TestContext, world: World): Promise<string> {
  await ensurePages(() => undefined);
  const app = await createApp({ deps: world.deps, door: 'token', camera: true });
  registerTokenDoor(app, world.deps);
  // A copy: whoever builds the pages anew meanwhile must not take these away.
  const folder = mkdtempSync(join(tmpdir(), 'ramz-pages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(pagesFolder, 'token'), folder, { recursive: true });
  await servePages(app, folder);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(() => app.close());
  return `http://localhost:${new URL(address).port}`;
}

async function openHandset(
  t: TestContext,
  origin: string,
  { language = 'en', dark = false, platform = 'android' }: Options = {},
): Promise<Handset> {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-phone-'));
  const texts = JSON.parse(await readFile(new URL(`messages/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
  const camera = join(folder, 'camera.mjpeg');
  const filmFrame = async (frame: Uint8Array): Promise<void> => {
    const { data, width, height } = drawPixels(encodeColouredQr(frame), 12);
    const png = new PNG({ width, height });
    png.data = Buffer.from(data);
    writeFileSync(join(folder, 'screen.png'), PNG.sync.write(png));
    await film(join(folder, 'screen.png'), `${camera}.next`);
    renameSync(`${camera}.next`, camera);
  };
  await filmFrame(new Uint8Array(40));
  const context = await launchPhone(
    join(folder, 'profile'),
    { language, dark, extra: { userAgent: agents[platform], acceptDownloads: false } },
    cameraArguments(camera),
  );
  t.after(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const page = await context.newPage();
  const say = (key: string, values: Record<string, string> = {}): string => {
    let text = texts[key] ?? assert.fail(`no text ${key}`);
    for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
    return text;
  };
  let seen = 0;
  const at = async (key: string, values?: Record<string, string>): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: say(key, values) }).waitFor({ timeout: 25_000 });
    if (shots !== undefined) {
      seen += 1;
      mkdirSync(shots, { recursive: true });
      await page.screenshot({
        path: join(shots, `${language}-${dark ? 'dark' : 'light'}-${String(seen).padStart(2, '0')}-${key}.png`),
        fullPage: true,
      });
    }
    assert.deepEqual(await accessibilityFindings(page), [], `accessibility of ${key}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false, `${key} is wider than the screen`);
  };
  const press = async (key: string): Promise<void> => {
    await page
      .getByRole('button', { name: say(key), exact: true })
      .or(page.getByRole('link', { name: say(key), exact: true }))
      .first()
      .click();
  };
  await page.goto(origin);
  return {
    page,
    context,
    say,
    press,
    at,
    film: filmFrame,
    async enter(typed = password) {
      await page.getByLabel(say('signIn.password')).fill(typed);
      await press('signIn.act');
    },
  };
}

async function identify({ page, say, press }: Handset, person: Person): Promise<void> {
  await page.getByLabel(say('identity.mobile')).fill(person.mobile);
  await page.getByLabel(say('identity.card'), { exact: true }).fill(person.cardNumber);
  await page.getByLabel(say('identity.pin'), { exact: true }).fill(person.cardPin);
  const lock = page.getByText(say('lock.yes'));
  if (await lock.isVisible()) await lock.click();
  await press('identity.act');
}

async function choose({ page, say, press }: Handset, chosen = password): Promise<void> {
  await page.getByLabel(say('password.new')).fill(chosen);
  await page.getByLabel(say('password.repeat')).fill(chosen);
  await press('password.act');
}

async function enterCode({ page, say, press }: Handset, code: string): Promise<void> {
  await page.getByLabel(say('code.label')).fill(code);
  await press('code.act');
}

/** Registers and activates through the pages; leaves the app signed in. */
async function activate(handset: Handset, world: World, person: Person): Promise<{ bank: Awaited<ReturnType<World['signIn']>> }> {
  const { press, at, page } = handset;
  await at('start.title');
  await press('start.register');
  await at('register.title');
  await identify(handset, person);
  await at('code.title');
  await enterCode(handset, await world.codeOf(person.mobile));
  await at('password.title');
  await choose(handset);
  await at('registered.title');
  await press('signIn.act');
  await at('signIn.title');
  await handset.enter();
  await at('activate.title');
  const bank = await world.signIn(person);
  const activation = await bank.post('/bank/v1/token/activations');
  await handset.film(Buffer.from(activation.body.payload, 'base64url'));
  await press('activate.act');
  await at('activated.title');
  await page.getByRole('link', { name: handset.say('result.home') }).click();
  return { bank };
}

const transfer = (person: Person, payee: Person) => ({
  kind: 'transfer-customer',
  params: {
    from: person.accounts[0]?.accountId,
    to: payee.accounts[0]?.number,
    amount: { currency: 'OMR', minor: '12500' },
    reference: 'Rent March',
  },
});

for (const { language, dark } of [
  { language: 'en', dark: false },
  { language: 'ar', dark: true },
] as const) {
  test(`TK-07 TK-09 TK-11 TK-12 TK-13 TK-16 TK-17 TK-19 TK-20 TK-21 in the app's pages, ${language}, ${dark ? 'dark' : 'light'}`, async (t) => {
    const world = await openWorld(t);
    world.deps.clock.set(new Date().toISOString());
    const person = await world.person({ language });
    const payee = await world.person({ name: 'عائشة البلوشية', nameLatin: 'Aisha Al Balushi' });
    const origin = await openApp(t, world);
    const handset = await openHandset(t, origin, { language, dark });
    const { page, press, at, say, context } = handset;
    const { bank } = await activate(handset, world, person);
    await page.getByRole('link', { name: say('home.scan') }).waitFor();
    assert.equal((await bank.get('/bank/v1/token')).body.active, 'soft');

    // TK-16, TK-17: what waits is found without a notification, is shown as it will be executed, and is executed.
    const created = await bank.post('/bank/v1/operations', transfer(person, payee));
    assert.equal(created.status, 201, created.reason);
    await page.getByRole('link', { name: say('home.approve') }).click();
    await at('approve.title');
    const shown = await page.locator('.operation').innerText();
    assert.match(toLatinDigits(shown), /12[.,]500/);
    assert.ok(shown.includes(created.body.details.payee));
    assert.ok(shown.includes(created.body.details.to));
    await page.locator('.button-primary').click();
    await at('result.approved');
    assert.equal((await bank.get(`/bank/v1/operations/${created.body.operationId}`)).body.status, 'executed');
    await press('result.home');

    // TK-21: rejected and reported.
    const unwanted = await bank.post('/bank/v1/operations', transfer(person, payee));
    await page.getByRole('link', { name: say('home.approve') }).click();
    await at('approve.title');
    await press('approve.reject');
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${language}-reject.png`) });
    await press('reject.notMine');
    await at('result.rejected');
    const rejected = (await bank.get(`/bank/v1/operations/${unwanted.body.operationId}`)).body;
    assert.deepEqual([rejected.status, rejected.notMine], ['rejected', true]);
    await press('result.home');

    // TK-19: without any network, after a start from nothing but the phone's own storage.
    const offline = await bank.post('/bank/v1/operations', transfer(person, payee));
    const qr = await bank.post(`/bank/v1/operations/${offline.body.operationId}/qr`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await context.setOffline(true);
    await page.reload();
    await page.getByLabel(say('signIn.password')).waitFor();
    await handset.enter();
    await at('home.title');
    await handset.film(Buffer.from(qr.body.payload, 'base64url'));
    await page.getByRole('link', { name: say('home.scan') }).click();
    await at('offline.title');
    assert.ok((await page.locator('.operation').innerText()).includes(offline.body.details.payee));
    const code = (await page.locator('output.code').innerText()).replace(/\D/g, '');
    const entered = await bank.post(`/bank/v1/operations/${offline.body.operationId}/code`, { code });
    assert.deepEqual([entered.status, entered.body.status], [200, 'executed'], entered.reason);
    await press('result.home');

    // TK-20: a code for what is not financial.
    const address = await bank.post('/bank/v1/operations', { kind: 'address-change', params: { address: 'Way 2418, Al Khuwair, Muscat' } });
    assert.equal(address.status, 201, address.reason);
    await page.getByRole('link', { name: say('home.otp') }).click();
    await at('otp.title');
    const otp = (await page.locator('output.code').innerText()).replace(/\D/g, '');
    assert.equal(otp.length, 8);
    const byOtp = await bank.post(`/bank/v1/operations/${address.body.operationId}/code`, { code: otp });
    assert.deepEqual([byOtp.status, byOtp.body.status], [200, 'executed'], byOtp.reason);
    await context.setOffline(false);
  });
}

test("TK-18 TK-22 TK-23 TK-24 TK-27 TK-37 settings, lock, forgotten password and the end of a token in the app's pages", async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set(new Date().toISOString());
  const person = await world.person();
  const handset = await openHandset(t, await openApp(t, world), { language: 'en', dark: true });
  const { page, press, at, say } = handset;
  const { bank } = await activate(handset, world, person);

  await page.getByRole('link', { name: say('notify.title') }).click();
  await at('notify.title');
  for (const system of ['notify.ios', 'notify.android']) await page.getByRole('heading', { name: say(system) }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: say('settings.title') }).click();
  await at('settings.title');
  await page.getByRole('link', { name: say('biometry.title') }).click();
  await at('biometry.title');
  await page.goBack();
  await page.getByRole('link', { name: say('change.title') }).click();
  await at('change.title');
  await page.getByLabel(say('password.current')).fill(password);
  await page.getByLabel(say('password.new')).fill('Salalah-48');
  await page.getByLabel(say('password.repeat')).fill('Salalah-48');
  await press('change.act');
  await at('settings.title');
  await press('signOut');

  await at('signIn.title');
  await page.getByText(world.programme.contact.centre).waitFor();
  for (let wrong = 0; wrong < world.programme.softToken.passwordLockAfter; wrong += 1) {
    await handset.enter('Wrong-1234');
    await page
      .getByRole('alert')
      .or(page.getByText(say('locked.password')))
      .first()
      .waitFor();
    await page
      .getByRole('button', { name: say('signIn.act') })
      .or(page.getByText(say('locked.password')))
      .first()
      .waitFor();
  }
  await page.getByText(say('locked.password')).waitFor();
  await at('signIn.title');
  await press('signIn.forgot');
  await at('reset-password.title');
  await identify(handset, person);
  await at('code.title');
  await enterCode(handset, await world.codeOf(person.mobile));
  await at('password.title');
  await choose(handset, 'Sohar-5582');
  await at('reset.done');
  await press('signIn.act');
  await at('signIn.title');
  await handset.enter('Sohar-5582');
  await page.getByRole('link', { name: say('home.scan') }).waitFor();

  const ended = await bank.post('/bank/v1/token/deregistration');
  assert.ok(ended.status < 300, ended.reason);
  await at('ended.title');
  await press('ended.again');
  await at('register.title');
});

test('TK-08 TK-36 TK-38 on iPhone the app opens a filled-in SMS and waits for it; without a screen lock it goes no further', async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set(new Date().toISOString());
  const person = await world.person();
  const handset = await openHandset(t, await openApp(t, world), { language: 'en', platform: 'ios' });
  const { page, press, at, say } = handset;
  await at('start.title');
  await press('start.install');
  await at('install.title');
  for (const kind of ['install.iphone', 'install.android', 'install.huawei'])
    await page.getByRole('heading', { name: say(kind), exact: true }).waitFor();
  await page.goBack();
  await press('start.register');
  const question = page.getByText(say('lock.notYet'));
  await question.click();
  await page.getByText(say('lock.noTitle')).waitFor();
  assert.equal(await page.getByRole('button', { name: say('identity.act') }).isDisabled(), true);
  await identify(handset, person);
  await at('sms.title');
  const link = await page.getByRole('link', { name: say('sms.open') }).getAttribute('href');
  const [, to = '', body = ''] = /^sms:(\d+)\?&body=(.+)$/.exec(link ?? '') ?? [];
  await world.sms.send(person.mobile, to, decodeURIComponent(body));
  await at('code.title');
  await enterCode(handset, await world.codeOf(person.mobile));
  await at('password.title');
});

test("TK-25 touch or face in the app's pages: switched on with the password on an own phone, then signing in by it, then off", async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set(new Date().toISOString());
  const person = await world.person();
  const handset = await openHandset(t, await openApp(t, world), { language: 'en' });
  const { page, press, at, say, context } = handset;
  const debug = await context.newCDPSession(page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
    },
  });
  await activate(handset, world, person);
  const openBiometry = async (): Promise<void> => {
    await page.getByRole('link', { name: say('settings.title') }).click();
    await page.getByRole('link', { name: say('biometry.title') }).click();
    await at('biometry.title');
  };
  await openBiometry();
  const switchOn = page.getByRole('button', { name: say('biometry.switchOn') });
  await page.getByLabel(say('signIn.password')).fill(password);
  assert.equal(await switchOn.isDisabled(), true, 'not before the customer says that the phone is theirs alone');
  await page.getByText(say('biometry.own'), { exact: true }).click();
  await switchOn.click();
  await at('settings.title');
  await press('signOut');
  await page.getByRole('button', { name: say('signIn.biometry') }).click();
  await page.getByRole('link', { name: say('home.scan') }).waitFor();
  await openBiometry();
  await page.getByLabel(say('signIn.password')).fill(password);
  await press('biometry.switchOff');
  await at('settings.title');
  await press('signOut');
  await at('signIn.title');
  assert.equal(await page.getByRole('button', { name: say('signIn.biometry') }).count(), 0);
});

test('TK-16 TK-18 a push wakes the app: the notification says nothing of the transaction, in the language of the customer', async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set(new Date().toISOString());
  const origin = await openApp(t, world);
  const { page, context, say } = await openHandset(t, origin, { language: 'fa' });
  await context.grantPermissions(['notifications'], { origin });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const debug = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    debug.on(
      'ServiceWorker.workerRegistrationUpdated',
      ({ registrations }) => registrations[0] !== undefined && resolve(registrations[0].registrationId),
    );
  });
  await debug.send('ServiceWorker.enable');
  await debug.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registration, data: '0197f3a1-opaque' });
  const shown = await page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    for (let tries = 0; tries < 100; tries += 1) {
      const [first] = await worker.getNotifications();
      if (first !== undefined) return { title: first.title, body: first.body, lang: first.lang, dir: first.dir };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  });
  assert.deepEqual(shown, { title: say('push.title'), body: say('push.body'), lang: 'fa', dir: 'rtl' });
});
