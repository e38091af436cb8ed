// The whole product with two browsers: one for the web bank, one whose camera sees what the web bank shows. Shared by the tests of a file.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { IntlMessageFormat } from 'intl-messageformat';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

import { slugOf } from '../doors/http/handset/door.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { accessibilityFindings, cameraArguments, launchBrowser, newContext, type PageLanguage, type Screen } from '../testing/browser.ts';
import { film } from '../testing/camera-path.ts';
import { allScopes, createClient } from '../modules/api-clients/index.ts';
import { assign, tokensBySerial } from '../modules/hard-tokens/index.ts';
import { accountsOfHolder, transactionsOf } from '../modules/wallets/index.ts';
import { openServer, type TestServer } from './server.ts';
import { must } from './world.ts';

export type Language = Extract<PageLanguage, 'ar' | 'en'>;

const rows = { ar: { dir: 'rtl', tag: 'ar-OM-u-nu-arab' }, en: { dir: 'ltr', tag: 'en-GB' } } as const;

/** The journeys of the pages are walked in both. */
export const bothLanguages: readonly Language[] = ['en', 'ar'];

export const agents = {
  android: 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
} as const;

export type Platform = keyof typeof agents;
export type Someone = TestServer['people'][number];

/** One application open in one language for one visitor. */
export type Visit = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly language: Language;
  /** A text of this application, as its page says it. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** Presses the button or follows the link of that name. */
  press(key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  type(key: string, value: string): Promise<void>;
  see(key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  /** Waits for the heading, then holds the page to direction, width and accessibility. */
  at(key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
};

export type Stage = {
  readonly server: TestServer;
  readonly browsers: Readonly<Record<'bank' | 'token', Browser>>;
  /** Moves the bank's clock. */
  readonly clock: Clock & { advance(seconds: number): void };
  person(slug: string): Someone;
  /** The web bank, signed in. */
  bank(person: Someone, language: Language, screen?: Screen, dark?: boolean): Promise<Visit>;
  /** The app on a phone of its own. */
  phone(language: Language, platform?: Platform): Promise<Visit>;
  /** A page of an application for somebody who has not signed in. */
  visit(application: Application, language: Language, screen?: Screen): Promise<Visit>;
  /** What hands do at the kiosk: a card into the reader, a note into the slot … */
  hands(body: Readonly<Record<string, unknown>>): Promise<boolean>;
  /** A prepaid card of somebody, as its owner holds it. */
  prepaid(
    person: Someone,
  ): Promise<readonly { readonly cardId: string; readonly number: string; readonly status: string; readonly pin?: string }[]>;
  /** What was ever loaded onto the cards of somebody in cash, in minor units. */
  loadedInCash(person: Someone): Promise<bigint>;
  /** A key of the issuer's API with every scope. */
  apiKey(name: string): Promise<string>;
  /** Holds the phones' camera in front of a coloured QR as the page shows it. */
  filmCode(bank: Visit): Promise<void>;
  /** The six digits of the next SMS with a code, each told once. */
  codeOf(person: Someone): Promise<string>;
  /** Texts of the SMS and subjects of the mails that somebody got, oldest first. */
  inbox(person: Someone): Promise<{ readonly sms: readonly string[]; readonly mail: readonly string[] }>;
  sendSms(person: Someone, to: string, text: string): Promise<void>;
  /** What the display of a hard token shows; lets the bank's time pass until it is a code that was not told before. */
  hardCode(serial: string): Promise<string>;
  /** A branch hands a device from its drawer to somebody. */
  giveDevice(person: Someone, serial: string): Promise<void>;
  close(): Promise<void>;
};

/** Two cores, several browsers and other tests beside: a page may take its time. */
const patienceMs = 25_000;

type Inbox = {
  readonly sms: readonly { readonly id: string; readonly text: string; readonly direction: 'in' | 'out' }[];
  readonly mail: readonly { readonly subject: string }[];
};

/** Asks again until there is an answer. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, patienceMs = 15_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} did not come within ${patienceMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function movingClock(): Stage['clock'] {
  let aheadMs = 0;
  return { now: () => systemClock.now().add({ milliseconds: aheadMs }), advance: (seconds) => void (aheadMs += seconds * 1000) };
}

async function textsOf(application: Application, language: Language): Promise<Readonly<Record<string, string>>> {
  const read = async (folder: string): Promise<Record<string, string>> =>
    JSON.parse(await readFile(new URL(`../../web/${folder}/messages/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
  const folders = application === 'bank' ? ['shared', 'bank/cards', 'bank'] : ['shared', application];
  return Object.assign({}, ...(await Promise.all(folders.map(read)))) as Record<string, string>;
}

const held = new Set<string>();

export type Application = 'bank' | 'token' | 'kiosk' | 'handset';

function wrap(page: Page, context: BrowserContext, language: Language, texts: Readonly<Record<string, string>>): Visit {
  const say: Visit['say'] = (key, values = {}) => {
    const isolate = (value: string | number): string | number =>
      typeof value === 'string' && language === 'ar' ? `\u2068${value}\u2069` : value;
    const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)]));
    return String(new IntlMessageFormat(texts[key] ?? assert.fail(`no text ${key}`), rows[language].tag).format(given));
  };
  // A wait that fails tells what the page shows instead.
  const onPage = async <T>(wait: Promise<T>): Promise<T> =>
    await wait.catch(async (error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : ''}\nThe page shows:\n${await page.locator('body').innerText()}`);
    });
  const named = (name: string): Locator =>
    page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('link', { name, exact: true }))
      .first();
  return {
    page,
    context,
    language,
    say,
    press: async (key, values) => await onPage(named(say(key, values)).click()),
    type: async (key, value) => await onPage(page.getByLabel(say(key), { exact: true }).fill(value)),
    see: async (key, values) => await onPage(page.getByText(say(key, values)).first().waitFor()),
    async at(key, values) {
      await onPage(page.getByRole('heading', { level: 1, name: say(key, values) }).waitFor());
      // Once for each page of a file: the check costs more than the steps around it.
      const what = `${key}, ${language}, ${page.viewportSize()?.width ?? 0} px`;
      if (held.has(what)) return;
      held.add(what);
      await keepsToItsForm(page, language, key);
    },
  };
}

/** Direction, language and width of a page, and no accessibility finding. */
export async function keepsToItsForm(page: Page, language: Language, what: string): Promise<void> {
  const form = await page.evaluate(
    '({ lang: document.documentElement.lang, dir: document.documentElement.dir, wide: document.documentElement.scrollWidth > innerWidth })',
  );
  assert.deepEqual(form, { lang: language, dir: rows[language].dir, wide: false }, what);
  assert.deepEqual(await accessibilityFindings(page), [], `accessibility of ${what}, ${language}`);
}

/** Where a code or a number must read from left to right, whatever the language. */
export async function readsLeftToRight(place: Locator): Promise<void> {
  type Styles = { getComputedStyle(element: unknown): { readonly direction: string } };
  assert.equal(await place.evaluate((element) => (globalThis as unknown as Styles).getComputedStyle(element).direction), 'ltr');
}

/** Opens the stage for the tests of a file: in its `before`, closed in its `after`. */
export async function openStage(): Promise<Stage> {
  const closing: (() => Promise<void> | void)[] = [];
  const clock = movingClock();
  const server = await openServer({ after: (work) => void closing.push(work) }, {}, clock);
  const folder = mkdtempSync(join(tmpdir(), 'ramz-stage-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const camera = join(folder, 'camera.mjpeg');
  const browsers: Record<'bank' | 'token', Browser> = { bank: await launchBrowser(), token: await launchBrowser(cameraArguments(camera)) };
  closing.push(async () => void (await Promise.all(Object.values(browsers).map((browser) => browser.close()))));
  const { origins } = server;
  const handset = `${origins.handset}/handset/v1`;
  const told = new Set<string>();
  const shown = new Set<string>();

  const open = async (application: Application, language: Language, screen: Screen, platform?: Platform, dark = false): Promise<Visit> => {
    const userAgent = platform === undefined ? {} : { userAgent: agents[platform] };
    const context = await newContext(browsers[application === 'token' ? 'token' : 'bank'], {
      language,
      screen,
      dark,
      extra: { ...userAgent, acceptDownloads: false },
    });
    // As somebody who chose the language here before; otherwise the web bank turns to the one that the customer has on record.
    await context.addInitScript((chosen) => localStorage.setItem('ramz-language', chosen), language);
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    return wrap(page, context, language, await textsOf(application, language));
  };
  const inboxOf = async (person: Someone): Promise<Inbox> =>
    (await (await fetch(`${handset}/phones/${slugOf(person)}/inbox`)).json()) as Inbox;

  return {
    server,
    browsers,
    clock,
    person: (slug) => server.people.find((someone) => slugOf(someone) === slug) ?? assert.fail(`nobody is called ${slug}`),
    async bank(person, language, screen = 'desktop', dark = false) {
      const visit = await open('bank', language, screen, undefined, dark);
      await visit.page.goto(origins.bank);
      await visit.type('signIn.userName', person.signIn?.userName ?? '');
      await visit.type('signIn.password', person.signIn?.password ?? '');
      await visit.press('signIn.go');
      await visit.page
        .getByRole('link', { name: visit.say('nav.service') })
        .first()
        .waitFor();
      return visit;
    },
    async phone(language, platform = 'android') {
      const visit = await open('token', language, 'phone', platform);
      await visit.page.goto(origins.token);
      return visit;
    },
    async visit(application, language, screen = 'phone') {
      const visit = await open(application, language, screen);
      await visit.page.goto(origins[application]);
      return visit;
    },
    async hands(body) {
      const answer = await fetch(`${handset}/kiosk/hands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: origins.handset },
        body: JSON.stringify(body),
      });
      assert.equal(answer.status, 200, await answer.clone().text());
      return ((await answer.json()) as { taken: boolean }).taken;
    },
    async prepaid(person) {
      const wallet = (await (await fetch(`${handset}/phones/${slugOf(person)}/wallet`)).json()) as {
        prepaid: { cardId: string; number: string; status: string; pin?: string }[];
      };
      return wallet.prepaid;
    },
    async loadedInCash(person) {
      const { database } = server.deps;
      let sum = 0n;
      for (const { id } of await accountsOfHolder(database, person.id))
        for (const one of await transactionsOf(database, id, { limit: 100 }))
          if (one.kind === 'load' && one.detail === 'cash') sum += one.amount;
      return sum;
    },
    async apiKey(name) {
      const { database, keys, programme } = server.deps;
      return must(await createClient(database, keys, { programme: programme.programme, name, scopes: allScopes }, clock.now())).key;
    },
    async filmCode({ page }) {
      const picture = join(folder, `${randomUUID()}.png`);
      await page.locator('svg[data-coloured-qr]').screenshot({ path: picture });
      await film(picture, `${camera}.next`);
      renameSync(`${camera}.next`, camera);
    },
    codeOf: async (person) =>
      await eventually('an SMS with a code', async () => {
        for (const { id, text, direction } of (await inboxOf(person)).sms.toReversed()) {
          const code = /(?:^|\D)(\d{6})(?:\D|$)/.exec(text)?.[1];
          if (direction !== 'in' || code === undefined || told.has(id)) continue;
          told.add(id);
          return code;
        }
        return undefined;
      }),
    async inbox(person) {
      const { sms, mail } = await inboxOf(person);
      return { sms: sms.filter(({ direction }) => direction === 'in').map(({ text }) => text), mail: mail.map(({ subject }) => subject) };
    },
    async sendSms(person, to, text) {
      const answer = await fetch(`${handset}/phones/${slugOf(person)}/sms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: origins.handset },
        body: JSON.stringify({ to, text }),
      });
      assert.equal(answer.status, 202);
    },
    async hardCode(serial) {
      for (;;) {
        const { code } = (await (await fetch(`${handset}/devices/${serial}`)).json()) as { code: string };
        if (!shown.has(code)) {
          shown.add(code);
          return code;
        }
        clock.advance(30);
      }
    },
    async giveDevice(person, serial) {
      const { database, keys, programme } = server.deps;
      const [token] = await tokensBySerial(database, programme.programme, serial);
      if (token === undefined) throw new Error(`there is no device ${serial}`);
      await database.transaction(
        async (tx) => void must(await assign(tx, keys, { tokenId: token.id, customerId: person.id, programme }, clock.now())),
      );
    },
    async close() {
      for (const close of closing.toReversed()) await close();
    },
  };
}
