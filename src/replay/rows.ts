// The rows of a file of real purchases, and why some cannot be used: pure.

import { fromDecimal, isCurrency, money, type Currency, type Money } from '../kernel/money.ts';

export type Row = {
  /** The first data row is 1. */
  readonly number: number;
  /** ISO date. */
  readonly date: string;
  readonly lastFour: string;
  readonly merchant: string;
  readonly category: string;
  /** As the merchant charged it; negative: a refund. */
  readonly original: Money;
  /** What was billed, in the currency of the file's accounts, with the same sign. */
  readonly billed: Money;
};

export type RowFault =
  | 'columns-wrong'
  | 'quote-open'
  | 'date-malformed'
  | 'card-malformed'
  | 'amount-malformed'
  | 'amount-zero'
  | 'currency-unknown'
  | 'signs-differ'
  | 'amounts-differ';

export type BadRow = { readonly number: number; readonly reason: RowFault };

export const columns = ['date', 'card_last4', 'merchant', 'category', 'original_amount', 'original_currency', 'billing_amount_gbp'];

/** The fields of one line (RFC 4180, without line breaks in fields); undefined where a quote is not closed. */
export function fieldsOf(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (quoted && sign === '"' && line.charAt(at + 1) === '"') {
      field += '"';
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += sign;
  }
  return quoted ? undefined : [...fields, field];
}

function dateOf(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** What networks carry: printable characters of ASCII; others become a question mark. */
const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').trim();

function rowOf(number: number, line: string, currency: Currency): Row | RowFault {
  const fields = fieldsOf(line);
  if (fields === undefined) return 'quote-open';
  const [day = '', lastFour = '', merchant = '', category = '', amount = '', code = '', billing = ''] = fields;
  if (fields.length !== columns.length) return 'columns-wrong';
  const date = dateOf(day);
  if (date === undefined) return 'date-malformed';
  if (!/^\d{4}$/.test(lastFour)) return 'card-malformed';
  if (!isCurrency(code)) return 'currency-unknown';
  const original = fromDecimal(code, amount);
  const billed = fromDecimal(currency, billing);
  if (original === undefined || billed === undefined) return 'amount-malformed';
  if (original.minor === 0n || billed.minor === 0n) return 'amount-zero';
  if (original.minor < 0n !== billed.minor < 0n) return 'signs-differ';
  if (code === currency && original.minor !== billed.minor) return 'amounts-differ';
  return { number, date, lastFour, merchant: printable(merchant), category: category.trim(), original, billed };
}

/** All rows of a file, good and bad; undefined where its first line is not the header. */
export function readRows(text: string, currency: Currency): { readonly rows: readonly Row[]; readonly bad: readonly BadRow[] } | undefined {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (header.split(',').join() !== columns.join()) return undefined;
  const rows: Row[] = [];
  const bad: BadRow[] = [];
  lines.forEach((line, index) => {
    if (line === '' && index === lines.length - 1) return;
    const row = rowOf(index + 1, line, currency);
    if (typeof row === 'string') bad.push({ number: index + 1, reason: row });
    else rows.push(row);
  });
  return { rows, bad };
}

/** Sums by the last four digits of the card. */
export function sumsOf(rows: readonly Row[], currency: Currency): Map<string, Money> {
  const sums = new Map<string, Money>();
  for (const { lastFour, billed } of rows) sums.set(lastFour, money(currency, (sums.get(lastFour)?.minor ?? 0n) + billed.minor));
  return sums;
}
