// Paths of changes and classes of recipients, one row a rule.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judgeDisclosure, judgePath, mayDelete, type ChangePath, type DataField, type ShownIdentity } from './changes.ts';

const letter = { letter: { reference: 'L-77', signatureCompared: true } };
// oxfmt-ignore
const rows: [field: DataField, path: ChangePath, shown: ShownIdentity, answer: string][] = [
  ['name',    'letter', letter,                                                        'done'],
  ['address', 'letter', letter,                                                        'done'],
  ['name',    'branch', { documentFits: true },                                        'path-not-allowed'],
  ['email',   'letter', letter,                                                        'path-not-allowed'],
  ['email',   'branch', { documentFits: true },                                        'done'],
  ['email',   'branch', { documentFits: false },                                       'document-mismatch'],
  ['email',   'branch', {},                                                            'proof-needed'],
  ['name',    'letter', {},                                                            'proof-needed'],
  ['name',    'letter', { letter: { reference: ' ', signatureCompared: true } },       'proof-needed'],
  ['name',    'letter', { letter: { reference: 'L-77', signatureCompared: false } },   'document-mismatch'],
];
for (const [field, path, shown, answer] of rows)
  test(`${field} by ${path} with ${JSON.stringify(shown)}: ${answer}`, () => {
    const outcome = judgePath(field, path, shown);
    assert.equal(outcome.kind === 'refused' ? outcome.reason : 'done', answer);
  });

test('a name cannot be deleted, an address can', () => assert.deepEqual([mayDelete('name'), mayDelete('address')], [false, true]));

const recipients = { court: ['order'], scheme: ['clearing', 'dispute'] };
for (const [recipient, purpose, answer] of [
  ['court', 'order', 'done'],
  ['court', 'marketing', 'purpose-refused'],
  ['advertiser', 'order', 'recipient-refused'],
  ['constructor', 'order', 'recipient-refused'],
] as const)
  test(`to ${recipient} for ${purpose}: ${answer}`, () => {
    const outcome = judgeDisclosure(recipients, recipient, purpose);
    assert.equal(outcome.kind === 'refused' ? outcome.reason : 'done', answer);
  });
