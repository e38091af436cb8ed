// The ladder of refusals, one row a rule, and that where several apply the first is answered.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { money } from '../../../kernel/money.ts';
import { loadCardProgrammes } from '../../card-programmes/index.ts';
import { rateTableOf } from '../../exchange/index.ts';
import type { NetworkRequest } from '../types.ts';
import { decide, type Facts } from './decide.ts';
import { holdTermsOf } from './hold-policy.ts';
import { apiCodeOf, reasons, responseCodeOf } from './reasons.ts';
import { noCounter } from './usage.ts';

const programme = loadCardProgrammes('programmes').get('oman-prepaid');
assert.ok(programme);
const at = Temporal.Instant.from('2026-03-01T08:00:00Z');
const table = rateTableOf({
  id: '',
  source: 'scheme',
  day: '2026-03-01',
  version: 1,
  base: 'OMR',
  rates: { USD: '2.6008' },
  validFrom: at,
});

const asked: NetworkRequest = {
  kind: 'authorization',
  repeat: false,
  amount: money('OMR', 1000n),
  stan: '000001',
  transmissionAt: at,
  acquirer: '777',
  country: 'OM',
  mcc: '5411',
  processing: 'purchase',
  channel: 'ecommerce',
  cardPresent: false,
  manual: false,
  offline: false,
  preAuthorization: false,
  partialAllowed: false,
};
const known: Facts = {
  programme,
  today: '2026-03-01',
  account: { status: 'open', currency: 'OMR' },
  card: { status: 'active', statusReason: null, validFrom: '2026-01-01', expiresOn: '2029-01-31', pinStatus: 'set', limits: {} },
  wallets: [{ currency: 'OMR', available: 100_000n, debt: 0n }],
  usage: { day: '2026-03-01', month: '2026-03-01', purchase: noCounter, cash: noCounter },
  usedInCountry: 0n,
  brokenControl: undefined,
  rates: (from, to) => table.rate(from, to),
  checks: {},
  terms: holdTermsOf(programme, asked),
  cashFee: 0n,
};

type Row = readonly [rule: string, facts: object, request: object, outcome: string];
const card = (more: object): object => ({ card: { ...known.card, ...more } });
const used = (more: object): object => ({ usage: { ...known.usage, purchase: { ...noCounter, ...more } } });
const cash = { processing: 'cash', channel: 'atm', acquirer: '51201', amount: money('OMR', 5000n) };
const pinRight = { checks: { pin: 'right' } };

const rows: readonly Row[] = [
  ['all is well', {}, {}, 'approved'],
  ['the identity is not established', { account: { status: 'pending', currency: 'OMR' } }, {}, 'account-pending'],
  ['the account is frozen', { account: { status: 'frozen', currency: 'OMR' } }, {}, 'account-frozen'],
  ['the account is closing', { account: { status: 'closing', currency: 'OMR' } }, {}, 'account-closing'],
  ['the account is closed', { account: { status: 'closed', currency: 'OMR' } }, {}, 'account-closed'],
  ['the card is not activated', card({ status: 'inactive' }), {}, 'card-inactive'],
  ['the card is on its way', card({ status: 'shipped' }), {}, 'card-inactive'],
  ['the holder froze it', card({ status: 'frozen' }), {}, 'card-frozen'],
  ['the bank suspended it', card({ status: 'suspended', statusReason: 'misuse' }), {}, 'card-suspended'],
  ['it is lost', card({ status: 'closed', statusReason: 'lost' }), {}, 'card-lost'],
  ['it is stolen', card({ status: 'closed', statusReason: 'stolen' }), {}, 'card-stolen'],
  ['it is closed', card({ status: 'closed', statusReason: 'request' }), {}, 'card-closed'],
  ['before its first day', card({ validFrom: '2026-03-02' }), {}, 'card-not-yet-valid'],
  ['on its first day', card({ validFrom: '2026-03-01' }), {}, 'approved'],
  ['on its last day', card({ expiresOn: '2026-03-01' }), {}, 'approved'],
  ['after its last day', card({ expiresOn: '2026-02-28' }), {}, 'card-expired'],
  ['another expiry in the message', {}, { expiry: '2902' }, 'expiry-mismatch'],
  ['a wrong CVV', { checks: { cvv: 'wrong' } }, {}, 'cvv-wrong'],
  ['a wrong CVV2', { checks: { cvv2: 'wrong' } }, {}, 'cvv2-wrong'],
  ['manual', {}, { manual: true }, 'manual-refused'],
  ['offline', {}, { offline: true }, 'offline-refused'],
  ['a restricted country', {}, { country: 'KP' }, 'country-restricted'],
  ['a restricted country of the acquirer alone', {}, { country: undefined, acquirerCountry: 'SY' }, 'country-restricted'],
  ['a refused merchant', {}, { mcc: '7995' }, 'merchant-refused'],
  ['a channel that the holder switched off', { brokenControl: 'channel-off' }, {}, 'channel-off'],
  ['cash without a PIN', {}, cash, 'pin-required'],
  ['a terminal without a PIN', {}, { channel: 'pos', cardPresent: true }, 'pin-required'],
  ['a PIN that was never set', card({ pinStatus: 'none' }), cash, 'pin-not-set'],
  ['a blocked PIN, even a right one', { ...card({ pinStatus: 'blocked' }), ...pinRight }, cash, 'pin-blocked'],
  ['a wrong PIN', { checks: { pin: 'wrong' } }, cash, 'pin-wrong'],
  ['a PIN block that cannot be read', { checks: { pin: 'unreadable' } }, cash, 'pin-unreadable'],
  ['cash at an own machine', pinRight, cash, 'approved'],
  ['cash at another bank at home', pinRight, { ...cash, acquirer: '777' }, 'domestic-cash-refused'],
  ['cash abroad', pinRight, { ...cash, acquirer: '777', country: 'AE' }, 'approved'],
  ['no rate for the currency', {}, { amount: money('JPY', 1000n) }, 'currency-unknown'],
  ['nothing', {}, { amount: money('OMR', 0n) }, 'amount-invalid'],
  ['an absurd amount', {}, { amount: money('OMR', 1_000_000_000_001n) }, 'amount-invalid'],
  ['below the minimum', {}, { amount: money('OMR', 99n) }, 'below-minimum'],
  ['above the maximum', {}, { amount: money('OMR', 1_000_001n) }, 'above-maximum'],
  ['above the maximum of the holder', card({ limits: { purchase: { perOperationMax: 999 } } }), {}, 'above-maximum'],
  ['the count of the day', used({ dayCount: 30 }), {}, 'day-count-reached'],
  ['the sum of the day', used({ daySum: 1_999_001n }), {}, 'day-limit'],
  ['the last of the day', used({ daySum: 1_999_000n }), {}, 'approved'],
  ['the count of the month', used({ monthCount: 400 }), {}, 'month-count-reached'],
  ['the sum of the month', used({ monthSum: 9_999_001n }), {}, 'month-limit'],
  [
    'a country with a limit of its own',
    { ...pinRight, usedInCountry: 95_001n },
    { ...cash, acquirer: '777', country: 'AF' },
    'country-limit',
  ],
  ['a wallet that owes', { wallets: [{ currency: 'OMR', available: 0n, debt: 1n }] }, {}, 'wallet-in-debt'],
  ['too little', { wallets: [{ currency: 'OMR', available: 999n, debt: 0n }] }, {}, 'insufficient-funds'],
  [
    'too little for the fee',
    { ...pinRight, cashFee: 1575n, wallets: [{ currency: 'OMR', available: 6574n, debt: 0n }] },
    cash,
    'insufficient-funds',
  ],
  [
    'just enough with the fee',
    { ...pinRight, cashFee: 1575n, wallets: [{ currency: 'OMR', available: 6575n, debt: 0n }] },
    cash,
    'approved',
  ],
  // Where several apply, the first is answered.
  ['the account before the card', { account: { status: 'frozen', currency: 'OMR' }, ...card({ status: 'closed' }) }, {}, 'account-frozen'],
  ['the card before its dates', card({ status: 'frozen', expiresOn: '2026-01-31' }), {}, 'card-frozen'],
  ['the dates before the place', card({ expiresOn: '2026-01-31' }), { country: 'KP' }, 'card-expired'],
  ['the place before the PIN', { checks: { pin: 'wrong' } }, { ...cash, country: 'KP' }, 'country-restricted'],
  ['the PIN before the machine', { checks: { pin: 'wrong' } }, { ...cash, acquirer: '777' }, 'pin-wrong'],
  ['limits before funds', { ...used({ dayCount: 30 }), wallets: [] }, {}, 'day-count-reached'],
];

for (const [rule, facts, request, outcome] of rows)
  test(rule, () => {
    const decision = decide({ ...known, ...facts } as Facts, { ...asked, ...request } as NetworkRequest);
    assert.equal(decision.kind === 'approved' ? 'approved' : decision.reason, outcome);
  });

test('a wrong PIN is counted, a right one clears the count even where money lacks', () => {
  const ask = { ...asked, ...cash } as NetworkRequest;
  assert.equal(decide({ ...known, checks: { pin: 'wrong' } }, ask).pin, 'counted');
  assert.equal(decide({ ...known, checks: { pin: 'right' }, wallets: [] }, ask).pin, 'cleared');
  assert.equal(decide({ ...known, checks: { pin: 'wrong' }, card: { ...known.card, status: 'closed' } }, ask).pin, 'kept');
});

test('draws: the own currency first, then the order of the programme; what is short is refused or approved in part', () => {
  const wallets = [
    { currency: 'OMR', available: 2000n, debt: 0n },
    { currency: 'USD', available: 500n, debt: 0n },
  ] as const;
  const dollars = { ...asked, amount: money('USD', 1000n) };
  const decision = decide({ ...known, wallets }, dollars);
  assert.deepEqual(decision.kind === 'approved' && decision.draws.map(({ currency, amount, original }) => [currency, amount, original]), [
    ['USD', 500n, 500n],
    ['OMR', 1922n, 500n],
  ]);
  const short = { ...known, wallets: [{ currency: 'OMR', available: 400n, debt: 0n }] as const };
  const part = decide(short, { ...asked, partialAllowed: true });
  assert.deepEqual(part.kind === 'approved' && [part.approved.minor, part.draws.length], [400n, 1]);
  assert.equal(decide(short, asked).kind, 'refused');
});

test('each reason has its DE 39 of two characters, and the bank keeps its own reasons from holders', () => {
  for (const reason of reasons) assert.match(responseCodeOf(reason), /^[0-9A-Z]{2}$/);
  assert.deepEqual([responseCodeOf('approved'), responseCodeOf('partially-approved')], ['00', '10']);
  assert.deepEqual([apiCodeOf('card-suspended', 'bank'), apiCodeOf('card-suspended', 'holder')], ['card-suspended', 'refused-by-bank']);
});
