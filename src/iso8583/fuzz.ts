// The fuzz target of the codec: any bytes in, and it neither throws, nor hangs, nor says what it did not read, nor shows a card number.

import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';

import { createFrameReader, decodeMessage, describe, describeRefusal, dialects, encodeMessage, frame, type Message } from './index.ts';
import { chanceFrom, sampleMessage, spoil, type Chance } from './message-samples.ts';

/** Longest time that one input may take; all take less than one, and the rest is for a machine that is busy. */
const caseMs = 2_000;

export type FuzzResult = { readonly cases: number; readonly done: number; readonly refused: Readonly<Record<string, number>> };

/** Runs until `until(cases)` says so; throws an assertion that names dialect, seed and bytes when the codec breaks its word. */
export function fuzz(seed: number, until: (cases: number) => boolean): FuzzResult {
  const chance = chanceFrom(seed);
  const all = Object.values(dialects);
  const refused: Record<string, number> = {};
  let cases = 0;
  let done = 0;
  for (; !until(cases); cases += 1) {
    const dialect = all[chance(all.length)] ?? dialects['ascii-87'];
    const encoded = encodeMessage(dialect, sampleMessage(dialect, chance));
    // A message of all the longest fields is longer than a dialect allows.
    const whole = encoded.kind === 'done' ? encoded.bytes : new Uint8Array(dialect.lengthMax + 1);
    const bytes = chance(8) === 0 ? whole : spoil(whole, chance);
    // A header with a wrong total is refused at once; most go further.
    if (dialect.headerLength > 4 && bytes.length > 4 && chance(4) !== 0) bytes.set([bytes.length >> 8, bytes.length & 255], 3);
    const began = performance.now();
    try {
      const decoded = decodeMessage(dialect, bytes);
      if (decoded.kind === 'done') {
        done += 1;
        const again = encodeMessage(dialect, decoded.message);
        assert.ok(again.kind === 'done', 'what was read can be written');
        assert.deepEqual(decodeMessage(dialect, again.bytes), decoded, 'and is read as the same');
        check(decoded.message);
      } else {
        refused[decoded.reason] = (refused[decoded.reason] ?? 0) + 1;
        assert.ok(decoded.offset <= bytes.length, 'the place is inside');
        describeRefusal(decoded);
        if (decoded.readable !== undefined) check(decoded.readable);
      }
      checkFrames(bytes, chance);
      assert.ok(performance.now() - began < caseMs, 'one input takes no time');
    } catch (error) {
      throw new Error(`seed ${seed}, case ${cases}, ${dialect.name}: ${Buffer.from(bytes).toString('hex')}`, { cause: error });
    }
  }
  return { cases, done, refused };
}

function check(message: Message): void {
  const pan = message.fields[2];
  const shown = describe(message);
  if (pan !== undefined && pan.length >= 12) assert.ok(!shown.includes(pan), 'no card number is shown');
  assert.ok(!/[^\x20-\x7e\n]/.test(shown), 'nothing but printable characters is shown');
}

/** Frames in pieces of any size come out as they went in. */
function checkFrames(bytes: Uint8Array, chance: Chance): void {
  const stream = Uint8Array.from([...frame(bytes), ...frame(Uint8Array.of(1, 2, 3))]);
  const reader = createFrameReader({ lengthMax: 8192 });
  const frames: Uint8Array[] = [];
  let refused = false;
  for (let at = 0; at < stream.length;) {
    const length = 1 + chance(chance(3) === 0 ? 4 : 600);
    const read = reader.push(stream.subarray(at, at + length));
    frames.push(...read.frames);
    refused ||= read.kind === 'refused';
    at += length;
  }
  if (bytes.length > 8192) assert.ok(refused, 'a frame that is too long is refused');
  else {
    const expected = bytes.length === 0 ? [Uint8Array.of(1, 2, 3)] : [bytes, Uint8Array.of(1, 2, 3)];
    assert.deepEqual(
      frames.map((each) => Buffer.from(each).toString('hex')),
      expected.map((each) => Buffer.from(each).toString('hex')),
    );
    assert.equal(reader.pendingBytes, 0);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } } });
  const seed = values.seed === undefined ? (Date.now() & 0x7fff_ffff) | 1 : Number(values.seed);
  const end = performance.now() + Number(values.seconds) * 1000;
  const { cases, done, refused } = fuzz(seed, () => performance.now() > end);
  const reasons = Object.entries(refused)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, count]) => `${reason} ${count}`);
  process.stdout.write(`seed ${seed}: ${cases} inputs, ${done} read, refused: ${reasons.join(', ')}\n`);
}
