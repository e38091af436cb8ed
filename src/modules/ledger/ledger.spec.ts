// The ledger against a real database: random schedules beside a model, and each rule that the database keeps.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import { statement } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { ledgerAccounts, movement, say } from '../../testing/ledger.ts';
import { range } from '../../testing/race.ts';
import {
  applyTransfers,
  balancesOf,
  checkLedger,
  closeLedgerAccount,
  entriesOf,
  expireHolds,
  foldHotAccounts,
  hold,
  post,
  transfer,
  voidHold,
  type Command,
  type LedgerOutcome,
} from './index.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const soon = now.add({ seconds: 600 });

test('any schedule gives what a plain model gives, and the books balance after each step', async (t) => {
  const { database: db } = await testDatabase(t);
  const { ids, settlement } = await ledgerAccounts(db, [500n, 500n, 0n]);
  const all = [...ids, settlement];

  // The model: plain maps and numbers, written without a look at the decision that it checks.
  const posted = new Map<string, bigint>([
    [ids[0] ?? '', 500n],
    [ids[1] ?? '', 500n],
    [ids[2] ?? '', 0n],
  ]);
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
          const outcome = await db.transaction((tx) =>
            act === 'hold'
              ? hold(tx, { ...movement(id, source, target, amount), expiresAt: soon }, now)
              : transfer(tx, movement(id, source, target, amount), now),
          );
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
            act === 'void'
              ? voidHold(tx, { id, holdId, reference: 'r' }, now)
              : act === 'expire'
                ? applyTransfers(tx, [{ kind: 'expire', id, holdId, reference: 'r' }], at).then(([first]) => first as LedgerOutcome)
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
        assert.deepEqual(
          [balances.get(id)?.posted, balances.get(id)?.held, balances.get(id)?.available],
          [posted.get(id), held.get(id) ?? 0n, funds(id)],
        );
      }
      assert.deepEqual(await checkLedger(db, now), []);
    }),
    { numRuns: 25 },
  );
});

test('a batch gives the outcomes and the balances of the same commands one by one', async (t) => {
  const { database: one } = await testDatabase(t);
  const { database: many } = await testDatabase(t);
  const step = fc.record({
    act: fc.constantFrom('transfer', 'hold', 'post', 'void'),
    from: fc.nat(2),
    to: fc.nat(2),
    amount: fc.bigInt(0n, 200n),
    which: fc.nat(30),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 30 }), async (steps) => {
      const worlds = [];
      for (const db of [one, many]) worlds.push({ db, ...(await ledgerAccounts(db, [300n, 100n])) });
      const ids = steps.map(() => randomUUID());
      const commandsFor = ({ ids: customers, settlement }: { ids: string[]; settlement: string }): Command[] =>
        steps.map(({ act, from, to, amount, which }, index) => {
          const all = [...customers, settlement];
          const id = ids[index] ?? '';
          if (act === 'post' || act === 'void') return { kind: act, id, holdId: ids[which % ids.length] ?? '', reference: 'r' };
          const made = movement(id, all[from] ?? '', all[to] ?? '', amount);
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

test('a hold refused for funds stays refused when the money has come', async (t) => {
  const { database: db } = await testDatabase(t);
  const {
    ids: [a = '', b = ''],
    settlement,
  } = await ledgerAccounts(db, [0n, 0n]);
  const id = randomUUID();
  const ask = async (): Promise<string> =>
    say(await db.transaction((tx) => hold(tx, { ...movement(id, a, b, 10n), expiresAt: soon }, now)));
  assert.equal(await ask(), 'insufficient-funds');
  await db.transaction((tx) => transfer(tx, movement(randomUUID(), settlement, a, 100n), now));
  assert.equal(await ask(), 'id-already-refused');
  assert.equal(say(await db.transaction((tx) => post(tx, { id: randomUUID(), holdId: id, reference: 'r' }, now))), 'hold-not-found');
  assert.equal((await balancesOf(db, [a])).get(a)?.available, 100n);
});

test('the sweep gives back what is over and nothing else', async (t) => {
  const { database: db } = await testDatabase(t);
  const {
    ids: [a = '', b = ''],
  } = await ledgerAccounts(db, [1000n, 0n]);
  for (const expiresAt of [soon, soon.add({ seconds: 1 }), null])
    await db.transaction((tx) => hold(tx, { ...movement(randomUUID(), a, b, 100n), expiresAt }, now));
  assert.deepEqual(
    (await checkLedger(db, soon.add({ seconds: 60 }))).map(({ finding }) => finding),
    ['hold-overdue'],
  );
  const counts = await Promise.all(range(8).map(() => expireHolds(db, soon)));
  assert.ok(counts.some((count) => count === 1));
  assert.equal((await balancesOf(db, [a])).get(a)?.held, 200n);
  assert.equal(await expireHolds(db, soon), 0);
  assert.deepEqual(await checkLedger(db, soon), []);
});

test('transfers are never changed or removed, not even by hand', async (t) => {
  const { database: db } = await testDatabase(t);
  await ledgerAccounts(db, [10n]);
  for (const text of [
    `UPDATE ledger_transfers SET amount = 1`,
    `DELETE FROM ledger_transfers`,
    `TRUNCATE ledger_transfers`,
    `DELETE FROM ledger_accounts`,
  ]) {
    await assert.rejects(db.query(statement('test_change', text)), { code: '23001' });
  }
});

test('the recount finds a counter that was changed by hand', async (t) => {
  const { database: db } = await testDatabase(t);
  const {
    ids: [a = ''],
  } = await ledgerAccounts(db, [10n]);
  await db.query(statement('test_tamper', `UPDATE ledger_accounts SET credits_posted = 11 WHERE chart = 'customer'`));
  assert.deepEqual(
    (await checkLedger(db, now)).map(({ finding, subject }) => `${finding} ${subject}`).sort(),
    [`counters-differ ${a}`, 'debits-and-credits-differ OMR'].sort(),
  );
});

test('only an empty account can be closed, and then it takes nothing', async (t) => {
  const { database: db } = await testDatabase(t);
  const {
    ids: [a = '', b = ''],
  } = await ledgerAccounts(db, [10n, 0n]);
  assert.equal(await closeLedgerAccount(db, a, now), false);
  assert.equal(await closeLedgerAccount(db, b, now), true);
  assert.equal(say(await db.transaction((tx) => transfer(tx, movement(randomUUID(), a, b, 1n), now))), 'credit-account-closed');
});

test("entries come newest first, in pages without gap or repetition, each side with the other's name", async (t) => {
  const { database: db } = await testDatabase(t);
  const {
    ids: [a = '', b = ''],
  } = await ledgerAccounts(db, [1000n, 1000n]);
  for (const index of range(7)) {
    const [from, to] = index % 2 === 0 ? [a, b] : [b, a];
    await db.transaction((tx) =>
      transfer(
        tx,
        {
          ...movement(randomUUID(), from, to, BigInt(index + 1)),
          memo: `m${index}`,
          legs: [{ debitAccountId: from, creditAccountId: to, amount: BigInt(index + 1), debitParty: 'payer', creditParty: 'payee' }],
        },
        now,
      ),
    );
  }
  const seen = [];
  for (let before: string | undefined; ;) {
    const page = await entriesOf(db, a, { limit: 3, ...(before === undefined ? {} : { before }) });
    seen.push(...page);
    if (page.length < 3) break;
    before = page.at(-1)?.cursor;
  }
  assert.deepEqual(
    seen.map(({ amount }) => amount),
    [-7n, 6n, -5n, 4n, -3n, 2n, -1n, 1000n],
  );
  assert.deepEqual(
    seen.slice(0, 2).map(({ party }) => party),
    ['payee', 'payer'],
  );
});
