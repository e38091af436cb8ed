// Settings: what is taken, what is refused, and what is probably mistyped.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nearest } from './nearest.ts';
import { readSettings, unknownSettings } from './settings.ts';
import { CommandFault } from './fault.ts';

test('without any setting there is a demo on port 8420 with its own database', () => {
  const { port, host, demo, databaseUrl, programme } = readSettings({});
  assert.deepEqual(
    { port, host, demo, databaseUrl, programme },
    { port: 8420, host: '127.0.0.1', demo: true, databaseUrl: undefined, programme: 'oman-token' },
  );
});

const refused: [rule: string, environment: Record<string, string>, told: RegExp][] = [
  ['a port beyond the last that leaves room for the others', { RAMZ_PORT: '65530' }, /RAMZ_PORT is '65530'/],
  ['a word where on or off is needed', { RAMZ_DEMO: 'yes' }, /one of on, off/],
  ['an origin with a path', { RAMZ_ORIGIN_BANK: 'https://bank.example/x' }, /such as https:\/\/bank\.example\.$/],
  ['an origin that is no address', { RAMZ_ORIGIN_TOKEN: 'bank.example' }, /RAMZ_ORIGIN_TOKEN is not an address/],
  ['an SMS centre of another protocol', { RAMZ_SMPP_URL: 'http://u:p@h' }, /begins with smpp:\/\/ or ssmpp:\/\//],
  ['a token without a file for its PIN', { RAMZ_PKCS11_MODULE: '/usr/lib/x.so' }, /RAMZ_PKCS11_PIN_FILE is needed/],
];
for (const [rule, environment, told] of refused) {
  test(`${rule} is refused`, () => {
    assert.throws(
      () => readSettings(environment),
      (error: unknown) => error instanceof CommandFault && error.exitCode === 78 && told.test(error.message),
    );
  });
}

test('a setting that means nothing is told with the nearest that does', () => {
  assert.deepEqual(unknownSettings({ RAMZ_PROT: '1', RAMZ_PORT: '1', PATH: 'x' }), [
    'RAMZ_PROT is set but means nothing here. Did you mean RAMZ_PORT?',
  ]);
});

test('a word is near when few letters differ, and far words are not guessed', () => {
  const known = ['start', 'test', 'clauses', 'doctor'];
  for (const [word, expected] of [
    ['strat', 'start'],
    ['clause', 'clauses'],
    ['docter', 'doctor'],
    ['tset', 'test'],
    ['xylophone', undefined],
  ] as const) {
    assert.equal(nearest(word, known), expected, word);
  }
});
