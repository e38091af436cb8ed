// What holders read of their disputes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { endings, stages } from '../../../modules/card-disputes/index.ts';
import { languages } from '../../../modules/customers/index.ts';
import { inWords } from './dispute-words.ts';

const dispute = {
  status: 'open' as const,
  because: null,
  stage: null,
  chargebackFailed: false,
  stageDueOn: '2026-04-09',
  documentsDueOn: '2026-04-04',
  windowEndsAt: Temporal.Instant.from('2026-04-21T20:00:00Z'),
};

test('every standing has its sentence in every language, with its day where it has one', () => {
  for (const language of languages) {
    const told = [
      inWords(language, 'Asia/Muscat', { ...dispute, status: 'draft' }),
      inWords(language, 'Asia/Muscat', { ...dispute, status: 'incomplete' }),
      inWords(language, 'Asia/Muscat', dispute),
      inWords(language, 'Asia/Muscat', { ...dispute, stage: 're-presentment', chargebackFailed: true }),
      ...stages.map((stage) => inWords(language, 'Asia/Muscat', { ...dispute, stage })),
      ...endings.map((because) => inWords(language, 'Asia/Muscat', { ...dispute, status: 'closed', because })),
    ];
    for (const text of told) assert.ok(text !== undefined && text.length > 10 && !text.includes('{'), `${language}: ${text}`);
    assert.equal(new Set(told).size, told.length);
  }
});

test('a day is the last on which something can be done', () => {
  assert.match(inWords('en', 'Asia/Muscat', { ...dispute, status: 'draft' }), /21 April 2026/);
  assert.match(inWords('en', 'Asia/Muscat', { ...dispute, status: 'incomplete' }), /4 April 2026/);
  assert.match(inWords('fa', 'Asia/Muscat', { ...dispute, stage: 'chargeback' }), /فروردین/);
});
