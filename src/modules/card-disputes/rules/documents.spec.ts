// What may be added to a dispute, by its bytes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judgeDocument, missingDocuments } from './documents.ts';

const figures = { documentBytesMax: 40, documentsMax: 2 };
const bytes = (...start: number[]): Uint8Array => new Uint8Array([...start, ...new Uint8Array(12).fill(7)]);
const pdf = new TextEncoder().encode('%PDF-1.7 a receipt');

const rows: [rule: string, file: Uint8Array, already: number, answer: string][] = [
  ['a PDF', pdf, 0, 'application/pdf'],
  ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), 1, 'image/jpeg'],
  ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 0, 'image/png'],
  ['a page of HTML under any name', new TextEncoder().encode('<script>alert(1)</script>'), 0, 'document-type-unknown'],
  ['only the first bytes of a PDF', new TextEncoder().encode('%PDF-'), 0, 'document-type-unknown'],
  ['nothing', new Uint8Array(0), 0, 'document-empty'],
  ['too much', new Uint8Array(41), 0, 'document-too-large'],
  ['one too many', pdf, 2, 'too-many-documents'],
];
for (const [rule, file, already, answer] of rows) {
  test(`${rule}: ${answer}`, () => {
    const judged = judgeDocument(figures, file, already);
    assert.equal(judged.kind === 'done' ? judged.value : judged.reason, answer);
  });
}

test('what is missing is told in the order of the form', () => {
  assert.deepEqual(missingDocuments(['declaration', 'police-report'], []), ['declaration', 'police-report']);
  assert.deepEqual(missingDocuments(['declaration', 'police-report'], ['declaration', 'other']), ['police-report']);
  assert.deepEqual(missingDocuments([], ['other']), []);
});
