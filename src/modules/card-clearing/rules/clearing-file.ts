// Reads a clearing file, CSV or JSON Lines: header, presentments, trailer, and what is wrong with each line.

import { isCardNumber } from '../../../kernel/card-number.ts';
import { csvFields } from './csv.ts';
import { linesOf, type Line } from './lines.ts';
import { columns, columnsNeeded, readPresentment, type Column, type PresentmentRow, type RowReason } from './presentment-row.ts';

export type ClearingHeader = {
  readonly format: 'csv' | 'jsonl';
  readonly programme: string;
  readonly fileId: string;
  /** Counts the files of a programme; a gap is told of. */
  readonly sequence: number;
  readonly createdAt: Temporal.Instant;
};

/** Why nothing of a file can be read. */
export type FileReason =
  | 'file-empty'
  | 'header-malformed'
  | 'format-unknown'
  | 'version-unknown'
  | 'programme-foreign'
  | 'columns-malformed'
  | 'file-in-future';

export type LineReason =
  | RowReason
  | 'line-too-long'
  | 'not-utf8'
  | 'quotes-malformed'
  | 'fields-not-of-header'
  | 'json-malformed'
  | 'record-unknown'
  | 'line-cut'
  | 'after-trailer'
  | 'trailer-malformed';

export type BadLine = { readonly line: number; readonly reason: LineReason; readonly field?: Column };

export type Item =
  | { readonly kind: 'header'; readonly header: ClearingHeader }
  | { readonly kind: 'row'; readonly line: number; readonly row: PresentmentRow }
  | ({ readonly kind: 'bad' } & BadLine)
  | { readonly kind: 'trailer'; readonly count: number; readonly sum: bigint }
  | { readonly kind: 'unreadable'; readonly reason: FileReason };

export const formatName = 'ramz-clearing';
export const formatVersion = 1;

/** First instant of tomorrow in the time zone of a programme; undefined for one that is not served here. */
export type DayAfter = (programme: string) => Temporal.Instant | undefined;

const idShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

function headerOf(format: 'csv' | 'jsonl', parts: readonly unknown[], dayAfterOf: DayAfter): ClearingHeader | FileReason {
  const [name, version, programme, fileId, sequence, createdAt] = parts;
  if (name !== formatName) return 'format-unknown';
  if (String(version) !== String(formatVersion)) return 'version-unknown';
  if (typeof programme !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(programme)) return 'header-malformed';
  const dayAfter = dayAfterOf(programme);
  if (dayAfter === undefined) return 'programme-foreign';
  // An id is shown and kept: a card number is none.
  if (typeof fileId !== 'string' || !idShape.test(fileId) || isCardNumber(fileId)) return 'header-malformed';
  if (!/^\d{1,9}$/.test(String(sequence)) || typeof createdAt !== 'string') return 'header-malformed';
  let at: Temporal.Instant;
  try {
    at = Temporal.Instant.from(createdAt);
  } catch {
    return 'header-malformed';
  }
  if (Temporal.Instant.compare(at, dayAfter) >= 0) return 'file-in-future';
  return { format, programme, fileId, sequence: Number(sequence), createdAt: at };
}

function trailerOf(line: number, count: unknown, sum: unknown): Item {
  if (!/^\d{1,9}$/.test(String(count)) || !/^\d{1,18}$/.test(String(sum))) return { kind: 'bad', line, reason: 'trailer-malformed' };
  return { kind: 'trailer', count: Number(count), sum: BigInt(String(sum)) };
}

/** What knows one of the two formats: gives nothing for a line that only says which columns there are. */
type Reader = (line: number, text: string) => Item | undefined;

const rowItem = (line: number, row: ReturnType<typeof readPresentment>): Item =>
  'wrong' in row
    ? { kind: 'bad', line, reason: row.wrong, ...(row.field === undefined ? {} : { field: row.field }) }
    : { kind: 'row', line, row };

function after(dayAfter: Temporal.Instant | undefined): Temporal.Instant {
  if (dayAfter === undefined) throw new Error('bug: a record was read before its header');
  return dayAfter;
}

function csvReader(dayAfterOf: DayAfter): Reader {
  let names: Column[] | undefined;
  let dayAfter: Temporal.Instant | undefined;
  return (line, text) => {
    const fields = csvFields(text);
    if (line === 1) {
      const header = fields?.[0] === 'H' ? headerOf('csv', fields.slice(1), dayAfterOf) : 'header-malformed';
      if (typeof header === 'string') return { kind: 'unreadable', reason: header };
      dayAfter = dayAfterOf(header.programme);
      return { kind: 'header', header };
    }
    if (names === undefined) {
      const isKnown = (name: string): name is Column => (columns as readonly string[]).includes(name);
      const known = fields?.filter(isKnown) ?? [];
      const fits = fields?.every(isKnown) === true && new Set(known).size === known.length;
      if (!fits || columnsNeeded.some((name) => !known.includes(name))) return { kind: 'unreadable', reason: 'columns-malformed' };
      names = known;
      return undefined;
    }
    if (fields === undefined) return { kind: 'bad', line, reason: 'quotes-malformed' };
    if (fields[0] === 'T' && fields.length === 3) return trailerOf(line, fields[1], fields[2]);
    if (fields.length !== names.length) return { kind: 'bad', line, reason: 'fields-not-of-header' };
    const record: Record<string, string> = {};
    for (const [index, name] of names.entries()) record[name] = fields[index] ?? '';
    return rowItem(line, readPresentment(record, after(dayAfter)));
  };
}

function jsonReader(dayAfterOf: DayAfter): Reader {
  let dayAfter: Temporal.Instant | undefined;
  return (line, text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return line === 1 ? { kind: 'unreadable', reason: 'header-malformed' } : { kind: 'bad', line, reason: 'json-malformed' };
    }
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    const { record, ...fields } = (isRecord ? value : {}) as Record<string, unknown>;
    if (line === 1) {
      const { format, version, programme, file_id: fileId, sequence, created_at: createdAt } = fields;
      const header =
        record === 'header' ? headerOf('jsonl', [format, version, programme, fileId, sequence, createdAt], dayAfterOf) : 'header-malformed';
      if (typeof header === 'string') return { kind: 'unreadable', reason: header };
      dayAfter = dayAfterOf(header.programme);
      return { kind: 'header', header };
    }
    if (record === 'trailer') return trailerOf(line, fields['count'], fields['sum']);
    if (record !== 'presentment') return { kind: 'bad', line, reason: isRecord ? 'record-unknown' : 'json-malformed' };
    const texts: Record<string, string> = {};
    for (const [name, field] of Object.entries(fields)) {
      if (!(columns as readonly string[]).includes(name)) return { kind: 'bad', line, reason: 'fields-not-of-header' };
      if (field === null) continue;
      if (typeof field !== 'string' && typeof field !== 'number')
        return { kind: 'bad', line, reason: 'field-malformed', field: name as Column };
      // Amounts are text: a number of JSON has no exact decimals.
      texts[name] = typeof field === 'string' ? field : String(field);
    }
    return rowItem(line, readPresentment(texts, after(dayAfter)));
  };
}

/**
 * Items of a file in its order, in pieces. After `unreadable` nothing comes. Lines after the trailer are bad.
 * Ids that come twice in one file are bad from the second time on.
 */
export async function* readClearingFile(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  dayAfterOf: DayAfter,
): AsyncGenerator<Item[]> {
  let reader: Reader | undefined;
  let ended = false;
  const ids = new Set<string>();
  const read = (given: Line): Item | undefined => {
    const { line } = given;
    if ('wrong' in given)
      return line === 1 ? { kind: 'unreadable', reason: 'header-malformed' } : { kind: 'bad', line, reason: given.wrong };
    const text = line === 1 ? given.text.replace(/^\uFEFF/, '') : given.text;
    if (text.trim() === '') return line === 1 ? { kind: 'unreadable', reason: 'header-malformed' } : undefined;
    if (ended) return { kind: 'bad', line, reason: 'after-trailer' };
    reader ??= text.startsWith('{') ? jsonReader(dayAfterOf) : csvReader(dayAfterOf);
    const item = reader(line, text);
    // Where the bytes end inside a line nobody knows what is missing of it.
    if (given.open === true && (item?.kind === 'row' || item?.kind === 'bad')) return { kind: 'bad', line, reason: 'line-cut' };
    if (item?.kind === 'trailer') ended = true;
    if (item?.kind === 'row') {
      if (ids.has(item.row.id)) return { kind: 'bad', line, reason: 'id-twice', field: 'id' };
      ids.add(item.row.id);
    }
    return item;
  };
  for await (const lines of linesOf(chunks)) {
    const items: Item[] = [];
    for (const line of lines) {
      const item = read(line);
      if (item === undefined) continue;
      items.push(item);
      if (item.kind === 'unreadable') {
        yield items;
        return;
      }
    }
    if (items.length > 0) yield items;
  }
  if (reader === undefined) yield [{ kind: 'unreadable', reason: 'file-empty' }];
}
