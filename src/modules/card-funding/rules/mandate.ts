// What a mandate may be: an account in the programme's country, at another bank, with its check digits right, and a limit.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

export type MandateRefusal =
  | 'iban-malformed'
  | 'iban-foreign'
  | 'iban-own-bank'
  | 'bank-name-malformed'
  | 'mandate-exists'
  | 'amount-malformed'
  | 'amount-not-positive'
  | 'amount-too-large'
  | 'currency-mismatch';

/** In an IBAN of Oman the bank is the three digits after the check digits (SWIFT IBAN registry). */
export const bankOf = (iban: string): string => iban.slice(4, 7);

/**
 * PC-07, PC-45: an account at any other bank of the country.
 * @param iban with right check digits already, or undefined
 * @param own the bank's own code: its accounts need no mandate
 */
export function judgeIban(country: string, own: string, iban: string | undefined): Outcome<{ iban: string; bank: string }, MandateRefusal> {
  if (iban === undefined) return refused('iban-malformed');
  if (!iban.startsWith(country)) return refused('iban-foreign', { country });
  // Oman's have 23 characters: check digits alone would let a shortened one pass.
  if (country === 'OM' && !/^OM\d{5}[A-Z0-9]{16}$/.test(iban)) return refused('iban-malformed');
  return bankOf(iban) === own ? refused('iban-own-bank') : done({ iban, bank: bankOf(iban) });
}

/** A bank's name as the holder writes it: 1 to 70 characters, no control characters, nothing that turns the text around it. */
export function readBankName(given: string): string | undefined {
  const name = given.trim().replace(/\s+/g, ' ');
  const odd = /[\p{Cc}\u202a-\u202e\u2066-\u2069<>]/u.test(name) || !name.isWellFormed();
  return name === '' || odd || Array.from(name).length > 70 ? undefined : name;
}

/** 'OM81 0180 0000 0129 9123 456' → 'OM81 •••• 3456'. */
export const maskIban = (iban: string): string => `${iban.slice(0, 4)} •••• ${iban.slice(-4)}`;
