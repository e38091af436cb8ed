// Card numbers (ISO/IEC 7812-1): check digit, masking, and a number drawn from a programme's range. Imports nothing but digits.

import { hasLuhnCheckDigit, toLatinDigits } from './digits.ts';

/** The Luhn check digit (ISO/IEC 7812-1 annex B) that goes behind these digits. */
export function luhnCheckDigit(digits: string): string {
  for (let digit = 0; digit < 10; digit += 1) if (hasLuhnCheckDigit(`${digits}${digit}`)) return String(digit);
  throw new Error('bug: a check digit is made for digits only');
}

/** Whether the text is 12 to 19 digits that end in their check digit. */
export function isCardNumber(text: string): boolean {
  return text.length >= 12 && text.length <= 19 && hasLuhnCheckDigit(text);
}

/**
 * What may be shown of a card number: the first six and the last four digits (PCI DSS 3.4.1), '476173******0119'. Of shorter
 * numbers less of the beginning, and of fewer than nine characters nothing.
 */
export function maskPan(pan: string): string {
  if (pan.length < 9) return '*'.repeat(pan.length);
  const first = pan.length >= 15 ? 6 : Math.max(0, pan.length - 10);
  return `${pan.slice(0, first)}${'*'.repeat(pan.length - first - 4)}${pan.slice(-4)}`;
}

/** A range of card numbers: all that begin with `prefix` and have `length` digits, check digit included. */
export type CardNumberRange = { readonly prefix: string; readonly length: number };

/** How many digits of chance one number of the range takes. */
export function randomDigitsOf({ prefix, length }: CardNumberRange): number {
  return length - prefix.length - 1;
}

/** The number of the range with these digits between prefix and check digit; chance is the caller's. */
export function cardNumberFrom(range: CardNumberRange, randomDigits: string): string {
  if (!/^\d+$/.test(range.prefix) || !/^\d*$/.test(randomDigits)) throw new Error('bug: a card number has digits only');
  if (range.length < 12 || range.length > 19 || randomDigits.length !== randomDigitsOf(range))
    throw new Error('bug: prefix, digits and check digit do not make the length');
  const digits = `${range.prefix}${randomDigits}`;
  return `${digits}${luhnCheckDigit(digits)}`;
}

/**
 * RB-04: whether a card number stands in a text: 13 to 19 digits with their check digit, whole or in groups, in any of the
 * languages' digits. Groups are tried together from each one on, so that a date beside the number does not hide it.
 */
export function hasCardNumber(text: string): boolean {
  for (const run of toLatinDigits(text).match(/\d+(?:[ .\-/\u00a0\u2010-\u2015]{1,2}\d+)*/g) ?? []) {
    const groups = run.match(/\d+/g) ?? [];
    for (let from = 0; from < groups.length; from += 1) {
      let digits = '';
      for (const group of groups.slice(from)) {
        digits += group;
        if (digits.length > 19) break;
        if (digits.length >= 13 && hasLuhnCheckDigit(digits)) return true;
      }
    }
  }
  return false;
}
