// Rendering: what the reader sees in each language.

import assert from 'node:assert/strict';
import test from 'node:test';

import { omanToken } from '../../testing/messages.ts';
import { languages } from '../customers/index.ts';
import { templatesOf, type TemplateName } from './rules/template.ts';
import { defuse, render, standingValues, writeAmount, writeSummary, writeTime } from './render.ts';
import { findLink } from './rules/template-check.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const programme = omanToken();
const every = {
  currency: '7',
  period: '7',
  cardEnd: '4821',
  newEnd: '7310',
  accountEnd: '0017',
  act: 'load-cash',
  place: 'Muscat Grand Mall',
  receipt: '4F21A07C',
  step: 'load',
  version: '2027-01',
  due: '2026-11-23',
  field: 'email',
  from: '2027-01-01',
  code: '048213',
  summary: 'S',
  cause: 'password',
  serialEnd: '1234',
  mobileEnd: '5678',
  state: 'on',
  device: 'Firefox',
  reference: '771',
  case: '1009',
  action: 'A',
  amount: '12.500 OMR',
  merchant: 'Muscat Books',
  until: '2026-03-31',
  because: 'scheme_decided',
};

test('every template renders in every language and form, without a link and with no field left over', () => {
  for (const language of languages) {
    const values = { ...standingValues(programme, language, now), ...every };
    for (const [name, template] of Object.entries(templatesOf(language).templates)) {
      const sms = render({ channel: 'sms', template: name as TemplateName, language, values });
      assert.doesNotMatch(sms.text, /[{}]|undefined/, `${language} ${name}`);
      assert.equal(findLink(sms.text), undefined, `${language} ${name}`);
      if (template.subject === undefined) continue;
      const email = render({ channel: 'email', template: name as TemplateName, language, values });
      assert.doesNotMatch(`${email.subject}${email.text}`, /[{}]|undefined/, `${language} ${name}`);
      // RB-05: each e-mail to a customer names the bank's domain as plain text.
      if (template.staff !== true) assert.ok(email.text.includes(programme.contact.domain), `${language} ${name}`);
    }
  }
});

test('a code stands in Latin digits, isolated from right-to-left text, and has its warning', () => {
  for (const language of languages) {
    const values = { ...standingValues(programme, language, now), code: '048213' };
    const { text } = render({ channel: 'sms', template: 'switch-code', language, values });
    assert.ok(text.includes(language === 'ar' || language === 'fa' ? '\u2066048213\u2069' : '048213'), text);
    assert.ok(text.endsWith(templatesOf(language).fragments['safety'] ?? ''), text);
  }
});

test('the WebOTP form ends in a line of host and code alone', () => {
  const values = { ...standingValues(programme, 'ar', now), code: '048213', host: 'app.bank.example' };
  const { text } = render({ channel: 'sms', template: 'registration-code', language: 'ar', values });
  assert.equal(text.split('\n').at(-1), '@app.bank.example #048213');
});

test('English texts stay inside the GSM alphabet, so that they fit one SMS more often', () => {
  const values = { ...standingValues(programme, 'en', now), ...every };
  for (const name of Object.keys(templatesOf('en').templates)) {
    const { text } = render({ channel: 'sms', template: name as TemplateName, language: 'en', values });
    assert.match(text, /^[\x20-\x7e\n]*$/, name);
  }
});

test('what a person wrote never becomes a link, a new line or a turned direction', () => {
  const rows = [
    ['Ali Trading LLC', 'Ali Trading LLC'],
    ['see www.evil.example/x', 'see www evil example x'],
    ['pay https://evil.example', 'pay https evil example'],
    ['two\nlines\u202e', 'two lines'],
    ['مؤسسة النور', 'مؤسسة النور'],
  ] as const;
  for (const [written, shown] of rows) assert.equal(defuse(written), shown);
  const details = { kind: 'transfer-customer', amount: '12500', currency: 'OMR', payee: 'evil.example', to: '1', from: '2' };
  assert.equal(findLink(writeSummary('en', details)), undefined);
});

test('amounts and times are written by the language and the zone of the programme', () => {
  assert.equal(writeAmount('en', 'OMR', '12500'), '12.500');
  assert.equal(writeAmount('fa', 'OMR', '1212500'), '۱٬۲۱۲٫۵۰۰');
  assert.equal(writeAmount('en', 'IRR', '1250000'), '12,500');
  assert.equal(writeAmount('en', 'OMR', '900719925474099312'), '900,719,925,474,099.312');
  assert.equal(writeTime('en', 'Asia/Muscat', now), '1 Mar 2026, 12:00');
  assert.match(writeTime('fa', 'Asia/Muscat', now), /۱۰ اسفند ۱۴۰۴/);
  assert.equal(
    writeSummary('en', { kind: 'transfer-customer', amount: '12500', currency: 'OMR', payee: 'Maryam' }),
    'Transfer to another customer, 12.500 OMR to Maryam',
  );
  assert.equal(writeSummary('en', { kind: 'address-change' }), 'Change of address');
});
