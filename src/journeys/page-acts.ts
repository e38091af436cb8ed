// What customers do over and over in the pages of the web bank and of the app.

import assert from 'node:assert/strict';

import type { Language, Someone, Stage, Visit } from './stage.ts';

export const appPassword = 'Nizwa-739';

/** Mobile number, card, card PIN and the answer about the screen lock. */
export async function identify(phone: Visit, person: Someone): Promise<void> {
  await phone.type('identity.mobile', person.mobile);
  await phone.type('identity.card', person.card.cardNumber);
  await phone.type('identity.pin', person.card.cardPin);
  const lock = phone.page.getByText(phone.say('lock.yes'));
  if (await lock.isVisible()) await lock.click();
  await phone.press('identity.act');
}

export async function enterSmsCode(phone: Visit, code: string): Promise<void> {
  await phone.type('code.label', code);
  await phone.press('code.act');
}

export async function choosePassword(phone: Visit, password: string): Promise<void> {
  await phone.type('password.new', password);
  await phone.type('password.repeat', password);
  await phone.press('password.act');
}

export async function enterApp(phone: Visit, password = appPassword): Promise<void> {
  await phone.type('signIn.password', password);
  await phone.press('signIn.act');
}

/** The app's registration with a one-time code, up to 'registered, not yet active'. */
export async function register(stage: Stage, phone: Visit, person: Someone): Promise<void> {
  await phone.press('start.register');
  await identify(phone, person);
  await phone.page.getByLabel(phone.say('code.label')).waitFor();
  await enterSmsCode(phone, await stage.codeOf(person));
  await phone.page.getByLabel(phone.say('password.new')).waitFor();
  await choosePassword(phone, appPassword);
  await phone.page.getByRole('heading', { level: 1, name: phone.say('registered.title') }).waitFor();
}

/** Follows the link with that title; links may say more beside it. */
export async function follow({ page, say }: Visit, key: string): Promise<void> {
  await page
    .getByRole('link')
    .filter({ hasText: say(key) })
    .first()
    .click();
}

/** Customer service → Token services → the service of that title. */
export async function openTokenService(bank: Visit, key: string): Promise<void> {
  await follow(bank, 'nav.service');
  await follow(bank, 'token.title');
  await bank.page.getByRole('heading', { level: 1, name: bank.say('token.title') }).waitFor();
  await follow(bank, key);
  await bank.page.getByRole('heading', { level: 1, name: bank.say(key) }).waitFor();
}

/** Go → Generate coloured QR code. */
export async function generateActivation(bank: Visit): Promise<void> {
  await openTokenService(bank, 'token.activate.title');
  await bank.press('go');
  await bank.press('token.activate.generate');
  await bank.page.locator('svg[data-coloured-qr]').waitFor();
}

/** A phone that is registered and activated, signed in at its first page, and its customer's web bank. */
export async function activated(stage: Stage, person: Someone, language: Language): Promise<{ phone: Visit; bank: Visit }> {
  const [phone, bank] = await Promise.all([stage.phone(language), stage.bank(person, language)]);
  await register(stage, phone, person);
  await phone.press('signIn.act');
  await enterApp(phone);
  await phone.page.getByRole('heading', { level: 1, name: phone.say('activate.title') }).waitFor();
  await generateActivation(bank);
  await stage.filmCode(bank);
  await phone.press('activate.act');
  await phone.page.getByRole('heading', { level: 1, name: phone.say('activated.title') }).waitFor({ timeout: 30_000 });
  await phone.press('result.home');
  await phone.page.getByRole('link', { name: phone.say('home.scan') }).waitFor();
  return { phone, bank };
}

const aside = (number: string): string => number.replace(/\s/g, '');

/** Payments → to another customer, up to the page that waits for the approval. Gives the account that receives. */
export async function transfer(
  stage: Stage,
  bank: Visit,
  payee: Someone,
  amount = '12.500',
): Promise<{ readonly account: string; readonly operationId: string }> {
  const { page, say } = bank;
  const { accounts } = (await (await fetchAccounts(stage, payee)).json()) as { accounts: { number: string }[] };
  const account = accounts[0]?.number ?? assert.fail('the payee has no account');
  await follow(bank, 'nav.pay');
  await follow(bank, 'kind.transfer-customer');
  await page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: new RegExp(`${say('pay.from.title')}|${say('pay.payee.title')}`.replaceAll('?', '\\?')) })
    .waitFor();
  if (await page.getByText(say('pay.from.title')).isVisible()) {
    await page.locator('.radio-card').first().click();
    await bank.press('continue');
  }
  await bank.type('pay.payee.label', aside(account));
  await bank.press('continue');
  await bank.press('pay.check.yes');
  await bank.type('pay.amount.label', amount);
  await bank.press('continue');
  await page.getByRole('heading', { level: 1, name: say('pay.review.title') }).waitFor();
  await page.locator('.button-primary').last().click();
  await page.waitForURL(/\/approvals\//);
  return { account, operationId: new URL(page.url()).pathname.split('/').at(-1) ?? '' };
}

/** A payee reads their account number to the payer; here from a visit of their own to the web bank. */
async function fetchAccounts({ server }: Stage, payee: Someone): Promise<Response> {
  const origin = server.origins.bank;
  const entered = await fetch(`${origin}/bank/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(payee.signIn),
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return await fetch(`${origin}/bank/v1/accounts`, { headers: { cookie } });
}

/** Latin digits of what a page shows in any language, other characters left out. */
export function digitsIn(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/\D/g, '');
}
