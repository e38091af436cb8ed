// Payments against a real database: what each refusal needs, the day's end, batches, and random schedules.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  ask,
  details,
  executors,
  expiresAt,
  funds,
  now,
  omr,
  person,
  programme,
  world,
  type Asked,
  type Person,
} from '../../testing/payments.ts';
import { range } from '../../testing/race.ts';
import { closeAccount, entriesOf } from '../accounts/index.ts';
import { checkLedger, expireHolds } from '../ledger/index.ts';
import type { Executor, OperationRow } from '../operations/index.ts';
import { billers, dayTotal, resolvePayee } from './index.ts';
import { countPayments } from './store.ts';

test('each kind holds the money, shows what will be done, posts it, and both sides see each other', async (t) => {
  const { db, a, b } = await world(t);
  const [first, second] = a.accounts;
  assert.ok(first && second && b.accounts[0]);
  const own = await ask(db, a.id, 'transfer-own', { from: first.id, to: second.id, amount: omr(100_000) });
  assert.deepEqual(details(own), {
    kind: 'transfer-own',
    amount: '100000',
    currency: 'OMR',
    from: first.number,
    payee: a.name,
    to: second.number,
  });
  const other = await ask(db, a.id, 'transfer-customer', {
    from: first.id,
    to: b.accounts[0].number,
    amount: omr(2_500),
    reference: ' Lunch ',
  });
  assert.deepEqual(details(other), {
    kind: 'transfer-customer',
    amount: '2500',
    currency: 'OMR',
    from: first.number,
    payee: b.name,
    to: b.accounts[0].number,
    reference: 'Lunch',
  });
  const bill = await ask(db, a.id, 'bill-payment', {
    from: first.id,
    biller: 'test-power',
    billReference: '1020 3040',
    amount: omr(7_500),
  });
  assert.deepEqual(details(bill), {
    kind: 'bill-payment',
    amount: '7500',
    currency: 'OMR',
    from: first.number,
    payee: 'Test Power',
    biller: 'test-power',
    to: '10203040',
  });
  assert.deepEqual((await funds(db, a))[0], [10_000_000n, 110_000n, 9_890_000n]);
  assert.deepEqual(await funds(db, b), [[0n, 0n, 0n]]);
  const operations = [own, other, bill].map((asked) => (asked.kind === 'done' ? asked.operation : assert.fail()));
  const executeMany = executors.get('transfer-own')?.executeMany;
  assert.ok(executeMany);
  const outcomes = await db.transaction((tx) => executeMany(tx, operations, now));
  assert.ok(outcomes.every(({ kind }) => kind === 'done'));
  assert.deepEqual(await funds(db, a), [
    [9_890_000n, 0n, 9_890_000n],
    [150_000n, 0n, 150_000n],
  ]);
  const [entry] = (await entriesOf(db, b.id, b.accounts[0].id, { limit: 5 })) ?? [];
  assert.deepEqual(
    [entry?.amount, entry?.party, entry?.memo, entry?.code, entry?.reference],
    [2_500n, a.name, 'Lunch', 'transfer-customer', operations[1]?.id],
  );
  assert.deepEqual(outcomes[1], { kind: 'done', value: { posting: entry?.id } }, 'the evidence names the posting');
  assert.equal((await billers(db, 'oman-token')).length, 1);
  assert.deepEqual(await checkLedger(db, now), []);
});

test('a refused payment says why and leaves nothing held', async (t) => {
  const { db, keys, a, b } = await world(t);
  const [first = { id: '', number: '' }, second = { id: '', number: '' }] = a.accounts;
  const [theirs = { id: '', number: '' }] = b.accounts;
  const gone = await person(db, keys, 'Closed', [0n]);
  await db.transaction((tx) => closeAccount(tx, gone.accounts[0]?.id ?? '', now));
  const customer = (change: object): [string, object] => [
    'transfer-customer',
    { from: first.id, to: theirs.number, amount: omr(1000), ...change },
  ];
  const own = (change: object): [string, object] => ['transfer-own', { from: first.id, to: second.id, amount: omr(1000), ...change }];
  const bill = (change: object): [string, object] => [
    'bill-payment',
    { from: first.id, biller: 'test-power', billReference: '10203040', amount: omr(1000), ...change },
  ];
  // oxfmt-ignore
  const rows: [call: [string, object], reason: string][] = [
    [customer({ amount: omr(0) }),                                  'amount-not-positive'],
    [customer({ amount: omr(5_000_001) }),                          'amount-too-large'],
    [customer({ amount: { currency: 'USD', minor: '1' } }),         'currency-mismatch'],
    [customer({ amount: omr(0), to: '1' }),                         'amount-not-positive'],
    [customer({ to: '1000000008' }),                                'payee-unknown'],
    [customer({ to: theirs.number.replace(/.$/, (last) => String((Number(last) + 1) % 10)) }), 'payee-unknown'],
    [customer({ to: gone.accounts[0]?.number }),                    'payee-unknown'],
    [customer({ to: second.number }),                               'own-account'],
    [customer({ to: first.number }),                                'same-account'],
    [customer({ from: theirs.id }),                                 'account-unknown'],
    [customer({ from: randomUUID() }),                              'account-unknown'],
    [customer({ reference: 'card 4111 1111 1111 1111' }),           'card-number-in-reference'],
    [customer({ reference: 'x'.repeat(36) }),                       'reference-malformed'],
    [customer({ from: second.id, amount: omr(50_001) }),            'insufficient-funds'],
    [own({ to: first.id }),                                         'same-account'],
    [own({ to: theirs.id }),                                        'not-own-account'],
    [own({ from: second.id, to: first.id, amount: omr(50_001) }),   'insufficient-funds'],
    [bill({ biller: 'nobody' }),                                    'biller-unknown'],
    [bill({ billReference: '123' }),                                'bill-reference-malformed'],
    [bill({ from: second.id, amount: omr(50_001) }),                'insufficient-funds'],
  ];
  for (const [[kind, params], reason] of rows) {
    const asked = await ask(db, a.id, kind, params);
    assert.equal(asked.kind === 'refused' && asked.reason, reason, JSON.stringify(params));
  }
  assert.deepEqual(
    (await funds(db, a)).map(([, held]) => held),
    [0n, 0n],
  );
  assert.deepEqual(await checkLedger(db, now), []);
});

test('what was shown is what is posted: changed details and changed parameters move nothing else', async (t) => {
  const { db, a, b } = await world(t);
  const asked = await ask(db, a.id, 'transfer-customer', { from: a.accounts[0]?.id, to: b.accounts[0]?.number, amount: omr(1000) });
  assert.ok(asked.kind === 'done');
  const changed: OperationRow = {
    ...asked.operation,
    details: { ...asked.operation.details, amount: '9000000', to: a.accounts[1]?.number ?? '' },
    params: { amount: omr(9_000_000) },
  };
  assert.equal((await db.transaction((tx) => (executors.get('transfer-customer') as Executor).execute(tx, changed, now))).kind, 'done');
  assert.deepEqual([(await funds(db, a))[0]?.[0], (await funds(db, b))[0]?.[0]], [9_999_000n, 1000n]);
});

test("the day has an end, own transfers do not count, what is given back counts no more, and the next day begins at the programme's midnight", async (t) => {
  const { db, a, b } = await world(t);
  const [first, second] = a.accounts;
  const pay = async (minor: number, at = now): Promise<Asked> =>
    await ask(db, a.id, 'transfer-customer', { from: first?.id, to: b.accounts[0]?.number, amount: omr(minor) }, at);
  const bill = await ask(db, a.id, 'bill-payment', {
    from: first?.id,
    biller: 'test-power',
    billReference: '10203040',
    amount: omr(4_000_000),
  });
  assert.equal((await pay(5_000_000)).kind, 'done');
  assert.equal((await ask(db, a.id, 'transfer-own', { from: second?.id, to: first?.id, amount: omr(50_000) })).kind, 'done');
  const refusal = await pay(1_000_001);
  assert.equal(refusal.kind === 'refused' && refusal.reason, 'insufficient-funds');
  const count = async (amount: bigint): Promise<boolean> =>
    (
      await db.transaction((tx) =>
        countPayments(tx, { programme: 'oman-token', day: '2026-03-01', currency: 'OMR' }, [{ customerId: a.id, amount }], 10_000_000n),
      )
    ).has(a.id);
  assert.equal(await count(1_000_001n), false);
  assert.equal(await count(1_000_000n), true);
  // Muscat is four hours ahead: 19:59 UTC is still that day, 20:00 is the next.
  const evening = Temporal.Instant.from('2026-03-01T19:59:00Z');
  const late = await pay(1, evening);
  assert.equal(late.kind === 'refused' && late.reason, 'daily-limit');
  assert.equal((await pay(1, evening.add({ minutes: 1 }))).kind, 'done');
  assert.ok(bill.kind === 'done');
  for (const _ of range(2)) await db.transaction((tx) => (executors.get('bill-payment') as Executor).release(tx, bill.operation, now));
  assert.equal(await dayTotal(db, { customerId: a.id, programme: 'oman-token', day: '2026-03-01', currency: 'OMR' }), 6_000_000n);
  assert.equal((await pay(1, evening)).kind, 'done');
});

test('any schedule of payments asked for, executed, given back and swept conserves the money', async (t) => {
  const { db, a, b } = await world(t);
  const everyone = [a, b];
  const step = fc.record({
    act: fc.constantFrom('own', 'customer', 'bill', 'execute', 'execute', 'release', 'sweep'),
    who: fc.nat(1),
    amount: fc.integer({ min: 1, max: 3_000_000 }),
    which: fc.nat(50),
  });
  let paidToBiller = 0n;
  const open: OperationRow[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
      for (const { act, who, amount, which } of steps) {
        const payer = everyone[who] ?? a;
        const other = everyone[1 - who] ?? b;
        const from = payer.accounts[which % payer.accounts.length]?.id;
        if (act === 'own' || act === 'customer' || act === 'bill') {
          const asked =
            act === 'own'
              ? await ask(db, payer.id, 'transfer-own', {
                  from,
                  to: payer.accounts[(which + 1) % payer.accounts.length]?.id,
                  amount: omr(amount),
                })
              : act === 'customer'
                ? await ask(db, payer.id, 'transfer-customer', { from, to: other.accounts[0]?.number, amount: omr(amount) })
                : await ask(db, payer.id, 'bill-payment', { from, biller: 'test-power', billReference: '10203040', amount: omr(amount) });
          if (asked.kind === 'done') open.push(asked.operation);
          else assert.ok(['insufficient-funds', 'daily-limit', 'same-account'].includes(asked.reason), asked.reason);
        } else if (act === 'sweep') {
          assert.equal(await expireHolds(db, now), 0);
        } else {
          const [operation] = open.splice(which % Math.max(open.length, 1), 1);
          if (operation === undefined) continue;
          const executor = executors.get(operation.kind) as Executor;
          if (act === 'release') {
            await db.transaction((tx) => executor.release(tx, operation, now));
          } else {
            assert.equal((await db.transaction((tx) => executor.execute(tx, operation, now))).kind, 'done');
            if (operation.kind === 'bill-payment') paidToBiller += BigInt(operation.details['amount'] ?? '0');
          }
        }
      }
      const balances = [...(await funds(db, a)), ...(await funds(db, b))];
      assert.equal(balances.reduce((sum, [posted]) => sum + posted, 0n) + paidToBiller, 10_050_000n);
      const held = balances.reduce((sum, [, amount]) => sum + amount, 0n);
      assert.equal(
        held,
        open.reduce((sum, operation) => sum + BigInt(operation.details['amount'] ?? '0'), 0n),
      );
      assert.ok(balances.every(([, , available]) => available >= 0n));
      assert.deepEqual(await checkLedger(db, now), []);
    }),
    { numRuns: 20 },
  );
});

test('many payments prepared together hold and count as one by one, and one that is refused is named among them', async (t) => {
  const { db, a, b } = await world(t);
  const prepareMany = executors.get('bill-payment')?.prepareMany;
  assert.ok(prepareMany);
  const order = (who: Person, kind: string, params: object) => ({
    context: { operationId: randomUUID(), programme, customerId: who.id, expiresAt },
    kind,
    params,
  });
  const [first, second] = a.accounts;
  const orders = [
    order(a, 'transfer-own', { from: first?.id, to: second?.id, amount: omr(1) }),
    order(a, 'transfer-customer', { from: first?.id, to: b.accounts[0]?.number, amount: omr(2) }),
    order(a, 'bill-payment', { from: first?.id, biller: 'test-power', billReference: '10203040', amount: omr(4) }),
    order(b, 'transfer-customer', { from: b.accounts[0]?.id, to: first?.number, amount: omr(8) }),
    order(b, 'transfer-customer', { from: first?.id, to: second?.number, amount: omr(16) }),
  ];
  const outcomes = await db.transaction((tx) => prepareMany(tx, orders, now));
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.value.details['amount'] : outcome.reason)),
    ['1', '2', '4', 'insufficient-funds', 'account-unknown'],
  );
  assert.deepEqual((await funds(db, a))[0], [10_000_000n, 7n, 9_999_993n]);
  assert.equal(await dayTotal(db, { customerId: a.id, programme: 'oman-token', day: '2026-03-01', currency: 'OMR' }), 6n);
  assert.equal(await dayTotal(db, { customerId: b.id, programme: 'oman-token', day: '2026-03-01', currency: 'OMR' }), 0n);
});

test('a payment whose time is over is refused, and its release is well after the sweep, twice too', async (t) => {
  const { db, a, b } = await world(t);
  const asked = await ask(db, a.id, 'transfer-customer', { from: a.accounts[0]?.id, to: b.accounts[0]?.number, amount: omr(1000) });
  assert.ok(asked.kind === 'done');
  const executor = executors.get('transfer-customer') as Executor;
  const outcome = await db.transaction((tx) => executor.execute(tx, asked.operation, expiresAt));
  assert.equal(outcome.kind === 'refused' && outcome.reason, 'operation-expired');
  assert.equal(await expireHolds(db, expiresAt), 1);
  for (const _ of range(2)) await db.transaction((tx) => executor.release(tx, asked.operation, expiresAt));
  assert.deepEqual((await funds(db, a))[0], [10_000_000n, 0n, 10_000_000n]);
  assert.equal(await dayTotal(db, { customerId: a.id, programme: 'oman-token', day: '2026-03-01', currency: 'OMR' }), 0n);
});

test('a payee is named by number and by IBAN, and a wrong number names nobody', async (t) => {
  const { db, b } = await world(t);
  const number = b.accounts[0]?.number ?? '';
  const payee = await resolvePayee(db, 'oman-token', number);
  assert.equal(payee?.name, 'Badr Al Kindi');
  assert.deepEqual(await resolvePayee(db, 'oman-token', payee?.iban ?? ''), payee);
  assert.equal(await resolvePayee(db, 'oman-token', '1000000008'), undefined);
});
