// Rates of exchange for a demonstration, from programmes/rates: plausible, published by nobody.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { importRates, readRatesCsv } from '../modules/exchange/index.ts';
import type { Database } from '../postgres/database.ts';

/** Takes every *.csv of the folder that is not known yet and whose day has come; @returns how many were new. */
export async function seedRates(database: Database, folder: string, now: Temporal.Instant): Promise<number> {
  let count = 0;
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .sort()) {
    const read = readRatesCsv(readFileSync(join(folder, name), 'utf8'));
    if (read.kind === 'refused') throw new Error(`the demo's rates in ${name} cannot be read: line ${read.figures?.['line']}`);
    const taken = await database.transaction(async (tx) => await importRates(tx, read.value, now));
    if (taken.kind === 'refused' && taken.reason !== 'day-in-future')
      throw new Error(`the demo's rates in ${name} are refused: ${taken.reason}`);
    if (taken.kind === 'done' && taken.value.created) count += 1;
  }
  return count;
}
