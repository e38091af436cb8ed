// `ramz clearing suspense`: what waits for staff because no card could be charged or credited with it.

import { isCurrency, money, toDecimal } from '../kernel/money.ts';
import { suspenseItems, suspenseStates, type SuspenseItem } from '../modules/card-authorizations/index.ts';
import type { Arguments } from './command.ts';
import { exitCodes, type ExitCode } from './fault.ts';
import { printJson, visitCards } from './visit-cards.ts';

const pageRows = 500;

function line({ id, status, kind, amount, currency, at, reference, presentment, programme, reason, askedBy }: SuspenseItem): string {
  const sum = isCurrency(currency) ? `${toDecimal(money(currency, amount))} ${currency}` : `${amount} ${currency}`;
  const merchant = typeof presentment['merchantName'] === 'string' ? presentment['merchantName'] : '';
  const asked = reason === null ? '' : ` (${askedBy ?? ''}: ${reason})`;
  return `${id}  ${at.toString().slice(0, 19)}Z  ${status.padEnd(8)} ${kind.padEnd(8)} ${sum.padStart(16)}  ${programme ?? '-'}  ${reference}  ${merchant}${asked}`;
}

export async function clearingSuspense({ options }: Arguments): Promise<ExitCode> {
  const statuses = options['all'] === true ? suspenseStates : (['open', 'asked'] as const);
  return await visitCards(async ({ database }) => {
    let before: bigint | undefined;
    for (;;) {
      const items = await suspenseItems(database, { statuses, limit: pageRows, ...(before === undefined ? {} : { before }) });
      for (const item of items) {
        if (options['json'] === true) printJson(item);
        else process.stdout.write(`${line(item)}\n`);
      }
      before = items.at(-1)?.position;
      if (items.length < pageRows) return exitCodes.ok;
    }
  });
}
