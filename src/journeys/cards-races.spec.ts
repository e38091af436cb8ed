// Sixty-four at once: a card is activated once, its PIN and its number are shown once, it is replaced once.

import assert from 'node:assert/strict';
import test from 'node:test';

import type { Outcome } from '../kernel/refusal.ts';
import { statement, type Session, type Statement } from '../postgres/database.ts';
import { activateCard, closeCard, replaceCard, showDetails, takePin, type CardGuards } from '../modules/cards/index.ts';
import { connectAll, range } from '../testing/race.ts';
import { approved, cardholder, openCardFor } from './card-acts.ts';
import { must, openWorld, type World } from './world.ts';

/** Reasons of the refusals and how many there were of each; 'done' counts the others. */
function tally(outcomes: readonly Outcome<unknown, string>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const name = outcome.kind === 'done' ? 'done' : outcome.reason;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

async function race(world: World, work: (tx: Session, nth: number) => Promise<Outcome<unknown, string>>): Promise<Record<string, number>> {
  const { database } = world.deps;
  await connectAll(database);
  return tally(await Promise.all(range(64).map(async (nth) => await database.transaction(async (tx) => await work(tx, nth)))));
}

const noLock = async (): Promise<Map<string, never[]>> => await Promise.resolve(new Map<string, never[]>());
const actor = 'system';

test('of 64 activations of one card one is made; without the lock and the condition several are', async (t) => {
  const world = await openWorld(t);
  const person = await world.person();
  const { cards, clock } = world.deps;
  const run = async (guards?: CardGuards): Promise<Record<string, number>> => {
    const { cardId } = await openCardFor(world, person, { active: false, balanceMinor: 0n });
    return await race(world, async (tx) => await activateCard(tx, cards, { cardId, actor }, clock.now(), guards));
  };
  assert.deepEqual(await run(), { done: 1, 'card-state-unfit': 63 });
  const change = statement(
    'test_change_anyway',
    `UPDATE cards SET status = $3, status_reason = $4, activated_at = coalesce(activated_at, $5) WHERE id = $1 AND $2::text[] IS NOT NULL RETURNING id`,
  );
  const without = await run({ lock: noLock, change });
  assert.ok((without['done'] ?? 0) > 1, JSON.stringify(without));
});

test('of 64 who take one PIN one gets it; where it is read and not erased in one statement all do', async (t) => {
  const world = await openWorld(t);
  const person = await world.person();
  const { cards, clock } = world.deps;
  const run = async (take?: Statement): Promise<Record<string, number>> => {
    const { cardId } = await openCardFor(world, person, { active: false, balanceMinor: 0n });
    return await race(world, async (tx) => await takePin(tx, cards, { cardId, actor }, clock.now(), take));
  };
  assert.deepEqual(await run(), { done: 1, 'pin-delivered': 63 });
  const read = statement('test_read_pin', `SELECT pin_sealed AS "pinSealed" FROM card_pins_waiting WHERE card_id = $1`);
  assert.deepEqual(await run(read), { done: 64 });
});

test('of 64 showings of one approval one is made; without the condition all are', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const { cards, clock, database } = world.deps;
  const run = async (use?: Statement): Promise<Record<string, number>> => {
    const { operationId } = await approved(salim, 'card-details', { cardId: salim.cardId, shows: 'number' });
    const asked = { operationId, cardId: salim.cardId, customerId: salim.person.id };
    await connectAll(database);
    return tally(await Promise.all(range(64).map(async () => await showDetails(cards, asked, clock.now(), use))));
  };
  assert.deepEqual(await run(), { done: 1, 'details-not-approved': 63 });
  const anyway = statement(
    'test_use_anyway',
    `UPDATE card_detail_grants SET shown_at = $5 WHERE operation_id = $1 AND card_id = $2 AND customer_id = $3 AND shows = $4 RETURNING operation_id`,
  );
  assert.deepEqual(await run(anyway), { done: 64 });
});

test('of 64 replacements of one card one is made; without the lock and the constraint several are', async (t) => {
  const world = await openWorld(t);
  const person = await world.person();
  const { cards, clock, database } = world.deps;
  const run = async (guards?: CardGuards): Promise<Record<string, number>> => {
    const { cardId } = await openCardFor(world, person);
    await database.transaction(async (tx) => must(await closeCard(tx, cards, { cardId, actor, reason: 'lost' }, clock.now())));
    const wanted = { cardId, actor, reason: 'lost', form: 'virtual' } as const;
    return await race(world, async (tx) => await replaceCard(tx, cards, { ...wanted, newCardId: cards.newId() }, clock.now(), guards));
  };
  assert.deepEqual(await run(), { done: 1, 'card-replaced': 63 });
  await database.query(statement('test_drop_once', `ALTER TABLE cards DROP CONSTRAINT cards_replacement_for_key`));
  assert.deepEqual(await run(), { done: 1, 'card-replaced': 63 }, 'the lock alone');
  const without = await run({ lock: noLock });
  assert.ok((without['done'] ?? 0) > 1, JSON.stringify(without));
});
