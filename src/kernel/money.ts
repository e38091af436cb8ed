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

// ISO 4217:2015 table A.1. Never from Intl, which says 0 for IRR, IQD and HUF.
const rows = [
  { code: 'AED', numeric: '784', exponent: 2, decimalsShown: 2 },
  { code: 'BHD', numeric: '048', exponent: 3, decimalsShown: 3 },
  { code: 'CHF', numeric: '756', exponent: 2, decimalsShown: 2 },
  { code: 'EUR', numeric: '978', exponent: 2, decimalsShown: 2 },
  { code: 'GBP', numeric: '826', exponent: 2, decimalsShown: 2 },
  { code: 'HUF', numeric: '348', exponent: 2, decimalsShown: 2 },
  { code: 'INR', numeric: '356', exponent: 2, decimalsShown: 2 },
  { code: 'IQD', numeric: '368', exponent: 3, decimalsShown: 0 },
  { code: 'IRR', numeric: '364', exponent: 2, decimalsShown: 0 },
  { code: 'JPY', numeric: '392', exponent: 0, decimalsShown: 0 },
  { code: 'KWD', numeric: '414', exponent: 3, decimalsShown: 3 },
  { code: 'KZT', numeric: '398', exponent: 2, decimalsShown: 2 },
  { code: 'OMR', numeric: '512', exponent: 3, decimalsShown: 3 },
  { code: 'QAR', numeric: '634', exponent: 2, decimalsShown: 2 },
  { code: 'SAR', numeric: '682', exponent: 2, decimalsShown: 2 },
  { code: 'TRY', numeric: '949', exponent: 2, decimalsShown: 2 },
  { code: 'USD', numeric: '840', exponent: 2, decimalsShown: 2 },
] as const satisfies readonly CurrencyRow[];

export type Currency = (typeof rows)[number]['code'];

const byCode = new Map<string, CurrencyRow>(rows.map((row) => [row.code, row]));

/** The codes that the table knows, in alphabetical order. */
export const currencies: readonly Currency[] = rows.map((row) => row.code);

export function isCurrency(code: string): code is Currency {
  return byCode.has(code);
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
