// Rounds: their beat, their failures, their stop, and one process at a time.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { DatabaseFault, openDatabase, statement } from '../postgres/database.ts';
import { testDatabase } from '../testing/database.ts';
import { startRounds, type Round, type RoundLogger } from './rounds.ts';

const endOthers = statement(
  'spec_end_others',
  `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
);

function listener(): RoundLogger & { lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (fields: { job: string }, text: string) => void lines.push(`${level} ${fields.job}: ${text}`);
  return { lines, debug: keep('debug'), error: keep('error') };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 800) assert.fail('not in time');
    await sleep(5);
  }
}

test('a round never runs over itself, and a slow one does not hold up the others', async (t) => {
  const { database } = await testDatabase(t);
  let [inside, most, quick] = [0, 0, 0];
  const slow: Round = {
    name: 'slow',
    everyMs: 1,
    work: async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(30);
      inside -= 1;
    },
  };
  const stop = startRounds([slow, { name: 'quick', everyMs: 1, work: async () => void (quick += 1) }], { database, logger: listener() });
  await until(() => quick > 20);
  await stop();
  assert.equal(most, 1);
});

test('a round that fails is told of and comes again; one that finds no database says so quietly', async (t) => {
  const { database } = await testDatabase(t);
  const logger = listener();
  const faults = [new Error('broken'), new DatabaseFault('away')];
  let done = 0;
  const work = async (): Promise<void> => {
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    done += 1;
  };
  const stop = startRounds([{ name: 'sweep', everyMs: 1, work }], { database, logger });
  await until(() => done > 1);
  await stop();
  assert.deepEqual(logger.lines, ['error sweep: a round failed', 'debug sweep: a round found no database']);
});

test('the stop waits for what runs, and nothing runs after it', async (t) => {
  const { database } = await testDatabase(t);
  let [begun, ended] = [0, 0];
  const work = async (): Promise<void> => {
    begun += 1;
    await sleep(50);
    ended += 1;
  };
  const stop = startRounds([{ name: 'sweep', everyMs: 1, work }], { database, logger: listener() });
  await until(() => begun === 1);
  await stop();
  assert.equal(ended, 1);
  await sleep(30);
  assert.equal(begun, 1);
});

test('a round that runs alone is in one process at a time; without that it is in several', async (t) => {
  const { url } = await testDatabase(t);
  const most = async (alone: boolean): Promise<number> => {
    let [inside, seen] = [0, 0];
    const work = async (): Promise<void> => {
      inside += 1;
      seen = Math.max(seen, inside);
      await sleep(15);
      inside -= 1;
    };
    const processes = Array.from({ length: 6 }, () => {
      const database = openDatabase(url, 2);
      const stop = startRounds([{ name: 'sweep', everyMs: 1, alone, work }], { database, logger: listener() });
      return async (): Promise<void> => {
        await stop();
        await database.end();
      };
    });
    await sleep(200);
    await Promise.all(processes.map(async (end) => await end()));
    return seen;
  };
  assert.equal(await most(true), 1);
  assert.ok((await most(false)) > 1);
});

test('a process that dies inside its round leaves the round to the others', async (t) => {
  const { database, url } = await testDatabase(t);
  const dying = openDatabase(url, 2);
  const round = (work: () => Promise<unknown>): Round => ({ name: 'sweep', everyMs: 1, alone: true, work });
  const never = Promise.withResolvers<void>();
  let entered = false;
  const stopFirst = startRounds([round(async () => ((entered = true), await never.promise))], { database: dying, logger: listener() });
  await until(() => entered);
  let done = 0;
  const stop = startRounds([round(async () => void (done += 1))], { database, logger: listener() });
  await sleep(50);
  assert.equal(done, 0);
  // The end of a process is, for the server, the end of its connections.
  await database.query(endOthers);
  await until(() => done > 0);
  await stop();
  never.resolve();
  await stopFirst();
  await dying.end();
});
