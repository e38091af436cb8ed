// Statements as texts, lines and pages: four languages, safe cells, PDF/A.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { languages } from '../customers/index.ts';
import { csvOf, documentOf } from './document.ts';
import { compilePdf } from './pdf/compile.ts';
import { foldWallet, type PostedEntry, type StatementContent } from './rules/statement.ts';
import { kindOf, wordsOf } from './words.ts';

const entry = (more: Partial<PostedEntry>): PostedEntry => ({
  transactionId: '0195f0aa-0000-7000-8000-000000000001',
  part: 0,
  postedOn: '2026-02-05',
  occurredAt: '2026-02-05T08:00:00Z',
  kind: 'purchase',
  detail: '',
  amount: -38_462n,
  vatAmount: 0n,
  ...more,
});

const entries = [
  entry({
    cardLastFour: '4821',
    merchant: { name: '=HYPERLINK("x"), "Lac"', city: 'Annecy', country: 'FR' },
    original: { currency: 'EUR', minor: '9231' },
    rate: { numerator: '41666', denominator: '100000', source: 'scheme', at: '2026-02-05T00:00:00Z', markUpPpm: 0 },
  }),
  entry({ amount: -1575n, kind: 'fee', detail: 'cash-abroad', vatAmount: -75n, vat: { amount: '-75', ppm: 50_000 } }),
];
const content = (language: string, count = 0): StatementContent => {
  const more = Array.from({ length: count }, (_, index) => entry({ amount: -BigInt(index + 1), merchant: { name: `Shop ${index}` } }));
  const all = [...entries, ...more];
  const closing = all.reduce((sum, { amount }) => sum + amount, 100_000n);
  return {
    form: 1,
    statementId: '0195f0aa-1111-7000-8000-000000000001',
    accountId: '0195f0aa-2222-7000-8000-00000000000a',
    programme: 'oman-prepaid',
    product: 'prepaid-classic',
    holder: { name: 'سالم الحارثي', nameLatin: 'Salim Al Harthy', customerNumber: '10020030', address: 'Way 3015, Muscat' },
    language,
    currency: 'OMR',
    fromDay: '2026-02-01',
    toDay: '2026-02-28',
    statementDay: '2026-03-01',
    madeAt: '2026-02-28T20:00:05Z',
    cards: [{ lastFour: '4821', role: 'main' }],
    termsVersion: '2026-01',
    disputeUntil: '2026-03-21',
    wallets: [foldWallet('OMR', 100_000n, closing, all)],
    holds: [],
  };
};
const names = { bank: 'Ramz Bank', product: 'Classic', timeZone: 'Asia/Muscat' };

const shape = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shape(child)]))
    : typeof value;

test('the four languages have the same words', () => {
  for (const language of languages) assert.deepEqual(shape(wordsOf(language)), shape(wordsOf('en')), language);
});

test('a kind is named with its detail, and what is no name of ours is left out', () => {
  assert.equal(kindOf(wordsOf('en'), 'fee', 'renewal'), 'Fee: renewal');
  assert.equal(kindOf(wordsOf('en'), 'fee', 'retrieval dispute-won'), 'Fee: request for a slip, given back after a dispute');
  assert.equal(kindOf(wordsOf('en'), 'interest', '2026-02'), 'Interest');
});

test('amounts, days and rates stand as the language writes them', () => {
  const english = JSON.stringify(documentOf(content('en'), names));
  assert.ok(english.includes('92.31\u00a0EUR at 0.41666 (scheme)') && english.includes('incl. VAT 0.075 (5%)'), english);
  const arabic = documentOf(content('ar'), names) as { rtl: boolean; wallets: { opening: string }[] };
  assert.deepEqual([arabic.rtl, arabic.wallets[0]?.opening], [true, '١٠٠٫٠٠٠']);
});

test('a cell of CSV is quoted where it must be, and no spreadsheet takes it for a formula', () => {
  const lines = csvOf(content('en')).trim().split('\r\n');
  assert.ok(lines[2]?.includes(`"'=HYPERLINK(""x""), ""Lac"""`));
  assert.ok(lines[2]?.includes(',-38.462,61.538,OMR,'));
});

test('PDF/A comes out in every language, over several pages too, and several at once', async () => {
  const at = Temporal.Instant.from('2026-02-28T20:00:05Z');
  const pdfs = await Promise.all(languages.map(async (language) => await compilePdf(documentOf(content(language, 80), names), at)));
  for (const pdf of pdfs) {
    const text = Buffer.from(pdf).toString('latin1');
    assert.match(text, /^%PDF-/);
    assert.match(text, /pdfaid:part>2</);
    assert.ok((text.match(/\/Type\s*\/Page\b/g) ?? []).length >= 2);
  }
});

test('a document that does not fit the template is a fault, and the next one is made all the same', async () => {
  const at = Temporal.Instant.from('2026-02-28T20:00:05Z');
  await assert.rejects(compilePdf({ language: 'en' }, at), /bug: a statement does not compile/);
  assert.ok((await compilePdf(documentOf(content('en'), names), at)).length > 1000);
});
