// Rules of the scheme's totals and of the reconciliation: every difference has its kind.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { reconcile, type ReconcileInput } from './reconcile.ts';
import { judgeTotals, readTotals, type GivenTotals } from './totals.ts';

const today = Temporal.PlainDate.from('2026-03-02');
const total = { currency: 'OMR', direction: 'debit', count: 1, amount: '12.500' };
const good: GivenTotals = { programme: 'oman-prepaid', day: '2026-03-02', totals: [total] };

test('totals are judged in the order of the ladder', () => {
  const rows: [Partial<GivenTotals>, string][] = [
    [{}, 'done'],
    [{ day: '2026-13-01' }, 'day-malformed'],
    [{ day: '2026-03-03' }, 'day-in-future'],
    [{ totals: [] }, 'totals-missing'],
    [{ totals: [{ ...total, currency: 'ZZZ' }] }, 'currency-unknown'],
    [{ totals: [{ ...total, direction: 'both' }] }, 'direction-unknown'],
    [{ totals: [total, total] }, 'total-twice'],
    [{ totals: [{ ...total, amount: '-1' }] }, 'amount-malformed'],
    [{ totals: [{ ...total, amount: '1.0001' }] }, 'amount-malformed'],
    [{ totals: [{ ...total, amount: '99999999999999' }] }, 'amount-malformed'],
    [{ totals: [{ ...total, count: 1.5 }] }, 'amount-malformed'],
  ];
  for (const [change, expected] of rows) {
    const judged = judgeTotals({ ...good, ...change }, today);
    assert.equal(judged.kind === 'done' ? 'done' : judged.reason, expected, JSON.stringify(change));
  }
  const foreign = judgeTotals(good, undefined);
  assert.ok(foreign.kind === 'refused' && foreign.reason === 'programme-unknown');
});

test('totals are read from CSV and JSON, and a bad file says its line', () => {
  const csv = '# programme=oman-prepaid day=2026-03-02\ncurrency,direction,count,amount\nOMR,debit,1,12.500\n';
  for (const text of [csv, JSON.stringify(good)]) {
    const read = readTotals(text);
    assert.ok(read.kind === 'done');
    assert.deepEqual(read.value, good);
  }
  for (const [text, line] of [
    ['', 1],
    ['OMR,debit\n', 1],
    [csv.replace(',1,', ',one,'), 3],
    [`${csv}OMR,credit,1,1,1\n`, 4],
    ['{', 1],
    ['{"programme":1}', 1],
  ] as const) {
    const read = readTotals(text);
    assert.equal(read.kind === 'refused' && read.figures?.['line'], line, text);
  }
});

const empty: ReconcileInput = {
  ...{ balances: [], movements: [], ledger: [], transactions: [], suspense: [], presentments: [], totals: undefined, files: [] },
};
const moved = (chart: string, amount: bigint, currency = 'OMR') => ({ currency, chart, amount, count: 1 });
const posting = (id: string, amount: bigint, currency = 'OMR') => ({ currency, id, reference: 'r', amount });
const suspended = (waits: boolean) => ({ currency: 'OMR', id: 's', about: '', amount: 7n, waits, settledBy: undefined });
const transaction = (id: string, amount: bigint, own = true, currency = 'OMR') => ({
  ...{ id, kind: 'purchase', own },
  places: [{ ledgerId: id, currency, amount }],
});

test('each way in which the books can differ has a kind of its own', () => {
  const paired = { movements: [moved('card-wallet', 100n)], ledger: [posting('a', 100n)], transactions: [transaction('a', 100n)] };
  const totals = (amount: bigint) => [{ currency: 'OMR', count: 1, amount }];
  const rows: [string, Partial<ReconcileInput>, string[]][] = [
    ['nothing', {}, []],
    ['cleared and paid', { ...paired, totals: totals(100n) }, []],
    ['no totals', paired, ['totals-not-received 100 OMR']],
    ['more asked', { ...paired, totals: totals(120n) }, ['scheme-asks-more 20 OMR']],
    ['less asked', { ...paired, totals: totals(70n) }, ['scheme-asks-less -30 OMR']],
    ['a posting alone', { ...paired, transactions: [], totals: totals(100n) }, ['ledger-without-transaction 100 OMR']],
    ['a transaction alone', { transactions: [transaction('a', 100n)], totals: [] }, ['transaction-without-ledger -100 OMR']],
    ['other amounts', { ...paired, transactions: [transaction('a', 90n)], totals: totals(100n) }, ['amounts-differ 10 OMR']],
    ['another account', { movements: [moved('fee-income', 5n)], totals: [] }, ['unknown-counterpart 5 OMR']],
    ['suspense', { movements: [moved('unmatched-suspense', 7n)], suspense: [suspended(true)], totals: totals(7n) }, ['in-suspense 7 OMR']],
    ['suspense that was resolved', { movements: [moved('unmatched-suspense', 7n)], suspense: [suspended(false)], totals: totals(7n) }, []],
    ['another programme', { ...paired, transactions: [transaction('a', 100n, false)], totals: [] }, ['other-programmes 100 OMR']],
    [
      'another currency',
      {
        movements: [moved('exchange-position', 26n, 'USD')],
        ledger: [posting('b', 26n, 'USD')],
        transactions: [
          { ...transaction('a', 10n), places: [...transaction('a', 10n).places, { ledgerId: 'b', currency: 'USD', amount: 26n }] },
        ],
        presentments: [{ id: 'a', currency: 'OMR', amount: 11n }],
        totals: totals(11n),
      },
      ['conversion 11 OMR', 'conversion -26 USD'],
    ],
    [
      'files',
      { files: [{ id: 'f', fileId: 'F', status: 'cut', reason: 'trailer-missing', badTotal: 2 }] },
      ['lines-not-posted 0 ', 'file-not-whole 0 '],
    ],
  ];
  for (const [about, input, expected] of rows) {
    const { differences } = reconcile({ ...empty, ...input });
    assert.deepEqual(
      differences.map(({ kind, amount, currency }) => `${kind} ${amount} ${currency}`),
      expected,
      about,
    );
  }
});

test('a sheet adds up: before, what moved, what was paid, after', () => {
  const { currencies } = reconcile({
    ...empty,
    balances: [{ currency: 'OMR', opening: 50n, closing: 70n }],
    movements: [moved('card-wallet', 90n), moved('wallet-debt', 10n), moved('unmatched-suspense', 5n), moved('nostro', -85n)],
  });
  const [sheet] = currencies;
  assert.ok(sheet);
  assert.deepEqual([sheet.wallets, sheet.suspense, sheet.paid], [100n, 5n, 85n]);
  assert.equal(sheet.opening + sheet.wallets + sheet.exchanges + sheet.suspense + sheet.disputes - sheet.paid, sheet.closing);
});
