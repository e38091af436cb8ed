// Settlements that come again where something else came first.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { statement } from '../../postgres/database.ts';
import { cardWorld } from '../../testing/card-world.ts';
import { checkLedger } from '../ledger/index.ts';
import { clear } from './index.ts';

const unused = statement('test_card_unused', `UPDATE cards SET activated_at = $2 WHERE id = $1`);

test('a settlement that waits in suspense, or was posted on another account, moves no second time and stops no other', async (t) => {
  const world = await cardWorld(t);
  const [one, other] = [await world.card(10_000n), await world.card(10_000n)];
  const now = world.ctx.clock.now();
  const settle = async (...cards: [id: string, cardId: string][]): Promise<string[]> => {
    const presentments = cards.map(([id, cardId]) => ({
      ...{ id, cardId, kind: 'purchase' as const, amount: money('OMR', 1000n), occurredAt: now, reference: 'test' },
    }));
    return await world.db.transaction(async (tx) => (await clear(tx, world.ctx, presentments, now)).map(({ result }) => result));
  };
  const [waits, posted] = [randomUUID(), randomUUID()];
  await world.db.query(unused, [one.cardId, null]);
  assert.deepEqual(await settle([waits, one.cardId]), ['suspense']);
  await world.db.query(unused, [one.cardId, now]);
  assert.deepEqual(await settle([posted, other.cardId]), ['forced']);
  assert.deepEqual(await settle([waits, one.cardId], [posted, one.cardId], [randomUUID(), one.cardId]), ['exists', 'exists', 'forced']);
  const twice = randomUUID();
  assert.deepEqual(await settle([twice, one.cardId], [twice, other.cardId], [twice, one.cardId]), ['forced', 'exists', 'exists']);
  assert.deepEqual(await world.funds(one.accountId), [8000n, 0n, 8000n, 0n]);
  assert.deepEqual(await world.funds(other.accountId), [9000n, 0n, 9000n, 0n]);
  assert.deepEqual(await checkLedger(world.db, now), []);
});
