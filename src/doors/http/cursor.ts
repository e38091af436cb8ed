// Cursors of pages: opaque to clients, and nothing but a place in an order to us.

import { isUuid } from '../../kernel/ids.ts';

/** Writes the last row's place as a cursor. */
export function toCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor with that many parts; undefined where it is none of ours. */
export function fromCursor(cursor: string, parts: number): string[] | undefined {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(place) && place.length === parts && place.every((part) => typeof part === 'string' && part.length <= 200))
      return place as string[];
  } catch {
    // Falls through: a cursor that cannot be read is one that we never gave.
  }
  return undefined;
}

/** The id after which a page goes on: null on the first page, undefined where the cursor is none of ours. */
export function idInCursor(cursor: string | undefined): string | null | undefined {
  if (cursor === undefined) return null;
  const [id] = fromCursor(cursor, 1) ?? [];
  return id !== undefined && isUuid(id) ? id : undefined;
}

/** Cuts a list that was read with one row more than asked for, and says where the next page starts. */
export function toPage<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => readonly string[]): { rows: Row[]; next?: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return rows.length > limit && last !== undefined ? { rows: page, next: toCursor(placeOf(last)) } : { rows: page };
}
