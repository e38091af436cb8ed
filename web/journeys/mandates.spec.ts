// A mandate for an account at another bank, in the web bank: given with an approval on the phone, loaded under, and ended.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { activated, digitsIn, follow } from '../../src/journeys/page-acts.ts';
import { openStage, readsLeftToRight, type Language, type Stage, type Visit } from '../../src/journeys/stage.ts';

/** Where pages are kept to be looked at; nowhere without the setting. */
const shots = process.env['RAMZ_SHOTS'];

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const otherBank = { en: 'Bank of Nizwa', ar: 'بنك نزوى' } as const;
const iban = { en: 'om81 0180 0000 0129 9123 456', ar: 'OM٨١ ٠١٨٠ ٠٠٠٠ ٠١٢٩ ٩١٢٣ ٤٥٦' } as const;

async function approve(phone: Visit): Promise<void> {
  await follow(phone, 'home.approve');
  await phone.page.locator('.button-primary').click();
  await phone.at('result.approved');
  await phone.press('result.home');
  await phone.page.getByRole('link', { name: phone.say('home.scan') }).waitFor();
}

async function walk(language: Language, slug: string, small: boolean): Promise<void> {
  const person = stage.person(slug);
  const { phone, bank } = await activated(stage, person, language);
  const { page } = bank;
  if (small) await page.setViewportSize({ width: 360, height: 780 });
  const shoot = async (what: string): Promise<void> => {
    if (shots !== undefined) await page.screenshot({ path: join(shots, `bank-mandate-${what}-${language}.png`), fullPage: true });
  };
  const waits = async (): Promise<void> => await page.getByRole('timer').first().waitFor();

  await follow(bank, 'nav.cards');
  await bank.at('cards.title');
  await page.locator('.card-choice').first().click();
  await follow(bank, 'account.mandates');
  await bank.at('mandate.title');
  await bank.see('mandate.none.title');
  await shoot('none');

  // What is missing is said before anything is asked for.
  await bank.press('mandate.give');
  await bank.at('mandate.new.title');
  await bank.press('continue');
  await bank.see('mandate.iban.missing');
  await bank.see('mandate.bank.missing');
  await bank.type('mandate.iban', iban[language]);
  await bank.type('mandate.bank', otherBank[language]);
  await bank.type('mandate.max', '100');
  await shoot('form');
  await page.locator('.button-primary').last().click();
  await waits();
  // The limit is shown as money, the IBAN left to right.
  const details = page.locator('.details').first();
  assert.ok(digitsIn(await details.innerText()).includes('100000'), await details.innerText());
  await readsLeftToRight(details.locator('.ltr').first());
  await shoot('approval');
  await approve(phone);
  await bank.at('mandate.done.title');
  await shoot('done');

  // Loaded under it: no more than it allows, and said to be on its way rather than there.
  await bank.press('mandate.done.load');
  await bank.at('load.title');
  await page.locator('.radio-card').filter({ hasText: otherBank[language] }).click();
  await bank.type('load.amount', '150');
  await page.locator('.button-primary').last().click();
  await page.locator('.field-error').first().waitFor();
  assert.ok(digitsIn(await page.locator('.field-error').first().innerText()).includes('100000'));
  await bank.type('load.amount', '40');
  await shoot('load');
  await page.locator('.button-primary').last().click();
  await waits();
  await approve(phone);
  await page.locator('.outcome-mark').waitFor();
  assert.ok((await page.locator('.outcome').innerText()).includes(otherBank[language]));
  await shoot('asked');

  // Ended: it stands among the former ones, and is offered no more.
  await bank.press('toAccount');
  await follow(bank, 'account.mandates');
  await bank.see('mandate.inForce');
  await shoot('list');
  await bank.press('mandate.end');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText(bank.say('mandate.end.text')).waitFor();
  await shoot('end');
  await dialog.getByRole('button', { name: bank.say('mandate.end'), exact: true }).click();
  await bank.see('mandate.former');
  await bank.see('mandate.none.title');
  await shoot('ended');
  await bank.press('toAccount');
  await follow(bank, 'account.load');
  await bank.at('load.title');
  assert.equal(await page.locator('.radio-card').filter({ hasText: otherBank[language] }).count(), 0);
  await Promise.all([phone.context.close(), bank.context.close()]);
}

test('PC-07 PC-45 a mandate for an account at another bank is given, loaded under and ended in the web bank, in English at a desk', async () => {
  await walk('en', 'emma', false);
});

test('PC-07 PC-45 a mandate for an account at another bank is given, loaded under and ended in the web bank, in Arabic on a phone', async () => {
  await walk('ar', 'salim', true);
});
