// Who may have a card, one row a rule.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOldEnough, judgeApplication } from './eligibility.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

// oxfmt-ignore
const ages: [birth: string, on: string, old: boolean][] = [
  ['2011-11-20', '2026-11-21', true],
  ['2011-11-21', '2026-11-21', false],
  ['2011-11-22', '2026-11-21', false],
  ['2012-02-29', '2027-02-28', false],
  ['2012-02-29', '2027-03-01', true],
  ['1950-01-01', '2026-11-21', true],
];
for (const [birth, on, old] of ages)
  test(`born ${birth}, the fifteenth birthday is ${old ? '' : 'not '}past on ${on}`, () =>
    assert.equal(isOldEnough(birth, 15, day(on)), old));

const figures = {
  ageYearsMin: 15,
  documents: ['national-card', 'passport'] as ('national-card' | 'passport')[],
  identity: ['online', 'in-person'] as ('online' | 'in-person')[],
  dataUses: ['account', 'marketing'],
  dataUsesRequired: ['account'],
};
const mrz = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const good = {
  birthDate: '1974-08-12',
  document: { kind: 'passport' as const, number: 'L898902C3', issuer: 'UTO', expiresOn: '2012-04-15', mrz },
  termsVersion: '2026-01',
  consents: { account: true, marketing: false },
};
const bare = { ...good.document, mrz: undefined } as unknown as typeof good.document;

// oxfmt-ignore
const cases: [title: string, change: object, answer: unknown][] = [
  ['a good one with its zone',                    {},                                                               true],
  ['one in small letters and groups',             { document: { ...good.document, number: 'l898 902-c3' } },        true],
  ['a child',                                     { birthDate: '1997-04-15' },                                      'too-young'],
  ['a document of last year',                     { document: { ...bare, expiresOn: '2011-04-15' } },               'document-expired'],
  ['a document on its last day',                  { document: { ...bare, expiresOn: '2012-04-01' } },               undefined],
  ['a driving licence',                           { document: { ...bare, kind: 'licence' } },                       'document-kind-refused'],
  ['a number with signs',                         { document: { ...bare, number: 'L89_8902C3' } },                  'document-malformed'],
  ['a wrong digit in the zone',                   { document: { ...good.document, mrz: [mrz[0], mrz[1]?.replace('6UTO', '7UTO')] } }, 'mrz-check-digit'],
  ['a zone of another number',                    { document: { ...good.document, number: 'L898902C4' } },          'mrz-differs'],
  ['a zone of another birth date',                { birthDate: '1974-08-13' },                                      'mrz-differs'],
  ['a passport shown as a national card',         { document: { ...good.document, kind: 'national-card' } },        'mrz-differs'],
  ['terms of last year',                          { termsVersion: '2016-01' },                                      'terms-not-current'],
  ['no to a use that is required',                { consents: { account: false, marketing: true } },                'consent-missing'],
  ['no answer about a use',                       { consents: { account: true } },                                  'consent-missing'],
  ['a use that nobody asked for',                 { consents: { account: true, marketing: true, sale: true } },     'consent-unknown'],
];
for (const [title, change, answer] of cases)
  test(title, () => {
    const outcome = judgeApplication(figures, { ...good, ...change }, { day: day('2012-04-01'), termsVersionNow: '2026-01' });
    assert.equal(outcome.kind === 'refused' ? outcome.reason : outcome.value.mrzVerified || undefined, answer);
  });
