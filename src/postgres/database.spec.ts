// Transactions against a real server: commit, rollback with a value, deadlocks, a server that goes away.

import assert from 'node:assert/strict';
import test from 'node:test';

import { testDatabase } from '../testing/database.ts';
import { brokenConstraint, DatabaseFault, openDatabase, RolledBack, statement, type Session } from './database.ts';

const create = statement('spec_create', 'CREATE TABLE spec_rows (id integer PRIMARY KEY, value integer NOT NULL)');
const insert = statement('spec_insert', 'INSERT INTO spec_rows (id, value) VALUES ($1, $2)');
const bump = statement('spec_bump', 'UPDATE spec_rows SET value = value + 1 WHERE id = $1');
const read = statement('spec_read', 'SELECT id, value FROM spec_rows ORDER BY id');

test('what a transaction throws undoes it, and a value that it rolls back with is answered', async (t) => {
  const { database } = await testDatabase(t);
  await database.query(create);
  await assert.rejects(
    database.transaction(async (tx) => {
      await tx.query(insert, [1, 1]);
      throw new Error('no');
    }),
    /no/,
  );
  const answer = await database.transaction<string>(async (tx) => {
    await tx.query(insert, [2, 2]);
    throw new RolledBack('refused');
  });
  assert.equal(answer, 'refused');
  assert.deepEqual(await database.query(read), []);
});

test('a broken constraint is told by its name', async (t) => {
  const { database } = await testDatabase(t);
  await database.query(create);
  await database.query(insert, [1, 1]);
  await assert.rejects(database.query(insert, [1, 2]), (error) => brokenConstraint(error) === 'spec_rows_pkey');
});

test('two transactions that wait for each other both come through', async (t) => {
  const { database } = await testDatabase(t);
  await database.query(create);
  await database.query(insert, [1, 0]);
  await database.query(insert, [2, 0]);
  let arrived = 0;
  let open: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (open = resolve));
  const crossing = (first: number, second: number) => async (tx: Session) => {
    await tx.query(bump, [first]);
    arrived += 1;
    if (arrived === 2) open();
    if (arrived <= 2) await both;
    await tx.query(bump, [second]);
  };
  await Promise.all([database.transaction(crossing(1, 2)), database.transaction(crossing(2, 1))]);
  assert.deepEqual(await database.query(read), [
    { id: 1, value: 2 },
    { id: 2, value: 2 },
  ]);
});

test('a server that does not answer is a fault with a stable code', async (t) => {
  const away = openDatabase('postgresql://ramz:x@127.0.0.1:1/none');
  t.after(async () => await away.end());
  await assert.rejects(away.ping(), (error) => error instanceof DatabaseFault && error.code === 'database-unavailable');
  await assert.rejects(
    away.transaction(async () => await Promise.resolve(1)),
    DatabaseFault,
  );
});
