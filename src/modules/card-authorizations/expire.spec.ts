// What the expiry of holds reads: what is held and due, and nothing of the past.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { cardWorld, purchase, reversalOf } from '../../testing/card-world.ts';
import { range } from '../../testing/race.ts';
import { heldAuthorizations } from './expire.ts';
import { expireDue } from './index.ts';

test('of an account with a past only what is still held, and whose days are over, is looked at', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(100_000n);
  const submit = async (minor: number, more = {}): Promise<string> =>
    (await world.authorizer.submit(purchase(card, minor, more))).authorizationId ?? '';
  for (const _ of range(5)) {
    const over = purchase(card, 100);
    await world.authorizer.submit(over);
    await world.authorizer.submit(reversalOf(over));
  }
  await submit(300, { kind: 'financial' });
  assert.equal((await world.authorizer.submit(purchase(card, 900_000))).outcome, 'insufficient-funds');
  const grocer = await submit(1000);
  const partly = purchase(card, 2000);
  await world.authorizer.submit(partly);
  await world.authorizer.submit(reversalOf(partly, { replacementAmount: { currency: 'OMR', minor: 500n } }));
  const hotel = await submit(4000, { mcc: '7011', preAuthorization: true });

  const idsUntil = async (until: Temporal.Instant, only?: string): Promise<string[]> =>
    (await heldAuthorizations(world.db, [card.accountId], { until, ...(only === undefined ? {} : { only }) })).map(
      ({ authorizationId }) => authorizationId,
    );
  const now = world.ctx.clock.now();
  const [soon, late] = [now.add({ hours: 24 * 15 }), now.add({ hours: 24 * 400 })];
  assert.deepEqual(await idsUntil(now), []);
  const due = await idsUntil(soon);
  assert.equal(due.length, 2);
  assert.ok(due.includes(grocer) && !due.includes(hotel));
  assert.equal((await idsUntil(late)).length, 3);
  assert.deepEqual(await idsUntil(now, hotel), [hotel], 'the one that is asked for, whatever its days');

  assert.deepEqual(await world.funds(card.accountId), [99_700n, 5500n, 94_200n, 0n]);
  assert.equal(await expireDue(world.ctx, soon, now), 2);
  assert.deepEqual(await world.funds(card.accountId), [99_700n, 4000n, 95_700n, 0n]);
  assert.deepEqual(await idsUntil(soon), []);
  assert.equal(await expireDue(world.ctx, late, now), 1);
  assert.deepEqual(await world.funds(card.accountId), [99_700n, 0n, 99_700n, 0n]);
});
