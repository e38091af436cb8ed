// RB-14 as tables: what a template may not hold, and that the bank's own templates hold none of it.

import assert from 'node:assert/strict';
import test from 'node:test';

import { languages } from '../../customers/index.ts';
import { admitTemplates, templatesOf, type TemplateFile } from './template.ts';
import { checkTemplate, checkTemplates } from './template-check.ts';

const refused: readonly (readonly [reason: string, text: string])[] = [
  ['contains-link', 'See https://bank.example/login for more.'],
  ['contains-link', 'Open www.bank.example now.'],
  ['contains-link', 'Visit bank.om today.'],
  ['contains-link', 'Open bank.om/login'],
  ['contains-link', 'زوروا بنك.عمان اليوم'],
  ['contains-link', 'Write mailto:help@bank.example'],
  ['contains-link', 'Call tel:+96824000000'],
  ['contains-markup', '<b>Now</b>'],
  ['contains-markup', 'Press [here](now)'],
  ['carries-program', 'Install ramz.apk'],
  ['carries-program', 'See the attached form'],
  ['carries-program', 'انظر الملف المرفق'],
  ['asks-for-secret', 'Reply with your PIN.'],
  ['asks-for-secret', 'Please confirm your card number and expiry date.'],
  ['asks-for-secret', 'To go on, send us your password!'],
  ['asks-for-secret', 'Hello. Enter the CVV2 here'],
  ['asks-for-secret', 'أرسل الرقم السري لبطاقتك'],
  ['asks-for-secret', 'أدخل كلمة المرور الآن'],
  ['asks-for-secret', 'رمز کارت خود را بفرستید'],
  ['asks-for-secret', 'گذرواژه را وارد کنید'],
  ['asks-for-secret', 'ПИН-кодты жіберіңіз'],
  ['asks-for-secret', 'Құпиясөзді енгізіңіз'],
  ['names-domain-in-sms', 'We are at {domain}'],
  ['code-without-warning', '{code} is your code.'],
  ['code-beside-clickable', '{code} is your code. {safety} Call {centre}.'],
  ['code-beside-clickable', '{code} is your code. {safety} Call +968 2400 0000.'],
];

test('a template with a link, a program, markup, a question for secrets, or a code without its warning is refused', () => {
  for (const [reason, text] of refused) assert.equal(checkTemplate('some-event', { text })?.reason, reason, text);
});

test('a template that warns of such questions, or tells of a changed password, is admitted', () => {
  const admitted = [
    'Never tell your PIN to anybody.',
    'We never ask for card data, PINs or passwords.',
    'Your password was changed on {time}.',
    'لا ترسل الرقم السري لأحد.',
    'ما هرگز گذرواژه نمی‌خواهیم.',
    'Біз ешқашан ПИН-код сұрамаймыз.',
    '{code} is your code to sign in. {safety}',
    'Amount 12.500 OMR on 1 Mar 2026, 12:00.',
  ];
  for (const text of admitted) assert.equal(checkTemplate('some-event', { text }), undefined, text);
});

test('a code goes into an e-mail only to confirm that very address', () => {
  const template = { subject: 'Code', text: '{code} is your code. {safety}' };
  assert.equal(checkTemplate('switch-code', template)?.reason, 'code-in-email');
  assert.equal(checkTemplate('verify-email-code', template), undefined);
});

test("the bank's own templates are the same in four languages and break no rule", () => {
  const files = Object.fromEntries(languages.map((language) => [language, templatesOf(language)]));
  assert.deepEqual(checkTemplates(files), []);
});

test('a set is refused as a whole, each mistake named, when one language lacks a template or a field', () => {
  const en: TemplateFile = { fragments: {}, kinds: {}, templates: { a: { text: 'At {time}' }, b: { text: 'B' } } };
  const ar: TemplateFile = { fragments: {}, kinds: {}, templates: { a: { text: 'في' } } };
  assert.deepEqual(
    checkTemplates({ en, ar }).map(({ name, reason }) => [name, reason]),
    [
      ['a', 'fields-differ'],
      ['b', 'missing-in-language'],
    ],
  );
  assert.throws(() => admitTemplates({ en, ar }), { code: 'message-templates-invalid', message: /ar\.json b: missing-in-language/ });
});
