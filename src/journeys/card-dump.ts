// What no door shows: the whole database as text, and states that other parts of the house bring about.

import { setAccountStatus } from '../modules/wallets/index.ts';
import { statement } from '../postgres/database.ts';
import type { World } from './world.ts';

/** Every row of every table as PostgreSQL writes it, one line a row, its table in front. */
export async function wholeDatabase({ deps }: World): Promise<string> {
  const { database } = deps;
  const tables = await database.query<{ name: string }>(
    statement('dump_tables', `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`),
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query<{ text: string }>(statement(`dump_${name}`, `SELECT row_to_json(t)::text AS text FROM ${name} t`));
    lines.push(...rows.map(({ text }) => `${name} ${text}`));
  }
  return lines.join('\n');
}

/** Puts an account into the state that a new application has, or that established identity leads to (PC-02). */
export async function identityOf({ deps }: World, accountId: string, status: 'pending' | 'open'): Promise<void> {
  const from = status === 'open' ? 'pending' : 'open';
  const isSet = await deps.database.transaction(
    async (tx) => await setAccountStatus(tx, accountId, [from], status, null, deps.clock.now()),
  );
  if (!isSet) throw new Error(`the account was not ${from}`);
}
