// Ninety seconds without an approval: the page turns to the coloured QR, and a phone without any network makes the code.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activated, digitsIn, enterApp, follow, transfer } from '../../src/journeys/page-acts.ts';
import { bothLanguages, keepsToItsForm, openStage, readsLeftToRight, type Language, type Stage } from '../../src/journeys/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const payers: Readonly<Record<Language, string>> = { en: 'emma', ar: 'salim' };

for (const language of bothLanguages) {
  test(`TK-19 after 90 seconds the page shows the coloured QR by itself; the app, with no network since its first visit, gives the code that completes the transfer, in ${language}`, async () => {
    const { phone, bank } = await activated(stage, stage.person(payers[language]), language);
    await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await phone.context.setOffline(true);
    await phone.page.reload();
    await bank.page.clock.install();
    const { account } = await transfer(stage, bank, stage.person('reza'), '48.750');
    await bank.at('approval.title.soft');
    stage.clock.advance(80);
    await bank.page.clock.fastForward(80_000);
    await bank.page.waitForTimeout(300);
    assert.equal(await bank.page.locator('svg[data-coloured-qr]').count(), 0, 'not before 90 seconds');
    stage.clock.advance(11);
    await bank.page.clock.fastForward(11_000);
    await bank.page.locator('svg[data-coloured-qr]').waitFor();
    await keepsToItsForm(bank.page, language, 'the page with the coloured code');

    await phone.at('signIn.title');
    await enterApp(phone);
    await phone.see('home.offline');
    await phone.at('home.title');
    await stage.filmCode(bank);
    await follow(phone, 'home.scan');
    await phone.at('offline.title');
    const shown = await phone.page.locator('.operation').innerText();
    assert.equal(digitsIn(await phone.page.locator('.operation-amount').innerText()), '48750');
    for (const detail of [stage.person('reza').nameLatin, account]) assert.ok(shown.includes(detail), `${detail} in ${shown}`);
    const code = phone.page.locator('output.code');
    await readsLeftToRight(code);
    const digits = digitsIn(await code.innerText());
    assert.equal(digits.length, 8);
    const field = bank.page.getByLabel(bank.say('approval.code.label', { digits: 8 }));
    await field.fill(digits === '00000000' ? '11111111' : '00000000');
    await bank.press('approval.code.payment');
    await bank.page.locator('main').getByRole('alert').first().waitFor();
    await field.fill(digits);
    await bank.press('approval.code.payment');
    await bank.page.getByText(bank.say('outcome.proof')).waitFor();
    await bank.see('method.soft-offline');
    await Promise.all([phone.context.close(), bank.context.close()]);
  });
}
