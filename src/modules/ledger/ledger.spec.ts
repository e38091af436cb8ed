// The ledger against a real database: random schedules beside a model, and races 64 wide.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import { statement, type Database } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { applyTransfers, balancesOf, checkLedger, closeLedgerAccount, entriesOf, expireHolds, foldHotAccounts, hold, internalAccount, openCustomerAccount, post, transfer, voidHold, type Command, type LedgerOutcome } from './index.ts';
import { writeStatement } from './store.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const soon = now.add({ seconds: 600 });

// Opens all connections first: else the one that is open wins each race before the others have begun.
const pause = statement('test_pause', `SELECT pg_sleep(0.1)`);
const connect = async (db: Database): Promise<void> => void (await Promise.all(range(32).map(() => db.query(pause))));

async function accounts(db: Database, amounts: readonly bigint[]): Promise<{ ids: string[]; settlement: string }> {
  const settlement = await internalAccount(db, 'settlement', 'OMR', now);
  const ids = amounts.map(() => randomUUID());
  await db.transaction(async (tx) => {
    for (const id of ids) await openCustomerAccount(tx, { id, currency: 'OMR' }, now);
    await applyTransfers(
      tx,
      ids.flatMap((id, index) => {
        const amount = amounts[index] ?? 0n;
        return amount === 0n ? [] : [move(randomUUID(), settlement, id, amount)];
      }),
      now,
    );
  });
  return { ids, settlement };
}

const base = (id: string, from: string, to: string, amount: bigint) => ({
  id,
  currency: 'OMR' as const,
  code: 'test',
  reference: 'schedule',
  legs: [{ debitAccountId: from, creditAccountId: to, amount }],
});
const move = (id: string, from: string, to: string, amount: bigint): Command => ({ kind: 'transfer', ...base(id, from, to, amount) });

const say = (outcome: LedgerOutcome): string => (outcome.kind === 'done' ? outcome.value.result : outcome.reason);
const settled = async <T>(work: readonly Promise<T>[]): Promise<T[]> => await Promise.all(work);
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const sumStatement = statement('test_sum', `
  SELECT sum(credits_posted - debits_posted)::bigint AS total, min(credits_posted - debits_posted - debits_pending)::bigint AS least
  FROM ledger_accounts WHERE chart = 'customer'`);
const customerFunds = async (db: Database): Promise<{ total: bigint; least: bigint }> => {
  const [row] = await db.query<{ total: bigint; least: bigint }>(sumStatement);
  assert.ok(row);
  return row;
};

test('any schedule gives what a plain model gives, and the books balance after each step', async (t) => {
  const { database: db } = await testDatabase(t);
  const { ids, settlement } = await accounts(db, [500n, 500n, 0n]);
  const all = [...ids, settlement];

  // The model: plain maps and numbers, written without a look at the decision that it checks.
  const posted = new Map<string, bigint>([[ids[0] ?? '', 500n], [ids[1] ?? '', 500n], [ids[2] ?? '', 0n]]);
  const held = new Map<string, bigint>();
  const holds = new Map<string, { from: string; to: string; amount: bigint; open: boolean }>();
  const funds = (id: string): bigint => (posted.get(id) ?? 0n) - (held.get(id) ?? 0n);
  const change = (map: Map<string, bigint>, id: string, by: bigint): void => void map.set(id, (map.get(id) ?? 0n) + by);

  const step = fc.record({
    act: fc.constantFrom('transfer', 'hold', 'post', 'part', 'void', 'expire', 'fold'),
    from: fc.nat(3),
    to: fc.nat(3),
    amount: fc.bigInt(1n, 300n),
    which: fc.nat(1000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      for (const { act, from, to, amount, which } of steps) {
        const [source, target] = [all[from] ?? '', all[to] ?? ''];
        const [holdId, open] = [...holds][which % Math.max(holds.size, 1)] ?? [randomUUID(), undefined];
        const id = randomUUID();
        if (act === 'fold') {
          await foldHotAccounts(db);
        } else if (act === 'transfer' || act === 'hold') {
          const may = source !== target && (source === settlement || funds(source) >= amount);
          const outcome = await db.transaction((tx) => (act === 'hold' ? hold(tx, { ...base(id, source, target, amount), expiresAt: soon }, now) : transfer(tx, base(id, source, target, amount), now)));
          assert.equal(outcome.kind === 'done', may, say(outcome));
          if (may && act === 'transfer') {
            change(posted, source, -amount);
            change(posted, target, amount);
          } else if (may) {
            change(held, source, amount);
            holds.set(id, { from: source, to: target, amount, open: true });
          }
        } else {
          const at = act === 'expire' ? soon : now;
          const part = act === 'part' ? amount : (open?.amount ?? 0n);
          const may = open?.open === true && part <= open.amount;
          const outcome = await db.transaction((tx) =>
            act === 'void' ? voidHold(tx, { id, holdId, reference: 'r' }, now)
            : act === 'expire' ? applyTransfers(tx, [{ kind: 'expire', id, holdId, reference: 'r' }], at).then(([first]) => first as LedgerOutcome)
            : post(tx, { id, holdId, reference: 'r', ...(act === 'part' ? { amounts: [amount] } : {}) }, now),
          );
          assert.equal(outcome.kind === 'done', may, `${act}: ${say(outcome)}`);
          if (may && open !== undefined) {
            open.open = false;
            change(held, open.from, -open.amount);
            if (act === 'post' || act === 'part') {
              change(posted, open.from, -part);
              change(posted, open.to, part);
            }
          }
        }
      }
      const balances = await balancesOf(db, ids);
      for (const id of ids) {
        assert.deepEqual([balances.get(id)?.posted, balances.get(id)?.held, balances.get(id)?.available], [posted.get(id), held.get(id) ?? 0n, funds(id)]);
      }
      assert.deepEqual(await checkLedger(db, now), []);
    }),
    { numRuns: 25 },
  );
});

test('a batch gives the outcomes and the balances of the same commands one by one', async (t) => {
  const { database: one } = await testDatabase(t);
  const { database: many } = await testDatabase(t);
  const step = fc.record({ act: fc.constantFrom('transfer', 'hold', 'post', 'void'), from: fc.nat(2), to: fc.nat(2), amount: fc.bigInt(0n, 200n), which: fc.nat(30) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 30 }), async (steps) => {
      const worlds = [];
      for (const db of [one, many]) worlds.push({ db, ...(await accounts(db, [300n, 100n])) });
      const ids = steps.map(() => randomUUID());
      const commandsFor = ({ ids: customers, settlement }: { ids: string[]; settlement: string }): Command[] =>
        steps.map(({ act, from, to, amount, which }, index) => {
          const all = [...customers, settlement];
          const id = ids[index] ?? '';
          if (act === 'post' || act === 'void') return { kind: act, id, holdId: ids[which % ids.length] ?? '', reference: 'r' };
          const made = base(id, all[from] ?? '', all[to] ?? '', amount);
          return act === 'hold' ? { kind: 'hold', ...made, expiresAt: soon } : { kind: 'transfer', ...made };
        });
      const [single, batch] = worlds;
      assert.ok(single && batch);
      const given: LedgerOutcome[] = [];
      for (const command of commandsFor(single)) given.push(...(await one.transaction((tx) => applyTransfers(tx, [command], now))));
      const together = await many.transaction((tx) => applyTransfers(tx, commandsFor(batch), now));
      assert.deepEqual(together, given);
      const [a, b] = [await balancesOf(one, single.ids), await balancesOf(many, batch.ids)];
      assert.deepEqual([...single.ids.map((id) => a.get(id))], [...batch.ids.map((id) => b.get(id))]);
      assert.deepEqual(await checkLedger(many, now), []);
    }),
    { numRuns: 20 },
  );
});

test('64 transfers at once of an account that covers 10 of them: 10 are written', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connect(db);
  const { ids: [a = '', b = ''] } = await accounts(db, [1000n, 0n]);
  const outcomes = await settled(range(64).map(() => db.transaction((tx) => transfer(tx, base(randomUUID(), a, b, 100n), now))));
  assert.equal(outcomes.filter((outcome) => outcome.kind === 'done').length, 10);
  assert.deepEqual(new Set(outcomes.map(say)), new Set(['created', 'insufficient-funds']));
  assert.deepEqual(await customerFunds(db), { total: 1000n, least: 0n });
  assert.deepEqual(await checkLedger(db, now), []);
});

// What each guard is for: the same race with guards taken away one after the other.
const noLock = statement('test_no_lock', `
  WITH wanted AS (SELECT unnest($1::uuid[]) AS id UNION SELECT unnest($2::uuid[]))
  SELECT a.id, a.chart, a.currency, a.bound, a.credit_limit, a.hot, a.closed_at IS NOT NULL AS closed,
         a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending
  FROM ledger_accounts a JOIN wanted w ON w.id = a.id, LATERAL (SELECT pg_sleep(0.02)) s`);
const noBound = statement('test_no_bound', writeStatement.text.replace(/AND \(a\.bound <> 'debits'[\s\S]*?RETURNING 1\)/, 'RETURNING 1)'));
const dropChecks = statement('test_drop_checks', `ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_debits_bound`);

test('the race is one: without the lock, the bound in the statement stops it; without both, the constraint; without all three, money is made', async (t) => {
  const race = async (guards: object, drop: boolean): Promise<{ written: number; faults: Set<string>; least: bigint }> => {
    const { database: db } = await testDatabase(t, 32);
    await connect(db);
    if (drop) await db.query(dropChecks);
    const { ids: [a = '', b = ''] } = await accounts(db, [1000n, 0n]);
    const outcomes = await Promise.allSettled(range(64).map(() => db.transaction((tx) => applyTransfers(tx, [move(randomUUID(), a, b, 100n)], now, guards))));
    const written = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value[0]?.kind === 'done').length;
    const faults = new Set(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String((outcome.reason as { constraint?: string }).constraint ?? 'bug')] : [])));
    return { written, faults, least: (await customerFunds(db)).least };
  };
  const statementAlone = await race({ lockAccounts: noLock }, false);
  assert.deepEqual([statementAlone.written, statementAlone.least, [...statementAlone.faults]], [10, 0n, ['bug']]);
  const constraintAlone = await race({ lockAccounts: noLock, write: noBound }, false);
  assert.deepEqual([constraintAlone.written, constraintAlone.least, [...constraintAlone.faults]], [10, 0n, ['ledger_accounts_debits_bound']]);
  const nothing = await race({ lockAccounts: noLock, write: noBound }, true);
  assert.ok(nothing.written > 10 && nothing.least < 0n, `written ${nothing.written}, least ${nothing.least}`);
});

test('64 settlements at once of one hold: one is written', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connect(db);
  const { ids: [a = '', b = ''], settlement } = await accounts(db, [1000n, 0n]);
  // Between customers, and between internal accounts where no account is locked.
  const other = await internalAccount(db, 'fees', 'OMR', now);
  for (const [from, to] of [[a, b], [settlement, other]] as const) {
    const holdId = randomUUID();
    assert.equal(say(await db.transaction((tx) => hold(tx, { ...base(holdId, from, to, 700n), expiresAt: soon }, now))), 'created');
    const outcomes = await settled(
      range(64).map((index) => db.transaction((tx) => (index % 3 === 0 ? voidHold(tx, { id: randomUUID(), holdId, reference: 'r' }, now) : post(tx, { id: randomUUID(), holdId, reference: 'r' }, now)))),
    );
    assert.equal(outcomes.filter((outcome) => outcome.kind === 'done').length, 1);
    assert.deepEqual(await checkLedger(db, now), []);
  }
});

const unguarded = statement('test_unguarded', writeStatement.text.replace(` AND h.status = 'pending'`, ''));
const noHoldLock = (db: Database): Database => ({
  ...db,
  transaction: (work) =>
    db.transaction((tx) =>
      work({ query: (wanted, values) => tx.query(wanted.name.startsWith('ledger_lock_holds') ? statement('test_holds', wanted.text.replace('FOR NO KEY UPDATE', '').replace('FROM ledger_holds h', 'FROM ledger_holds h, LATERAL (SELECT pg_sleep(0.02)) s')) : wanted, values) }),
    ),
});

test('without the lock and the condition on a hold, it would be settled more than once', async (t) => {
  const { database } = await testDatabase(t, 32);
  await connect(database);
  const db = noHoldLock(database);
  const settlement = await internalAccount(db, 'settlement', 'OMR', now);
  const fees = await internalAccount(db, 'fees', 'OMR', now);
  const holdId = randomUUID();
  await db.transaction((tx) => hold(tx, { ...base(holdId, settlement, fees, 700n), expiresAt: soon }, now));
  const outcomes = await settled(range(64).map(() => db.transaction((tx) => applyTransfers(tx, [{ kind: 'post', id: randomUUID(), holdId, reference: 'r' }], now, { write: unguarded }))));
    assert.ok(outcomes.filter(([outcome]) => outcome?.kind === 'done').length > 1);
  assert.ok((await checkLedger(db, now)).some(({ finding }) => finding === 'settled-twice'), 'the recount finds it');
});

test('64 repetitions at once of one command move money once', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connect(db);
  const { ids: [a = '', b = ''] } = await accounts(db, [1000n, 0n]);
  const id = randomUUID();
  const outcomes = await settled(range(64).map(() => db.transaction((tx) => transfer(tx, base(id, a, b, 100n), now))));
  assert.deepEqual([outcomes.filter((outcome) => say(outcome) === 'created').length, outcomes.filter((outcome) => say(outcome) === 'exists').length], [1, 63]);
  assert.equal((await balancesOf(db, [b])).get(b)?.posted, 100n);
});

test('64 transfers at once in a ring of accounts keep the sum and meet no deadlock', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connect(db);
  const { ids } = await accounts(db, [400n, 400n, 400n, 400n]);
  const outcomes = await settled(
    range(64).map((index) =>
      db.transaction((tx) =>
        transfer(tx, { ...base(randomUUID(), '', '', 0n), legs: [
          { debitAccountId: ids[index % 4] ?? '', creditAccountId: ids[(index + 1 + (index % 3)) % 4] ?? '', amount: BigInt(1 + ((index * 37) % 90)) },
          { debitAccountId: ids[(index + 2) % 4] ?? '', creditAccountId: ids[(index + 3) % 4] ?? '', amount: 5n },
        ] }, now),
      ),
    ),
  );
  assert.ok(outcomes.some((outcome) => outcome.kind === 'done'));
  const { total, least } = await customerFunds(db);
  assert.equal(total, 1600n);
  assert.ok(least >= 0n);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('a hold refused for funds stays refused when the money has come', async (t) => {
  const { database: db } = await testDatabase(t);
  const { ids: [a = '', b = ''], settlement } = await accounts(db, [0n, 0n]);
  const id = randomUUID();
  const ask = async (): Promise<string> => say(await db.transaction((tx) => hold(tx, { ...base(id, a, b, 10n), expiresAt: soon }, now)));
  assert.equal(await ask(), 'insufficient-funds');
  await db.transaction((tx) => transfer(tx, base(randomUUID(), settlement, a, 100n), now));
  assert.equal(await ask(), 'id-already-refused');
  assert.equal(say(await db.transaction((tx) => post(tx, { id: randomUUID(), holdId: id, reference: 'r' }, now))), 'hold-not-found');
  assert.equal((await balancesOf(db, [a])).get(a)?.available, 100n);
});

test('the sweep gives back what is over and nothing else', async (t) => {
  const { database: db } = await testDatabase(t);
  const { ids: [a = '', b = ''] } = await accounts(db, [1000n, 0n]);
  for (const expiresAt of [soon, soon.add({ seconds: 1 }), null]) await db.transaction((tx) => hold(tx, { ...base(randomUUID(), a, b, 100n), expiresAt }, now));
  assert.deepEqual((await checkLedger(db, soon.add({ seconds: 60 }))).map(({ finding }) => finding), ['hold-overdue']);
  const counts = await settled(range(8).map(() => expireHolds(db, soon)));
  assert.ok(counts.some((count) => count === 1));
  assert.equal((await balancesOf(db, [a])).get(a)?.held, 200n);
  assert.equal(await expireHolds(db, soon), 0);
  assert.deepEqual(await checkLedger(db, soon), []);
});

test('a hot account is summed over what is folded and what is not, also while 64 writers append', async (t) => {
  const { database: db } = await testDatabase(t, 32);
  await connect(db);
  const { ids: [a = ''], settlement } = await accounts(db, [6400n]);
  await Promise.all(range(64).flatMap((index) => [db.transaction((tx) => transfer(tx, base(randomUUID(), a, settlement, 100n), now)), ...(index % 8 === 0 ? [foldHotAccounts(db)] : [])]));
  assert.equal((await balancesOf(db, [settlement])).get(settlement)?.posted, 0n);
  await foldHotAccounts(db);
  assert.equal(await foldHotAccounts(db), 0);
  assert.equal((await balancesOf(db, [settlement])).get(settlement)?.posted, 0n);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('transfers are never changed or removed, not even by hand', async (t) => {
  const { database: db } = await testDatabase(t);
  await accounts(db, [10n]);
  for (const text of [`UPDATE ledger_transfers SET amount = 1`, `DELETE FROM ledger_transfers`, `TRUNCATE ledger_transfers`, `DELETE FROM ledger_accounts`]) {
    await assert.rejects(db.query(statement('test_change', text)), { code: '23001' });
  }
});

test('the recount finds a counter that was changed by hand', async (t) => {
  const { database: db } = await testDatabase(t);
  const { ids: [a = ''] } = await accounts(db, [10n]);
  await db.query(statement('test_tamper', `UPDATE ledger_accounts SET credits_posted = 11 WHERE chart = 'customer'`));
  assert.deepEqual((await checkLedger(db, now)).map(({ finding, subject }) => `${finding} ${subject}`).sort(), [`counters-differ ${a}`, 'debits-and-credits-differ OMR'].sort());
});

test('only an empty account can be closed, and then it takes nothing', async (t) => {
  const { database: db } = await testDatabase(t);
  const { ids: [a = '', b = ''] } = await accounts(db, [10n, 0n]);
  assert.equal(await closeLedgerAccount(db, a, now), false);
  assert.equal(await closeLedgerAccount(db, b, now), true);
  assert.equal(say(await db.transaction((tx) => transfer(tx, base(randomUUID(), a, b, 1n), now))), 'credit-account-closed');
});

test('entries come newest first, in pages without gap or repetition, each side with the other\'s name', async (t) => {
  const { database: db } = await testDatabase(t);
  const { ids: [a = '', b = ''] } = await accounts(db, [1000n, 1000n]);
  for (const index of range(7)) {
    const [from, to] = index % 2 === 0 ? [a, b] : [b, a];
    await db.transaction((tx) => transfer(tx, { ...base(randomUUID(), from, to, BigInt(index + 1)), memo: `m${index}`, legs: [{ debitAccountId: from, creditAccountId: to, amount: BigInt(index + 1), debitParty: 'payer', creditParty: 'payee' }] }, now));
  }
  const seen = [];
  for (let before: string | undefined; ; ) {
    const page = await entriesOf(db, a, { limit: 3, ...(before === undefined ? {} : { before }) });
    seen.push(...page);
    if (page.length < 3) break;
    before = page.at(-1)?.cursor;
  }
  assert.deepEqual(seen.map(({ amount }) => amount), [-7n, 6n, -5n, 4n, -3n, 2n, -1n, 1000n]);
  assert.deepEqual(seen.slice(0, 2).map(({ party }) => party), ['payee', 'payer']);
});
