// Money as integers of a currency's minor unit; mixing currencies is a bug, never a conversion.

/** One row of ISO 4217 (exponent) and of local custom (decimals shown to people). */
export type CurrencyRow = {
  readonly code: string;
  readonly numeric: string;
  /** Number of decimals that ISO 4217 gives the currency: 3 for OMR, 2 for IRR. */
  readonly exponent: number;
  /** Number of decimals that people see and enter: IRR is written without any. */
  readonly decimalsShown: number;
};

// ISO 4217:2015 table A.1, and HRK of its table A.3 (withdrawn 2023): old transactions are in it. Never from Intl, which says 0 for IRR, IQD and HUF.
const rows = [
  { code: 'AED', numeric: '784', exponent: 2, decimalsShown: 2 },
  { code: 'AUD', numeric: '036', exponent: 2, decimalsShown: 2 },
  { code: 'BGN', numeric: '975', exponent: 2, decimalsShown: 2 },
  { code: 'BHD', numeric: '048', exponent: 3, decimalsShown: 3 },
  { code: 'CAD', numeric: '124', exponent: 2, decimalsShown: 2 },
  { code: 'CHF', numeric: '756', exponent: 2, decimalsShown: 2 },
  { code: 'CNY', numeric: '156', exponent: 2, decimalsShown: 2 },
  { code: 'CZK', numeric: '203', exponent: 2, decimalsShown: 2 },
  { code: 'DKK', numeric: '208', exponent: 2, decimalsShown: 2 },
  { code: 'EGP', numeric: '818', exponent: 2, decimalsShown: 2 },
  { code: 'EUR', numeric: '978', exponent: 2, decimalsShown: 2 },
  { code: 'GBP', numeric: '826', exponent: 2, decimalsShown: 2 },
  { code: 'HKD', numeric: '344', exponent: 2, decimalsShown: 2 },
  { code: 'HRK', numeric: '191', exponent: 2, decimalsShown: 2 },
  { code: 'HUF', numeric: '348', exponent: 2, decimalsShown: 2 },
  { code: 'IDR', numeric: '360', exponent: 2, decimalsShown: 0 },
  { code: 'INR', numeric: '356', exponent: 2, decimalsShown: 2 },
  { code: 'IQD', numeric: '368', exponent: 3, decimalsShown: 0 },
  { code: 'IRR', numeric: '364', exponent: 2, decimalsShown: 0 },
  { code: 'ISK', numeric: '352', exponent: 0, decimalsShown: 0 },
  { code: 'JOD', numeric: '400', exponent: 3, decimalsShown: 3 },
  { code: 'JPY', numeric: '392', exponent: 0, decimalsShown: 0 },
  { code: 'KRW', numeric: '410', exponent: 0, decimalsShown: 0 },
  { code: 'KWD', numeric: '414', exponent: 3, decimalsShown: 3 },
  { code: 'KZT', numeric: '398', exponent: 2, decimalsShown: 2 },
  { code: 'LKR', numeric: '144', exponent: 2, decimalsShown: 2 },
  { code: 'MYR', numeric: '458', exponent: 2, decimalsShown: 2 },
  { code: 'NOK', numeric: '578', exponent: 2, decimalsShown: 2 },
  { code: 'NZD', numeric: '554', exponent: 2, decimalsShown: 2 },
  { code: 'OMR', numeric: '512', exponent: 3, decimalsShown: 3 },
  { code: 'PHP', numeric: '608', exponent: 2, decimalsShown: 2 },
  { code: 'PKR', numeric: '586', exponent: 2, decimalsShown: 2 },
  { code: 'PLN', numeric: '985', exponent: 2, decimalsShown: 2 },
  { code: 'QAR', numeric: '634', exponent: 2, decimalsShown: 2 },
  { code: 'RON', numeric: '946', exponent: 2, decimalsShown: 2 },
  { code: 'RUB', numeric: '643', exponent: 2, decimalsShown: 2 },
  { code: 'SAR', numeric: '682', exponent: 2, decimalsShown: 2 },
  { code: 'SEK', numeric: '752', exponent: 2, decimalsShown: 2 },
  { code: 'SGD', numeric: '702', exponent: 2, decimalsShown: 2 },
  { code: 'THB', numeric: '764', exponent: 2, decimalsShown: 2 },
  { code: 'TRY', numeric: '949', exponent: 2, decimalsShown: 2 },
  { code: 'USD', numeric: '840', exponent: 2, decimalsShown: 2 },
  { code: 'ZAR', numeric: '710', exponent: 2, decimalsShown: 2 },
] as const satisfies readonly CurrencyRow[];

export type Currency = (typeof rows)[number]['code'];

const byNumeric = new Map<string, Currency>(rows.map((row) => [row.numeric, row.code]));
const byCode = new Map<string, CurrencyRow>(rows.map((row) => [row.code, row]));

/** The codes that the table knows, in alphabetical order. */
export const currencies: readonly Currency[] = rows.map((row) => row.code);

export function isCurrency(code: string): code is Currency {
  return byCode.has(code);
}

/** The currency of a three-digit numeric code, as networks write it (ISO 8583 DE 49 to 51). */
export function currencyOfNumeric(numeric: string): Currency | undefined {
  return byNumeric.get(numeric);
}

/** The table row of a currency. */
export function currencyRow(currency: Currency): CurrencyRow {
  const row = byCode.get(currency);
  if (row === undefined) throw new Error(`unknown currency ${currency}`);
  return row;
}

/** An amount in minor units: 12.500 OMR is `{ currency: 'OMR', minor: 12500n }`. */
export type Money = { readonly currency: Currency; readonly minor: bigint };

/** Money as JSON carries it: minor units as a decimal string, the currency beside it. */
export type MoneyJson = { readonly currency: string; readonly minor: string };

export function money(currency: Currency, minor: bigint): Money {
  return { currency, minor };
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new Error(`bug: ${a.currency} met ${b.currency}`);
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { currency: a.currency, minor: a.minor + b.minor };
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { currency: a.currency, minor: a.minor - b.minor };
}

/** Negative, zero or positive as a is less than, equal to or more than b. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

export function toJson(amount: Money): MoneyJson {
  return { currency: amount.currency, minor: amount.minor.toString() };
}

/** Reads what toJson wrote; undefined where the currency or the integer is not valid. */
export function fromJson(json: MoneyJson): Money | undefined {
  if (!isCurrency(json.currency) || !/^-?\d{1,18}$/.test(json.minor)) return undefined;
  return { currency: json.currency, minor: BigInt(json.minor) };
}

/** The amount in major units with the exponent's decimals, Latin digits, no grouping: '12.500'. */
export function toDecimal(amount: Money): string {
  const { exponent } = currencyRow(amount.currency);
  const negative = amount.minor < 0n;
  const digits = (negative ? -amount.minor : amount.minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? '' : `.${digits.slice(digits.length - exponent)}`;
  return `${negative ? '-' : ''}${whole}${fraction}`;
}

/**
 * Reads '12.5' or '12.500' as a person types it (Latin digits, '.' as the mark; convert locale digits first).
 * Undefined where it is no number, or has more decimals than the currency.
 */
export function fromDecimal(currency: Currency, text: string): Money | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(text.trim());
  if (match === null) return undefined;
  const { exponent } = currencyRow(currency);
  const fraction = match[3] ?? '';
  if (fraction.length > exponent) return undefined;
  const minor = BigInt(`${match[2] ?? '0'}${fraction.padEnd(exponent, '0')}`);
  return { currency, minor: match[1] === '-' ? -minor : minor };
}
