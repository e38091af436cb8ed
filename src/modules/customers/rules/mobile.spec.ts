// Rules of telephone numbers and addresses, one row a rule.

import assert from 'node:assert/strict';
import test from 'node:test';

import { isEmail, maskEmail, maskMobile, toMobile } from './mobile.ts';

test('a mobile number is read in every form that people type', () => {
  const rows: [string, string | undefined][] = [
    ['92345678', '+96892345678'],
    ['9234 5678', '+96892345678'],
    ['096892345678'.slice(1), '+96892345678'],
    ['+968 9234-5678', '+96892345678'],
    ['0096892345678', '+96892345678'],
    ['٩٢٣٤٥٦٧٨', '+96892345678'],
    ['\u2066+971 50 123 4567\u2069', '+971501234567'],
    ['۰۹۲۳۴۵۶۷۸', '+96892345678'],
    ['12', undefined],
    ['ninety', undefined],
    ['+0123456789', undefined],
    ['+1234567890123456', undefined],
  ];
  for (const [text, expected] of rows) assert.equal(toMobile(text, '+968'), expected, text);
});

test('a masked contact keeps its ends only', () => {
  assert.equal(maskMobile('+96892345678'), '+968 •••• 5678');
  assert.equal(maskEmail('salim@example.om'), 's•••@example.om');
});

test('an e-mail address has one at sign, a dotted domain and nothing that could start a second header', () => {
  for (const good of ['a@b.om', 'salim.h+bank@mail.example.om']) assert.equal(isEmail(good), true, good);
  for (const bad of ['', 'a@b', 'a b@c.om', 'a@b.om\r\nBcc: x@y.om', 'a@@b.om', '<a@b.om>']) assert.equal(isEmail(bad), false, bad);
});
