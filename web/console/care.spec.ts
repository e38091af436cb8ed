// Loss files, contact, recalls and endings in the console, in a real browser: what was told, what staff add, and what follows from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedConsoleCare } from '../../src/journeys/console-care.ts';
import { launchBrowser, newContext } from '../../src/testing/browser.ts';
import { openConsoleDoor } from '../../src/testing/console-door.ts';
import { addAuthenticator, looksRight, pagesCopy, textsOf } from '../../src/journeys/console-pages.ts';

for (const language of ['en', 'ar'] as const) {
  test(`PC-34 PC-49 PC-50 PC-55 PC-56 staff keep a loss file, log attempts to reach a holder, recall a card and record the notice that ends an account (${language})`, async (t) => {
    const here = await openConsoleDoor(t, { webFolder: await pagesCopy(t) });
    const say = textsOf(language);
    const { late, fresh, stolen, plastic } = await seedConsoleCare(here);
    const browser = await launchBrowser();
    t.after(() => browser.close());
    const context = await newContext(browser, { language });
    await context.addInitScript((chosen) => localStorage.setItem('ramz-language', chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    const shot = (what: string): string => `console-care-${what}-${language}`;
    const button = (key: string) => page.getByRole('button', { name: say(key), exact: true });
    const dialog = page.getByRole('dialog');
    const choose = async (label: string, option: string): Promise<void> => {
      await dialog.getByRole('button', { name: new RegExp(say(label).replace(/[()]/g, '.')) }).click();
      await page.getByRole('option', { name: say(option), exact: true }).click();
    };
    const part = async (name: string): Promise<void> =>
      await page
        .getByRole('group', { name: say('care.title') })
        .getByRole('button', { name: say(`care.${name}`), exact: true })
        .click();

    await addAuthenticator(page);
    const { secret } = await here.invited('salma', ['branch', 'operations', 'supervisor']);
    await page.goto(`${here.origin}/enrol#${secret}`);
    await button('enrol.act').click();
    await page.getByText(say('enrol.done.text')).waitFor();
    await button('signIn.title').click();
    await button('signIn.act').click();
    await page.getByLabel(say('customers.find')).waitFor();

    // What waits for a written notice, and one that did not come in time.
    await page.getByRole('link', { name: say('nav.lossFiles') }).click();
    await page.getByRole('row', { name: new RegExp(say('confirmation.missed')) }).waitFor();
    await page.getByRole('row', { name: new RegExp(say('confirmation.waiting')) }).waitFor();
    await looksRight(page, shot('files'));
    await page.goto(`${here.origin}/loss-files/${late}`);
    await page.getByText(say('lossFile.missed')).waitFor();
    assert.ok(!(await page.content()).includes(stolen.pan), 'no card number on the page');

    // The police report, and a finding with its reason.
    await button('lossDo.police').click();
    await dialog.getByLabel(say('lossForm.reference')).fill('ROP 2026/4711');
    await dialog.getByLabel(say('lossForm.at')).fill('2026-02-24T09:30');
    await looksRight(page, shot('entry'));
    await dialog.getByRole('button', { name: say('lossForm.add') }).click();
    await page.getByRole('row', { name: new RegExp(say('lossEntry.police')) }).waitFor();
    await button('lossDo.neglect').click();
    await dialog.getByLabel(say('dispute.note')).fill(language === 'en' ? 'The PIN was on the card' : 'كان الرقم السري مكتوبا على البطاقة');
    await dialog.getByRole('button', { name: say('lossForm.add') }).click();
    await page.getByRole('row', { name: new RegExp(say('lossEntry.neglect')) }).waitFor();

    // Three attempts in vain freeze the account; one that reaches the holder lifts it.
    const attempt = async (outcome: 'reached' | 'not-reached'): Promise<void> => {
      await button('contact.add').click();
      await choose('contact.outcome', `contactOutcome.${outcome}`);
      await dialog.getByLabel(say('contact.reason')).fill(language === 'en' ? 'A card was found at a shop' : 'عثر على بطاقة في متجر');
      if (outcome === 'reached') await looksRight(page, shot('attempt'));
      await dialog.getByRole('button', { name: say('contact.record'), exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    for (const time of [1, 2, 3]) {
      await attempt('not-reached');
      await page
        .getByRole('row')
        .filter({ hasText: say('contactOutcome.not-reached') })
        .nth(time - 1)
        .waitFor();
    }
    await page
      .locator('.banner')
      .filter({ hasText: say('contact.frozen').split('{count}')[1] ?? '' })
      .waitFor();
    await looksRight(page, shot('file'));
    await attempt('reached');
    await page.getByText(say('contact.released')).waitFor();

    // A notice in time.
    await page.goto(`${here.origin}/loss-files/${fresh}`);
    await button('lossDo.written').click();
    await dialog.getByLabel(say('lossForm.reference')).fill('L-2207');
    await dialog.getByRole('button', { name: say('lossForm.add') }).click();
    await page.getByText(say('confirmation.given')).waitFor();
    assert.equal(await button('lossDo.written').count(), 0, 'the first written notice counts');

    // A recall; then the notice, which waits for the card.
    const act = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: new RegExp(plastic.pan.slice(-4)) }).click();
      await choose('cardActs.what', `cardAct.${name}`);
    };
    await page.goto(`${here.origin}/customers/${here.customerNamed('emma').id}`);
    await page.getByRole('tab', { name: say('customer.cards') }).click();
    await act('recall');
    await dialog.getByLabel(say('dispute.note')).fill('A faulty chip');
    await dialog
      .getByRole('button', { name: say('cardAct.recall'), exact: true })
      .last()
      .click();
    await dialog.waitFor({ state: 'detached' });
    await part('returned');
    await page
      .getByRole('region', { name: say('care.returned') })
      .getByText(say('returned.recalled'), { exact: true })
      .waitFor();
    await looksRight(page, shot('recalled'));
    await part('ending');
    await button('notice.record').click();
    await dialog.getByLabel(say('notice.reference')).fill('L-2208');
    await looksRight(page, shot('notice'));
    await dialog.getByRole('button', { name: say('notice.record') }).click();
    await page.getByText(say('notice.destroyFirst')).waitFor();
    await looksRight(page, shot('ending'));
    await act('destroyed');
    await choose('returned.how', 'destroyedBy.cut-at-branch');
    await looksRight(page, shot('destroy'));
    await dialog
      .getByRole('button', { name: say('cardAct.destroyed'), exact: true })
      .last()
      .click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(say('notice.inEffect'), { exact: true }).waitFor();
    await looksRight(page, shot('ended'));
    assert.deepEqual(broken, []);
  });
}

test('PC-50 an auditor reads loss files and endings, and adds nothing', async (t) => {
  const here = await openConsoleDoor(t);
  const { late, stolen } = await seedConsoleCare(here);
  const auditor = await here.hire('nadia', 'auditor');
  const file = await auditor.call('GET', `/loss-reports/${late}`);
  assert.equal(file.status, 200, file.text);
  assert.deepEqual([file.body.report.confirmation, file.body.holder.customerId], ['missed', here.customerNamed('salim').id]);
  const care = await auditor.call('GET', `/card-accounts/${stolen.accountId}/care`);
  assert.deepEqual([care.body.reports.length, care.body.cards, care.body.ending, care.body.payTo], [1, [], undefined, []], care.text);
  assert.equal((await auditor.call('POST', `/loss-reports/${late}/entries`, { kind: 'found', channel: 'branch' })).status, 403);
  assert.equal((await auditor.call('GET', `/card-accounts/${stolen.accountId}/contact-attempts`)).status, 403);
  const nobody = '00000000-0000-4000-8000-000000000000';
  assert.equal((await auditor.call('GET', `/loss-reports/${nobody}`)).reason, 'report-unknown');
  assert.equal((await auditor.call('GET', `/card-accounts/${nobody}/care`)).reason, 'card-account-unknown');
});
