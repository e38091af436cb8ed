// `ramz settlement import FILE` and `ramz reconcile`: the scheme's totals, and why the books of a day differ.

import { toDecimal, isCurrency, money } from '../kernel/money.ts';
import { dayAt } from '../kernel/calendar.ts';
import { importTotals, readTotals, reconcileDay, type Reconciliation, type TotalsRefusal } from '../modules/card-clearing/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { readText } from './rates.ts';
import { dayOption, printJson, programmeOption, visitCards } from './visit-cards.ts';

const texts = {
  'programme-unknown': 'its programme is not served here',
  'day-malformed': 'day is needed: 2026-03-01',
  'day-in-future': 'its day has not come yet',
  'totals-missing': 'it has no totals',
  'currency-unknown': 'a currency is not known',
  'direction-unknown': 'a direction is neither debit nor credit',
  'total-twice': 'a currency and direction comes twice',
  'amount-malformed': 'an amount or a count is not right',
} as const satisfies Record<TotalsRefusal, string>;

const shown = (currency: string, minor: bigint): string => (isCurrency(currency) ? `${toDecimal(money(currency, minor))} ${currency}` : '');

export async function settlementImport({ rest }: Arguments): Promise<ExitCode> {
  const [path = ''] = rest;
  const read = readTotals(readText(path));
  if (read.kind === 'refused')
    throw new CommandFault('data', `${path}, line ${read.figures?.['line']}: the totals cannot be read (docs/clearing.md).`);
  return await visitCards(async (cards) => {
    const outcome = await importTotals(cards, read.value, 'system');
    if (outcome.kind === 'refused') throw new CommandFault('data', `${path} was not taken: ${texts[outcome.reason]}. Nothing was posted.`);
    const { day, version, created, payments } = outcome.value;
    process.stdout.write(created ? `totals of ${day}, version ${version}\n` : `totals of ${day}: known before, nothing was changed\n`);
    for (const { currency, amount } of payments)
      process.stdout.write(
        `  ${amount > 0n ? 'paid to' : 'received from'} the scheme ${shown(currency, amount > 0n ? amount : -amount)}\n`,
      );
    return exitCodes.ok;
  });
}

function* lines(made: Reconciliation): Generator<string> {
  yield `${made.programme}, ${made.day}: ${made.balanced ? 'the books balance' : 'THE BOOKS DO NOT BALANCE'}${made.settled ? ', nothing is open' : ''}`;
  for (const sheet of made.currencies) {
    const row = (name: string, minor: bigint, count?: number): string =>
      `  ${name.padEnd(28)} ${shown(sheet.currency, minor).padStart(22)}${count === undefined ? '' : `  ${count}`}`;
    yield row('owed to the scheme before', sheet.opening);
    yield row('+ wallets', sheet.wallets);
    yield row('+ exchanged', sheet.exchanges);
    yield row('+ suspense', sheet.suspense);
    yield row('+ disputes', sheet.disputes);
    yield row('- paid', sheet.paid);
    yield row('= owed after', sheet.closing);
    yield row('transactions', sheet.transactions.amount, sheet.transactions.count);
    yield row('records of files', sheet.presentments.amount, sheet.presentments.count);
    if (sheet.totals !== undefined) yield row("the scheme's totals", sheet.totals.amount, sheet.totals.count);
  }
  for (const { kind, state, currency, amount, count, items } of made.differences) {
    yield `${state === 'wrong' ? 'WRONG    ' : state.padEnd(9)} ${kind}  ${shown(currency, amount)}  ${count}`;
    for (const item of items.slice(0, 20)) yield `            ${item.id}  ${item.about}  ${shown(currency, item.amount)}`;
  }
  for (const { finding, subject } of made.ledger) yield `WRONG     ledger: ${finding} ${subject}`;
}

export async function reconcileCommand({ options }: Arguments): Promise<ExitCode> {
  return await visitCards(async (cards) => {
    const programme = programmeOption(cards, options['programme']);
    const timeZone = cards.cardProgrammes.get(programme)?.timeZone ?? 'UTC';
    const { day: given } = options;
    const day = typeof given === 'string' ? dayOption(given) : dayAt(timeZone, cards.clock.now());
    const outcome = await reconcileDay(cards, { programme, day });
    if (outcome.kind === 'refused') throw new CommandFault('usage', `${day.toString()} has not come yet.`);
    if (options['json'] === true) printJson(outcome.value);
    else for (const line of lines(outcome.value)) process.stdout.write(`${line}\n`);
    return outcome.value.balanced ? exitCodes.ok : exitCodes.foundWrong;
  });
}
