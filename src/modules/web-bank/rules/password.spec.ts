// Rules of passwords, one row a rule.

import assert from 'node:assert/strict';
import test from 'node:test';

import { judgePassword } from './password.ts';

test('a password is refused for the first reason that holds', () => {
  const about = ['Salim Al Harthy', 'salim.h', '+96892345678'];
  const rows: [string, string | undefined][] = [
    ['short1!', 'password-too-short'],
    ['پنج‌حرفی', 'password-too-short'],
    ['x'.repeat(129), 'password-too-long'],
    ['Password2024!', 'password-common'],
    ['P@ssw0rd123', 'password-common'],
    ['1234567890', 'password-common'],
    ['٠١٢٣٤٥٦٧٨٩', 'password-common'],
    ['qwertyuiop', 'password-common'],
    ['aaaaaaaaaaaa', 'password-common'],
    ['abcabcabcabc', 'password-common'],
    ['19840511197', 'password-common'],
    ['iloveyou2025', 'password-common'],
    ['dragonmonkey1', 'password-common'],
    ['йцукенгшщз', 'password-common'],
    ['Salim-is-here-7', 'password-like-name'],
    ['xx96892345678yy', 'password-like-name'],
    ['tiled-harbour-lantern', undefined],
    ['درخت انار کنار رود', undefined],
    ['кеме жағада тұр 7', undefined],
    ['hV9#kq2-Lm', undefined],
  ];
  for (const [password, reason] of rows) assert.equal(judgePassword(password, about)?.reason, reason, password);
});
