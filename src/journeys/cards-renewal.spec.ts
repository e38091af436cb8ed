// Renewal and expiry: by the end of day, at the holder's wish, and not where the holder opted out.

import assert from 'node:assert/strict';
import test from 'node:test';

import { cardDayTasks } from '../modules/cards/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { chargeWallet } from '../modules/wallets/index.ts';
import { approved, cardholder, cardProgrammeName, type Cardholder } from './card-acts.ts';
import { must, openWorld, type World } from './world.ts';

type CardView = { cardId: string; status: string; closedReason?: string; replacementFor?: string };

// Issued on 2026-03-01, so they end on 2029-03-31; the programme renews 30 days before.
const tooEarly = '2029-02-27T20:30:00Z';
const inTime = '2029-03-10T08:00:00Z';

/** Moves to a day and lets the tasks of the day before it run, as the end of day does. */
async function endOfDayBefore(world: World, instant: string): Promise<void> {
  const { cards, clock } = world.deps;
  clock.set(instant);
  const day = clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate().subtract({ days: 1 });
  for (const task of cardDayTasks(cards)) await task.run({ programme: cardProgrammeName, day }, clock.now());
}

/** Sessions end long before years are over. */
async function again(world: World, held: Cardholder): Promise<Cardholder> {
  return { ...held, bank: await world.signIn(held.person) };
}

const cardsOf = async ({ bank, accountId }: Cardholder): Promise<CardView[]> =>
  (await bank.get(`/bank/v1/card-accounts/${accountId}`)).body.cards as CardView[];
const balanceOf = async ({ bank, accountId }: Cardholder): Promise<string> =>
  (await bank.get(`/bank/v1/card-accounts/${accountId}`)).body.wallets[0].balance.minor as string;

test('PC-06 PC-38 a card is renewed before it ends without being asked for, once, with the annual fee; the old one works until then', async (t) => {
  const world = await openWorld(t);
  const first = await cardholder(world);
  await endOfDayBefore(world, tooEarly);
  assert.equal((await cardsOf(await again(world, first))).length, 1, 'too early');
  await endOfDayBefore(world, inTime);
  const salim = await again(world, first);
  const [old, fresh, ...more] = await cardsOf(salim);
  assert.ok(old && fresh);
  assert.deepEqual([old.status, fresh.status, fresh.replacementFor, more.length], ['active', 'inactive', old.cardId, 0]);
  assert.equal(await balanceOf(salim), String(100_000 - 3_150), '3.000 and 5 % of tax');
  await endOfDayBefore(world, inTime);
  assert.deepEqual([(await cardsOf(salim)).length, await balanceOf(salim)], [2, '96850'], 'the same day again does nothing');
  assert.ok((await world.texts(salim.person.mobile)).some((text) => /ends soon and was renewed/.test(text)));

  assert.equal((await approved(salim, 'card-activation', { cardId: fresh.cardId })).body.status, 'executed');
  const after = await cardsOf(salim);
  assert.deepEqual(
    after.map(({ status, closedReason }) => [status, closedReason]),
    [
      ['closed', 'renewed'],
      ['active', undefined],
    ],
    'the old one stops when the new one is activated',
  );
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test('PC-38 the holder opts out after an approval: the card is not renewed and ends on its last day', async (t) => {
  const world = await openWorld(t);
  const first = await cardholder(world);
  assert.equal((await approved(first, 'card-renewal', { cardId: first.cardId, choice: 'opt-out' })).body.status, 'executed');
  assert.equal((await first.bank.get(`/bank/v1/card-accounts/${first.accountId}`)).body.renewsByDefault, false);
  await endOfDayBefore(world, inTime);
  assert.equal((await cardsOf(await again(world, first))).length, 1);
  await endOfDayBefore(world, '2029-03-31T08:00:00Z');
  assert.equal((await cardsOf(await again(world, first)))[0]?.status, 'active', 'the last day is not over');
  await endOfDayBefore(world, '2029-03-31T20:00:00Z');
  const salim = await again(world, first);
  const [only, ...more] = await cardsOf(salim);
  assert.deepEqual([only?.status, only?.closedReason, more.length, await balanceOf(salim)], ['closed', 'expired', 0, '100000']);
});

test('PC-06 PC-38 the holder renews by an approval that names the fee, not too early and not twice', async (t) => {
  const world = await openWorld(t);
  const first = await cardholder(world);
  const params = { cardId: first.cardId, choice: 'renew' };
  assert.equal((await first.bank.post('/bank/v1/operations', { kind: 'card-renewal', params })).reason, 'renewal-too-early');
  world.deps.clock.set(inTime);
  const salim = await again(world, first);
  const done = await approved(salim, 'card-renewal', params);
  assert.deepEqual([done.body.status, done.body.details.fee], ['executed', '3150'], JSON.stringify(done.body));
  assert.equal((await salim.bank.post('/bank/v1/operations', { kind: 'card-renewal', params })).reason, 'card-replaced');
  await endOfDayBefore(world, inTime);
  assert.deepEqual([(await cardsOf(salim)).length, await balanceOf(salim)], [2, '96850'], 'the end of day finds nothing to do');
});

test('PC-38 the annual fee is posted before the end also where a cancelled card still owes something', async (t) => {
  const world = await openWorld(t);
  const first = await cardholder(world, { balanceMinor: 1_000n });
  const { cards, clock, database } = world.deps;
  const id = cards.newId();
  const late = { kind: 'purchase', cardId: first.cardId, termsVersion: '2026-01', occurredAt: clock.now() } as const;
  const charge = { id, accountId: first.accountId, currency: 'OMR', amount: 1_500n, counterpart: 'scheme-settlement' } as const;
  await database.transaction(async (tx) =>
    must(await chargeWallet(tx, { ...charge, code: 'card-purchase', reference: id, transaction: late }, clock.now())),
  );
  assert.equal(await balanceOf(first), '-500');
  await world.api('POST', `/v1/cards/${first.cardId}/cancel`, { reason: 'breach' });
  await endOfDayBefore(world, inTime);
  await endOfDayBefore(world, inTime);
  const salim = await again(world, first);
  assert.deepEqual([(await cardsOf(salim)).length, await balanceOf(salim)], [1, '-3650'], 'the fee once, and no new card');
  const paid = await cardholder(world);
  await world.api('POST', `/v1/cards/${paid.cardId}/cancel`, { reason: 'breach' });
  world.deps.clock.set('2032-03-05T08:00:00Z');
  await endOfDayBefore(world, '2032-03-05T08:00:00Z');
  assert.equal(await balanceOf(await again(world, paid)), '100000', 'who owes nothing pays nothing');
});
