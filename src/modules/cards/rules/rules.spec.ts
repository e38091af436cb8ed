// Life cycle, controls, validity and reasons of cards as tables.

import assert from 'node:assert/strict';
import test from 'node:test';

import { detailsFit } from '../../../crypto/details.ts';
import { loadCardProgrammes } from '../../card-programmes/index.ts';
import { controlsFromDetails, controlsToDetails } from './control-details.ts';
import { brokenControl, judgeControls, type Controls, type ControlsUse } from './controls.ts';
import {
  cardActs,
  cardStatuses,
  judgeAct,
  mayAuthorize,
  mayPostClearing,
  statesBefore,
  type CardAct,
  type CardStatus,
} from './lifecycle.ts';
import { holderReasons, issuerReasons, reasonForHolder } from './reasons.ts';
import { expiresOn, renewalDay } from './validity.ts';

const programme = loadCardProgrammes(new URL('../../../../programmes', import.meta.url).pathname).get('oman-prepaid');
assert.ok(programme);

/** What each act makes of a card in each state: '-' unfit, 'closed' and 'suspended' the refusals of these names. */
const table: Record<CardStatus, Record<CardAct, string>> = {
  ordered: row('produced', '-', '-', '-', '-', '-', '-', '-', 'closed'),
  produced: row('-', 'shipped', '-', '-', '-', '-', '-', '-', 'closed'),
  shipped: row('-', '-', 'inactive', '-', '-', '-', '-', '-', 'closed'),
  inactive: row('-', '-', '-', 'active', '-', '-', 'suspended', '-', 'closed'),
  active: row('-', '-', '-', '-', 'frozen', '-', 'suspended', '-', 'closed'),
  frozen: row('-', '-', '-', '-', '-', 'active', 'suspended', '-', 'closed'),
  suspended: row('!s', '!s', '!s', '!s', '!s', '!s', '!s', 'active', 'closed'),
  closed: row('!c', '!c', '!c', '!c', '!c', '!c', '!c', '!c', '!c'),
};

function row(...to: string[]): Record<CardAct, string> {
  return Object.fromEntries(cardActs.map((act, index) => [act, to[index] ?? ''])) as Record<CardAct, string>;
}

const refusals: Record<string, string> = { '-': 'card-state-unfit', '!s': 'card-suspended', '!c': 'card-closed' };

for (const status of cardStatuses) {
  test(`a card that is ${status} goes where the table says and nowhere else`, () => {
    for (const act of cardActs) {
      const judged = judgeAct({ status, activatedAt: 'then', frozenAt: null }, act);
      const wanted = table[status][act];
      assert.equal(judged.kind === 'done' ? judged.value : judged.reason, refusals[wanted] ?? wanted, act);
      assert.equal(judged.kind === 'done', statesBefore(act).includes(status), `${act}: the statement asks for the same states`);
    }
  });
}

test('a suspension ends where the card would be without it', () => {
  const resumed = (activatedAt: string | null, frozenAt: string | null): unknown =>
    judgeAct({ status: 'suspended', activatedAt, frozenAt }, 'resume');
  assert.deepEqual(resumed(null, null), { kind: 'done', value: 'inactive' });
  assert.deepEqual(resumed('then', null), { kind: 'done', value: 'active' });
  assert.deepEqual(resumed('then', 'later'), { kind: 'done', value: 'frozen' });
});

test('only an active card authorises; whatever was once active posts what was approved', () => {
  assert.deepEqual(cardStatuses.filter(mayAuthorize), ['active']);
  assert.deepEqual(cardStatuses.filter(mayPostClearing), ['active', 'frozen', 'suspended', 'closed']);
});

test('a holder is told reasons of their own and never the bank’s', () => {
  for (const reason of holderReasons) assert.equal(reasonForHolder(reason), reason);
  for (const reason of [...issuerReasons, null, 'anything']) assert.equal(reasonForHolder(reason), undefined);
});

test('a card ends on the last day of a month, also after 29 February', () => {
  for (const [from, months, wanted] of [
    ['2026-03-01', 36, '2029-03-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-12-31', 2, '2026-02-28'],
  ] as const)
    assert.equal(expiresOn(Temporal.PlainDate.from(from), months).toString(), wanted);
  assert.equal(renewalDay(Temporal.PlainDate.from('2029-03-31'), 30).toString(), '2029-03-01');
});

test('controls stay within the programme', () => {
  for (const [controls, wanted] of [
    [{}, 'done'],
    [{ channelsOff: ['atm'], countriesAllowed: [], merchantGroupsOff: ['fuel'] }, 'done'],
    [{ merchantGroupsOff: ['dreams'] }, 'merchant-group-unknown'],
    [{ countriesAllowed: ['OM', 'IR'] }, 'country-restricted'],
    [{ limits: { purchase: { perOperationMax: 1_000_000 } } }, 'done'],
    [{ limits: { purchase: { perOperationMax: 1_000_001 } } }, 'limit-above-programme'],
    [{ limits: { cash: { perDayCountMax: 6 } } }, 'limit-above-programme'],
    [{ limits: { cash: { perMonthMax: 0 } } }, 'done'],
  ] satisfies [Controls, string][]) {
    const judged = judgeControls(programme, controls);
    assert.equal(judged.kind === 'done' ? 'done' : judged.reason, wanted, JSON.stringify(controls));
  }
});

test('a use breaks the first control that stands against it', () => {
  const use: ControlsUse = { kind: 'purchase', channel: 'pos', country: 'OM', merchantGroup: 'fuel' };
  for (const [controls, given, wanted] of [
    [{}, use, undefined],
    [{ channelsOff: ['atm'] }, use, undefined],
    [{ channelsOff: ['pos'], countriesAllowed: [] }, use, 'channel-off'],
    [{ countriesAllowed: ['OM'] }, use, undefined],
    [{ countriesAllowed: ['AE'], merchantGroupsOff: ['fuel'] }, use, 'country-off'],
    [{ countriesAllowed: ['OM'] }, { ...use, country: undefined }, 'country-off'],
    [{ merchantGroupsOff: ['fuel'] }, use, 'merchant-group-off'],
    [{ merchantGroupsOff: ['fuel'] }, { ...use, merchantGroup: undefined }, undefined],
  ] satisfies [Controls, ControlsUse, string | undefined][])
    assert.equal(brokenControl(controls, given), wanted, JSON.stringify(controls));
});

test('controls come back from the details of the phone as they went in, and fit its frame', () => {
  const all: Controls[] = [
    {},
    { channelsOff: [], countriesAllowed: [], merchantGroupsOff: [] },
    { channelsOff: ['pos', 'atm', 'ecommerce', 'moto'], countriesAllowed: ['OM', 'AE'], merchantGroupsOff: ['fuel', 'car-rental'] },
    {
      limits: {
        purchase: { perOperationMax: 1, perDayMax: 2, perMonthMax: 3, perDayCountMax: 4, perMonthCountMax: 5 },
        cash: { perOperationMax: 0 },
      },
    },
  ];
  for (const controls of all)
    for (const notify of [true, false]) {
      const details = controlsToDetails(controls, notify);
      assert.ok(detailsFit({ kind: 'card-controls', ...details }));
      assert.deepEqual(controlsFromDetails(details), { controls, notify });
    }
});
