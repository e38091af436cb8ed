// `ramz rates import FILE`: rates of exchange of a day.

import { readFileSync } from 'node:fs';

import { takeRates } from '../modules/card-clearing/index.ts';
import { readRatesCsv, type RatesRefusal } from '../modules/exchange/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { visitCards } from './visit-cards.ts';

const texts = {
  'source-malformed': 'source is needed: small Latin letters, digits, hyphens',
  'day-malformed': 'day is needed: 2026-03-01',
  'day-in-future': 'its day has not come yet',
  'base-unknown': 'base is needed: a currency code',
  'rates-missing': 'it has no rates',
  'currency-unknown': 'a currency is not known',
  'currency-is-base': 'a rate of the base to itself',
  'currency-twice': 'a currency comes twice',
  'rate-malformed': 'a rate is no positive decimal of at most 12 places',
  'rate-change-absurd': 'a rate changed more than is likely; look at it, and use --confirmed if it is right',
} as const satisfies Record<RatesRefusal, string>;

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFault('noInput', `${path} cannot be read.`, { cause: error });
  }
}

export async function ratesImport({ options, rest }: Arguments): Promise<ExitCode> {
  const [path = ''] = rest;
  const given = (name: string): object => (typeof options[name] === 'string' ? { [name]: options[name] } : {});
  const read = readRatesCsv(readText(path), { ...given('source'), ...given('day'), ...given('base') });
  if (read.kind === 'refused')
    throw new CommandFault('data', `${path}, line ${read.figures?.['line']}: 'currency,rate' and one currency a line are needed.`);
  return await visitCards(async (cards) => {
    const timeZone = [...cards.cardProgrammes.values()][0]?.timeZone ?? 'UTC';
    const published = { ...read.value, timeZone, confirmed: options['confirmed'] === true };
    const outcome = await cards.database.transaction(async (tx) => await takeRates(tx, cards, published, cards.clock.now()));
    if (outcome.kind === 'refused') {
      const which = outcome.figures?.['currency'] ?? outcome.figures?.['currencies'];
      throw new CommandFault('data', `${path} was not taken: ${texts[outcome.reason]}${which === undefined ? '' : ` (${which})`}.`);
    }
    const { version, created } = outcome.value;
    const what = `${read.value.rates.length} rates of ${read.value.source} for ${read.value.day}, base ${read.value.base}`;
    process.stdout.write(created ? `${what}: version ${version}\n` : `${what}: known before, nothing was changed\n`);
    return exitCodes.ok;
  });
}
