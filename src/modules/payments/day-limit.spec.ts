// The day's limit under a race, and the same race without its guard.

import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { statement } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { connectAll, range } from '../../testing/race.ts';
import { openCustomer } from '../customers/index.ts';
import { countPayments, countPaymentsStatement } from './store.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');

const readFirst = statement(
  'test_read_first',
  `WITH asked AS (SELECT ($1::uuid[])[1] AS customer_id, ($5::bigint[])[1] AS amount),
   seen AS (
     SELECT a.customer_id, a.amount, coalesce(d.total, 0) AS total, pg_sleep(0.3) FROM asked a
     LEFT JOIN payment_days d ON (d.customer_id, d.programme, d.day, d.currency) = (a.customer_id, $2, $3::date, $4))
   INSERT INTO payment_days AS d (customer_id, programme, day, currency, total)
   SELECT s.customer_id, $2, $3, $4, s.amount FROM seen s WHERE s.total + s.amount <= $6::bigint
   ON CONFLICT (customer_id, programme, day, currency) DO UPDATE SET total = d.total + excluded.total
   RETURNING d.customer_id AS "customerId"`,
);

test('64 payments at once of a day that holds 10: 10 are counted; read first and written after, more would be', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  await connectAll(db);
  const customerId = randomUUID();
  const name = 'Aisha Al Habsi';
  const opened = await openCustomer(
    db,
    await testKeys(t),
    {
      id: customerId,
      programme: 'oman-token',
      number: '100001',
      name,
      nameLatin: name,
      language: 'en',
      civilId: '1',
      birthDate: '1990-01-01',
      mobile: '+96890000001',
    },
    now,
  );
  assert.equal(opened.kind, 'done');
  const race = async (day: string, count = countPaymentsStatement): Promise<number> => {
    const counted = await Promise.all(
      range(64).map(() =>
        db.transaction((tx) =>
          countPayments(tx, { programme: 'oman-token', day, currency: 'OMR' }, [{ customerId, amount: 100n }], 1000n, count),
        ),
      ),
    );
    return counted.filter((customers) => customers.size === 1).length;
  };
  assert.equal(await race('2026-03-02'), 10);
  assert.ok((await race('2026-03-03', readFirst)) > 10);
});
