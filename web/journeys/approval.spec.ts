// A transfer and a request of the web bank, approved, rejected and completed by a code on the phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activated, digitsIn, enterApp, follow, transfer } from '../../src/journeys/page-acts.ts';
import { bothLanguages, eventually, openStage, readsLeftToRight, type Language, type Stage, type Visit } from '../../src/journeys/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const payers: Readonly<Record<Language, string>> = { en: 'emma', ar: 'salim' };
const askers: Readonly<Record<Language, string>> = { en: 'aigerim', ar: 'aisha' };
const payee = () => stage.person('reza');

/** The amount is in the largest letters of the page. */
async function amountIsBiggest({ page }: Visit): Promise<void> {
  const sizes = await page.evaluate(() => {
    const sizeOf = (element: Element | null): number => (element === null ? 0 : Number.parseFloat(getComputedStyle(element).fontSize));
    const others = [...document.querySelectorAll('main *')].filter(
      (element) => element.closest('.operation-amount') === null && element.textContent?.trim() !== '',
    );
    return { amount: sizeOf(document.querySelector('.operation-amount .money')), others: Math.max(...others.map(sizeOf)) };
  });
  assert.ok(sizes.amount > sizes.others, JSON.stringify(sizes));
}

for (const language of bothLanguages) {
  test(`TK-16 TK-17 TK-21 TK-37 the phone shows a transfer as the bank will execute it; the page moves on by itself once it is approved or rejected, in ${language}`, async () => {
    const person = stage.person(payers[language]);
    const { phone, bank } = await activated(stage, person, language);
    const { account } = await transfer(stage, bank, payee());
    await bank.at('approval.title.soft');
    const timer = bank.page.getByRole('timer').first();
    const first = await timer.getAttribute('aria-label');
    await bank.page.locator('summary').click();
    await bank.see('approval.why.permission');
    await bank.see('approval.why.coverage');
    assert.ok(await bank.page.getByText(stage.server.deps.programme.contact.centre).isVisible());
    await eventually('a later figure', async () => ((await timer.getAttribute('aria-label')) === first ? undefined : true));

    // Dismissed, or never arrived: sign in anew, and it is there.
    await phone.page.reload();
    await enterApp(phone);
    await phone.page.getByRole('link', { name: phone.say('home.scan') }).waitFor();
    await follow(phone, 'home.approve');
    await phone.at('approve.title');
    const shown = phone.page.locator('.operation');
    const text = await shown.innerText();
    assert.ok(digitsIn(await shown.locator('.operation-amount').innerText()) === '12500', text);
    assert.match(text, language === 'en' ? /OMR/ : /ر\.ع|OMR/);
    for (const detail of [payee().nameLatin, account, phone.say('kind.transfer-customer')])
      assert.ok(text.includes(detail), `${detail} in ${text}`);
    await readsLeftToRight(shown.getByText(account));
    await amountIsBiggest(phone);
    await phone.page.locator('.button-primary').click();
    await phone.at('result.approved');
    await bank.page.getByText(bank.say('outcome.proof')).waitFor();
    await bank.see('method.soft-push');
    await phone.press('result.home');

    await transfer(stage, bank, payee(), '7.250');
    await follow(phone, 'home.approve');
    await phone.page.getByRole('heading', { name: phone.say('approve.title') }).waitFor();
    await phone.press('approve.reject');
    await phone.press('reject.changed');
    await phone.at('result.rejected');
    await bank.at('outcome.rejected.payment.title');
    await bank.press('notMine.go');
    await bank.press('notMine.ask.go');
    await bank.see('notMine.done.title');
    await Promise.all([phone.context.close(), bank.context.close()]);
  });

  test(`TK-20 the page of an address change says that it takes Generate OTP, whose code pays nothing, in ${language}`, async () => {
    const person = stage.person(askers[language]);
    const { phone, bank } = await activated(stage, person, language);
    const makeOtp = async (): Promise<string> => {
      await follow(phone, 'home.otp');
      const code = phone.page.locator('output.code');
      await code.waitFor();
      await phone.at('otp.title');
      await readsLeftToRight(code);
      const digits = digitsIn(await code.innerText());
      assert.equal(digits.length, 8);
      return digits;
    };
    await transfer(stage, bank, payee(), '3');
    assert.equal(await bank.page.getByText(bank.say('approval.otp.text')).count(), 0);

    await follow(bank, 'nav.service');
    await follow(bank, 'service.address.title');
    await bank.see('service.takesOtp');
    await bank.at('service.address.title');
    await bank.type('service.address.line', 'Way 2418, house 12');
    await bank.type('service.address.city', 'Muscat');
    await bank.press('service.goOn');
    await bank.see('approval.otp.title');
    await bank.see('approval.otp.text');
    await phone.context.setOffline(true);
    const field = bank.page.getByLabel(bank.say('approval.code.label', { digits: 8 }));
    await field.fill(await makeOtp());
    await readsLeftToRight(field);
    await bank.press('approval.code.request');
    await bank.at('outcome.executed.request.title');
    await bank.see('method.soft-otp');
    await phone.context.setOffline(false);
    await Promise.all([phone.context.close(), bank.context.close()]);
  });
}
