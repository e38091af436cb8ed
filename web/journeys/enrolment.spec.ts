// Enrolling through the pages: the app sends who has no web bank there, its page enrols them, and the app then goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identify } from '../../src/journeys/page-acts.ts';
import { bothLanguages, eventually, openStage } from '../../src/journeys/stage.ts';

const password = 'tiled-harbour-lantern';

for (const language of bothLanguages) {
  test(`TK-06 the app sends who is not enrolled to the web bank, which enrols them page by page, in ${language}`, async (t) => {
    const stage = await openStage();
    t.after(() => stage.close());
    const person = stage.person('thomas');
    const phone = await stage.phone(language);
    // As the handset opens it: each phone of a demo has a host of its own.
    await phone.page.goto(stage.server.origins.token.replace('//localhost', '//thomas.localhost'));
    await phone.at('start.title');
    await phone.press('start.register');
    await identify(phone, person);
    const link = phone.page.getByRole('link', { name: phone.say('identity.enrol'), exact: true });
    assert.equal(await link.getAttribute('href'), `${stage.server.origins.bank}/enrol`);
    await phone.at('register.title');

    const bank = await stage.visit('bank', language, language === 'ar' ? 'phone' : 'desktop');
    await bank.at('signIn.title');
    await bank.press('signIn.enrol');
    await bank.at('enrol.title');
    await bank.press('continue');
    await bank.see('enrol.mobileWrong');
    await bank.type('detail.mobile', person.mobile);
    await bank.type('enrol.card', person.card.cardNumber);
    await bank.type('enrol.pin', person.card.cardPin === '0000' ? '0001' : '0000');
    await bank.press('continue');
    await bank.page.getByRole('alert').waitFor();
    await bank.at('enrol.title');
    await bank.type('enrol.pin', person.card.cardPin);
    await bank.press('continue');
    await bank.at('enrol.code.title');
    const code = await stage.codeOf(person);
    await bank.type('smsCode.label', code === '000000' ? '111111' : '000000');
    await bank.press('continue');
    await bank.page.getByRole('alert').waitFor();
    await bank.at('enrol.code.title');
    // Digits as an Arabic keyboard writes them.
    await bank.type(
      'smsCode.label',
      code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
    );
    await bank.press('continue');
    await bank.at('enrol.choose.title');
    await bank.type('signIn.userName', 'Thomas.R');
    await bank.type('signIn.password', password);
    await bank.type('enrol.repeat', `${password}x`);
    await bank.press('enrol.finish');
    await bank.see('enrol.repeatWrong');
    await bank.at('enrol.choose.title');
    await bank.type('enrol.repeat', password);
    // The answer is lost on its way: the page asks, and sees that the enrolment was completed.
    let isLost = false;
    await bank.page.route('**/completion', async (route) => {
      if (isLost) return await route.continue();
      isLost = true;
      await route.fetch();
      return await route.abort();
    });
    await bank.press('enrol.finish');
    await bank.at('enrol.done.title');
    assert.ok(isLost);
    await bank.press('signIn.go');
    await bank.at('signIn.title');
    assert.equal(await bank.page.getByLabel(bank.say('signIn.userName')).inputValue(), 'thomas.r');
    await bank.type('signIn.password', password);
    await bank.press('signIn.go');
    await bank.page
      .getByRole('link', { name: bank.say('nav.service') })
      .first()
      .waitFor();
    await eventually('the notice by mail', async () => ((await stage.inbox(person)).mail.length > 0 ? true : undefined));

    await identify(phone, person);
    await phone.at('code.title');
  });
}
