// The ladder of refusals, one row a rule.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { decide, evolve } from './decide.ts';
import { available, emptyBook, noCounters, type Book, type LedgerAccount } from './book.ts';
import { amountMax, type Command } from './command.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const later = now.add({ seconds: 600 });
const id = (last: number): string => `00000000-0000-7000-8000-${last.toString(16).padStart(12, '0')}`;

// Letters stand for accounts: a customer A (1000 in it), a customer B (nothing), C closed, D in dollars, G a bounded debt, S settlement.
const account = (letter: string, more: Partial<LedgerAccount> = {}): LedgerAccount => ({
  id: id(letter.charCodeAt(0)),
  chart: 'customer',
  currency: 'OMR',
  bound: 'debits',
  creditLimit: 0n,
  hot: false,
  closed: false,
  ...noCounters,
  ...more,
});

function book(): Book {
  const made = emptyBook();
  for (const each of [
    account('A', { creditsPosted: 1000n }),
    account('B'),
    account('C', { closed: true }),
    account('D', { currency: 'USD', creditsPosted: 1000n }),
    account('G', { bound: 'credits', debitsPosted: 50n }),
    account('L', { creditLimit: 30n }),
    account('S', { bound: 'none', hot: true, chart: 'settlement' }),
  ]) {
    made.accounts.set(each.id, each);
  }
  return made;
}

/** 'A>B 100' → a leg; '-' stands for an account that does not exist. */
const leg = (text: string) => {
  const match = /^(.)>(.) (-?\d+)$/.exec(text);
  assert.ok(match, text);
  return {
    debitAccountId: id((match[1] ?? '').charCodeAt(0)),
    creditAccountId: id((match[2] ?? '').charCodeAt(0)),
    amount: BigInt(match[3] ?? ''),
  };
};
const movement = (number: number, legs: string, more: object = {}) => ({
  id: id(number),
  currency: 'OMR' as const,
  code: 'test',
  reference: 'r',
  legs: legs === '' ? [] : legs.split(', ').map(leg),
  ...more,
});
const transfer = (number: number, legs: string, more: object = {}): Command => ({ kind: 'transfer', ...movement(number, legs, more) });
const hold = (number: number, legs: string, more: object = {}): Command => ({
  kind: 'hold',
  expiresAt: later,
  ...movement(number, legs),
  ...more,
});
const settle = (kind: 'post' | 'void' | 'expire', number: number, held: number, amounts?: bigint[]): Command =>
  kind === 'post' && amounts !== undefined
    ? { kind, id: id(number), holdId: id(held), reference: 'r', amounts }
    : { kind, id: id(number), holdId: id(held), reference: 'r' };

const said = (decision: ReturnType<typeof decide>): string => ('reason' in decision ? decision.reason : decision.kind);

// oxfmt-ignore
const rules: [title: string, commands: Command[], answers: string[], at?: Temporal.Instant][] = [
  // title                                                      commands                                                            answers
  ['a transfer moves what is there',                            [transfer(1, 'A>B 1000')],                                          ['written']],
  ['one unit more than what is there is refused',               [transfer(1, 'A>B 1001')],                                          ['insufficient-funds']],
  ['a credit line is usable to its end',                        [transfer(1, 'L>B 30')],                                            ['written']],
  ['a credit line ends',                                        [transfer(1, 'L>B 31')],                                            ['insufficient-funds']],
  ['a bounded debt can be paid down',                           [transfer(1, 'A>G 50')],                                            ['written']],
  ['a bounded debt cannot be overpaid',                         [transfer(1, 'A>G 51')],                                            ['credits-exceeded']],
  ['a held incoming amount counts against the bounded debt',    [hold(1, 'A>G 50'), transfer(2, 'A>G 1')],                          ['written', 'credits-exceeded']],
  ['an internal account may go either way',                     [transfer(1, 'S>B 5')],                                             ['written']],
  ['an id must be a UUID',                                      [transfer(1, 'A>B 1', { id: 'x' })],                                ['id-malformed']],
  ['a transfer needs a leg',                                    [transfer(1, '')],                                                  ['legs-out-of-range']],
  ['seventeen legs are one too many',                           [transfer(1, Array(17).fill('A>B 1').join(', '))],                  ['legs-out-of-range']],
  ['a memo has an end',                                         [transfer(1, 'A>B 1', { memo: 'x'.repeat(141) })],                  ['text-too-long']],
  ['nothing is no amount',                                      [transfer(1, 'A>B 0')],                                             ['amount-not-positive']],
  ['a negative amount is none',                                 [transfer(1, 'A>B -1')],                                            ['amount-not-positive']],
  ['an amount has an end',                                      [transfer(1, `A>B ${amountMax + 1n}`)],                             ['amount-too-large']],
  ['an account cannot pay itself',                              [transfer(1, 'A>A 1')],                                             ['accounts-same']],
  ['the debited account must exist',                            [transfer(1, '->B 1')],                                             ['debit-account-not-found']],
  ['the credited account must exist',                           [transfer(1, 'A>- 1')],                                             ['credit-account-not-found']],
  ['currencies never mix',                                      [transfer(1, 'A>D 1')],                                             ['currency-mismatch']],
  ['the transfer has its accounts\' currency',                  [transfer(1, 'A>B 1', { currency: 'USD' })],                        ['currency-mismatch']],
  ['a closed account pays nothing',                             [transfer(1, 'C>A 1')],                                             ['debit-account-closed']],
  ['a closed account takes nothing',                            [transfer(1, 'A>C 1')],                                             ['credit-account-closed']],
  ['malformed comes before unknown accounts',                   [transfer(1, '->- 0')],                                             ['amount-not-positive']],
  ['unknown accounts come before funds',                        [transfer(1, 'A>- 5000')],                                          ['credit-account-not-found']],
  ['the currency comes before the closed account',              [transfer(1, 'D>C 5000')],                                          ['currency-mismatch']],
  ['the same again exists',                                     [transfer(1, 'A>B 600'), transfer(1, 'A>B 600')],                   ['written', 'exists']],
  ['another amount under the id is refused',                    [transfer(1, 'A>B 600'), transfer(1, 'A>B 601')],                   ['written', 'id-used-otherwise']],
  ['another kind under the id is refused',                      [transfer(1, 'A>B 600'), hold(1, 'A>B 600')],                       ['written', 'id-used-otherwise']],
  ['another account under the id is refused',                   [transfer(1, 'A>B 600'), transfer(1, 'A>S 600')],                   ['written', 'id-used-otherwise']],
  ['another reference under the id is refused',                 [transfer(1, 'A>B 6'), transfer(1, 'A>B 6', { reference: 'q' })],   ['written', 'id-used-otherwise']],
  ['one leg more under the id is refused',                      [transfer(1, 'A>B 6'), transfer(1, 'A>B 6, A>B 1')],                ['written', 'id-used-otherwise']],
  ['another expiry under the id is refused',                    [hold(1, 'A>B 6'), hold(1, 'A>B 6', { expiresAt: null })],          ['written', 'id-used-otherwise']],
  ['an id refused for funds never succeeds later',              [transfer(1, 'B>A 1'), transfer(2, 'A>B 9'), transfer(1, 'B>A 1')], ['insufficient-funds', 'written', 'id-already-refused']],
  ['an id refused as malformed stays free',                     [transfer(1, 'A>B 0'), transfer(1, 'A>B 1')],                       ['amount-not-positive', 'written']],
  ['a group counts as one',                                     [transfer(1, 'A>B 600, A>S 401')],                                  ['insufficient-funds']],
  ['a group nets',                                              [transfer(1, 'B>S 10, A>B 10')],                                    ['written']],
  ['a hold counts in the funds check',                          [hold(1, 'A>B 600'), transfer(2, 'A>B 401')],                       ['written', 'insufficient-funds']],
  ['what is held for someone is not yet theirs',                [hold(1, 'A>B 600'), transfer(2, 'B>S 1')],                         ['written', 'insufficient-funds']],
  ['a posted hold is theirs',                                   [hold(1, 'A>B 600'), settle('post', 2, 1), transfer(3, 'B>S 600')], ['written', 'written', 'written']],
  ['a voided hold is free again',                               [hold(1, 'A>B 600'), settle('void', 2, 1), transfer(3, 'A>B 1000')], ['written', 'written', 'written']],
  ['what is not posted is released',                            [hold(1, 'A>B 600'), settle('post', 2, 1, [100n]), transfer(3, 'A>B 900')], ['written', 'written', 'written']],
  ['what is posted in part stays paid',                         [hold(1, 'A>B 600'), settle('post', 2, 1, [100n]), transfer(3, 'A>B 901')], ['written', 'written', 'insufficient-funds']],
  ['a leg may be left out',                                     [hold(1, 'A>B 6, A>S 4'), settle('post', 2, 1, [6n, 0n])],          ['written', 'written']],
  ['not all legs may be left out',                              [hold(1, 'A>B 6, A>S 4'), settle('post', 2, 1, [0n, 0n])],          ['written', 'amount-not-positive']],
  ['amounts go with the legs',                                  [hold(1, 'A>B 6, A>S 4'), settle('post', 2, 1, [6n])],              ['written', 'amounts-not-of-hold']],
  ['no more is posted than was held',                           [hold(1, 'A>B 600'), settle('post', 2, 1, [601n])],                 ['written', 'exceeds-hold']],
  ['a hold is posted once',                                     [hold(1, 'A>B 6'), settle('post', 2, 1), settle('post', 3, 1)],     ['written', 'written', 'hold-already-posted']],
  ['a posted hold is not voided',                               [hold(1, 'A>B 6'), settle('post', 2, 1), settle('void', 3, 1)],     ['written', 'written', 'hold-already-posted']],
  ['a voided hold is not posted',                               [hold(1, 'A>B 6'), settle('void', 2, 1), settle('post', 3, 1)],     ['written', 'written', 'hold-already-voided']],
  ['the same posting again exists',                             [hold(1, 'A>B 6'), settle('post', 2, 1), settle('post', 2, 1)],     ['written', 'written', 'exists']],
  ['a part under the id of the whole is refused',               [hold(1, 'A>B 6'), settle('post', 2, 1), settle('post', 2, 1, [5n])], ['written', 'written', 'id-used-otherwise']],
  ['the whole under the id of a part is refused',               [hold(1, 'A>B 6'), settle('post', 2, 1, [5n]), settle('post', 2, 1)], ['written', 'written', 'id-used-otherwise']],
  ['a transfer is no hold',                                     [transfer(1, 'A>B 6'), settle('post', 2, 1)],                       ['written', 'hold-not-found']],
  ['an unknown hold is not posted',                             [settle('post', 2, 1)],                                             ['hold-not-found']],
  ['a refused hold never posts',                                [hold(1, 'B>A 6'), settle('post', 2, 1)],                           ['insufficient-funds', 'hold-not-found']],
  ['a hold does not expire early',                              [hold(1, 'A>B 6'), settle('expire', 2, 1)],                         ['written', 'hold-not-due']],
  ['a hold ends ahead of now',                                  [hold(1, 'A>B 6', { expiresAt: now })],                             ['expiry-not-ahead']],
];

for (const [title, commands, answers] of rules) {
  test(title, () => {
    const state = book();
    const given = commands.map((command) => {
      const decision = decide(state, command, now);
      evolve(state, command.id, decision);
      return said(decision);
    });
    assert.deepEqual(given, answers);
  });
}

// oxfmt-ignore
const overdue: [title: string, kind: 'post' | 'void' | 'expire', answer: string][] = [
  ['a hold is not posted at its expiry, swept or not', 'post',   'hold-expired'],
  ['a hold can be given back after its expiry',        'void',   'written'],
  ['a hold expires at its expiry',                     'expire', 'written'],
];

for (const [title, kind, answer] of overdue) {
  test(title, () => {
    const state = book();
    evolve(state, id(1), decide(state, hold(1, 'A>B 600'), now));
    const decision = decide(state, settle(kind, 2, 1), later);
    evolve(state, id(2), decision);
    assert.equal(said(decision), answer);
    const left = state.accounts.get(id('A'.charCodeAt(0)));
    assert.ok(left);
    assert.equal(available(left), answer === 'written' ? 1000n : 400n);
  });
}
