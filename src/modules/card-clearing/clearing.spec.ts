// Clearing files against a real database: stopped and gone on with, two importers at once, all or nothing, and a recount of it all.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';

import { money } from '../../kernel/money.ts';
import { statement } from '../../postgres/database.ts';
import { cardWorld, purchase, type CardWorld, type TestCard } from '../../testing/card-world.ts';
import { range } from '../../testing/race.ts';
import { checkLedger } from '../ledger/index.ts';
import { badLinesMax } from './survey.ts';
import {
  checkCards,
  clearingReport,
  importClearingFile,
  reconcileDay,
  writeClearingFile,
  type ClearingReport,
  type ImportOptions,
} from './index.ts';

const options: ImportOptions = { mode: 'rest-goes-on', actor: 'system' };

function fileOf(world: CardWorld, cards: readonly TestCard[], rows: number, fileId = 'F-1', sequence = 1): string {
  const createdAt = world.ctx.clock.now();
  const records = range(rows).map((index) => ({
    id: `${fileId}-${index}`,
    type: 'purchase',
    card_number: cards[index % cards.length]?.pan ?? '',
    transaction_at: createdAt.toString(),
    amount: '0.100',
    currency: 'OMR',
    country: 'OM',
    mcc: '5411',
  }));
  return writeClearingFile({ format: 'csv', programme: 'oman-prepaid', fileId, sequence, createdAt }, records, {
    count: rows,
    sum: BigInt(rows) * 100n,
  });
}

const sourceOf = (text: string) => ({ open: () => [Buffer.from(text)] });

async function taken(world: CardWorld, text: string, change: Partial<ImportOptions> = {}): Promise<ClearingReport> {
  const outcome = await importClearingFile(world.ctx, sourceOf(text), { ...options, ...change });
  assert.ok(outcome.kind === 'done', outcome.kind === 'refused' ? outcome.reason : '');
  return outcome.value;
}

async function posted(world: CardWorld, cards: readonly TestCard[]): Promise<bigint> {
  let sum = 0n;
  for (const { accountId } of cards) {
    const [balance = 0n, , , debt = 0n] = await world.funds(accountId);
    sum += 1_000_000n - balance + debt;
  }
  return sum;
}

async function well(world: CardWorld): Promise<void> {
  assert.deepEqual(await checkLedger(world.db, world.ctx.clock.now()), []);
  assert.deepEqual(await checkCards(world.db), []);
  const day = Temporal.PlainDate.from('2026-03-01');
  const outcome = await reconcileDay(world.ctx, { programme: 'oman-prepaid', day });
  assert.ok(outcome.kind === 'done' && outcome.value.balanced);
}

test('a file that was stopped goes on where it stopped, and posts each record once', async (t) => {
  const world = await cardWorld(t);
  const cards = [await world.card(1_000_000n), await world.card(1_000_000n), await world.card(1_000_000n)];
  const text = fileOf(world, cards, 1000);
  let batches = 0;
  const stopped = await taken(world, text, { isStopping: () => (batches += 1) > 2 });
  assert.deepEqual([stopped.status, stopped.rowsDone], ['running', 512]);
  assert.equal(await posted(world, cards), 51_200n);
  const progress: number[] = [];
  const done = await taken(world, text, { onProgress: (count) => progress.push(count) });
  assert.deepEqual([done.status, done.rowsDone, done.results], ['done', 1000, { forced: 1000 }]);
  assert.deepEqual(progress, [512, 768, 1000]);
  assert.equal(await posted(world, cards), 100_000n);
  assert.equal((await taken(world, text)).existed, true);
  await well(world);
});

test('four importers of one file at once, and of its records under another name, post each record once', async (t) => {
  const world = await cardWorld(t);
  const cards = [await world.card(1_000_000n), await world.card(1_000_000n)];
  const text = fileOf(world, cards, 700);
  const reports = await Promise.all(range(4).map(async () => await taken(world, text)));
  assert.ok(reports.every(({ rowsTotal }) => rowsTotal === 700));
  const [id = ''] = reports.map((report) => report.id);
  assert.deepEqual((await clearingReport(world.db, id, badLinesMax))?.results, { forced: 700 });
  assert.equal(await posted(world, cards), 70_000n);
  const renamed = text.replace(',F-1,1,', ',F-3,3,');
  const again = await taken(world, renamed);
  assert.deepEqual([again.results, again.gapBefore], [{ exists: 700 }, true]);
  assert.equal(await posted(world, cards), 70_000n);
  await well(world);
});

test('all or nothing is one transaction: a record that waits for its rate takes every other back', async (t) => {
  const world = await cardWorld(t);
  const cards = [await world.card(1_000_000n)];
  const foreign = fileOf(world, cards, 600).replace(/(F-1-599,.*),0\.100,OMR/, '$1,1.00,USD');
  const refused = await taken(world, foreign, { mode: 'all-or-nothing' });
  assert.deepEqual(
    [refused.status, refused.reason, refused.badLines.at(-1)],
    ['refused', 'rate-unknown', { line: 602, reason: 'rate-unknown', field: null }],
  );
  assert.equal(await posted(world, cards), 0n);
  await well(world);
});

test('a file settles what was authorised, and a recount finds nothing; a change past the modules is found', async (t) => {
  const world = await cardWorld(t);
  const card = await world.card(1_000_000n);
  const request = { ...purchase(card, 150), networkTraceId: 'TRACE1' };
  assert.equal((await world.authorizer.submit(request)).outcome, 'approved');
  assert.deepEqual(await world.funds(card.accountId), [1_000_000n, 150n, 999_850n, 0n]);
  const createdAt = world.ctx.clock.now();
  const record = {
    ...{ id: 'a', type: 'purchase', card_number: card.pan, transaction_at: createdAt.toString(), amount: '0.150', currency: 'OMR' },
    ...{ country: 'OM', mcc: '5411', network_trace_id: 'TRACE1' },
  };
  const header = { format: 'jsonl', programme: 'oman-prepaid', fileId: 'M', sequence: 1, createdAt } as const;
  const report = await taken(world, writeClearingFile(header, [record], { count: 1, sum: money('OMR', 150n).minor }));
  assert.deepEqual(report.results, { matched: 1 });
  assert.deepEqual(await world.funds(card.accountId), [999_850n, 0n, 999_850n, 0n]);
  await well(world);
  await world.db.query(statement('test_usage', `UPDATE card_usage SET purchase_day_sum = purchase_day_sum + 1`));
  assert.deepEqual(
    (await checkCards(world.db)).map(({ finding }) => finding),
    ['usage-differs'],
  );
  await world.db.query(
    statement('test_wallet', `UPDATE ledger_accounts SET credits_posted = credits_posted + 1 WHERE chart = 'card-wallet'`),
  );
  assert.deepEqual((await checkCards(world.db)).map(({ finding }) => finding).sort(), ['usage-differs', 'wallet-differs']);
});

test('some thousand records a second', async (t) => {
  const world = await cardWorld(t);
  const cards: TestCard[] = [];
  for (const _ of range(50)) cards.push(await world.card(1_000_000n));
  const text = fileOf(world, cards, 5000);
  const started = performance.now();
  await taken(world, text);
  const perSecond = Math.round(5_000_000 / (performance.now() - started));
  t.diagnostic(`${perSecond} records a second`);
  assert.ok(perSecond > 300, `${perSecond}`);
});
