// `ramz iso8583 describe`: hexadecimal or bytes, one message or frames, and never a card number.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { dialects, encodeFrame, encodeMessage, type Dialect, type Message } from '../iso8583/index.ts';
import { describeInput, messagesOf } from './iso8583.ts';
import { rootFolder } from './settings.ts';

const pan = '4761739001010119';
const purchase: Message = { mti: '0100', fields: { 2: pan, 4: '000000012500', 11: '000123', 41: 'TERM0001' } };

function encoded(dialect: Dialect, framed: boolean, message = purchase): Uint8Array {
  const result = framed ? encodeFrame(dialect, message) : encodeMessage(dialect, message);
  assert.ok(result.kind === 'done');
  return result.bytes;
}

for (const dialect of Object.values(dialects)) {
  test(`${dialect.name}: bytes and hexadecimal, with and without lengths, are read alike`, () => {
    for (const framed of [false, true]) {
      const bytes = encoded(dialect, framed);
      const hex = Buffer.from(bytes).toString('hex');
      for (const input of [bytes, Buffer.from(hex), Buffer.from(`${hex.slice(0, 10)} ${hex.slice(10).toUpperCase()}\n`)]) {
        const { text, whole } = describeInput(dialect, input);
        assert.ok(whole, text);
        assert.match(text, /^0100 {2}authorisation request/);
        assert.match(text, /476173\*{6}0119/);
        assert.ok(!text.includes(pan));
      }
    }
  });
}

test('frames behind each other are messages each', () => {
  const dialect = dialects['binary-87'];
  const answer: Message = { mti: '0110', fields: { 11: '000123', 39: '00' } };
  const stream = Buffer.concat([encoded(dialect, true), encoded(dialect, true, answer)]);
  assert.equal(messagesOf(dialect, stream).length, 2);
  assert.match(describeInput(dialect, stream).text, /approved/);
});

test('an ASCII message of nothing but digits is itself, and not hexadecimal', () => {
  const bytes = encoded(dialects['ascii-87'], false, { mti: '0800', fields: { 7: '1121234647', 11: '000123', 70: '301' } });
  assert.equal(bytes.length % 2, 1);
  const even = encoded(dialects['ascii-87'], false, { mti: '0800', fields: { 7: '1121234647', 11: '000123' } });
  assert.match(describeInput(dialects['ascii-87'], even).text, /^0800/);
});

test('the command says what could not be read, where, and ends with 1', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-iso8583-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (input: string | Uint8Array, ...given: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['src/main.ts', 'iso8583', 'describe', ...given], { cwd: rootFolder, encoding: 'utf8', input });

  const good = join(folder, 'good.bin');
  writeFileSync(good, encoded(dialects['base-87'], true));
  const read = run('', '--dialect', 'base-87', good);
  assert.equal(read.status, 0, read.stderr);
  assert.match(read.stdout, /476173\*{6}0119/);

  const bad = Buffer.from(encoded(dialects['binary-87'], false));
  bad[bad.length - 9] = 0xff;
  const spoilt = run(bad.toString('hex'), '--dialect', 'binary-87', '-');
  assert.equal(spoilt.status, 1, spoilt.stderr);
  assert.match(spoilt.stdout, /^NOT READ: digits-malformed in DE 11 \(system trace audit number\) at byte 25/);
  assert.ok(!`${spoilt.stdout}${spoilt.stderr}`.includes(pan));

  assert.equal(run('', '-').status, 65);
  assert.equal(run('', join(folder, 'none')).status, 66);
  const unknown = run('00', '--dialect', 'binary-78');
  assert.equal(unknown.status, 64);
  assert.match(unknown.stderr, /Did you mean binary-87\?/);
});
