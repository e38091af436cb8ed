// What a visit may see and print, against a real database.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { statement } from '../../postgres/database.ts';
import { cardWorld } from '../../testing/card-world.ts';
import { makeReceipt, printCard } from './acts.ts';
import type { KioskContext } from './context.ts';
import { registerKiosk } from './kiosks.ts';
import * as store from './store.ts';
import { beginVisit, known, visitFor } from './visits.ts';

async function visitWithCard(t: Parameters<typeof cardWorld>[0]) {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const context = world.ctx as unknown as KioskContext;
  const now = world.ctx.clock.now();
  const registered = await registerKiosk(context, { programme: 'oman-prepaid', name: 'K1', place: 'Ruwi' }, now);
  assert.ok(registered.kind === 'done');
  const { kioskId } = registered.value;
  const kiosk = await store.selectKiosk(world.db, kioskId);
  assert.ok(kiosk !== undefined);
  const { visitId } = await beginVisit(context, kiosk, 'en', now);
  const know = async (knownBy: 'card' | 'pin'): Promise<void> => {
    const { customerId, accountId, cardId } = card;
    await store.updateKnown(world.db, kioskId, visitId, { knownBy, customerId, accountId, cardId, document: null });
  };
  return { world, card, context, now, kiosk, visitId, know };
}

test('a receipt of the balance needs the PIN, as the balance does', async (t) => {
  const { context, now, kiosk, visitId, know } = await visitWithCard(t);
  const order = () => ({ receiptId: randomUUID(), visitId, channel: 'print', act: 'balance' }) as const;
  await know('card');
  const refused = await makeReceipt(context, kiosk, order(), now);
  assert.deepEqual([refused.kind, refused.kind === 'refused' && refused.reason], ['refused', 'card-pin-needed']);
  await know('pin');
  const made = await makeReceipt(context, kiosk, order(), now);
  assert.deepEqual(made.kind === 'done' && made.value.amount, { currency: 'OMR', minor: '10000' });
});

const handOver = statement('test_card_hand_over', `UPDATE cards SET customer_id = $2 WHERE id = $1`);

test('a card without its PIN tells of no other card of its holder', async (t) => {
  const { world, card, context, now, kiosk, visitId, know } = await visitWithCard(t);
  const second = await world.card(10_000n);
  await world.db.query(handOver, [second.cardId, card.customerId]);
  const shown = async (): Promise<string[]> => {
    const visit = await visitFor(context, kiosk, visitId, undefined, now);
    assert.ok(visit.kind === 'done');
    return (await known(context, visit.value)).cards.map(({ id }) => id);
  };
  await know('card');
  assert.deepEqual(await shown(), [card.cardId]);
  await know('pin');
  assert.deepEqual((await shown()).toSorted(), [card.cardId, second.cardId].toSorted());
});

test('a card is printed once, never for a card without its PIN, and what is not printed takes no blank', async (t) => {
  const { world, card, context, now, kiosk, visitId, know } = await visitWithCard(t);
  await know('card');
  const asked = { visitId, cardId: card.cardId, replacementFor: undefined };
  const early = await printCard(context, kiosk, asked, now);
  assert.equal(early.kind === 'refused' && early.reason, 'card-pin-needed');
  await know('pin');
  assert.equal((await printCard(context, kiosk, asked, now)).kind, 'done');
  const again = await printCard(context, kiosk, asked, now);
  assert.equal(again.kind === 'refused' && again.reason, 'card-printed');
  assert.equal((await store.selectKiosk(world.db, kiosk.id))?.cardsLeft, kiosk.cardsLeft - 1);
});
