// Which transactions can be disputed, and what of them is then in dispute.

import { dayAt } from '../../../kernel/calendar.ts';
import { hasCardNumber } from '../../../kernel/card-number.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { CardTransaction } from '../../wallets/index.ts';
import type { Part } from './liability.ts';
import type { State } from './state.ts';

export type DisputableRefusal =
  | 'transaction-unknown'
  | 'dispute-statement-malformed'
  | 'card-number-in-text'
  | 'transaction-not-disputable'
  | 'dispute-amount-wrong'
  | 'dispute-window-over'
  | 'dispute-running'
  | 'dispute-decided';

type Asked = {
  readonly transactionId: string;
  readonly statement: string;
  readonly amount?: bigint;
  /** The transaction's parts and what belongs to it. */
  readonly posted: readonly CardTransaction[];
  /** Disputes of it before this one. */
  readonly earlier: readonly Pick<State, 'status' | 'outcome' | 'because'>[];
  readonly endsAt: Temporal.Instant;
  readonly timeZone: string;
};

/** What the holder spent; everything else is between holder and bank. */
const disputableKinds: readonly CardTransaction['kind'][] = ['purchase', 'cash'];

const own = ({ posted, transactionId }: Pick<Asked, 'posted' | 'transactionId'>): CardTransaction[] =>
  posted.filter(({ id }) => id === transactionId);

/** What its reversals gave back already: all of it leaves nothing to dispute. */
const takenBack = (posted: readonly CardTransaction[], { id, part }: CardTransaction): bigint =>
  posted.reduce(
    (sum, one) => (one.parentId === id && one.part === part && one.detail === 'reversal' && one.amount > 0n ? sum + one.amount : sum),
    0n,
  );

/** What of a transaction is still the holder's loss. */
const standing = (posted: readonly CardTransaction[], row: CardTransaction): bigint => -row.amount - takenBack(posted, row);

/** PC-29: in the order of the list above. A dispute that was decided stays decided; one that was withdrawn can be opened again. */
export function judgeDisputable(asked: Asked, now: Temporal.Instant): Outcome<CardTransaction, DisputableRefusal> {
  const [transaction, ...others] = own(asked);
  if (transaction === undefined) return refused('transaction-unknown');
  const words = asked.statement.trim();
  if (words === '' || words.length > 2000) return refused('dispute-statement-malformed', { lengthMax: 2000 });
  if (hasCardNumber(words)) return refused('card-number-in-text');
  if (!disputableKinds.includes(transaction.kind) || transaction.amount >= 0n) return refused('transaction-not-disputable');
  const left = standing(asked.posted, transaction);
  if (left <= 0n) return refused('transaction-not-disputable');
  if (asked.amount !== undefined && (others.length > 0 || asked.amount <= 0n || asked.amount > left))
    return refused('dispute-amount-wrong');
  if (Temporal.Instant.compare(now, asked.endsAt) >= 0)
    return refused('dispute-window-over', { lastDay: dayAt(asked.timeZone, asked.endsAt.subtract({ nanoseconds: 1 })).toString() });
  if (asked.earlier.some(({ status }) => status !== 'closed')) return refused('dispute-running');
  if (asked.earlier.some(({ outcome, because }) => outcome !== 'withdrawn' && because !== 'documents-missing'))
    return refused('dispute-decided');
  return done(transaction);
}

const feesOfTransactions: readonly string[] = ['cash-abroad', 'operator'];

/**
 * PC-53: a dispute of the whole transaction is about its fees too; of a part of it, about that part alone. What reversals gave back is
 * no part of it.
 */
export function partsOf(posted: readonly CardTransaction[], asked: Pick<Asked, 'transactionId' | 'amount'>): Part[] {
  const transactions = own({ posted, transactionId: asked.transactionId }).filter((row) => standing(posted, row) > 0n);
  const [first] = transactions;
  const whole = transactions.length > 1 || asked.amount === undefined || first === undefined || asked.amount === standing(posted, first);
  const fees = whole
    ? posted.filter(
        ({ id, kind, amount, detail }) =>
          id !== asked.transactionId && kind === 'fee' && amount < 0n && feesOfTransactions.includes(detail),
      )
    : [];
  return [...transactions, ...fees].map((row, part) => {
    const original = !whole && asked.amount !== undefined ? asked.amount : standing(posted, row);
    return {
      part,
      role: row.kind === 'fee' ? ('fee' as const) : ('transaction' as const),
      sourceId: row.id,
      currency: row.walletCurrency,
      original,
      vatAmount: row.vatAmount < 0n ? -row.vatAmount : row.vatAmount,
      vatPpm: row.vatPpm,
      recovered: 0n,
      denied: 0n,
      writtenOff: 0n,
      remaining: original,
      credited: 0n,
    };
  });
}

/** Entry modes in which the card itself was there (ISO 8583 DE 22 as the authorisation understood it). */
const present: readonly string[] = ['chip', 'contactless', 'stripe'];

export function isCardPresent({ kind, entryMode }: Pick<CardTransaction, 'kind' | 'entryMode'>): boolean {
  return kind === 'cash' || (entryMode !== null && present.includes(entryMode));
}
