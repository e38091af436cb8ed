// Imports a clearing file: looked over first, then posted in batches with the position in the same transaction.

import { dayAt, endOfDay } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import { clear, type ClearingOutcome, type Presentment } from '../card-authorizations/index.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { derivedId } from '../ledger/index.ts';
import { emit } from '../webhooks/index.ts';
import type { ClearingContext } from './context.ts';
import * as store from './files-store.ts';
import { readClearingFile, type DayAfter, type FileReason } from './rules/clearing-file.ts';
import { judgeKnownFile } from './rules/known-file.ts';
import type { PresentmentRow } from './rules/presentment-row.ts';
import { reportOf, type ClearingReport } from './report.ts';
import { badLinesMax, digestOfStart, survey, type ClearingSource, type Survey } from './survey.ts';

/**
 * The reasons of FileReason; `file-id-used`: a file with this id and other content was taken before; `file-empty` and the others of
 * FileReason say why nothing of it can be read.
 */
export type ClearingRefusal = FileReason | 'file-id-used';

export type ImportOptions = {
  readonly mode: store.Mode;
  /** `client:<id>`, or 'system' for the command line. */
  readonly actor: string;
  /** Records done of those that the file has. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Asked between batches: true leaves the rest for the next import of the same file. */
  readonly isStopping?: () => boolean;
};

/** Records of one transaction. */
export const batchRows = 256;

type Numbered = { readonly line: number; readonly row: PresentmentRow };

function presentmentOf({ security }: ClearingContext, file: store.FileRow, row: PresentmentRow): Presentment {
  const { conversion, given } = row;
  const dynamicConversion =
    conversion === undefined && given === undefined
      ? undefined
      : {
          ...(conversion === undefined
            ? {}
            : {
                offeredAmount: conversion.offered.minor.toString(),
                offeredCurrency: conversion.offered.currency,
                accepted: conversion.accepted,
              }),
          ...(given === undefined ? {} : { terminalCurrency: given.currency, amountGiven: given.minor.toString() }),
        };
  return {
    id: derivedId('presentment', `${file.programme} ${row.id}`),
    kind: row.type,
    panDigest: security.numberDigest(row.cardNumber),
    amount: row.amount,
    country: row.country,
    mcc: row.mcc,
    merchantName: row.merchantName,
    occurredAt: row.transactionAt,
    final: row.part === row.parts,
    programme: file.programme,
    reference: file.id,
    ...(row.billing === undefined ? {} : { billing: row.billing }),
    ...(row.networkTraceId === undefined ? {} : { networkTraceId: row.networkTraceId }),
    ...(row.stan === undefined ? {} : { stan: row.stan }),
    ...(row.transmissionAt === undefined ? {} : { transmissionAt: row.transmissionAt }),
    ...(row.acquirer === undefined ? {} : { acquirer: row.acquirer }),
    ...(row.rrn === undefined ? {} : { rrn: row.rrn }),
    ...(row.approvalCode === undefined ? {} : { approvalCode: row.approvalCode }),
    ...(row.merchantId === undefined ? {} : { merchantId: row.merchantId }),
    ...(row.terminalId === undefined ? {} : { terminalId: row.terminalId }),
    ...(row.city === undefined ? {} : { city: row.city }),
    ...(row.entryMode === undefined ? {} : { entryMode: row.entryMode }),
    ...(row.verification === undefined ? {} : { verification: row.verification }),
    ...(row.acquirerReference === undefined ? {} : { networkReference: row.acquirerReference }),
    ...(dynamicConversion === undefined ? {} : { dynamicConversion }),
  };
}

function recordOf({ line, row }: Numbered, { amount }: Presentment, outcome: ClearingOutcome): store.PresentmentRecord {
  return {
    id: outcome.id,
    line,
    kind: row.type,
    result: outcome.result,
    matchedBy: outcome.matchedBy ?? null,
    accountId: outcome.accountId ?? null,
    authorizationId: outcome.authorizationId ?? null,
    amount: amount.minor,
    currency: amount.currency,
    settlementAmount: row.settlement?.minor ?? null,
    settlementCurrency: row.settlement?.currency ?? null,
    withinTolerance: outcome.withinTolerance,
    debt: outcome.debt.some(({ minor }) => minor !== 0n),
    merchantName: row.merchantName,
    networkReference: row.acquirerReference ?? null,
    occurredAt: row.transactionAt,
  };
}

/** Posts records; gives the lines that wait for a rate. */
async function postRows(
  tx: Session,
  ctx: ClearingContext,
  file: store.FileRow,
  rows: readonly Numbered[],
  now: Temporal.Instant,
): Promise<number[]> {
  const presentments = rows.map(({ row }) => presentmentOf(ctx, file, row));
  const outcomes = await clear(tx, ctx, presentments, now);
  const waiting: number[] = [];
  const records: store.PresentmentRecord[] = [];
  for (const [index, numbered] of rows.entries()) {
    const [outcome, presentment] = [outcomes[index], presentments[index]];
    if (outcome === undefined || presentment === undefined) throw new Error('bug: a presentment without an outcome');
    if (outcome.result === 'rate-unknown') waiting.push(numbered.line);
    // What was posted before stays with whatever brought it.
    else if (outcome.result !== 'exists') records.push(recordOf(numbered, presentment, outcome));
  }
  const { timeZone } = cardProgrammeNamed(ctx.cardProgrammes, file.programme);
  await store.insertPresentments(tx, file.id, dayAt(timeZone, now).toString(), records, now);
  return waiting;
}

async function* rowsOf(source: ClearingSource, dayAfterOf: DayAfter): AsyncGenerator<Numbered> {
  for await (const items of readClearingFile(source.open(), dayAfterOf))
    for (const item of items) if (item.kind === 'row') yield { line: item.line, row: item.row };
}

async function* batchesOf<T>(
  rows: AsyncIterable<T>,
  skip: number,
  size: number,
): AsyncGenerator<{ readonly start: number; readonly rows: T[] }> {
  let index = 0;
  let batch: T[] = [];
  for await (const row of rows) {
    if (index >= skip) batch.push(row);
    index += 1;
    if (batch.length < size) continue;
    yield { start: index - batch.length, rows: batch };
    batch = [];
  }
  if (batch.length > 0) yield { start: index - batch.length, rows: batch };
}

/** The row that the file gets, or goes on with; judged and written under one lock. */
async function begin(
  ctx: ClearingContext,
  source: ClearingSource,
  found: Survey,
  { mode, actor }: ImportOptions,
): Promise<Outcome<{ row: store.FileRow; goesOn: boolean }, 'file-id-used'>> {
  const now = ctx.clock.now();
  const { header, digest, sizeBytes } = found;
  const id = derivedId('clearing-file', `${header.programme} ${header.fileId}`);
  return await ctx.database.transaction<Outcome<{ row: store.FileRow; goesOn: boolean }, 'file-id-used'>>(async (tx) => {
    await store.lockFileName(tx, id);
    const known = await store.lockFile(tx, id);
    const start = known?.status === 'cut' && known.sizeBytes < sizeBytes ? await digestOfStart(source, known.sizeBytes) : undefined;
    const waits = known?.status === 'done' && (await store.hasBadLine(tx, id, 'rate-unknown'));
    const judged = judgeKnownFile(known, { digest, start, waits });
    if (judged === 'other-content') return refused('file-id-used');
    if (judged === 'finished' && known !== undefined) return done({ row: known, goesOn: false });
    if (judged === 'interrupted' && known !== undefined) return done({ row: known, goesOn: true });
    const isWhole = found.damage === undefined && found.badTotal === 0;
    const reason =
      found.damage === 'count-differs' || found.damage === 'sum-differs'
        ? found.damage
        : mode === 'all-or-nothing' && !isWhole
          ? (found.damage ?? 'bad-lines')
          : null;
    const row: store.FileRow = {
      id,
      ...{ programme: header.programme, fileId: header.fileId, sequence: header.sequence, format: header.format, mode, digest, sizeBytes },
      status: reason === null ? 'running' : 'refused',
      reason: reason ?? found.damage ?? null,
      rowsTotal: found.rows,
      rowsDone: judged === 'completed' ? (known?.rowsDone ?? 0) : 0,
      badTotal: found.badTotal,
      createdAt: header.createdAt,
      receivedAt: now,
      receivedBy: actor,
      finishedAt: reason === null ? null : now,
    };
    await store.forgetBadLines(tx, id);
    await store.putFile(tx, row);
    await store.insertBadLines(tx, id, found.bad);
    return done({ row, goesOn: reason === null });
  });
}

async function finish(tx: Session, ctx: ClearingContext, file: store.FileRow, actor: string, now: Temporal.Instant): Promise<void> {
  const status = file.reason === null ? 'done' : 'cut';
  if (!(await store.finishFile(tx, file.id, status, now))) return;
  const body = {
    programme: file.programme,
    fileId: file.fileId,
    sequence: file.sequence,
    digest: Buffer.from(file.digest).toString('hex'),
  };
  const results = Object.fromEntries((await store.resultsOf(tx, file.id)).map(({ result, count }) => [result, count]));
  const { holders } = cardProgrammeNamed(ctx.cardProgrammes, file.programme);
  const { id: clearingFileId, fileId, sequence, rowsTotal } = file;
  const data = { clearingFileId, cardProgramme: file.programme, fileId, sequence, status, rowsTotal, results };
  await emit(tx, { programme: holders, type: 'card-clearing.imported', object: clearingFileId, data }, now);
  await appendEvidence(tx, [{ kind: 'card-clearing-file', subject: file.id, actor, body: { ...body, status, results } }], now);
}

/** Each batch in a transaction of its own, with the position: a kill loses nothing and repeats nothing. */
async function postInBatches(
  ctx: ClearingContext,
  source: ClearingSource,
  file: store.FileRow,
  dayAfterOf: DayAfter,
  options: ImportOptions,
): Promise<void> {
  options.onProgress?.(file.rowsDone, file.rowsTotal);
  for await (const { start, rows } of batchesOf(rowsOf(source, dayAfterOf), file.rowsDone, batchRows)) {
    if (options.isStopping?.() === true) return;
    await ctx.database.transaction(async (tx) => {
      const now = ctx.clock.now();
      const row = await store.lockFile(tx, file.id);
      // Somebody else imports the same file at the same time: what is done is left out.
      const rest = rows.slice(Math.max(0, (row?.rowsDone ?? 0) - start));
      if (rest.length === 0) return;
      const waiting = await postRows(tx, ctx, file, rest, now);
      await store.insertBadLines(
        tx,
        file.id,
        waiting.map((line) => ({ line, reason: 'rate-unknown' })),
      );
      await store.moveFile(tx, file.id, start + rows.length, waiting.length);
    });
    options.onProgress?.(start + rows.length, file.rowsTotal);
  }
  await ctx.database.transaction(async (tx) => await finish(tx, ctx, file, options.actor, ctx.clock.now()));
}

/** One transaction for the whole file: a record that cannot be posted takes all the others back. */
async function postAsOne(
  ctx: ClearingContext,
  source: ClearingSource,
  file: store.FileRow,
  dayAfterOf: DayAfter,
  options: ImportOptions,
): Promise<void> {
  const waiting = await ctx.database.transaction<number[]>(async (tx) => {
    const now = ctx.clock.now();
    const row = await store.lockFile(tx, file.id);
    if (row?.status !== 'running') return [];
    for await (const { start, rows } of batchesOf(rowsOf(source, dayAfterOf), 0, batchRows)) {
      const lines = await postRows(tx, ctx, file, rows, now);
      if (lines.length > 0) throw new RolledBack(lines);
      options.onProgress?.(start + rows.length, file.rowsTotal);
    }
    await store.moveFile(tx, file.id, file.rowsTotal, 0);
    await finish(tx, ctx, file, options.actor, now);
    return [];
  });
  if (waiting.length === 0) return;
  await ctx.database.transaction(async (tx) => {
    const row = await store.lockFile(tx, file.id);
    if (row?.status !== 'running') return;
    const now = ctx.clock.now();
    await store.insertBadLines(
      tx,
      file.id,
      waiting.map((line) => ({ line, reason: 'rate-unknown' })),
    );
    await store.putFile(tx, {
      ...row,
      status: 'refused',
      reason: 'rate-unknown',
      badTotal: row.badTotal + waiting.length,
      finishedAt: now,
    });
  });
}

/**
 * Imports a clearing file (docs/clearing.md). It is read twice: once to look it over, once to post it.
 * - 'rest-goes-on': good records are posted in batches of 256, each with the file's position in its transaction; bad lines are reported.
 *   A file that ends too early is posted as far as it goes and is 'cut'; sent again whole, the rest follows.
 * - 'all-or-nothing': one bad line, or a file that is not whole, and nothing is posted: 'refused', with the lines.
 * - In both, a file whose trailer counts or sums otherwise is refused whole: nobody can say which record is lost.
 * The same file again changes nothing; one that was stopped in the middle goes on. Records are known by their id across files.
 * No card number is kept, told or logged.
 */
export async function importClearingFile(
  ctx: ClearingContext,
  source: ClearingSource,
  options: ImportOptions,
): Promise<Outcome<ClearingReport, ClearingRefusal>> {
  const now = ctx.clock.now();
  const dayAfterOf: DayAfter = (programme) => {
    const timeZone = ctx.cardProgrammes.get(programme)?.timeZone;
    return timeZone === undefined ? undefined : endOfDay(timeZone, dayAt(timeZone, now));
  };
  const found = await survey(source, dayAfterOf);
  if (found.kind === 'refused') return found;
  const begun = await begin(ctx, source, found.value, options);
  if (begun.kind === 'refused') return begun;
  const { row, goesOn } = begun.value;
  if (goesOn) await (row.mode === 'all-or-nothing' ? postAsOne : postInBatches)(ctx, source, row, dayAfterOf, options);
  const report = await reportOf(ctx.database, row.id, badLinesMax);
  if (report === undefined) throw new Error('bug: a file went away');
  return done({ ...report, existed: !goesOn && row.receivedAt !== now });
}
