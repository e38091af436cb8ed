// Transfers and bills as operations: prepare holds the money, execute posts that hold, release gives it back.

import Type, { type TSchema } from 'typebox';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { accountHeldBy, findAccount } from '../accounts/index.ts';
import { customer } from '../customers/index.ts';
import { applyTransfers, derivedId, hold, type LedgerRefusal, type Leg } from '../ledger/index.ts';
import type { Details, Executor, OperationRow, PrepareContext } from '../operations/index.ts';
import type { Programme } from '../programmes/index.ts';
import { judgeAccounts, judgeAmount, judgeBill, judgeReference, type PaymentRefusal, type Side } from './rules/judge.ts';
import * as store from './store.ts';

const strict = { additionalProperties: false } as const;
const Amount = Type.Object(
  { currency: Type.String({ maxLength: 3 }), minor: Type.String({ maxLength: 19, description: 'minor units, a decimal integer' }) },
  strict,
);
const AccountId = Type.String({ format: 'uuid', description: 'id of an account of the customer' });
const Reference = Type.Optional(Type.String({ maxLength: 140, description: 'shown on both statements; never a card number' }));

export const TransferOwnParams = Type.Object({ from: AccountId, to: AccountId, amount: Amount, reference: Reference }, strict);
export const TransferCustomerParams = Type.Object(
  {
    from: AccountId,
    to: Type.String({ maxLength: 40, description: 'account number or IBAN as a person writes it' }),
    amount: Amount,
    reference: Reference,
  },
  strict,
);
export const BillPaymentParams = Type.Object(
  {
    from: AccountId,
    biller: Type.String({ maxLength: 40 }),
    billReference: Type.String({ maxLength: 40, description: "the customer's number at the biller" }),
    amount: Amount,
  },
  strict,
);

export type TransferOwn = Type.Static<typeof TransferOwnParams>;
export type TransferCustomer = Type.Static<typeof TransferCustomerParams>;
export type BillPayment = Type.Static<typeof BillPaymentParams>;

type Prepared = Outcome<{ details: Details; holdId: string }, PaymentRefusal>;

/** The day of the programme's calendar on which an operation was asked for. */
function dayOf(programme: Pick<Programme, 'timeZone'>, at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(programme.timeZone).toPlainDate().toString();
}

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

type Payment = {
  readonly amount: bigint;
  readonly leg: Omit<Leg, 'amount'>;
  readonly memo: string;
  readonly details: Details;
  readonly counts: boolean;
};

/**
 * Holds the money under the operation's own id until the operation's own end, then counts it towards the day.
 * A refusal leaves the hold behind: the caller rolls back, as it does for every refusal of `prepare`.
 */
async function holdPayment(tx: Session, context: PrepareContext, kind: string, payment: Payment, now: Temporal.Instant): Promise<Prepared> {
  const { operationId, programme, customerId, expiresAt } = context;
  const { amount, leg, memo, details, counts } = payment;
  const held = await hold(
    tx,
    { id: operationId, currency: programme.currency, code: kind, reference: operationId, memo, legs: [{ ...leg, amount }], expiresAt },
    now,
  );
  if (held.kind === 'refused') return refused(toPaymentRefusal(held.reason));
  if (counts && held.value.result === 'created') {
    const day = { customerId, programme: programme.programme, day: dayOf(programme, now), currency: programme.currency };
    const { perDayMax } = programme.payments;
    if (!(await store.countPayment(tx, day, amount, BigInt(perDayMax)))) return refused('daily-limit', { max: String(perDayMax) });
  }
  return done({ details, holdId: operationId });
}

const side = (account: { id: string; currency: string; status: 'open' | 'closed' }, isOwn: boolean): Side => ({ ...account, isOwn });

function limitsOf(programme: Programme): Parameters<typeof judgeAmount>[0] {
  return { currency: programme.currency, ...programme.payments };
}

async function payerName(tx: Session, customerId: string): Promise<string> {
  return (await customer(tx, customerId))?.nameLatin ?? '';
}

const withReference = (details: Details, reference: string): Details => (reference === '' ? details : { ...details, reference });

async function prepareOwn(tx: Session, context: PrepareContext, params: TransferOwn, now: Temporal.Instant): Promise<Prepared> {
  const { programme, customerId } = context;
  const amount = judgeAmount(limitsOf(programme), params.amount);
  if (amount.kind === 'refused') return amount;
  const reference = judgeReference(limitsOf(programme), params.reference);
  if (reference.kind === 'refused') return reference;
  const from = await accountHeldBy(tx, customerId, params.from);
  const to = await accountHeldBy(tx, customerId, params.to);
  const refusal = judgeAccounts(programme.currency, true, from && side(from, true), to && side(to, true));
  if (refusal !== undefined || from === undefined || to === undefined) return refused(refusal ?? 'account-unknown');
  const name = await payerName(tx, customerId);
  const { currency } = programme;
  const details = { kind: 'transfer-own', amount: String(amount.value), currency, from: from.number, payee: name, to: to.number };
  const leg = { debitAccountId: from.id, creditAccountId: to.id, debitParty: name, creditParty: name };
  return await holdPayment(
    tx,
    context,
    'transfer-own',
    { amount: amount.value, leg, memo: reference.value, details: withReference(details, reference.value), counts: false },
    now,
  );
}

async function prepareCustomer(tx: Session, context: PrepareContext, params: TransferCustomer, now: Temporal.Instant): Promise<Prepared> {
  const { programme, customerId } = context;
  const amount = judgeAmount(limitsOf(programme), params.amount);
  if (amount.kind === 'refused') return amount;
  const reference = judgeReference(limitsOf(programme), params.reference);
  if (reference.kind === 'refused') return reference;
  const from = await accountHeldBy(tx, customerId, params.from);
  const to = await findAccount(tx, programme.programme, params.to);
  const isOwn = to?.holders.some((holder) => holder.customerId === customerId) === true;
  const refusal = judgeAccounts(programme.currency, false, from && side(from, true), to && side(to, isOwn));
  if (refusal !== undefined || from === undefined || to === undefined) return refused(refusal ?? 'account-unknown');
  const name = await payerName(tx, customerId);
  const { currency } = programme;
  const details = {
    kind: 'transfer-customer',
    amount: String(amount.value),
    currency,
    from: from.number,
    payee: to.holderName,
    to: to.number,
  };
  const leg = { debitAccountId: from.id, creditAccountId: to.id, debitParty: name, creditParty: to.holderName };
  return await holdPayment(
    tx,
    context,
    'transfer-customer',
    { amount: amount.value, leg, memo: reference.value, details: withReference(details, reference.value), counts: true },
    now,
  );
}

async function prepareBill(tx: Session, context: PrepareContext, params: BillPayment, now: Temporal.Instant): Promise<Prepared> {
  const { programme, customerId } = context;
  const amount = judgeAmount(limitsOf(programme), params.amount);
  if (amount.kind === 'refused') return amount;
  const from = await accountHeldBy(tx, customerId, params.from);
  if (from === undefined) return refused('account-unknown');
  if (from.status === 'closed') return refused('account-closed');
  const biller = await store.biller(tx, programme.programme, params.biller);
  const bill = judgeBill(biller, params.billReference);
  if (bill.kind === 'refused') return bill;
  if (biller === undefined) return refused('biller-unknown');
  const { currency } = programme;
  const details = {
    kind: 'bill-payment',
    amount: String(amount.value),
    currency,
    from: from.number,
    payee: biller.name.en,
    biller: biller.id,
    to: bill.value,
  };
  const leg = {
    debitAccountId: from.id,
    creditAccountId: biller.ledgerAccountId,
    debitParty: await payerName(tx, customerId),
    creditParty: biller.name.en,
  };
  return await holdPayment(tx, context, 'bill-payment', { amount: amount.value, leg, memo: bill.value, details, counts: true }, now);
}

/**
 * Posts the holds of approved payments, all in one batch of the ledger, whatever their kinds. Nothing of `details` or
 * `params` is read: the hold was made with the details that were shown, and it is what is posted.
 */
async function executePayments(
  tx: Session,
  operations: readonly OperationRow[],
  now: Temporal.Instant,
): Promise<Outcome<{ posting?: string }, string>[]> {
  const outcomes = await applyTransfers(
    tx,
    operations.map(({ id, holdId }) => ({ kind: 'post' as const, id: derivedId('post', id), holdId: holdId ?? id, reference: id })),
    now,
  );
  return outcomes.map((outcome) => {
    if (outcome.kind === 'done') return done({ posting: outcome.value.id });
    if (outcome.reason === 'hold-expired') return refused('operation-expired');
    throw new Error(`bug: the hold of an approved payment was refused: ${outcome.reason}`);
  });
}

/** Gives back the holds of payments that were not executed, and takes them off their days. A hold that the sweep gave back before is well. */
export async function releasePayments(
  tx: Session,
  timeZoneOf: (programme: string) => string,
  operations: readonly OperationRow[],
  now: Temporal.Instant,
): Promise<void> {
  const outcomes = await applyTransfers(
    tx,
    operations.map(({ id, holdId }) => ({ kind: 'void' as const, id: derivedId('void', id), holdId: holdId ?? id, reference: id })),
    now,
  );
  const returned = operations.filter(({ kind }, index) => {
    const outcome = outcomes[index];
    // Released before: the day has its amount back already.
    if (outcome?.kind === 'done' && outcome.value.result === 'exists') return false;
    if (outcome?.kind === 'refused' && outcome.figures?.['first'] === 'hold-expired') return false;
    if (outcome?.kind === 'refused' && outcome.reason !== 'hold-expired')
      throw new Error(`bug: the hold of an ended payment was refused: ${outcome.reason}`);
    return kind !== 'transfer-own';
  });
  await store.returnPayments(
    tx,
    returned.map(({ customerId, programme, details, createdAt }) => ({
      customerId,
      programme,
      day: dayOf({ timeZone: timeZoneOf(programme) }, createdAt),
      currency: details['currency'] ?? '',
      amount: BigInt(details['amount'] ?? '0'),
    })),
  );
}

/**
 * The executors of the financial operations: transfer-own, transfer-customer, bill-payment.
 * All three share `executeMany` and can be mixed in one call of it.
 * @param programmes by name; their calendars decide which day a payment counts for
 */
export function paymentExecutors(programmes: ReadonlyMap<string, Programme>): Executor[] {
  const timeZoneOf = (name: string): string => programmes.get(name)?.timeZone ?? 'UTC';
  const executor = <Params>(
    kind: string,
    params: TSchema,
    prepare: (tx: Session, context: PrepareContext, params: Params, now: Temporal.Instant) => Promise<Prepared>,
  ): Executor => ({
    kind,
    params,
    // The door has checked the parameters against `params`.
    prepare: async (tx, context, given, now) => await prepare(tx, context, given as Params, now),
    async execute(tx, operation, now) {
      const [outcome] = await executePayments(tx, [operation], now);
      if (outcome === undefined) throw new Error('bug: a payment without an outcome');
      return outcome;
    },
    executeMany: executePayments,
    release: async (tx, operation, now) => await releasePayments(tx, timeZoneOf, [operation], now),
  });
  return [
    executor<TransferOwn>('transfer-own', TransferOwnParams, prepareOwn),
    executor<TransferCustomer>('transfer-customer', TransferCustomerParams, prepareCustomer),
    executor<BillPayment>('bill-payment', BillPaymentParams, prepareBill),
  ];
}

export type Payee = { readonly number: string; readonly iban: string; readonly name: string; readonly currency: string };

/** Whom a transfer to this number or IBAN would go to, for the page to show before it is asked for. Rate-limit the door. */
export async function resolvePayee(db: Session, programme: string, typed: string): Promise<Payee | undefined> {
  const found = await findAccount(db, programme, typed);
  if (found === undefined || found.status === 'closed') return undefined;
  const { number, iban, holderName, currency } = found;
  return { number, iban, name: holderName, currency };
}
