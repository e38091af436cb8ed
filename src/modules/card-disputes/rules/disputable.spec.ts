// What can be disputed, and what is then in dispute.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { CardTransaction } from '../../wallets/index.ts';
import { isCardPresent, judgeDisputable, partsOf } from './disputable.ts';

const at = Temporal.Instant.from('2026-03-05T10:00:00Z');
const purchase = {
  accountId: 'a',
  id: 't',
  part: 0,
  kind: 'purchase',
  detail: '',
  walletCurrency: 'OMR',
  amount: -12_500n,
  vatAmount: 0n,
  vatPpm: 0,
  entryMode: 'chip',
  occurredAt: at,
} as unknown as CardTransaction;
const fee = {
  ...purchase,
  id: 'f',
  kind: 'fee' as const,
  detail: 'cash-abroad',
  amount: -1575n,
  vatAmount: -75n,
  vatPpm: 50_000,
  parentId: 't',
};
const takenBack = { ...purchase, id: 'r', kind: 'refund' as const, detail: 'reversal', amount: 12_500n, parentId: 't' };
const slip = { ...fee, id: 's', detail: 'retrieval' };
const asked = {
  transactionId: 't',
  statement: 'I did not buy this.',
  posted: [purchase, fee],
  earlier: [],
  endsAt: at.add({ hours: 240 }),
  timeZone: 'Asia/Muscat',
};

const rows: [rule: string, change: Partial<Parameters<typeof judgeDisputable>[0]>, answer: string][] = [
  ['a purchase', {}, 'done'],
  ['a part of it', { amount: 500n }, 'done'],
  ['a transaction of nobody', { posted: [] }, 'transaction-unknown'],
  ['without a word', { statement: '  ' }, 'dispute-statement-malformed'],
  ['with a card number in it', { statement: 'my card 4111 1111 1111 1111' }, 'card-number-in-text'],
  ['a load', { posted: [{ ...purchase, kind: 'load', amount: 500n }] }, 'transaction-not-disputable'],
  ['what its reversal gave back', { posted: [purchase, takenBack] }, 'transaction-not-disputable'],
  ['what its reversal gave back in part', { posted: [purchase, { ...takenBack, amount: 500n }] }, 'done'],
  ['more than its reversal left', { posted: [purchase, { ...takenBack, amount: 500n }], amount: 12_001n }, 'dispute-amount-wrong'],
  ['a fee by itself', { transactionId: 'f' }, 'transaction-not-disputable'],
  ['more than it was', { amount: 12_501n }, 'dispute-amount-wrong'],
  ['nothing of it', { amount: 0n }, 'dispute-amount-wrong'],
  ['a part of what drew on two wallets', { amount: 500n, posted: [purchase, { ...purchase, part: 1 }] }, 'dispute-amount-wrong'],
  ['at the end of the last day', { endsAt: at }, 'dispute-window-over'],
  ['while another runs', { earlier: [{ status: 'open', outcome: null, because: null }] }, 'dispute-running'],
  ['after it was decided', { earlier: [{ status: 'closed', outcome: 'lost', because: 'scheme-refused' }] }, 'dispute-decided'],
  ['after it was withdrawn', { earlier: [{ status: 'closed', outcome: 'withdrawn', because: 'by-holder' }] }, 'done'],
  ['after documents did not come', { earlier: [{ status: 'closed', outcome: 'refused', because: 'documents-missing' }] }, 'done'],
];
for (const [rule, change, answer] of rows) {
  test(`${rule}: ${answer}`, () => {
    const judged = judgeDisputable({ ...asked, ...change }, at);
    assert.equal(judged.kind === 'refused' ? judged.reason : 'done', answer);
  });
}

test('the whole takes its fees with it, but not those of a dispute; a part is alone', () => {
  const tell = (amount?: bigint): string[] =>
    partsOf([purchase, fee, slip], { transactionId: 't', ...(amount === undefined ? {} : { amount }) }).map(
      ({ role, original, vatAmount }) => `${role} ${original} ${vatAmount}`,
    );
  assert.deepEqual(tell(), ['transaction 12500 0', 'fee 1575 75']);
  assert.deepEqual(tell(12_500n), ['transaction 12500 0', 'fee 1575 75']);
  assert.deepEqual(tell(500n), ['transaction 500 0']);
});

test('what reversals gave back is not claimed again; the rest is the whole, with its fees', () => {
  const back = { ...takenBack, amount: 4500n };
  const tell = (amount?: bigint): string[] =>
    partsOf([purchase, fee, back], { transactionId: 't', ...(amount === undefined ? {} : { amount }) }).map(
      ({ role, original, remaining }) => `${role} ${original} ${remaining}`,
    );
  assert.deepEqual(tell(), ['transaction 8000 8000', 'fee 1575 1575']);
  assert.deepEqual(tell(8000n), ['transaction 8000 8000', 'fee 1575 1575']);
  const second = { ...purchase, part: 1, amount: -4500n };
  const parts = partsOf([purchase, second, { ...back, part: 1 }], { transactionId: 't' });
  assert.deepEqual(
    parts.map(({ part, original }) => [part, original]),
    [[0, 12_500n]],
  );
});

test('a card is there where it was read, or at a machine', () => {
  assert.equal(isCardPresent(purchase), true);
  assert.equal(isCardPresent({ ...purchase, entryMode: 'ecommerce' }), false);
  assert.equal(isCardPresent({ ...purchase, entryMode: null }), false);
  assert.equal(isCardPresent({ ...purchase, kind: 'cash', entryMode: null }), true);
});
