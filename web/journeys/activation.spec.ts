// Registration and activation through both pages: Android with the one-time code, iPhone with the SMS from the phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { appPassword, choosePassword, enterApp, enterSmsCode, follow, generateActivation, identify } from '../../src/journeys/page-acts.ts';
import {
  bothLanguages,
  eventually,
  openStage,
  readsLeftToRight,
  type Language,
  type Someone,
  type Stage,
  type Visit,
} from '../../src/journeys/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

async function activateByCamera(phone: Visit, bank: Visit, person: Someone): Promise<void> {
  await phone.at('registered.title');
  await phone.press('signIn.act');
  await enterApp(phone);
  await phone.at('activate.title');
  await generateActivation(bank);
  await bank.at('token.activate.title');
  await bank.see('token.activate.waiting');
  assert.ok(await bank.page.getByRole('timer').isVisible(), 'the time of the code is seen passing');
  await stage.filmCode(bank);
  await phone.press('activate.act');
  await phone.at('activated.title');
  await bank.at('token.activate.done');
  const { sms, mail } = await eventually('SMS and e-mail about the activation', async () => {
    const inbox = await stage.inbox(person);
    return inbox.mail.length > 0 && inbox.sms.length > 1 ? inbox : undefined;
  });
  assert.ok(mail.length > 0 && sms.length > 1);
  await phone.press('result.home');
  await phone.page.getByRole('link', { name: phone.say('home.scan') }).waitFor();
  await follow(bank, 'token.back');
  await bank.page.getByText(bank.say('token.status.active'), { exact: true }).first().waitFor();
}

const android: Readonly<Record<Language, string>> = { en: 'emma', ar: 'salim' };
const iphone: Readonly<Record<Language, string>> = { en: 'reza', ar: 'aisha' };

for (const language of bothLanguages) {
  test(`TK-09 TK-11 TK-12 TK-13 on Android the app registers with the code of the SMS and is activated by the camera, in ${language}`, async () => {
    const person = stage.person(android[language]);
    const [phone, bank] = await Promise.all([stage.phone(language), stage.bank(person, language)]);
    await phone.at('start.title');
    await phone.press('start.register');
    await phone.at('register.title');
    await readsLeftToRight(phone.page.getByLabel(phone.say('identity.card'), { exact: true }));
    await identify(phone, person);
    await phone.at('code.title');
    const field = phone.page.getByLabel(phone.say('code.label'));
    assert.equal(await field.getAttribute('autocomplete'), 'one-time-code', 'the system fills the code in');
    await readsLeftToRight(field);
    const code = await stage.codeOf(person);
    const { sms } = await stage.inbox(person);
    assert.match(sms.at(-1) ?? '', new RegExp(`\\n@localhost #${code}$`), 'the line that WebOTP reads');
    await enterSmsCode(phone, code);
    await phone.at('password.title');
    await choosePassword(phone, '123456');
    await phone.see('refusal.password-trivial');
    await phone.type('password.new', appPassword);
    await phone.type('password.repeat', `${appPassword}x`);
    await phone.press('password.act');
    await phone.see('password.different');
    await choosePassword(phone, appPassword);
    await activateByCamera(phone, bank, person);
    await Promise.all([phone.context.close(), bank.context.close()]);
  });

  test(`TK-08 TK-12 TK-13 on iPhone the app goes on when the SMS from the phone has arrived, and is activated by the camera, in ${language}`, async () => {
    const person = stage.person(iphone[language]);
    const [phone, bank] = await Promise.all([stage.phone(language, 'ios'), stage.bank(person, language)]);
    await phone.at('start.title');
    await phone.press('start.register');
    await identify(phone, person);
    await phone.at('sms.title');
    const link = await phone.page.getByRole('link', { name: phone.say('sms.open') }).getAttribute('href');
    const [, to = '', body = ''] = /^sms:(\d+)\?&body=(.+)$/.exec(link ?? '') ?? [];
    await stage.sendSms(stage.person('aigerim'), to, decodeURIComponent(body));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(await phone.page.getByLabel(phone.say('code.label')).count(), 0, 'an SMS from another number proves nothing');
    await stage.sendSms(person, to, decodeURIComponent(body));
    await phone.at('code.title');
    await enterSmsCode(phone, await stage.codeOf(person));
    await phone.at('password.title');
    await choosePassword(phone, appPassword);
    await activateByCamera(phone, bank, person);
    await Promise.all([phone.context.close(), bank.context.close()]);
  });
}
