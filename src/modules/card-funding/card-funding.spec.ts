// Funding against a real database: loads once under races, files once, recovery over accounts, interest by day.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';

import { statement, type Database } from '../../postgres/database.ts';
import { cardAccount, cardHolder, loadWallet } from '../../testing/card-accounts.ts';
import { testDeps } from '../../testing/deps.ts';
import { connectAll, range } from '../../testing/race.ts';
import { openCards } from '../../wire-cards.ts';
import type { CardProgramme } from '../card-programmes/index.ts';
import { importRates } from '../exchange/index.ts';
import { checkLedger } from '../ledger/index.ts';
import { accountOf, chargeWallet, transactionsOf, walletsOf } from '../wallets/index.ts';
import { accrueInterest, loadCash, postInterest, recoverDebts, roomForLoad, type FundingContext } from './index.ts';
import { insertLoad, moveLoad, moveLoadStatement } from './loads-store.ts';

async function funding(t: TestContext, change: (programme: CardProgramme) => CardProgramme = (programme) => programme) {
  const deps = await testDeps(t);
  const cardProgrammes = new Map([...deps.cardProgrammes].map(([name, programme]) => [name, change(programme)]));
  // No joining fee with the first load: it is the applications' own rule.
  const { afterLoad: _, ...cards } = await openCards({ ...deps, cardProgrammes });
  return { db: deps.database, clock: deps.clock, context: cards as FundingContext };
}

const programme = 'oman-prepaid';

async function owe(db: Database, accountId: string, amount: bigint, now: Temporal.Instant): Promise<void> {
  const transaction = { kind: 'purchase' as const, termsVersion: '2026-01', occurredAt: now };
  const common = { id: randomUUID(), accountId, currency: 'OMR' as const, amount, counterpart: 'scheme-settlement', code: 'card-purchase' };
  const charged = await db.transaction(async (tx) => await chargeWallet(tx, { ...common, reference: 'late', transaction }, now));
  assert.equal(charged.kind, 'done');
}

const shown = async (db: Database, accountId: string): Promise<Record<string, bigint>> =>
  Object.fromEntries((await walletsOf(db, accountId)).map(({ currency, posted, debt }) => [currency, posted - debt]));

test('64 times the same receipt at once is one load', async (t) => {
  const { db, clock, context } = await funding(t);
  await connectAll(db);
  const accountId = await cardAccount(db, 0n);
  const now = clock.now();
  const cash = { accountId, amount: 20_000n, acceptor: 'kiosk-1', receipt: 'R-1' };
  const outcomes = await Promise.all(range(64).map(() => db.transaction(async (tx) => await loadCash(tx, context, cash, now))));
  assert.ok(outcomes.every(({ kind }) => kind === 'done'));
  assert.equal(outcomes.filter((one) => one.kind === 'done' && !one.value.existed).length, 1);
  assert.deepEqual(await shown(db, accountId), { OMR: 20_000n });
  assert.equal((await transactionsOf(db, accountId, { limit: 10 })).length, 1);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('64 loads at once go no further than the limit of the day', async (t) => {
  const { db, clock, context } = await funding(t);
  await connectAll(db);
  const accountId = await cardAccount(db, 0n);
  const now = clock.now();
  const one = async (index: number) =>
    await db.transaction(
      async (tx) => await loadCash(tx, context, { accountId, amount: 1000n, acceptor: 'kiosk-1', receipt: `R-${index}` }, now),
    );
  const outcomes = await Promise.all(range(64).map(one));
  // The programme lets ten a day through.
  assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 10);
  assert.deepEqual(
    [...new Set(outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : [])))],
    ['load-count-of-day'],
  );
  const account = await accountOf(db, accountId);
  assert.ok(account);
  assert.equal(await roomForLoad(db, context, account, await walletsOf(db, accountId), now), 0n);
});

// The statement as it would be if it did not look where the load stands: everybody would believe to be the first.
const moveAnyway = statement(
  'test_move_anyway',
  moveLoadStatement.text.replace('AND l.status = ANY ($2::text[])', 'AND $2::text[] IS NOT NULL'),
);

test('a load moves on once, whoever is first; without the look at where it stands everybody would move it', async (t) => {
  const { db, clock } = await funding(t);
  await connectAll(db);
  const accountId = await cardAccount(db, 0n);
  const now = clock.now();
  const race = async (receipt: string, move?: typeof moveLoadStatement): Promise<number> => {
    const id = randomUUID();
    const days = { day: '2026-03-01', month: '2026-03-01' };
    const row = {
      id,
      accountId,
      source: 'cash' as const,
      amount: 1000n,
      currency: 'OMR',
      status: 'sent' as const,
      acceptor: 'a',
      receipt,
      ...days,
    };
    assert.equal(await insertLoad(db, row, now), true);
    assert.equal(await insertLoad(db, row, now), false);
    const moved = await Promise.all(range(64).map(async () => await moveLoad(db, id, ['sent'], 'posted', {}, now, move)));
    return moved.filter((one) => one !== undefined).length;
  };
  assert.equal(await race('R-1'), 1);
  assert.equal(await race('R-2', moveAnyway), 64);
});

test("a debt is taken from other accounts of the same holder, with its cost once; another's money is left alone", async (t) => {
  const { db, clock, context } = await funding(t, (one) => ({
    ...one,
    negativeBalance: { ...one.negativeBalance, recoveryCost: 500, recoverFromOtherWalletsAfterDays: 0 },
  }));
  clock.set('2026-03-02T08:00:00Z');
  const now = clock.now();
  const published = {
    source: 'scheme',
    day: '2026-03-02',
    base: 'OMR',
    rates: [{ currency: 'USD', rate: '2.6' }],
    timeZone: 'Asia/Muscat',
  } as const;
  await db.transaction(async (tx) => await importRates(tx, published, now));
  const holder = await cardHolder(db);
  const [owing, rich, stranger] = [await cardAccount(db, 0n, holder), await cardAccount(db, 4000n, holder), await cardAccount(db, 50_000n)];
  await owe(db, owing, 10_000n, now);
  await loadWallet(db, owing, 1000n, 'USD');
  const day = { programme, day: Temporal.PlainDate.from('2026-03-02') };
  clock.advance(86_400);
  await recoverDebts(context, day, clock.now());
  // What comes in between belongs to the next day: the same day again takes nothing, and tells of nothing.
  await loadWallet(db, rich, 300n, 'OMR');
  await recoverDebts(context, day, clock.now());
  const told = await db.query<{ count: number }>(
    statement('test_told', `SELECT count(*)::int AS count FROM evidence_records e WHERE e.kind = $1`),
    ['card-debt-recovered'],
  );
  assert.deepEqual(told, [{ count: 1 }]);
  // 4.000 from the other account, 10.00 USD at 2.6 are 3.846; 2.154 are left, and 0.500 of cost on top.
  assert.deepEqual(await shown(db, owing), { OMR: -2654n, USD: 0n });
  assert.deepEqual(await shown(db, rich), { OMR: 300n });
  assert.deepEqual(await shown(db, stranger), { OMR: 50_000n });
  const kinds = (await transactionsOf(db, owing, { limit: 20 })).map(({ kind, detail }) => `${kind} ${detail}`.trim());
  assert.equal(kinds.filter((kind) => kind === 'recovery cost').length, 1);
  assert.deepEqual(await checkLedger(db, clock.now()), []);
});

test('interest counts what was owed at the end of each day, also when the days are run late, and is posted once', async (t) => {
  const { db, clock, context } = await funding(t);
  clock.set('2026-03-30T08:00:00Z');
  const accountId = await cardAccount(db, 0n);
  await owe(db, accountId, 1_000_000n, clock.now());
  clock.set('2026-03-31T10:00:00Z');
  const pay = { accountId, amount: 400_000n, acceptor: 'kiosk-1', receipt: 'R-1' };
  assert.equal((await db.transaction(async (tx) => await loadCash(tx, context, pay, clock.now()))).kind, 'done');
  clock.set('2026-04-03T10:00:00Z');
  const rest = { ...pay, amount: 100_000n, receipt: 'R-2' };
  assert.equal((await db.transaction(async (tx) => await loadCash(tx, context, rest, clock.now()))).kind, 'done');
  // The days of March are run in April only: what was paid in April does not count for them.
  clock.set('2026-04-05T08:00:00Z');
  const days = ['2026-03-29', '2026-03-30', '2026-03-31'].map((text) => ({ programme, day: Temporal.PlainDate.from(text) }));
  for (const day of [...days, ...days]) {
    await accrueInterest(context, day);
    await postInterest(context, day, clock.now());
  }
  const interest = (await transactionsOf(db, accountId, { limit: 10 })).filter(({ kind }) => kind === 'interest');
  // Nothing on the 29th, 1,000.000 on the 30th, 600.000 on the 31st, at 12 % by 365 days: 526.03 minor units.
  assert.deepEqual(
    interest.map(({ detail, amount }) => [detail, amount]),
    [['2026-03', -526n]],
  );
  assert.deepEqual(await shown(db, accountId), { OMR: -500_526n });
  assert.deepEqual(await checkLedger(db, clock.now()), []);
});
