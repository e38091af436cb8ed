// Numbers that people copy by hand carry check digits: account numbers, IBANs, card numbers.

import { hasLuhnCheckDigit, toLatinDigits } from '../../../kernel/digits.ts';

/** Appends the Luhn check digit (ISO/IEC 7812-1 annex B). */
export function withCheckDigit(digits: string): string {
  for (let digit = 0; digit < 10; digit += 1) {
    const whole = `${digits}${digit}`;
    if (hasLuhnCheckDigit(whole)) return whole;
  }
  throw new Error('bug: a check digit is made for digits alone');
}

/** An account number: ten digits that do not begin with 0, the last one a check digit. `random` is 0 … 899 999 999. */
export function accountNumber(random: number): string {
  if (!Number.isInteger(random) || random < 0 || random > 899_999_999) throw new Error('bug: random is out of range');
  return withCheckDigit(String(100_000_000 + random));
}

export function isAccountNumber(text: string): boolean {
  return /^[1-9]\d{9}$/.test(text) && hasLuhnCheckDigit(text);
}

/** The remainder of ISO/IEC 7064 MOD 97-10 over an IBAN whose first four characters stand at its end. */
function remainder97(iban: string): number {
  const turned = `${iban.slice(4)}${iban.slice(0, 4)}`;
  let rest = 0;
  for (const character of turned) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97;
  return rest;
}

/** ISO 13616: country, two check digits, and the country's own account identifier. */
export function toIban(country: string, identifier: string): string {
  const check = 98 - remainder97(`${country}00${identifier}`);
  return `${country}${String(check).padStart(2, '0')}${identifier}`;
}

/** Oman's form: OM, two check digits, three digits of the bank, sixteen of the account (SWIFT IBAN registry). */
export function omanIban(bankCode: string, number: string): string {
  return toIban('OM', `${bankCode}${number.padStart(16, '0')}`);
}

export function isIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && remainder97(text) === 1;
}

/** What a person typed, as an account number or an IBAN: locale digits made Latin, spaces and hyphens dropped; undefined where its check digits are wrong. */
export function readAccountReference(typed: string): { number: string } | { iban: string } | undefined {
  const text = toLatinDigits(typed).replace(/[\s-]/g, '').toUpperCase();
  if (isAccountNumber(text)) return { number: text };
  return isIban(text) ? { iban: text } : undefined;
}

/** A card number of 16 digits as a person typed it, or undefined. */
export function readCardNumber(typed: string): string | undefined {
  const text = toLatinDigits(typed).replace(/[\s-]/g, '');
  return /^\d{16}$/.test(text) && hasLuhnCheckDigit(text) ? text : undefined;
}

/** A card PIN of four digits as a person typed it, or undefined. */
export function readCardPin(typed: string): string | undefined {
  const text = toLatinDigits(typed).trim();
  return /^\d{4}$/.test(text) ? text : undefined;
}
