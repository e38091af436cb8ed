// The machine readable zone of identity documents (ICAO Doc 9303 parts 3 to 6): sizes TD1, TD2 and TD3, with every check digit.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

/** What a machine readable zone says; dates as they stand there, YYMMDD. */
export type Mrz = {
  readonly format: 'TD1' | 'TD2' | 'TD3';
  /** First letter of the document code: 'P' is a passport, 'I', 'A' or 'C' an identity card. */
  readonly code: string;
  readonly issuer: string;
  readonly number: string;
  readonly nationality: string;
  readonly birthDate: string;
  readonly expiresOn: string;
  readonly surname: string;
  readonly givenNames: string;
};

export type MrzRefusal = 'mrz-malformed' | 'mrz-check-digit';

const weights = [7, 3, 1];

/** ICAO Doc 9303-3, 4.9: digits are themselves, A to Z are 10 to 35, the filler is 0; weights 7, 3, 1; modulo 10. */
export function mrzCheckDigit(text: string): string {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const worth = code >= 48 && code <= 57 ? code - 48 : code >= 65 && code <= 90 ? code - 55 : 0;
    sum += worth * (weights[index % 3] ?? 0);
  }
  return String(sum % 10);
}

type Slice = readonly [line: number, from: number, to: number];

/** Where each field stands: lines from 0, columns from 0, the end not included. */
const layouts = {
  TD1: {
    lines: 3,
    length: 30,
    issuer: [0, 2, 5],
    number: [0, 5, 14],
    birthDate: [1, 0, 6],
    expiresOn: [1, 8, 14],
    nationality: [1, 15, 18],
    names: [2, 0, 30],
    // Composite: upper line from the number on, then birth, expiry and optional data with their digits.
    composite: [
      [0, 5, 30],
      [1, 0, 7],
      [1, 8, 15],
      [1, 18, 29],
    ],
    compositeDigit: [1, 29, 30],
  },
  TD2: {
    lines: 2,
    length: 36,
    issuer: [0, 2, 5],
    number: [1, 0, 9],
    birthDate: [1, 13, 19],
    expiresOn: [1, 21, 27],
    nationality: [1, 10, 13],
    names: [0, 5, 36],
    composite: [
      [1, 0, 10],
      [1, 13, 20],
      [1, 21, 35],
    ],
    compositeDigit: [1, 35, 36],
  },
  TD3: {
    lines: 2,
    length: 44,
    issuer: [0, 2, 5],
    number: [1, 0, 9],
    birthDate: [1, 13, 19],
    expiresOn: [1, 21, 27],
    nationality: [1, 10, 13],
    names: [0, 5, 44],
    composite: [
      [1, 0, 10],
      [1, 13, 20],
      [1, 21, 43],
    ],
    compositeDigit: [1, 43, 44],
  },
} as const satisfies Record<string, Record<string, number | Slice | readonly Slice[]>>;

const formats = Object.keys(layouts) as (keyof typeof layouts)[];
const withoutFiller = (text: string): string => text.replace(/</g, ' ').replace(/ +/g, ' ').trim();

/**
 * Reads a machine readable zone, whose lines may come as one text or as several.
 * Refusals: `mrz-malformed` where it has none of the three sizes or a wrong sign, `mrz-check-digit` where a digit does not fit.
 */
export function readMrz(given: readonly string[]): Outcome<Mrz, MrzRefusal> {
  const lines = given.flatMap((text) => text.split(/\r?\n/)).map((line) => line.replace(/\s/g, '').toUpperCase());
  const format = formats.find(
    (name) => lines.length === layouts[name].lines && lines.every((line) => line.length === layouts[name].length),
  );
  if (format === undefined || !lines.every((line) => /^[A-Z0-9<]+$/.test(line))) return refused('mrz-malformed');
  const layout = layouts[format];
  const cut = ([line, from, to]: Slice): string => (lines[line] ?? '').slice(from, to);
  const after = ([line, , to]: Slice): string => cut([line, to, to + 1]);
  let number = cut(layout.number);
  let digits = true;
  if (format === 'TD1' && after(layout.number) === '<') {
    // 9303-5, note j: a longer number goes on in the optional data, its check digit behind it.
    const rest = /^([A-Z0-9]*)([0-9])</.exec(cut([0, 15, 30]));
    number = `${number}${rest?.[1] ?? ''}`;
    digits = rest !== null && mrzCheckDigit(number) === rest[2];
  } else digits = after(layout.number) === mrzCheckDigit(number);
  for (const field of [layout.birthDate, layout.expiresOn]) digits = after(field) === mrzCheckDigit(cut(field)) && digits;
  // 9303-4, 4.2.2.2: the personal number of a passport has a digit of its own; '<' or '0' where there is none.
  if (format === 'TD3') {
    const personal = cut([1, 28, 42]);
    const digit = cut([1, 42, 43]);
    digits = (digit === mrzCheckDigit(personal) || (digit === '<' && /^<+$/.test(personal))) && digits;
  }
  digits = cut(layout.compositeDigit) === mrzCheckDigit(layout.composite.map((slice) => cut(slice)).join('')) && digits;
  if (!digits) return refused('mrz-check-digit');
  const [surname = '', givenNames = ''] = cut(layout.names).split('<<');
  return done({
    format,
    code: cut([0, 0, 1]),
    issuer: withoutFiller(cut(layout.issuer)),
    number: number.replace(/<+$/, ''),
    nationality: withoutFiller(cut(layout.nationality)),
    birthDate: cut(layout.birthDate),
    expiresOn: cut(layout.expiresOn),
    surname: withoutFiller(surname),
    givenNames: withoutFiller(givenNames),
  });
}

/** An ISO date as a machine readable zone writes it, YYMMDD. */
export function mrzDate(date: string): string {
  return date.slice(2).replaceAll('-', '');
}
