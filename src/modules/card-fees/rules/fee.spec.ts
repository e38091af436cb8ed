// What fees come to by the schedule of their day.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cardProgrammeNamed, feeNames, loadCardProgrammes, type FeeName } from '../../card-programmes/index.ts';
import { feeVersions, priceFee, publishedFees } from './fee.ts';

const programme = cardProgrammeNamed(loadCardProgrammes(new URL('../../../../programmes', import.meta.url).pathname), 'oman-prepaid');

// In minor units of OMR: three decimals. 20:00Z is 24:00 in Muscat.
const cases: [fee: FeeName, at: string, net: bigint, vat: bigint, version: string][] = [
  ['joining', '2026-03-01T08:00:00Z', 3000n, 150n, '2026-01-01'],
  ['renewal', '2025-12-31T19:59:59Z', 3000n, 0n, '2016-01-01'],
  ['renewal', '2025-12-31T20:00:00Z', 3000n, 150n, '2026-01-01'],
  ['cash-abroad', '2026-03-01T08:00:00Z', 1500n, 75n, '2026-01-01'],
  ['retrieval', '2016-06-01T08:00:00Z', 4000n, 0n, '2016-01-01'],
  ['refund-cancellation', '2026-03-01T08:00:00Z', 0n, 0n, '2026-01-01'],
];
for (const [fee, at, net, vat, version] of cases) {
  test(`${fee} at ${at} is ${net} and ${vat} tax by the schedule of ${version}`, () => {
    const priced = priceFee(programme, fee, Temporal.Instant.from(at));
    assert.deepEqual([priced.net.minor, priced.vat.minor, priced.total.minor, priced.version], [net, vat, net + vat, version]);
    assert.equal(priced.total.currency, 'OMR');
  });
}

test('half a minor unit of tax goes to the even neighbour', () => {
  const odd = { ...programme, fees: [{ ...programme.fees[1]!, from: '2026-01-01', joining: 10, renewal: 30 }] };
  const at = Temporal.Instant.from('2026-03-01T08:00:00Z');
  assert.equal(priceFee(odd, 'joining', at).vat.minor, 0n);
  assert.equal(priceFee(odd, 'renewal', at).vat.minor, 2n);
});

test('before the first schedule nothing can be incurred', () => {
  assert.throws(() => priceFee(programme, 'joining', Temporal.Instant.from('2015-12-31T00:00:00Z')), /no fee schedule/);
});

test('the published schedule has every version, oldest first, with every fee', () => {
  const published = feeVersions(programme);
  assert.deepEqual(
    published.map(({ from }) => from),
    ['2016-01-01', '2026-01-01'],
  );
  assert.deepEqual(
    published[1]?.fees.map(({ fee }) => fee),
    feeNames,
  );
  assert.deepEqual(publishedFees(programme, Temporal.PlainDate.from('2026-03-01')), published[1]?.fees);
});
