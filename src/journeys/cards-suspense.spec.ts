// What the scheme asks for a card that is not known: asked to be resolved by the bank's systems, agreed to by a person in the console.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkLedger } from '../modules/ledger/index.ts';
import { openConsole } from '../testing/console-door.ts';
import { openCardFor } from './card-acts.ts';
import { clearingFile, upload } from './clearing-files.ts';
import { openWorld } from './world.ts';

const reason = 'the acquirer named the card in its letter';
const unknown = '9512001000000018';

test('what no card is known for waits in suspense until two have resolved it: on a card, or back to the scheme', async (t) => {
  const world = await openWorld(t);
  const { clock, database } = world.deps;
  const held = await openCardFor(world, await world.person(), { balanceMinor: 10_000n });
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'operations');
  const huda = await office.hire('huda', 'supervisor');
  const record = { card_number: unknown, currency: 'OMR' };
  const records = [
    { ...record, amount: '2.500' },
    { ...record, amount: '1.000', type: 'refund' },
  ];
  assert.deepEqual((await upload(world, clearingFile(world, records))).body.results, { suspense: 2 });

  const { items } = (await world.api('GET', '/v1/suspense')).body;
  assert.deepEqual(
    items.map(({ kind, status, amount, merchantName }: Record<string, unknown>) => [kind, status, amount, merchantName]),
    [
      ['refund', 'open', { currency: 'OMR', minor: '1000' }, 'Muscat Grocery'],
      ['purchase', 'open', { currency: 'OMR', minor: '2500' }, 'Muscat Grocery'],
    ],
  );
  assert.ok(!JSON.stringify(items).includes(unknown));
  const [refund, purchase] = items;
  const page = (await world.api('GET', '/v1/suspense?limit=1')).body;
  assert.deepEqual([page.items.length, page.items[0].itemId], [1, refund.itemId]);
  assert.equal((await world.api('GET', `/v1/suspense?limit=1&cursor=${page.next}`)).body.items[0].itemId, purchase.itemId);
  assert.equal((await world.api('GET', '/v1/suspense?cursor=nonsense')).reason, 'cursor-unknown');

  // The bank's system asks; a person agrees.
  const wish = { act: 'match', cardId: held.cardId, reason };
  const asked = await world.api('POST', `/v1/suspense/${purchase.itemId}/resolutions`, wish);
  assert.deepEqual(
    [asked.status, asked.body.status, asked.body.resolution.cardId],
    [201, 'asked', held.cardId],
    JSON.stringify(asked.body),
  );
  const again = await world.api('POST', `/v1/suspense/${purchase.itemId}/resolutions`, wish);
  assert.deepEqual([again.status, again.body.status], [200, 'asked'], 'only a person agrees');
  const path = `/suspense/${purchase.itemId}/resolution`;
  assert.equal((await salma.call('POST', path, { act: 'return', reason })).reason, 'suspense-asked-otherwise');
  const matched = await salma.call('POST', path, wish);
  assert.deepEqual([matched.status, matched.body.status, matched.body.resolution.decidedBy], [200, 'matched', `staff:${salma.staffId}`]);
  assert.equal((await salma.call('POST', path, wish)).body.status, 'matched');
  assert.equal((await salma.call('POST', path, { act: 'return', reason })).reason, 'suspense-resolved');
  const { transactions } = (await world.api('GET', `/v1/card-accounts/${held.accountId}/transactions`)).body;
  assert.deepEqual([transactions[0].kind, transactions[0].amount], ['purchase', { currency: 'OMR', minor: '-2500' }]);

  // Two people give the refund back to the scheme; the first cannot agree with himself.
  const back = { act: 'return', reason };
  const of = `/suspense/${refund.itemId}/resolution`;
  assert.deepEqual(
    [(await salma.call('POST', of, back)).body.status, (await salma.call('POST', of, back)).body.status],
    ['asked', 'asked'],
  );
  assert.equal((await huda.call('POST', of, { act: 'turn-down', reason })).body.status, 'open');
  assert.equal((await huda.call('POST', of, back)).body.status, 'asked');
  assert.equal((await salma.call('POST', of, back)).body.status, 'returned');

  assert.deepEqual((await huda.call('GET', '/suspense')).body.items, []);
  assert.equal((await huda.call('GET', '/suspense?status=returned')).body.items.length, 1);
  const day = (await world.api('GET', '/v1/reconciliations/2026-03-01')).body;
  assert.equal(day.balanced, true, JSON.stringify(day));
  assert.ok(!day.differences.some(({ kind }: { kind: string }) => kind === 'in-suspense'), JSON.stringify(day.differences));
  assert.deepEqual(await checkLedger(database, clock.now()), []);
});
