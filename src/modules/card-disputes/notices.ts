// What the holder is told of a dispute, by SMS and e-mail.

import type { Session } from '../../postgres/database.ts';
import { contactsOf } from '../customers/index.ts';
import { defuse, notify, writeAmount } from '../messaging/index.ts';
import type { Programme } from '../programmes/index.ts';
import type { Notice } from './rules/decide.ts';
import type { Part } from './rules/liability.ts';
import type { DisputeRow } from './store.ts';

const events = {
  received: 'dispute-received',
  'documents-needed': 'dispute-documents-needed',
  credited: 'dispute-credited',
  debited: 'dispute-debited',
  closed: 'dispute-closed',
} as const satisfies Record<Notice, string>;

/** Short enough to say on the phone; the whole id stands in the web bank. */
export const referenceOf = (disputeId: string): string => disputeId.slice(-8).toUpperCase();

/** PC-53: tells of credit, debit and outcome, each with the amounts in their currencies. */
export async function tell(
  tx: Session,
  dispute: {
    readonly holders: Programme;
    readonly row: DisputeRow;
    readonly parts: readonly Part[];
    readonly timeZone: string;
    readonly notices: readonly Notice[];
  },
  now: Temporal.Instant,
): Promise<void> {
  const { holders, row, parts, notices } = dispute;
  if (notices.length === 0) return;
  const language = (await contactsOf(tx, row.customerId))?.language ?? holders.defaultLanguage;
  const sums = new Map<string, bigint>();
  for (const { currency, original } of parts) sums.set(currency, (sums.get(currency) ?? 0n) + original);
  const amount = [...sums].map(([currency, minor]) => `${writeAmount(language, currency, minor.toString())} ${currency}`).join(' + ');
  const values = {
    case: referenceOf(row.id),
    amount,
    merchant: row.merchantName === '' ? '...' : defuse(row.merchantName),
    until: row.documentsDueOn ?? '',
    outcome: row.outcome ?? 'none',
    // The choices of a template have no hyphens.
    because: (row.because ?? 'none').replaceAll('-', '_'),
  };
  for (const notice of notices) await notify(tx, { programme: holders, customerId: row.customerId, event: events[notice], values }, now);
}
