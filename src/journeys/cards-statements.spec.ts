// Statements as holders and the bank's systems get them, and what the holder sees at once.

import assert from 'node:assert/strict';
import test from 'node:test';

import { fundingDayTasks } from '../modules/card-funding/index.ts';
import { statementDayTasks } from '../modules/card-statements/index.ts';
import { importRates } from '../modules/exchange/index.ts';
import { approved, cardholder, purchase, type Cardholder } from './card-acts.ts';
import { must, openWorld, type World } from './world.ts';

type Entry = {
  kind: string;
  detail: string;
  amount: string;
  balance: string;
  vat?: { amount: string; ppm: number };
  original?: object;
  rate?: object;
};
type Wallet = { currency: string; opening: string; closing: string; entries: Entry[] };

/** Moves the clock into the next day of Muscat and ends the day that is over. */
async function endDay(world: World): Promise<void> {
  const { clock, cards } = world.deps;
  clock.advance(86_400);
  const day = clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate().subtract({ days: 1 });
  for (const task of [...fundingDayTasks(cards), ...statementDayTasks(cards)])
    await task.run({ programme: 'oman-prepaid', day }, clock.now());
}

async function endDaysUntil(world: World, day: string): Promise<void> {
  while (world.deps.clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate().toString() < day) await endDay(world);
}

async function rates(world: World): Promise<void> {
  const { database, clock } = world.deps;
  const day = clock.now().toZonedDateTimeISO('Asia/Muscat').toPlainDate().toString();
  const published = { source: 'scheme', day, base: 'OMR', rates: [{ currency: 'USD', rate: '2.6008' }], timeZone: 'Asia/Muscat' } as const;
  must(await database.transaction(async (tx) => await importRates(tx, published, clock.now())));
}

const current = (who: Cardholder): string => who.person.accounts[0]?.accountId ?? '';
const load = async (who: Cardholder, minor: string): Promise<unknown> =>
  await approved(who, 'card-load', { cardAccount: who.accountId, from: { account: current(who) }, amount: { currency: 'OMR', minor } });

const addsUp = ({ opening, closing, entries }: Wallet): boolean =>
  BigInt(opening) + entries.reduce((sum, { amount }) => sum + BigInt(amount), 0n) === BigInt(closing);

test('PC-27 each month a statement is made once; opening plus entries is closing, and the next one begins there', async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set('2026-02-20T08:00:00Z');
  await rates(world);
  const who = await cardholder(world, { balanceMinor: 100_000n });
  await load(who, '20000');
  const quote = await who.bank.post(`/bank/v1/card-accounts/${who.accountId}/quotes`, {
    from: 'OMR',
    to: 'USD',
    side: 'sell',
    minor: '10000',
  });
  await approved(who, 'card-exchange', { cardAccount: who.accountId, quote: quote.body.quoteId });
  assert.equal(await purchase(world, who, { amount: { currency: 'OMR', minor: '4350' } }), 'approved');
  await endDaysUntil(world, '2026-03-01');
  const bank = await world.signIn(who.person);
  const list = await bank.get(`/bank/v1/card-accounts/${who.accountId}/statements`);
  assert.equal(list.body.statements.length, 1, JSON.stringify(list.body));
  const [first] = list.body.statements;
  assert.deepEqual([first.fromDay, first.toDay, first.statementDay], ['2026-02-01', '2026-02-28', '2026-03-01']);
  const path = `/bank/v1/card-accounts/${who.accountId}/statements/${first.statementId}`;
  const february = (await bank.get(`${path}.json`)).body;
  const wallets: Wallet[] = february.wallets;
  assert.ok(wallets.every(addsUp));
  assert.deepEqual(
    wallets.map(({ currency, opening, closing }) => [currency, opening, closing]),
    [
      ['OMR', '0', '110000'],
      ['USD', '0', '2587'],
    ],
  );
  assert.deepEqual(
    wallets.map(({ entries }) => entries.map(({ kind }) => kind)),
    [['load', 'load', 'exchange'], ['exchange']],
  );
  assert.equal(february.disputeUntil, '2026-03-21');
  assert.ok((await world.texts(who.person.mobile)).some((text) => text.includes('2026-02-01')));

  const cash = { amount: { currency: 'OMR', minor: '5000' }, acceptor: 'kiosk-1', receipt: 'A-1' };
  assert.equal((await world.api('POST', `/v1/card-accounts/${who.accountId}/loads`, cash)).status, 201);
  await endDaysUntil(world, '2026-04-01');
  await endDay(world);
  const after = (await world.api('GET', `/v1/card-accounts/${who.accountId}/statements`)).body.statements;
  assert.deepEqual(
    after.map((one: { statementDay: string }) => one.statementDay),
    ['2026-04-01', '2026-03-01'],
  );
  const march = (await world.api('GET', `/v1/card-accounts/${who.accountId}/statements/${after[0].statementId}.json`)).body;
  assert.ok((march.wallets as Wallet[]).every(addsUp));
  assert.equal(march.wallets[0].opening, '110000');
  assert.equal(march.wallets[0].closing, '115000');
  assert.deepEqual((await (await world.signIn(who.person)).get(`${path}.json`)).body, february, 'a statement never changes');
});

test('PC-27 a statement made while something is held lists it apart, and days can be run again', async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set('2026-02-27T08:00:00Z');
  const who = await cardholder(world);
  assert.equal(await purchase(world, who, { amount: { currency: 'OMR', minor: '4350' } }), 'approved');
  await endDaysUntil(world, '2026-03-01');
  const { cards, clock } = world.deps;
  const day = Temporal.PlainDate.from('2026-02-28');
  for (const task of statementDayTasks(cards)) await task.run({ programme: 'oman-prepaid', day }, clock.now());
  const bank = await world.signIn(who.person);
  const list = (await bank.get(`/bank/v1/card-accounts/${who.accountId}/statements`)).body.statements;
  assert.equal(list.length, 1);
  const { body } = await bank.get(`/bank/v1/card-accounts/${who.accountId}/statements/${list[0].statementId}.json`);
  assert.deepEqual(
    body.holds.map((one: { merchantName: string; amounts: { minor: string }[] }) => [one.merchantName, one.amounts[0]?.minor]),
    [['Al Fair Supermarket', '4350']],
  );
  assert.equal(body.wallets[0].closing, '100000', 'what is held is in no balance');
});

test("PC-27 the statement is had as PDF in the holder's language and as CSV; nobody else gets it", async (t) => {
  const world = await openWorld(t);
  world.deps.clock.set('2026-02-27T08:00:00Z');
  const who = await cardholder(world, { person: { language: 'ar' } });
  await endDaysUntil(world, '2026-03-01');
  const bank = await world.signIn(who.person);
  const [made] = (await bank.get(`/bank/v1/card-accounts/${who.accountId}/statements`)).body.statements;
  assert.equal(made.language, 'ar');
  const path = `/bank/v1/card-accounts/${who.accountId}/statements/${made.statementId}`;
  const pdfs = await Promise.all(
    ['', '?language=en', '?language=fa', '?language=kk'].map(async (query) => {
      const reply = await fetch(`${world.bankOrigin}${path}.pdf${query}`, { headers: { cookie: bank.cookie } });
      assert.equal(reply.status, 200);
      assert.equal(reply.headers.get('content-type'), 'application/pdf');
      return Buffer.from(await reply.arrayBuffer());
    }),
  );
  for (const pdf of pdfs) {
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.match(pdf.toString('latin1'), /pdfaid:part>2</, 'PDF/A-2');
  }
  const csv = await bank.get(`${path}.csv`);
  assert.match(csv.headers.get('content-type') ?? '', /text\/csv/);
  const lines = String(csv.body).trim().split('\r\n');
  assert.match(lines[0] ?? '', /wallet,posted_on/);
  assert.deepEqual(
    lines.slice(1).map((line) => line.split(',')[3]),
    ['opening', 'load', 'closing'],
  );
  const stranger = await cardholder(world);
  assert.equal((await stranger.bank.get(`${path}.json`)).reason, 'card-account-unknown');
  assert.equal((await bank.get(`${path.slice(0, -12)}000000000000.json`)).reason, 'statement-unknown');
});

test('PC-26 the holder sees balance, holds, loads and transactions at once', async (t) => {
  const world = await openWorld(t);
  const who = await cardholder(world, { balanceMinor: 50_000n });
  const activity = async () => (await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/transactions`)).body;
  await load(who, '20000');
  assert.equal(await purchase(world, who, { amount: { currency: 'OMR', minor: '4350' } }), 'approved');
  const seen = await activity();
  assert.deepEqual(
    seen.transactions.map((one: { kind: string; detail: string; amount: { minor: string } }) => [one.kind, one.detail, one.amount.minor]),
    [
      ['load', 'account', '20000'],
      ['load', '', '50000'],
    ],
  );
  assert.deepEqual(
    seen.holds.map((one: { merchantName: string; held: { minor: string }[] }) => [one.merchantName, one.held[0]?.minor]),
    [['Al Fair Supermarket', '4350']],
  );
  const { accounts } = (await who.bank.get('/bank/v1/card-accounts')).body;
  const [wallet] = accounts.find((one: { accountId: string }) => one.accountId === who.accountId).wallets;
  assert.deepEqual([wallet.balance.minor, wallet.held.minor, wallet.available.minor], ['70000', '4350', '65650']);

  // The same live: a load that is posted reaches the open page by itself.
  const stop = new AbortController();
  const stream = await fetch(`${world.bankOrigin}/bank/v1/card-accounts/${who.accountId}/activity`, {
    headers: { cookie: who.bank.cookie, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const until = async (text: string): Promise<void> => {
    while (!told.includes(text)) {
      const next = await reader?.read();
      assert.ok(next !== undefined && !next.done);
      told += next.value;
    }
  };
  await until('"minor":"20000"');
  await world.api('POST', `/v1/card-accounts/${who.accountId}/loads`, {
    amount: { currency: 'OMR', minor: '5555' },
    acceptor: 'kiosk-1',
    receipt: 'A-1',
  });
  await until('"minor":"5555"');
  stop.abort();
});

test('PC-25 fees are posted as they are incurred, in rials, each with its tax and the version of its schedule', async (t) => {
  const world = await openWorld(t);
  const who = await cardholder(world, { balanceMinor: 50_000n });
  await approved(who, 'card-replacement', { cardId: who.cardId, reason: 'damaged', form: 'virtual' });
  const { transactions } = (await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/transactions`)).body;
  const fee = transactions.find((one: { kind: string }) => one.kind === 'fee');
  // 2.000 and 5 % of it.
  assert.deepEqual(
    [fee.detail, fee.amount, fee.vat, fee.feeVersion],
    ['replacement', { currency: 'OMR', minor: '-2100' }, { amount: { currency: 'OMR', minor: '-100' }, ppm: 50_000 }, '2026-01-01'],
  );
});

test('PC-37 what is held when an account is closed follows when it is released', async (t) => {
  const world = await openWorld(t);
  const who = await cardholder(world, { balanceMinor: 50_000n });
  assert.equal(await purchase(world, who, { amount: { currency: 'OMR', minor: '4350' } }), 'approved');
  const [hold] = (await who.bank.get(`/bank/v1/card-accounts/${who.accountId}/transactions`)).body.holds;
  await approved(who, 'card-closing', { cardAccount: who.accountId, payTo: { account: current(who) } });
  const closing = async () => (await (await world.signIn(who.person)).get(`/bank/v1/card-accounts/${who.accountId}/closing`)).body;
  const first = await closing();
  // 50.000 less 4.350 held, less the fee of 1.000 with its tax.
  assert.deepEqual([first.status, first.payouts.map((one: { amount: { minor: string } }) => one.amount.minor)], ['closing', ['44600']]);
  assert.notEqual(await purchase(world, who, { amount: { currency: 'OMR', minor: '500' } }), 'approved', 'a closed card takes nothing new');
  const released = await world.api('POST', `/v1/simulator/authorizations/${hold.authorizationId}/reverse`, { accountId: who.accountId });
  assert.ok(released.status < 300, JSON.stringify(released.body));
  await endDay(world);
  const last = await closing();
  assert.deepEqual(
    [last.status, last.payouts.map((one: { amount: { minor: string } }) => one.amount.minor)],
    ['closed', ['44600', '4350']],
  );
});
