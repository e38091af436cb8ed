// What a programme file may say, and where its mistakes are told.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { approvers, loadProgrammes, operationClass, ProgrammeFault, readProgramme } from './index.ts';

const file = new URL('../../../programmes/oman-token.yaml', import.meta.url);
const text = readFileSync(file, 'utf8');

function mistakesOf(changed: string): string[] {
  assert.notEqual(changed, text, 'the case must change the file');
  try {
    readProgramme('oman-token.yaml', changed);
  } catch (error) {
    assert.ok(error instanceof ProgrammeFault);
    return error.message.split('\n');
  }
  return [];
}

const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

test('the programmes of the repository load', () => {
  const programmes = loadProgrammes(new URL('../../../programmes', import.meta.url).pathname);
  const programme = programmes.get('oman-token');
  assert.ok(programme);
  assert.equal(operationClass(programme, 'transfer-customer'), 'financial');
  assert.equal(operationClass(programme, 'toString'), undefined);
  assert.deepEqual(approvers(programme, 'mobile-change'), ['hard-token']);
  assert.deepEqual(approvers(programme, 'constructor'), []);
});

const cases: [rule: string, from: string | RegExp, to: string, at: string, told: RegExp][] = [
  ['an unknown field is named', 'approval:\n', 'approval:\n  pushWait: 3\n', 'approval:', /:(\d+): approval\.pushWait: unknown field/],
  ['a missing field is named', '  digits: 6\n', '', 'smsCode:', /smsCode\.digits: is missing/],
  ['a wrong type is named', 'expirySeconds: 600', 'expirySeconds: soon', 'expirySeconds', /approval\.expirySeconds: must be integer/],
  [
    'a figure out of its range is named',
    'expirySeconds: 600',
    'expirySeconds: 0',
    'expirySeconds',
    /approval\.expirySeconds: must be >= 1/,
  ],
  ['an unknown time zone is named', 'Asia/Muscat', 'Asia/Atlantis', 'timeZone', /timeZone: unknown time zone 'Asia\/Atlantis'/],
  ['an unknown currency is named', 'currency: OMR', 'currency: OMX', 'currency', /currency: must be one of .*OMR/],
  ['an unknown language is named', '[ar, en, fa, kk]', '[ar, en, xx]', 'languages', /languages\[2\]: must be one of/],
  ['an unknown class is named', 'class: viewing', 'class: looking', 'view-accounts', /operations\.view-accounts\.class: must be one of/],
  [
    'an unknown approver is named',
    'approvers: [hard-token]',
    'approvers: [fax]',
    'mobile-change',
    /operations\.mobile-change\.approvers\[0\]: must be one of/,
  ],
  [
    'a one-time code can never approve money',
    /transfer-own:( +)\{ class: financial, {5}approvers: \[/,
    'transfer-own: { class: financial, approvers: [soft-otp, ',
    'transfer-own',
    /'soft-otp' cannot approve a financial operation/,
  ],
  [
    'the phone can never approve its own new number',
    'approvers: [hard-token]',
    'approvers: [soft-push]',
    'mobile-change',
    /only 'hard-token' can approve a change of the number/,
  ],
  ['a broken file is told with its line', 'countryCode: "+968"', 'countryCode: "+968', 'countryCode', /oman-token\.yaml:\d+: /],
  ['a field twice is told', 'currency: OMR', 'currency: OMR\ncurrency: OMR', 'currency', /unique/],
];

for (const [rule, from, to, at, told] of cases) {
  test(rule, () => {
    const mistakes = mistakesOf(text.replace(from, to));
    assert.equal(mistakes.filter((line) => told.test(line)).length >= 1, true, mistakes.join('\n'));
    const line = Number(/:(\d+):/.exec(mistakes.find((mistake) => told.test(mistake)) ?? '')?.[1]);
    assert.ok(Math.abs(line - lineOf(at)) <= 1 || rule.includes('broken'), `line ${line}, expected about ${lineOf(at)}`);
  });
}

test('a default language outside the offered ones is refused', () => {
  assert.match(
    mistakesOf(text.replace('languages: [ar, en, fa, kk]', 'languages: [en]')).join('\n'),
    /defaultLanguage: must be one of languages/,
  );
});

test('all mistakes of a file are told at once', () => {
  const mistakes = mistakesOf(
    text.replace('currency: OMR', 'currency: OMX').replace('  digits: 6\n', '').replace('expirySeconds: 600', 'expirySeconds: 0'),
  );
  assert.equal(mistakes.length, 3, mistakes.join('\n'));
});
