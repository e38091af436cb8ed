// Telephone numbers as people type them, brought to E.164.

import { toLatinDigits } from '../../../kernel/digits.ts';

const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * The E.164 form of a number: '9234 5678', '0096892345678' and '٩٢٣٤٥٦٧٨' all become '+96892345678'.
 * A number without '+' or '00' is taken as one of `countryCode` ('+968'), which may already stand at its head.
 * Undefined where no number can be read.
 */
export function toMobile(text: string, countryCode: string): string | undefined {
  const digits = toLatinDigits(text).replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069().\-/]/g, '');
  const prefix = countryCode.replace('+', '');
  let number: string;
  if (digits.startsWith('+')) number = digits;
  else if (digits.startsWith('00')) number = `+${digits.slice(2)}`;
  else if (digits.startsWith(prefix) && digits.length > prefix.length + 6) number = `+${digits}`;
  else number = `+${prefix}${digits.replace(/^0/, '')}`;
  return e164.test(number) ? number : undefined;
}

/** The number with its middle hidden, for pages that must not tell it: '+968 •••• 5678'. */
export function maskMobile(mobile: string): string {
  return `${mobile.slice(0, 4)} •••• ${mobile.slice(-4)}`;
}

/** The address with its name hidden: 's•••@example.om'. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${email.slice(0, 1)}•••${email.slice(at)}`;
}

/** Whether the text can be an e-mail address: one '@', a dot in the domain, no spaces or control characters. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"\p{Cc}]{1,64}@[^\s@<>"\p{Cc}]+\.[^\s@<>"\p{Cc}.]{2,}$/u.test(text);
}
