// What goes wrong: forgotten and wrong passwords, wrong codes, a lost phone; and touch or face, in the pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  activated,
  appPassword,
  choosePassword,
  digitsIn,
  enterApp,
  enterSmsCode,
  follow,
  identify,
  openTokenService,
  transfer,
} from '../../src/journeys/page-acts.ts';
import { bothLanguages, openStage, type Language, type Stage, type Visit } from '../../src/journeys/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const forgetful: Readonly<Record<Language, string>> = { en: 'emma', ar: 'salim' };
const touching: Readonly<Record<Language, string>> = { en: 'reza', ar: 'aisha' };
const unlucky: Readonly<Record<Language, string>> = { en: 'aigerim', ar: 'daniyar' };

async function isInside({ page, say }: Visit): Promise<void> {
  await page.getByRole('link', { name: say('home.scan') }).waitFor();
}

async function openSetting(phone: Visit, key: string): Promise<void> {
  await follow(phone, 'settings.title');
  await phone.page.getByRole('heading', { level: 1, name: phone.say('settings.title') }).waitFor();
  await follow(phone, key);
  await phone.at(key);
}

async function askForAddress(bank: Visit): Promise<void> {
  await follow(bank, 'nav.service');
  await follow(bank, 'service.address.title');
  await bank.type('service.address.line', 'Way 2418, house 12');
  await bank.type('service.address.city', 'Muscat');
  await bank.press('service.goOn');
  await bank.page.waitForURL(/\/approvals\//);
}

for (const language of bothLanguages) {
  test(`TK-22 TK-23 TK-24 the password is changed in Settings; five wrong ones lock the app; card and SMS unlock it with a new one, in ${language}`, async () => {
    const person = stage.person(forgetful[language]);
    const { phone, bank } = await activated(stage, person, language);
    await openSetting(phone, 'change.title');
    await phone.type('password.current', appPassword);
    await phone.type('password.new', 'Salalah-48');
    await phone.type('password.repeat', 'Salalah-48');
    await phone.press('change.act');
    await phone.at('settings.title');
    await phone.press('signOut');
    await phone.at('signIn.title');
    const lastLock = stage.server.deps.programme.softToken.passwordLockAfter;
    for (let wrong = 1; wrong <= lastLock; wrong += 1) {
      const answered = phone.page.waitForResponse((response) => response.request().method() === 'POST' && !response.ok());
      // The first wrong one is the password from before the change.
      await enterApp(phone, wrong === 1 ? appPassword : 'Wrong-1234');
      await answered;
      if (wrong < lastLock) await phone.page.getByRole('alert').first().waitFor();
    }
    await phone.see('locked.password');
    await phone.at('signIn.title');
    await phone.press('signIn.forgot');
    await phone.at('reset-password.title');
    await identify(phone, person);
    await phone.page.getByLabel(phone.say('code.label')).waitFor();
    await enterSmsCode(phone, await stage.codeOf(person));
    await phone.at('password.title');
    await choosePassword(phone, 'Sohar-5582');
    await phone.at('reset.done');
    await phone.press('signIn.act');
    await enterApp(phone, 'Sohar-5582');
    await isInside(phone);
    await Promise.all([phone.context.close(), bank.context.close()]);
  });

  test(`TK-25 touch or face is switched on with the password, signs in, and is switched off, in ${language}`, async () => {
    const person = stage.person(touching[language]);
    const { phone, bank } = await activated(stage, person, language);
    const { page } = phone;
    const debug = await phone.context.newCDPSession(page);
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
    await openSetting(phone, 'biometry.title');
    await phone.type('signIn.password', appPassword);
    await page.getByText(phone.say('biometry.own'), { exact: true }).click();
    await phone.press('biometry.switchOn');
    await phone.at('settings.title');
    await phone.press('signOut');
    await phone.press('signIn.biometry');
    await isInside(phone);
    await openSetting(phone, 'biometry.title');
    await phone.type('signIn.password', appPassword);
    await phone.press('biometry.switchOff');
    await phone.at('settings.title');
    await phone.press('signOut');
    await phone.at('signIn.title');
    assert.equal(await page.getByRole('button', { name: phone.say('signIn.biometry') }).count(), 0);
    await Promise.all([phone.context.close(), bank.context.close()]);
  });

  test(`TK-26 TK-27 five wrong codes lock the token and the web bank enables it; a lost phone's token is deregistered there and the old app says so, in ${language}`, async () => {
    const person = stage.person(unlucky[language]);
    const { phone, bank } = await activated(stage, person, language);
    await askForAddress(bank);
    const field = bank.page.getByLabel(bank.say('approval.code.label', { digits: 8 }));
    for (let wrong = 1; wrong <= stage.server.deps.programme.softToken.codeLockAfter; wrong += 1) {
      const answered = bank.page.waitForResponse((response) => response.url().endsWith('/code'));
      await field.fill(`1234567${wrong}`);
      await bank.press('approval.code.request');
      await answered;
      await bank.page.getByRole('alert').first().waitFor();
    }
    await phone.page.reload();
    await enterApp(phone);
    await phone.see('locked.codes');
    await follow(phone, 'settings.title');
    await phone.see('locked.codesLead');
    await phone.page.goBack();
    await openTokenService(bank, 'token.enable.title');
    await bank.press('go');
    await bank.see('token.enable.what');
    await bank.press('submit');
    await bank.at('token.enable.done');

    await askForAddress(bank);
    await phone.page.reload();
    await enterApp(phone);
    await isInside(phone);
    await follow(phone, 'home.otp');
    await field.fill(digitsIn(await phone.page.locator('output.code').innerText()));
    await bank.press('approval.code.request');
    await bank.at('outcome.executed.request.title');

    const { operationId } = await transfer(stage, bank, stage.person('salim'), '2');
    await openTokenService(bank, 'token.deregister.title');
    assert.ok(await bank.page.getByText(stage.server.deps.programme.contact.centre).isVisible());
    await bank.at('token.deregister.title');
    await bank.press('go');
    await bank.press('submit');
    await bank.at('token.deregister.done');
    await bank.page.goto(`${stage.server.origins.bank}/approvals/${operationId}`);
    await bank.at('outcome.cancelled.payment.title');
    await phone.page.reload();
    await phone.at('ended.title');
    await phone.press('ended.again');
    await phone.at('register.title');
    await Promise.all([phone.context.close(), bank.context.close()]);
  });
}
