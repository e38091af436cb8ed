// Cards in the console, in a real browser: what the call centre sees, an act on a card, and a dispute from its taking to the second person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser, newContext } from '../../src/testing/browser.ts';
import { merchants, seedConsoleCards } from '../../src/journeys/console-cards.ts';
import { openConsoleDoor } from '../../src/testing/console-door.ts';
import { addAuthenticator, looksRight, pagesCopy, textsOf } from '../../src/journeys/console-pages.ts';

for (const { language, dark } of [
  { language: 'en', dark: false },
  { language: 'ar', dark: false },
] as const) {
  test(`PC-26 PC-30 PC-32 staff see a customer's cards, take a dispute, and ask for a write-off (${language})`, async (t) => {
    const here = await openConsoleDoor(t, { webFolder: await pagesCopy(t) });
    const say = textsOf(language);
    const { disputeId, held } = await seedConsoleCards(here, language);
    const browser = await launchBrowser();
    t.after(() => browser.close());
    const context = await newContext(browser, { language, dark });
    await context.addInitScript((chosen) => localStorage.setItem('ramz-language', chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    const shot = (what: string): string => `console-cards-${what}-${language}`;
    const button = (key: string) => page.getByRole('button', { name: say(key), exact: true });

    await addAuthenticator(page);
    const { secret } = await here.invited('salma', ['branch', 'operations', 'supervisor', 'contact-centre']);
    await page.goto(`${here.origin}/enrol#${secret}`);
    await button('enrol.act').click();
    await page.getByText(say('enrol.done.text')).waitFor();
    await button('signIn.title').click();
    await button('signIn.act').click();
    await page.getByLabel(say('customers.find')).waitFor();

    await page.goto(`${here.origin}/customers/${here.customerNamed('emma').id}`);
    await page.getByRole('tab', { name: say('customer.cards') }).click();
    const wallets = page.getByRole('region', { name: say('cards.wallets') });
    await wallets.getByRole('row').nth(2).waitFor();
    await page.getByText(merchants[language][0]).first().waitFor();
    assert.ok(!(await page.content()).includes(held.pan), 'no card number on the page');
    await looksRight(page, shot('tab'));
    for (const list of ['holds', 'loads', 'disputes', 'fees'] as const) {
      await page
        .getByRole('group', { name: say('cards.lists') })
        .getByRole('button', { name: say(`cards.${list}`) })
        .click();
      if (list === 'disputes' || list === 'fees') await looksRight(page, shot(list));
    }

    await page.getByRole('button', { name: new RegExp(held.pan.slice(-4)) }).click();
    await page.getByRole('dialog').waitFor();
    await looksRight(page, shot('act'));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('requests.close') })
      .click();

    await page
      .getByRole('group', { name: say('cards.lists') })
      .getByRole('button', { name: say('cards.transactions') })
      .click();
    await page
      .getByRole('row', { name: new RegExp(merchants[language][3]) })
      .getByRole('button', { name: say('cards.dispute') })
      .click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: new RegExp(say('dispute.reason')) }).click();
    await page.getByRole('option', { name: say('disputeReason.cash-not-dispensed') }).click();
    await form.getByLabel(say('disputeForm.words')).fill('The machine gave nothing');
    await looksRight(page, shot('form'));
    await form.getByRole('button', { name: say('disputeForm.take') }).click();
    await page.getByRole('heading', { name: merchants[language][3], level: 1 }).waitFor();

    await page.goto(`${here.origin}/disputes`);
    await page.getByRole('row', { name: new RegExp(merchants[language][0]) }).waitFor();
    await looksRight(page, shot('queue'));
    await page.goto(`${here.origin}/disputes/${disputeId}`);
    await button('disputeDo.writeOff').waitFor();
    await looksRight(page, shot('dispute'));
    await button('disputeDo.writeOff').click();
    await page.getByRole('dialog').getByLabel(say('dispute.note')).fill('The terminal was compromised');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('disputeDo.writeOff') })
      .click();
    await page.getByText(say('dispute.writeOffAsked')).waitFor();
    assert.equal(await button('disputeDo.confirm').count(), 0, 'the same person cannot confirm');
    await looksRight(page, shot('asked'));

    await page.goto(`${here.origin}/stop-list`);
    await page.getByText(say('cardReason.misuse')).waitFor();
    await looksRight(page, shot('stop-list'));
    await page.goto(`${here.origin}/applications`);
    await page.getByText(say('applications.none')).waitFor();
    await looksRight(page, shot('applications'));
    assert.deepEqual(broken, []);
  });
}
