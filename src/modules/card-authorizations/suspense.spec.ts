// What waits in suspense and how staff resolve it, against a real database.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';

import { money } from '../../kernel/money.ts';
import { statement } from '../../postgres/database.ts';
import { cardWorld } from '../../testing/card-world.ts';
import { connectAll, range } from '../../testing/race.ts';
import { balancesOf, checkLedger, internalAccount } from '../ledger/index.ts';
import { transactionsOf } from '../wallets/index.ts';
import { clear, resolveSuspense, suspenseItems, type Presentment, type Resolving, type SuspenseItem } from './index.ts';
import { moveStatement, moveSuspense } from './suspense-store.ts';

const unused = statement('test_suspense_unused', `UPDATE cards SET activated_at = NULL WHERE id = $1`);
const evidence = statement(
  'test_suspense_evidence',
  `SELECT e.kind FROM evidence_records e WHERE e.kind LIKE 'card-suspense%' ORDER BY e.kind`,
);

const [salma, huda] = [`staff:${randomUUID()}`, `staff:${randomUUID()}`];
const programmes = ['oman-prepaid'];

async function suspense(t: TestContext, fourEyes = true) {
  const world = await cardWorld(t, (one) => ({ ...one, disputes: { ...one.disputes, staffFourEyes: fourEyes } }));
  const { ctx, db } = world;
  const now = ctx.clock.now();
  /** The scheme moves an amount for a card that is not known. */
  const suspended = async (minor: bigint, more: Partial<Presentment> = {}): Promise<SuspenseItem> => {
    const presentment: Presentment = {
      ...{ id: randomUUID(), kind: 'purchase', cardId: randomUUID(), amount: money('OMR', minor), occurredAt: now.subtract({ hours: 3 }) },
      ...{ reference: 'F-1', programme: 'oman-prepaid', country: 'OM', mcc: '5411', merchantName: 'Muttrah Grocer' },
      ...more,
    };
    const [outcome] = await db.transaction(async (tx) => await clear(tx, ctx, [presentment], now));
    assert.equal(outcome?.result, 'suspense');
    const item = (await suspenseItems(db, { programmes, statuses: ['open'], limit: 100 })).find(({ id }) => id === presentment.id);
    assert.ok(item !== undefined);
    return item;
  };
  const resolve = async (
    item: SuspenseItem,
    wish: Resolving['wish'],
    actor: string,
    of: readonly string[] = programmes,
  ): Promise<string> => {
    const outcome = await resolveSuspense(ctx, { itemId: item.id, programmes: of, wish, reason: 'as the scheme wrote', actor }, now);
    return outcome.kind === 'refused' ? outcome.reason : `${outcome.value.item.status}${outcome.value.existed ? ' before' : ''}`;
  };
  const waiting = async (currency: 'OMR' | 'USD' = 'OMR'): Promise<bigint> => {
    const id = await internalAccount(db, 'unmatched-suspense', currency, now);
    return (await balancesOf(db, [id])).get(id)?.posted ?? 0n;
  };
  return { ...world, now, suspended, resolve, waiting };
}

test('what no card is known for is settled on the card that two people name, as if the scheme had named it', async (t) => {
  const w = await suspense(t);
  const card = await w.card(10_000n);
  const item = await w.suspended(3000n);
  assert.deepEqual([item.status, item.kind, item.amount, item.reference], ['open', 'purchase', 3000n, 'F-1']);
  assert.ok(!JSON.stringify(item.presentment).includes(card.pan));
  const before = await w.waiting();
  assert.notEqual(before, 0n);
  const wish = { act: 'match', cardId: card.cardId } as const;
  assert.equal(await w.resolve(item, wish, salma, ['another']), 'suspense-unknown');
  assert.equal(await w.resolve(item, { act: 'turn-down' }, salma), 'suspense-not-asked');
  assert.equal(await w.resolve(item, wish, salma), 'asked');
  assert.equal(await w.resolve(item, wish, salma), 'asked before', 'nobody agrees with himself');
  assert.equal(await w.resolve(item, wish, 'client:bank'), 'asked before', 'only people agree');
  assert.equal(await w.resolve(item, { act: 'return' }, huda), 'suspense-asked-otherwise');
  assert.deepEqual(await w.funds(card.accountId), [10_000n, 0n, 10_000n, 0n]);
  assert.equal(await w.resolve(item, wish, huda), 'matched');
  assert.equal(await w.resolve(item, wish, huda), 'matched before');
  assert.equal(await w.resolve(item, { act: 'return' }, huda), 'suspense-resolved');
  assert.deepEqual(await w.funds(card.accountId), [7000n, 0n, 7000n, 0n]);
  assert.equal(await w.waiting(), 0n);
  const [entry] = await transactionsOf(w.db, card.accountId, { limit: 1 });
  assert.deepEqual([entry?.kind, entry?.amount, entry?.merchantName], ['purchase', -3000n, 'Muttrah Grocer']);
  assert.equal(entry?.occurredAt.toString(), w.now.subtract({ hours: 3 }).toString());
  assert.deepEqual(
    (await w.db.query<{ kind: string }>(evidence)).map(({ kind }) => kind),
    ['card-suspense-asked', 'card-suspense-matched'],
  );
  assert.deepEqual(await checkLedger(w.db, w.now), []);
});

test('an item goes back to the scheme, asked by a client and agreed to by a person; a refund too; what was asked can be turned down', async (t) => {
  const w = await suspense(t);
  const [asked, given] = [await w.suspended(3000n), await w.suspended(500n, { kind: 'refund' })];
  const third = await w.suspended(1n, { programme: 'oman-prepaid' });
  const all = await suspenseItems(w.db, { statuses: ['open'], limit: 2 });
  assert.deepEqual(
    all.map(({ id }) => id),
    [third.id, given.id],
    'of all programmes, newest first',
  );
  const rest = await suspenseItems(w.db, { statuses: ['open'], limit: 2, before: all.at(-1)?.position ?? 0n });
  assert.deepEqual(
    rest.map(({ id }) => id),
    [asked.id],
  );
  assert.deepEqual(await suspenseItems(w.db, { programmes: ['another'], statuses: ['open'], limit: 9 }), []);
  assert.deepEqual(
    [await w.resolve(third, { act: 'return' }, salma), await w.resolve(third, { act: 'return' }, huda)],
    ['asked', 'returned'],
  );
  assert.equal(await w.resolve(asked, { act: 'return' }, 'client:bank'), 'asked');
  assert.equal(await w.resolve(asked, { act: 'turn-down' }, huda), 'open');
  assert.equal(await w.resolve(asked, { act: 'return' }, 'client:bank'), 'asked');
  assert.equal(await w.resolve(asked, { act: 'return' }, salma), 'returned');
  assert.equal(await w.resolve(given, { act: 'return' }, salma), 'asked');
  assert.equal(await w.resolve(given, { act: 'return' }, huda), 'returned');
  assert.equal(await w.waiting(), 0n);
  const scheme = await internalAccount(w.db, 'scheme-settlement', 'OMR', w.now);
  assert.equal((await balancesOf(w.db, [scheme])).get(scheme)?.posted, 0n);
  assert.deepEqual(await suspenseItems(w.db, { programmes, statuses: ['open', 'asked'], limit: 10 }), []);
  assert.deepEqual(await checkLedger(w.db, w.now), []);
});

test('nothing is settled on a card that was never in use, that is not there, or without a rate: the item waits on', async (t) => {
  const w = await suspense(t, false);
  const [card, idle] = [await w.card(10_000n), await w.card(10_000n)];
  await w.db.query(unused, [idle.cardId]);
  const item = await w.suspended(3000n);
  const foreign = await w.suspended(3000n, { amount: money('USD', 3000n) });
  assert.equal(await w.resolve(item, { act: 'match', cardId: randomUUID() }, salma), 'card-unknown');
  assert.equal(await w.resolve(item, { act: 'match', cardId: idle.cardId }, salma), 'card-never-used');
  assert.equal(await w.resolve(foreign, { act: 'match', cardId: card.cardId }, salma), 'rate-unknown');
  assert.deepEqual(
    [await w.waiting(), await w.waiting('USD')].map((sum) => sum !== 0n),
    [true, true],
  );
  assert.equal((await suspenseItems(w.db, { programmes, statuses: ['open'], limit: 10 })).length, 2);
  assert.equal(
    await w.resolve(item, { act: 'match', cardId: card.cardId }, salma),
    'matched',
    'one person is enough where the programme says so',
  );
  // What the scheme converted itself is taken as it says.
  const converted = await w.suspended(2600n, { amount: money('USD', 2600n), billing: money('OMR', 1000n) });
  assert.equal(await w.resolve(converted, { act: 'match', cardId: card.cardId }, salma), 'matched');
  assert.deepEqual(await w.funds(card.accountId), [6000n, 0n, 6000n, 0n]);
  assert.deepEqual(await checkLedger(w.db, w.now), []);
});

test('a message that waited in suspense is settled on its card once, and its file brings nothing more', async (t) => {
  const w = await suspense(t, false);
  const card = await w.card(10_000n);
  const message = { stan: '000777', transmissionAt: w.now, acquirer: '00000012345' };
  const item = await w.suspended(400n, { ...message, message });
  assert.equal(await w.resolve(item, { act: 'match', cardId: card.cardId }, salma), 'matched');
  const filed = { id: randomUUID(), cardId: card.cardId, kind: 'purchase' as const, amount: money('OMR', 400n), occurredAt: w.now };
  const [outcome] = await w.db.transaction(async (tx) => await clear(tx, w.ctx, [{ ...filed, ...message, reference: 'F-2' }], w.now));
  assert.equal(outcome?.result, 'exists');
  assert.deepEqual(await w.funds(card.accountId), [9600n, 0n, 9600n, 0n]);
});

// The statement as it would be if it did not look where the item stands: everybody would believe to resolve it.
const moveAnyway = statement(
  'test_suspense_move_anyway',
  moveStatement.text.replace('AND i.status = $2 RETURNING', 'AND $2::text IS NOT NULL RETURNING'),
);

test('64 people at once, half to match and half to return: one of both happens, once', async (t) => {
  const w = await suspense(t, false);
  await connectAll(w.db);
  const card = await w.card(10_000n);
  const item = await w.suspended(3000n);
  const wishes = [{ act: 'match', cardId: card.cardId }, { act: 'return' }] as const;
  const answers = await Promise.all(
    range(64).map(async (index) => await w.resolve(item, wishes[index % 2] ?? wishes[0], `staff:${randomUUID()}`)),
  );
  const counts = Map.groupBy(answers, (answer) => answer);
  const isMatched = counts.has('matched');
  assert.equal(counts.get(isMatched ? 'matched' : 'returned')?.length, 1);
  assert.equal(counts.get(isMatched ? 'matched before' : 'returned before')?.length, 31);
  assert.equal(counts.get('suspense-resolved')?.length, 32);
  assert.equal((await w.funds(card.accountId))[0], isMatched ? 7000n : 10_000n);
  assert.equal(await w.waiting(), 0n);
  assert.deepEqual(await checkLedger(w.db, w.now), []);

  const other = await w.suspended(100n);
  const move = {
    id: other.id,
    status: 'returned',
    act: 'return',
    targetCardId: null,
    reason: 'r',
    askedBy: salma,
    decidedBy: salma,
  } as const;
  const moving = { ...move, askedAt: w.now, decidedAt: w.now };
  const moved = async (...by: [typeof moveStatement] | []): Promise<number> =>
    (await Promise.all(range(64).map(async () => await moveSuspense(w.db, 'open', moving, ...by)))).filter(Boolean).length;
  assert.equal(await moved(), 1);
  assert.equal(await moved(moveAnyway), 64, 'without the look at where it stands everybody would');
});
