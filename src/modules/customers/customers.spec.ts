// The customers against a real database.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import test from 'node:test';

import { fixedClock } from '../../testing/clock.ts';
import { testDatabase } from '../../testing/database.ts';
import { statement, type Database } from '../../postgres/database.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { KeyStore } from '../keys/index.ts';
import * as customers from './index.ts';

const now = fixedClock().now();
// Only the two operations that this module uses, with bytes that can be looked at.
const keys = {
  seal: (owner: { row: string }, bytes: Uint8Array) => Buffer.concat([Buffer.from(owner.row.slice(0, 8)), bytes]),
  open: (_owner: unknown, bytes: Uint8Array) => bytes.subarray(8),
  digest: (purpose: string, bytes: Uint8Array | string) => createHmac('sha256', purpose).update(bytes).digest(),
} as unknown as KeyStore;

let made = 0;
async function open(database: Database, mobile: string, name = 'Salim Al Harthy'): Promise<string> {
  made += 1;
  const id = uuidV7(1_772_352_000_000 + made, crypto.getRandomValues(new Uint8Array(10)));
  const outcome = await customers.openCustomer(
    database,
    keys,
    {
      id,
      programme: 'oman-token',
      number: String(1_000_000 + made),
      name: 'سالم الحارثي',
      nameLatin: name,
      language: 'ar',
      civilId: `9${String(made).padStart(7, '0')}`,
      birthDate: '1984-05-11',
      mobile,
      email: 'salim@example.om',
    },
    now,
  );
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  return id;
}

test('a customer is found by number, mobile number, civil id, e-mail and part of the name', async (t) => {
  const { database } = await testDatabase(t);
  const id = await open(database, '+96892345678');
  const found = await customers.customer(database, id);
  assert.equal(found?.birthDate, '1984-05-11');
  const query = (text: string) =>
    customers.searchCustomers(database, keys, { programme: 'oman-token', text, countryCode: '+968', limit: 10 });
  for (const text of [
    found?.number ?? '',
    '9234 5678',
    '٩٢٣٤٥٦٧٨',
    `9${String(made).padStart(7, '0')}`,
    'SALIM@example.om',
    'harthy',
    'الحارثي',
  ]) {
    assert.deepEqual(
      (await query(text)).map((row) => row.id),
      [id],
      text,
    );
  }
  assert.deepEqual(await query('%'), []);
  assert.equal(await customers.civilIdOf(database, keys, id), `9${String(made).padStart(7, '0')}`);
  assert.equal((await customers.customerByCivilId(database, keys, 'oman-token', `9${String(made).padStart(7, '0')}`))?.id, id);
});

test('a mobile number that serves another customer is refused, also to 64 who ask at once', async (t) => {
  const { database } = await testDatabase(t, 24);
  const ids = await Promise.all(Array.from({ length: 16 }, (_, index) => open(database, `+9689100${String(index).padStart(4, '0')}`)));
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, (_, index) =>
      database.transaction((tx) => customers.changeMobile(tx, { customerId: ids[index % 16] ?? '', mobile: '+96899999999' }, now)),
    ),
  );
  assert.equal(outcomes.filter((outcome) => outcome.kind === 'done').length, 1);
  const owner = await customers.customerByMobile(database, 'oman-token', '+96899999999');
  const refusals = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : [])));
  assert.deepEqual([...refusals].sort(), ['mobile-taken', 'mobile-unchanged']);
  assert.equal(owner?.mobileVerifiedAt, null);
  assert.equal(owner?.mobileChangedAt?.toString(), now.toString());
});

test('without the lock the same race breaks on the unique index: the guard behind it holds', async (t) => {
  const { database } = await testDatabase(t, 24);
  const ids = await Promise.all(Array.from({ length: 16 }, (_, index) => open(database, `+9689200${String(index).padStart(4, '0')}`)));
  const unguarded = statement(
    'test_unguarded_mobile',
    `UPDATE customers SET mobile = $2 WHERE id = $1
       AND NOT EXISTS (SELECT FROM customers WHERE mobile = $2) AND pg_sleep(0.05) IS NOT NULL`,
  );
  const outcomes = await Promise.allSettled(ids.map((id) => database.query(unguarded, [id, '+96899999998'])));
  assert.ok(outcomes.some((outcome) => outcome.status === 'rejected'));
  assert.notEqual(await customers.customerByMobile(database, 'oman-token', '+96899999998'), undefined);
});

test('contacts are changed one by one, and malformed ones are refused', async (t) => {
  const { database } = await testDatabase(t);
  const id = await open(database, '+96892345670');
  const outcome = await customers.changeEmail(database, { customerId: id, email: 'new@example.om' });
  assert.deepEqual(outcome, { kind: 'done', value: { oldEmail: 'salim@example.om' } });
  assert.equal((await customers.changeEmail(database, { customerId: id, email: 'nope' })).kind, 'refused');
  assert.equal((await customers.changeAddress(database, { customerId: id, address: ' Muscat, Way 12 ' })).kind, 'done');
  assert.deepEqual(await customers.changeMobile(database, { customerId: id, mobile: '92' }, now), {
    kind: 'refused',
    reason: 'mobile-malformed',
  });
  assert.deepEqual(await customers.setLanguage(database, { customerId: id, language: 'fa', offered: ['ar'] }), {
    kind: 'refused',
    reason: 'language-not-offered',
  });
  assert.equal((await customers.setLanguage(database, { customerId: id, language: 'fa', offered: ['ar', 'fa'] })).kind, 'done');
  assert.deepEqual(await customers.contactsOf(database, id), {
    customerId: id,
    programme: 'oman-token',
    name: 'سالم الحارثي',
    nameLatin: 'Salim Al Harthy',
    language: 'fa',
    mobile: '+96892345670',
    email: 'new@example.om',
  });
});
