// Every reason for which an authorisation is refused, in the order in which it is looked for, with its DE 39 and its code for the API.

/**
 * In the order of the ladder in decide.ts: where several apply, the first is answered.
 * Codes are ISO 8583:1987 DE 39 as networks use them.
 */
export const reasonCodes = {
  // Who asks.
  'card-unknown': '14',
  'account-pending': '78',
  'account-frozen': '62',
  'account-closing': '62',
  'account-closed': '62',
  'card-inactive': '78',
  'card-frozen': '57',
  'card-suspended': '62',
  'card-lost': '41',
  'card-stolen': '43',
  'card-closed': '62',
  // What was presented.
  'card-not-yet-valid': '62',
  'card-expired': '54',
  'expiry-mismatch': '54',
  'cvv-wrong': '82',
  'cvv2-wrong': 'N7',
  // Where and how.
  'manual-refused': '57',
  'offline-refused': '57',
  'country-restricted': '62',
  'merchant-refused': '57',
  'channel-off': '57',
  'country-off': '57',
  'merchant-group-off': '57',
  // Who holds it.
  'pin-not-set': '86',
  'pin-blocked': '75',
  'pin-required': '55',
  'pin-unreadable': '81',
  'pin-wrong': '55',
  'domestic-cash-refused': '57',
  // How much.
  'currency-unknown': '12',
  'amount-invalid': '13',
  'below-minimum': '13',
  'above-maximum': '61',
  'day-count-reached': '65',
  'day-limit': '61',
  'month-count-reached': '65',
  'month-limit': '61',
  'country-limit': '61',
  'wallet-in-debt': '51',
  'insufficient-funds': '51',
  // Of messages about an earlier one.
  'original-unknown': '25',
  'reversal-too-large': '13',
  'nothing-to-reverse': '21',
  'authorization-over': '12',
  // Of the system.
  'repeat-differs': '94',
  'system-busy': '91',
  'system-error': '96',
} as const;

export type Reason = keyof typeof reasonCodes;

export const reasons = Object.keys(reasonCodes) as readonly Reason[];

/** DE 39 of an approval, of one in part, and of each refusal. */
export function responseCodeOf(outcome: 'approved' | 'partially-approved' | Reason): string {
  return outcome === 'approved' ? '00' : outcome === 'partially-approved' ? '10' : reasonCodes[outcome];
}

/** Reasons that say more than a holder may know (PC-36): to the holder they are all `refused-by-bank`. */
const bankReasons: ReadonlySet<Reason> = new Set(['card-suspended', 'account-frozen']);

/** What an API tells of a refusal; for a holder's eyes the bank's own reasons are one. */
export function apiCodeOf(outcome: 'approved' | Reason, reader: 'bank' | 'holder'): string {
  if (outcome === 'approved') return 'approved';
  return reader === 'holder' && bankReasons.has(outcome) ? 'refused-by-bank' : outcome;
}

export function isReason(text: string): text is Reason {
  return Object.hasOwn(reasonCodes, text);
}
