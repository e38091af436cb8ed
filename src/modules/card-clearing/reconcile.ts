// The reconciliation of a programme's day: what the ledger, transactions, files and the scheme say, and why they differ.

import { dayAt, endOfDay, startOfDay } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { settlementOfSuspense } from '../card-authorizations/index.ts';
import { exchangeIds } from '../exchange/index.ts';
import { checkLedger, derivedId, type LedgerFinding } from '../ledger/index.ts';
import type { ClearingContext } from './context.ts';
import * as store from './reconcile-store.ts';
import { reconcile, type Amounts, type CurrencySheet, type Difference } from './rules/reconcile.ts';
import { newestTotals } from './settlement-store.ts';

export type Reconciliation = {
  readonly programme: string;
  readonly day: string;
  /** The ledger balances, and no difference is `wrong`. */
  readonly balanced: boolean;
  /** Nothing is open either: the scheme has its money and every record its holder. */
  readonly settled: boolean;
  readonly currencies: readonly CurrencySheet[];
  readonly differences: readonly Difference[];
  /** What waits in suspense at the end of the day, of all days. */
  readonly suspense: readonly { readonly currency: string; readonly amount: bigint }[];
  readonly files: readonly store.FileOfDay[];
  /** Findings of the ledger's own check (PC-28); empty is well. */
  readonly ledger: readonly LedgerFinding[];
  readonly madeAt: Temporal.Instant;
};

export type ReconciliationRefusal = 'programme-unknown' | 'day-in-future';

const suspenseItemsMax = 1000;

type Place = { readonly ledgerId: string; readonly currency: string; readonly amount: bigint };

/** Where a transaction stands on the scheme's account: by its own movement, or by the far leg of its exchange (PC-22). */
function placesOf({ id, part, currency, amount, original, originalCurrency }: store.TransactionItem): Place[] {
  const own = { ledgerId: part === 0 ? id : derivedId('transaction-part', `${id} ${part}`), currency, amount };
  if (original === null || originalCurrency === null || originalCurrency === currency) return [own];
  const exchange = part === 0 ? id : derivedId('exchange-part', `${id} ${part}`);
  return [own, { ledgerId: exchangeIds(exchange).bought, currency: originalCurrency, amount: original }];
}

/** Any day until today, as it stands now. */
export async function reconcileDay(
  ctx: Pick<ClearingContext, 'database' | 'cardProgrammes' | 'clock'>,
  { programme, day }: { readonly programme: string; readonly day: Temporal.PlainDate },
): Promise<Outcome<Reconciliation, ReconciliationRefusal>> {
  const now = ctx.clock.now();
  const timeZone = ctx.cardProgrammes.get(programme)?.timeZone;
  if (timeZone === undefined) return refused('programme-unknown');
  const today = dayAt(timeZone, now);
  if (Temporal.PlainDate.compare(day, today) > 0) return refused('day-in-future', { day: day.toString(), today: today.toString() });
  const { database: db } = ctx;
  const span = { day: day.toString(), from: startOfDay(timeZone, day), until: endOfDay(timeZone, day) };
  const [transactions, suspense, given] = [
    await store.transactionItems(db, programme, span),
    await store.suspenseItems(db, span, suspenseItemsMax),
    await newestTotals(db, programme, span.day),
  ];
  const totals = new Map<string, { currency: string; count: number; amount: bigint }>();
  for (const { currency, direction, count, amount } of given) {
    const known = totals.get(currency) ?? { currency, count: 0, amount: 0n };
    totals.set(currency, { currency, count: known.count + count, amount: known.amount + (direction === 'debit' ? amount : -amount) });
  }
  const received: Amounts[] | undefined = given.length === 0 ? undefined : [...totals.values()];
  const files = await store.filesOfDay(db, programme, span);
  const { currencies, differences } = reconcile({
    balances: await store.schemeBalances(db, span),
    movements: await store.schemeMovements(db, span),
    ledger: await store.ledgerItems(db, span),
    transactions: transactions.map((row) => ({ id: row.id, kind: row.kind, own: row.own, places: placesOf(row) })),
    suspense: suspense.map(({ currency, id, reference, status, fileId, line, merchantName, amount }) => ({
      currency,
      id,
      waits: status === 'open' || status === 'asked',
      settledBy: status === 'matched' ? settlementOfSuspense(id) : undefined,
      about: fileId === null ? reference : `${fileId}:${line} ${merchantName ?? ''}`.trim(),
      amount,
    })),
    presentments: await store.presentmentItems(db, programme, span.day),
    totals: received,
    files,
  });
  const ledger = await checkLedger(db, now);
  return done({
    programme,
    day: span.day,
    balanced: ledger.length === 0 && differences.every(({ state }) => state !== 'wrong'),
    settled: differences.every(({ state }) => state === 'explained'),
    currencies,
    differences,
    suspense: await store.suspenseBalances(db, span),
    files,
    ledger,
    madeAt: now,
  });
}
