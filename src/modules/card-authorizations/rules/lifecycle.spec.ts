// The life of an authorisation: what is held is never negative and always what was asked less what was given back or settled.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import fc from 'fast-check';

import type { HoldChange } from '../types.ts';
import { fold, heldOriginal, judgeReversal, releaseOf, type LifeEvent, type LiveHold } from './lifecycle.ts';
import { candidateIds, idOfElements, idOfTrace, messageIdOf } from './network-key.ts';
import { addUsage, noCounter, usageOn } from './usage.ts';

type Step = { readonly act: 'increment' | 'reverse' | 'clear' | 'clear-part' | 'expire'; readonly amount: bigint };

const ended = ({ holdId, currency, amount, fee, original }: LiveHold): HoldChange => ({ holdId, currency, amount: -amount, fee, original });

/** Runs steps as the module does: holds are placed, ended, and the rest of one placed anew. */
function play(first: bigint, steps: readonly Step[]): LifeEvent[] {
  let made = 0;
  const placed = (original: bigint): HoldChange => {
    made += 1;
    return { holdId: `hold ${made}`, currency: 'OMR', amount: original * 2n, fee: 0n, original };
  };
  const events: LifeEvent[] = [{ kind: 'request', outcome: 'approved', amount: first, holds: [placed(first)] }];
  for (const { act, amount } of steps) {
    const life = fold(events);
    const give = (wanted: bigint): HoldChange[] => {
      const release = releaseOf(life.live, wanted);
      return [
        ...release.ended.map(ended),
        ...(release.rest === undefined ? [] : [{ ...placed(release.rest.original), amount: release.rest.amount }]),
      ];
    };
    if (act === 'increment' && (life.status === 'pending' || life.status === 'partially-cleared'))
      events.push({ kind: 'increment', outcome: 'approved', amount, holds: [placed(amount)] });
    if (act === 'reverse') {
      const judged = judgeReversal(life, amount, undefined);
      if (judged.kind === 'release')
        events.push({ kind: 'reversal', outcome: 'approved', amount: judged.original, holds: give(judged.original) });
      else events.push({ kind: 'reversal', outcome: judged.reason, amount, holds: [] });
    }
    if (act === 'clear') events.push({ kind: 'clearing', outcome: 'approved', amount, holds: life.live.map(ended) });
    if (act === 'clear-part')
      events.push({ kind: 'clearing', outcome: 'approved', amount, holds: life.live.length === 0 ? [] : give(amount) });
    if (act === 'expire' && life.live.length > 0)
      events.push({ kind: 'expiry', outcome: 'approved', amount: heldOriginal(life), holds: life.live.map(ended) });
  }
  return events;
}

const amounts = fc.bigInt({ min: 1n, max: 1000n });
const step = fc.record({
  act: fc.constantFrom('increment', 'reverse', 'clear', 'clear-part', 'expire'),
  amount: amounts,
}) as fc.Arbitrary<Step>;

test('held = authorised + increments − reversals − cleared (capped) − expired − released, and never negative', () => {
  fc.assert(
    fc.property(amounts, fc.array(step, { maxLength: 12 }), (first, steps) => {
      const events = play(first, steps);
      for (let count = 1; count <= events.length; count += 1) {
        const past = events.slice(0, count);
        const life = fold(past);
        const held = heldOriginal(life);
        const settled = past
          .filter(({ kind, outcome }) => kind === 'clearing' && outcome === 'approved')
          .reduce((sum, { holds }) => sum + holds.reduce((of, { amount, original }) => of + (amount < 0n ? original : -original), 0n), 0n);
        assert.ok(held >= 0n && life.live.every(({ amount, original }) => amount >= 0n && original > 0n));
        assert.equal(held, life.authorized - life.reversed - life.expired - settled);
        assert.equal(settled - life.released >= 0n, true);
      }
    }),
  );
});

const hold: HoldChange = { holdId: 'a', currency: 'OMR', amount: 100n, fee: 0n, original: 100n };
const end: HoldChange = { ...hold, amount: -100n };
const asked: LifeEvent = { kind: 'request', outcome: 'approved', amount: 100n, holds: [hold] };

for (const [status, events] of [
  ['declined', [{ kind: 'request', outcome: 'insufficient-funds', amount: 100n, holds: [] }]],
  ['pending', [asked]],
  ['reversed', [asked, { kind: 'reversal', outcome: 'approved', amount: 100n, holds: [end] }]],
  ['expired', [asked, { kind: 'expiry', outcome: 'approved', amount: 100n, holds: [end] }]],
  ['cleared', [asked, { kind: 'clearing', outcome: 'approved', amount: 40n, holds: [end] }]],
  [
    'partially-cleared',
    [asked, { kind: 'clearing', outcome: 'approved', amount: 40n, holds: [end, { ...hold, holdId: 'b', amount: 60n, original: 60n }] }],
  ],
  [
    'cleared',
    [
      asked,
      { kind: 'expiry', outcome: 'approved', amount: 100n, holds: [end] },
      { kind: 'clearing', outcome: 'approved', amount: 100n, holds: [] },
    ],
  ],
] as const satisfies readonly (readonly [string, readonly LifeEvent[]])[])
  test(`${events.map(({ kind }) => kind).join(', ')}: ${status}`, () => assert.equal(fold(events).status, status));

test('refusals of reversals come in their order', () => {
  const reason = (...wanted: Parameters<typeof judgeReversal>): string => {
    const judged = judgeReversal(...wanted);
    return judged.kind === 'release' ? String(judged.original) : judged.reason;
  };
  const life = fold([asked]);
  assert.deepEqual(
    [
      reason(undefined, 1n, undefined),
      reason(fold([asked, { kind: 'expiry', outcome: 'approved', amount: 100n, holds: [end] }]), 1n, undefined),
    ],
    ['original-unknown', 'nothing-to-reverse'],
  );
  assert.deepEqual(
    [reason(life, 101n, undefined), reason(life, 100n, 101n), reason(life, 100n, 30n), reason(life, 100n, undefined)],
    ['reversal-too-large', 'reversal-too-large', '70', '100'],
  );
});

test('what stays of an amount that is settled in part is told of the whole; only what is still held is given back', () => {
  const part = fold([
    asked,
    { kind: 'clearing', outcome: 'approved', amount: 40n, holds: [end, { ...end, holdId: 'b', amount: 60n, original: 60n }] },
  ]);
  const released = (replacement: bigint): string => {
    const judged = judgeReversal(part, 100n, replacement);
    return judged.kind === 'release' ? String(judged.original) : judged.reason;
  };
  assert.deepEqual([released(80n), released(40n), released(10n), released(101n)], ['20', '60', '60', 'reversal-too-large']);
});

test('a hold of a fee alone stands until all is given back', () => {
  const hold = { holdId: 'a', currency: 'USD', amount: 100n, fee: 0n, original: 100n } as const;
  const fee = { holdId: 'b', currency: 'OMR', amount: 5n, fee: 5n, original: 0n } as const;
  assert.deepEqual(
    releaseOf([hold, fee], 30n).ended.map(({ holdId }) => holdId),
    ['a'],
  );
  assert.deepEqual(releaseOf([hold, fee], 100n), { ended: [hold, fee], rest: undefined });
});

test('a repeat computes the ids of the first, DE 90 those of the original, and leading zeros of an acquirer do not count', () => {
  const elements = { stan: '42', transmissionAt: Temporal.Instant.from('2026-03-01T08:00:00.5Z'), acquirer: '00000012345' };
  const same = { stan: '000042', transmissionAt: Temporal.Instant.from('2026-03-01T08:00:00Z'), acquirer: '12345' };
  assert.equal(idOfElements(elements), idOfElements(same));
  assert.equal(messageIdOf('request', elements), messageIdOf('request', same));
  assert.notEqual(messageIdOf('request', same), messageIdOf('reversal', same));
  assert.notEqual(idOfElements(same), idOfElements({ ...same, stan: '000043' }));
  assert.deepEqual(candidateIds({ networkTraceId: 'T1', originalElements: same }), [idOfTrace('T1'), idOfElements(elements)]);
  assert.match(idOfElements(same), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('counters of another day or month start anew, and what is given back goes to its own day', () => {
  const spent = addUsage(usageOn(undefined, '2026-03-01'), { kind: 'purchase', day: '2026-03-01', count: 1, sum: 500n });
  assert.deepEqual(spent.purchase, { dayCount: 1, daySum: 500n, monthCount: 1, monthSum: 500n });
  const next = usageOn(spent, '2026-03-02');
  assert.deepEqual(next.purchase, { dayCount: 0, daySum: 0n, monthCount: 1, monthSum: 500n });
  const back = addUsage(next, { kind: 'purchase', day: '2026-03-01', count: -1, sum: -500n });
  assert.deepEqual(back.purchase, noCounter);
  assert.deepEqual(usageOn(spent, '2026-04-01').purchase, noCounter);
});
