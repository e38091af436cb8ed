// Arrays in binary form are read by PostgreSQL as what they were made of.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import fc from 'fast-check';

import { testDatabase } from '../testing/database.ts';
import { bigintArray, uuidArray } from './arrays.ts';
import { statement } from './database.ts';

const echo = statement('test_echo_arrays', 'SELECT $1::uuid[]::text[] AS ids, $2::bigint[]::text[] AS numbers');

test('ids and numbers come back as they were given, with and without nulls, also none at all', async (t) => {
  const { database: db } = await testDatabase(t);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.uuid(), { nil: null })),
      fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      async (ids, numbers) => {
        const rows = await db.query<{ ids: string[]; numbers: string[] }>(echo, [uuidArray(ids), bigintArray(numbers)]);
        assert.deepEqual(rows, [{ ids, numbers: numbers.map(String) }]);
      },
    ),
    { numRuns: 60 },
  );
});

test('a text that is no UUID is refused before it is sent', () => {
  assert.throws(() => uuidArray(['12345']), /no UUID/);
});
