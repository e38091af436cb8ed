// What the pages say and how they hold together: install and notification pages, the screen-lock question, costs, the contact centre.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { follow, register } from '../../src/journeys/page-acts.ts';
import { bothLanguages, openStage, readsLeftToRight, type Language, type Stage } from '../../src/journeys/stage.ts';
import type { Screen } from '../../src/testing/browser.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const people: Readonly<Record<Language, string>> = { en: 'emma', ar: 'salim' };

for (const language of bothLanguages) {
  test(`TK-02 TK-36 TK-37 TK-38 the app before it is registered: free, installed on each kind of phone, only with a screen lock, in ${language}`, async () => {
    const phone = await stage.phone(language, 'ios');
    await phone.at('start.title');
    await phone.see('start.free');
    await phone.press('start.install');
    for (const kind of ['install.iphone', 'install.android', 'install.huawei']) {
      await phone.page.getByRole('heading', { level: 2, name: phone.say(kind), exact: true }).waitFor();
    }
    await phone.see('install.huawei3');
    await phone.at('install.title');
    await phone.page.goBack();
    await phone.press('start.register');
    await phone.see('lock.question');
    await readsLeftToRight(phone.page.getByText(stage.server.deps.programme.contact.centre));
    await phone.page.getByText(phone.say('lock.notYet')).click();
    await phone.see('lock.noTitle');
    assert.ok(await phone.page.getByRole('button', { name: phone.say('identity.act') }).isDisabled());
    await phone.at('register.title');
    await phone.context.close();
  });

  test(`TK-18 the app shows how to switch notifications on for iPhone and for Android, in ${language}`, async () => {
    const phone = await stage.phone(language);
    await register(stage, phone, stage.person(people[language]));
    await phone.press('signIn.act');
    await phone.type('signIn.password', 'Nizwa-739');
    await phone.press('signIn.act');
    await follow(phone, 'settings.title');
    await follow(phone, 'notify.how');
    for (const step of ['notify.ios', 'notify.ios2', 'notify.android', 'notify.android1']) await phone.see(step);
    await phone.at('notify.title');
    await phone.context.close();
  });

  for (const screen of ['phone', 'desktop'] satisfies Screen[]) {
    test(`TK-02 TK-36 TK-37 the web bank's main pages on ${screen}: sign-in with the contact centre's number, token services that are free, the way to the app, in ${language}`, async () => {
      const outside = await stage.visit('bank', language, screen);
      await outside.at('signIn.title');
      await readsLeftToRight(outside.page.getByText(stage.server.deps.programme.contact.centre));
      await outside.context.close();

      const bank = await stage.bank(stage.person(people[language]), language, screen);
      await follow(bank, 'nav.service');
      await bank.at('nav.service');
      assert.ok(await bank.page.getByText(stage.server.deps.programme.contact.centre).isVisible(), 'a phone may be lost');
      await follow(bank, 'token.title');
      await bank.see('token.free');
      await bank.at('token.title');
      await follow(bank, 'token.install.title');
      await bank.see('token.free');
      for (const kind of ['install.iphone', 'install.android', 'install.huawei']) {
        await bank.page.getByRole('tab', { name: bank.say(kind), exact: true }).click();
        await bank.see(`${kind}.3`);
      }
      await bank.at('token.install.title');
      for (const [link, title] of [
        ['nav.accounts', 'overview.title'],
        ['nav.pay', 'pay.title'],
        ['nav.messages', 'messages.title'],
        ['nav.profile', 'profile.title'],
      ] as const) {
        await follow(bank, link);
        await bank.page.locator('.skeleton').first().waitFor({ state: 'detached' });
        await bank.at(title, { name: stage.person(people[language]).name });
      }
      const account = bank.page.locator('.ltr').first();
      await readsLeftToRight(account);
      await bank.context.close();
    });
  }
}
