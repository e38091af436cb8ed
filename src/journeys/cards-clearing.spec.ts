// Clearing through the issuer API: files of presentments, their bad input, settlement and the reconciliation of the day.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { runFinishedDays } from '../jobs/end-of-day/end-of-day.ts';
import { checkCards } from '../modules/card-clearing/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { statement } from '../postgres/database.ts';
import { transactionsOf, walletsOf } from '../modules/wallets/index.ts';
import { wireDays } from '../wire-days.ts';
import { openCardFor } from './card-acts.ts';
import { clearingFile, upload } from './clearing-files.ts';
import { openWorld, type World } from './world.ts';

const today = '2026-03-01';

async function balance(world: World, accountId: string, currency = 'OMR'): Promise<bigint> {
  const wallet = (await walletsOf(world.deps.database, accountId)).find((each) => each.currency === currency);
  return wallet === undefined ? 0n : wallet.posted - wallet.debt;
}

async function heldCard(world: World, balanceMinor = 100_000n) {
  return await openCardFor(world, await world.person(), { balanceMinor });
}

const rates = (usd: string) => ({
  source: 'scheme',
  day: today,
  base: 'OMR',
  rates: [
    { currency: 'USD', rate: usd },
    { currency: 'EUR', rate: '2.2418' },
  ],
});

test('PC-21 a settlement with no hold is charged, can make the balance negative, and the same file again changes nothing', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world, 10_000n);
  const text = clearingFile(world, [{ card_number: held.pan, amount: '12.500', currency: 'OMR' }]);
  const first = await upload(world, text);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  assert.deepEqual([first.body.status, first.body.rowsDone, first.body.results], ['done', 1, { forced: 1 }]);
  assert.equal(await balance(world, held.accountId), -2_500n);
  const again = await upload(world, text);
  assert.deepEqual([again.status, again.body.existed, again.body.clearingFileId], [200, true, first.body.clearingFileId]);
  assert.equal(await balance(world, held.accountId), -2_500n);
  const shown = await world.api('GET', `/v1/clearing-files/${first.body.clearingFileId}`);
  assert.deepEqual(shown.body.results, { forced: 1 });
  assert.ok(!JSON.stringify([first.body, shown.body]).includes(held.pan));
  assert.ok(!world.deps.logged.join('\n').includes(held.pan));
});

test('PC-20 a hold that never settles ends by itself at the end of its last day, and a settlement that comes later is still charged', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world);
  const days = wireDays(world.deps.cards);
  const funds = async (): Promise<bigint[]> =>
    (await walletsOf(world.deps.database, held.accountId)).flatMap(({ posted, held: holds }) => [posted, holds]);
  const asked = await world.api('POST', '/v1/simulator/authorizations', {
    cardId: held.cardId,
    amount: { currency: 'OMR', minor: '10000' },
    mcc: '5411',
    country: 'OM',
    cardPresent: true,
    pin: held.pin,
    networkTraceId: 'LATE0001',
  });
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  assert.equal(asked.body.outcome, 'approved', JSON.stringify(asked.body));
  // Seven days for what has no other row in the hold policy; the last one ends at midnight in Muscat.
  world.deps.clock.set('2026-03-08T19:59:00Z');
  await runFinishedDays(days, 'oman-prepaid');
  assert.deepEqual(await funds(), [100_000n, 10_000n]);
  world.deps.clock.set('2026-03-08T20:01:00Z');
  await runFinishedDays(days, 'oman-prepaid');
  assert.deepEqual(await funds(), [100_000n, 0n]);
  const record = {
    card_number: held.pan,
    amount: '10.000',
    currency: 'OMR',
    network_trace_id: 'LATE0001',
    transaction_at: '2026-03-01T08:00:00Z',
  };
  const late = await upload(world, clearingFile(world, [record]));
  assert.deepEqual(late.body.results, { late: 1 }, JSON.stringify(late.body));
  assert.deepEqual(await funds(), [90_000n, 0n]);
});

test('PC-21 a settlement larger than its hold is charged as it is, and what is not there becomes a debt', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world, 10_000n);
  const asked = await world.api('POST', '/v1/simulator/authorizations', {
    cardId: held.cardId,
    amount: { currency: 'OMR', minor: '9000' },
    mcc: '5411',
    country: 'OM',
    networkTraceId: 'MORE0001',
    cvv2: held.cvv2,
    expiry: held.expiry,
  });
  assert.equal(asked.body.outcome, 'approved', JSON.stringify(asked.body));
  const larger = await upload(
    world,
    clearingFile(world, [{ card_number: held.pan, amount: '12.000', currency: 'OMR', network_trace_id: 'MORE0001' }]),
  );
  assert.deepEqual(larger.body.results, { matched: 1 });
  const [wallet] = await walletsOf(world.deps.database, held.accountId);
  assert.deepEqual([wallet?.posted, wallet?.held, wallet?.debt], [0n, 0n, 2_000n]);
  assert.deepEqual(await checkCards(world.deps.database), []);
});

test('PC-22 a foreign transaction is posted at the rate of the day of its posting, with rate, mark-up and both amounts kept', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world);
  const record = { card_number: held.pan, amount: '26.01', currency: 'USD', country: 'US' };
  const waits = clearingFile(world, [record]);
  const early = await upload(world, waits);
  assert.deepEqual([early.body.results, early.body.badLines], [{}, [{ line: 3, reason: 'rate-unknown' }]]);
  assert.equal(await balance(world, held.accountId), 100_000n);
  assert.equal((await world.api('POST', '/v1/exchange-rates', rates('2.6008'))).status, 201);
  // The same file again tries what waited for its rate.
  const posted = await upload(world, waits);
  assert.deepEqual([posted.body.results, posted.body.badLines], [{ forced: 1 }, []]);
  const [transaction] = await transactionsOf(world.deps.database, held.accountId, { limit: 1 });
  assert.ok(transaction);
  assert.deepEqual(
    [transaction.amount, transaction.originalAmount, transaction.originalCurrency, transaction.markUpPpm],
    [-10_001n, 2_601n, 'USD', 0],
  );
  assert.deepEqual([transaction.rate?.numerator, transaction.rate?.denominator, transaction.rateSource], [1250n, 3251n, 'scheme']);
  // A correction of the day's rate counts from now on, and changes nothing that is posted.
  assert.equal((await world.api('POST', '/v1/exchange-rates', rates('2.5'))).body.version, 2);
  await upload(world, clearingFile(world, [record]));
  const [second] = await transactionsOf(world.deps.database, held.accountId, { limit: 1 });
  assert.equal(second?.amount, -10_404n);
  const listed = await world.api('GET', `/v1/exchange-rates?day=${today}`);
  assert.deepEqual(
    listed.body.rates.map(({ version }: { version: number }) => version),
    [1, 2],
  );
});

test('the bank’s systems are told of a file when it is posted, once, with what became of its records', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world);
  const hook = { url: 'https://ledger.bank.example/hooks', description: 'clearing', eventTypes: ['card-clearing.imported'] };
  const made = await world.api('POST', '/v1/webhooks', hook);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const text = clearingFile(world, [{ card_number: held.pan, amount: '2.500', currency: 'OMR' }]);
  const [first] = [await upload(world, text), await upload(world, text)];
  const { deliveries } = (await world.api('GET', `/v1/webhooks/${made.body.endpointId}/deliveries`)).body;
  assert.deepEqual(
    deliveries.map((one: { type: string; object: string }) => [one.type, one.object]),
    [['card-clearing.imported', first.body.clearingFileId]],
  );
  const evidence = statement('test_clearing_event', `SELECT e.body FROM webhook_events e WHERE e.type = 'card-clearing.imported'`);
  const [event] = await world.deps.database.query<{ body: string }>(evidence);
  const { data } = JSON.parse(event?.body ?? '{}') as { data: Record<string, unknown> };
  assert.deepEqual([data['status'], data['rowsTotal'], data['results']], ['done', 1, { forced: 1 }]);
  assert.ok(!(event?.body ?? '').includes(held.pan));
});

test('the bank’s systems are told of rates when a version of a day is new, and of nothing when it was known', async (t) => {
  const world = await openWorld(t);
  const hook = { url: 'https://ledger.bank.example/hooks', description: 'rates', eventTypes: ['exchange-rates.imported'] };
  const made = await world.api('POST', '/v1/webhooks', hook);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const taken = [];
  for (const usd of ['2.6008', '2.6008', '2.6009']) taken.push((await world.api('POST', '/v1/exchange-rates', rates(usd))).body.ratesId);
  const told = statement('test_rates_events', `SELECT e.body FROM webhook_events e WHERE e.type = 'exchange-rates.imported'`);
  const events = await world.deps.database.query<{ body: string }>(told);
  const data = events.map(({ body }) => (JSON.parse(body) as { data: Record<string, unknown> }).data);
  assert.deepEqual(
    data
      .toSorted((a, b) => Number(a['version']) - Number(b['version']))
      .map(({ ratesId, version, source, day, base, currencies }) => [ratesId, version, source, day, base, currencies]),
    [
      [taken[0], 1, 'scheme', today, 'OMR', ['USD', 'EUR']],
      [taken[2], 2, 'scheme', today, 'OMR', ['USD', 'EUR']],
    ],
  );
});

test('PC-24 a refund is a transaction of its own, credited when it arrives', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world);
  await upload(world, clearingFile(world, [{ card_number: held.pan, amount: '10.000', currency: 'OMR' }]));
  const refund = await upload(
    world,
    clearingFile(world, [{ card_number: held.pan, amount: '4.000', currency: 'OMR', type: 'refund' }], { format: 'jsonl' }),
  );
  assert.deepEqual(refund.body.results, { refunded: 1 });
  assert.equal(await balance(world, held.accountId), 94_000n);
  const transactions = await transactionsOf(world.deps.database, held.accountId, { limit: 2 });
  assert.deepEqual(
    transactions.map(({ kind, amount }) => [kind, amount]),
    [
      ['refund', 4_000n],
      ['purchase', -10_000n],
    ],
  );
});

test('PC-28 after a day of purchases, refunds, an unknown card and foreign currency the books balance and every difference has its name', async (t) => {
  const world = await openWorld(t);
  await world.api('POST', '/v1/exchange-rates', rates('2.6008'));
  const [a, b] = [await heldCard(world), await heldCard(world, 1_000n)];
  const unknown = '9512001000000018';
  const file = clearingFile(world, [
    { card_number: a.pan, amount: '10.000', currency: 'OMR' },
    { card_number: a.pan, amount: '26.01', currency: 'USD', country: 'US', settlement_amount: '10.005', settlement_currency: 'OMR' },
    { card_number: b.pan, amount: '3.000', currency: 'OMR' },
    { card_number: a.pan, amount: '1.000', currency: 'OMR', type: 'refund' },
    { card_number: unknown, amount: '7.000', currency: 'OMR', merchant_name: 'Somewhere' },
  ]);
  const taken = await upload(world, file);
  assert.deepEqual(taken.body.results, { forced: 3, refunded: 1, suspense: 1 });
  const before = await world.api('GET', `/v1/reconciliations/${today}`);
  assert.equal(before.status, 200, JSON.stringify(before.body));
  const kinds = (reply: typeof before): string[] => reply.body.differences.map(({ kind }: { kind: string }) => kind).sort();
  assert.deepEqual(
    [before.body.balanced, before.body.settled, kinds(before)],
    [true, false, ['conversion', 'conversion', 'in-suspense', 'totals-not-received']],
  );
  assert.deepEqual(before.body.suspense, [{ currency: 'OMR', minor: '7000' }]);
  const suspended = before.body.differences.find(({ kind }: { kind: string }) => kind === 'in-suspense');
  assert.match(suspended.items[0].about, /Somewhere/);
  // 10.000 + 10.005 + 3.000 + 7.000 less 1.000: the scheme settles at its own rate.
  const totals = {
    programme: 'oman-prepaid',
    day: today,
    totals: [
      { currency: 'OMR', direction: 'debit', count: 4, amount: '30.005' },
      { currency: 'OMR', direction: 'credit', count: 1, amount: '1.000' },
    ],
  };
  const settled = await world.api('POST', '/v1/scheme-totals', totals);
  assert.deepEqual(
    [settled.status, settled.body.payments.map(({ amount }: { amount: unknown }) => amount)],
    [201, [{ currency: 'OMR', minor: '29005' }]],
  );
  assert.deepEqual((await world.api('POST', '/v1/scheme-totals', totals)).body.payments, []);
  const after = await world.api('GET', `/v1/reconciliations/${today}`);
  assert.deepEqual([after.body.balanced, kinds(after)], [true, ['conversion', 'conversion', 'in-suspense']]);
  const [omr, usd] = after.body.currencies;
  assert.deepEqual([usd.exchanges.minor, usd.transactions.count, usd.closing.minor], ['2601', 1, '2601']);
  assert.deepEqual([omr.wallets.minor, omr.suspense.minor, omr.paid.minor, omr.closing.minor], ['12000', '7000', '29005', '-10005']);
  assert.deepEqual(after.body.ledgerFindings, []);
  // A correction pays only what is not paid yet.
  totals.totals[0] = { currency: 'OMR', direction: 'debit', count: 5, amount: '31.005' };
  const corrected = await world.api('POST', '/v1/scheme-totals', totals);
  assert.deepEqual([corrected.body.version, corrected.body.payments[0].amount.minor], [2, '1000']);
  assert.deepEqual(kinds(await world.api('GET', `/v1/reconciliations/${today}`)), [
    'conversion',
    'conversion',
    'in-suspense',
    'scheme-asks-more',
  ]);
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test('a bad file is refused with its reason, and a bad line with its number; nothing tells a card number', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world);
  const good = { card_number: held.pan, amount: '1.000', currency: 'OMR' };
  const refusals: [string, number, string][] = [
    ['', 422, 'clearing-file-unreadable'],
    ['card_number\n', 422, 'clearing-file-unreadable'],
    [clearingFile(world, [good], { programme: 'other-bank' }), 422, 'clearing-file-foreign'],
    [clearingFile(world, [good], { createdAt: world.deps.clock.now().add({ hours: 48 }) }), 422, 'clearing-file-in-future'],
  ];
  for (const [text, status, reason] of refusals) {
    const reply = await upload(world, text);
    assert.deepEqual([reply.status, reply.reason], [status, reason]);
  }
  assert.equal((await world.api('POST', '/v1/clearing-files', {})).status, 415);
  assert.equal((await upload(world, `H${'x'.repeat(16 * 1024 * 1024)}`)).reason, 'body-too-large');
  const lines = [
    good,
    { ...good, amount: '-1' },
    { ...good, amount: '99999999999999' },
    { ...good, currency: 'ZZZ' },
    { ...good, card_number: `${held.pan.slice(0, 15)}${(Number(held.pan.slice(15)) + 1) % 10}` },
    { ...good, transaction_at: '2026-03-09T00:00:00Z' },
    { ...good, merchant_name: `PAID WITH ${held.pan}` },
    { ...good, id: 'same' },
    { ...good, id: 'same' },
  ];
  const bad = await upload(world, clearingFile(world, lines));
  assert.deepEqual([bad.body.status, bad.body.rowsDone, bad.body.badTotal], ['done', 2, 7]);
  assert.deepEqual(
    bad.body.badLines.map(({ line, reason, field }: { line: number; reason: string; field: string }) => `${line} ${reason} ${field}`),
    [
      '4 amount-not-positive amount',
      '5 amount-absurd amount',
      '6 currency-unknown currency',
      '7 card-number-malformed card_number',
      '8 date-in-future transaction_at',
      '9 card-number-in-text merchant_name',
      '11 id-twice id',
    ],
  );
  assert.ok(!JSON.stringify(bad.body).includes(held.pan.slice(0, 12)));
  assert.equal(await balance(world, held.accountId), 98_000n);
  // All or nothing: the same lines post nothing, and the file may come again, corrected, under its id.
  const refused = await upload(world, clearingFile(world, lines, { fileId: 'AON' }), 'all-or-nothing');
  assert.deepEqual([refused.status, refused.body.status, refused.body.reason, refused.body.badTotal], [201, 'refused', 'bad-lines', 7]);
  assert.equal(await balance(world, held.accountId), 98_000n);
  const corrected = await upload(world, clearingFile(world, [good, good], { fileId: 'AON' }), 'all-or-nothing');
  assert.deepEqual([corrected.body.status, corrected.body.results], ['done', { forced: 2 }]);
  const other = await upload(world, clearingFile(world, [good], { fileId: 'AON' }));
  assert.deepEqual([other.status, other.reason], [409, 'clearing-file-id-used']);
  assert.equal(await balance(world, held.accountId), 96_000n);
});

test('a file cut in the middle posts nothing as a whole, or as far as it goes and is completed later', async (t) => {
  const world = await openWorld(t);
  const held = await heldCard(world);
  const good = { card_number: held.pan, amount: '1.000', currency: 'OMR' };
  const whole = clearingFile(world, [good, good, good, good]);
  const cut = whole.slice(0, whole.length - 150);
  assert.deepEqual((await upload(world, cut, 'all-or-nothing')).body.reason, 'trailer-missing');
  assert.equal(await balance(world, held.accountId), 100_000n);
  const part = await upload(world, cut);
  assert.deepEqual([part.body.status, part.body.reason, part.body.badLines.at(-1).reason], ['cut', 'trailer-missing', 'line-cut']);
  const posted = part.body.rowsDone;
  assert.equal(await balance(world, held.accountId), 100_000n - 1_000n * BigInt(posted));
  const full = await upload(world, whole);
  assert.deepEqual([full.body.status, full.body.rowsDone, full.body.badTotal], ['done', 4, 0]);
  assert.equal(await balance(world, held.accountId), 96_000n);
  // Records that a line in the middle lost: nobody can say which, so none is taken.
  const holes = clearingFile(world, [good, good, good])
    .split('\n')
    .filter((_, index) => index !== 3)
    .join('\n');
  const lost = await upload(world, holes);
  assert.deepEqual([lost.body.status, lost.body.reason], ['refused', 'count-differs']);
  const changed = await upload(world, clearingFile(world, [good]).replace('1.000', '2.000'));
  assert.deepEqual([changed.body.status, changed.body.reason], ['refused', 'sum-differs']);
  assert.equal(await balance(world, held.accountId), 96_000n);
});

test('rates and totals that are wrong are refused with their reason, and nothing is written', async (t) => {
  const world = await openWorld(t);
  const good = rates('2.6008');
  const rows: [string, object, number, string][] = [
    ['/v1/exchange-rates', { ...good, day: '2026-03-02' }, 422, 'day-in-future'],
    ['/v1/exchange-rates', { ...good, day: '2026-02-30' }, 422, 'day-malformed'],
    ['/v1/exchange-rates', { ...good, rates: [{ currency: 'OMR', rate: '1' }] }, 422, 'rates-unreadable'],
    ['/v1/exchange-rates', { ...good, rates: [{ currency: 'USD', rate: '0' }] }, 422, 'rates-unreadable'],
    ['/v1/exchange-rates', { ...good, rates: [{ currency: 'USD', rate: '-1' }] }, 400, 'invalid-request'],
    ['/v1/exchange-rates', { ...good, rates: [{ currency: 'ZZZ', rate: '1' }] }, 400, 'invalid-request'],
    [
      '/v1/scheme-totals',
      { programme: 'other', day: today, totals: [{ currency: 'OMR', direction: 'debit', count: 1, amount: '1' }] },
      404,
      'card-programme-unknown',
    ],
    [
      '/v1/scheme-totals',
      { programme: 'oman-prepaid', day: '2026-03-09', totals: [{ currency: 'OMR', direction: 'debit', count: 1, amount: '1' }] },
      422,
      'day-in-future',
    ],
    [
      '/v1/scheme-totals',
      { programme: 'oman-prepaid', day: today, totals: [{ currency: 'OMR', direction: 'debit', count: 1, amount: '1.2345' }] },
      422,
      'totals-unreadable',
    ],
  ];
  for (const [path, body, status, reason] of rows) {
    const reply = await world.api('POST', path, body);
    assert.deepEqual([reply.status, reply.reason], [status, reason], JSON.stringify(body));
  }
  assert.equal((await world.api('POST', '/v1/exchange-rates', good)).status, 201);
  assert.equal((await world.api('POST', '/v1/exchange-rates', good)).status, 200);
  const absurd = await world.api('POST', '/v1/exchange-rates', rates('26.008'));
  assert.deepEqual([absurd.status, absurd.reason, absurd.body.currencies], [422, 'rate-change-absurd', 'USD']);
  assert.equal((await world.api('POST', '/v1/exchange-rates', { ...rates('26.008'), confirmed: true })).body.version, 2);
  assert.equal((await world.api('GET', '/v1/reconciliations/2026-03-09')).reason, 'day-in-future');
  assert.equal((await world.api('GET', '/v1/reconciliations/2026-02-30')).reason, 'day-malformed');
  assert.equal((await world.api('GET', `/v1/reconciliations/${today}?programme=other`)).reason, 'card-programme-unknown');
  assert.equal((await world.api('GET', '/v1/clearing-files/019ca869-5000-7345-b2d5-cc1bb60501d2')).reason, 'clearing-file-unknown');
  const made = await world.api('GET', `/v1/reconciliations/${today}`);
  assert.deepEqual([made.body.balanced, made.body.settled, made.body.currencies], [true, true, []]);
});
