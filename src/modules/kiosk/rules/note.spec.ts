// Which notes are taken, as a table.

import assert from 'node:assert/strict';
import test from 'node:test';

import { judgeNote } from './note.ts';

const none = {
  perOperationMin: null,
  perOperationMax: null,
  perDayCountMax: null,
  perDayMax: null,
  perMonthCountMax: null,
  perMonthMax: null,
};
const programme = {
  kiosk: { idleSeconds: 60, warningSeconds: 15, cashNotes: [1000, 5000, 50_000], cashCurrency: 'OMR', cardsInDispenser: 5 },
  limits: { purchase: none, cash: none, load: { ...none, perOperationMax: 60_000 }, balanceMax: null },
} as unknown as Parameters<typeof judgeNote>[0];

test('a note is taken while the deposit is open, of a value of the list, and within what the account may be loaded with', () => {
  const rows = [
    ['open', 0n, 1_000_000n, 5000n, undefined],
    ['open', 0n, 1_000_000n, 2000n, 'note-not-taken'],
    ['posted', 0n, 1_000_000n, 5000n, 'deposit-ended'],
    ['open', 10_000n, 1_000_000n, 50_000n, undefined],
    ['open', 11_000n, 1_000_000n, 50_000n, 'load-too-large'],
    ['open', 4000n, 8000n, 5000n, 'load-too-large'],
  ] as const;
  for (const [status, taken, roomMax, value, wanted] of rows)
    assert.equal(judgeNote(programme, { status, taken, roomMax }, value), wanted, `${status} ${taken} + ${value}`);
});
