// Spending by card through the issuer API's simulator: each rule of the terms, and the ledger balanced after each.

import { strict as assert } from 'node:assert';
import { test, type TestContext } from 'node:test';

import type { CardProgramme } from '../modules/card-programmes/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { openCardFor, type CardAccountWishes, type HeldCard } from './card-acts.ts';
import { openWorld, type Reply, type World } from './world.ts';

type Held = HeldCard & { readonly accountId: string; readonly personId: string; readonly mobile: string };
type Scene = {
  readonly world: World;
  card(wishes?: CardAccountWishes): Promise<Held>;
  simulate(path: string, body: object): Promise<Reply>;
  /** An authorisation at a grocer's on line; the outcome. */
  buy(held: Held, minor: number | bigint, more?: object): Promise<Reply['body']>;
  wallets(held: Held): Promise<Record<string, { posted: string; held: string; available: string; debt?: string }>>;
  funds(held: Held, currency?: string): Promise<number[]>;
  transactions(held: Held): Promise<Reply['body'][]>;
};

const omr = (minor: number | bigint, currency = 'OMR') => ({ currency, minor: String(minor) });

async function scene(t: TestContext, change: (programme: CardProgramme) => CardProgramme = (programme) => programme): Promise<Scene> {
  const world = await openWorld(t, undefined, change);
  const simulate: Scene['simulate'] = async (path, body) => {
    const reply = await world.api('POST', `/v1/simulator/${path}`, body);
    // PC-28: whatever was asked, the books balance.
    assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
    return reply;
  };
  const own: Scene = {
    world,
    async card(wishes = {}) {
      const person = await world.person();
      return { ...(await openCardFor(world, person, wishes)), personId: person.id, mobile: person.mobile };
    },
    simulate,
    async buy(held, minor, more = {}) {
      const body = { cardId: held.cardId, amount: omr(minor), mcc: '5411', country: 'OM', merchantName: 'Grocer', ...more };
      const reply = await simulate('authorizations', body);
      assert.equal(reply.status, 201, JSON.stringify(reply.body));
      return reply.body;
    },
    async wallets(held) {
      const { body } = await world.api('GET', `/v1/card-accounts/${held.accountId}`);
      return Object.fromEntries(body.wallets.map((wallet: { currency: string }) => [wallet.currency, wallet]));
    },
    async funds(held, currency = 'OMR') {
      const { walletsOf } = await import('../modules/wallets/index.ts');
      const wallet = (await walletsOf(world.deps.database, held.accountId)).find((each) => each.currency === currency);
      return [wallet?.posted, wallet?.held, wallet?.debt].map(Number);
    },
    async transactions(held) {
      const { transactionsOf } = await import('../modules/wallets/index.ts');
      return (await transactionsOf(world.deps.database, held.accountId, { limit: 50 })).filter(({ kind }) => kind !== 'load');
    },
  };
  return own;
}

const rates = {
  source: 'scheme',
  day: '2026-03-01',
  base: 'OMR',
  rates: [
    { currency: 'USD', rate: '2.6008' },
    { currency: 'EUR', rate: '2.2418' },
  ],
};

test('PC-09 a purchase at a terminal and cash need the PIN; three wrong ones in a row block it', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const at = { channel: 'pos', cardPresent: true };
  assert.equal((await s.buy(held, 1000, at)).outcome, 'pin-required');
  const right = await s.buy(held, 1000, { ...at, pin: held.pin });
  assert.equal(right.outcome, 'approved');
  const wrong = held.pin === '1029' ? '1030' : '1029';
  assert.equal((await s.buy(held, 1000, { ...at, pin: wrong })).outcome, 'pin-wrong');
  assert.equal((await s.buy(held, 1000, { ...at, pin: wrong })).outcome, 'pin-wrong');
  assert.equal((await s.buy(held, 1000, { ...at, pin: held.pin })).outcome, 'approved', 'a right one starts the count anew');
  for (let tries = 0; tries < 3; tries += 1) assert.equal((await s.buy(held, 1000, { ...at, pin: wrong })).outcome, 'pin-wrong');
  assert.deepEqual([(await s.buy(held, 1000, { ...at, pin: held.pin })).outcome], ['pin-blocked']);
  const cash = await s.simulate('atm-withdrawals', { cardId: held.cardId, amount: omr(5000), acquirer: '51201', country: 'OM' });
  assert.equal(cash.body.outcome, 'pin-blocked');
});

test('PC-10 spending is limited to what is settled less what is held, and a part is approved where the merchant takes it', async (t) => {
  const s = await scene(t);
  const held = await s.card({ balanceMinor: 10_000n });
  assert.equal((await s.buy(held, 7000)).outcome, 'approved');
  assert.equal((await s.buy(held, 3001)).outcome, 'insufficient-funds');
  const part = await s.buy(held, 5000, { partialAllowed: true });
  assert.deepEqual([part.outcome, part.responseCode, part.approved], ['approved', '10', omr(3000)]);
  assert.deepEqual(await s.funds(held), [10_000, 10_000, 0]);
});

test('PC-11 PC-12 manual and offline transactions are refused, and merchants of gambling and adult entertainment', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  assert.equal((await s.buy(held, 1000, { manual: true })).outcome, 'manual-refused');
  assert.equal((await s.buy(held, 1000, { offline: true })).outcome, 'offline-refused');
  for (const mcc of ['7995', '7800', '7801', '7802', '9406', '5967', '7273', '7297'])
    assert.equal((await s.buy(held, 1000, { mcc })).outcome, 'merchant-refused', mcc);
  assert.deepEqual(await s.funds(held), [100_000, 0, 0]);
});

test('PC-13 minimum and maximum per charge, counts and sums per day and month, minimum and maximum of cash, each with its reason', async (t) => {
  const small = (programme: CardProgramme): CardProgramme => ({
    ...programme,
    limits: {
      ...programme.limits,
      purchase: {
        perOperationMin: 100,
        perOperationMax: 5000,
        perDayCountMax: 3,
        perDayMax: 9000,
        perMonthCountMax: 5,
        perMonthMax: 12_000,
      },
      cash: { ...programme.limits.cash, perOperationMin: 5000, perOperationMax: 20_000 },
    },
  });
  const s = await scene(t, small);
  const held = await s.card();
  const tell = async (minor: number): Promise<string> => (await s.buy(held, minor)).outcome;
  assert.deepEqual([await tell(99), await tell(5001)], ['below-minimum', 'above-maximum']);
  assert.deepEqual(
    [await tell(5000), await tell(4001), await tell(3000), await tell(500)],
    ['approved', 'day-limit', 'approved', 'approved'],
  );
  assert.equal(await tell(500), 'day-count-reached');
  s.world.deps.clock.advance(86_400);
  assert.deepEqual(
    [await tell(3501), await tell(1000), await tell(1000), await tell(100)],
    ['month-limit', 'approved', 'approved', 'month-count-reached'],
  );
  s.world.deps.clock.advance(31 * 86_400);
  assert.equal(await tell(5000), 'approved', 'another month');
  const cash = async (minor: number): Promise<string> =>
    (await s.simulate('atm-withdrawals', { cardId: held.cardId, amount: omr(minor), pin: held.pin, acquirer: '51201', country: 'OM' })).body
      .outcome;
  assert.deepEqual([await cash(4999), await cash(20_001), await cash(5000)], ['below-minimum', 'above-maximum', 'approved']);
});

test('PC-14 PC-28 cash is free at own machines, refused at other banks of the country, and costs its fee abroad, posted with the withdrawal', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const cash = async (more: object): Promise<Reply['body']> =>
    (await s.simulate('atm-withdrawals', { cardId: held.cardId, amount: omr(10_000), pin: held.pin, ...more })).body;
  assert.equal((await cash({ acquirer: '00000051201', country: 'OM' })).outcome, 'approved');
  assert.deepEqual(await s.funds(held), [90_000, 0, 0]);
  assert.equal((await cash({ acquirer: '777', country: 'OM' })).outcome, 'domestic-cash-refused');
  assert.equal((await cash({ acquirer: '777', country: 'AE' })).outcome, 'approved');
  // 10.000, the fee of 1.500 and 5 % tax on it.
  assert.deepEqual(await s.funds(held), [90_000 - 10_000 - 1575, 0, 0]);
  const [fee, withdrawal] = (await s.transactions(held)).sort((a, b) => a.kind.localeCompare(b.kind)).reverse();
  assert.deepEqual([fee.kind, fee.detail, fee.amount, fee.vatAmount, fee.parentId], ['fee', 'cash-abroad', -1575n, -75n, fee.parentId]);
  assert.equal(withdrawal.kind, 'cash');
  assert.equal((await s.buy(held, 1000, { country: 'AE' })).outcome, 'approved');
  assert.equal((await s.transactions(held)).filter(({ kind }) => kind === 'fee').length, 1, 'no fee for purchases');
});

test('PC-15 a balance inquiry tells the balance, and the fee of the operator is posted', async (t) => {
  const s = await scene(t);
  const held = await s.card({ balanceMinor: 10_000n });
  await s.buy(held, 2000);
  const ask = { cardId: held.cardId, pin: held.pin, acquirer: '777', country: 'OM' };
  const shown = (await s.simulate('balance-inquiries', ask)).body;
  assert.deepEqual([shown.outcome, shown.balance], ['approved', { posted: omr(10_000), available: omr(8000) }]);
  assert.equal((await s.simulate('balance-inquiries', { ...ask, acquirerFee: omr(300) })).body.outcome, 'approved');
  assert.deepEqual(await s.funds(held), [9700, 2000, 0]);
  const [fee] = await s.transactions(held);
  assert.deepEqual([fee.kind, fee.detail, fee.amount], ['fee', 'balance-inquiry', -300n]);
});

test('PC-16 the holder has no way to stop what was authorised', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const { authorizationId } = await s.buy(held, 5000);
  const person = await s.world.person();
  const bank = await s.world.signIn(person);
  for (const path of [
    `/bank/v1/card-authorizations/${authorizationId}/reverse`,
    `/v1/simulator/authorizations/${authorizationId}/reverse`,
  ]) {
    const reply = await bank.post(path, { accountId: held.accountId });
    assert.ok(reply.status === 404 || reply.status === 401, `${path} was answered ${reply.status}`);
  }
  assert.deepEqual(await s.funds(held), [100_000, 5000, 0]);
});

const settle = async (s: Scene, held: Held, id: string, body: object = {}): Promise<Reply> =>
  await s.simulate(`authorizations/${id}/capture`, { accountId: held.accountId, ...body });

test('PC-17 PC-19 a restaurant and a mail order: what is asked is held, the final amount alone is charged, more is taken within the tolerance', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  for (const [mcc, asked, final, within] of [
    ['5812', 12_000, 10_000, true],
    ['5812', 10_000, 12_000, true],
    ['5812', 10_000, 12_001, false],
    ['5964', 11_000, 10_000, true],
    ['5964', 10_000, 11_000, true],
    ['5964', 10_000, 11_001, false],
  ] as const) {
    const [before = 0] = await s.funds(held);
    const { authorizationId } = await s.buy(held, asked, { mcc });
    assert.deepEqual(await s.funds(held), [before, asked, 0]);
    const settled = await settle(s, held, authorizationId, { amount: omr(final) });
    assert.deepEqual([settled.body.result, settled.body.withinTolerance], ['matched', within], `${mcc} ${asked} ${final}`);
    assert.deepEqual(await s.funds(held), [before - final, 0, 0]);
  }
});

test('PC-18 a hotel: increments and partial reversals change what is held, the final bill is charged, the rest is free again', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const { authorizationId: id } = await s.buy(held, 30_000, { mcc: '7011', preAuthorization: true });
  const more = await s.simulate(`authorizations/${id}/increment`, { accountId: held.accountId, amount: omr(10_000) });
  assert.deepEqual([more.body.outcome, more.body.authorizationId], ['approved', id]);
  assert.deepEqual(await s.funds(held), [100_000, 40_000, 0]);
  const less = await s.simulate(`authorizations/${id}/reverse`, { accountId: held.accountId, amount: omr(15_000) });
  assert.equal(less.body.outcome, 'approved');
  assert.deepEqual(await s.funds(held), [100_000, 25_000, 0]);
  const first = await settle(s, held, id, { amount: omr(8000), final: false });
  assert.equal(first.body.result, 'matched');
  assert.deepEqual(await s.funds(held), [92_000, 17_000, 0]);
  await settle(s, held, id, { amount: omr(9000) });
  assert.deepEqual(await s.funds(held), [83_000, 0, 0]);
  const { body } = await s.world.api('GET', `/v1/card-authorizations/${id}?accountId=${held.accountId}`);
  assert.deepEqual(
    [body.status, body.events.map(({ kind }: { kind: string }) => kind)],
    ['cleared', ['request', 'increment', 'reversal', 'clearing', 'clearing']],
  );
});

test('PC-20 a hold ends by itself, and a settlement that comes later is charged', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const { authorizationId: id } = await s.buy(held, 5000, { mcc: '5812' });
  const expired = await s.simulate(`authorizations/${id}/expire`, { accountId: held.accountId });
  assert.deepEqual([expired.status, expired.body.status], [201, 'expired']);
  assert.deepEqual(await s.funds(held), [100_000, 0, 0]);
  assert.equal((await s.simulate(`authorizations/${id}/expire`, { accountId: held.accountId })).reason, 'nothing-held');
  const late = await settle(s, held, id, { amount: omr(5000) });
  assert.equal(late.body.result, 'late');
  assert.deepEqual(await s.funds(held), [95_000, 0, 0]);
});

test('PC-21 a settlement above the hold or without one can make the balance negative: told at once, spending stops, the next load covers it first', async (t) => {
  const s = await scene(t);
  const held = await s.card({ balanceMinor: 10_000n });
  const { authorizationId: id } = await s.buy(held, 9000);
  const larger = await settle(s, held, id, { amount: omr(12_500) });
  assert.deepEqual([larger.body.posted, larger.body.debt], [[omr(-12_500)], [omr(2500)]]);
  const forced = await s.simulate('force-captures', { cardId: held.cardId, amount: omr(500) });
  assert.deepEqual([forced.body.result, forced.body.debt], ['forced', [omr(500)]]);
  assert.deepEqual(await s.funds(held), [0, 0, 3000]);
  assert.equal((await s.buy(held, 100)).outcome, 'wallet-in-debt');
  assert.ok((await s.world.texts(held.mobile)).some((text) => text.includes('2.500')));
  const refund = await s.simulate('refunds', { cardId: held.cardId, amount: omr(4000) });
  assert.equal(refund.body.result, 'refunded');
  assert.deepEqual(await s.funds(held), [1000, 0, 0]);
  assert.equal((await s.buy(held, 1000)).outcome, 'approved');
});

test('PC-22 a foreign purchase is charged at the rate of the day of its posting, with rate, mark-up and both amounts', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  assert.equal((await s.buy(held, 2601, { amount: omr(2601, 'USD'), country: 'US' })).outcome, 'currency-unknown');
  assert.equal((await s.world.api('POST', '/v1/exchange-rates', rates)).status, 201);
  const { authorizationId: id } = await s.buy(held, 0, { amount: omr(2601, 'USD'), country: 'US' });
  // 26.01 / 2.6008 = 10.00077 rials.
  assert.deepEqual(await s.funds(held), [100_000, 10_001, 0]);
  s.world.deps.clock.advance(86_400);
  const next = {
    ...rates,
    day: '2026-03-02',
    rates: [
      { currency: 'USD', rate: '2.5' },
      { currency: 'EUR', rate: '2.2418' },
    ],
  };
  assert.equal((await s.world.api('POST', '/v1/exchange-rates', next)).status, 201);
  const settled = await settle(s, held, id);
  assert.deepEqual(settled.body.posted, [omr(-10_404)]);
  assert.deepEqual(
    [settled.body.rate.from, settled.body.rate.to, settled.body.rate.source, settled.body.rate.markUpPpm],
    ['USD', 'OMR', 'scheme', 0],
  );
  const [row] = await s.transactions(held);
  assert.deepEqual([row.amount, row.originalAmount, row.originalCurrency, row.markUpPpm], [-10_404n, 2601n, 'USD', 0]);
  const [billed] = [(await s.simulate('force-captures', { cardId: held.cardId, amount: omr(1000, 'USD'), billing: omr(3999) })).body];
  assert.deepEqual(billed.posted, [omr(-3999)], 'the amount that the network converted is taken exactly');
});

test('PC-23 PC-44 a conversion by the merchant or the terminal is kept and shown with what was offered and accepted, and the holder is warned', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const dynamicConversion = { offeredAmount: '5200', offeredCurrency: 'OMR', accepted: true, terminalCurrency: 'EUR', amountGiven: '1100' };
  const { authorizationId: id } = await s.buy(held, 5200, { country: 'FR', dynamicConversion });
  const { body } = await s.world.api('GET', `/v1/card-authorizations/${id}?accountId=${held.accountId}`);
  assert.deepEqual(body.dynamicConversion, dynamicConversion);
  await settle(s, held, id);
  const [row] = await s.transactions(held);
  assert.deepEqual(row.dynamicConversion, dynamicConversion);
  assert.ok((await s.world.texts(held.mobile)).some((text) => text.includes('converted')));
  const cash = await s.simulate('atm-withdrawals', {
    cardId: held.cardId,
    amount: omr(10_000),
    pin: held.pin,
    acquirer: '777',
    country: 'FR',
    dynamicConversion,
  });
  assert.equal(cash.body.outcome, 'approved');
  const withdrawal = (await s.transactions(held)).find(({ kind }) => kind === 'cash');
  assert.deepEqual(
    [withdrawal.amount, withdrawal.dynamicConversion.terminalCurrency, withdrawal.dynamicConversion.amountGiven],
    [-10_000n, 'EUR', '1100'],
  );
});

test('PC-24 a refund is a transaction of its own, credited when it arrives', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const { authorizationId: id } = await s.buy(held, 5000);
  await settle(s, held, id);
  const refund = await s.simulate('refunds', { cardId: held.cardId, amount: omr(2000), merchantName: 'Grocer' });
  assert.deepEqual([refund.body.result, refund.body.posted], ['refunded', [omr(2000)]]);
  assert.deepEqual(await s.funds(held), [97_000, 0, 0]);
  assert.deepEqual(
    (await s.transactions(held)).map(({ kind, amount }) => [kind, amount]),
    [
      ['refund', 2000n],
      ['purchase', -5000n],
    ],
  );
});

test('PC-42 outside the dates of the card, from a restricted country, beyond a country limit: each with its own reason', async (t) => {
  const s = await scene(t);
  const held = await s.card({ balanceMinor: 400_000n });
  assert.equal((await s.buy(held, 1000, { country: 'KP' })).outcome, 'country-restricted');
  const cash = async (minor: number): Promise<string> =>
    (await s.simulate('atm-withdrawals', { cardId: held.cardId, amount: omr(minor), pin: held.pin, acquirer: '777', country: 'AF' })).body
      .outcome;
  assert.deepEqual([await cash(60_000), await cash(60_000), await cash(40_000)], ['approved', 'country-limit', 'approved']);
  assert.equal((await s.buy(held, 1000, { expiry: '2001' })).outcome, 'expiry-mismatch');
  s.world.deps.clock.advance(4 * 366 * 86_400);
  assert.equal((await s.buy(held, 1000)).outcome, 'card-expired');
});

test('PC-43 a transaction draws on the wallet in its own currency, then on the others in the order of the programme, at shown rates', async (t) => {
  const s = await scene(t);
  assert.equal((await s.world.api('POST', '/v1/exchange-rates', rates)).status, 201);
  const held = await s.card({ balanceMinor: 20_000n, wallets: { USD: 1000n, EUR: 5000n } });
  const { authorizationId: id } = await s.buy(held, 0, { amount: omr(2000, 'USD'), country: 'US' });
  // 10.00 from the wallet in dollars, the rest from rials at 2.6008.
  assert.deepEqual(
    [await s.funds(held, 'USD'), await s.funds(held), await s.funds(held, 'EUR')],
    [
      [1000, 1000, 0],
      [20_000, 3845, 0],
      [5000, 0, 0],
    ],
  );
  const settled = await settle(s, held, id);
  assert.deepEqual(settled.body.posted, [omr(-1000, 'USD'), omr(-3845)]);
  const parts = await s.transactions(held);
  assert.deepEqual(
    parts.map(({ walletCurrency, amount, originalAmount, rate }) => [
      walletCurrency,
      amount,
      originalAmount,
      rate === null ? null : rate.to,
    ]),
    [
      ['OMR', -3845n, 1000n, 'OMR'],
      ['USD', -1000n, 1000n, null],
    ],
  );
});

test('PC-48 each transaction keeps how the holder was verified', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  for (const [body, verification] of [
    [{ channel: 'pos', cardPresent: true, pin: held.pin }, 'pin'],
    [{ cvv2: held.cvv2 }, 'cvv2'],
    [{ verification: 'approval' }, 'approval'],
    [{}, 'none'],
  ] as const) {
    const { authorizationId: id } = await s.buy(held, 1000, body);
    await settle(s, held, id);
    assert.equal((await s.transactions(held))[0].verification, verification);
  }
});

test('the same Idempotency-Key is answered as the first time, and other content under it is refused', async (t) => {
  const s = await scene(t);
  const held = await s.card();
  const one = await s.buy(held, 1000);
  assert.equal(one.repeat, false);
  const list = await s.world.api('GET', `/v1/card-authorizations?accountId=${held.accountId}&limit=1`);
  assert.equal(list.body.authorizations[0].authorizationId, one.authorizationId);
  assert.equal((await s.simulate('authorizations', { cardId: held.accountId, amount: omr(1) })).reason, 'card-unknown');
  assert.equal(
    (await s.world.api('GET', `/v1/card-authorizations/${held.cardId}?accountId=${held.accountId}`)).reason,
    'authorization-unknown',
  );
});
