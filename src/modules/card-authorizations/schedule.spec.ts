// Random schedules of everything at once over a few cards: afterwards the ledger balances and every counter is what a recount says.

import { strict as assert } from 'node:assert';
import { randomInt, randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { statement } from '../../postgres/database.ts';
import { cardWorld, purchase, reversalOf } from '../../testing/card-world.ts';
import { range } from '../../testing/race.ts';
import { checkLedger } from '../ledger/index.ts';
import { clear, expireDue, type NetworkRequest } from './index.ts';

const heldStatement = statement(
  'test_schedule_held',
  `WITH live AS (
     SELECT e.account_id, sum((h ->> 'amount')::bigint) AS amount
     FROM card_authorization_events e, json_array_elements(e.holds) h WHERE e.outcome = 'approved' GROUP BY 1)
   SELECT a.debits_pending AS held, coalesce(l.amount, 0)::bigint AS counted
   FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id LEFT JOIN live l ON l.account_id = w.account_id`,
);
const postedStatement = statement(
  'test_schedule_posted',
  `SELECT a.credits_posted - a.debits_posted - coalesce(d.debits_posted - d.credits_posted, 0) AS balance,
     (SELECT sum(t.amount) FROM card_transactions t WHERE t.account_id = w.account_id)::bigint AS counted
   FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id LEFT JOIN ledger_accounts d ON d.id = w.debt_account_id`,
);

test('requests, increments, reversals, repeats, settlements, refunds and expiry at random: everything can be recounted', async (t) => {
  const world = await cardWorld(t);
  const cards = await Promise.all(range(4).map(async () => await world.card(50_000n)));
  const sent: NetworkRequest[] = [];
  for (let round = 0; round < 6; round += 1) {
    const now = world.ctx.clock.now();
    const requests = range(24).map((): NetworkRequest => {
      const card = cards[randomInt(cards.length)] as (typeof cards)[number];
      const earlier = sent.length === 0 ? undefined : sent[randomInt(sent.length)];
      const minor = randomInt(100, 5000);
      switch (earlier === undefined ? 0 : randomInt(6)) {
        case 1:
          return reversalOf(earlier as NetworkRequest);
        case 2:
          return { ...reversalOf(earlier as NetworkRequest), replacementAmount: money('OMR', BigInt(randomInt(3000))) };
        case 3:
          return { ...(earlier as NetworkRequest), repeat: true };
        case 4:
          return { ...purchase(card, minor), kind: 'increment', pan: earlier?.pan ?? '', originalElements: earlier as NetworkRequest };
        default: {
          const request = purchase(card, minor, randomInt(5) === 0 ? { kind: 'financial' } : {});
          sent.push(request);
          return request;
        }
      }
    });
    const presentments = range(8).flatMap(() => {
      const of = sent[randomInt(Math.max(sent.length, 1))];
      if (of === undefined) return [];
      const { stan, transmissionAt, acquirer, pan = '' } = of;
      const amount = money('OMR', BigInt(randomInt(100, 6000)));
      const kind = randomInt(6) === 0 ? ('refund' as const) : ('purchase' as const);
      return [
        {
          id: randomUUID(),
          kind,
          pan,
          amount,
          stan,
          transmissionAt,
          acquirer,
          final: randomInt(2) === 0,
          occurredAt: now,
          reference: 'test',
        },
      ];
    });
    await Promise.all([
      ...requests.map(async (request) => await world.authorizer.submit(request)),
      ...presentments.map(async (each) => await world.db.transaction(async (tx) => await clear(tx, world.ctx, [each, each], now))),
    ]);
    world.ctx.clock.advance(2 * 86_400);
    if (round === 4) await expireDue(world.ctx, world.ctx.clock.now(), world.ctx.clock.now());
  }
  assert.deepEqual(world.faults, []);
  assert.deepEqual(await checkLedger(world.db, world.ctx.clock.now()), []);
  for (const { held, counted } of await world.db.query<{ held: bigint; counted: bigint }>(heldStatement)) assert.equal(held, counted);
  for (const { balance, counted } of await world.db.query<{ balance: bigint; counted: bigint }>(postedStatement))
    assert.equal(balance, counted);
});
