// The end of day with the real tasks of all modules: in order, twice without harm, missed days caught up, two runners at once.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { runCardDay, runFinishedDays, type EndOfDay } from '../jobs/end-of-day/end-of-day.ts';
import { checkCards, reconcileDay } from '../modules/card-clearing/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { statement } from '../postgres/database.ts';
import { wireDays } from '../wire-days.ts';
import { openCardFor } from './card-acts.ts';
import { clearingFile, upload } from './clearing-files.ts';
import { openWorld, type World } from './world.ts';

const programme = 'oman-prepaid';

const stateStatement = statement(
  'test_days_state',
  `SELECT (SELECT count(*) FROM card_transactions)::int AS transactions, (SELECT coalesce(sum(amount), 0) FROM card_transactions)::bigint AS amount,
     (SELECT count(*) FROM ledger_transfers)::int AS transfers, (SELECT count(*) FROM cards)::int AS cards`,
);

async function state(world: World): Promise<unknown> {
  return (await world.deps.database.query(stateStatement))[0];
}

async function well(world: World): Promise<void> {
  const { database, cards, clock } = world.deps;
  assert.deepEqual(await checkLedger(database, clock.now()), []);
  assert.deepEqual(await checkCards(database), []);
  const day = clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate();
  const made = await reconcileDay(cards, { programme, day });
  assert.ok(
    made.kind === 'done' && made.value.balanced,
    JSON.stringify(made.kind === 'done' ? made.value.differences.map(({ kind }) => kind) : ''),
  );
}

/** One account in order, one in debt with another wallet of its holder, one with a hold. */
async function busy(world: World): Promise<void> {
  await world.api('POST', '/v1/exchange-rates', {
    source: 'scheme',
    day: '2026-03-01',
    base: 'OMR',
    rates: [{ currency: 'USD', rate: '2.6008' }],
  });
  const [good, owing, holding] = [
    await openCardFor(world, await world.person()),
    await openCardFor(world, await world.person(), { balanceMinor: 1_000n, wallets: { USD: 5_000n } }),
    await openCardFor(world, await world.person()),
  ];
  const taken = await upload(
    world,
    clearingFile(world, [
      { card_number: good.pan, amount: '10.000', currency: 'OMR' },
      { card_number: owing.pan, amount: '3.000', currency: 'OMR' },
    ]),
  );
  assert.equal(taken.body.rowsDone, 2);
  const asked = await world.api('POST', '/v1/simulator/authorizations', {
    ...{ cardId: holding.cardId, amount: { currency: 'OMR', minor: '7000' }, mcc: '5411', country: 'OM', channel: 'ecommerce' },
    ...{ cvv2: holding.cvv2, expiry: holding.expiry },
  });
  assert.equal(asked.body.outcome, 'approved', JSON.stringify(asked.body));
}

test('a month of days, caught up at once: a second run of any of them changes nothing, and every count is right', async (t) => {
  const world = await openWorld(t);
  await busy(world);
  const days = wireDays(world.deps.cards);
  world.deps.clock.set('2026-03-01T21:00:00Z');
  await runFinishedDays(days, programme);
  world.deps.clock.set('2026-04-03T21:00:00Z');
  const caught = await runFinishedDays(days, programme);
  assert.ok(caught.kind === 'done');
  assert.deepEqual([caught.value.length, caught.value[0]?.day, caught.value.at(-1)?.day], [33, '2026-03-02', '2026-04-03']);
  assert.deepEqual(
    caught.value[0]?.ran,
    days.tasks.map(({ name }) => name),
  );
  await well(world);
  const before = await state(world);
  for (const day of ['2026-03-01', '2026-03-08', '2026-03-31', '2026-04-03']) {
    const again = await runCardDay(days, { programme, day: Temporal.PlainDate.from(day) }, { again: true });
    assert.ok(again.kind === 'done' && again.value.ran.length === days.tasks.length);
  }
  assert.deepEqual(await state(world), before);
  await well(world);
});

test('two runners at once, and one that is cut after each of its tasks in turn, end as a single one does', async (t) => {
  const world = await openWorld(t);
  await busy(world);
  const days = wireDays(world.deps.cards);
  world.deps.clock.set('2026-03-09T21:00:00Z');
  const day = { programme, day: Temporal.PlainDate.from('2026-03-09') };
  // A kill between what a task did and the mark that it is done: the task runs again.
  for (const [index] of days.tasks.entries()) {
    const cut: EndOfDay = {
      ...days,
      tasks: days.tasks.map((task, place) =>
        place === index
          ? {
              name: task.name,
              run: async (of, now) => {
                await task.run(of, now);
                throw new Error('cut');
              },
            }
          : task,
      ),
    };
    await assert.rejects(runCardDay(cut, day), /cut/);
  }
  const once = await state(world);
  const both = await Promise.all([runCardDay(days, day), runCardDay(days, day), runCardDay(days, day)]);
  assert.ok(both.some(({ kind }) => kind === 'done'));
  assert.ok(both.every((outcome) => outcome.kind === 'done' || outcome.reason === 'already-running'));
  assert.deepEqual(await state(world), once);
  await well(world);
});
