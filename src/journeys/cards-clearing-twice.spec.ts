// One settlement by two ways: an advice through the ISO 8583 port, and the scheme's file that brings it too.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { importClearingFile, writeClearingFile } from '../modules/card-clearing/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { answered, openCardNetworkWorld } from '../testing/card-network.ts';

test('what a completed transaction posted by message is posted no second time by the file that brings it too', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card({ OMR: 10_000n });
  const { cards } = world;
  const advice = world.acquirer.stamp(world.message(held, { mti: '0220', minor: 4000n, pin: null }));
  assert.equal(answered(await world.acquirer.send(advice)).code, '00');
  assert.equal((await world.wallet(held.accountId)).posted, 6000n);

  const createdAt = cards.clock.now();
  const { 7: sentAt = '', 11: stan = '', 32: acquirer = '' } = advice.fields;
  const [month, date, hour, minute, second] = sentAt.match(/../g) ?? [];
  const record = {
    ...{ id: 'record-1', type: 'purchase', card_number: held.pan, amount: '4.000', currency: 'OMR', country: 'OM', mcc: '5411' },
    ...{ stan, acquirer, transaction_at: createdAt.toString() },
    transmission_at: `${createdAt.toString().slice(0, 4)}-${month}-${date}T${hour}:${minute}:${second}Z`,
  };
  const file = writeClearingFile({ format: 'jsonl', programme: 'oman-prepaid', fileId: 'F-1', sequence: 1, createdAt }, [record], {
    count: 1,
    sum: 4000n,
  });
  const outcome = await importClearingFile(cards, { open: () => [Buffer.from(file)] }, { mode: 'all-or-nothing', actor: 'system' });
  assert.ok(outcome.kind === 'done');
  assert.deepEqual([outcome.value.status, outcome.value.rowsDone, outcome.value.badLines], ['done', 1, []]);
  assert.equal((await world.wallet(held.accountId)).posted, 6000n);
  assert.deepEqual(await checkLedger(cards.database, createdAt), []);
});
