// Who may do what at a kiosk, as a table.

import assert from 'node:assert/strict';
import test from 'node:test';

import { judgeVisit, type KioskAct, type KnownBy, type VisitRefusal } from './visit.ts';

const programme = {
  kiosk: { idleSeconds: 60, warningSeconds: 15, cashNotes: [1000], cashCurrency: 'OMR', cardsInDispenser: 5 },
} as unknown as Parameters<typeof judgeVisit>[0];
const began = Temporal.Instant.from('2026-11-02T08:00:00Z');

const rows: readonly [KioskAct, KnownBy, VisitRefusal | undefined][] = [
  ['balance', 'nobody', 'card-needed'],
  ['balance', 'card', 'card-pin-needed'],
  ['balance', 'pin', undefined],
  ['balance', 'document', 'card-needed'],
  ['load-cash', 'card', 'card-pin-needed'],
  ['load-cash', 'pin', undefined],
  ['load', 'document', 'card-needed'],
  ['close', 'document', 'card-needed'],
  ['activate', 'card', undefined],
  ['activate', 'document', undefined],
  ['activate', 'nobody', 'card-needed'],
  ['replace', 'document', undefined],
  ['renew', 'pin', undefined],
  ['apply', 'nobody', 'document-needed'],
  ['apply', 'document', undefined],
];

test('each act asks for its own way of being known', () => {
  for (const [act, knownBy, wanted] of rows)
    assert.equal(judgeVisit(programme, { knownBy, usedAt: began, endedAt: null }, act, began), wanted, `${act} by ${knownBy}`);
});

test('a visit is over once the idle time and the count-down after it have passed without a touch, and once it was ended', () => {
  const visit = { knownBy: 'pin', usedAt: began, endedAt: null } as const;
  assert.equal(judgeVisit(programme, visit, 'balance', began.add({ seconds: 74 })), undefined);
  assert.equal(judgeVisit(programme, visit, 'balance', began.add({ seconds: 75 })), 'visit-over');
  assert.equal(judgeVisit(programme, { ...visit, endedAt: began }, undefined, began), 'visit-over');
});
