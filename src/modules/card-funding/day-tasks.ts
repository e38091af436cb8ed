// What funding does at the end of each day: files to other banks, recovery, interest, and what closings still owe.

import type { CardDay } from './debts.ts';
import { accrueInterest, postInterest, recoverDebts } from './debts.ts';
import { makeBankFile, type FileKind } from './bank-files.ts';
import { followClosings } from './closing.ts';
import type { FundingContext } from './context.ts';

type Task = { readonly name: string; run(day: CardDay, now: Temporal.Instant): Promise<unknown> };

async function makeFiles(context: FundingContext, kind: FileKind, { programme }: CardDay, now: Temporal.Instant): Promise<number> {
  let count = 0;
  // A file has room for some orders: as many files as it takes.
  while ((await context.database.transaction(async (tx) => await makeBankFile(tx, context, { kind, programme }, now))) !== undefined)
    count += 1;
  return count;
}

/**
 * In this order: interest of the day that is over is counted before anything is recovered, and what a closing pays out
 * goes with the same file. Each finds what is to do from the rows: a day that runs again does nothing twice.
 */
export function fundingDayTasks(context: FundingContext): Task[] {
  return [
    { name: 'card-interest-accrual', run: async (day) => await accrueInterest(context, day) },
    { name: 'card-interest-posting', run: async (day, now) => await postInterest(context, day, now) },
    { name: 'card-debt-recovery', run: async (day, now) => await recoverDebts(context, day, now) },
    { name: 'card-closings', run: async (day, now) => await followClosings(context, day, now) },
    { name: 'card-collection-file', run: async (day, now) => await makeFiles(context, 'collections', day, now) },
    { name: 'card-payout-file', run: async (day, now) => await makeFiles(context, 'payouts', day, now) },
  ];
}
