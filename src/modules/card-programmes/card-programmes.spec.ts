// What a card programme file may say, and what is looked up in it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { loadProgrammes, operationClass, ProgrammeFault } from '../programmes/index.ts';
import { cardProgrammeNamed, feeVersionOn, loadCardProgrammes, merchantGroupOf, readCardProgramme, termsOn } from './index.ts';

const folder = new URL('../../../programmes', import.meta.url).pathname;
const text = readFileSync(`${folder}/oman-prepaid.yaml`, 'utf8');
const programme = cardProgrammeNamed(loadCardProgrammes(folder), 'oman-prepaid');

test('its operations are added to the programme of the holders', () => {
  const holders = loadProgrammes(folder).get(programme.holders);
  assert.ok(holders);
  assert.equal(operationClass(holders, 'card-load'), 'financial');
});

const groups: [string, string | undefined][] = [
  ['7995', 'gambling'],
  ['7801', 'gambling'],
  ['5967', 'adult'],
  ['3501', 'hotel'],
  ['3500', 'car-rental'],
  ['5813', 'restaurant'],
  ['5968', 'mail-order'],
  ['1520', undefined],
  ['12', undefined],
];
for (const [mcc, group] of groups) {
  test(`the category ${mcc} belongs to ${group ?? 'no group'}`, () => assert.equal(merchantGroupOf(programme, mcc), group));
}

test('fees and terms are those of the day', () => {
  assert.equal(feeVersionOn(programme, '2025-12-31')?.vatPpm, 0);
  assert.equal(feeVersionOn(programme, '2026-01-01')?.vatPpm, 50_000);
  assert.equal(feeVersionOn(programme, '2000-01-01'), undefined);
  assert.equal(termsOn(programme, '2026-11-21')?.version, '2026-01');
});

const wrong: [rule: string, from: string, to: string, told: RegExp][] = [
  [
    'a group that is not there is named',
    '[gambling, adult]',
    '[gambling, adults]',
    /merchantGroupsRefused: there is no merchant group 'adults'/,
  ],
  ['an unknown field is named', 'pin: {', 'pin: { colour: 3, ', /pin\.colour: unknown field/],
  [
    'a code without a transaction never moves money',
    'card-load:           { class: financial,     approvers: [soft-push',
    'card-load: { class: financial, approvers: [soft-otp',
    /'soft-otp' cannot approve/,
  ],
];
for (const [rule, from, to, told] of wrong) {
  test(rule, () => {
    assert.ok(text.includes(from), 'the case must change the file');
    assert.throws(
      () => readCardProgramme('oman-prepaid.yaml', text.replace(from, to)),
      (error) => error instanceof ProgrammeFault && told.test(error.message),
    );
  });
}
