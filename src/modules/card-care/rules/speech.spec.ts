// Amounts and dates as they are said.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { money, type Currency } from '../../../kernel/money.ts';
import { sayAmount, sayBalances, sayDay, sayDigits, sayTransactions, type VoiceLanguage } from './speech.ts';

// oxfmt-ignore
const amounts: [language: VoiceLanguage, currency: Currency, minor: bigint, said: string][] = [
  ['en', 'OMR',  12_500n, '12 rials and 500 baisas'],
  ['en', 'OMR',   1_001n, '1 rial and 1 baisa'],
  ['en', 'OMR',     250n, '250 baisas'],
  ['en', 'OMR',       0n, '0 rials'],
  ['en', 'USD',  -2_005n, '20 US dollars and 5 cents'],
  ['en', 'JPY',   1_200n, '1200 JPY'],
  ['en', 'KWD',   1_250n, '1.250 KWD'],
  ['ar', 'OMR',   1_000n, 'ريال عماني واحد'],
  ['ar', 'OMR',   2_002n, 'ريالان عمانيان وبيستان'],
  ['ar', 'OMR',   5_250n, '5 ريالات عمانية و250 بيسة'],
  ['ar', 'OMR',  12_000n, '12 ريالًا عمانيًا'],
  ['ar', 'OMR', 100_000n, '100 ريال عماني'],
];
for (const [language, currency, minor, said] of amounts)
  test(`${minor} ${currency} in ${language}`, () => assert.equal(sayAmount(language, money(currency, minor)), said));

test('a day has its month in words', () => {
  const day = Temporal.PlainDate.from('2026-11-05');
  assert.equal(sayDay('en', day), '5 November 2026');
  assert.equal(sayDay('ar', day), '5 نوفمبر 2026');
});

test('digits are read one by one', () => assert.equal(sayDigits('4821'), '4 8 2 1'));

test('a debt is said to be owed, a hold is said beside it', () => {
  const wallets = [{ balance: money('OMR', -1_500n), held: money('OMR', 2_000n) }];
  assert.equal(sayBalances('en', wallets), 'You owe 1 rial and 500 baisas. 2 rials is on hold.');
});

test('a merchant cannot bring mark-up into what is said', () => {
  const day = Temporal.PlainDate.from('2026-11-05');
  const said = sayTransactions('en', [{ day, kind: 'purchase', merchant: '<break time="9s"/>AL & SONS', amount: money('OMR', -3_000n) }]);
  assert.equal(said, '5 November 2026: purchase at break time 9s AL SONS, 3 rials debited.');
  assert.equal(sayTransactions('ar', []), 'لا توجد عمليات.');
});
