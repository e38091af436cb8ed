// What the fee of a machine's operator carries: the terms that are in force on its day, whatever is announced.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { cardWorld, purchase } from '../../testing/card-world.ts';
import { transactionsOf } from '../wallets/index.ts';

test('the fee of a balance inquiry carries the terms of its day; terms that begin later count from their day on', async (t) => {
  const world = await cardWorld(t, (programme) => ({
    ...programme,
    terms: [
      ...programme.terms,
      { ...(programme.terms.at(-1) as (typeof programme.terms)[number]), version: '2026-06', from: '2026-06-01' },
    ],
  }));
  const card = await world.card(10_000n);
  const inquire = async (): Promise<void> => {
    const asked = purchase(card, 0, {
      kind: 'inquiry',
      processing: 'inquiry',
      channel: 'atm',
      cardPresent: true,
      mcc: '6011',
      pin: card.pin,
    });
    const answer = await world.authorizer.submit({ ...asked, acquirerFee: money('OMR', 300n) });
    assert.equal(answer.outcome, 'approved');
  };
  await inquire();
  // 24:00 of the 31st of May in Muscat is 20:00 in UTC.
  world.ctx.clock.set('2026-05-31T19:59:59Z');
  await inquire();
  world.ctx.clock.set('2026-05-31T20:00:00Z');
  await inquire();
  const fees = await transactionsOf(world.db, card.accountId, { limit: 10 });
  assert.deepEqual(
    fees.filter(({ kind }) => kind === 'fee').map(({ detail, amount, termsVersion }) => [detail, amount, termsVersion]),
    [
      ['balance-inquiry', -300n, '2026-06'],
      ['balance-inquiry', -300n, '2026-01'],
      ['balance-inquiry', -300n, '2026-01'],
    ],
  );
});
