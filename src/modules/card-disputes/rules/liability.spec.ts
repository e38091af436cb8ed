// What moves at each step of a dispute, and that nothing is ever lost between the columns.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { take, type Part, type Step } from './liability.ts';

const fresh: Part = {
  part: 0,
  role: 'transaction',
  sourceId: 's',
  currency: 'OMR',
  original: 12_500n,
  vatAmount: 0n,
  vatPpm: 0,
  recovered: 0n,
  denied: 0n,
  writtenOff: 0n,
  remaining: 12_500n,
  credited: 0n,
};
const fee: Part = { ...fresh, part: 1, role: 'fee', original: 1575n, remaining: 1575n, vatAmount: 75n, vatPpm: 50_000 };

function walk(start: Part, steps: readonly Step[]): { part: Part; moves: string[] } {
  let part = start;
  const moves: string[] = [];
  for (const step of steps) {
    const taken = take(part, step);
    part = taken.part;
    for (const move of taken.moves) {
      if (move.kind === 'credit') moves.push(`${move.from}>holder ${move.amount}`);
      else if (move.kind === 'charge') moves.push(`holder>${move.to} ${move.amount}`);
      else moves.push(`${move.from}>${move.to} ${move.amount}`);
    }
  }
  return { part, moves };
}

const rows: [rule: string, part: Part, steps: Step[], moves: string[]][] = [
  ['a credit is lent from the claim', fresh, ['give-credit'], ['chargeback-receivable>holder 12500']],
  ['a credit is given once', fresh, ['give-credit', 'give-credit'], ['chargeback-receivable>holder 12500']],
  [
    'a won dispute pays the claim, and the holder keeps the credit',
    fresh,
    ['give-credit', 'recover'],
    ['chargeback-receivable>holder 12500', 'scheme-settlement>chargeback-receivable 12500'],
  ],
  ['a won dispute without a credit pays the holder', fresh, ['recover'], ['scheme-settlement>holder 12500']],
  [
    'a re-presentment debits again',
    fresh,
    ['give-credit', 'take-back'],
    ['chargeback-receivable>holder 12500', 'holder>chargeback-receivable 12500'],
  ],
  ['what was not credited is not taken back', fresh, ['take-back', 'deny'], []],
  [
    'won after a re-presentment pays the holder again',
    fresh,
    ['give-credit', 'take-back', 'recover'],
    ['chargeback-receivable>holder 12500', 'holder>chargeback-receivable 12500', 'scheme-settlement>holder 12500'],
  ],
  ['a write-off is the bank’s', fresh, ['write-off'], ['write-off>holder 12500']],
  [
    'a fee waits with the bank, and is given up when the dispute is won',
    fee,
    ['give-credit', 'recover'],
    ['provisional-credit>holder 1575', 'fee>provisional-credit 1575'],
  ],
  [
    'made by the holder after all, after a win: debited, and owed to the scheme',
    fresh,
    ['give-credit', 'recover', 'deny'],
    ['chargeback-receivable>holder 12500', 'scheme-settlement>chargeback-receivable 12500', 'holder>scheme-settlement 12500'],
  ],
];
for (const [rule, part, steps, moves] of rows) test(rule, () => assert.deepEqual(walk(part, steps).moves, moves));

const steps: Step[] = ['give-credit', 'take-back', 'recover', 'write-off', 'deny'];

test('original = recovered + denied + written off + remaining after any steps, and the holder has exactly what moved', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.constantFrom<Part['role']>('transaction', 'fee'),
      fc.array(fc.constantFrom(...steps), { maxLength: 12 }),
      (original, role, taken) => {
        let part: Part = { ...fresh, role, original, remaining: original };
        let holder = 0n;
        for (const step of taken) {
          const next = take(part, step);
          part = next.part;
          for (const move of next.moves) {
            assert.ok(move.amount > 0n);
            if (move.kind === 'credit') holder += move.amount;
            if (move.kind === 'charge') holder -= move.amount;
          }
          assert.equal(part.original, part.recovered + part.denied + part.writtenOff + part.remaining);
          assert.equal(holder, part.credited);
          assert.ok([part.recovered, part.denied, part.writtenOff, part.remaining, part.credited].every((amount) => amount >= 0n));
          // Settled in the holder's favour is what the holder has; denied is what the holder has not.
          if (part.remaining === 0n) assert.equal(part.credited, part.recovered + part.writtenOff);
        }
      },
    ),
  );
});

test('every claim is empty once a part is settled', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 10 }), (taken) => {
      const sides = new Map<string, bigint>();
      const add = (side: string, amount: bigint): void => void sides.set(side, (sides.get(side) ?? 0n) + amount);
      let part = fresh;
      for (const step of [...taken, 'deny' as const]) {
        const next = take(part, step);
        part = next.part;
        for (const move of next.moves) {
          if (move.kind !== 'charge') add(move.from, -move.amount);
          if (move.kind !== 'credit') add(move.to, move.amount);
        }
      }
      for (const [side, amount] of sides) assert.equal(amount, 0n, side);
    }),
  );
});
