// Rates, quotes and exchanges against a real database.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { RolledBack, statement, type Database } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { connectAll, range } from '../../testing/race.ts';
import { cardProgrammeNamed, loadCardProgrammes } from '../card-programmes/index.ts';
import { applyTransfers, balancesOf, checkLedger, internalAccount, openCustomerAccount } from '../ledger/index.ts';
import { exchange, giveQuote, importRates, quote, ratesOfDay, rateTable, sweepQuotes, useQuote } from './index.ts';
import { useQuoteStatement } from './store.ts';

const now = Temporal.Instant.from('2026-03-02T08:00:00Z');
const programme = cardProgrammeNamed(loadCardProgrammes('programmes'), 'oman-prepaid');

const rates = (day: string, usd: string, source = 'scheme') => ({
  source,
  day,
  base: 'OMR',
  rates: [
    { currency: 'USD', rate: usd },
    { currency: 'EUR', rate: '2.2418' },
  ],
});

async function imported(db: Database, published: Parameters<typeof importRates>[1], at = now): Promise<unknown> {
  const outcome = await db.transaction((tx) => importRates(tx, published, at));
  return outcome.kind === 'done' ? [outcome.value.version, outcome.value.created] : outcome.reason;
}

const usd = async (db: Database, at: Temporal.Instant): Promise<bigint | undefined> => {
  const rate = (await rateTable(db, at))?.rate('OMR', 'USD')?.rate;
  return rate === undefined ? undefined : (rate.numerator * 10_000n) / rate.denominator;
};

test('the table of an instant is the newest version of the newest day that has begun', async (t) => {
  const { database: db } = await testDatabase(t);
  assert.equal(await rateTable(db, now), undefined);
  assert.deepEqual(await imported(db, rates('2026-03-01', '2.6')), [1, true]);
  assert.deepEqual(await imported(db, rates('2026-03-02', '2.7')), [1, true]);
  assert.deepEqual(await imported(db, rates('2026-03-02', '2.7')), [1, false]);
  assert.equal(await usd(db, now), 27_000n);
  assert.deepEqual(await imported(db, rates('2026-03-02', '2.8')), [2, true]);
  assert.equal(await usd(db, now), 28_000n);
  assert.equal(await usd(db, Temporal.Instant.from('2026-03-01T23:59:59Z')), 26_000n);
  assert.equal(await usd(db, Temporal.Instant.from('2026-02-28T23:59:59Z')), undefined);
  assert.deepEqual(await imported(db, rates('2026-03-01', '2.5')), [2, true]);
  assert.equal(await usd(db, now), 28_000n);
  assert.equal(await imported(db, rates('2026-03-03', '2.7')), 'day-in-future');
  assert.equal(
    (await imported(db, { ...rates('2026-03-03', '2.7'), timeZone: 'Pacific/Auckland' }, now.add({ hours: 6 }))) !== 'day-in-future',
    true,
  );
  assert.equal(await imported(db, rates('2026-03-02', '28')), 'rate-change-absurd');
  assert.deepEqual(await imported(db, { ...rates('2026-03-02', '28'), confirmed: true }), [3, true]);
  assert.deepEqual(
    (await ratesOfDay(db, '2026-03-02')).map(({ version, confirmed }) => [version, confirmed]),
    [
      [1, []],
      [2, []],
      [3, ['USD']],
    ],
  );
  await assert.rejects(db.query(statement('t', `UPDATE exchange_rates SET base = 'USD'`)), /never change/);
});

test('64 imports of one day make one version each, and the same rates only one', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connectAll(db);
  await Promise.all(range(64).map((index) => imported(db, rates('2026-03-02', index % 2 === 0 ? '2.6' : `2.7${index}`))));
  const versions = (await ratesOfDay(db, '2026-03-02')).map(({ version }) => version);
  assert.deepEqual(
    versions,
    range(versions.length).map((index) => index + 1),
  );
  await Promise.all(range(64).map(() => imported(db, rates('2026-03-01', '2.6'))));
  assert.equal((await ratesOfDay(db, '2026-03-01')).length, 1);
});

async function quoted(db: Database): Promise<{ id: string; accountId: string }> {
  const [id, accountId] = [randomUUID(), randomUUID()];
  const given = await giveQuote(db, programme, { id, accountId, request: { sell: money('OMR', 10_000n), buyCurrency: 'USD' } }, now);
  assert.equal(given.kind, 'done');
  return { id, accountId };
}

test('a quote is kept for its time, for its account, and used once', async (t) => {
  const { database: db } = await testDatabase(t);
  const none = await giveQuote(
    db,
    programme,
    { id: randomUUID(), accountId: randomUUID(), request: { sell: money('OMR', 1n), buyCurrency: 'USD' } },
    now,
  );
  assert.ok(none.kind === 'refused' && none.reason === 'rate-unknown');
  await imported(db, rates('2026-03-02', '2.6008'));
  const { id, accountId } = await quoted(db);
  const end = now.add({ seconds: programme.exchange.quoteSeconds });
  // The rate moves; the quote does not.
  await imported(db, rates('2026-03-02', '2.5'));
  assert.equal((await quote(db, id, accountId))?.to.minor, 2587n);
  const use = async (usedBy: string, at: Temporal.Instant, account = accountId): Promise<string> => {
    const used = await useQuote(db, { id, accountId: account, usedBy }, at);
    return used.kind === 'done' ? `${used.value.from.minor} ${used.value.to.minor} ${used.value.spread.minor}` : used.reason;
  };
  const [first, second] = [randomUUID(), randomUUID()];
  assert.equal(await use(first, now, randomUUID()), 'quote-unknown');
  assert.equal(await use(first, end), 'quote-expired');
  assert.equal(await use(first, end.subtract({ nanoseconds: 1000 })), '10000 2587 14');
  assert.equal(await use(second, now), 'quote-used');
  assert.equal(await use(first, end.add({ hours: 1 })), '10000 2587 14');
  const other = await quoted(db);
  await sweepQuotes(db, now.add({ hours: 26 }));
  assert.equal(await quote(db, other.id, other.accountId), undefined);
  assert.notEqual(await quote(db, id, accountId), undefined);
});

test('of 64 that use one quote, one gets it; without the condition several do', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connectAll(db);
  await imported(db, rates('2026-03-02', '2.6008'));
  const race = async (use?: typeof useQuoteStatement): Promise<number> => {
    const { id, accountId } = await quoted(db);
    const outcomes = await Promise.all(range(64).map(() => useQuote(db, { id, accountId, usedBy: randomUUID() }, now, use)));
    return outcomes.filter(({ kind }) => kind === 'done').length;
  };
  assert.equal(await race(), 1);
  const unguarded = statement('test_quote_use', useQuoteStatement.text.replace('AND q.used_at IS NULL', ''));
  assert.ok((await race(unguarded)) > 1);
});

test('an exchange moves both legs and its spread, once, and the ledger balances', async (t) => {
  const { database: db } = await testDatabase(t);
  const [omr, dollars] = [randomUUID(), randomUUID()];
  const nostro = await internalAccount(db, 'nostro', 'OMR', now);
  await openCustomerAccount(db, { id: omr, currency: 'OMR' }, now);
  await openCustomerAccount(db, { id: dollars, currency: 'USD' }, now);
  const opening = {
    kind: 'transfer' as const,
    id: randomUUID(),
    currency: 'OMR' as const,
    code: 'opening',
    reference: '',
    legs: [{ debitAccountId: nostro, creditAccountId: omr, amount: 15_000n }],
  };
  await db.transaction((tx) => applyTransfers(tx, [opening], now));
  const wanted = (id: string) => ({
    id,
    from: { money: money('OMR', 10_000n), ledgerAccountId: omr },
    to: { money: money('USD', 2587n), ledgerAccountId: dollars },
    spread: money('USD', 14n),
    code: 'exchange',
    reference: 'r',
  });
  const post = async (id: string): Promise<unknown> =>
    await db.transaction<unknown>(async (tx) => {
      const outcome = await exchange(tx, wanted(id), now);
      if (outcome.kind === 'refused') throw new RolledBack(outcome.reason);
      return outcome.value.existed;
    });
  const id = randomUUID();
  assert.equal(await post(id), false);
  assert.equal(await post(id), true);
  assert.equal(await post(randomUUID()), 'insufficient-funds');
  const internal = async (chart: string, currency: 'OMR' | 'USD'): Promise<string> => await internalAccount(db, chart, currency, now);
  const ids = [
    omr,
    dollars,
    await internal('exchange-position', 'OMR'),
    await internal('exchange-position', 'USD'),
    await internal('exchange-income', 'USD'),
  ];
  const balances = await balancesOf(db, ids);
  assert.deepEqual(
    ids.map((account) => balances.get(account)?.posted),
    [5_000n, 2_587n, 10_000n, -2_601n, 14n],
  );
  assert.deepEqual(await checkLedger(db, now), []);
});
