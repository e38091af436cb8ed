// Rules of rates, quotes and the files they come in.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { money, type Currency } from '../../../kernel/money.ts';
import { convert, rateFromDecimal } from '../../../kernel/rate.ts';
import { judgeRates, type PublishedRates } from './published.ts';
import { quoteFor } from './quote.ts';
import { rateTableOf } from './rate-table.ts';
import { readRatesCsv } from './rates-csv.ts';

const today = Temporal.PlainDate.from('2026-03-02');
const at = Temporal.Instant.from('2026-03-02T00:00:00Z');
const good: PublishedRates = { source: 'scheme', day: '2026-03-02', base: 'OMR', rates: [{ currency: 'USD', rate: '2.6008' }] };
const table = rateTableOf({
  id: 'x',
  source: 'scheme',
  day: '2026-03-02',
  version: 1,
  base: 'OMR',
  rates: { USD: '2.6008', EUR: '2.2418', JPY: '401.2' },
  validFrom: at,
});

test('published rates are judged in the order of the ladder', () => {
  const rows: [Partial<PublishedRates>, string][] = [
    [{}, 'done'],
    [{ source: 'A source' }, 'source-malformed'],
    [{ day: '2026-02-30' }, 'day-malformed'],
    [{ day: '2/3/2026' }, 'day-malformed'],
    [{ day: '2026-03-03' }, 'day-in-future'],
    [{ base: 'ZZZ' }, 'base-unknown'],
    [{ rates: [] }, 'rates-missing'],
    [{ rates: [{ currency: 'XAU', rate: '1' }] }, 'currency-unknown'],
    [{ rates: [{ currency: 'OMR', rate: '1' }] }, 'currency-is-base'],
    [{ rates: [...good.rates, ...good.rates] }, 'currency-twice'],
    ...['0', '-1', '1e3', '', '1.', '1,5', '1.1234567890123'].map((rate): [Partial<PublishedRates>, string] => [
      { rates: [{ currency: 'EUR', rate }] },
      'rate-malformed',
    ]),
    [{ rates: [{ currency: 'USD', rate: '7.81' }] }, 'rate-change-absurd'],
    [{ rates: [{ currency: 'USD', rate: '0.3845' }] }, 'rate-change-absurd'],
    [{ rates: [{ currency: 'USD', rate: '7.8' }] }, 'done'],
    [{ rates: [{ currency: 'USD', rate: '0.3845' }], confirmed: true }, 'done'],
  ];
  const before = (currency: Currency) => (currency === 'USD' ? rateFromDecimal('OMR', 'USD', '2.6008') : undefined);
  for (const [change, expected] of rows) {
    const judged = judgeRates({ ...good, ...change }, today, before);
    assert.equal(judged.kind === 'done' ? 'done' : judged.reason, expected, JSON.stringify(change));
  }
});

test('a pair is chained through the base, exact and reduced, there and back', () => {
  const there = table.rate('USD', 'EUR');
  assert.deepEqual([there?.rate.numerator, there?.rate.denominator], [11209n, 13004n]);
  const back = table.rate('EUR', 'USD');
  assert.equal(
    (there?.rate.numerator ?? 0n) * (back?.rate.numerator ?? 0n),
    (there?.rate.denominator ?? 0n) * (back?.rate.denominator ?? 0n),
  );
  assert.deepEqual(table.rate('USD', 'USD')?.rate, { from: 'USD', to: 'USD', numerator: 1n, denominator: 1n });
  assert.equal(table.rate('USD', 'GBP'), undefined);
  assert.equal(table.rate('JPY', 'OMR')?.source, 'scheme');
  assert.equal(convert(money('JPY', 4012n), table.rate('JPY', 'OMR')?.rate ?? assert.fail()).minor, 10_000n);
});

test('a quote sells at the rate and keeps its spread apart', () => {
  const sold = quoteFor(table, { sell: money('OMR', 10_000n), buyCurrency: 'USD' }, 5000);
  assert.ok(sold.kind === 'done');
  assert.deepEqual([sold.value.from.minor, sold.value.to.minor, sold.value.spread.minor], [10_000n, 2587n, 14n]);
});

test('a quote for a bought amount gives exactly it, for the least that pays it', () => {
  for (const buy of [1n, 99n, 2_587n, 1_000_000n, 7_654_321n])
    for (const ppm of [0, 1, 5000, 250_000]) {
      const quoted = quoteFor(table, { buy: money('USD', buy), sellCurrency: 'OMR' }, ppm);
      assert.ok(quoted.kind === 'done');
      const { from, to, spread } = quoted.value;
      assert.equal(to.minor, buy);
      const rate = table.rate('OMR', 'USD')?.rate ?? assert.fail();
      // What the bank sells is worth no more than what it takes, and one unit less would not pay it.
      assert.ok(from.minor * rate.numerator * 100n >= (to.minor + spread.minor) * rate.denominator * 1000n);
      assert.ok((from.minor - 1n) * rate.numerator * 100n < (to.minor + spread.minor) * rate.denominator * 1000n);
    }
});

test('a quote is refused for one currency, nothing, too little and an unknown rate', () => {
  const say = (outcome: ReturnType<typeof quoteFor>): string => (outcome.kind === 'done' ? 'done' : outcome.reason);
  assert.equal(say(quoteFor(table, { sell: money('OMR', 1n), buyCurrency: 'OMR' }, 0)), 'same-currency');
  assert.equal(say(quoteFor(table, { sell: money('OMR', 0n), buyCurrency: 'USD' }, 0)), 'amount-not-positive');
  assert.equal(say(quoteFor(table, { sell: money('OMR', 1n), buyCurrency: 'USD' }, 0)), 'amount-too-small');
  assert.equal(say(quoteFor(table, { sell: money('OMR', 100n), buyCurrency: 'GBP' }, 0)), 'rate-unknown');
});

test('the demo rates are well, and the rial is at its peg to the dollar', () => {
  const read = readRatesCsv(readFileSync('programmes/rates/2026-11-01.csv', 'utf8'));
  assert.ok(read.kind === 'done');
  assert.equal(judgeRates(read.value, Temporal.PlainDate.from('2026-11-01'), () => undefined).kind, 'done');
  assert.equal(read.value.source, 'demo');
  const usd = read.value.rates.find(({ currency }) => currency === 'USD');
  assert.ok(Math.abs(1 / Number(usd?.rate) - 0.3845) < 0.0001);
});

test('a file of rates says which line is wrong', () => {
  const line = (text: string): unknown => {
    const read = readRatesCsv(text);
    return read.kind === 'refused' ? read.figures?.['line'] : 'done';
  };
  assert.equal(line('# source=a day=2026-01-01 base=OMR\ncurrency,rate\nUSD,2.6\n'), 'done');
  assert.equal(line('USD,2.6\n'), 1);
  assert.equal(line('# source=a\ncurrency,rate\nUSD;2.6\n'), 3);
  assert.equal(line(''), 1);
});
