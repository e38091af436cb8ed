// Which app passwords are refused, one row a rule.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judgeAppPassword, normaliseAppPassword, type AppPasswordRefusal } from './app-password.ts';

const bounds = { lengthMin: 6, lengthMax: 12 };

const rows: [string, AppPasswordRefusal | undefined][] = [
  ['483920', undefined],
  ['924617', undefined],
  ['Qalhat77', undefined],
  ['رمزسري۵۸', undefined],
  ['48392', 'password-length'],
  ['4839201748392', 'password-length'],
  ['483 920', 'password-characters'],
  ['483920\u0000', 'password-characters'],
  ['111111', 'password-trivial'],
  ['١١١١١١', 'password-trivial'],
  ['123456', 'password-trivial'],
  ['۱۲۳۴۵۶', 'password-trivial'],
  ['654321', 'password-trivial'],
  ['890123', 'password-trivial'],
  ['567890', 'password-trivial'],
  ['121212', 'password-trivial'],
  ['123123', 'password-trivial'],
  ['1231231', 'password-trivial'],
  ['112112', 'password-trivial'],
  ['112233', 'password-trivial'],
  ['998877', 'password-trivial'],
  ['111222', 'password-trivial'],
  ['19851985', 'password-trivial'],
  ['19851990', 'password-trivial'],
  ['19850412', 'password-trivial'],
  ['12041985', 'password-trivial'],
  ['abcdef', 'password-trivial'],
  ['FEDCBA', 'password-trivial'],
  ['qwerty', 'password-trivial'],
  ['Password', 'password-trivial'],
  ['147258', 'password-trivial'],
];

for (const [password, expected] of rows) {
  test(`${JSON.stringify(password)} is ${expected ?? 'accepted'}`, () => assert.equal(judgeAppPassword(password, bounds), expected));
}

test('length is counted in characters, not in code units', () => {
  assert.equal(judgeAppPassword('😀😁😂😃😄😅', bounds), undefined);
});

test('digits of every keyboard and both forms of an accent are one password', () => {
  assert.equal(normaliseAppPassword('٤٨٣۹۲۰'), '483920');
  assert.equal(normaliseAppPassword('e\u0301'), normaliseAppPassword('\u00e9'));
});
