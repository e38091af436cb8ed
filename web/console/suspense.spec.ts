// Suspense in the console, in a real browser: one person asks to settle an item on a card, another sees what was asked and agrees.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openCardFor } from '../../src/journeys/card-acts.ts';
import { clearingFile, upload } from '../../src/journeys/clearing-files.ts';
import { openWorld } from '../../src/journeys/world.ts';
import { launchBrowser, newContext } from '../../src/testing/browser.ts';
import { openConsole } from '../../src/testing/console-door.ts';
import { addAuthenticator, looksRight, pagesCopy, textsOf } from '../../src/journeys/console-pages.ts';

for (const language of ['en', 'ar'] as const) {
  test(`what waits in suspense is settled on a card once a second person agrees in the console (${language})`, async (t) => {
    const world = await openWorld(t);
    const say = textsOf(language);
    const office = await openConsole(t, world.deps, await pagesCopy(t));
    const person = await world.person();
    const held = await openCardFor(world, person, { balanceMinor: 10_000n });
    const desk = await office.hire('desk', 'branch');
    const holder = (await desk.call('GET', `/customers/${person.id}`)).body.customer as { number: string };
    const record = { card_number: '9512001000000018', currency: 'OMR' };
    const records = [
      { ...record, amount: '2.500' },
      { ...record, amount: '1.000', type: 'refund' },
    ];
    assert.deepEqual((await upload(world, clearingFile(world, records))).body.results, { suspense: 2 });

    const browser = await launchBrowser();
    t.after(() => browser.close());
    const come = async (name: string, role: 'operations' | 'supervisor'): Promise<Page> => {
      const context = await newContext(browser, { language });
      await context.addInitScript((chosen) => localStorage.setItem('ramz-language', chosen), language);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await addAuthenticator(page);
      const { secret } = await office.invited(name, [role]);
      await page.goto(`${office.origin}/enrol#${secret}`);
      await page.getByRole('button', { name: say('enrol.act') }).click();
      await page.getByText(say('enrol.done.text')).waitFor();
      await page.getByRole('button', { name: say('signIn.title'), exact: true }).click();
      await page.getByRole('button', { name: say('signIn.act') }).click();
      await page.getByRole('link', { name: say('nav.suspense'), exact: true }).click();
      await page
        .getByRole('row', { name: /Muscat Grocery/ })
        .nth(1)
        .waitFor();
      return page;
    };
    const reason = async (page: Page): Promise<void> =>
      await page
        .getByRole('dialog')
        .getByLabel(say('dispute.note'))
        .fill(language === 'en' ? 'The acquirer named the card' : 'سمى المحصل البطاقة في خطابه');

    const salma = await come('salma', 'operations');
    await looksRight(salma, `console-suspense-list-${language}`);
    await salma
      .getByRole('row')
      .filter({ hasText: say('suspenseKind.purchase') })
      .getByRole('button', { name: say('suspense.resolve') })
      .click();
    const asks = salma.getByRole('dialog');
    await asks.getByLabel(say('customer.number')).fill(holder.number);
    await asks.getByRole('button', { name: say('suspense.find') }).click();
    await asks.getByText(held.pan.slice(-4)).first().waitFor();
    await reason(salma);
    await looksRight(salma, `console-suspense-ask-${language}`);
    await asks.getByRole('button', { name: say('suspense.ask') }).click();
    await salma
      .getByRole('row')
      .filter({ hasText: say('suspenseStatus.asked') })
      .getByRole('button', { name: say('requests.decide') })
      .click();
    await asks.getByText(say('suspense.own')).waitFor();
    assert.equal(await asks.getByRole('button', { name: say('suspense.agree') }).count(), 0, 'nobody agrees with themselves');

    const huda = await come('huda', 'supervisor');
    await huda.getByRole('button', { name: say('requests.decide') }).click();
    const decides = huda.getByRole('dialog');
    await decides.getByText(held.pan.slice(-4)).waitFor();
    await reason(huda);
    await looksRight(huda, `console-suspense-decide-${language}`);
    await decides.getByRole('button', { name: say('suspense.agree') }).click();
    await decides.waitFor({ state: 'detached' });
    await huda
      .getByRole('group', { name: say('suspense.view') })
      .getByRole('button', { name: say('suspense.matched') })
      .click();
    await huda.getByRole('row', { name: /Muscat Grocery/ }).waitFor();
    const { transactions } = (await world.api('GET', `/v1/card-accounts/${held.accountId}/transactions`)).body;
    assert.deepEqual([transactions[0].kind, transactions[0].amount], ['purchase', { currency: 'OMR', minor: '-2500' }]);
  });
}
