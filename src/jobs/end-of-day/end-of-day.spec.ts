// The end of day: order, one runner at a time, resumption, catching up.

import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

import { statement } from '../../postgres/database.ts';
import { fixedClock } from '../../testing/clock.ts';
import { testDatabase } from '../../testing/database.ts';
import { connectAll, range } from '../../testing/race.ts';
import { runAllFinishedDays, runCardDay, runFinishedDays, type DayTask, type EndOfDay } from './end-of-day.ts';

const programme = 'oman-prepaid';
const now = Temporal.Instant.from('2026-03-10T20:00:00Z'); // 2026-03-11 in Muscat.
const programmes = [{ programme, timeZone: 'Asia/Muscat' }];
const day = (text: string) => ({ programme, day: Temporal.PlainDate.from(text) });

async function bank(t: Parameters<typeof testDatabase>[0], names = ['first', 'second', 'third'], connections?: number) {
  const { database, url } = await testDatabase(t, connections);
  const clock = fixedClock(now.toString());
  const log: string[] = [];
  const failing = new Set<string>();
  const tasks: DayTask[] = names.map((name) => ({
    name,
    run: async (cardDay) => {
      await Promise.resolve();
      if (failing.has(name)) throw new Error(`${name} fails`);
      log.push(`${cardDay.day.toString()} ${name}`);
    },
  }));
  const endOfDay: EndOfDay = { database, clock, tasks, programmes };
  return { endOfDay, clock, log, failing, database, url };
}

test('the tasks of a day run in their order, and what is done is not done again unless asked', async (t) => {
  const { endOfDay, log } = await bank(t);
  const seen: string[] = [];
  const run = await runCardDay(endOfDay, day('2026-03-10'), {
    onProgress: ({ task, index, count }) => seen.push(`${task} ${index}/${count}`),
  });
  assert.deepEqual(run, { kind: 'done', value: { day: '2026-03-10', ran: ['first', 'second', 'third'] } });
  assert.deepEqual(seen, ['first 0/3', 'second 1/3', 'third 2/3', 'undefined 3/3']);
  assert.deepEqual(await runCardDay(endOfDay, day('2026-03-10')), { kind: 'done', value: { day: '2026-03-10', ran: [] } });
  await runCardDay(endOfDay, day('2026-03-10'), { again: true });
  assert.deepEqual(
    log,
    range(2).flatMap(() => ['2026-03-10 first', '2026-03-10 second', '2026-03-10 third']),
  );
});

test('any day that is over can be run, one that is not over cannot', async (t) => {
  const { endOfDay, log, clock } = await bank(t, ['only']);
  assert.deepEqual(await runCardDay(endOfDay, day('2026-03-11')), {
    kind: 'refused',
    reason: 'day-not-over',
    figures: { lastDay: '2026-03-10' },
  });
  assert.equal((await runCardDay(endOfDay, day('2016-10-01'))).kind, 'done');
  // 24:00 in Muscat is 20:00 UTC.
  clock.set(now.add({ hours: 24 }).subtract({ seconds: 1 }).toString());
  assert.equal((await runCardDay(endOfDay, day('2026-03-11'))).kind, 'refused');
  clock.set(now.add({ hours: 24 }).toString());
  assert.equal((await runCardDay(endOfDay, day('2026-03-11'))).kind, 'done');
  assert.deepEqual(log, ['2016-10-01 only', '2026-03-11 only']);
  const unknown = await runCardDay(endOfDay, { ...day('2026-03-10'), programme: 'other' });
  assert.ok(unknown.kind === 'refused' && unknown.reason === 'programme-unknown');
});

test('missed days are caught up, oldest first; a day run by hand does not hide the ones before it', async (t) => {
  const { endOfDay, log, clock } = await bank(t, ['only']);
  await runFinishedDays(endOfDay, programme);
  await runCardDay(endOfDay, day('2026-01-01'));
  clock.set(now.add({ hours: 96 }).toString());
  await runCardDay(endOfDay, day('2026-03-13'));
  await runFinishedDays(endOfDay, programme);
  await runFinishedDays(endOfDay, programme);
  assert.deepEqual(
    log.map((line) => line.slice(5, 10)),
    ['03-10', '01-01', '03-13', '03-11', '03-12', '03-14'],
  );
});

test('a task that fails ends its day, and the next run goes on with it', async (t) => {
  const { endOfDay, log, failing } = await bank(t);
  failing.add('second');
  await assert.rejects(
    runAllFinishedDays(endOfDay, () => false),
    /second fails/,
  );
  assert.deepEqual(log, ['2026-03-10 first']);
  failing.clear();
  await runAllFinishedDays(endOfDay, () => false);
  assert.deepEqual(log, ['2026-03-10 first', '2026-03-10 second', '2026-03-10 third']);
});

test('a stop leaves the rest of a day for the next run', async (t) => {
  const { endOfDay, log } = await bank(t);
  await runFinishedDays(endOfDay, programme, { isStopping: () => log.length === 2 });
  assert.equal(log.length, 2);
  await runFinishedDays(endOfDay, programme);
  assert.deepEqual(log, ['2026-03-10 first', '2026-03-10 second', '2026-03-10 third']);
});

test('of 16 runners at once one works; without the lock several do', async (t) => {
  const { endOfDay, log, database } = await bank(t, ['only'], 40);
  await connectAll(database);
  const slow: EndOfDay = {
    ...endOfDay,
    tasks: [{ name: 'only', run: async () => void (log.push('ran'), await new Promise((resolve) => setTimeout(resolve, 200))) }],
  };
  const outcomes = await Promise.all(range(16).map(() => runCardDay(slow, day('2026-03-10'))));
  assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 1);
  assert.deepEqual(log, ['ran']);
  const lock = statement('test_no_day_lock', `SELECT $1::text IS NOT NULL AS held`);
  await Promise.all(range(16).map(() => runCardDay(slow, day('2026-03-09'), { lock })));
  assert.ok(log.length > 2);
});

test('a runner killed with -9 gives its lock back, and the next goes on where it stopped', async (t) => {
  const { endOfDay, log, url } = await bank(t);
  const module = new URL('end-of-day.ts', import.meta.url).href;
  const base = new URL('../../', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '--eval',
      `import { runCardDay } from '${module}';
       import { openDatabase } from '${base}postgres/database.ts';
       const now = Temporal.Instant.from('${now.toString()}');
       const task = (name, run) => ({ name, run });
       const forever = () => new Promise(() => setInterval(() => undefined, 1000));
       await runCardDay({
         database: openDatabase('${url}'), clock: { now: () => now }, programmes: ${JSON.stringify(programmes)},
         tasks: [task('first', async () => undefined), task('second', async () => { console.log('in the middle'); await forever(); })],
       }, { programme: '${programme}', day: Temporal.PlainDate.from('2026-03-10') });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  const busy = await runCardDay(endOfDay, day('2026-03-10'));
  assert.ok(busy.kind === 'refused' && busy.reason === 'already-running');
  child.kill('SIGKILL');
  await once(child, 'exit');
  // PostgreSQL sees that the connection is gone within moments.
  for (let tries = 0; tries < 50 && log.length === 0; tries += 1) {
    await runCardDay(endOfDay, day('2026-03-10'));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(log, ['2026-03-10 second', '2026-03-10 third']);
});
