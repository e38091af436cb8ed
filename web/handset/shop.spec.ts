// Paying at a shop's terminal from the handset: messages through the card network's port, seen in the web bank as they happen.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { digitsIn, follow } from '../../src/journeys/page-acts.ts';
import { bothLanguages, eventually, keepsToItsForm, openStage, type Language, type Stage, type Visit } from '../../src/journeys/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

/** Where screens are kept to be looked at; nowhere without the setting. */
const shots = process.env['RAMZ_SHOTS'];
const look = async ({ page }: Visit, name: string): Promise<void> =>
  void (shots !== undefined && (await page.screenshot({ path: join(shots, `${name}.png`) })));

const holders: Readonly<Record<Language, string>> = { en: 'emma', ar: 'salim' };

/** The shop part of somebody's phone. */
async function shopOf(slug: string, language: Language): Promise<Visit> {
  const handset = await stage.visit('handset', language, 'desktop');
  await handset.page.goto(stage.server.origins.handset.replace('localhost', `${slug}.localhost`));
  await handset.page.getByRole('tab', { name: handset.say('part.shop') }).click();
  await handset.see('terminal.title');
  return handset;
}

async function chooseShop({ page, say }: Visit, id: string): Promise<void> {
  await page.locator('.terminal .select-button').first().click();
  await page
    .getByRole('option')
    .filter({ hasText: say(`shop.${id}`) })
    .click();
}

const pressPay = async ({ page }: Visit): Promise<void> => await page.locator('.terminal .button-primary').click();

/** Amounts among the card account's transactions, as the open page of the web bank shows them. */
const shown = async ({ page }: Visit): Promise<readonly string[]> =>
  (await page.locator('.list-end .money').allInnerTexts()).map((text) => digitsIn(text));

for (const language of bothLanguages) {
  test(`PC-09 PC-10 PC-22 PC-26 a purchase at a terminal is held after the PIN, posted when the shop settles, and seen in the web bank as it happens, in ${language}`, async () => {
    const person = stage.person(holders[language]);
    const [card] = await stage.prepaid(person);
    assert.ok(card?.pin !== undefined);
    const [handset, bank] = await Promise.all([shopOf(holders[language], language), stage.bank(person, language)]);
    await follow(bank, 'nav.cards');
    await bank.at('cards.title');
    await bank.page.locator('.card-choice').first().click();
    await bank.page.locator('.list-end .money').first().waitFor();
    assert.equal((await shown(bank)).includes('3175'), false);
    await keepsToItsForm(handset.page, language, 'shop');
    await look(handset, `handset-shop-${language}`);

    // A wrong PIN is refused with its reason and nothing is held.
    await handset.type('terminal.amount', '3.175');
    await handset.type('terminal.pin', card.pin === '1357' ? '1358' : '1357');
    await pressPay(handset);
    await handset.see('terminal.declined');
    await handset.see('code.55');
    await look(handset, `handset-shop-declined-${language}`);
    assert.equal((await shown(bank)).includes('3175'), false);
    await handset.press('terminal.next');

    // The right one is approved: held first, posted after the settlement.
    await handset.type('terminal.amount', '3.175');
    await handset.type('terminal.pin', card.pin);
    await pressPay(handset);
    await handset.see('code.00');
    await keepsToItsForm(handset.page, language, 'answer of the terminal');
    await look(handset, `handset-shop-approved-${language}`);
    await eventually('the hold in the web bank', async () => ((await shown(bank)).includes('3175') ? true : undefined));
    const held = bank.page.getByText(bank.say('tx.held'), { exact: true });
    await held.first().waitFor();
    const holds = await held.count();
    await look(bank, `bank-held-${language}`);
    await handset.press('terminal.settle');
    await handset.see('terminal.settled.text');
    await eventually('the posting in the web bank', async () => ((await held.count()) < holds ? true : undefined));
    assert.equal((await shown(bank)).includes('3175'), true);
    await look(handset, `handset-shop-settled-${language}`);
    await look(bank, `bank-settled-${language}`);

    // More than there is; then the web shop abroad, without a PIN.
    await handset.press('terminal.next');
    await handset.type('terminal.amount', '999');
    await handset.type('terminal.pin', card.pin);
    await pressPay(handset);
    await handset.see('code.51');
    await handset.press('terminal.next');
    await chooseShop(handset, 'webshop');
    await handset.see('terminal.noPin');
    await pressPay(handset);
    await handset.see('code.00');
    await handset.press('terminal.settle');
    await handset.see('terminal.settled.text');
    await bank.page.getByText('NORTHWIND BOOKS ONLINE').first().waitFor();
    await Promise.all([handset.context.close(), bank.context.close()]);
  });
}

test('PC-41 what the hands of the handset put into the demo’s kiosk is read there: a card, its PIN, and then the balance is shown', async () => {
  const language = 'ar';
  const [handset, kiosk] = await Promise.all([shopOf(holders[language], language), stage.visit('kiosk', language, 'kiosk')]);
  await kiosk.page.locator(`.language[lang=${language}]`).click();
  await kiosk.page
    .getByRole('button')
    .filter({ hasText: kiosk.say('act.balance') })
    .first()
    .click();
  await kiosk.at('card.title');
  await look(kiosk, `kiosk-card-${language}`);
  await handset.see('kiosk.waits', { what: handset.say('kiosk.waits.card') });
  await handset.page.locator('.hands').first().scrollIntoViewIfNeeded();
  await look(handset, `handset-hands-${language}`);
  await handset.press('kiosk.card');
  await kiosk.at('pin.title');
  await handset.press('kiosk.pin');
  await kiosk.at('balance.title');
  await look(kiosk, `kiosk-balance-${language}`);
  await Promise.all([handset.context.close(), kiosk.context.close()]);
});
