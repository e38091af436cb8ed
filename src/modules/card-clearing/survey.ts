// The first reading of a clearing file: what it is, whether it is whole, and which lines are bad. Nothing is written.

import { createHash } from 'node:crypto';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { readClearingFile, type BadLine, type ClearingHeader, type DayAfter, type FileReason } from './rules/clearing-file.ts';

/** A file that can be read more than once: it is looked over before the first record is posted. */
export type ClearingSource = { open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array> };

/**
 * What keeps a file from being whole. `trailer-missing`: it ends too early; the others say that records are lost or changed inside it,
 * so that none is trusted.
 */
export type Damage = 'trailer-missing' | 'count-differs' | 'sum-differs';

export type Survey = {
  readonly header: ClearingHeader;
  readonly digest: Uint8Array;
  readonly sizeBytes: bigint;
  readonly rows: number;
  readonly bad: readonly BadLine[];
  readonly badTotal: number;
  readonly damage: Damage | undefined;
};

/** So many bad lines are kept by number and reason; the rest is counted. */
export const badLinesMax = 10_000;

export async function survey(source: ClearingSource, dayAfterOf: DayAfter): Promise<Outcome<Survey, FileReason>> {
  const hash = createHash('sha256');
  let sizeBytes = 0n;
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.open()) {
      hash.update(chunk);
      sizeBytes += BigInt(chunk.length);
      yield chunk;
    }
  }
  let header: ClearingHeader | undefined;
  let trailer: { readonly count: number; readonly sum: bigint } | undefined;
  const bad: BadLine[] = [];
  let [rows, badTotal, badAfterTrailer, sum] = [0, 0, 0, 0n];
  for await (const items of readClearingFile(watched(), dayAfterOf))
    for (const item of items)
      switch (item.kind) {
        case 'unreadable':
          return refused(item.reason);
        case 'header':
          header = item.header;
          break;
        case 'trailer':
          trailer = item;
          break;
        case 'row':
          rows += 1;
          sum += item.row.amount.minor;
          break;
        case 'bad':
          badTotal += 1;
          if (item.reason === 'after-trailer' || item.reason === 'trailer-malformed') badAfterTrailer += 1;
          if (bad.length < badLinesMax)
            bad.push({ line: item.line, reason: item.reason, ...(item.field === undefined ? {} : { field: item.field }) });
          break;
      }
  if (header === undefined) return refused('file-empty');
  const records = rows + badTotal - badAfterTrailer;
  const damage: Damage | undefined =
    trailer === undefined
      ? 'trailer-missing'
      : trailer.count !== records
        ? 'count-differs'
        : // The amounts of lines that cannot be read are not known.
          records === rows && trailer.sum !== sum
          ? 'sum-differs'
          : undefined;
  return done({ header, digest: new Uint8Array(hash.digest()), sizeBytes, rows, bad, badTotal, damage });
}

/** The digest of the first bytes of a file; undefined where it is shorter. */
export async function digestOfStart(source: ClearingSource, sizeBytes: bigint): Promise<Uint8Array | undefined> {
  const hash = createHash('sha256');
  let left = sizeBytes;
  for await (const chunk of source.open()) {
    const part = BigInt(chunk.length) > left ? chunk.subarray(0, Number(left)) : chunk;
    hash.update(part);
    left -= BigInt(part.length);
    if (left === 0n) return new Uint8Array(hash.digest());
  }
  return undefined;
}
