// DE 3, processing code: what the transaction is, and between which kinds of account.

export type TransactionKind =
  | 'purchase'
  | 'cash'
  | 'purchase-with-cash'
  | 'debit-adjustment'
  | 'account-funding'
  | 'manual-cash'
  | 'refund'
  | 'deposit'
  | 'credit-adjustment'
  | 'original-credit'
  | 'load'
  | 'funds-inquiry'
  | 'balance-inquiry'
  | 'transfer'
  | 'pin-unblock'
  | 'pin-change'
  | 'other';

/** The first two digits. ISO 8583:1987 annex gives 00 to 49 their ranges; the single codes are the schemes' custom. */
const kinds = {
  '00': 'purchase',
  '01': 'cash',
  '02': 'debit-adjustment',
  '09': 'purchase-with-cash',
  '10': 'account-funding',
  '17': 'manual-cash',
  '20': 'refund',
  '21': 'deposit',
  '22': 'credit-adjustment',
  '26': 'original-credit',
  '28': 'load',
  '30': 'funds-inquiry',
  '31': 'balance-inquiry',
  '40': 'transfer',
  '91': 'pin-unblock',
  '92': 'pin-change',
} as const satisfies Readonly<Record<string, TransactionKind>>;

export type ProcessingCode = {
  readonly kind: TransactionKind;
  /** The two digits themselves. */
  readonly transaction: string;
  /** Account types: 00 default, 10 savings, 20 current, 30 credit, 40 universal. */
  readonly from: string;
  readonly to: string;
};

/** Six digits; undefined for anything else. */
export function readProcessingCode(text: string): ProcessingCode | undefined {
  if (text.length !== 6) return undefined;
  const transaction = text.slice(0, 2);
  const kind: TransactionKind = Object.hasOwn(kinds, transaction) ? kinds[transaction as keyof typeof kinds] : 'other';
  return { kind, transaction, from: text.slice(2, 4), to: text.slice(4, 6) };
}

/** The code of a kind of transaction between default accounts: 'purchase' → '000000'. */
export function writeProcessingCode(kind: Exclude<TransactionKind, 'other'>, from = '00', to = '00'): string {
  const [transaction = '00'] = Object.entries(kinds).find(([, name]) => name === kind) ?? [];
  return `${transaction}${from}${to}`;
}
