// Frames on a stream: whole ones come out whatever the pieces, and what is too long is refused before it is kept.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { createFrameReader, frame } from './index.ts';

/** Parts of a message, one behind the other. */
const joined = (...parts: string[]): string => parts.join('');

const hexOf = (frames: readonly Uint8Array[]): string[] => frames.map((each) => Buffer.from(each).toString('hex'));

test('frames come out as they went in, in pieces of any size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 }),
      (given, sizes) => {
        const stream = Buffer.concat(given.map((each) => frame(each)));
        const reader = createFrameReader({ lengthMax: 300 });
        const found: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          const read = reader.push(stream.subarray(at, at + size));
          assert.equal(read.kind, 'done');
          found.push(...read.frames);
          at += size;
        }
        assert.deepEqual(hexOf(found), hexOf(given));
        assert.equal(reader.pendingBytes, 0);
      },
    ),
  );
});

test('a frame that is too long is refused, the ones before it are given, and nothing is read behind it', () => {
  const reader = createFrameReader({ lengthMax: 4 });
  const read = reader.push(Buffer.from(joined('00021122', '0005aa'), 'hex'));
  assert.ok(read.kind === 'refused');
  assert.deepEqual([read.reason, read.lengthBytes, hexOf(read.frames)], ['frame-oversize', 5, ['1122']]);
  const after = reader.push(Buffer.from('00021122', 'hex'));
  assert.deepEqual([after.kind, after.frames], ['refused', []]);
});

test('a length of 0 is a sign of life', () => {
  const reader = createFrameReader({ lengthMax: 4 });
  const read = reader.push(Buffer.from(joined('0000', '0000', '000111', '0000'), 'hex'));
  assert.deepEqual([read.kind, hexOf(read.frames)], ['done', ['11']]);
});

test('what is not whole is counted, so that a line that stays so can be closed', () => {
  const reader = createFrameReader({ lengthMax: 100 });
  for (const [piece, pending] of [
    ['', 0],
    ['00', 1],
    ['03', 2],
    ['aa', 3],
    ['bb', 4],
    ['cc', 0],
  ] as const) {
    reader.push(Buffer.from(piece, 'hex'));
    assert.equal(reader.pendingBytes, pending, piece);
  }
});

test('a frame holds at most 65535 bytes', () => {
  assert.equal(frame(new Uint8Array(65_535)).length, 65_537);
  assert.throws(() => frame(new Uint8Array(65_536)), /bug:/);
});
