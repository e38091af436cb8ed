// A replay posts what the file says, to the penny, whatever was asked before; stopped or run again it comes to the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { money } from '../kernel/money.ts';
import { authorizationsOf } from '../modules/card-authorizations/index.ts';
import type { CardsContext } from '../modules/cards/index.ts';
import { transactionsOf } from '../modules/wallets/index.ts';
import { testDeps } from '../testing/deps.ts';
import { wireCards } from '../wire-cards.ts';
import { idsOf } from './cards.ts';
import {
  isReconciled,
  licenceNote,
  readCategories,
  readReplayRates,
  replay,
  reportJson,
  reportText,
  type ReplayData,
  type ReplayOptions,
} from './index.ts';
import { askOf, cardNumberOf, networkNames } from './plan.ts';
import { columns, fieldsOf, readRows, type Row } from './rows.ts';
import { hasLuhnCheckDigit } from '../kernel/digits.ts';

const dataText = (name: string): string => readFileSync(new URL(`../../programmes/replay/${name}`, import.meta.url), 'utf8');
const data: ReplayData = { categories: readCategories(dataText('categories.csv')), rates: readReplayRates(dataText('rates.csv'), 'GBP') };

const header = columns.join(',');
const plain = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) =>
      `2016-10-${String((index % 28) + 1).padStart(2, '0')},${1000 + (index % 7)},shop ${index},Stationery,${index + 1}.05,GBP,${index + 1}.05`,
  );

/** 75 rows: 50 and 70 ask otherwise; then special ones behind them. */
const special = [
  '2016-11-01,1001,cafe,Hospitality,11.05,GBP,11.05',
  '2016-11-02,1002,hotel abroad,Travel Foreign,100.00,EUR,87.11',
  '2016-11-02,2000,print shop,Stationery,280102.23,HUF,795.73',
  '2016-11-03,1003,shop 3,Stationery,-4.05,GBP,-4.05',
  '2016-11-04,1004,abroad,Travel Foreign,-65.52,PLN,-13.49',
  '2016-11-05,3000,only a refund,Stationery,-20.00,GBP,-20.00',
  '2016-11-06,1005,"books, second hand",Books,7.10,GBP,7.10',
  '2016-11-07,1006,florist,Floral Decorations,30.00,GBP,30.00',
  '2016-11-08,1006,cent shop,Equip Other,0.01,GBP,0.01',
  '2016-11-31,1001,no such day,Stationery,5.00,GBP,5.00',
  '2016-11-09,99,short card,Stationery,5.00,GBP,5.00',
  '2016-11-09,1001,no money,Stationery,0.00,GBP,0.00',
  '2016-11-09,1001,no amount,Stationery,five,GBP,5.00',
  '2016-11-09,1001,strange money,Stationery,5.00,QQQ,5.00',
  '2016-11-09,1001,too short,Stationery,5.00',
  '2016-11-09,1001,two amounts,Stationery,5.00,GBP,6.00',
  '2016-11-09,1001,two signs,Stationery,-5.00,EUR,6.00',
  '2016-11-09,1001,"open,Stationery,5.00,GBP,5.00',
];
const file = `${[header, ...plain(75), ...special].join('\n')}\n`;

type After = Parameters<typeof testDeps>[0];

async function world(t: After): Promise<{ cards: CardsContext; options: ReplayOptions }> {
  const deps = await testDeps(t);
  const { cards, drain } = await wireCards(deps);
  t.after(drain);
  return { cards, options: { file: 'slice.csv', text: file, data, logger: deps.logger, chunkSize: 16 } };
}

const done = (outcome: Awaited<ReturnType<typeof replay>>) => {
  if (outcome.kind !== 'done') throw new Error(`the replay was ${outcome.kind}`);
  return outcome.report;
};

test('all sums are the file’s; unusable rows are named and left out; the ledger balances; nothing stays held', async (t) => {
  const { cards, options } = await world(t);
  const report = done(await replay(cards, options));
  assert.equal(isReconciled(report), true, reportText(report));
  assert.deepEqual(
    report.unusable.map(({ number, reason }) => [number, reason]),
    [
      [85, 'date-malformed'],
      [86, 'card-malformed'],
      [87, 'amount-zero'],
      [88, 'amount-malformed'],
      [89, 'currency-unknown'],
      [90, 'columns-wrong'],
      [91, 'amounts-differ'],
      [92, 'signs-differ'],
      [93, 'quote-open'],
    ],
  );
  const { rows, purchases, refunds, foreign, askedLess, askedMore, tips, answers, settlements } = report;
  assert.deepEqual(
    { rows, purchases, refunds, foreign, askedLess, askedMore, tips },
    { rows: 84, purchases: 81, refunds: 3, foreign: 3, askedLess: 1, askedMore: 1, tips: 1 },
  );
  assert.deepEqual(answers, { '00': 81 });
  assert.deepEqual(settlements, { matched: 81, refunded: 3 });
  assert.ok(reportText(report).includes(licenceNote));
  assert.ok(!/\d{16}/.test(reportText(report).replace(report.digest, '')));
  assert.equal((reportJson(report) as { reconciled: boolean }).reconciled, true);

  const { accountId } = idsOf(report.digest, '1002');
  const entries = await transactionsOf(cards.database, accountId, { limit: 50 });
  const abroad = entries.find(({ originalCurrency }) => originalCurrency === 'EUR');
  assert.deepEqual([abroad?.amount, abroad?.originalAmount, abroad?.merchantName], [-8711n, 10_000n, 'hotel abroad']);
  assert.equal(abroad?.occurredAt.toString(), '2016-11-02T12:00:00Z');
  const [asked] = (await authorizationsOf(cards.database, accountId, { limit: 50 })).filter(
    ({ merchantName }) => merchantName === 'hotel abroad',
  );
  assert.deepEqual([asked?.authorized, asked?.status], [money('EUR', 10_000n), 'cleared']);
});

test('the same file again changes nothing, and a stopped one goes on to the same end', async (t) => {
  const { cards, options } = await world(t);
  let turns = 0;
  const stopped = await replay(cards, { ...options, isStopping: () => (turns += 1) > 2 });
  assert.equal(stopped.kind, 'stopped');
  const report = done(await replay(cards, options));
  assert.equal(isReconciled(report), true, reportText(report));
  assert.ok(report.doneNow > 0 && report.doneNow < 84);
  const again = done(await replay(cards, options));
  assert.equal(again.doneNow, 0);
  assert.deepEqual(again.cards, report.cards);
});

test('purchases that were asked for and not settled before a kill are settled once', async (t) => {
  const { cards, options } = await world(t);
  // Settling fails as it would when the process dies between the answers and the commit.
  let transactions = 0;
  const broken: CardsContext = {
    ...cards,
    database: {
      ...cards.database,
      transaction: async (work) => {
        transactions += 1;
        // Cards in groups, then settlements.
        if (transactions > 4) throw new Error('killed');
        return await cards.database.transaction(work);
      },
    },
  };
  await assert.rejects(replay(broken, options), /killed/);
  const report = done(await replay(cards, options));
  assert.equal(isReconciled(report), true, reportText(report));
  assert.equal(
    report.answers['00'],
    Object.values(report.answers).reduce((sum, count) => sum + count, 0),
  );
});

test('a file with another header is refused and nothing is made', async (t) => {
  const { cards, options } = await world(t);
  assert.deepEqual(await replay(cards, { ...options, text: 'a,b,c\n1,2,3\n' }), { kind: 'refused', reason: 'header-malformed' });
});

const row = (change: Partial<Row>): Row => ({
  number: 1,
  date: '2016-10-01',
  lastFour: '1000',
  merchant: '',
  category: 'Stationery',
  original: money('GBP', 1000n),
  billed: money('GBP', 1000n),
  ...change,
});

const asks: readonly (readonly [rule: string, change: Partial<Row>, kind: string, minor: bigint])[] = [
  ['as it settles', {}, 'as-settled', 1000n],
  ['5 % less in row 50', { number: 50 }, 'less', 950n],
  ['10 % more in row 70', { number: 70 }, 'more', 1100n],
  ['5 % less in row 350, which divides by both', { number: 350 }, 'less', 950n],
  ['half to even: 0.10 less 5 % is 0.095, which is 0.10', { number: 50, billed: money('GBP', 10n) }, 'less', 10n],
  ['before a tip of 10 %', { category: 'Hospitality', billed: money('GBP', 1100n) }, 'before-tip', 1000n],
  ['never nothing', { category: 'Hospitality', billed: money('GBP', 0n + 1n) }, 'before-tip', 1n],
  [
    'the original amount abroad, whatever the row’s number',
    { number: 50, original: money('EUR', 500n), billed: money('GBP', 430n) },
    'foreign',
    500n,
  ],
];
for (const [rule, change, kind, minor] of asks) {
  test(`a purchase asks ${rule}`, () => {
    const ask = askOf(data, row(change));
    assert.deepEqual([ask.kind, ask.amount.minor], [kind, minor]);
  });
}

test('card numbers end as the file says, with a right check digit', () => {
  for (let lastFour = 0; lastFour < 10_000; lastFour += 37) {
    const text = String(lastFour).padStart(4, '0');
    const number = cardNumberOf('98260010', text, lastFour * 7, 3);
    assert.ok(number.length === 16 && number.startsWith('98260010') && number.endsWith(text) && hasLuhnCheckDigit(number), number);
  }
});

test('names on the network follow from file and row alone, and no two rows share one', () => {
  const digest = 'ab12cd34'.padEnd(64, '0');
  const all = Array.from({ length: 5000 }, (_, index) => networkNames(digest, { ...row({}), number: index + 1 }));
  assert.equal(new Set(all.map(({ trace }) => trace)).size, 5000);
  assert.equal(new Set(all.map(({ stan, transmittedAt }) => stan + transmittedAt)).size, 5000);
  assert.ok(all.every(({ trace, acquirer }) => trace.length <= 15 && acquirer.length === 11));
});

test('quoted fields may hold commas and quotes', () => {
  assert.deepEqual(fieldsOf('a,"b, c","d ""e""",f'), ['a', 'b, c', 'd "e"', 'f']);
  assert.equal(readRows('x', 'GBP'), undefined);
});
