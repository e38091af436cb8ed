// The demo's accounts: the balances of the plan, a history that adds up, cards that open the way to registration.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { accountsOf, entriesOf, holdsJointAccount, matchIdentity } from '../modules/accounts/index.ts';
import { openCustomer } from '../modules/customers/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { billers } from '../modules/payments/index.ts';
import { loadProgrammes, programmeNamed } from '../modules/programmes/index.ts';
import { testDatabase } from '../testing/database.ts';
import { testKeys } from '../testing/keys.ts';
import { seedAccounts } from './accounts.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const programme = programmeNamed(loadProgrammes('programmes'), 'oman-token');

test('each demo customer has money, a history that leads to it, and a card with its PIN; the last two hold one account together', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const customers = [];
  for (const index of [1, 2, 3, 4]) {
    const id = randomUUID();
    const nameLatin = `Customer ${index}`;
    const opened = await openCustomer(
      db,
      keys,
      {
        id,
        programme: 'oman-token',
        number: `10000${index}`,
        name: nameLatin,
        nameLatin,
        language: 'en',
        civilId: `1000${index}`,
        birthDate: '1990-01-01',
        mobile: `+9689000000${index}`,
      },
      now,
    );
    assert.equal(opened.kind, 'done');
    customers.push({ id, nameLatin });
  }
  const cards = await seedAccounts(db, keys, programme, customers, now);
  assert.deepEqual(await seedAccounts(db, keys, programme, customers, now), cards, 'a second start changes nothing');
  assert.deepEqual(await checkLedger(db, now), []);
  const posted = [];
  for (const [index, { id }] of customers.entries()) {
    const accounts = await accountsOf(db, id);
    posted.push(accounts.map((account) => account.posted));
    const [first] = accounts;
    const card = cards[index];
    assert.ok(first && card);
    const entries = (await entriesOf(db, id, first.id, { limit: 200 })) ?? [];
    assert.ok(entries.length > 20);
    assert.equal(
      entries.reduce((sum, { amount }) => sum + amount, 0n),
      first.posted,
    );
    assert.ok(
      entries.every(({ at }, place) => place === 0 || Temporal.Instant.compare(entries[place - 1]?.at ?? now, at) >= 0),
      'newest first',
    );
    assert.equal(
      await matchIdentity(
        db,
        keys,
        { programme: 'oman-token', mobile: `+9689000000${index + 1}`, cardNumber: card.cardNumber, cardPin: card.cardPin },
        now,
      ),
      id,
    );
    assert.equal(await holdsJointAccount(db, id), index >= 2);
  }
  assert.deepEqual(posted, [[1_842_350n, 6_250_000n], [1_134_615n], [12_408_900n, 25_000_000n, 4_120_500n], [618_075n, 4_120_500n]]);
  for (const { referenceExample, referencePattern } of await billers(db, 'oman-token'))
    assert.match(referenceExample, new RegExp(`^(?:${referencePattern})$`));
});
