// Arrays in binary form are read by PostgreSQL as what they were made of.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import fc from 'fast-check';

import { testDatabase } from '../testing/database.ts';
import { bigintArray, bytesArray, uuidArray } from './arrays.ts';
import { statement } from './database.ts';

const echo = statement('test_echo_arrays', 'SELECT $1::uuid[]::text[] AS ids, $2::bigint[]::text[] AS numbers, $3::bytea[] AS digests');

test('ids, numbers and bytes come back as they were given, with and without nulls, also none at all', async (t) => {
  const { database: db } = await testDatabase(t);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.uuid(), { nil: null })),
      fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 })),
      async (ids, numbers, digests) => {
        const rows = await db.query<{ ids: string[]; numbers: string[]; digests: Buffer[] }>(echo, [
          uuidArray(ids),
          bigintArray(numbers),
          bytesArray(digests),
        ]);
        assert.deepEqual(rows, [{ ids, numbers: numbers.map(String), digests: digests.map((digest) => Buffer.from(digest)) }]);
      },
    ),
    { numRuns: 60 },
  );
});

test('what is no UUID, and bytes of several lengths, are refused before they are sent', () => {
  assert.throws(() => uuidArray(['12345']), /no UUID/);
  assert.throws(() => bytesArray([new Uint8Array(2), new Uint8Array(3)]), /differ in length/);
});
