// Settlements that come again where something else came first.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { statement } from '../../postgres/database.ts';
import { cardWorld, purchase, reversalOf } from '../../testing/card-world.ts';
import { checkLedger } from '../ledger/index.ts';
import { clear, type NetworkRequest, type Presentment } from './index.ts';

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

test('a file names cards of its own bank alone: another bank’s card is charged nothing, and the amount waits for who sent the file', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const now = world.ctx.clock.now();
  const { programme } = world;
  const ctx = {
    ...world.ctx,
    cardProgrammes: new Map([
      ...world.ctx.cardProgrammes,
      ['sister', { ...programme, programme: 'sister' }],
      ['stranger', { ...programme, programme: 'stranger', holders: 'another-bank' }],
    ]),
  };
  const settle = async (of: string, kind: 'purchase' | 'refund'): Promise<string> => {
    const presentment: Presentment = {
      ...{ id: randomUUID(), cardId: card.cardId, kind, amount: money('OMR', 1000n), occurredAt: now, reference: 'F-1', programme: of },
    };
    return await world.db.transaction(async (tx) => {
      const [outcome] = await clear(tx, ctx, [presentment], now);
      return `${outcome?.result} ${outcome?.accountId === undefined ? 'nobody' : 'account'}`;
    });
  };
  assert.equal(await settle('stranger', 'purchase'), 'suspense nobody');
  assert.equal(await settle('stranger', 'refund'), 'suspense nobody');
  assert.deepEqual(await world.funds(card.accountId), [10_000n, 0n, 10_000n, 0n]);
  // Another card programme of the same bank, and a file of its own.
  assert.equal(await settle('sister', 'purchase'), 'forced account');
  assert.equal(await settle(programme.programme, 'purchase'), 'forced account');
  assert.deepEqual(await world.funds(card.accountId), [8000n, 0n, 8000n, 0n]);
  assert.deepEqual(await checkLedger(world.db, now), []);
});

test('a file that brings what a message settled moves nothing; another amount, or its refund, is posted', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const now = world.ctx.clock.now();
  const request = purchase(card, 1000, { kind: 'financial' });
  assert.equal((await world.authorizer.submit(request)).outcome, 'approved');
  const settle = async (
    kind: 'purchase' | 'refund',
    minor: bigint,
    from: Pick<NetworkRequest, 'stan' | 'transmissionAt' | 'acquirer'> = request,
  ): Promise<string | undefined> => {
    const of = { stan: from.stan, transmissionAt: from.transmissionAt, acquirer: from.acquirer };
    const presentment = {
      id: randomUUID(),
      cardId: card.cardId,
      kind,
      amount: money('OMR', minor),
      occurredAt: now,
      reference: 'test',
      ...of,
    };
    return (await world.db.transaction(async (tx) => await clear(tx, world.ctx, [presentment], now)))[0]?.result;
  };
  assert.deepEqual([await settle('purchase', 1000n), await settle('purchase', 1000n)], ['exists', 'exists']);
  assert.deepEqual(await world.funds(card.accountId), [9000n, 0n, 9000n, 0n]);
  const held = purchase(card, 500);
  await world.authorizer.submit(held);
  assert.equal(await settle('purchase', 500n, held), 'matched', 'an authorisation is settled by its file');
  assert.equal(await settle('purchase', 300n), 'late');
  assert.equal(await settle('refund', 1000n), 'refunded');
  assert.deepEqual(await checkLedger(world.db, now), []);
});

test('what a message settled and its reversal took back is posted where a file brings it', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(10_000n);
  const now = world.ctx.clock.now();
  const request = purchase(card, 1000, { kind: 'financial' });
  await world.authorizer.submit(request);
  await world.authorizer.submit(reversalOf(request));
  const { stan, transmissionAt, acquirer } = request;
  const presentment = { id: randomUUID(), cardId: card.cardId, kind: 'purchase' as const, amount: money('OMR', 1000n), occurredAt: now };
  const presented = { ...presentment, stan, transmissionAt, acquirer, reference: 'test' };
  const [outcome] = await world.db.transaction(async (tx) => await clear(tx, world.ctx, [presented], now));
  assert.equal(outcome?.result, 'late');
});

test('a file that brings what an advice of a completed transaction posted moves nothing, by whichever field it is found', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(100_000n);
  const now = world.ctx.clock.now();
  type More = Partial<Presentment>;
  const settle = async (minor: bigint, more: More): Promise<string | undefined> => {
    const presentment = { id: randomUUID(), cardId: card.cardId, kind: 'purchase' as const, amount: money('OMR', minor), occurredAt: now };
    const settled = await world.db.transaction(
      async (tx) => await clear(tx, world.ctx, [{ ...presentment, reference: 'test', ...more }], now),
    );
    return settled[0]?.result;
  };
  const elementsOf = ({ stan, transmissionAt, acquirer }: NetworkRequest) => ({ stan, transmissionAt, acquirer });
  const next = () => elementsOf(purchase(card, 1));

  // Of an authorisation: the advice names it by DE 90, and has its own elements.
  const asked = { ...purchase(card, 1000), networkTraceId: 'TRACE-A' };
  const { approvalCode = '' } = await world.authorizer.submit(asked);
  const advice = next();
  assert.equal(await settle(1000n, { ...elementsOf(asked), networkTraceId: 'TRACE-A', message: advice }), 'matched');
  assert.deepEqual(await world.funds(card.accountId), [99_000n, 0n, 99_000n, 0n]);
  for (const more of [elementsOf(asked), advice, { networkTraceId: 'TRACE-A' }, { approvalCode }])
    assert.equal(await settle(1000n, more), 'exists', JSON.stringify(more));
  assert.deepEqual(await world.funds(card.accountId), [99_000n, 0n, 99_000n, 0n]);
  assert.equal(await settle(900n, elementsOf(asked)), 'late', 'another amount is another settlement');
  assert.equal(await settle(1000n, { ...elementsOf(asked), kind: 'refund' }), 'refunded');

  // Of nothing that was asked here: approved elsewhere, and told afterwards.
  const [elsewhere, told] = [next(), next()];
  assert.equal(await settle(2000n, { ...elsewhere, message: told }), 'forced');
  const before = await world.funds(card.accountId);
  assert.deepEqual([await settle(2000n, elsewhere), await settle(2000n, told)], ['exists', 'exists']);
  assert.deepEqual(await world.funds(card.accountId), before);
  assert.equal(await settle(2000n, next()), 'forced');

  // Without a card it waits in suspense once.
  const [lost, unknown] = [next(), { cardId: randomUUID() }];
  assert.deepEqual(
    [await settle(300n, { ...lost, ...unknown, message: lost }), await settle(300n, { ...lost, ...unknown })],
    ['suspense', 'exists'],
  );
  // A file settles what a file settled before only by its id.
  const filed = purchase(card, 700);
  await world.authorizer.submit(filed);
  assert.deepEqual([await settle(700n, elementsOf(filed)), await settle(700n, elementsOf(filed))], ['matched', 'late']);
  assert.deepEqual(await checkLedger(world.db, now), []);
});
