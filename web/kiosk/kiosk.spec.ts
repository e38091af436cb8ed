// The kiosk in front of people: cash once whatever happens, acts that the phone approves, a screen that clears itself.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { activated, digitsIn, follow } from '../../src/journeys/page-acts.ts';
import {
  bothLanguages,
  eventually,
  keepsToItsForm,
  openStage,
  type Language,
  type Someone,
  type Stage,
  type Visit,
} from '../../src/journeys/stage.ts';

/** Where screens are kept to be looked at; nowhere without the setting. */
const shots = process.env['RAMZ_SHOTS'];

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const holders: Readonly<Record<Language, string>> = { en: 'emma', ar: 'salim' };
const applicants: Readonly<Record<Language, string>> = { en: 'aigerim', ar: 'aisha' };

async function touch(language: Language): Promise<Visit> {
  const kiosk = await stage.visit('kiosk', language, 'kiosk');
  await kiosk.page.locator(`.language[lang=${language}]`).click();
  await kiosk.at('menu.title');
  return kiosk;
}

/** Presses the tile or the row that begins with that text. */
async function choose({ page, say }: Visit, key: string): Promise<void> {
  await page
    .getByRole('button')
    .filter({ hasText: say(key) })
    .first()
    .click();
}

async function signIn(kiosk: Visit, person: Someone): Promise<void> {
  const [card] = await stage.prepaid(person);
  assert.ok(card?.pin !== undefined);
  await kiosk.at('card.title');
  await stage.hands({ act: 'insert-card', cardId: card.cardId });
  await kiosk.at('pin.title');
  // The screen stands before the pad listens: what is typed into it too early is lost.
  const pin = card.pin;
  await eventually('a pad that waits', async () => ((await stage.hands({ act: 'type-pin', pin })) ? true : undefined));
}

const loadedOf = async (person: Someone): Promise<bigint> => await stage.loadedInCash(person);

/** Nothing of a screen lies outside of the machine's 1080 × 1920. */
async function fits({ page }: Visit, language: Language, what: string): Promise<void> {
  await keepsToItsForm(page, language, what);
  if (shots !== undefined) await page.screenshot({ path: join(shots, `kiosk-${what.replaceAll(' ', '-')}-${language}.png`) });
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll('.stage *')]
      .filter((element) => element.getBoundingClientRect().bottom > innerHeight + 1)
      .map((element) => element.className),
  );
  assert.deepEqual(outside, [], what);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button')]
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && Math.min(width, height) < 64)
      .map(({ width, height }) => `${width} × ${height}`),
  );
  assert.deepEqual(small, [], `targets of ${what}`);
}

for (const language of bothLanguages) {
  test(`PC-07 PC-41 notes that are put into the kiosk are loaded once, a power cut between them loses none, and a receipt is printed, in ${language}`, async () => {
    const person = stage.person(holders[language]);
    const had = await loadedOf(person);
    const kiosk = await touch(language);
    await fits(kiosk, language, 'menu');
    await choose(kiosk, 'act.load');
    await signIn(kiosk, person);
    await kiosk.at('load.title');
    await choose(kiosk, 'load.cash');
    await kiosk.at('cash.title');
    const put = async (value: number): Promise<void> =>
      void (await eventually('an open slot', async () => ((await stage.hands({ act: 'insert-note', value })) ? true : undefined)));
    const shows = async (minor: string): Promise<void> =>
      void (await eventually(`${minor} on the screen`, async () =>
        digitsIn(await kiosk.page.locator('.panel-hero .money').innerText()) === minor ? true : undefined,
      ));
    await put(20_000);
    await shows('20000');
    assert.equal(await stage.hands({ act: 'insert-note', value: 7000 }), false, 'a note that the machine does not take stays in the hand');
    await put(5000);
    await shows('25000');
    await fits(kiosk, language, 'notes');
    // The power goes: page and devices begin anew, and nobody presses 'Load'.
    await stage.hands({ act: 'power-cut' });
    await kiosk.page.reload();
    await kiosk.page.locator('.language').first().waitFor();
    stage.clock.advance(200);
    await eventually('the load of what was left', async () => ((await loadedOf(person)) === had + 25_000n ? true : undefined), 40_000);
    // Again, and this time to its end.
    await kiosk.page.locator(`.language[lang=${language}]`).click();
    await choose(kiosk, 'act.load');
    await signIn(kiosk, person);
    await choose(kiosk, 'load.cash');
    await kiosk.at('cash.title');
    await put(10_000);
    await shows('10000');
    await kiosk.page.locator('.screen-act .big-primary').click();
    await kiosk.page.locator('.mark-good').waitFor();
    assert.equal(await loadedOf(person), had + 35_000n);
    await kiosk.press('continue');
    await kiosk.at('receipt.title');
    await choose(kiosk, 'receipt.print');
    await kiosk.at('receipt.printed');
    const { printed } = (await (await fetch(`${stage.server.origins.handset}/handset/v1/kiosk`)).json()) as {
      printed: { lines: string[][] }[];
    };
    const paper = JSON.stringify(printed.at(-1));
    assert.ok(digitsIn(paper).includes('10000'), paper);
    assert.doesNotMatch(paper, /\d{12,}/, 'no card number on paper');
    await kiosk.press('finish');
    await kiosk.page.locator('.language').first().waitFor();
    await kiosk.context.close();
  });

  test(`PC-41 after the idle time the kiosk counts down, clears the screen and forgets who was there, in ${language}`, async () => {
    const person = stage.person(holders[language]);
    const kiosk = await stage.visit('kiosk', language, 'kiosk');
    await kiosk.page.clock.install();
    await kiosk.page.locator(`.language[lang=${language}]`).click();
    await choose(kiosk, 'act.balance');
    await signIn(kiosk, person);
    await kiosk.at('balance.title');
    await fits(kiosk, language, 'balance');
    await kiosk.page.clock.runFor(61_000);
    await kiosk.page.getByRole('timer').waitFor();
    await kiosk.see('idle.title');
    // The bank's answer sets the page's clock: it must be there before the page's time is moved on.
    await Promise.all([kiosk.page.waitForResponse(/\/touch$/), kiosk.press('idle.stay')]);
    assert.equal(await kiosk.page.getByRole('timer').count(), 0);
    await kiosk.page.clock.runFor(61_000);
    await kiosk.page.getByRole('timer').waitFor();
    await kiosk.page.clock.runFor(16_000);
    await kiosk.page.locator('.language').first().waitFor();
    assert.equal(await kiosk.page.locator('.money').count(), 0);
    await kiosk.page.locator(`.language[lang=${language}]`).click();
    await choose(kiosk, 'act.balance');
    await kiosk.at('card.title');
    await kiosk.context.close();
  });
}

test('PC-01 PC-02 PC-03 PC-41 a card is applied for with a document at the kiosk, comes out of it, and works after the approval on the phone', async () => {
  const language = 'ar';
  const person = stage.person(applicants[language]);
  const { phone, bank } = await activated(stage, person, language);
  const kiosk = await touch(language);
  await choose(kiosk, 'act.apply');
  await kiosk.at('document.title');
  const read = async (): Promise<void> => void (await stage.hands({ act: 'place-document', slug: applicants[language] }));
  await read();
  await kiosk.at('apply.title');
  await fits(kiosk, language, 'who it is');
  await kiosk.press('apply.yes');
  await kiosk.at('apply.product');
  await kiosk.page.locator('.choice').first().click();
  await kiosk.at('apply.terms.title');
  const [terms, account] = await kiosk.page.getByRole('checkbox').all();
  await terms?.click();
  await account?.click();
  await fits(kiosk, language, 'consents');
  await kiosk.press('apply.go');
  await kiosk.see('dispense.take');
  const [card] = await stage.prepaid(person);
  assert.equal(card?.status, 'inactive');
  await stage.hands({ act: 'take-card' });
  await kiosk.press('continue');
  await kiosk.at('receipt.title');
  await choose(kiosk, 'receipt.sms');
  await kiosk.at('receipt.sent');
  await kiosk.press('receipt.more');
  await kiosk.at('menu.title');
  await choose(kiosk, 'act.activate');
  // Known by the document still: one card waits, and its row leads on.
  await kiosk.at('activate.title');
  await kiosk.page.locator('.choice').first().click();
  await kiosk.at('wait.title');
  const timer = kiosk.page.getByRole('timer');
  const first = await timer.getAttribute('aria-label');
  await fits(kiosk, language, 'waiting');
  await eventually('a later second', async () => ((await timer.getAttribute('aria-label')) === first ? undefined : true));
  assert.equal((await stage.prepaid(person))[0]?.status, 'inactive', 'nothing works before the approval');
  await follow(phone, 'home.approve');
  await phone.page.locator('.button-primary').click();
  await phone.at('result.approved');
  await kiosk.at('activate.done.title');
  assert.equal((await stage.prepaid(person))[0]?.status, 'active');
  await Promise.all([kiosk.context.close(), phone.context.close(), bank.context.close()]);
});
