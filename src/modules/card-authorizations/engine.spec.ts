// The engine against a real database: each request its own answer, repeats, races, isolation, and a recount after everything.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { statement, type Database } from '../../postgres/database.ts';
import { cardWorld, purchase, reversalOf, type CardWorld } from '../../testing/card-world.ts';
import { connectAll, range } from '../../testing/race.ts';
import { balancesOf, checkLedger, internalAccount } from '../ledger/index.ts';
import { creditWallet, transactionsOf } from '../wallets/index.ts';
import { authorization, authorizationsOf, clear, createAuthorizer, expireDue, type Answer, type NetworkRequest } from './index.ts';

const outcomes = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

/** Ledger, holds and usage against a recount from the events. */
export async function recount({ db, ctx }: Pick<CardWorld, 'db' | 'ctx'>): Promise<void> {
  assert.deepEqual(await checkLedger(db, ctx.clock.now()), []);
  const held = statement(
    'test_held',
    `WITH live AS (
       SELECT e.account_id, h ->> 'id' AS id, h ->> 'currency' AS currency, sum((h ->> 'amount')::bigint) AS amount
       FROM card_authorization_events e, json_array_elements(e.holds) h WHERE e.outcome = 'approved' GROUP BY 1, 2, 3)
     SELECT w.account_id, w.currency, a.debits_pending AS held, coalesce((SELECT sum(l.amount) FROM live l
       WHERE l.account_id = w.account_id AND l.currency = w.currency), 0)::bigint AS counted
     FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id`,
  );
  for (const row of await db.query<{ held: bigint; counted: bigint }>(held))
    assert.equal(row.held, row.counted, 'held is what the events say');
  const usage = statement(
    'test_usage',
    `SELECT u.purchase_day_count AS count, u.purchase_day_sum AS sum, u.purchase_month_sum AS month,
       coalesce((SELECT sum((e.answer -> 'counted' ->> 'count')::int) FROM card_authorization_events e JOIN cards c ON c.id = e.card_id
         WHERE c.chain_id = u.chain_id AND e.answer -> 'counted' ->> 'day' = u.day::text AND e.answer -> 'counted' ->> 'kind' = 'purchase'), 0)::int AS counted,
       coalesce((SELECT sum((e.answer -> 'counted' ->> 'sum')::bigint) FROM card_authorization_events e JOIN cards c ON c.id = e.card_id
         WHERE c.chain_id = u.chain_id AND e.answer -> 'counted' ->> 'day' = u.day::text AND e.answer -> 'counted' ->> 'kind' = 'purchase'), 0)::bigint AS summed
     FROM card_usage u`,
  );
  for (const row of await db.query<{ count: number; sum: bigint; counted: number; summed: bigint }>(usage)) {
    assert.equal(row.count, row.counted, 'usage is what the events say');
    assert.equal(row.sum, row.summed, 'usage is what the events say');
  }
}

const submit = async ({ authorizer }: CardWorld, ...requests: NetworkRequest[]): Promise<Answer[]> =>
  await Promise.all(requests.map(async (request) => await authorizer.submit(request)));

test('an approval holds, a repeat is answered as the first time, other content under its number moves nothing', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const request = purchase(card, 3000);
  const [first] = await submit(world, request);
  assert.deepEqual(world.faults, []);
  assert.equal(first?.outcome, 'approved');
  assert.match(first.approvalCode ?? '', /^\d{6}$/);
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 3000n, 7000n, 0n]);
  const [again, other] = await submit(world, { ...request, repeat: true }, { ...request, amount: money('OMR', 4000n) });
  assert.deepEqual(again, { ...first, repeat: true });
  assert.equal(other?.outcome, 'repeat-differs');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 3000n, 7000n, 0n]);
  await recount(world);
});

test('a request that comes again without saying so is answered as the first time, and its batch too', async (t) => {
  const world = await cardWorld(t);
  const [card, neighbour] = [await world.card(10_000n), await world.card(10_000n)];
  const request = purchase(card, 3000);
  const declined = purchase(card, 20_000);
  const first = await submit(world, request, declined);
  assert.deepEqual(outcomes(first), { approved: 1, 'insufficient-funds': 1 });
  const [again, declinedAgain, other] = await submit(world, request, declined, purchase(neighbour, 500));
  assert.deepEqual(again, { ...first[0], repeat: true });
  assert.deepEqual(declinedAgain, { ...first[1], repeat: true });
  assert.equal(other?.outcome, 'approved');
  assert.deepEqual(world.faults, []);
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 3000n, 7000n, 0n]);
  assert.deepEqual(await world.funds(neighbour.accountId), [10_000n, 500n, 9500n, 0n]);
  await recount(world);
});

test('a number of the network that another account has used is answered 94, and those beside it are not hurt', async (t) => {
  const world = await cardWorld(t);
  const [card, neighbour] = [await world.card(10_000n), await world.card(10_000n)];
  const request = purchase(card, 3000);
  await submit(world, request);
  const { stan, transmissionAt, acquirer } = request;
  const [taken, other] = await submit(world, { ...purchase(neighbour, 500), stan, transmissionAt, acquirer }, purchase(neighbour, 700));
  assert.deepEqual([taken?.outcome, taken?.responseCode], ['repeat-differs', '94']);
  assert.equal(other?.outcome, 'approved');
  assert.deepEqual(world.faults, []);
  assert.deepEqual(await world.funds(neighbour.accountId), [10_000n, 700n, 9300n, 0n]);
  await recount(world);
});

test('64 requests at once of a card that covers ten of them: ten are approved', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(1000n);
  const answers = await submit(world, ...range(64).map(() => purchase(card, 100)));
  assert.deepEqual(outcomes(answers), { approved: 10, 'insufficient-funds': 54 });
  await recount(world);
});

test('reversals give back: whole, in part, twice, too much, of nothing; advices are acknowledged', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const request = purchase(card, 3000);
  await submit(world, request);
  const part = reversalOf(request, { replacementAmount: money('OMR', 1000n) });
  assert.equal((await submit(world, part))[0]?.outcome, 'approved');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 1000n, 9000n, 0n]);
  assert.equal((await submit(world, reversalOf(request, { amount: money('OMR', 3000n) })))[0]?.outcome, 'reversal-too-large');
  assert.equal((await submit(world, reversalOf(request, { amount: money('OMR', 1000n) })))[0]?.outcome, 'approved');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 0n, 10_000n, 0n]);
  assert.equal((await submit(world, reversalOf(request, { amount: money('OMR', 1000n) })))[0]?.outcome, 'nothing-to-reverse');
  const nothing = reversalOf(purchase(card, 500));
  assert.deepEqual(
    (await submit(world, nothing, { ...nothing, kind: 'reversal-advice', stan: '999999' })).map(({ responseCode }) => responseCode),
    ['25', '00'],
  );
  await recount(world);
});

test('a request and its reversal in one batch, and more by an increment', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const request = purchase(card, 3000, { mcc: '7011' });
  const increment = { ...purchase(card, 500, { mcc: '7011' }), kind: 'increment' as const, originalElements: request };
  const answers = await submit(world, request, increment, reversalOf(request, { amount: money('OMR', 500n) }));
  assert.deepEqual(outcomes(answers), { approved: 3 });
  const [shown] = await authorizationsOf(world.db, card.accountId, { limit: 10 });
  assert.equal(shown?.status, 'pending');
  assert.deepEqual([shown.authorized.minor, shown.reversed.minor, shown.held[0]?.minor], [3500n, 500n, 3000n]);
  await recount(world);
});

test('a reversal that knows only the elements finds its request of the same batch, which carried a trace id', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const { networkTraceId: _, ...bare } = purchase(card, 3000);
  const [asked, taken] = await submit(world, { ...bare, networkTraceId: 'MCC123456789' }, reversalOf(bare));
  assert.deepEqual([asked?.outcome, taken?.outcome], ['approved', 'approved']);
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 0n, 10_000n, 0n]);
  await recount(world);
});

test('a batch with a fault in it fails for that one alone', async (t) => {
  const world = await cardWorld(t);
  const [good, bad] = [await world.card(10_000n), await world.card(10_000n)];
  const broken = Object.defineProperty(purchase(bad, 100), 'mcc', {
    get: () => {
      throw new Error('a fault of the test');
    },
  });
  const answers = await submit(world, ...range(10).map(() => purchase(good, 100)), broken, ...range(10).map(() => purchase(good, 100)));
  assert.deepEqual(outcomes(answers), { approved: 20, 'system-error': 1 });
  assert.equal(world.faults.length, 1);
  await recount(world);
});

test('what cannot be taken any more is answered at once', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const small = createAuthorizer(world.ctx, { waitingMax: 4 });
  t.after(async () => await small.close());
  const answers = await Promise.all(range(8).map(async () => await small.submit(purchase(card, 100))));
  assert.deepEqual(outcomes(answers), { approved: 4, 'system-busy': 4 });
});

test('who may ask about some programmes finds no card of another, whether or not it is known already', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const ask = async (programme: string): Promise<string> =>
    (await world.authorizer.submit(purchase(card, 100), (name) => name === programme)).outcome;
  assert.equal(await ask('another-bank'), 'card-unknown');
  assert.equal(await ask('oman-prepaid'), 'approved');
  assert.equal(await ask('another-bank'), 'card-unknown');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 100n, 9900n, 0n]);
});

test('a card that is not ours is unknown; an advice about it is acknowledged', async (t) => {
  const world = await cardWorld(t);
  const stranger = { accountId: '', cardId: '', pan: '9512001000000000', pin: '', customerId: '' };
  const answers = await submit(world, purchase(stranger, 1), purchase(stranger, 1, { kind: 'advice' }));
  assert.deepEqual(
    answers.map(({ outcome, responseCode }) => [outcome, responseCode]),
    [
      ['card-unknown', '14'],
      ['card-unknown', '00'],
    ],
  );
});

const noLock = (db: Database): Database => ({
  ...db,
  pipelines: () => {
    const real = db.pipelines();
    return {
      ...real,
      transaction: async (lane, work) =>
        await real.transaction(lane, async (tx) => {
          const unlocked: typeof tx.ask = async (wanted, values) =>
            await tx.ask(
              wanted.name.startsWith('authorizations_lock')
                ? statement(
                    'test_unlocked',
                    wanted.text
                      .replace('FOR NO KEY UPDATE OF a', '')
                      .replace('WHERE w', 'CROSS JOIN LATERAL (SELECT pg_sleep(0.2)) s WHERE w'),
                  )
                : wanted,
              values,
            );
          return await work({ ...tx, ask: unlocked });
        }),
    };
  },
});

test('two engines on one database never approve more than there is; without the lock the ledger has to stop them', async (t) => {
  const world = await cardWorld(t);
  await connectAll(world.db);
  const race = async (ctx: CardWorld['ctx']): Promise<{ approved: number; errors: number; held: bigint }> => {
    const card = await world.card(1000n);
    const engines = range(8).map(() => createAuthorizer(ctx));
    const answers = await Promise.all(
      range(64).map(async (index) => await (engines[index % 8] as typeof world.authorizer).submit(purchase(card, 100))),
    );
    await Promise.all(engines.map(async (engine) => await engine.close()));
    const [, held = 0n] = await world.funds(card.accountId);
    const counts = outcomes(answers);
    return { approved: counts['approved'] ?? 0, errors: counts['system-error'] ?? 0, held };
  };
  const guarded = await race(world.ctx);
  assert.deepEqual(guarded, { approved: 10, errors: 0, held: 1000n });
  const unguarded = await race({ ...world.ctx, database: noLock(world.db) });
  assert.ok(unguarded.approved <= 10 && unguarded.errors > 0, `${unguarded.approved} approved, ${unguarded.errors} errors`);
  assert.deepEqual(await checkLedger(world.db, world.ctx.clock.now()), []);
});

test('a hold that never settles ends by itself; a settlement that comes later is charged all the same', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const request = purchase(card, 3000, { mcc: '5812' });
  const [answer] = await submit(world, request);
  const id = answer?.authorizationId ?? '';
  world.ctx.clock.advance(9 * 86_400);
  const now = world.ctx.clock.now();
  assert.equal(await expireDue(world.ctx, now, now), 1);
  assert.equal(await expireDue(world.ctx, now, now), 0, 'twice without harm');
  assert.equal((await authorization(world.db, card.accountId, id))?.status, 'expired');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 0n, 10_000n, 0n]);
  const presentment = {
    id: '00000000-0000-8000-8000-000000000001',
    kind: 'purchase' as const,
    cardId: card.cardId,
    amount: money('OMR', 3000n),
    occurredAt: now,
    reference: 'test',
  };
  const { stan, transmissionAt, acquirer } = request;
  const [late] = await world.db.transaction(
    async (tx) => await clear(tx, world.ctx, [{ ...presentment, stan, transmissionAt, acquirer }], now),
  );
  assert.equal(late?.result, 'late');
  assert.equal((await authorization(world.db, card.accountId, id))?.status, 'cleared');
  assert.deepEqual(await world.funds(card.accountId), [7000n, 0n, 7000n, 0n]);
  await recount(world);
});

const abroad = { mcc: '6011', country: 'AE', city: 'Dubai', channel: 'atm', processing: 'cash', cardPresent: true } as const;

test('a machine that gave out less takes the rest back: that part is credited, the fee stays, nothing is taken back twice', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(100_000n);
  const request = purchase(card, 20_000, { ...abroad, kind: 'financial', pin: card.pin });
  assert.equal((await submit(world, request))[0]?.outcome, 'approved');
  const [posted = 0n] = await world.funds(card.accountId);
  assert.ok(posted < 80_000n, 'the fee of cash abroad is posted with it');
  const [tooLarge] = await submit(world, reversalOf(request, { replacementAmount: money('OMR', 20_001n) }));
  assert.equal(tooLarge?.outcome, 'reversal-too-large');
  const part = reversalOf(request, { replacementAmount: money('OMR', 12_000n) });
  const [taken] = await submit(world, part);
  assert.deepEqual([taken?.outcome, taken?.approved.minor], ['approved', 8000n]);
  await submit(world, { ...part, repeat: true });
  assert.equal((await submit(world, reversalOf(request)))[0]?.outcome, 'nothing-to-reverse');
  assert.deepEqual(await world.funds(card.accountId), [posted + 8000n, 0n, posted + 8000n, 0n]);
  assert.deepEqual(world.faults, []);
  await recount(world);
});

test('a withdrawal abroad that is taken back whole gives its fee back, a refund that is taken back is charged', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(100_000n);
  const cash = purchase(card, 20_000, { ...abroad, kind: 'financial', pin: card.pin });
  assert.equal((await submit(world, cash))[0]?.outcome, 'approved');
  assert.equal((await submit(world, reversalOf(cash)))[0]?.outcome, 'approved');
  assert.deepEqual(await world.funds(card.accountId), [100_000n, 0n, 100_000n, 0n]);
  const refund = purchase(card, 3000, { kind: 'financial', processing: 'refund' });
  assert.equal((await submit(world, refund))[0]?.outcome, 'approved');
  assert.deepEqual(await world.funds(card.accountId), [103_000n, 0n, 103_000n, 0n]);
  const back = reversalOf(refund, { kind: 'reversal-advice', processing: 'refund' });
  assert.equal((await submit(world, back))[0]?.outcome, 'approved');
  await submit(world, { ...back, repeat: true });
  assert.deepEqual(await world.funds(card.accountId), [100_000n, 0n, 100_000n, 0n]);
  assert.deepEqual(world.faults, []);
  await recount(world);
});

test('what a dispute credited is not credited again by a late reversal: the amount waits in suspense', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(100_000n);
  const cash = purchase(card, 20_000, { ...abroad, kind: 'financial', pin: card.pin });
  const [answer] = await submit(world, cash);
  const now = world.ctx.clock.now();
  const posted = await transactionsOf(world.db, card.accountId, { limit: 10 });
  const withdrawal = posted.find(({ kind, authorizationId }) => kind === 'cash' && authorizationId === answer?.authorizationId);
  const [before = 0n] = await world.funds(card.accountId);
  const credit = { accountId: card.accountId, currency: 'OMR' as const, amount: 20_000n, counterpart: 'provisional-credit' };
  const transaction = { kind: 'dispute-credit' as const, detail: 'provisional', parentId: withdrawal?.id ?? '' };
  const info = { termsVersion: '2026-01', occurredAt: now };
  const moved = { ...credit, id: randomUUID(), code: 'card-dispute', reference: 'test', transaction: { ...transaction, ...info } };
  await world.db.transaction(async (tx) => await creditWallet(tx, moved, now));
  assert.equal((await submit(world, reversalOf(cash)))[0]?.outcome, 'approved');
  const fee = 80_000n - before;
  assert.deepEqual(await world.funds(card.accountId), [before + 20_000n + fee, 0n, before + 20_000n + fee, 0n]);
  const suspense = await internalAccount(world.db, 'unmatched-suspense', 'OMR', now);
  assert.equal((await balancesOf(world.db, [suspense])).get(suspense)?.posted, 20_000n);
  assert.deepEqual(world.faults, []);
  await recount(world);
});

test('a reversal that does not say where gives the limit of the country back; one in another currency is refused', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(200_000n);
  const cash = () => purchase(card, 60_000, { ...abroad, country: 'AF', city: 'Kabul', pin: card.pin });
  const first = cash();
  assert.equal((await submit(world, first))[0]?.outcome, 'approved');
  assert.equal((await submit(world, cash()))[0]?.outcome, 'country-limit');
  const { country: _, ...silent } = reversalOf(first);
  const [other] = await submit(world, { ...silent, stan: '900001', amount: money('USD', 60_000n) });
  assert.equal(other?.outcome, 'currency-unknown');
  assert.equal((await submit(world, silent))[0]?.outcome, 'approved');
  assert.equal((await submit(world, cash()))[0]?.outcome, 'approved');
  assert.deepEqual(world.faults, []);
  await recount(world);
});

test('an increment is taken back by its own number, and a request that its reversal overtook is refused', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const request = purchase(card, 3000, { mcc: '7011' });
  const increment = { ...purchase(card, 500, { mcc: '7011' }), kind: 'increment' as const, originalElements: request };
  await submit(world, request);
  await submit(world, increment);
  assert.equal((await submit(world, reversalOf(increment)))[0]?.outcome, 'approved');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 3000n, 7000n, 0n]);
  const late = purchase(card, 700);
  await submit(world, reversalOf(late, { kind: 'reversal-advice' }));
  assert.equal((await submit(world, late))[0]?.outcome, 'authorization-over');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 3000n, 7000n, 0n]);
  await recount(world);
});
