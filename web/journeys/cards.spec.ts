// A prepaid card in the web bank from the application to the closing, approved on the phone, its purchases seen as they happen.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { activated, digitsIn, follow } from '../../src/journeys/page-acts.ts';
import { eventually, openStage, readsLeftToRight, type Language, type Someone, type Stage, type Visit } from '../../src/journeys/stage.ts';

let stage: Stage;
let apiKey = '';
before(async () => {
  stage = await openStage();
  apiKey = await stage.apiKey('shop of the journey');
});
after(() => stage.close());

/** What a shop's terminal or page asks for; the issuer's simulator stands for the network. */
async function simulate(path: string, body: object): Promise<Record<string, never>> {
  const answer = await fetch(`${stage.server.origins.bank}/v1/simulator/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  assert.equal(answer.status, 201, text);
  return JSON.parse(text) as Record<string, never>;
}

/** Approves on the phone what the web bank waits for. */
async function approve(phone: Visit): Promise<void> {
  await follow(phone, 'home.approve');
  await phone.page.locator('.button-primary').click();
  await phone.at('result.approved');
  await phone.press('result.home');
  await phone.page.getByRole('link', { name: phone.say('home.scan') }).waitFor();
}

async function row({ page, say }: Visit, key: string): Promise<void> {
  await page
    .getByRole('link')
    .filter({ hasText: say(key) })
    .first()
    .click();
}

const seen = async (visit: Visit, minor: string): Promise<void> =>
  void (await eventually(`${minor} among the transactions`, async () =>
    (await visit.page.locator('.list-end .money').allInnerTexts()).some((text) => digitsIn(text) === minor) ? true : undefined,
  ));

/** The wallet's first figure. */
const available = async ({ page }: Visit): Promise<string> => digitsIn(await page.locator('.hero .money').first().innerText());

async function toHome(bank: Visit): Promise<void> {
  await follow(bank, 'nav.cards');
  await bank.at('cards.title');
}

async function cardOf(person: Someone): Promise<string> {
  const card = (await stage.prepaid(person)).at(-1);
  return card?.cardId ?? assert.fail('there is no card');
}

async function walk(language: Language, slug: string, small: boolean): Promise<void> {
  const person = stage.person(slug);
  const { phone, bank } = await activated(stage, person, language);
  const { page } = bank;
  if (small) await page.setViewportSize({ width: 360, height: 780 });

  // Apply: the document is checked on line, and seen at the kiosk.
  await toHome(bank);
  await bank.press('cards.apply');
  await bank.at('apply.title');
  const number = (person.document[0] ?? '').slice(5, 14).replaceAll('<', '');
  await bank.type('apply.number', number);
  await page.locator('input[type=date]').fill('2035-06-30');
  await page.getByText(bank.say('apply.terms', { version: '2026-01' })).click();
  await bank.press('apply.go');
  await bank.at('apply.done.title');
  await bank.see('cards.waiting.in-person');
  const kiosk = await stage.visit('kiosk', language, 'kiosk');
  await kiosk.page.locator(`.language[lang=${language}]`).click();
  await kiosk.page
    .getByRole('button')
    .filter({ hasText: kiosk.say('act.apply') })
    .first()
    .click();
  await kiosk.at('document.title');
  await stage.hands({ act: 'place-document', slug });
  await kiosk.press('apply.yes');
  await kiosk.page.locator('.choice').first().click();
  const [terms, account] = await kiosk.page.getByRole('checkbox').all();
  await terms?.click();
  await account?.click();
  await kiosk.press('apply.go');
  await kiosk.press('continue');
  await kiosk.context.close();

  // Activate, with the approval on the phone.
  await bank.press('cards.title');
  await page.locator('.card-choice').click();
  await page
    .locator('.list-item')
    .filter({ hasText: bank.say('status.inactive') })
    .click();
  await bank.press('card.activate');
  await page.getByRole('timer').first().waitFor();
  await approve(phone);
  await bank.at('card.activated.title');

  // The PIN once, the number after an approval and hidden again.
  await bank.press('toAccount');
  await page
    .locator('.list-item')
    .filter({ hasText: bank.say('status.active') })
    .click();
  await bank.press('card.pin.show');
  await page.getByRole('timer').first().waitFor();
  await approve(phone);
  const pin = page.locator('.secret-pin');
  await pin.waitFor();
  assert.match(digitsIn(await pin.innerText()), /^\d{4}$/);
  const secret = digitsIn(await pin.innerText());
  await bank.press('card.hide');
  assert.equal(await page.getByRole('button', { name: bank.say('card.pin.show') }).count(), 0, 'it is delivered once');
  await bank.press('card.show');
  await page.getByRole('timer').first().waitFor();
  await approve(phone);
  const shown = page.locator('.secret').first();
  await shown.waitFor();
  assert.equal(digitsIn(await shown.innerText()).length, 16);
  await readsLeftToRight(shown.locator('bdi'));
  await page.getByRole('timer').waitFor();
  await bank.press('card.hide');
  assert.equal(await page.locator('.secret').count(), 0);

  // Load, and the money is there at once.
  await bank.press('toAccount');
  await row(bank, 'account.load');
  await bank.at('load.title');
  await bank.type('load.amount', '60');
  await page.locator('.button-primary').last().click();
  await page.getByRole('timer').first().waitFor();
  await approve(phone);
  await page.locator('.outcome-mark').waitFor();
  await bank.press('toAccount');
  await seen(bank, '60000');

  // A purchase shows as a hold while the page is open, then as a transaction; a foreign one with both amounts, and a marked conversion.
  const cardId = await cardOf(person);
  const bought = await simulate('authorizations', {
    cardId,
    amount: { currency: 'OMR', minor: '7250' },
    channel: 'pos',
    pin: secret,
    merchantName: 'Muscat Books',
    city: 'Muscat',
    country: 'OM',
    mcc: '5942',
    merchantId: 'M00000000000001',
    terminalId: 'T0000001',
  });
  assert.equal(bought['outcome'], 'approved', JSON.stringify(bought));
  await seen(bank, '7250');
  await page.getByText(bank.say('tx.held'), { exact: true }).first().waitFor();
  await simulate(`authorizations/${String(bought['authorizationId'])}/capture`, { accountId: bought['accountId'] });
  await eventually('the posting', async () =>
    (await page.getByText(bank.say('tx.held'), { exact: true }).count()) === 0 ? true : undefined,
  );
  const abroad = { merchantName: 'Kew Garden Books', city: 'London', country: 'GB', mcc: '5942', merchantId: 'M2', terminalId: 'T2' };
  await simulate('force-captures', { cardId, amount: { currency: 'GBP', minor: '1200' }, ...abroad });
  await eventually('both amounts', async () => ((await page.locator('.list-note .money').count()) > 0 ? true : undefined));
  await page.getByRole('link').filter({ hasText: 'Kew Garden Books' }).first().click();
  await bank.see('tx.rate');
  await readsLeftToRight(page.locator('.details .ltr').first());
  await page.goBack();

  // Frozen, nothing is paid; free again, it is.
  const before_ = await available(bank);
  assert.notEqual(before_, '');
  await page
    .locator('.list-item')
    .filter({ hasText: bank.say('status.active') })
    .click();
  await page.getByText(bank.say('card.freeze'), { exact: true }).click();
  await bank.see('status.frozen');
  const refused = await simulate('authorizations', {
    cardId,
    amount: { currency: 'OMR', minor: '1000' },
    channel: 'ecommerce',
    mcc: '5942',
  });
  assert.equal(refused['outcome'], 'card-frozen');
  await page.getByText(bank.say('card.freeze'), { exact: true }).click();
  await bank.see('status.active');

  // The countries where it does not work.
  await page.goto(`${stage.server.origins.bank}/cards/accounts/${String(bought['accountId'])}/travel`);
  await bank.at('travel.title');
  assert.equal(await page.locator('.bullets li').count(), 4);

  // Lost: blocked at once; a virtual card takes its place.
  await page.goto(`${stage.server.origins.bank}/cards/card/${cardId}/lost`);
  await bank.at('lost.title');
  await bank.press('lost.go');
  await bank.at('lost.done.title');
  const late = await simulate('authorizations', { cardId, amount: { currency: 'OMR', minor: '1000' }, channel: 'ecommerce', mcc: '5942' });
  assert.notEqual(late['outcome'], 'approved');
  await bank.press('replace.title');
  await bank.at('replace.title');
  await bank.press('replace.go');
  await page.getByRole('timer').first().waitFor();
  await approve(phone);
  await bank.at('replace.done.title');
  await bank.press('toAccount');
  await page
    .locator('.list-item')
    .filter({ hasText: bank.say('status.inactive') })
    .waitFor();

  // Statements have their page; then the account is closed and pays out.
  await row(bank, 'account.statements');
  await bank.at('statements.title');
  await bank.press('toAccount');
  await row(bank, 'account.close');
  await bank.at('close.title');
  await bank.press('close.go');
  await page.getByRole('timer').first().waitFor();
  await approve(phone);
  await bank.at('close.done.title');
  await Promise.all([phone.context.close(), bank.context.close()]);
}

test('PC-01 PC-03 PC-04 PC-06 PC-07 PC-22 PC-26 PC-34 PC-37 PC-42 a card is applied for, activated, loaded, used, frozen, lost, replaced and closed in the web bank, in English at a desk', async () => {
  await walk('en', 'maryam', false);
});

test('PC-01 PC-03 PC-04 PC-06 PC-07 PC-22 PC-26 PC-34 PC-37 PC-42 a card is applied for, activated, loaded, used, frozen, lost, replaced and closed in the web bank, in Arabic on a phone', async () => {
  await walk('ar', 'aisha', true);
});
