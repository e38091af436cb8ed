// What a row asks before it settles, and the names of everything that a replay makes: pure, so that a second run makes the same.

import { hasLuhnCheckDigit } from '../kernel/digits.ts';
import { money, type Currency, type Money } from '../kernel/money.ts';
import { convert, divide, rateFromDecimal, type Rate } from '../kernel/rate.ts';
import { fieldsOf, type Row } from './rows.ts';

export type Category = { readonly mcc: string; readonly entry: 'chip' | 'online' | 'mail' };

export type ReplayData = { readonly categories: ReadonlyMap<string, Category>; readonly rates: ReadonlyMap<Currency, Rate> };

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));

/** `category,mcc,entry`; the row '*' stands for all others. Throws where a line is malformed: the file is the bank's own. */
export function readCategories(text: string): ReadonlyMap<string, Category> {
  const [, ...lines] = linesOf(text);
  const found = new Map<string, Category>();
  for (const line of lines) {
    const [category = '', mcc = '', entry = ''] = fieldsOf(line) ?? [];
    if (!/^\d{4}$/.test(mcc) || (entry !== 'chip' && entry !== 'online' && entry !== 'mail'))
      throw new Error(`categories: '${line}' is malformed`);
    found.set(category, { mcc, entry });
  }
  if (!found.has('*')) throw new Error("categories: there is no row '*' for all others");
  return found;
}

/** `currency,pounds`: what one unit costs in the currency of the accounts. */
export function readReplayRates(text: string, to: Currency): ReadonlyMap<Currency, Rate> {
  const [, ...lines] = linesOf(text);
  return new Map(
    lines.map((line) => {
      const [code = '', decimal = ''] = line.split(',');
      const rate = rateFromDecimal(code as Currency, to, decimal);
      if (rate === undefined) throw new Error(`rates: '${line}' is malformed`);
      return [code as Currency, rate];
    }),
  );
}

export function categoryOf({ categories }: ReplayData, { category }: Row): Category {
  const found = categories.get(category) ?? categories.get('*');
  if (found === undefined) throw new Error("bug: there is no row '*'");
  return found;
}

export type AskKind = 'as-settled' | 'less' | 'more' | 'before-tip' | 'foreign';

/** What the authorisation asks: DE 4, and DE 6 where the network converts. */
export type Ask = { readonly kind: AskKind; readonly amount: Money; readonly billing: Money | undefined };

const atLeastOne = (minor: bigint): bigint => (minor > 0n ? minor : 1n);

/**
 * Of a purchase. The first that fits: foreign rows ask the original amount; hospitality asks what it was before a tip of 10 %; rows whose
 * number divides by 50 ask 5 % less than settles; by 70, 10 % more. Rounded half to even.
 */
export function askOf(data: ReplayData, { number, category, original, billed }: Row): Ask {
  const { currency } = billed;
  const ask = (kind: AskKind, minor: bigint): Ask => ({ kind, amount: money(currency, atLeastOne(minor)), billing: undefined });
  if (original.currency !== currency) {
    const rate = data.rates.get(original.currency);
    const billing = rate === undefined ? billed : convert(original, rate);
    return { kind: 'foreign', amount: original, billing: money(currency, atLeastOne(billing.minor)) };
  }
  if (category === 'Hospitality') return ask('before-tip', divide(billed.minor * 10n, 11n, 'half-even'));
  if (number % 50 === 0) return ask('less', divide(billed.minor * 95n, 100n, 'half-even'));
  if (number % 70 === 0) return ask('more', divide(billed.minor * 110n, 100n, 'half-even'));
  return ask('as-settled', billed.minor);
}

/** What a card needs so that nothing is declined: the larger of asked and settled of each purchase, up to the next hundred. */
export function loadOf(data: ReplayData, rows: readonly Row[]): bigint {
  let needed = 0n;
  for (const row of rows) {
    if (row.billed.minor < 0n) continue;
    const { amount, billing } = askOf(data, row);
    const asked = (billing ?? amount).minor;
    needed += asked > row.billed.minor ? asked : row.billed.minor;
  }
  return divide(needed + 1n, 10_000n, 'up') * 10_000n;
}

/** How many numbers of the range end in the same four digits. */
export const numbersMax = 1000;

/** The `turn`th number of 16 digits with this prefix and these last four digits; the four between make the check digit come out. */
export function cardNumberOf(prefix: string, lastFour: string, seed: number, turn: number): string {
  const free = 16 - prefix.length - 4;
  const size = 10 ** (free - 1);
  const front = String((seed + turn) % size).padStart(free - 1, '0');
  for (let digit = 0; digit < 10; digit += 1) {
    const number = `${prefix}${front}${digit}${lastFour}`;
    if (hasLuhnCheckDigit(number)) return number;
  }
  throw new Error('bug: one of ten digits makes the check digit come out');
}

/** What names a row on the network: the same in each run of the same file. `digest` is the file's, hexadecimal. */
export function networkNames(
  digest: string,
  { number, date }: Row,
): {
  readonly stan: string;
  readonly transmittedAt: string;
  readonly acquirer: string;
  readonly trace: string;
  readonly rrn: string;
} {
  // From 08:00:00 on, a second apart, so that a day's rows keep their order.
  const second = 28_800 + (number % 43_200);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(second / 3600))}${two(Math.floor(second / 60) % 60)}${two(second % 60)}`;
  return {
    stan: String(number % 1_000_000).padStart(6, '0'),
    transmittedAt: `${date.slice(5, 7)}${date.slice(8, 10)}${time}`,
    acquirer: `9${String(Number.parseInt(digest.slice(0, 8), 16)).padStart(10, '0')}`,
    trace: `${digest.slice(0, 8).toUpperCase()}${String(number).padStart(7, '0')}`,
    rrn: String(number).padStart(12, '0'),
  };
}
