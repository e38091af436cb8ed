// Races 64 wide on one ledger, and what each guard is for: the same race without it.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';

import { DatabaseFault, statement, type Database } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { customerFunds, ledgerAccounts, moveCommand, movement, say } from '../../testing/ledger.ts';
import { connectAll, range } from '../../testing/race.ts';
import { applyTransfers, balancesOf, checkLedger, foldHotAccounts, hold, internalAccount, post, transfer, voidHold } from './index.ts';
import { writeStatement } from './store.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const soon = now.add({ seconds: 600 });

test('64 transfers at once of an account that covers 10 of them: 10 are written', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  await connectAll(db);
  const {
    ids: [a = '', b = ''],
  } = await ledgerAccounts(db, [1000n, 0n]);
  const outcomes = await Promise.all(range(64).map(() => db.transaction((tx) => transfer(tx, movement(randomUUID(), a, b, 100n), now))));
  assert.equal(outcomes.filter((outcome) => outcome.kind === 'done').length, 10);
  assert.deepEqual(new Set(outcomes.map(say)), new Set(['created', 'insufficient-funds']));
  assert.deepEqual(await customerFunds(db), { total: 1000n, least: 0n });
  assert.deepEqual(await checkLedger(db, now), []);
});

// What each guard is for: the same race with guards taken away one after the other.

const noLock = statement(
  'test_no_lock',
  `
  WITH wanted AS (SELECT unnest($1::uuid[]) AS id UNION SELECT unnest($2::uuid[]))
  SELECT a.id, a.chart, a.currency, a.bound, a.credit_limit, a.hot, a.closed_at IS NOT NULL AS closed,
         a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending
  FROM ledger_accounts a JOIN wanted w ON w.id = a.id, LATERAL (SELECT pg_sleep(0.1)) s`,
);

const noBound = statement('test_no_bound', writeStatement.text.replace(/AND \(a\.bound <> 'debits'[\s\S]*?RETURNING 1\)/, 'RETURNING 1)'));

const dropChecks = statement('test_drop_checks', `ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_debits_bound`);

test('the race is one: its guards taken away one after the other', async (t) => {
  const race = async (t: TestContext, guards: object, drop: boolean): Promise<{ written: number; faults: Set<string>; least: bigint }> => {
    const { database: db } = await testDatabase(t, 20);
    await connectAll(db);
    if (drop) await db.query(dropChecks);
    const {
      ids: [a = '', b = ''],
    } = await ledgerAccounts(db, [1000n, 0n]);
    const outcomes = await Promise.allSettled(
      range(64).map(() => db.transaction((tx) => applyTransfers(tx, [moveCommand(randomUUID(), a, b, 100n)], now, guards))),
    );
    const written = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value[0]?.kind === 'done').length;
    const faults = new Set(
      outcomes.flatMap((outcome) =>
        // On a machine that is busy enough, who waits for a connection may give up: that is no guard's doing.
        outcome.status === 'rejected' && !(outcome.reason instanceof DatabaseFault)
          ? [(outcome.reason as { constraint?: string }).constraint ?? 'bug']
          : [],
      ),
    );
    return { written, faults, least: (await customerFunds(db)).least };
  };
  // Each in a test of its own, whose connections end with it.
  await t.test('without the lock, the bound in the statement stops it', async (t) => {
    const { written, least, faults } = await race(t, { lockAccounts: noLock }, false);
    assert.deepEqual([written, least, [...faults]], [10, 0n, ['bug']]);
  });
  await t.test('without both, the constraint stops it', async (t) => {
    const { written, least, faults } = await race(t, { lockAccounts: noLock, write: noBound }, false);
    assert.deepEqual([written, least, [...faults]], [10, 0n, ['ledger_accounts_debits_bound']]);
  });
  await t.test('without all three, money is made', async (t) => {
    const { written, least } = await race(t, { lockAccounts: noLock, write: noBound }, true);
    assert.ok(written > 10 && least < 0n, `written ${written}, least ${least}`);
  });
});

test('64 settlements at once of one hold: one is written', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  await connectAll(db);
  const {
    ids: [a = '', b = ''],
    settlement,
  } = await ledgerAccounts(db, [1000n, 0n]);
  // Between customers, and between internal accounts where no account is locked.
  const other = await internalAccount(db, 'fees', 'OMR', now);
  for (const [from, to] of [
    [a, b],
    [settlement, other],
  ] as const) {
    const holdId = randomUUID();
    assert.equal(say(await db.transaction((tx) => hold(tx, { ...movement(holdId, from, to, 700n), expiresAt: soon }, now))), 'created');
    const outcomes = await Promise.all(
      range(64).map((index) =>
        db.transaction((tx) =>
          index % 3 === 0
            ? voidHold(tx, { id: randomUUID(), holdId, reference: 'r' }, now)
            : post(tx, { id: randomUUID(), holdId, reference: 'r' }, now),
        ),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome.kind === 'done').length, 1);
    assert.deepEqual(await checkLedger(db, now), []);
  }
});

const unguarded = statement('test_unguarded', writeStatement.text.replace(` WHERE h.status = 'pending'`, ''));

const noHoldLock = (db: Database): Database => ({
  ...db,
  transaction: (work) =>
    db.transaction((tx) =>
      work({
        query: (wanted, values) =>
          tx.query(
            wanted.name.startsWith('ledger_lock_holds')
              ? statement(
                  'test_holds',
                  wanted.text
                    .replace('FOR NO KEY UPDATE', '')
                    .replace('FROM ledger_holds h', 'FROM ledger_holds h, LATERAL (SELECT pg_sleep(0.3)) s'),
                )
              : wanted,
            values,
          ),
      }),
    ),
});

test('without the lock and the condition on a hold, it would be settled more than once', async (t) => {
  const { database } = await testDatabase(t, 20);
  await connectAll(database);
  const db = noHoldLock(database);
  const settlement = await internalAccount(db, 'settlement', 'OMR', now);
  const fees = await internalAccount(db, 'fees', 'OMR', now);
  const holdId = randomUUID();
  await db.transaction((tx) => hold(tx, { ...movement(holdId, settlement, fees, 700n), expiresAt: soon }, now));
  const outcomes = await Promise.all(
    range(64).map(() =>
      db.transaction((tx) => applyTransfers(tx, [{ kind: 'post', id: randomUUID(), holdId, reference: 'r' }], now, { write: unguarded })),
    ),
  );
  assert.ok(outcomes.filter(([outcome]) => outcome?.kind === 'done').length > 1);
  assert.ok(
    (await checkLedger(db, now)).some(({ finding }) => finding === 'settled-twice'),
    'the recount finds it',
  );
});

test('64 repetitions at once of one command move money once', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  await connectAll(db);
  const {
    ids: [a = '', b = ''],
  } = await ledgerAccounts(db, [1000n, 0n]);
  const id = randomUUID();
  const outcomes = await Promise.all(range(64).map(() => db.transaction((tx) => transfer(tx, movement(id, a, b, 100n), now))));
  assert.deepEqual(
    [outcomes.filter((outcome) => say(outcome) === 'created').length, outcomes.filter((outcome) => say(outcome) === 'exists').length],
    [1, 63],
  );
  assert.equal((await balancesOf(db, [b])).get(b)?.posted, 100n);
});

test('64 transfers at once in a ring of accounts keep the sum and meet no deadlock', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  await connectAll(db);
  const { ids } = await ledgerAccounts(db, [400n, 400n, 400n, 400n]);
  const outcomes = await Promise.all(
    range(64).map((index) =>
      db.transaction((tx) =>
        transfer(
          tx,
          {
            ...movement(randomUUID(), '', '', 0n),
            legs: [
              {
                debitAccountId: ids[index % 4] ?? '',
                creditAccountId: ids[(index + 1 + (index % 3)) % 4] ?? '',
                amount: BigInt(1 + ((index * 37) % 90)),
              },
              { debitAccountId: ids[(index + 2) % 4] ?? '', creditAccountId: ids[(index + 3) % 4] ?? '', amount: 5n },
            ],
          },
          now,
        ),
      ),
    ),
  );
  assert.ok(outcomes.some((outcome) => outcome.kind === 'done'));
  const { total, least } = await customerFunds(db);
  assert.equal(total, 1600n);
  assert.ok(least >= 0n);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('a hot account is summed over what is folded and what is not, also while 64 writers append', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  await connectAll(db);
  const {
    ids: [a = ''],
    settlement,
  } = await ledgerAccounts(db, [6400n]);
  await Promise.all(
    range(64).flatMap((index) => [
      db.transaction((tx) => transfer(tx, movement(randomUUID(), a, settlement, 100n), now)),
      ...(index % 8 === 0 ? [foldHotAccounts(db)] : []),
    ]),
  );
  assert.equal((await balancesOf(db, [settlement])).get(settlement)?.posted, 0n);
  await foldHotAccounts(db);
  assert.equal(await foldHotAccounts(db), 0);
  assert.equal((await balancesOf(db, [settlement])).get(settlement)?.posted, 0n);
  assert.deepEqual(await checkLedger(db, now), []);
});
