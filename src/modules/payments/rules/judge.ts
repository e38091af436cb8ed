// The rules of a payment before any money is held: amount, words, accounts, biller. Pure.

import { hasCardNumber } from '../../../kernel/card-number.ts';
import { toLatinDigits } from '../../../kernel/digits.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

export type AmountRefusal = 'currency-mismatch' | 'amount-malformed' | 'amount-not-positive' | 'amount-too-large';
export type ReferenceRefusal = 'reference-malformed' | 'card-number-in-reference';
export type AccountRefusal =
  | 'account-unknown'
  | 'account-closed'
  | 'payee-unknown'
  | 'same-account'
  | 'not-own-account'
  | 'own-account'
  | 'currency-mismatch';
export type BillerRefusal = 'biller-unknown' | 'bill-reference-malformed';

/** Every reason for which a payment is refused, those that the database decides last. */
export type PaymentRefusal = AmountRefusal | ReferenceRefusal | AccountRefusal | BillerRefusal | 'insufficient-funds' | 'daily-limit';

export type Limits = { readonly currency: string; readonly perOperationMax: number; readonly referenceLengthMax: number };

/** @param amount.minor minor units as a decimal string, of the programme's currency alone */
export function judgeAmount(limits: Limits, amount: { readonly currency: string; readonly minor: string }): Outcome<bigint, AmountRefusal> {
  if (amount.currency !== limits.currency) return refused('currency-mismatch');
  if (!/^-?\d{1,18}$/.test(amount.minor)) return refused('amount-malformed');
  const minor = BigInt(amount.minor);
  if (minor <= 0n) return refused('amount-not-positive');
  if (minor > BigInt(limits.perOperationMax)) return refused('amount-too-large', { max: String(limits.perOperationMax) });
  return done(minor);
}

/** The payer's words: trimmed, without control characters, short enough for the statement and for one field of the protocol. */
export function judgeReference(limits: Limits, given: string | undefined): Outcome<string, ReferenceRefusal> {
  const reference = (given ?? '').trim();
  const characters = Array.from(reference).length;
  // Control characters and the marks that turn the direction of what follows: they would make the page show another text.
  const isOdd = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(reference) || !reference.isWellFormed();
  if (isOdd || characters > limits.referenceLengthMax || new TextEncoder().encode(reference).length > 255)
    return refused('reference-malformed');
  return hasCardNumber(reference) ? refused('card-number-in-reference') : done(reference);
}

export type Side = { readonly id: string; readonly currency: string; readonly status: 'open' | 'closed'; readonly isOwn: boolean };

/** The two accounts of a transfer; `own` where it stays between the customer's own. */
export function judgeAccounts(currency: string, own: boolean, from: Side | undefined, to: Side | undefined): AccountRefusal | undefined {
  if (from === undefined || !from.isOwn) return 'account-unknown';
  if (from.status === 'closed') return 'account-closed';
  if (to === undefined) return own ? 'not-own-account' : 'payee-unknown';
  if (to.id === from.id) return 'same-account';
  if (own && !to.isOwn) return 'not-own-account';
  if (!own && to.isOwn) return 'own-account';
  // A stranger's closed account and no account are the same answer.
  if (to.status === 'closed') return own ? 'account-closed' : 'payee-unknown';
  return from.currency !== currency || to.currency !== currency ? 'currency-mismatch' : undefined;
}

/** The customer's number at the biller, in Latin digits without spaces, where it has the biller's form. */
export function judgeBill(
  biller: { readonly status: 'open' | 'closed'; readonly referencePattern: string } | undefined,
  given: string,
): Outcome<string, BillerRefusal> {
  if (biller === undefined || biller.status === 'closed') return refused('biller-unknown');
  const reference = toLatinDigits(given).replace(/\s/g, '').toUpperCase();
  return new RegExp(`^(?:${biller.referencePattern})$`).test(reference) ? done(reference) : refused('bill-reference-malformed');
}
