// Payments as they are asked for: judged, their money held, their details made; many at once in a few statements.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { paymentSides, type PaymentSides } from '../accounts/index.ts';
import { applyTransfers, type Hold, type LedgerRefusal } from '../ledger/index.ts';
import type { Details, PrepareContext } from '../operations/index.ts';
import type { Programme } from '../programmes/index.ts';
import { dayOf } from './day.ts';
import type { PaymentParams } from './params.ts';
import { judgeAccounts, judgeAmount, judgeBill, judgeReference, type PaymentRefusal } from './rules/judge.ts';
import * as store from './store.ts';

export type PaymentOrder = { readonly context: PrepareContext } & PaymentParams;

export type Prepared = Outcome<{ details: Details; holdId: string }, PaymentRefusal>;

type Payment = { readonly order: PaymentOrder; readonly amount: bigint; readonly hold: Hold; readonly details: Details };

/** The ledger's refusals as a payer meets them; the rest cannot come from a payment that was judged, and is a bug. */
function toPaymentRefusal(reason: LedgerRefusal): PaymentRefusal {
  switch (reason) {
    case 'insufficient-funds':
      return 'insufficient-funds';
    case 'debit-account-closed':
      return 'account-closed';
    case 'credit-account-closed':
      return 'payee-unknown';
    default:
      throw new Error(`bug: the ledger refused a judged payment: ${reason}`);
  }
}

/** What is wrong with amount and words, which needs no look at anything. */
function judgeWords({ context, kind, params }: PaymentOrder): Outcome<{ amount: bigint; reference: string }, PaymentRefusal> {
  const limits = { currency: context.programme.currency, ...context.programme.payments };
  const amount = judgeAmount(limits, params.amount);
  if (amount.kind === 'refused') return amount;
  const reference = judgeReference(limits, kind === 'bill-payment' ? undefined : params.reference);
  if (reference.kind === 'refused') return reference;
  return done({ amount: amount.value, reference: reference.value });
}

function toHold({ context, kind }: PaymentOrder, memo: string, leg: Hold['legs'][number]): Hold {
  const { operationId, programme, expiresAt } = context;
  return { kind: 'hold', id: operationId, currency: programme.currency, code: kind, reference: operationId, memo, legs: [leg], expiresAt };
}

/** A transfer between accounts of the bank, own or not. */
function judgeTransfer(
  order: PaymentOrder,
  { from, to, payerName }: PaymentSides,
  amount: bigint,
  reference: string,
): Outcome<Payment, PaymentRefusal> {
  const { kind, context } = order;
  const { currency } = context.programme;
  const refusal = judgeAccounts(currency, kind === 'transfer-own', from, to);
  if (refusal !== undefined || from === undefined || to === undefined) return refused(refusal ?? 'account-unknown');
  const payee = kind === 'transfer-own' ? payerName : to.name;
  const details = {
    kind,
    amount: String(amount),
    currency,
    from: from.number,
    payee,
    to: to.number,
    ...(reference === '' ? {} : { reference }),
  };
  const leg = { debitAccountId: from.id, creditAccountId: to.id, amount, debitParty: payerName, creditParty: payee };
  return done({ order, amount, hold: toHold(order, reference, leg), details });
}

function judgeBillPayment(
  order: Extract<PaymentOrder, { kind: 'bill-payment' }>,
  { from, payerName }: PaymentSides,
  biller: store.Biller | undefined,
  amount: bigint,
): Outcome<Payment, PaymentRefusal> {
  const { currency } = order.context.programme;
  if (from === undefined) return refused('account-unknown');
  if (from.status === 'closed') return refused('account-closed');
  const bill = judgeBill(biller, order.params.billReference);
  if (bill.kind === 'refused') return bill;
  if (biller === undefined) return refused('biller-unknown');
  if (from.currency !== currency) return refused('currency-mismatch');
  const payee = biller.name.en;
  const details = { kind: order.kind, amount: String(amount), currency, from: from.number, payee, biller: biller.id, to: bill.value };
  const leg = { debitAccountId: from.id, creditAccountId: biller.ledgerAccountId, amount, debitParty: payerName, creditParty: payee };
  return done({ order, amount, hold: toHold(order, bill.value, leg), details });
}

/** Judges every order against both of its accounts: one statement for the accounts, one for the billers where there are any. */
async function judgeAll(tx: Session, programme: Programme, orders: readonly PaymentOrder[]): Promise<Outcome<Payment, PaymentRefusal>[]> {
  const words = orders.map(judgeWords);
  if (words.every(({ kind }) => kind === 'refused')) return words.filter((outcome) => outcome.kind === 'refused');
  const sides = await paymentSides(
    tx,
    programme.programme,
    orders.map(({ context, kind, params }) => {
      const wanted = { customerId: context.customerId, fromId: params.from };
      if (kind === 'bill-payment') return wanted;
      return { ...wanted, to: kind === 'transfer-own' ? { id: params.to } : { typed: params.to } };
    }),
  );
  const billerIds = orders.flatMap((order) => (order.kind === 'bill-payment' ? [order.params.biller] : []));
  const billers = new Map(
    (billerIds.length === 0 ? [] : await store.billersById(tx, programme.programme, billerIds)).map((biller) => [biller.id, biller]),
  );
  return orders.map((order, index) => {
    const word = words[index];
    const side = sides[index];
    if (word === undefined || side === undefined) throw new Error('bug: a payment without its accounts');
    if (word.kind === 'refused') return word;
    const { amount, reference } = word.value;
    return order.kind === 'bill-payment'
      ? judgeBillPayment(order, side, billers.get(order.params.biller), amount)
      : judgeTransfer(order, side, amount, reference);
  });
}

/** Holds the money of judged payments, each under its operation's own id until that operation's end, and counts it towards the day. */
async function holdAll(tx: Session, programme: Programme, payments: readonly Payment[], now: Temporal.Instant): Promise<Prepared[]> {
  const held = await applyTransfers(
    tx,
    payments.map(({ hold }) => hold),
    now,
  );
  // Own transfers do not count, nor does what was held and counted under this id before.
  const counting = payments.filter(({ order }, index) => {
    const outcome = held[index];
    return order.kind !== 'transfer-own' && outcome?.kind === 'done' && outcome.value.result === 'created';
  });
  const max = programme.payments.perDayMax;
  const day = { programme: programme.programme, day: dayOf(programme, now), currency: programme.currency };
  const amounts = counting.map(({ order, amount }) => ({ customerId: order.context.customerId, amount }));
  const within = counting.length === 0 ? new Set<string>() : await store.countPayments(tx, day, amounts, BigInt(max));
  return payments.map((payment, index) => {
    const outcome = held[index];
    if (outcome === undefined) throw new Error('bug: a hold without an outcome');
    if (outcome.kind === 'refused') return refused(toPaymentRefusal(outcome.reason));
    const { operationId, customerId } = payment.order.context;
    if (counting.includes(payment) && !within.has(customerId)) return refused('daily-limit', { max: String(max) });
    return done({ details: payment.details, holdId: operationId });
  });
}

/**
 * Judges payments of one programme, holds their money and counts it towards the day, in five statements whatever the number
 * (six with bills). Outcomes in the order given. Where one is refused, something of it or of the others may be written:
 * the caller rolls back, and asks again one by one where there were several.
 */
export async function preparePayments(tx: Session, orders: readonly PaymentOrder[], now: Temporal.Instant): Promise<Prepared[]> {
  const [first] = orders;
  if (first === undefined) return [];
  const { programme } = first.context;
  if (orders.some(({ context }) => context.programme.programme !== programme.programme))
    throw new Error('bug: payments of two programmes in one batch');
  const judged = await judgeAll(tx, programme, orders);
  const refusals = judged.filter((outcome) => outcome.kind === 'refused');
  if (refusals.length > 0 && orders.length === 1) return refusals;
  const payments = judged.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.value] : []));
  const prepared = await holdAll(tx, programme, payments, now);
  let next = 0;
  return judged.map((outcome) => {
    if (outcome.kind === 'refused') return outcome;
    const one = prepared[next];
    next += 1;
    if (one === undefined) throw new Error('bug: a payment without an outcome');
    return one;
  });
}
