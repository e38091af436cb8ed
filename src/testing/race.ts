// What a race needs: many at once, over connections that are open before it begins.

import { statement, type Database } from '../postgres/database.ts';

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const pause = statement('test_pause', `SELECT pg_sleep(0.1)`);

/** Opens all connections of a pool (of at most 32): else the one that is open wins a race before the others have begun. */
export async function connectAll(db: Database): Promise<void> {
  await Promise.all(range(32).map(() => db.query(pause)));
}
