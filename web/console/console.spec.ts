// The console in a real browser: a passkey made from an invitation, the work at the desk, and no accessibility finding on any page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser, layoutShift, newContext } from '../../src/testing/browser.ts';
import { openConsoleDoor } from '../../src/testing/console-door.ts';
import { addAuthenticator, looksRight, pagesCopy, textsOf } from '../../src/journeys/console-pages.ts';

for (const { language, dark } of [
  { language: 'en', dark: false },
  { language: 'ar', dark: true },
] as const) {
  test(`staff make a passkey, sign in, find a customer, ask for a hard token and sign out (${language})`, async (t) => {
    const here = await openConsoleDoor(t, { webFolder: await pagesCopy(t) });
    const say = textsOf(language);
    const browser = await launchBrowser();
    t.after(() => browser.close());
    const context = await newContext(browser, { language, dark });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    await addAuthenticator(page);
    const shot = (name: string): string => `console-${name}-${language}`;
    const button = (key: string, values?: Readonly<Record<string, string>>) =>
      page.getByRole('button', { name: say(key, values), exact: true });

    const { secret } = await here.invited('salma', ['branch', 'contact-centre', 'supervisor', 'operations']);
    await page.goto(`${here.origin}/enrol#${secret}`);
    await page.getByRole('heading', { name: say('enrol.title') }).waitFor();
    await button('enrol.act').click();
    await page.getByText(say('enrol.done.text')).waitFor();
    assert.ok(!page.url().includes(secret), 'the used secret leaves the address');
    await button('signIn.title').click();
    await page.getByText(say('signIn.text')).waitFor();
    await looksRight(page, shot('sign-in'));
    await button('signIn.act').click();

    await page.getByLabel(say('customers.find')).waitFor();
    // '/' goes to the search field from another page.
    await page
      .getByRole('link', { name: say('nav.account') })
      .first()
      .click();
    await page.getByRole('heading', { name: say('account.passkeys'), exact: true }).waitFor();
    await looksRight(page, shot('account'));
    await page.locator('h1').focus();
    await page.keyboard.press('/');
    await page.keyboard.type('clarke');
    await page.getByRole('row', { name: /Emma Clarke/ }).waitFor();
    await looksRight(page, shot('customers'));
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Emma Clarke' }).waitFor();
    await page.getByText('+96897714430').first().waitFor();
    await looksRight(page, shot('customer'));
    await page.getByLabel(say('call.reason')).fill('Phone lost in a taxi');
    await button('call.open.act').click();
    await page.getByText(say('call.ask')).waitFor();
    await looksRight(page, shot('call'));

    await button('act.assign').click();
    const panel = page.getByRole('complementary');
    await panel.getByLabel(say('token.serial')).fill('RZ40817174');
    await panel.getByLabel(say('reason')).fill('First token, identity card seen');
    await panel.getByRole('button', { name: say('act.assign') }).click();
    await page.getByText(say('acts.waiting.title')).waitFor();
    await page.getByRole('tab', { name: say('customer.history') }).click();
    await page.getByText(say('event.staff.hard-token.assign.asked')).waitFor();
    await looksRight(page, shot('asked'));

    for (const [link, name] of [
      ['nav.requests', 'requests'],
      ['nav.hardTokens', 'hard-tokens'],
      ['nav.staff', 'staff'],
    ] as const) {
      await page
        .getByRole('link', { name: say(link) })
        .first()
        .click();
      await page.getByRole('heading', { name: say(link), level: 1 }).waitFor();
      await page.locator('tbody tr').first().waitFor();
      await looksRight(page, shot(name));
    }
    assert.ok((await layoutShift(page)) < 0.1, 'the page does not jump');

    await button('nav.signOut').click();
    await page.getByText(say('signIn.text')).waitFor();
    await page.goBack();
    await page.getByText(say('signIn.text')).waitFor();
    assert.equal(await page.getByText('Emma Clarke').count(), 0, 'the Back button shows nothing');
    assert.deepEqual(broken, []);
  });
}

test('a console that nobody touches ends its session on the server and shows nothing', async (t) => {
  const here = await openConsoleDoor(t, { webFolder: await pagesCopy(t) });
  const say = textsOf('en');
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const context = await newContext(browser);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await addAuthenticator(page);
  const { secret } = await here.invited('salma', ['branch']);
  await page.goto(`${here.origin}/enrol#${secret}`);
  await page.getByRole('button', { name: say('enrol.act') }).click();
  await page.getByText(say('enrol.done.text')).waitFor();
  await page.clock.install();
  await page.goto(here.origin);
  await page.getByRole('button', { name: say('signIn.act') }).click();
  await page.getByLabel(say('customers.find')).waitFor();
  const session = async (): Promise<number> => await page.evaluate(async () => (await fetch('/console/v1/session')).status);
  assert.equal(await session(), 200);
  const ended = page.waitForResponse((response) => response.url().endsWith('/session/end'));
  await page.clock.fastForward((here.deps.programme.staff.sessionIdleSeconds + 10) * 1000);
  await page.getByText(say('signIn.ended')).waitFor();
  assert.equal((await ended).status(), 204);
  assert.equal(await session(), 401);
});
