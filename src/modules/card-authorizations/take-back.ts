// What a single message posted, moved back when it is reversed: all of it with its fee, or the part that a machine did not give out.

import type { Currency } from '../../kernel/money.ts';
import { derivedId, applyTransfers, internalAccountId, internalAccounts, type Command } from '../ledger/index.ts';
import type { PipelinedSession } from '../../postgres/pipeline.ts';
import {
  accountsOf,
  chargeWallets,
  creditWallets,
  relatedTransactions,
  transactionsOfAuthorization,
  type CardTransaction,
  type Charge,
  type Credit,
} from '../wallets/index.ts';
import { proportion, type After } from './authorize.ts';
import { unmarked } from './clear-plan.ts';
import { insertSuspense, type NewSuspenseItem } from './suspense-store.ts';

type TakeBack = Extract<After, { kind: 'take-back' }>;

/** Converted here, at the day's rate: the other side of it stands in the bank's position. */
const isExchanged = ({ kind, rateSource }: CardTransaction): boolean => kind !== 'fee' && rateSource !== null && rateSource !== 'network';

/** The foreign side of a conversion, and its mark-up, the other way round. */
function exchangeBack(id: string, posted: CardTransaction, amount: bigint, original: bigint, reference: string): Command[] {
  const currency = posted.originalCurrency;
  if (currency === null || original <= 0n) return [];
  const sides = [internalAccountId('scheme-settlement', currency), internalAccountId('exchange-position', currency)] as const;
  const [debitAccountId, creditAccountId] = posted.amount < 0n ? sides : [sides[1], sides[0]];
  const common = { kind: 'transfer', code: 'card-reversal', reference } as const;
  const legs = [{ debitAccountId, creditAccountId, amount: original }];
  const back: Command = { ...common, id: derivedId('take-back-bought', id), currency, legs };
  const spread = amount - unmarked(amount, posted.markUpPpm);
  if (spread <= 0n) return [back];
  const kept = {
    debitAccountId: internalAccountId('exchange-income', posted.walletCurrency),
    creditAccountId: internalAccountId('exchange-position', posted.walletCurrency),
    amount: spread,
  };
  return [back, { ...common, id: derivedId('take-back-spread', id), currency: posted.walletCurrency, legs: [kept] }];
}

/**
 * What a dispute gave back already of what the holder paid, and did not take again: the scheme's money then is not the holder's a second
 * time. @param posted the transaction, or a fee of it
 */
async function isDisputeCredited(tx: PipelinedSession, posted: CardTransaction): Promise<boolean> {
  const isFee = posted.kind === 'fee';
  const related = await relatedTransactions(tx, posted.accountId, isFee ? (posted.parentId ?? posted.id) : posted.id);
  const credited = related.reduce(
    (sum, { kind, detail, amount, walletCurrency }) =>
      (kind === 'dispute-credit' || kind === 'dispute-debit') &&
      detail.endsWith(' fee') === isFee &&
      walletCurrency === posted.walletCurrency
        ? sum + amount
        : sum,
    0n,
  );
  return credited > 0n;
}

/** The currency in which the scheme pays it back. */
const sideOf = (posted: CardTransaction): Currency =>
  isExchanged(posted) ? (posted.originalCurrency ?? posted.walletCurrency) : posted.walletCurrency;

/** What the scheme gives back and a dispute gave the holder before: it waits until staff end the dispute. */
function suspendBack(id: string, currency: Currency, amount: bigint, reference: string): Command {
  const debitAccountId = internalAccountId('scheme-settlement', currency);
  const creditAccountId = internalAccountId('unmatched-suspense', currency);
  return { kind: 'transfer', id, currency, code: 'card-suspense', reference, legs: [{ debitAccountId, creditAccountId, amount }] };
}

/** The same as an item that staff resolve. */
function itemOfBack(posted: CardTransaction, id: string, currency: Currency, amount: bigint, reference: string): NewSuspenseItem {
  const { accountId, cardId, merchantName, occurredAt, authorizationId } = posted;
  const presentment = { merchantName, occurredAt: occurredAt.toString(), ...(authorizationId === null ? {} : { authorizationId }) };
  return { id, programme: null, kind: 'reversal', amount, currency, accountId, cardId, reference, presentment };
}

/** What was posted for the authorisation; where all of it goes back, its fees too. */
async function postingsOf(tx: PipelinedSession, { item, authorizationId, posted, taken }: TakeBack): Promise<CardTransaction[]> {
  const own = (await transactionsOfAuthorization(tx, item.accountId, authorizationId)).filter(
    ({ kind, detail }) => kind !== 'fee' && detail !== 'reversal',
  );
  if (taken < posted) return own;
  const fees: CardTransaction[] = [];
  for (const id of new Set(own.map((each) => each.id))) {
    const related = await relatedTransactions(tx, item.accountId, id);
    fees.push(
      ...related.filter(
        ({ kind, detail, amount }) => kind === 'fee' && amount < 0n && (detail === 'cash-abroad' || detail === 'refund-cancellation'),
      ),
    );
  }
  return [...own, ...fees];
}

/** Credits what a purchase or a withdrawal posted, charges what a refund did; ids follow from the postings, so that it moves once. */
export async function takeBack(tx: PipelinedSession, reversals: readonly TakeBack[], now: Temporal.Instant): Promise<void> {
  const credits: Credit[] = [];
  const charges: Charge[] = [];
  const linked: Command[] = [];
  const suspended = new Set<Currency>();
  const items: NewSuspenseItem[] = [];
  for (const reversal of reversals) {
    const { item, authorizationId, posted: whole, taken } = reversal;
    const share = (of: bigint): bigint => (taken === whole ? of : proportion(of, taken, whole));
    for (const posted of await postingsOf(tx, reversal)) {
      const amount = share(posted.amount < 0n ? -posted.amount : posted.amount);
      if (amount === 0n) continue;
      const id = derivedId('take-back', `${posted.id} ${posted.part}`);
      const original = share(posted.originalAmount ?? 0n);
      if (posted.amount < 0n && (await isDisputeCredited(tx, posted))) {
        if (posted.kind === 'fee') continue;
        const side = sideOf(posted);
        suspended.add(side);
        const back = side === posted.walletCurrency ? amount : original;
        linked.push(suspendBack(id, side, back, authorizationId));
        items.push(itemOfBack(posted, id, side, back, authorizationId));
        continue;
      }
      const exchanged = isExchanged(posted);
      const movement = {
        id,
        accountId: item.accountId,
        currency: posted.walletCurrency,
        amount,
        ...(posted.vatAmount === 0n
          ? {}
          : { vat: { amount: posted.vatAmount < 0n ? -posted.vatAmount : posted.vatAmount, ppm: posted.vatPpm, chart: 'vat-payable' } }),
        counterpart: posted.kind === 'fee' ? 'fee-income' : exchanged ? 'exchange-position' : 'scheme-settlement',
        code: 'card-reversal',
        reference: authorizationId,
      };
      const transaction = {
        detail: 'reversal',
        cardId: item.cardId,
        parentId: posted.id,
        authorizationId,
        merchantName: posted.merchantName,
        ...(posted.originalCurrency === null ? {} : { originalAmount: original, originalCurrency: posted.originalCurrency }),
        termsVersion: posted.termsVersion,
        occurredAt: now,
        part: posted.part,
      };
      if (posted.amount < 0n) credits.push({ ...movement, transaction: { ...transaction, kind: 'refund' } });
      else charges.push({ ...movement, transaction: { ...transaction, kind: 'adjustment' } });
      if (exchanged) linked.push(...exchangeBack(id, posted, amount, original, authorizationId));
    }
  }
  if (suspended.size > 0)
    await internalAccounts(
      tx,
      [...suspended].map((currency) => ({ chart: 'unmatched-suspense', currency })),
      now,
    );
  await creditWallets(tx, credits, now);
  await chargeWallets(tx, charges, now);
  for (const outcome of linked.length === 0 ? [] : await applyTransfers(tx, linked, now))
    if (outcome.kind === 'refused') throw new Error(`bug: the foreign side of a reversal was refused: ${outcome.reason}`);
  if (items.length === 0) return;
  const owners = await accountsOf(tx, [...new Set(items.flatMap(({ accountId }) => accountId ?? []))]);
  const ofProgrammes = items.map((item) => ({ ...item, programme: owners.get(item.accountId ?? '')?.programme ?? null }));
  await insertSuspense(tx, ofProgrammes, now);
}
