// Money into, between and out of card accounts, as holders and the bank's systems do it over HTTP.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';

import { loadWallet } from '../testing/card-accounts.ts';
import { range } from '../testing/race.ts';
import { fundingDayTasks } from '../modules/card-funding/index.ts';
import { importRates } from '../modules/exchange/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { chargeWallet, openCardAccount, walletsOf } from '../modules/wallets/index.ts';
import { must, openWorld, value, type BankSession, type Person, type Reply, type World } from './world.ts';

const otherIban = 'OM810180000001299123456';
const omr = (minor: bigint | number) => ({ currency: 'OMR', minor: String(minor) });

type Holder = Awaited<ReturnType<World['activated']>> & { readonly person: Person; readonly accountId: string };

async function holder(world: World, amount = 0n, status: 'pending' | 'open' = 'open'): Promise<Holder> {
  const person = await world.person();
  const active = await world.activated(person);
  const accountId = randomUUID();
  const { database, clock } = world.deps;
  await database.transaction(async (tx) => {
    const account = {
      id: accountId,
      programme: 'oman-prepaid',
      product: 'prepaid-classic',
      customerId: person.id,
      currency: 'OMR',
    } as const;
    await openCardAccount(tx, { ...account, termsVersion: '2026-01', timeZone: 'Asia/Muscat', status }, clock.now());
  });
  if (amount > 0n) await loadWallet(database, accountId, amount);
  return { ...active, person, accountId };
}

const ask = async (bank: BankSession, kind: string, params: object, key?: string): Promise<Reply> =>
  await bank.post('/bank/v1/operations', { kind, params }, key === undefined ? {} : { 'idempotency-key': key });

/** Asks, and approves on the phone what is shown there. */
async function approved(who: Holder, kind: string, params: object): Promise<Reply> {
  const asked = await ask(who.bank, kind, params);
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  value(await who.phone.operation(asked.body.operationId));
  value(await who.phone.decide(asked.body.operationId, 'approve'));
  const after = await who.bank.get(`/bank/v1/operations/${asked.body.operationId}`);
  assert.equal(after.body.status, 'executed', JSON.stringify(after.body));
  return after;
}

const current = (who: Holder): string => who.person.accounts[0]?.accountId ?? '';
const available = async (who: Holder): Promise<bigint> =>
  BigInt(
    (await who.bank.get('/bank/v1/accounts')).body.accounts.find((one: { accountId: string }) => one.accountId === current(who)).available
      .minor,
  );

async function balances(world: World, accountId: string): Promise<Record<string, [balance: string, debt: string]>> {
  const reply = await world.api('GET', `/v1/card-accounts/${accountId}/balances`);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return Object.fromEntries(
    reply.body.wallets.map((one: { currency: string; balance: { minor: string }; debt: { minor: string } }) => [
      one.currency,
      [one.balance.minor, one.debt.minor],
    ]),
  );
}

async function rates(world: World): Promise<void> {
  const { database, clock } = world.deps;
  const day = clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate().toString();
  const published = {
    source: 'scheme',
    day,
    base: 'OMR',
    rates: [
      { currency: 'USD', rate: '2.6008' },
      { currency: 'EUR', rate: '2.4' },
    ],
  } as const;
  must(await database.transaction(async (tx) => await importRates(tx, { ...published, timeZone: 'Asia/Muscat' }, clock.now())));
}

/** What a late settlement does: takes more than there is, so that the rest is owed. */
async function charge(world: World, accountId: string, amount: bigint): Promise<void> {
  const now = world.deps.clock.now();
  const transaction = { kind: 'purchase' as const, termsVersion: '2026-01', merchantName: 'Late Hotel', occurredAt: now };
  const common = { id: randomUUID(), accountId, currency: 'OMR' as const, amount, counterpart: 'scheme-settlement', code: 'card-purchase' };
  must(await world.deps.database.transaction(async (tx) => await chargeWallet(tx, { ...common, reference: 'late', transaction }, now)));
}

/** The end of the day before the clock's day. */
async function endDay(world: World): Promise<void> {
  const { clock, cards } = world.deps;
  const day = clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate().subtract({ days: 1 });
  for (const task of fundingDayTasks(cards)) await task.run({ programme: 'oman-prepaid', day }, clock.now());
}

test('PC-07 a load from an account here is held when asked for, posted with the approval, and once whatever is retried', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world);
  const options = await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/load-options`);
  assert.equal(options.status, 200, JSON.stringify(options.body));
  assert.equal(options.body.room.minor, '2000000');
  assert.equal(options.body.accounts.length, 2);
  const params = { cardAccount: who.accountId, from: { account: current(who) }, amount: omr(25_000) };
  const before = await available(who);
  // The same request 16 times at once is one operation.
  const asked = await Promise.all(range(16).map(() => ask(who.bank, 'card-load', params, 'one-load')));
  const ids = new Set(asked.map(({ body }) => body.operationId));
  assert.equal(ids.size, 1, JSON.stringify(asked.map(({ body }) => body)));
  assert.equal(await available(who), before - 25_000n);
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['0', '0']);
  const [operationId = ''] = ids;
  value(await who.phone.operation(operationId));
  value(await who.phone.decide(operationId, 'approve'));
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['25000', '0']);
  assert.equal(await available(who), before - 25_000n);
  const loads = await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/loads`);
  assert.deepEqual(
    loads.body.loads.map((one: { loadId: string; status: string }) => [one.loadId, one.status]),
    [[operationId, 'posted']],
  );
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test('PC-07 a rejected load gives the money back, and each limit is refused with its own reason', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world);
  const before = await available(who);
  const load = (minor: number) => ({ cardAccount: who.accountId, from: { account: current(who) }, amount: omr(minor) });
  const { operationId } = (await ask(who.bank, 'card-load', load(25_000))).body;
  value(await who.phone.operation(operationId));
  value(await who.phone.decide(operationId, 'reject'));
  assert.equal(await available(who), before);
  assert.equal((await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/loads`)).body.loads[0].status, 'cancelled');
  assert.equal((await ask(who.bank, 'card-load', load(999))).reason, 'load-below-minimum');
  assert.equal((await ask(who.bank, 'card-load', load(2_000_001))).reason, 'load-above-maximum');
  assert.equal((await ask(who.bank, 'card-load', load(1_500_000))).reason, 'insufficient-funds');
  await loadWallet(world.deps.database, who.accountId, 4_990_000n);
  assert.equal((await ask(who.bank, 'card-load', load(10_001))).reason, 'balance-above-maximum');
  const other = await holder(world);
  assert.equal((await ask(other.bank, 'card-load', load(25_000))).reason, 'card-account-unknown');
});

test('PC-07 cash of a machine is posted once for its receipt, however often it is told', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world);
  const cash = { amount: omr(20_000), acceptor: 'kiosk-7', receipt: 'R-1' };
  const told = await Promise.all(range(16).map(() => world.api('POST', `/v1/card-accounts/${who.accountId}/loads`, cash)));
  assert.deepEqual([...new Set(told.map(({ status }) => status))], [201], JSON.stringify(told[0]?.body));
  assert.equal(told.filter(({ body }) => body.existed === false).length, 1);
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['20000', '0']);
  const otherwise = await world.api('POST', `/v1/card-accounts/${who.accountId}/loads`, { ...cash, amount: omr(50_000) });
  assert.equal(otherwise.reason, 'receipt-used-otherwise');
});

test('PC-07 PC-47 loading waits while the identity is not established, and says so', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world, 0n, 'pending');
  const options = await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/load-options`);
  assert.deepEqual([options.body.room.minor, options.body.identityMissing], ['0', true]);
  const params = { cardAccount: who.accountId, from: { account: current(who) }, amount: omr(25_000) };
  assert.equal((await ask(who.bank, 'card-load', params)).reason, 'identity-missing');
});

async function mandateOf(who: Holder): Promise<string> {
  await approved(who, 'card-mandate', {
    cardAccount: who.accountId,
    iban: 'OM81 0180 0000 0129 9123 456',
    bankName: 'Bank of Nizwa',
    amountMax: omr(100_000),
  });
  const { mandates } = (await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/mandates`)).body;
  assert.equal(mandates.length, 1);
  return mandates[0].mandateId;
}

test('PC-07 PC-45 a load from another bank rests on a recorded mandate, and each collection is recorded to its end', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world);
  const mandateParams = { cardAccount: who.accountId, iban: otherIban, bankName: 'Bank of Nizwa', amountMax: omr(100_000) };
  assert.equal((await ask(who.bank, 'card-mandate', { ...mandateParams, iban: 'OM820180000001299123456' })).reason, 'iban-malformed');
  assert.equal((await ask(who.bank, 'card-mandate', { ...mandateParams, iban: who.person.accounts[0]?.iban })).reason, 'iban-own-bank');
  const mandate = await mandateOf(who);
  assert.equal((await ask(who.bank, 'card-mandate', mandateParams)).reason, 'mandate-exists');
  const load = (minor: number) => ({ cardAccount: who.accountId, from: { mandate }, amount: omr(minor) });
  assert.equal((await ask(who.bank, 'card-load', load(100_001))).reason, 'mandate-exceeded');
  await approved(who, 'card-load', load(40_000));
  await approved(who, 'card-load', load(30_000));
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['0', '0']);

  const file = await world.api('POST', '/v1/card-bank-files', { kind: 'collections', programme: 'oman-prepaid' });
  assert.deepEqual([file.status, file.body.entries, file.body.total.minor], [201, 2, '70000'], JSON.stringify(file.body));
  assert.equal((await world.api('POST', '/v1/card-bank-files', { kind: 'collections', programme: 'oman-prepaid' })).status, 204);
  const content = String((await world.api('GET', `/v1/card-bank-files/${file.body.fileId}`)).body);
  assert.match(content, /pain\.008\.001\.08/);
  assert.ok(content.includes(otherIban));

  const { loads } = (await world.api('GET', `/v1/card-accounts/${who.accountId}/collections`)).body;
  assert.deepEqual(
    loads.map((one: { status: string }) => one.status),
    ['sent', 'sent'],
  );
  const first = loads.find((one: { amount: { minor: string } }) => one.amount.minor === '40000');
  const second = loads.find((one: { amount: { minor: string } }) => one.amount.minor === '30000');
  const answer = `reference,result,reason\n${first.reference},settled,\n${second.reference},returned,AM04\nNOBODY,settled,\n`;
  const imported = await world.api('POST', '/v1/card-bank-results', { content: answer });
  assert.deepEqual(imported.body, { settled: 1, returned: 1, repeated: 0, unmatched: ['NOBODY'] });
  const again = await world.api('POST', '/v1/card-bank-results', { content: answer });
  assert.deepEqual(again.body, { settled: 0, returned: 0, repeated: 2, unmatched: ['NOBODY'] });
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['40000', '0']);
  assert.ok((await world.texts(who.person.mobile)).some((text) => text.includes('other bank did not pay')));

  // Collected, spent, and taken back: what was spent is owed.
  await charge(world, who.accountId, 15_000n);
  await world.api('POST', '/v1/card-bank-results', { content: `reference,result,reason\n${first.reference},returned,MD06\n` });
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['-15000', '15000']);
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
  assert.equal((await who.bank.post(`/bank/v1/card-accounts/${who.accountId}/mandates/${mandate}/end`)).status, 200);
  assert.equal((await ask(who.bank, 'card-load', load(40_000))).reason, 'mandate-ended');
});

test('PC-08 money moves between wallets at the rate that was quoted, within its time and once', async (t) => {
  const world = await openWorld(t);
  await rates(world);
  const who = await holder(world, 100_000n);
  const quote = async (minor: string) =>
    await who.bank.post(`/bank/v1/card-accounts/${who.accountId}/quotes`, { from: 'OMR', to: 'USD', side: 'sell', minor });
  const given = await quote('10000');
  assert.equal(given.status, 201, JSON.stringify(given.body));
  // 10.000 OMR at 2.6008 are 26.01 USD; half a per cent of it, rounded up, is the spread.
  assert.deepEqual([given.body.to.minor, given.body.spread.minor], ['2587', '14']);
  await approved(who, 'card-exchange', { cardAccount: who.accountId, quote: given.body.quoteId });
  assert.deepEqual(await balances(world, who.accountId), { OMR: ['90000', '0'], USD: ['2587', '0'] });
  assert.equal((await ask(who.bank, 'card-exchange', { cardAccount: who.accountId, quote: randomUUID() })).reason, 'quote-unknown');

  // Used once, although two operations were asked for with it.
  const twice = (await quote('10000')).body.quoteId;
  const operations = [
    await ask(who.bank, 'card-exchange', { cardAccount: who.accountId, quote: twice }),
    await ask(who.bank, 'card-exchange', { cardAccount: who.accountId, quote: twice }),
  ];
  const outcomes: string[] = [];
  for (const { body } of operations) {
    value(await who.phone.operation(body.operationId));
    value(await who.phone.decide(body.operationId, 'approve'));
    const after = (await who.bank.get(`/bank/v1/operations/${body.operationId}`)).body;
    outcomes.push(after.refusal ?? after.status);
  }
  assert.deepEqual(outcomes, ['executed', 'quote-used']);
  assert.deepEqual(await balances(world, who.accountId), { OMR: ['80000', '0'], USD: ['5174', '0'] });

  const late = (await quote('10000')).body.quoteId;
  const { operationId } = (await ask(who.bank, 'card-exchange', { cardAccount: who.accountId, quote: late })).body;
  world.deps.clock.advance(61);
  value(await who.phone.operation(operationId));
  value(await who.phone.decide(operationId, 'approve'));
  assert.equal((await who.bank.get(`/bank/v1/operations/${operationId}`)).body.refusal, 'quote-expired');
  assert.deepEqual(await balances(world, who.accountId), { OMR: ['80000', '0'], USD: ['5174', '0'] });
  assert.equal((await quote('80001')).reason, 'insufficient-funds');
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test('PC-21 the next load covers what is owed first', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world, 5000n);
  await charge(world, who.accountId, 12_000n);
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['-7000', '7000']);
  await approved(who, 'card-load', { cardAccount: who.accountId, from: { account: current(who) }, amount: omr(10_000) });
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['3000', '0']);
});

test("PC-21 what stays owed is taken from another wallet at the day's rate, and interest is posted once a month", async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set('2026-03-02T08:00:00Z');
  await rates(world);
  const who = await holder(world);
  await charge(world, who.accountId, 10_000n);
  for (let day = 0; day < 3; day += 1) {
    world.deps.clock.advance(86_400);
    await endDay(world);
  }
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['-10000', '10000'], 'the programme waits three days');
  await loadWallet(world.deps.database, who.accountId, 2000n, 'USD');
  world.deps.clock.advance(86_400);
  await endDay(world);
  await endDay(world);
  // 20.00 USD at 1 ÷ 2.6008 buy 7.689 OMR, rounded down for the bank's payment; the rest stays owed.
  assert.deepEqual(await balances(world, who.accountId), { OMR: ['-2311', '2311'], USD: ['0', '0'] });
  assert.ok((await world.texts(who.person.mobile)).some((text) => text.includes('taken from another of your wallets')));
  while (world.deps.clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate().toString() < '2026-04-01') {
    world.deps.clock.advance(86_400);
    await endDay(world);
  }
  await endDay(world);
  // 10.000 at the ends of 2, 3, 4 and 5 March, 2.311 at those of 6 to 31 March, 12 % of it by 365 days: 32.92 minor units.
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['-2344', '2344']);
  const wallets = await walletsOf(world.deps.database, who.accountId);
  assert.equal(wallets.find(({ currency }) => currency === 'OMR')?.debt, 2344n);
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test('PC-37 PC-25 closing charges one fee, pays out what is free, and a late settlement is still posted', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world, 50_000n);
  const shown = await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/closing`);
  const fee = BigInt(shown.body.fee.total.minor);
  const before = await available(who);
  const asked = await approved(who, 'card-closing', { cardAccount: who.accountId, payTo: { account: current(who) } });
  assert.equal(asked.body.details.amount, String(50_000n - fee));
  assert.equal(await available(who), before + 50_000n - fee);
  const after = await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/closing`);
  assert.deepEqual([after.body.status, after.body.payouts.length], ['closed', 1], JSON.stringify(after.body));
  assert.equal(
    (await ask(who.bank, 'card-closing', { cardAccount: who.accountId, payTo: { account: current(who) } })).reason,
    'card-account-closed',
  );
  await charge(world, who.accountId, 4000n);
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['-4000', '4000']);
  // PC-38: what is owed on it can be paid, and no more.
  const load = (minor: number) => ({ cardAccount: who.accountId, from: { account: current(who) }, amount: omr(minor) });
  assert.equal((await ask(who.bank, 'card-load', load(4001))).reason, 'card-account-closed');
  await approved(who, 'card-load', load(4000));
  assert.deepEqual((await balances(world, who.accountId))['OMR'], ['0', '0']);
});

test('PC-37 a payout to an account at another bank goes with a file and is booked when that bank says so', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world, 50_000n);
  const closed = await world.api('POST', `/v1/card-accounts/${who.accountId}/closing`, { payTo: { iban: otherIban }, channel: 'branch' });
  assert.equal(closed.status, 201, world.deps.logged.join());
  assert.deepEqual([closed.body.status, closed.body.payouts[0].status, closed.body.payouts[0].to], ['closed', 'ordered', 'OM81 •••• 3456']);
  const file = await world.api('POST', '/v1/card-bank-files', { kind: 'payouts', programme: 'oman-prepaid' });
  const content = String((await world.api('GET', `/v1/card-bank-files/${file.body.fileId}`)).body);
  const reference = /<EndToEndId>([A-Z0-9]+)<\/EndToEndId>/.exec(content)?.[1] ?? '';
  assert.match(content, /pain\.001\.001\.09/);
  const booked = await world.api('POST', '/v1/card-bank-results', { content: `reference,result,reason\n${reference},settled,\n` });
  assert.equal(booked.body.settled, 1);
  assert.equal((await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/closing`)).body.payouts[0].status, 'paid');
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test("PC-07 PC-37 the bank's systems are told of each posting and of the end of an account, in order", async (t) => {
  const world = await openWorld(t);
  const eventTypes = ['card-transaction.posted', 'card-account.closing', 'card-account.closed'];
  const made = await world.api('POST', '/v1/webhooks', { url: 'https://ledger.bank.example/hooks', description: 'ledger', eventTypes });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const who = await holder(world);
  await approved(who, 'card-load', { cardAccount: who.accountId, from: { account: current(who) }, amount: omr(25_000) });
  await approved(who, 'card-closing', { cardAccount: who.accountId, payTo: { account: current(who) } });
  const { deliveries } = (await world.api('GET', `/v1/webhooks/${made.body.endpointId}/deliveries`)).body;
  // Newest first: the load; the fee, the closing, the payout and the end.
  assert.deepEqual(
    deliveries.map((one: { type: string; object: string }) => [one.type, one.object]),
    ['card-account.closed', 'card-transaction.posted', 'card-account.closing', 'card-transaction.posted', 'card-transaction.posted'].map(
      (type) => [type, who.accountId],
    ),
  );
});

test('PC-23 PC-42 who registers travel is warned of conversion at the terminal and of countries where cards do not work', async (t) => {
  const world = await openWorld(t);
  const who = await holder(world);
  const path = `/bank/v1/card-accounts/${who.accountId}/travel`;
  const today = world.deps.clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate();
  const days = { fromDay: today.add({ days: 3 }).toString(), toDay: today.add({ days: 12 }).toString() };
  const told = await who.bank.post(path, { countries: ['GB', 'IR', 'AF'], ...days });
  assert.equal(told.status, 201, JSON.stringify(told.body));
  assert.deepEqual(
    told.body.warnings.map((one: { kind: string; country?: string }) => `${one.kind} ${one.country ?? ''}`.trim()),
    ['dynamic-conversion', 'restricted-country IR', 'country-limit AF'],
  );
  assert.match(told.body.warnings[0].text, /Choose the currency of the country/);
  const listed = await who.bank.get(path);
  assert.equal(listed.body.travel.length, 1);
  assert.deepEqual((await who.bank.post(path, { countries: ['OM'], ...days })).body.warnings, [], 'at home nothing is warned of');
  assert.equal(
    (await who.bank.post(path, { countries: ['GB'], fromDay: days.toDay, toDay: days.fromDay })).reason,
    'travel-days-malformed',
  );
  assert.equal((await who.bank.post(`${path}/${told.body.travelId}/end`)).status, 200);
});
